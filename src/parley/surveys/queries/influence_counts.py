"""Counting what people gave in a quarter, and reading what was counted: by where they are, by kind, by quarter."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from parley.groups.queries.longest import group_longest
from parley.kernel.spans import Window, quarter_of
from parley.people.terms import Side
from parley.surveys.models.checks import CountedQuarter, InfluenceCount
from parley.surveys.queries.contributions import COUNTED, given_in
from parley.surveys.terms.influence import QUARTERS, Outcome, Place, Tally
from parley.voices.terms import Given


@dataclass(frozen=True, slots=True)
class Counted:
    """What one person gave of a kind in a quarter."""

    person: int
    kind: Given
    given: int
    answered: int
    in_time: int
    credited: int
    changed: int


def moments_of(quarter: Window) -> tuple[datetime, datetime]:
    """Give the first moment of a quarter and that of the next, in UTC: the company's quarters are one for all."""
    first, after = (datetime.combine(day, time(), UTC) for day in (quarter.first, quarter.last + timedelta(days=1)))
    return first, after


def quarters_to_count(on: date) -> list[Window]:
    """Give the quarter of a day and those before it, newest first."""
    found = [quarter_of(on)]
    while len(found) < QUARTERS:
        found.append(quarter_of(found[-1].first - timedelta(days=1)))
    return found


def counted_now(quarter: Window) -> Iterator[Counted]:
    """Count what everybody gave in a quarter and what came of it. One query a kind, added up by the database."""
    for kind in COUNTED:
        sums = {f"n_{each}": Count("pk", filter=Q(**{each.value: True})) for each in Outcome}
        rows = given_in(kind, *moments_of(quarter)).order_by().values("by").annotate(n=Count("pk"), **sums)
        for person, *counts in rows.order_by("by").values_list("by", "n", *sums):
            yield Counted(person, kind, *counts)


def quarters_counted() -> list[tuple[Window, datetime]]:
    """Give the quarters of which something was counted, newest first, each with when it was."""
    rows = CountedQuarter.objects.order_by("-first").values_list("first", "counted_at")
    return [(quarter_of(first), counted_at) for first, counted_at in rows[:QUARTERS]]


SUMS: dict[str, Any] = {each: Sum(f"{each}") for each in ("given", *(outcome.value for outcome in Outcome))}


def _tallies(rows: QuerySet[Any], *keys: str) -> list[tuple[Any, ...]]:
    sums = {f"n_{name}": each for name, each in SUMS.items()}
    grouped = rows.order_by().values(*keys).annotate(people=Count("person", distinct=True), **sums)
    return [
        (*row[: len(keys)], Tally(people=row[len(keys)], **dict(zip(SUMS, row[len(keys) + 1 :], strict=True))))
        for row in grouped.values_list(*keys, "people", *sums)
    ]


@dataclass(frozen=True, slots=True)
class Names:
    """What regions and functions are called, by their keys."""

    regions: dict[str, str]
    functions: dict[str, str]


PLACE = ("side", "group", "region", "function")


def placed(rows: QuerySet[Any], person: str = "person") -> QuerySet[Any]:
    """Say of rows about people where these are: `side`, `group`, `region` and `function`, by key."""
    found: QuerySet[Any] = rows.annotate(
        side=Coalesce(F(f"{person}__function__side"), Value(Side.NEITHER.value)),
        group=Coalesce(Subquery(group_longest(OuterRef(person))), Value("")),
        region=Coalesce(F(f"{person}__region__key"), Value("")),
        function=Coalesce(F(f"{person}__function__key"), Value("")),
    )
    return found


def tallies_by_place(quarter: Window) -> dict[Place, Tally]:
    """Give what was counted of a quarter by where people are. One query, by the index of its quarter."""
    rows = placed(InfluenceCount.objects.filter(quarter=quarter.first))
    return {Place(str(side), *rest): tally for side, *rest, tally in _tallies(rows, *PLACE)}


def tallies_by_kind(quarter: Window) -> dict[str, Tally]:
    """Give what was counted of a quarter by kind. One query, by the same index."""
    return {str(kind): tally for kind, tally in _tallies(InfluenceCount.objects.filter(quarter=quarter.first), "kind")}


def tallies_by_quarter() -> list[tuple[Window, Tally]]:
    """Give what was counted of each quarter, oldest first. One query."""
    first = quarters_counted_from()
    rows = InfluenceCount.objects.filter(quarter__gte=first) if first else InfluenceCount.objects.none()
    return sorted(
        ((quarter_of(day), tally) for day, tally in _tallies(rows, "quarter")), key=lambda each: each[0].first
    )


def quarters_counted_from() -> date | None:
    """Give the first day of the oldest quarter that is shown."""
    rows = CountedQuarter.objects.order_by("-first").values_list("first", flat=True)[:QUARTERS]
    return min(rows, default=None)
