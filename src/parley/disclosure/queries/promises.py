"""What clients were told, whether it still holds, and what would break it."""

from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    CharField,
    F,
    FilteredRelation,
    JSONField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from parley.clients.queries import cared_for_by
from parley.disclosure.models import Statement
from parley.disclosure.queries.gates import Disclosed, disclosed_each, gate_of, holding_of
from parley.disclosure.queries.tracks import clients_of_tracks
from parley.disclosure.rules import as_said, broken, may_be_told
from parley.disclosure.terms import Broken, Holding, NoLonger, Promise, Telling, Told
from parley.people.terms import Viewer
from parley.prepared import prepared
from parley.prepared.columns import NO_DAY, NO_KEY
from parley.roadmap.models import Initiative
from parley.roadmap.queries import Around, around_each, initiatives_visible_to, plan_of, window_between
from parley.roadmap.terms import Plan, Stage, Stance


def promise_of(row: Statement) -> Promise:
    """What a statement promised."""
    return Promise(window_between(row.window_first, row.window_last), row.confidence, row.lost)


@dataclass(frozen=True, slots=True)
class Now:
    """An initiative as promises about it are held against: its plan by region, and what may be told of it."""

    row: Initiative
    near: Around
    disclosed: Disclosed
    named: frozenset[int]

    def plan_in(self, region: int | None) -> Plan:
        """The plan in a region."""
        different = self.near.different.get(region or 0)
        return different[1] if different else plan_of(self.row)

    def holding_in(self, region: int | None) -> Holding:
        """What holds in a region."""
        plan = self.plan_in(region)
        applies = not self.near.regions or region is None or region in self.near.regions
        return holding_of(self.row.stage, plan.window, plan.confidence, applies=applies)

    def holding_for(self, client: int, region: int | None) -> Holding:
        """What holds for one client: the plan in its region, and no more than the words in force say to it."""
        track = self.disclosed.track
        theirs = track and (track.whom is Told.ANY_CLIENT or client in self.named)
        return as_said(self.holding_in(region), track.words_in(region) if track and theirs else None)

    def telling_in(self, region: int | None) -> Telling:
        """What may be told in a region."""
        return may_be_told(gate_of(self.row, self.near, self.plan_in(region), self.disclosed, region=region, ask=""))

    def telling_to(self, client: int, region: int | None) -> Telling | None:
        """What may be told to one client; none when nothing may."""
        telling = self.telling_in(region)
        if telling.whom is Told.ANY_CLIENT or (telling.whom is Told.NAMED_CLIENTS and client in self.named):
            return telling
        return None


def now_of(row: Initiative, *, on: date) -> Now:
    """Gather it. Three queries at most."""
    return now_of_each([row], on=on)[row.pk]


def now_of_each(rows: Collection[Initiative], *, on: date) -> dict[int, Now]:
    """Gather it for some initiatives, by key. Three queries at most, however many there are."""
    near, disclosed = around_each(rows), disclosed_each([row.pk for row in rows], on=on)
    tracks = [each.track.key for each in disclosed.values() if each.track and each.track.whom is Told.NAMED_CLIENTS]
    named = clients_of_tracks(tracks) if tracks else {}
    return {
        row.pk: Now(row, near[row.pk], disclosed[row.pk], named.get(track.key if track else 0, frozenset()))
        for row in rows
        for track in (disclosed[row.pk].track,)
    }


def with_plan(now: Now, plan: Plan, region: int | None = None) -> Now:
    """The same with another plan, everywhere or (a region given) there alone."""
    if region is not None:
        name = now.near.different.get(region, ("", plan))[0]
        return replace(now, near=replace(now.near, different={**now.near.different, region: (name, plan)}))
    row = copy(now.row)
    row.horizon, row.confidence = plan.horizon, plan.confidence
    row.window_first = plan.window.first if plan.window else None
    row.window_last = plan.window.last if plan.window else None
    return replace(now, row=row, near=now.near.beside(plan))


def with_stage(now: Now, stage: Stage) -> Now:
    """The same at another stage."""
    row = copy(now.row)
    row.stage = stage
    return replace(now, row=row)


def with_regions(now: Now, regions: Mapping[int, str]) -> Now:
    """The same, applying to these regions; to all when none is given."""
    return replace(now, near=replace(now.near, regions=dict(regions)))


def told_latest(initiative: int, clients: Collection[int] | None = None) -> QuerySet[Statement]:
    """What was told last to each client that has not left; to some of them only, when they are given."""
    rows = Statement.objects.filter(initiative=initiative, latest=True, client__left_on=None)
    rows = rows.select_related("client")
    return rows if clients is None else rows.filter(client__in=clients)


