"""The words of digests: how often one comes, and what a link of a mail turns off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from parley.ledger.terms import Ref


class Rhythm(StrEnum):
    """How often somebody gets a digest."""

    WORKING_DAYS = "working_days"
    DAYS = "days"  # on weekdays of their choice
    WEEKLY = "weekly"  # on one of them
    NEVER = "never"


class Stops(StrEnum):
    """The kinds of mail that are news, each of which can be turned off by itself."""

    DIGEST = "digest"
    NEWS = "news"  # what is mailed at once
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Times:
    """When digests come: weekdays as `date.weekday` counts them, and a full hour on the reader's clock."""

    rhythm: Rhythm
    weekdays: tuple[int, ...] = ()
    hour: int = 8


@dataclass(frozen=True, slots=True)
class Settled:
    """What one digest tells, at most: what happened until a moment, these notices, and of what waits these."""

    until: datetime
    notices: tuple[int, ...]  # their keys
    waits: tuple[str, ...]  # as “kind:key”

    def to_json(self) -> dict[str, Any]:
        """Write it down for work that is done later."""
        return {"until": self.until.isoformat(), "notices": self.notices, "waits": self.waits}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Settled":
        """Read it again."""
        return cls(datetime.fromisoformat(said["until"]), tuple(said["notices"]), tuple(said["waits"]))


def mails_ref(person: int) -> Ref:
    """Name what somebody chose of their mails, and what they were mailed."""
    return Ref("mails", person)
