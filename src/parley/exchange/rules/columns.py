"""What a file of Parley's own is: its columns, how each is read, and what makes a row the same row next time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from parley.exchange.rules.cells import Read
from parley.exchange.rules.known import Known
from parley.exchange.terms import Column, Identity, Kind
from parley.kernel.refusals import Refused

Values = dict[str, Any]


def c(name: str, what: str, read: Read, *, required: bool = False, written: bool = True) -> tuple[Column, Read]:
    """Say what one column holds and how it is read."""
    return Column(name, what, required, written), read


@dataclass(frozen=True)
class Sheet:
    """One file: its columns in the order in which they are written, and what makes a row this row."""

    kind: Kind
    read: tuple[tuple[Column, Read], ...]
    finish: Callable[[Values, Known], None]
    identity: Callable[[Values], Identity]
    about: str

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the order in which they are written."""
        return tuple(column for column, _ in self.read)


def identified_by(*names: str) -> Callable[[Values], Identity]:
    """Say which columns make a row this row."""
    return lambda values: tuple(str(values.get(name, "")) for name in names)


def must_have(values: Mapping[str, Any], sheet: Sheet) -> None:
    """Raise Refused for the first column that every row must have and this one has not."""
    for column in sheet.columns:
        if column.required and values.get(column.name) in (None, "", ()):
            raise Refused(f"Every row needs a {column.name.replace('_', ' ')}. Write one.", field=column.name)
