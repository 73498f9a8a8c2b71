"""Who decides for whom for a time."""

from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery

from parley.decisions.models import DecidingDeputy, Decision
from parley.decisions.terms import UNPUBLISHED
from parley.people.models import Person
from parley.people.terms import Viewer


def _deciding() -> QuerySet[DecidingDeputy]:
    """Who decides for whom now: neither has left, as nobody decides for somebody who is not there any more."""
    return DecidingDeputy.objects.filter(in_force=True, ended_at=None, decider__left_on=None, deputy__left_on=None)


def stands_in_for(viewer: Viewer) -> Q:
    """Say as a condition on decisions that they wait for somebody for whom the viewer decides now."""
    deciders = _deciding().filter(deputy=viewer.person).values("decider")
    return Q(decider__in=deciders, state__in=UNPUBLISHED)


def are_deputies_in(decision: Decision) -> Q:
    """Say as a condition on people that they decide it for its decider now: the inverse of `stands_in_for`."""
    if decision.state not in UNPUBLISHED:
        return Q(pk__in=())
    return Q(pk__in=_deciding().filter(decider=decision.decider_id).values("deputy"))


def deputy_now() -> Subquery:
    """Give who decides for the decider of each decision of a query, to be kept with it as `deputy`."""
    return Subquery(_deciding().filter(decider=OuterRef("decider")).values("deputy")[:1])


def deputies_of(decision: Decision, on: date | None = None) -> frozenset[int]:
    """Keys of who decides for a decision's decider; with a day, only if it is one of their days. A query at most."""
    if on is None and hasattr(decision, "deputy"):
        return frozenset(filter(None, [decision.deputy]))
    rows = _deciding().filter(decider=decision.decider_id)
    if on is not None:
        rows = rows.filter(first__lte=on, last__gte=on)
    return frozenset(each.deputy_id for each in rows)


def deputy_named_by(decider: Person) -> DecidingDeputy | None:
    """Whom somebody named to decide for them, now or in days to come."""
    rows = DecidingDeputy.objects.filter(decider=decider, ended_at=None)
    return rows.select_related("deputy__function").first()


def deputies_to_see_to(at: datetime) -> QuerySet[DecidingDeputy]:
    """Deputies whose time begins or is over at about this moment, wherever their deciders are, or one of whom left."""
    begins = Q(in_force=False, first__lte=(at + timedelta(days=1)).date())
    over = Q(last__lt=(at + timedelta(days=1)).date())
    left = Q(decider__left_on__isnull=False) | Q(deputy__left_on__isnull=False)
    rows = DecidingDeputy.objects.filter(begins | over | left, ended_at=None)
    return rows.select_related("decider", "deputy").order_by("pk")
