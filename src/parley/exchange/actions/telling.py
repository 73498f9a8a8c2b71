"""What a file says that clients were told, as the disclosure room takes it in."""

from collections.abc import Iterator, Mapping
from typing import Any

from parley.disclosure.actions.taking_in import StatementRow, take_in_statements
from parley.exchange.rules import Check
from parley.exchange.terms import Problem, Report, Weight


def _take_in_told(
    check: Check, report: Report, source: str, corrected: Mapping[tuple[str, str], bool], now: Mapping[str, Any]
) -> tuple[int, int, int]:
    """Take statements in, and note how many corrections follow."""
    taken = take_in_statements(rows=_rows(check), source=source, corrected=corrected, **now)
    if taken.corrections:
        sentence = (
            "One client was told something that does not hold. A correction is opened for it."
            if taken.corrections == 1
            else f"{taken.corrections:,} clients were told something that does not hold. "
            "A correction is opened for each of them."
        )
        report.problems.append(Problem(Weight.NOTE, check.source.name, 0, "", "", sentence))
    return taken.added, 0, taken.same


def _rows(check: Check) -> Iterator[StatementRow]:
    for row in check.rows():
        yield StatementRow(**row.values)
