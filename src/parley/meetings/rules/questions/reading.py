"""A question as the rules read it: quotations blanked out, and the sentence that asks found."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from parley.meetings.terms.questions import Flag

QUOTED = re.compile(r'"[^"]*"|“[^”]*”|«[^»]*»|(?<!\w)‘[^’]*’(?!\w)|(?<!\w)\'[^\']*\'(?!\w)')  # noqa: RUF001 - all of these quote
SENTENCE = re.compile(r"\S.*?(?:[.!?]+(?=\s|$)|$)", re.DOTALL)
BROKEN_OFF = re.compile(r"(?:-|–|—|\.\.\.|…|==)\s*\??\s*$|^\W*$")
LEAD_IN = re.compile(
    r"(?:(?:so|and|but|well|ok|okay|now|then|also|honestly|overall|generally|first|finally|by the way|yeah|yes|um|uh|oh"
    r"|(?:in|over|during|within) the (?:past|last) [\w ]{3,20}|since [\w ]{3,30}(?=,)"
    r"|in your (?:own )?(?:view|opinion|experience|mind|eyes)|from your (?:point of view|side|experience)"
    r"|for you|thinking back)\b[,:]?\s+)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Read:
    """A question that was read. `plain` is `text` with quotations blanked out, letter for letter; `asks` is the
    sentence that asks, without a lead-in such as “so” or “in your view”, from `begins` to `ends`."""  # noqa: D205, D209 - one sentence

    text: str
    plain: str
    begins: int
    ends: int
    questions: tuple[tuple[int, int], ...]  # where each sentence with a question mark stands

    @property
    def asks(self) -> str:
        """The sentence that asks, quotations blanked out."""
        return self.plain[self.begins : self.ends]

    def instead(self, sentence: str) -> str:
        """Give the text with another sentence in the place of the one that asks."""
        before = self.text[: self.begins]
        start = sentence[:1].lower() if before.strip() and before.rstrip()[-1] not in ".!?" else sentence[:1].upper()
        return f"{before}{start}{sentence[1:]}{self.text[self.ends :]}".strip()

    def without(self, begins: int, ends: int) -> str:
        """Give the text without a part of it, its spaces and its first letter put right."""
        return tidy(self.text[:begins] + self.text[ends:])


@dataclass(frozen=True, slots=True)
class Found:
    """Where in the text a rule found its phrase, and the question put another way."""

    begins: int
    ends: int
    rewrite: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it flags, why and after whom, and how it looks."""

    flag: Flag
    because: str
    source: str
    find: Callable[[Read], Found | None]


def read(text: str) -> Read | None:
    """Read a question; None for what breaks off, or asks nothing."""
    plain = QUOTED.sub(lambda quote: "\x00" * len(quote[0]), text)
    if BROKEN_OFF.search(plain):
        return None
    sentences = [match.span() for match in SENTENCE.finditer(plain)]
    questions = tuple(span for span in sentences if "?" in plain[span[0] : span[1]][-3:])
    begins, ends = questions[-1] if questions else sentences[-1]
    lead_in = LEAD_IN.match(plain, begins, ends)
    begins = lead_in.end() if lead_in else begins
    return Read(text, plain, begins, ends, questions) if begins < ends else None


def tidy(text: str) -> str:
    """Put the spaces of a sentence right from which something was taken, and its first letter."""
    text = re.sub(r"\s+", " ", text).strip(" ,;:")
    text = re.sub(r"\s+([,.;:?!])", r"\1", text)
    text = re.sub(r"\b(a|an) (?=(\w))", lambda m: _article(m[1], m[2]), text)
    return text[:1].upper() + text[1:]


def _article(article: str, letter: str) -> str:
    if article == "a" and letter in "aeio":
        return "an "
    return "a " if article == "an" and letter in "bcdfgjklmnpqrstvwxz" else f"{article} "


def lowered(text: str) -> str:
    """Give a clause as it stands inside a sentence: a small first letter, unless it is a name or “I”."""
    first = text.split(" ", 1)[0]
    if first in {"I", "I'm", "I’m"} or first[1:] != first[1:].lower():
        return text
    return text[:1].lower() + text[1:]
