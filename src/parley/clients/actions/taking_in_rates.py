"""What other currencies are worth comes in from a file, as it was written down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from parley.clients.events import RateKept
from parley.clients.models import Rate
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.queries import person_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """A rate as a file states it. One that is here already stays as it is."""

    currency: str
    base: str
    holds_from: date
    worth: Decimal
    set_at: datetime
    set_by: str | None = None


@action
def take_in_rates(*, rows: Iterable[RateRow], actor: Actor, at: datetime) -> tuple[int, int, int]:
    """Add rates, each with its event: there are few. Gives how many were added, changed (none) and here already."""
    people = person_keys()
    there = set(Rate.objects.values_list("currency", "since", "set_at"))
    added = same = 0
    for row in rows:
        if (row.currency, row.holds_from, row.set_at) in there:
            same += 1
            continue
        by = people[row.set_by] if row.set_by else None
        Rate.objects.create(currency=row.currency, base=row.base, since=row.holds_from, worth=row.worth, set_by_id=by,
                            set_at=row.set_at)  # fmt: skip
        record(RateKept(currency=row.currency, base=row.base, since=row.holds_from, worth=row.worth))
        added += 1
    return added, 0, same
