"""Transcripts as JSON: one meeting or several, each a list of turns with a speaker, perhaps with times."""

import json
from collections.abc import Mapping
from typing import Any

from parley.meetings.rules.transcripts.said import Cue, unreadable
from parley.meetings.rules.transcripts.times import milliseconds

TURNS = ("meeting_transcripts", "transcript", "transcripts", "turns", "utterances", "segments", "cues", "monologues",
         "entries", "sentences", "results", "items", "data")  # fmt: skip
SPEAKERS = ("speaker", "speaker_name", "speakerName", "speaker_label", "participant", "user", "name", "role", "author")
STARTS = ("start", "start_time", "startTime", "begin", "from", "offset", "ts", "start_ms", "startMs")
ENDS = ("end", "end_time", "endTime", "stop", "to", "end_ms", "endMs")
LENGTHS = ("duration", "length", "duration_ms", "durationMs")
DAY = 24 * 3600 * 1000


def json_meetings(text: str, name: str) -> list[list[Cue]]:
    """Read one meeting, or one from each line or entry. Raises Refused with the line that cannot be read."""
    found = _values(text, name)
    turns = [(line, each) for line, value in found for each in (value if isinstance(value, list) else [value])]
    if turns and all(isinstance(each, Mapping) and _label(each) is not None for _line, each in turns):
        return [_cues([each for _line, each in turns])]
    meetings: list[list[Cue]] = []
    for line, value in turns:
        inner = _turns(value)
        if inner is None:
            what = "there are no turns with a speaker here. Give each turn a “speaker” and its “content”."
            raise unreadable(name, line, what)
        meetings.append(_cues(inner))
    return meetings


def _values(text: str, name: str) -> list[tuple[int, Any]]:
    """Read one value, or one from each line."""
    try:
        return [(1, json.loads(text))]
    except (ValueError, RecursionError) as trouble:
        whole = trouble
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    found: list[tuple[int, Any]] = []
    for number, line in lines:
        try:
            found.append((number, json.loads(line)))
        except (ValueError, RecursionError) as trouble:
            first = not found and isinstance(whole, json.JSONDecodeError)
            at = whole.lineno if first and isinstance(whole, json.JSONDecodeError) else number
            raise unreadable(name, at, "this is not JSON. Export the transcript once more, and whole.") from trouble
    return found


def _turns(value: Any) -> list[Mapping[str, Any]] | None:
    """Find the list of turns in a meeting."""
    if isinstance(value, Mapping):
        inner = (found for key in TURNS if key in value and (found := _turns(value[key])) is not None)
        return next(inner, None)
    if isinstance(value, list) and any(isinstance(each, Mapping) and _label(each) is not None for each in value):
        return [each for each in value if isinstance(each, Mapping)]
    return None


def _cues(turns: list[Mapping[str, Any]]) -> list[Cue]:
    times = [_times(each) for each in turns]
    latest = max((end for _start, end in times if end is not None), default=0)
    unit = 1000 if latest > DAY else 1  # no meeting lasts a day: these were milliseconds taken for seconds
    return [
        Cue(_label(each) or "", *(time // unit if time is not None else None for time in pair))
        for each, pair in zip(turns, times, strict=True)
    ]


def _label(turn: Mapping[str, Any]) -> str | None:
    for key in SPEAKERS:
        if key in turn:
            value = turn[key]
            if isinstance(value, Mapping):
                value = value.get("name") or value.get("displayName") or value.get("id")
            return "" if value is None else str(value)
    return None


def _times(turn: Mapping[str, Any]) -> tuple[int | None, int | None]:
    start = _moment(turn, STARTS)
    end = _moment(turn, ENDS)
    length = _moment(turn, LENGTHS)
    if end is None and start is not None and length is not None:
        end = start + length
    return (start, max(start, end)) if start is not None and end is not None else (None, None)


def _moment(turn: Mapping[str, Any], keys: tuple[str, ...]) -> int | None:
    for key in keys:
        value = turn.get(key)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 10**12:
            return round(value if key.lower().endswith("ms") else value * 1000)
        if isinstance(value, str) and value:
            found = milliseconds(value)
            if found is not None:
                return found
            try:
                return round(max(0.0, min(float(value), 1e9)) * 1000)
            except (ValueError, OverflowError):
                continue
    return None
