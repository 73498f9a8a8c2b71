"""What stages ask for, what initiatives owe, and what waits for whom because of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from parley.people.queries import regions
from parley.people.terms import Side, Viewer
from parley.prepared import prepared
from parley.roadmap import rules
from parley.roadmap.models import Initiative, InitiativeRegion, InsightLink
from parley.roadmap.models.duties import DutyArea, OwedDuty, StageDuty
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.terms import Stage
from parley.roadmap.terms.duties import DUTY_WORDS, LASTING, Done, DutyKind, Listed, Missing, Owing, Standing

TEXT = CharField()
MOST_SHOWN = 60  # duties of one initiative, over all the stages it went through


def duties_listed() -> QuerySet[StageDuty]:
    """The company's list as it is now, in the order in which it was written."""
    return StageDuty.objects.filter(ended_at=None).select_related("function").order_by("pk")


def duty_list_has_begun() -> bool:
    """Whether the company ever had a list, though it may be empty by now."""
    return StageDuty.objects.exists()


def areas_of_duties() -> dict[int, frozenset[int]]:
    """The areas in which those lines of the list are owed that are not owed everywhere. One query."""
    found: dict[int, set[int]] = {}
    for duty, area in DutyArea.objects.filter(duty__ended_at=None).values_list("duty", "area"):
        found.setdefault(duty, set()).add(area)
    return {duty: frozenset(areas) for duty, areas in found.items()}


def lines_at(stages: Collection[Stage]) -> list[Listed]:
    """What some stages ask for now, as the rules are given it. Two queries at most."""
    rows = list(duties_listed().filter(stage__in=stages))
    areas = areas_of_duties() if any(not each.everywhere for each in rows) else {}
    return [
        Listed(
            key=each.pk, stage=each.stage, kind=each.kind, days=each.days, number=each.number,
            areas=None if each.everywhere else areas.get(each.pk, frozenset()),
        )
        for each in rows
    ]  # fmt: skip


def owed_by(initiative: int) -> QuerySet[OwedDuty]:
    """What one initiative owed, owes, or has done ahead, in the order in which it took it on."""
    return OwedDuty.objects.filter(initiative=initiative).order_by("pk")


def done_ahead(rows: Iterable[OwedDuty]) -> list[Done]:
    """Those of them that were done before a stage asked."""
    return [Done(kind=each.kind, stage=each.stage, at=each.done_at) for each in rows
            if each.duty_id is None and each.done_at]  # fmt: skip


def ahead_for(rows: Iterable[OwedDuty], line: Listed) -> OwedDuty | None:
    """That of them which was done before a stage asked, and counts for a line of the list."""
    done = rules.counts_for(done_ahead(rows), line)
    return next((e for e in rows if done and e.duty_id is None and (e.kind, e.stage) == (done.kind, done.stage)), None)


@dataclass(frozen=True, slots=True)
class Left:
    """What a move leaves behind: undone, in rows that are not kept, and, of stages it leaves out, what was done ahead.

    What counts for one line of the list counts for no other, unless it lasts.
    """

    undone: list[OwedDuty] = field(default_factory=list)
    ahead: list[tuple[Listed, OwedDuty]] = field(default_factory=list)


def left_behind(row: Initiative, before: Stage, after: Stage, *, on: date) -> Left:
    """What a move would leave behind: of the stage it leaves, and of those it leaves out. At most four queries."""
    passed = rules.passed(before, after)
    if not passed:
        return Left()
    rows = list(owed_by(row.pk).select_related("duty__function"))
    left = Left([each for each in rows if each.duty_id and each.done_at is None and each.stage is before])
    lines = lines_at(passed[1:]) if passed[1:] else []
    mine = [line for stage in passed[1:] for line in rules.taken_on(lines, stage=stage, area=row.area_id)]
    named = {each.pk: each for each in duties_listed().filter(pk__in=[line.key for line in mine])} if mine else {}
    for line in mine:
        if any(each.duty_id == line.key and each.done_at and not each.waived for each in rows):
            continue
        if ahead := ahead_for(rows, line):
            left.ahead.append((line, ahead))
            rows = [each for each in rows if each is not ahead or line.kind in LASTING]
        else:
            left.undone.append(OwedDuty(initiative=row, duty=named[line.key], kind=line.kind, stage=line.stage,
                                        number=line.number, due_on=on))  # fmt: skip
    return left


def missing_of_duties(rows: Iterable[OwedDuty], labels: dict[Stage, str]) -> list[Missing]:
    """The same, as the rules are given it."""
    return [
        Missing(
            words=words_of(each.kind, each.duty.label),
            function=each.duty.function.name if each.duty.function else "",
            stage=labels[each.stage],
        )
        for each in rows
        if each.duty
    ]


def still_owed() -> QuerySet[OwedDuty]:
    """What initiatives owe at the stage at which they are."""
    return OwedDuty.objects.filter(done_at=None, duty__isnull=False, stage=F("initiative__stage"))


