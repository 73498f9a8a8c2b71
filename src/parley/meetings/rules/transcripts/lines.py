"""Transcripts and chats as lines of text: Zoom's chat and captions, what is copied out of Teams, and `Name: text`."""

import re
from collections import Counter

from parley.kernel.words import folded
from parley.meetings.rules.transcripts.said import Cue
from parley.meetings.rules.transcripts.speakers import is_like_a_name, prefix_of

CLOCK = r"\d{1,2}:\d\d(?::\d\d)?"
CHAT = (
    re.compile(rf"{CLOCK}\t\s*(?:From\s+)?([^\t]*?)(?:\s+to\s+[^\t]*?)?\s*:(?:\t.*|\s.*|)"),
    re.compile(rf"{CLOCK}\s+From\s+(.+?)(?:\s+to\s+.+?)?\s*:(?:\s.*|)"),
)
CAPTIONS = (
    re.compile(rf"\[(?!{CLOCK}\])([^\]]+)\]\s*{CLOCK}\s*"),  # [Ada Lovelace] 00:01:02
    re.compile(rf"[\[(]?{CLOCK}[\])]?\s+([^:]+?):(?:\s.*|)"),  # 00:01:02 Ada Lovelace: text
    re.compile(rf"(\S.*?)\s*[-–|]?\s+{CLOCK}(?:\s*[AP]M)?\s*", re.IGNORECASE),  # Ada Lovelace   0:12
    re.compile(rf"[\[(]?{CLOCK}[\])]?\s+([^:\n]+)"),  # 0:12 Ada Lovelace, and the text below
)
LONGEST_NAME = 100


def chat_cues(text: str) -> list[Cue]:
    """Read a chat: one cue for each message. Nothing when the text is none."""
    lines = text.split("\n")
    found = [match[1] for line in lines if (match := _first(CHAT, line))]
    begins = sum(bool(re.match(rf"{CLOCK}[\t ]", line)) for line in lines)
    return [Cue(label) for label in found] if len(found) > begins / 2 else []


def line_cues(text: str) -> list[Cue]:
    """Read lines that say who speaks; a line that does not goes on with the one before. No cue has times.

    Where a line tells when somebody began, nobody knows when they ended, so no speaking time is made up.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    counts = [sum(_named(pattern, line) is not None for line in lines) for pattern in CAPTIONS]
    most = max(counts, default=0)
    plain = _prefixed(lines)
    if most and most >= len(plain):
        pattern = CAPTIONS[counts.index(most)]
        return [Cue(label) for line in lines if (label := _named(pattern, line)) is not None]
    return plain


def _prefixed(lines: list[str]) -> list[Cue]:
    labels = [prefix_of(line) for line in lines]
    known = Counter(folded(label) for label in labels if label)
    return [Cue(label) for label in labels if label and (known[folded(label)] > 1 or is_like_a_name(label))]


def _named(pattern: re.Pattern[str], line: str) -> str | None:
    found = pattern.fullmatch(line)
    return found[1] if found and len(found[1]) <= LONGEST_NAME else None


def _first(patterns: tuple[re.Pattern[str], ...], line: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.fullmatch(line))), None)
