"""The roadmap as a board: now, next and later, as it applies to one region."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, NamedTuple

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
)
from django.db.models import Window as Windowed
from django.db.models.functions import Coalesce, RowNumber

from parley.kernel.spans import Window
from parley.people.terms import Viewer
from parley.prepared import padded, prepared, prepared_pages
from parley.roadmap.models import InitiativeRegion, Override
from parley.roadmap.queries.facts import window_between
from parley.roadmap.queries.figures import Asked, asked_of
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.terms import Audience, Horizon, Stage, Waiver

PER_COLUMN = 12  # initiatives of one column before it says how many more there are
DONE = (Stage.LIVE, Stage.STOPPED)  # shown only when asked for by their stage
SHOWN = "pk", "title", "stage", "shown_to", "why__because", "area__name", "applies"  # as `Placed` begins
ELSEWHERE = "horizon", "window_first", "window_last", "confidence"
HERE = (*(f"{name}_here" for name in ELSEWHERE),)
COLUMNS = *SHOWN, *HERE, *ELSEWHERE, "only_here"
OF_HERE, OF_ELSEWHERE, ONLY_HERE = slice(7, 11), slice(11, 15), 15  # where they stand among a row's columns
Row = tuple[Any, ...]  # plain values: making objects of them took longer than finding them


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What a board is asked for; keys of rows. `region_only` leaves out what does not apply to `region`."""

    area: int | None = None
    region: int | None = None
    region_only: bool = False
    stage: Stage | None = None
    audience: Audience | None = None


class Placed(NamedTuple):
    """An initiative on a board: its plan in the region asked for, and whether that differs from elsewhere."""

    initiative: int
    title: str
    stage: Stage
    shown_to: Audience
    because: str | None
    area: str
    applies: bool
    window: Window | None
    differs: bool
    asked: Asked
    waived: Sequence[Waiver]
    above: int | None  # the initiative shown next above, when they can change places; none otherwise
    below: int | None


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
    about = _about(rows)
    columns = []
    for horizon in Horizon:
        found = [row for row in rows if row[OF_HERE.start] is horizon]
        columns.append(Column(horizon, _placed(found, about)[:per_column], found[0][-1] if found else 0))
    return Board(columns)


@prepared
def _begun(viewer: Viewer, sought: Sought, per_column: int) -> QuerySet[Any]:
    rows: QuerySet[Any] = (
        _sought(viewer, sought)
        .annotate(
            place=Windowed(RowNumber(), partition_by=[F("horizon_here")], order_by=_order(sought)),
            in_column=Windowed(Count("pk"), partition_by=[F("horizon_here")]),
        )
        .filter(place__lte=per_column)
        .order_by("place")
        .values_list(*COLUMNS, "in_column")
    )
    return rows


@prepared_pages
def listed(viewer: Viewer, sought: Sought, horizon: Horizon) -> QuerySet[Any, Row]:
    """One horizon in full, in order, for a paged list; `placed_of` makes of a part of it what a board shows."""
    rows: QuerySet[Any, Row] = _sought(viewer, sought).filter(horizon_here=horizon).order_by(*_order(sought))
    return rows.values_list(*COLUMNS)


def placed_of(rows: Sequence[Row]) -> list[Placed]:
    """Say all about rows of one column, as it is shown. Two queries."""
    return _placed(rows, _about(rows))


class _About(NamedTuple):
    """By initiative: who asks for it, and which rules are set aside."""

    asked: dict[int, Asked]
    waived: dict[int, list[Waiver]]


def _about(rows: Sequence[Row]) -> _About:
    keys = [row[0] for row in rows]
    waived: dict[int, list[Waiver]] = {}
    for key, what in _waived(padded(keys)) if keys else ():
        waived.setdefault(key, []).append(what)
    return _About(asked_of(keys), waived)


def _placed(column: Sequence[Row], about: _About) -> list[Placed]:
    """Say of each in a column also with what above and below it can change places.

    Only what is in this column everywhere has an order of its own, and what is for the region comes before the rest:
    within both, whoever is put directly beside a neighbour moves by that one place.
    """
    found, above = [], None
    for row, after in zip_longest(column, column[1:]):
        below = after if after and _change_places(row, after) else None
        _, first, last, _ = here = row[OF_HERE]
        window, differs = window_between(first, last), here != row[OF_ELSEWHERE]
        asked, waived = about.asked[row[0]], about.waived.get(row[0], ())
        beside = above[0] if above else None, below[0] if below else None
        found.append(Placed._make((*row[: len(SHOWN)], window, differs, asked, waived, *beside)))
        above = row if below else None
    return found


def _change_places(one: Row, other: Row) -> bool:
    return _group(one) == _group(other) and _group(one)[0]


def _group(row: Row) -> tuple[bool, bool, bool]:
    return row[OF_HERE][0] is row[OF_ELSEWHERE][0], row[len(SHOWN) - 1], row[ONLY_HERE]


def _sought(viewer: Viewer, sought: Sought) -> QuerySet[Any]:  # Any: the plugin loses track of annotations
    rows: QuerySet[Any] = initiatives_visible_to(viewer)
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
def _waived(initiatives: tuple[int, ...]) -> QuerySet[Override, tuple[int, Waiver]]:
    now = Override.objects.filter(initiative__in=initiatives, ended_at=None)
    return now.order_by("pk").values_list("initiative", "waives")
