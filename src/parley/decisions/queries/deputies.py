"""Who decides for whom for a time."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable

from parley.decisions.models import DecidingDeputy, Decision, Settlement
from parley.decisions.terms import TOLD, UNPUBLISHED, DecisionState
from parley.groups.queries import facilitators_of
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


def deputy_now(decider: str = "decider") -> Subquery:
    """Give who decides for the decider of each decision of a query, to be kept with it as `deputy`."""
    return Subquery(_deciding().filter(decider=OuterRef(decider)).values("deputy")[:1])


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


def checked_by_others() -> Combinable:
    """Say of each decision of a query, to be kept with it as `checked`, as `is_checked` does of one."""
    rows = facilitators_of(OuterRef(OuterRef("area"))).exclude(pk=OuterRef("decider"))
    rows = rows.exclude(pk__in=_settled(OuterRef(OuterRef("pk"))).values("settled_by"))
    return Exists(rows.exclude(pk__in=_deputies_for(OuterRef(OuterRef("decider")))))


def is_checked(decision: Decision) -> bool:
    """Whether somebody facilitates its group who neither decides nor settled it. A query, none before it is settled."""
    if decision.state is not DecisionState.DECIDED:
        return True
    if hasattr(decision, "checked"):
        return bool(decision.checked)
    rows = facilitators_of(decision.area_id).exclude(pk__in=filter(None, [decision.decider_id, settler_of(decision)]))
    return rows.exclude(pk__in=_deputies_for(decision.decider_id)).exists()


def settler_now() -> Subquery:
    """Give who settled each decision of a query and is not published, to be kept with it as `settler`."""
    return Subquery(_settled(OuterRef("pk")).filter(decision__state=DecisionState.DECIDED).values("settled_by")[:1])


def settler_of_told() -> Subquery:
    """Give the name of who settled each decision of a query, once it is published."""
    return Subquery(_settled(OuterRef("pk")).filter(decision__state__in=TOLD).values("settled_by__name")[:1])


def settler_of(decision: Decision) -> int | None:
    """Key of who wrote what is settled, whoever decides by now. A query, none before and after it is only settled."""
    if decision.state is not DecisionState.DECIDED:
        return None
    kept: int | None = getattr(decision, "settler", None)
    return kept or _settled(decision.pk).values_list("settled_by", flat=True).first()


def _settled(decision: Any) -> QuerySet[Settlement, Any]:
    return Settlement.objects.filter(decision=decision, ended_at=None)


def _deputies_for(decider: Any) -> QuerySet[DecidingDeputy, Any]:
    return DecidingDeputy.objects.filter(decider=decider, in_force=True, ended_at=None).values("deputy")


def deputies_to_see_to(at: datetime) -> QuerySet[DecidingDeputy]:
    """Deputies whose time begins or is over at about this moment, wherever their deciders are, or one of whom left."""
    begins = Q(in_force=False, first__lte=(at + timedelta(days=1)).date())
    over = Q(last__lt=(at + timedelta(days=1)).date())
    left = Q(decider__left_on__isnull=False) | Q(deputy__left_on__isnull=False)
    rows = DecidingDeputy.objects.filter(begins | over | left, ended_at=None)
    return rows.select_related("decider", "deputy").order_by("pk")
