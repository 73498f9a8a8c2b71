"""The words of disclosure: which clients may know of an initiative, and how exactly."""

from dataclasses import dataclass
from enum import StrEnum

from parley.kernel.spans import Grain


class Told(StrEnum):
    """Which clients may know of an initiative at its stage, once there are approved words."""

    NOBODY = "nobody"
    NAMED_CLIENTS = "named_clients"
    ANY_CLIENT = "any_client"


@dataclass(frozen=True, slots=True)
class Bound:
    """How far a stage lets words go: to whom, and the finest time that may be said (none: no time at all)."""

    whom: Told
    finest: Grain | None


@dataclass(frozen=True, slots=True)
class Telling:
    """The answer to “may I tell a client?”: to whom, and what to expect instead while no words are approved."""

    whom: Told
    sentence: str
    when: str
