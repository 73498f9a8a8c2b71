"""What a change would break, said before it is made: which clients, what they are worth, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.disclosure.queries import Breaking, Now, disclosed_of, now_of, would_break
from parley.disclosure.rules import because
from parley.kernel.money import Money
from parley.screens.asking import Asked

if TYPE_CHECKING:
    from parley.roadmap.models import Initiative

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Forewarning:
    """What stands on the page before somebody confirms a change."""

    sentence: str
    rows: list[tuple[int, str, date, str]]  # key and name of the client, when it was told, why it breaks
    more: int


def warned(initiative: int, *, on: date) -> int:
    """Count how many clients have to hear a correction now."""
    return disclosed_of(initiative, on=on).to_correct


def warning_of(request: Asked, row: "Initiative", change: Callable[[Now], Now]) -> Forewarning | None:
    """Say what a change would break; nothing when it breaks nothing, or when that was confirmed already."""
    if request.POST.get("confirmed") == "yes":
        return None
    now = now_of(row, on=request.now.date())
    breaks = would_break(now, change(now))
    if not breaks:
        return None
    rows = [(each.client, each.name, each.told_on, because(each.faults)) for each in breaks[:SHOWN]]
    return Forewarning(_sentence(breaks), rows, max(len(breaks) - SHOWN, 0))


def _sentence(breaks: Sequence[Breaking]) -> str:
    worth = _worth(breaks)
    said = ngettext(
        "This breaks what one client was told", "This breaks what %(count)d clients were told", len(breaks)
    ) % {"count": len(breaks)}
    return _("%(said)s, worth %(sum)s a year.") % {"said": said, "sum": worth} if worth else said + "."


def _worth(breaks: Sequence[Breaking]) -> str:
    """The yearly revenue of those clients, each currency for itself."""
    sums: dict[str, Decimal] = {}
    for each in breaks:
        if each.revenue and each.currency:
            sums[each.currency] = sums.get(each.currency, Decimal(0)) + each.revenue
    return _(" and ").join(str(Money(amount, currency)) for currency, amount in sorted(sums.items()))
