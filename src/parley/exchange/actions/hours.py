"""What a folder says of hours, as the meetings room takes it in: series, holidays, what hours cost."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from parley.exchange.rules import Check
from parley.exchange.terms import Kind
from parley.meetings.actions.taking_in import SeriesRow, take_in_series
from parley.meetings.actions.taking_in_hours import HolidayRow, take_in_holiday_rows, take_in_hour_costs

Figures = tuple[int, int, int]  # rows that were added, changed, and here already


def _ways_to_take_in_hours(batch: int, now: Mapping[str, Any]) -> dict[Kind, Callable[[Check], Figures]]:
    """Give how each file of hours is taken in."""
    return {
        Kind.MEETINGS: lambda check: take_in_series(rows=_series(check), batch=batch, **now),
        Kind.HOLIDAYS: lambda check: take_in_holiday_rows(
            rows=(HolidayRow(**row.values) for row in check.rows()), **now
        ),
        Kind.HOUR_COSTS: lambda check: take_in_hour_costs(
            points={row.values["half_hour"]: row.values["points"] for row in check.rows()}, **now
        ),
    }


def _series(check: Check) -> Iterator[SeriesRow]:
    for row in check.rows():
        values = dict(row.values)
        values["local_time"] = values.pop("time")
        also = {"local_time"} | ({"rule", "said"} if row.stated & {"day", "frequency"} else set())
        yield SeriesRow(stated=row.stated | also | ({"starts_on"} if values.get("starts_on") else set()), **values)