def duties_waiting_for(viewer: Viewer, *, until: date) -> QuerySet[Initiative]:
    """Initiatives in sight of the viewer of which their function owes something by a day, in a group they belong to.

    Members in core and on call, those who run it and who keep its roadmap; what no function owes, the last alone do.
    `owed_until` is the day, and `owed_what` the name or the kind, of what is due first.
    """
    theirs = Q(duty__function=None, initiative__area__in=viewer.product_of)
    if viewer.function is not None:
        theirs |= Q(duty__function=viewer.function, initiative__area__in=viewer.inside | viewer.on_call_for)
    owed = still_owed().filter(theirs, due_on__lte=until)
    first = owed.filter(initiative=OuterRef("pk")).order_by("due_on", "pk")
    return (
        initiatives_visible_to(viewer)
        .filter(pk__in=owed.order_by().values("initiative"))
        .annotate(
            owed_until=Subquery(first.values("due_on")[:1]),
            owed_what=Subquery(first.values(what=Coalesce(NullIf("duty__label", Value("")), Cast("kind", TEXT)))[:1]),
        )
    )


@prepared
def duties_overdue(viewer: Viewer, area: int, on: date) -> QuerySet[OwedDuty, tuple[int, Side]]:
    """Initiatives of an area in sight that owe what should be done by now, with the side that owes it, each once."""
    seen = initiatives_visible_to(viewer).filter(area=area).order_by().values("pk")
    rows = still_owed().filter(initiative__in=seen, due_on__lt=on).order_by()
    side = Coalesce("duty__function__side", Value(Side.PRODUCT.value))
    return rows.annotate(side=side).values_list("initiative", "side").distinct()


@dataclass(frozen=True, slots=True)
class Heard:
    """The regions an initiative should hear from: those where a client said something, and the others, by name."""

    yes: tuple[str, ...]
    no: tuple[str, ...]


def regions_heard(initiatives: Collection[int]) -> dict[int, set[int]]:
    """The regions whose clients said something about some initiatives, for or against. One query."""
    found: dict[int, set[int]] = {key: set() for key in initiatives}
    links = InsightLink.objects.filter(initiative__in=initiatives, client__region__isnull=False).order_by()
    for initiative, region in links.values_list("initiative", "client__region").distinct():
        found[initiative].add(region)
    return found


def regions_that_matter(initiatives: Collection[int]) -> dict[int, set[int]]:
    """The regions some initiatives apply to: all of the company's where they name none. Two queries."""
    everywhere = set(regions().order_by().values_list("pk", flat=True))
    named: dict[int, set[int]] = {}
    for initiative, region in InitiativeRegion.objects.filter(initiative__in=initiatives).values_list(
        "initiative", "region"
    ):
        named.setdefault(initiative, set()).add(region)
    return {key: named.get(key, everywhere) for key in initiatives}


def heard_of(initiative: int) -> Heard:
    """The same of one, by the names of the regions. Four queries."""
    heard, there = regions_heard([initiative])[initiative], regions_that_matter([initiative])[initiative]
    names = regions().filter(pk__in=there).values_list("pk", "name")
    sides: tuple[list[str], list[str]] = [], []
    for key, name in names.order_by("name"):
        sides[key not in heard].append(name)
    return Heard(tuple(sides[0]), tuple(sides[1]))


def owing_of(initiative: int) -> list[Owing]:
    """What an initiative took on, met or went on without at each stage, newest first. One query."""
    return [_owing(dict(zip(OWED, each, strict=True))) for each in _owed(initiative)]


OWED = ("pk", "kind", "stage", "duty__label", "duty__function__name", "duty__function", "due_on", "number",
        "done_at", "done_by__name", "waived", "note")  # fmt: skip


@prepared
def _owed(initiative: int) -> QuerySet[OwedDuty, Any]:
    rows = OwedDuty.objects.filter(initiative=initiative, duty__isnull=False).order_by("-pk")
    return rows.values_list(*OWED)[:MOST_SHOWN]


def _owing(row: dict[str, Any]) -> Owing:
    ended = Standing.WAIVED if row["waived"] else Standing.MET
    return Owing(
        key=row["pk"],
        kind=row["kind"],
        stage=row["stage"],
        label=row["duty__label"],
        function=row["duty__function__name"] or "",
        function_key=row["duty__function"],
        due_on=row["due_on"],
        standing=ended if row["done_at"] else Standing.OWED,
        number=row["number"],
        done_at=row["done_at"],
        done_by=row["done_by__name"] or "",
        note=row["note"],
    )


def words_of(kind: DutyKind, label: str) -> str:
    """What a duty is called in a sentence: as the company says it, else as Parley does."""
    return label or DUTY_WORDS[kind]


def duty_owed(initiative: int, key: int) -> OwedDuty | None:
    """One thing that an initiative owes at the stage at which it is."""
    return still_owed().filter(initiative=initiative, pk=key).select_related("duty__function", "initiative").first()
