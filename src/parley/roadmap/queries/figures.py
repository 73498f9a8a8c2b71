"""Who asks, as it was counted when it last changed; what was not counted since clients changed is counted anew.

See docs/decisions/0009-evidence-rollup.md.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, When

from parley.clients.queries import clients_of_companies
from parley.ledger.queries import newest
from parley.people.terms import Viewer
from parley.prepared import padded, prepared, prepared_one
from parley.roadmap import rules
from parley.roadmap.models import Acceptance, ClientCount, Evidence, InsightLink
from parley.roadmap.queries.counting import (
    ABOUT_ALL,
    ABOUT_ASKERS,
    asking_of,
    counted_now,
    everybody_now,
    everybody_of,
)
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.terms import Asking, Everybody, Rank, Stage, Stance, Verdict

DONE = (Stage.LIVE, Stage.STOPPED)  # these compete with nothing any more


@dataclass(frozen=True, slots=True)
class Asked:
    """How many clients ask for an initiative, and the word for who they are."""

    clients: int
    verdict: Verdict


def evidence_of(initiatives: Collection[int]) -> dict[int, Asking]:
    """Who asks for some initiatives, which the caller has found for its viewer. One query, when all are counted."""
    rows = _kept(padded(initiatives)) if initiatives else []
    found = {key: asking_of(figures) for key, at, now, figures in rows if at >= now}
    return found | counted_now(set(initiatives) - set(found))


@prepared
def _kept(initiatives: tuple[int, ...]) -> QuerySet[Evidence, Any]:
    rows = Evidence.objects.filter(initiative__in=initiatives).annotate(now=newest(ABOUT_ASKERS))
    return rows.values_list("initiative", "counted_at", "now", "figures")


def asked_of(initiatives: Collection[int]) -> dict[int, Asked]:
    """Say the same in short. One query, when all are counted."""
    rows = _kept_short(padded(initiatives)) if initiatives else []
    found = {key: Asked(clients, verdict) for key, at, now, clients, verdict in rows if at >= now}
    fresh = counted_now(set(initiatives) - set(found))
    return found | {key: Asked(each.clients, rules.verdict_of(each)) for key, each in fresh.items()}


@prepared
def _kept_short(initiatives: tuple[int, ...]) -> QuerySet[Evidence, Any]:
    rows = Evidence.objects.filter(initiative__in=initiatives).annotate(now=newest(ABOUT_ASKERS))
    return rows.values_list("initiative", "counted_at", "now", "clients", "verdict")


def everybody(on: date) -> Everybody:
    """All clients, as they are counted on a day. One query, when they are counted."""
    row = _everybody()
    return everybody_of(row[3]) if row and row[0] >= row[1] and row[2] == on else everybody_now(on)


@prepared_one
def _everybody() -> QuerySet[ClientCount, Any]:
    rows = ClientCount.objects.annotate(now=newest(ABOUT_ALL))
    return rows.values_list("counted_at", "now", "day", "figures")


@dataclass(frozen=True, slots=True)
class Accepted:
    """Why somebody answers for one client asking, who, and since when."""

    reason: str
    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Who asks for one initiative, of whom, its place among its area's, and whether one client was accepted.

    The place is among what the viewer may see and is under way; none when it is done, alone or asked for by nobody.
    """

    asking: Asking
    everybody: Everybody
    rank: Rank | None
    accepted: Accepted | None


def standing_of(viewer: Viewer, initiative: int, area: int, *, on: date) -> Standing | None:
    """Say where an initiative stands that the viewer may see. One query, when all is counted."""
    rows = _beside_others(viewer, initiative, area)
    own = next((row for row in rows if row.pk == initiative), None)
    if own is None:
        return None
    fresh = counted_now([row.pk for row in rows if row.at is None or row.at < row.now])
    asking = fresh.get(own.pk) or asking_of(own.figures)
    clients = {row.pk: fresh[row.pk].clients if row.pk in fresh else row.clients for row in rows}
    largest = asking.most_insights.key if asking.most_insights else None
    too = {row.pk for row in rows if row.too} if largest == own.largest else _asked_by(largest, clients)
    all_at, all_now, day, figures = own.all_at, own.all_now, own.all_day, own.all_figures
    counted = all_at is not None and all_at >= all_now and day == on
    return Standing(
        asking,
        everybody_of(figures) if counted else everybody_now(on),
        _rank(own.pk, clients, too) if asking.clients and own.stage not in DONE else None,
        Accepted(own.reason, own.by, own.given_at) if own.given_at else None,
    )


def _rank(key: int, clients: dict[int, int], too: Collection[int]) -> Rank | None:
    without = rules.without(clients, dict.fromkeys(too, 1))
    return Rank(rules.place_of(key, clients), rules.place_of(key, without), len(clients)) if len(clients) > 1 else None


def _asked_by(largest: int | None, initiatives: Collection[int]) -> set[int]:
    """Give which of some initiatives a client asks for, with all that belongs to it."""
    if largest is None:
        return set()
    links = InsightLink.objects.filter(initiative__in=initiatives, stance=Stance.SUPPORTS)
    return set(links.filter(client__in=clients_of_companies([largest])).values_list("initiative", flat=True))


def _beside_others(viewer: Viewer, initiative: int, area: int) -> "Sequence[_Beside]":
    return [_Beside(*each) for each in _rows_beside(viewer, initiative, area)]


@dataclass(frozen=True, slots=True)
class _Beside:
    """An initiative of the area; from `figures` on only of the one that is asked about."""

    pk: int
    stage: Stage
    at: int | None
    now: int
    clients: int
    too: bool  # its largest client, as it was when it was counted, asks for this one as well
    largest: int | None
    figures: Any
    all_at: int | None
    all_now: int
    all_day: date | None
    all_figures: Any
    reason: str
    by: str | None
    given_at: datetime | None


@prepared
def _rows_beside(viewer: Viewer, initiative: int, area: int) -> QuerySet[Any, Any]:
    def alone(what: Any) -> Case:
        return Case(When(pk=initiative, then=what))

    count = ClientCount.objects.all()
    largest = Evidence.objects.filter(initiative=initiative).values("largest")
    links = InsightLink.objects.filter(initiative=OuterRef("pk"), stance=Stance.SUPPORTS)
    under_way = Q(area=area) & ~Q(stage__in=DONE)
    rows: QuerySet[Any, Any] = (
        initiatives_visible_to(viewer)
        .filter(Q(pk=initiative) | under_way)
        .annotate(
            accepted=FilteredRelation(
                "acceptances", condition=Q(acceptances__ended_at=None, acceptances__initiative=initiative)
            ),
            now=newest(ABOUT_ASKERS),
            too=Exists(links.filter(client__in=clients_of_companies(largest))),
            figures=alone(F("evidence__figures")),
            all_at=alone(Subquery(count.values("counted_at")[:1])),
            all_now=newest(ABOUT_ALL),
            all_day=alone(Subquery(count.values("day")[:1])),
            all_figures=alone(Subquery(count.values("figures")[:1])),
        )
        .values_list(
            "pk", "stage", "evidence__counted_at", "now", "evidence__clients", "too", "evidence__largest", "figures",
            "all_at", "all_now", "all_day", "all_figures", "accepted__reason", "accepted__by__name",
            "accepted__given_at",
        )
    )  # fmt: skip
    return rows


def acceptance_of(initiative: int) -> Acceptance | None:
    """The acceptance of one client that holds for an initiative, if any."""
    return Acceptance.objects.filter(initiative=initiative, ended_at=None).first()
