"""The ledger's words: what an entry is about, who may act when no person does, and what work comes first."""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Ref:
    """A key to one row of one room: `initiative:12`. Never a name, so that erasing a person leaves the chain whole."""

    kind: str
    key: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @property
    def mark(self) -> str:
        """The place in a sentence where the reader sees the thing's title, if they may see it."""
        return f"[{self}]"


MARK = re.compile(r"\[([a-z_]+):(\d+)\]")


def refs_in(sentence: str) -> list[Ref]:
    """List the things a sentence of the ledger names, in order."""
    return [Ref(kind, int(key)) for kind, key in MARK.findall(sentence)]


def ref_of(text: str) -> Ref:
    """Read `initiative:12` back into a Ref. Raises ValueError when it is not one."""
    kind, _, key = text.partition(":")
    return Ref(kind, int(key))


class Actor(Protocol):
    """Whoever changes something: a person of the people room, or the Machine."""

    @property
    def pk(self) -> Any:  # a person has a number, the Machine has none
        """The person’s key, or None."""


@dataclass(frozen=True, slots=True)
class Machine:
    """Parley itself, acting by a rule and for nobody: a worker, an import of the first company."""

    pk: None = None


MACHINE = Machine()
MOST_TRIES = 7  # of work that fails, until it is parked


class Rank(IntEnum):
    """What comes first of the work that is due."""

    FIRST = 0  # somebody sits before a screen and waits for it
    USUAL = 1
    BULK = 2  # much at once, or long, and as good some minutes later