def told_latest_of(initiatives: Collection[int]) -> dict[int, list[Statement]]:
    """Give by initiative what was told last to each client that has not left. One query."""
    found: dict[int, list[Statement]] = {key: [] for key in initiatives}
    rows = Statement.objects.filter(initiative__in=initiatives, latest=True, client__left_on=None)
    for each in rows.select_related("client"):
        found[each.initiative_id].append(each)
    return found


def faults_of(told: Statement, now: Now) -> tuple[Broken, ...]:
    """Why what a client was told does not hold; nothing while it does."""
    return broken(promise_of(told), now.holding_for(told.client_id, told.client.region_id))


def statements_visible_to(viewer: Viewer, *, on: date) -> QuerySet[Statement]:
    """What was told, about what the viewer may see, and all that the clients they look after were told."""
    rows = Statement.objects.select_related("client__region", "by", "initiative")
    rows = rows.defer("client__revenue", "client__currency")
    if viewer.operations:
        return rows
    return rows.filter(
        Q(initiative__in=initiatives_visible_to(viewer).values("pk"))
        | Q(client__in=cared_for_by(viewer.person, on).values("client"))
        | Q(by=viewer.person)
    )


@dataclass(frozen=True, slots=True)
class ToldThem:
    """What a client was told last about an initiative, and the correction it has to hear, if any."""

    statement: int
    initiative: int
    title: str  # the initiative's for who may see it, else what the client heard it called
    seen: bool
    text: str
    told_on: date
    to_whom: str
    by: str
    freely: bool
    correction: int | None
    draft: str
    faults: tuple[Broken, ...]


def told_to(viewer: Viewer, client: int, *, on: date) -> tuple[list[ToldThem], list[tuple[int, str]]]:
    """Give what a client was told last, and key and title of what it asked for and is under way. One query.

    As far as the viewer may read that: of what was told, the latest first; of what was asked for, by title.
    """
    told, asked = [], []
    for row in _told_to(viewer, client, on):
        if row[5]:
            told.append(_told_them(*row))
        else:
            asked.append((row[6], row[0]))
    return sorted(told, key=lambda each: each.told_on, reverse=True), sorted(asked, key=itemgetter(1))


def _told_them(title: str, name: str, track: int | None, draft: str | None, faults: Any, *rest: Any) -> ToldThem:
    statement, initiative, seen, text, told_on, to_whom, by, correction = rest
    return ToldThem(
        statement=statement,
        initiative=initiative,
        title=title if seen else name,
        seen=bool(seen),
        text=text,
        told_on=told_on,
        to_whom=to_whom,
        by=by or "",
        freely=track is None,
        correction=correction,
        draft=draft or "",
        faults=tuple(Broken(NoLonger(word), days) for word, days in faults or ()),
    )


@prepared
def _told_to(viewer: Viewer, client: int, on: date) -> QuerySet[Statement, Any]:
    seen = Q(initiative__in=initiatives_visible_to(viewer).values("pk"))
    opened = FilteredRelation("corrections", condition=Q(corrections__closed_at=None))
    rows = statements_visible_to(viewer, on=on).select_related(None).filter(client=client, latest=True)
    sees = Case(When(seen, then=Value(True)), default=Value(False), output_field=BooleanField())
    told = rows.annotate(opened=opened).order_by().values_list(
        Cast("initiative__title", CharField()), Cast("name", CharField()), F("track"), F("opened__text"),
        F("opened__faults"), F("pk"), F("initiative"), sees, F("text"), F("told_on"), Cast("to_whom", CharField()),
        Cast("by__name", CharField()), F("opened"),
    )  # fmt: skip
    text = Cast(Value(None), TextField())
    asked = (
        initiatives_visible_to(viewer)
        .filter(insight_links__client=client, insight_links__stance=Stance.SUPPORTS)
        .exclude(stage__in=(Stage.LIVE, Stage.STOPPED))
        .select_related(None)
    )
    nothing = Value("", CharField())
    wanted = asked.order_by().distinct().values_list(
        Cast("title", CharField()), nothing, NO_KEY, text, Cast(Value(None), JSONField()), Value(0, BigIntegerField()),
        F("pk"), Value(True, BooleanField()), text, NO_DAY, nothing, nothing, NO_KEY,
    )  # fmt: skip
    both: QuerySet[Statement, Any] = told.union(wanted, all=True)
    return both


def statement_holding(initiative: int, client: int) -> Statement | None:
    """What a client was told last about an initiative, locked until the transaction ends."""
    rows = Statement.objects.select_for_update().filter(initiative=initiative, client=client, latest=True)
    row: Statement | None = rows.first()
    return row


def statements_holding(initiative: int, clients: Collection[int]) -> dict[int, Statement]:
    """What some clients were told last about an initiative, by client, locked until the transaction ends."""
    rows = Statement.objects.select_for_update().filter(initiative=initiative, client__in=clients, latest=True)
    return {each.client_id: each for each in rows}
