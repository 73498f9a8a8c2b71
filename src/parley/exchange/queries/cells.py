"""How an export writes what is no text: days, sums and windows."""

from datetime import date
from decimal import Decimal

from parley.kernel.refusals import Refused
from parley.kernel.spans import Window, window_of

Cells = dict[str, str]


def day(date_: date | None) -> str:
    """Write a day."""
    return date_.isoformat() if date_ else ""


def sum_of(amount: Decimal | None) -> str:
    """Write a sum to the cent."""
    return f"{amount:.2f}" if amount is not None else ""


def window(first: date | None, last: date | None) -> str:
    """Write a window as people say it where that can be read back, else by its two days."""
    if first is None or last is None:
        return ""
    span = Window(first, last)
    try:
        if window_of(str(span)) == span:
            return str(span)
    except Refused:
        pass
    return f"{first.isoformat()} to {last.isoformat()}"
