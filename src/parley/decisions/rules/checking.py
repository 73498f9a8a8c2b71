"""What is looked at before a decision is published: who reads its reason, and which names in it some should not."""

from collections.abc import Sequence

from parley.decisions.rules.settling import UNTOLD, reason_beside
from parley.decisions.terms import Sight
from parley.roadmap.terms import Audience

EVERYBODY = Sight(initiative=0, area=0, shown_to=Audience.COMPANY)


def reaches_everybody(weighed: Sequence[Sight]) -> bool:
    """Whether the whole company reads the reason: when it weighs something, and only what is for everybody."""
    return bool(weighed) and reason_beside(EVERYBODY, weighed, "told") != UNTOLD


def is_named_too_far(named: Sight, *, area: int, weighed: Sequence[Sight]) -> bool:
    """Whether some who read the reason of an area's decision may not see an initiative that it names.

    The group always reads it, and so does whoever may see all that is weighed.
    """
    if named.shown_to is Audience.COMPANY:
        return False
    if named.shown_to is Audience.PRODUCT_TEAM or named.area != area:
        return True
    within = any(each.area == area and each.shown_to is not Audience.COMPANY for each in weighed)
    return bool(weighed) and not within
