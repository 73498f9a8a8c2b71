"""The words of letters: mails that people send to Parley, what they answer to, and what became of them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from parley.kernel.refusals import Refused
from parley.ledger.terms import Ref

MOST_READ = 15_000_000  # bytes of one letter: what one attachment may have, written as mails write it, and the words
MOST_FILES = 5  # of one letter that are attached
INSIGHT = "insight"  # the kind of an address to which clients’ mails are forwarded; it stands for no row
NOTED = Ref(INSIGHT, 0)


class LeftAlone(Refused):
    """A mail is left alone, for the reason that the sentence gives to whoever keeps the mail server."""


class Became(StrEnum):
    """What became of a letter that somebody was proved to have sent."""

    COMMENT = "comment"
    INSIGHT = "insight"
    REPLY = "reply"  # of a calendar
    UNPLACED = "unplaced"  # whoever sent it is told what to do instead


class Unplaced(StrEnum):
    """Why a letter was placed nowhere, for whoever sent it to read."""

    REFUSED = "refused"  # by a rule, whose sentence goes with it
    UNSEEN = "unseen"  # they may not see any more what they answered to
    EMPTY = "empty"  # nothing but what was quoted, and a signature
    TOO_LARGE = "too_large"
    NO_CLIENT = "no_client"  # nobody has the domain of the mail that was forwarded
    SEVERAL = "several"  # more than one client has it
    NO_SENDER = "no_sender"  # it does not say who wrote what was forwarded


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came with a letter."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A mail that somebody passed on: who wrote it, on which day, and its words. No day where it cannot be told."""

    sender: str  # an address; "" where there is none
    day: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it is read: nothing in it is believed yet."""

    name: str  # its Message-ID; "" for one without
    subject: str
    sender: str  # the address in From, in small letters; "" where there is none, or are several
    to: tuple[str, ...]  # addresses it was sent to, in small letters
    answers: tuple[str, ...]  # Message-IDs it refers to
    automatic: bool  # no person wrote it
    text: str
    calendar: str = ""
    written_at: datetime | None = None
    enclosed: tuple[Enclosed, ...] = ()
    passed_on: Forwarded | None = None  # where another mail is enclosed as a whole
    whole: bool = True  # False for one of more than MOST_READ: neither the rest of it nor the last part is there


def letter_ref(key: int) -> Ref:
    """Name a letter that came in, for the ledger."""
    return Ref("letter", key)
