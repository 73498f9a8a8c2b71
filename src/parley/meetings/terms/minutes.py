"""The words of minutes: what came of an item, what was added later, and how long mails wait for each other."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

TOGETHER = timedelta(minutes=5)  # minutes published within that time reach somebody in one mail


class LineKind(StrEnum):
    """What a line of minutes says, in the order in which they say it."""

    DECIDED = "decided"
    ANSWERED = "answered"
    MERGED = "merged"
    PROMISED = "promised"
    PARKED = "parked"  # a topic of the agenda, until a day
    LATER = "later"  # a new topic, which came up in the meeting
    SAID = "said"  # what a client said, as somebody told it
    CREDITED = "credited"  # of the meeting as a whole
    ADDED = "added"  # after they were published


SETTLING = (LineKind.DECIDED, LineKind.ANSWERED, LineKind.PARKED, LineKind.MERGED)
SHOWN = (LineKind.LATER, LineKind.SAID)  # as the topic or insight they link to has it, which may be blanked
CAME = (*SETTLING, LineKind.PROMISED, LineKind.LATER, LineKind.SAID)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """One line of minutes, about an item or the meeting as a whole; keys of rows.

    `decision`, `topic` and `insight` are what it speaks of where that is not what the item is about: only for who may
    see them. `person` promised, is credited or added it; `words` of a credit are the kinds of what they gave.
    """

    kind: LineKind
    words: str
    why: str = ""
    item: int | None = None
    decision: int | None = None
    topic: int | None = None
    insight: int | None = None
    client: str = ""  # whose insight it is
    person: int | None = None
    name: str = ""  # of the person
    day: date | None = None
    at: datetime | None = None
    capture: int | None = None  # the row in which it was written down, while the minutes are a draft
