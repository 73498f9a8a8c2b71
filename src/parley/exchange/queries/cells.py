"""How days, sums and windows are written into the cells of an export."""

from datetime import date
from decimal import Decimal

from parley.kernel.refusals import Refused
from parley.kernel.spans import Window, window_of

Row = dict[str, str]  # the cells of a row by the names of their columns


def day_cell(day: date | None) -> str:
    """Write a day."""
    return day.isoformat() if day else ""


def sum_cell(amount: Decimal | None) -> str:
    """Write a sum."""
    return f"{amount:.2f}" if amount is not None else ""


def window_cell(first: date | None, last: date | None) -> str:
    """Write a window as people say it where that can be read back, else by its two days."""
    if first is None or last is None:
        return ""
    window = Window(first, last)
    try:
        if window_of(str(window)) == window:
            return str(window)
    except Refused:
        pass
    return f"{first.isoformat()} to {last.isoformat()}"
