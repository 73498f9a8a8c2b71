"""Calls to read: real ones by their place, made ones from a few turns, and one with the dirt that files have."""

from pathlib import Path

from parley.meetings.rules.balance import Said
from parley.meetings.rules.transcripts import Transcript, read_transcripts

SHARED = Path(__file__).parents[2].parent / "shared"

DIRTY = """\ufeffWEBVTT - call of Tuesday
Kind: captions

STYLE
::cue { color: red }

NOTE A note: with a colon
and --> an arrow

1
00:12.500 --> 00:14,250 align:start position:10%
Ada  Lovelace: Hello &amp; welcome

00:00:15.000 --> 00:00:16.000
ADA LOVELACE: and the thing is: go
3
00:00:20.000 --> 00:00:19.000
Grace: <i>backwards</i>

00:00:18.000 --> 00:00:19.000
: nobody

00:00:30.000 --> 00:00:30.500

1:00:00.000 --> 1:00:02.000
Grace: yes"""


def there(path: Path) -> Path:
    assert path.exists(), f"the real data these tests read is not there: {path}"
    return path


def said(*turns: tuple[str, float, float]) -> list[Said]:
    return [Said(speaker, round(start * 1000), round(end * 1000)) for speaker, start, end in turns]


def read(text: str | bytes, name: str = "call.vtt") -> Transcript:
    (found,) = read_transcripts(text if isinstance(text, bytes) else text.encode(), name)
    return found


def spoken(text: str | bytes) -> list[tuple[str, int | None, int | None]]:
    return [(each.speaker, each.start, each.end) for each in read(text).said]
