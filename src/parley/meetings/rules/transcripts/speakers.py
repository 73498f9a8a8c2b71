"""Who speaks in a cue: `<v Ada Lovelace>`, `Ada Lovelace: text`, or a name on a line of its own."""

import html
import re
from collections import Counter
from collections.abc import Sequence

from parley.kernel.words import folded

VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:\s+([^>]*))?>", re.IGNORECASE)
TAG = re.compile(r"</?[^<>]*>")
PREFIX = re.compile(r"\s*(?:[-–—]\s*)?([^:：\n]{0,100}?)\s*(?::(?=\s|$)|：)")  # noqa: RUF001 - the colon of Japanese
NEARLY_ALL = 0.95


def spoken_parts(cues: Sequence[Sequence[str]]) -> list[list[tuple[str, int]]]:
    """Give for each cue, by its lines, who speaks in it and how much of it, in characters."""
    if any(VOICE.search(line) for lines in cues for line in lines):
        return [_voices("\n".join(lines)) for lines in cues]
    plain = [[html.unescape(TAG.sub("", line)) for line in lines] for lines in cues]
    first = [prefix_of(lines[0]) if lines else None for lines in plain]
    named = [each for each in first if each is not None]
    if not named and (parts := _own_lines(plain)):
        return parts
    known = Counter(folded(each) for each in named)
    sure = len(named) >= NEARLY_ALL * max(1, sum(1 for lines in plain if lines))
    return [_prefixed(lines, known, sure=sure) for lines in plain]


def prefix_of(line: str) -> str | None:
    """Give what stands before the first colon of a line, where that could be a name."""
    found = PREFIX.match(line)
    return found[1] if found else None


def is_like_a_name(label: str) -> bool:
    """Whether words that stand before a colon once could be somebody's name, and not the beginning of a sentence."""
    words = label.split()
    return 0 < len(words) <= 5 and all(not word[0].islower() for word in words)


def _voices(text: str) -> list[tuple[str, int]]:
    found = list(VOICE.finditer(text))
    if not found:
        return [("", len(text))]
    ends = [each.start() for each in found[1:]] + [len(text)]
    return [
        (html.unescape(each[1] or ""), max(1, len(TAG.sub("", text[each.end() : end]).strip())))
        for each, end in zip(found, ends, strict=True)
    ]


def _prefixed(lines: Sequence[str], known: Counter[str], *, sure: bool) -> list[tuple[str, int]]:
    parts: list[tuple[str, int]] = []
    for line in lines:
        label = prefix_of(line)
        believed = label is not None and (
            (sure and not parts) or known[folded(label)] > (0 if parts else 1) or (not parts and is_like_a_name(label))
        )
        if believed or not parts:
            parts.append((label or "" if believed else "", max(1, len(line))))
        else:
            parts[-1] = (parts[-1][0], parts[-1][1] + len(line))
    return parts


def _own_lines(cues: Sequence[Sequence[str]]) -> list[list[tuple[str, int]]]:
    """Read the name from the first of several lines, when few names come again and again; else give nothing."""
    firsts = [lines[0].strip() for lines in cues if len(lines) > 1]
    if len(firsts) < max(2, len(cues) / 2) or len(set(firsts)) > len(firsts) / 2:
        return []
    return [[(lines[0].strip() if len(lines) > 1 else "", 1)] for lines in cues]
