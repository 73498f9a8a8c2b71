"""The words of the question coach."""

from dataclasses import dataclass
from enum import StrEnum


class Flag(StrEnum):
    """What the coach may say about a question, and nothing else: there is no score."""

    LEADING = "leading"
    LOADED = "loaded"
    DOUBLE = "double"
    CLOSED = "closed"
    NEGATED = "negated"
    JARGON = "jargon"
    HYPOTHETICAL = "hypothetical"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Hint:
    """What the coach says about a question: the phrase as it stands in it, and the question put another way."""

    flag: Flag
    phrase: str
    begins: int  # where in the question the phrase stands
    rewrite: str
