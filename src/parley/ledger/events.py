"""What every event of every room has in common: a kind, the things it is about, a sentence, and a way into a row."""

import dataclasses
import functools
import typing
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, ClassVar, Self

from parley.ledger.terms import Ref

KINDS: dict[str, type["Event"]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, in the past tense. Fields are keys, numbers, dates and words of a fixed list.

    Free text never goes into a field: it is handed to `record` as the reason, which lives in a row that can be blanked.
    """

    kind: ClassVar[str] = ""

    def __init_subclass__(cls, kind: str = "", **rest: Any) -> None:
        super().__init_subclass__(**rest)
        if kind:
            if kind in KINDS:
                raise TypeError(f"two events are called {kind}: {KINDS[kind]} and {cls}")
            cls.kind = kind
            KINDS[kind] = cls

    def about(self) -> tuple[Ref, ...]:
        """Say which things this belongs to the history of; the first is its subject."""
        raise NotImplementedError

    def sentence(self) -> str:
        """Say what happened without who and when: “moved it from Q2 2027 to Q3 2027”.

        Things are named by their mark, which becomes a title only for a reader who may see the thing.
        """
        raise NotImplementedError

    def data(self) -> dict[str, Any]:
        """Give the fields as plain JSON."""
        return {field.name: _plain(getattr(self, field.name)) for field in dataclasses.fields(self)}

    @classmethod
    def of(cls, data: dict[str, Any]) -> Self:
        """Read the fields back from plain JSON."""
        read = _readers(cls)  # type: ignore[arg-type]  # every class is hashable
        return cls(**{name: read[name](value) for name, value in data.items()})


@functools.cache
def _readers(cls: Hashable) -> dict[str, Callable[[Any], Any]]:
    """Give for each field of a class what reads its value back."""
    return {name: _reader(hint) for name, hint in typing.get_type_hints(cls).items()}


def event_of(kind: str, data: dict[str, Any]) -> Event:
    """Read an entry's event back. Raises KeyError for a kind this version does not know."""
    return KINDS[kind].of(data)


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Ref():
            return str(value)
        case tuple():
            return [_plain(each) for each in value]
        case None | str() | int() | bool():
            return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} cannot be written into the ledger")


def _reader(hint: Any) -> Callable[[Any], Any]:
    """Give what makes a value of a type from plain JSON."""
    if isinstance(hint, UnionType) or typing.get_origin(hint) is typing.Union:
        read = _reader(next(each for each in typing.get_args(hint) if each is not type(None)))
        return lambda value: None if value is None else read(value)
    if typing.get_origin(hint) is tuple:
        read = _reader(typing.get_args(hint)[0])
        return lambda values: tuple([read(each) for each in values])
    if hint is Ref:
        return _ref
    if hint in (datetime, date):
        made: Callable[[Any], Any] = hint.fromisoformat
        return made
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return lambda value: hint(**{name: _readers(hint)[name](each) for name, each in value.items()})
    if isinstance(hint, type) and issubclass(hint, (Enum, Decimal)):
        return hint
    return lambda value: value


def _ref(text: str) -> Ref:
    kind, _, key = text.partition(":")
    return Ref(kind, int(key))
