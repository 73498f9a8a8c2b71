"""The roadmap as a board: now, next and later, as it applies to one region."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    F,
    FilteredRelation,
    OrderBy,
    OuterRef,
    Q,
    QuerySet,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber

from parley.people.terms import Viewer
from parley.prepared import padded, prepared, prepared_pages
from parley.roadmap.models import Initiative, InitiativeRegion, Override
from parley.roadmap.queries.facts import plan_of, window_between
from parley.roadmap.queries.figures import Asked, asked_of
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.terms import Audience, Horizon, Plan, Stage

PER_COLUMN = 12  # initiatives of one column before it says how many more there are
SHOWN = (
    "title", "stage", "shown_to", "horizon", "window_first", "window_last", "confidence", "area__name", "why__because",
)  # fmt: skip
DONE = (Stage.LIVE, Stage.STOPPED)  # shown only when asked for by their stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What a board is asked for; keys of rows. `region_only` leaves out what does not apply to `region`."""

    area: int | None = None
    region: int | None = None
    region_only: bool = False
    stage: Stage | None = None
    audience: Audience | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """An initiative on a board: its plan in the region asked for, and whether that differs from elsewhere."""

    initiative: Initiative
    plan: Plan
    differs: bool
    applies: bool
    asked: Asked
    overrides: Sequence[Override]
    above: int | None = None  # the initiative shown next above, when they can change places; none otherwise
    below: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One horizon: its first initiatives, and how many there are."""

    horizon: Horizon
    placed: list[Placed]
    total: int


@dataclass(frozen=True, slots=True)
class Board:
    """Now, next and later."""

    columns: list[Column]

    @property
    def total(self) -> int:
        """How many initiatives the viewer may see of what was sought."""
        return sum(column.total for column in self.columns)


def board(viewer: Viewer, sought: Sought, *, per_column: int = PER_COLUMN) -> Board:
    """Lay out what the viewer may see. Three queries, whatever there is."""
    rows = _begun(viewer, sought, per_column + 1)  # one more, to change places with
    placed = placed_of(rows)
    columns = []
    for horizon in Horizon:
        column = beside([each for each in placed if each.plan.horizon is horizon])[:per_column]
        total = next((row.in_column for row in rows if row.horizon_here is horizon), 0)
        columns.append(Column(horizon, column, total))
    return Board(columns)


@prepared
def _begun(viewer: Viewer, sought: Sought, per_column: int) -> QuerySet[Any]:
    rows: QuerySet[Any] = (
        _sought(viewer, sought)
        .annotate(
            place=Window(RowNumber(), partition_by=[F("horizon_here")], order_by=_order(sought)),
            in_column=Window(Count("pk"), partition_by=[F("horizon_here")]),
        )
        .filter(place__lte=per_column)
        .order_by("place")
    )
    return rows


@prepared_pages
def listed(viewer: Viewer, sought: Sought, horizon: Horizon) -> QuerySet[Initiative]:
    """One horizon in full, in order, for a paged list; `placed_of` says the rest about a page of it."""
    return _sought(viewer, sought).filter(horizon_here=horizon).order_by(*_order(sought))


def placed_of(rows: Sequence[Initiative]) -> list[Placed]:
    """Say the rest about rows of a board. Two queries."""
    keys = [row.pk for row in rows]
    asked = asked_of(keys)
    overrides: dict[int, list[Override]] = {}
    for each in _overrides_now(padded(keys)) if keys else ():
        overrides.setdefault(each.initiative_id, []).append(each)
    return [_placed(row, asked[row.pk], overrides.get(row.pk, [])) for row in rows]


def beside(column: Sequence[Placed]) -> list[Placed]:
    """Say of each in a column, as it is shown, with what above and below it can change places.

    Only what is in this column everywhere has an order of its own, and what is for the region comes before the rest:
    within both, whoever is put directly beside a neighbour moves by that one place.
    """
    found = []
    for place, each in enumerate(column):
        above, below = column[place - 1] if place else None, column[place + 1] if place + 1 < len(column) else None
        found.append(replace(each, above=_if_alike(above, each), below=_if_alike(below, each)))
    return found


def _if_alike(other: Placed | None, this: Placed) -> int | None:
    return other.initiative.pk if other and _group(other) == _group(this) and _group(this)[0] else None


def _group(placed: Placed) -> tuple[bool, bool, bool]:
    row: Any = placed.initiative  # the annotations of `_sought`
    return row.horizon is placed.plan.horizon, placed.applies, row.only_here


def _placed(row: Any, asked: Asked, overrides: list[Override]) -> Placed:  # Any: the annotations of `_sought`
    everywhere = plan_of(row)
    window = window_between(row.window_first_here, row.window_last_here)
    here = Plan(horizon=row.horizon_here, window=window, confidence=row.confidence_here)
    return Placed(row, here, here != everywhere, row.applies, asked, overrides)


def _sought(viewer: Viewer, sought: Sought) -> QuerySet[Any]:  # Any: the plugin loses track of annotations
    rows: QuerySet[Any] = initiatives_visible_to(viewer).only(*SHOWN)
    if sought.area is not None:
        rows = rows.filter(area=sought.area)
    rows = rows.filter(stage=sought.stage) if sought.stage else rows.exclude(stage__in=DONE)
    if sought.audience:
        rows = rows.filter(shown_to=sought.audience)
    rows = rows.annotate(
        here=FilteredRelation("region_overrides", condition=Q(region_overrides__region=sought.region or 0))
    ).annotate(
        horizon_here=Coalesce("here__horizon", "horizon"),
        window_first_here=Coalesce("here__window_first", "window_first"),
        window_last_here=Coalesce("here__window_last", "window_last"),
        confidence_here=Coalesce("here__confidence", "confidence"),
        applies=_applies(sought.region),
        only_here=_names(sought.region),
        from_elsewhere=~Q(horizon_here=F("horizon")),
    )
    return rows.filter(applies=True) if sought.region_only else rows


def _applies(region: int | None) -> Any:
    if region is None:
        return Value(True, BooleanField())
    return Q(all_regions=True) | _names(region)


def _names(region: int | None) -> Any:
    """Whether an initiative is for some regions only, this one among them."""
    if region is None:
        return Value(False, BooleanField())
    return Q(Exists(InitiativeRegion.objects.filter(initiative=OuterRef("pk"), region=region)))


def _order(sought: Sought) -> list[OrderBy]:
    """Put first what is for the region, last what it alone has in this column: that has no place among the rest."""
    here_first = (
        [F("applies").desc(), F("only_here").desc(), F("from_elsewhere").asc()] if sought.region else []
    )  # PostgreSQL sorts by no constant
    return [*here_first, F("position").asc(), F("pk").asc()]


@prepared
def _overrides_now(initiatives: tuple[int, ...]) -> QuerySet[Override]:
    now = Override.objects.filter(initiative__in=initiatives, ended_at=None)
    return now.select_related("by__function").order_by("pk")
