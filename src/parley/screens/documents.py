"""A document for one reader, once for every form of it: a list of lines, each with what it is."""

from dataclasses import dataclass
from enum import Enum

from parley.languages.joining import headed


class As(Enum):
    """What a line of a document is."""

    TITLE = "title"
    ABOUT = "about"  # of what, when, for whom
    NAME = "name"  # of an item, or of a part
    BELOW = "below"  # a quiet line under a name
    RESULT = "result"
    WHY = "why"  # the reason: the loudest thing
    WORDS = "words"  # what somebody wrote, perhaps in several lines


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document; `lead` are the words before a colon that say what it is."""

    as_: As
    text: str
    lead: str = ""


def said(line: Line) -> str:
    """Say a line with what it is before it."""
    return headed(line.lead, line.text) if line.lead else line.text
