"""The facts of an initiative: its plan here and elsewhere, its whys, its overrides, and what the rules are given."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast

from parley.kernel.money import Money
from parley.kernel.spans import Window
from parley.people.models import Person, Region
from parley.people.queries import regions
from parley.prepared import padded, prepared
from parley.prepared.columns import NO_DAY, NO_TEXT
from parley.roadmap.models import Initiative, InitiativeRegion, InitiativeWhy, Override, RegionOverride, StageLabel
from parley.roadmap.terms import STAGE_LABELS, Confidence, Horizon, Plan, Showing, Stage, Waived, Why


def stage_labels() -> dict[Stage, str]:
    """What this company calls each stage, in their order."""
    return STAGE_LABELS | dict(_own_labels())


@prepared
def _own_labels() -> QuerySet[StageLabel, tuple[Stage, str]]:
    return StageLabel.objects.values_list("stage", "label")


@dataclass(frozen=True, slots=True)
class RegionName:
    """A region of the company, as a filter names it."""

    pk: int
    key: str
    name: str


def regions_and_labels() -> tuple[list[RegionName], dict[Stage, str]]:
    """Give every region by name, and what `stage_labels` gives. One query."""
    rows = _regions_and_labels()
    places = [RegionName(*each) for each in rows if each[0]]
    return places, STAGE_LABELS | {Stage(stage): label for place, stage, label in rows if not place}


@prepared
def _regions_and_labels() -> QuerySet[Any, Any]:
    places = regions().order_by().values_list("pk", "key", "name")
    labels = StageLabel.objects.values_list(
        Value(0, BigIntegerField()), Cast("stage", CharField()), Cast("label", CharField())
    )
    rows: QuerySet[Any, Any] = places.union(labels, all=True).order_by("name")
    return rows


def initiative_to_change(key: int) -> Initiative:
    """An initiative, locked until the transaction ends."""
    row: Initiative = Initiative.objects.select_for_update().get(pk=key)
    return row


def initiative_by_key(key: str, *, source: str = "parley") -> Initiative | None:
    """An initiative by the name its source gives it. Whether anybody may see it is for the caller."""
    return Initiative.objects.select_related("area", "why").filter(source=source, key=key).first()


def owned_by(person: Person) -> QuerySet[Initiative]:
    """What somebody owns, whoever may see it; for handing it over."""
    return Initiative.objects.filter(owner=person).order_by("pk")


def own_initiatives() -> Q:
    """Say as a condition on people who owns an initiative."""
    return Q(pk__in=Initiative.objects.exclude(owner=None).values("owner"))


def window_of_row(row: Initiative | RegionOverride) -> Window | None:
    """The window of a row, or none."""
    return window_between(row.window_first, row.window_last)


def window_between(first: date | None, last: date | None) -> Window | None:
    """The window of two days, or none."""
    return Window(first, last) if first and last else None


def plan_of(row: Initiative) -> Plan:
    """The plan everywhere that has none of its own."""
    return Plan(horizon=row.horizon, window=window_of_row(row), confidence=row.confidence)


def plan_in(row: Initiative, different: RegionOverride | None) -> Plan:
    """The plan in a region, given what is different there."""
    if different is None:
        return plan_of(row)
    return There("", different.horizon, window_of_row(different), different.confidence).plan(plan_of(row))


def regions_among(initiatives: Collection[int] | QuerySet[Any, Any]) -> QuerySet[InitiativeRegion]:
    """The regions of those of some initiatives that do not apply everywhere."""
    return InitiativeRegion.objects.filter(initiative__in=initiatives)


def region_overrides_of(initiative: int) -> QuerySet[RegionOverride]:
    """What is different in which region."""
    return RegionOverride.objects.filter(initiative=initiative).select_related("region").order_by("region__name")


def regions_of(initiative: int) -> list[Region]:
    """The regions an initiative applies to, by name; none when it applies to all."""
    rows = InitiativeRegion.objects.filter(initiative=initiative).select_related("region")
    return [row.region for row in rows.order_by("region__name")]


@dataclass(frozen=True, slots=True)
class There:
    """What is different in a region; nothing of a part: there it is as everywhere."""

    name: str
    horizon: Horizon | None
    window: Window | None
    confidence: Confidence | None

    def plan(self, everywhere: Plan) -> Plan:
        """The plan in the region, beside the one that holds everywhere else."""
        return Plan(
            horizon=self.horizon or everywhere.horizon,
            window=self.window or everywhere.window,
            confidence=self.confidence or everywhere.confidence,
        )


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an initiative: the stages' names, its regions (none: all), and plans that differ by region."""

    labels: dict[Stage, str]
    regions: dict[int, str]
    different: dict[int, tuple[str, Plan]]  # by the region's key: its name and its plan
    there: dict[int, There] = field(default_factory=dict)

    def beside(self, plan: Plan) -> "Around":
        """The same beside another plan that holds everywhere else. No query."""
        return replace(self, different={key: (each.name, each.plan(plan)) for key, each in self.there.items()})


