"""Corrections come in from a file, open and closed ones, as they were recorded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from parley.disclosure.events import CorrectionsTakenIn
from parley.disclosure.models import Correction
from parley.disclosure.queries.writing_out import open_pairs, statements_by_key
from parley.disclosure.terms import Closing, NoLonger
from parley.kernel.bunches import bunches
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.queries import person_keys

Identity = tuple[str, str]  # the source, and the key it gives


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """A correction as a file states it: of which statement, why, and how it ended. One that is here stays as it is."""

    statement: Identity
    opened_at: datetime
    faults: tuple[tuple[NoLonger, int], ...]
    words: str
    changed_at: datetime | None = None
    reminded_at: datetime | None = None
    closed_at: datetime | None = None
    closing: Closing | None = None
    closed_by: str | None = None
    because: str = ""


@action
def take_in_corrections(
    *, rows: Iterable[CorrectionRow], batch: int, actor: Actor, at: datetime
) -> tuple[int, int, int]:
    """Add corrections that are not here, 500 at a time; gives how many were added, changed (none) and here already."""
    people = person_keys()
    added = same = 0
    for bunch in bunches(rows):
        statements = statements_by_key({row.statement for row in bunch})
        about = {pk for pk, *_ in statements.values()}
        there = set(Correction.objects.filter(statement__in=about).values_list("statement", "opened_at"))
        due = open_pairs({initiative for _, initiative, _ in statements.values()})  # what this import moved may be
        new = [
            row for row in bunch if (statements[row.statement][0], row.opened_at) not in there
            and (row.closed_at or statements[row.statement][1:] not in due)
        ]  # fmt: skip
        if new:
            Correction.objects.bulk_create(_correction(row, statements[row.statement], people) for row in new)
        added, same = added + len(new), same + len(bunch) - len(new)
    if added:
        record(CorrectionsTakenIn(batch=batch, added=added))
    return added, 0, same


def _correction(row: CorrectionRow, statement: tuple[int, int, int], people: dict[str, int]) -> Correction:
    why, days = row.faults[0]
    took = max((row.closed_at - row.opened_at).days, 0) if row.closed_at else None
    key, initiative, client = statement
    return Correction(
        statement_id=key, initiative_id=initiative, client_id=client, why=why, days=days, text=row.words,
        faults=[[fault.value, late] for fault, late in row.faults], opened_at=row.opened_at,
        changed_at=row.changed_at or row.opened_at, reminded_at=row.reminded_at, closed_at=row.closed_at,
        took_days=took, closing=row.closing, closed_by_id=people[row.closed_by] if row.closed_by else None,
        because=row.because,
    )  # fmt: skip
