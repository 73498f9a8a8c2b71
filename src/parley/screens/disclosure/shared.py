"""A share card behind its link: read without signing in, found by nobody who was not given it, counted by a script."""

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from parley.disclosure.actions import count_view
from parley.disclosure.queries import holding_of, link_given
from parley.disclosure.rules import card_items, lines_of
from parley.disclosure.terms import Card
from parley.kernel.spans import spoken_day
from parley.ledger.terms import MACHINE
from parley.screens.alone import GONE, KEPT_TO_ITSELF, NOTHING, alone
from parley.screens.asking import Asked
from parley.screens.disclosure.cards import company_name
from parley.screens.disclosure.limits import may_count

if TYPE_CHECKING:
    from parley.disclosure.models import ShareLink

NO_CONTENT = 204
LONGEST_VISIT = 64  # signs a browser may call its visit by


@login_not_required
@require_safe
def page(request: Asked, token: str) -> HttpResponse:
    """Show what a link shows. A link that was never given, was ended or is over answers as one that is not there.

    Looking changes nothing: mail scanners open links too.
    """
    link = link_given(token, on=request.now.date())
    if link is None:
        return alone(request, "shared/nothing.html", {}, status=NOTHING)
    holding, gone = holding_of(link, on=request.now.date())
    card = Card(company_name(), request.now.date(), card_items(holding))
    shown = {
        "card": card,
        "day": spoken_day(card.on),
        "lines_of": lines_of,
        "gone": gone,
        "token": token,
        "counted": bool(holding) and not request.user.is_authenticated,  # a colleague's look is nobody's view
    }
    return alone(request, "shared/card.html", shown, status=200 if holding else GONE)


@csrf_exempt  # nobody is signed in here, so there is nothing a form from elsewhere could borrow
@login_not_required
@require_POST
def views(request: Asked, token: str) -> HttpResponse:
    """Count that somebody looked at a card: sent by the page's script once it was in sight, never by opening it."""
    link = link_given(token, on=request.now.date())
    visit = request.POST.get("visit", "")
    if link is None or not 16 <= len(visit) <= LONGEST_VISIT:
        return alone(request, "shared/nothing.html", {}, status=NOTHING)
    if _shows(link, request) and may_count(request, link.pk):
        count_view(link=link, visit=visit, actor=MACHINE, at=request.now)
    return HttpResponse(status=NO_CONTENT, headers=KEPT_TO_ITSELF)


def _shows(link: "ShareLink", request: Asked) -> bool:
    holding, _gone = holding_of(link, on=request.now.date())
    return bool(holding)
