"""Who did what a decision changed: whoever decided it, and not the facilitator who published it."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parley.decisions.queries import decided_in
from parley.decisions.queries.settling import settled_by
from parley.ledger.queries import Told
from parley.ledger.terms import Ref

if TYPE_CHECKING:
    from parley.people.models import Person


def deciders_in(told: Iterable[Told], seen: Collection[Ref]) -> dict[int, "Person | None"]:
    """Give who decided what entries tell, by entry, for those that a decision caused; nobody where it is out of sight.

    `seen` are things that the reader may see. One query, none when no decision caused any of them.
    """
    causes = {each.entry: cause for each in told if (cause := decided_in(each))}
    people = settled_by({cause.key for cause in causes.values() if cause in seen})
    return {entry: people.get(cause.key) for entry, cause in causes.items()}


def by_whom(decider: "Person | None", published_by: str) -> str:
    """Say below what a decision changed who decided it; to whoever may not see the decision, who published it."""
    if decider is None:
        return _("Published by %(name)s") % {"name": published_by}
    return _("Decided by %(name)s") % {"name": decider.name}
