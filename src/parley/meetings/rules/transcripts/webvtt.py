"""WebVTT as it is found: Zoom's and Teams's, with notes, styles, settings, missing hours; and SRT, which is close."""

import re
from collections.abc import Iterator

from parley.meetings.rules.transcripts.said import Cue, unreadable
from parley.meetings.rules.transcripts.speakers import spoken_parts
from parley.meetings.rules.transcripts.times import CLOCK, milliseconds

ARROW = "-->"
TIMING = re.compile(rf"\s*({CLOCK})\s*-->\s*({CLOCK})(?:\s.*)?")
ASIDE = re.compile(r"(NOTE|STYLE|REGION)(\s|$)")


def is_webvtt(text: str) -> bool:
    """Whether a text is WebVTT or SRT."""
    return text.lstrip().upper().startswith("WEBVTT") or bool(re.search(rf"^\s*{CLOCK}\s*-->", text, re.MULTILINE))


def webvtt_cues(text: str, name: str) -> list[Cue]:
    """Read the cues in the order in which they begin. Raises Refused for a time that is none."""
    blocks = list(_blocks(text, name))
    parts = spoken_parts([lines for _start, _end, lines in blocks])
    cues: list[Cue] = []
    for (start, end, lines), speakers in zip(blocks, parts, strict=True):
        if lines:
            cues += _divided(start, max(start, end), speakers)
    return sorted(cues, key=lambda cue: (cue.start or 0, cue.end or 0))


def _divided(start: int, end: int, speakers: list[tuple[str, int]]) -> Iterator[Cue]:
    """Divide a cue among those who speak in it, by how much each says."""
    whole, before = sum(length for _label, length in speakers), 0
    for label, length in speakers:
        begins = start + (end - start) * before // whole
        before += length
        yield Cue(label, begins, start + (end - start) * before // whole)


def _blocks(text: str, name: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield each cue's times and lines; a cue ends at an empty line, or where the next one's times are."""
    times: tuple[int, int] | None = None
    lines: list[str] = []
    aside = False
    for number, line in enumerate(text.split("\n"), start=1):
        found = TIMING.fullmatch(line)
        if found or not line.strip():
            if times:
                yield *times, _without_number(lines) if found else lines
            times, lines, aside = (_times(found[1], found[2]), [], False) if found else (None, [], False)
        elif times:
            lines.append(line)
        elif not aside and ASIDE.match(line):
            aside = True
        elif ARROW in line and not aside:
            raise unreadable(
                name, number, f"“{line.strip()[:60]}” is no time of a cue. Write 00:01:02.000 --> 00:01:04.500."
            )
    if times:
        yield *times, lines


def _times(start: str, end: str) -> tuple[int, int]:
    return milliseconds(start) or 0, milliseconds(end) or 0


def _without_number(lines: list[str]) -> list[str]:
    """Drop the number of the next cue, where no empty line stands before it."""
    return lines[:-1] if len(lines) > 1 and lines[-1].strip().isdigit() else lines
