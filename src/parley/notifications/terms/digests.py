"""The words of digests: how often one comes, and what a link of a mail turns off."""

from dataclasses import dataclass
from enum import StrEnum

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


def mails_ref(person: int) -> Ref:
    """Name what somebody chose of their mails, and what they were mailed."""
    return Ref("mails", person)
