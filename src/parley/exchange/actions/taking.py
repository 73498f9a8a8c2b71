"""What the initiatives of a file take, taken in once all of them are there; what cannot be stops the import."""

from collections.abc import Iterator, Mapping
from typing import Any

from parley.exchange.rules import Check
from parley.exchange.rules.taking import TIES
from parley.exchange.terms import Problem, Report, Weight
from parley.roadmap.actions.taking_in_takes import take_in_takes
from parley.roadmap.terms.portfolio import TakesRow

TAKES = ("takes", *TIES)


def _take_in_takes(
    check: Check, report: Report, lines: Mapping[tuple[str, str], int], batch: int, now: dict[str, Any]
) -> frozenset[int]:
    """Give the initiatives of which the file says something else than was here."""
    if not {column.name for column, _read in check.used} & set(TAKES):
        return frozenset()
    taken = take_in_takes(rows=_rows(check), batch=batch, **now)
    for source, key, trouble in taken.refused:
        line = lines[source, key]
        report.problems.append(
            Problem(Weight.STOPS, check.source.name, line, trouble.field, f"{source}:{key}", trouble.sentence)
        )
    return frozenset(taken.changed)


def _rows(check: Check) -> Iterator[TakesRow]:
    for row in check.rows():
        needs, excludes = (tuple(row.values.get(name, ())) if name in row.stated else None for name in TIES)
        yield TakesRow(
            row.values["source"], row.values["key"], "takes" in row.stated, row.values.get("takes"), needs, excludes
        )