def around(row: Initiative) -> Around:
    """Gather what stands around one initiative. One query."""
    return around_each([row])[row.pk]


def around_each(rows: Collection[Initiative]) -> dict[int, Around]:
    """Gather what stands around some initiatives, by key. One query; none without any."""
    found = {row.pk: Around(dict(STAGE_LABELS), {}, {}) for row in rows}
    for of, what, key, name, horizon, first, last, sure in _around(padded(found)) if found else ():
        if what == "different":
            found[of].there[key] = There(
                name,
                Horizon(horizon) if horizon else None,
                window_between(first, last),
                Confidence(sure) if sure else None,
            )
        elif what == "applies":
            found[of].regions[key] = name
        else:
            for each in found.values():
                each.labels[Stage(what)] = name
    return {row.pk: found[row.pk].beside(plan_of(row)) for row in rows}


@prepared
def _around(initiatives: tuple[int, ...]) -> QuerySet[Any, Any]:
    nothing = (NO_TEXT, NO_DAY, NO_DAY, NO_TEXT)
    different = RegionOverride.objects.filter(initiative__in=initiatives).values_list(
        F("initiative"),
        Value("different", CharField()),
        F("region"),
        F("region__name"),
        Cast("horizon", CharField()),
        F("window_first"),
        F("window_last"),
        Cast("confidence", CharField()),
    )
    applies = InitiativeRegion.objects.filter(initiative__in=initiatives).values_list(
        F("initiative"), Value("applies", CharField()), F("region"), F("region__name"), *nothing
    )
    nobody = Value(0, BigIntegerField())
    stages = StageLabel.objects.values_list(nobody, Cast("stage", CharField()), nobody, F("label"), *nothing)
    rows: QuerySet[Any, Any] = different.union(applies, stages, all=True)
    return rows


def why_of(row: InitiativeWhy | None) -> Why | None:
    """A why as the rules are given it."""
    if row is None:
        return None
    amount, currency = row.budget_amount, row.budget_currency
    return Why(
        because=row.because,
        who_benefits=row.who_benefits,
        budget=row.budget,
        budget_sum=Money(amount, currency) if amount is not None else None,
        expected_return=row.expected_return,
        return_basis=row.return_basis,
        instead=row.instead,
    )


def whys_of(initiative: int) -> QuerySet[InitiativeWhy]:
    """Every why an initiative had, newest first."""
    return InitiativeWhy.objects.filter(initiative=initiative).select_related("written_by__function").order_by("-pk")


def overrides_of(initiative: int) -> QuerySet[Override]:
    """The rules set aside for an initiative now."""
    return Override.objects.filter(initiative=initiative, ended_at=None).select_related("by__function").order_by("pk")


overrides_now_of = prepared(overrides_of)


def overrides_of_each(initiatives: Collection[int]) -> dict[int, list[Override]]:
    """The rules set aside for some initiatives now, by key. One query; none without any."""
    found: dict[int, list[Override]] = {}
    if initiatives:
        for each in Override.objects.filter(initiative__in=initiatives, ended_at=None).order_by("pk"):
            found.setdefault(each.initiative_id, []).append(each)
    return found


def overrides_due(on: date) -> QuerySet[Override]:
    """Overrides whose last day lies before a day."""
    return Override.objects.filter(ended_at=None, until__lt=on).select_related("initiative").order_by("pk")


def showing_of(
    row: Initiative, overrides: Iterable[Override] | None = None, labels: Mapping[Stage, str] | None = None
) -> Showing:
    """What the rules of showing are given about an initiative. At most three queries, none when all is handed in."""
    given = overrides_of(row.pk) if overrides is None else overrides
    return Showing(
        title=row.title,
        audience=row.audience,
        stage=row.stage,
        label=(labels or stage_labels())[row.stage],
        why=why_of(row.why),
        waived=tuple(Waived(each.waives, each.audience) for each in given),
    )
