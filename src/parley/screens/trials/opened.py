"""What the two pages of a client by its link share: finding the link, and how often something is sent by it."""

from typing import TYPE_CHECKING

from parley.screens.asking import Asked
from parley.screens.sign_in.limits import may_again
from parley.trials.queries.links import link_of_token

if TYPE_CHECKING:
    from parley.trials.models import TrialLink
    from parley.trials.terms import LinkFor

FROM_ONE_ADDRESS, OF_ONE_LINK = 20, 60  # sent in an hour; an office has one address


def opened(request: Asked, token: str, serves: "LinkFor") -> "TrialLink | None":
    """Give the link of a token that serves this; one that was never given, was ended or is over is not there."""
    link = link_of_token(token, on=request.now.date())
    return link if link and link.serves is serves else None


def may_send(request: Asked, link: "TrialLink") -> bool:
    """Whether something is taken by a link once more; a little inexact across processes."""
    return may_again(request, f"trial:{link.pk}", from_one=FROM_ONE_ADDRESS, of_one=OF_ONE_LINK)
