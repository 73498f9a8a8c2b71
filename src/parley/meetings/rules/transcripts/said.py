"""What every reader of transcripts gives: who spoke when, and what could not be told."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from parley.kernel.refusals import Refused
from parley.kernel.words import folded
from parley.meetings.rules.balance import Said


@dataclass(frozen=True, slots=True)
class Transcript:
    """The talk of one meeting. Speakers are folded names; `labels` give each as it was written first.

    `unnamed` counts what nobody is named for, and `chat` says that these are messages and not talk.
    """

    said: tuple[Said, ...]
    labels: dict[str, str] = field(default_factory=dict)
    unnamed: int = 0
    chat: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """One piece of a file: as which name, if any, and the milliseconds it lasts."""

    label: str
    start: int | None = None
    end: int | None = None


def transcript_of(cues: Iterable[Cue], *, chat: bool = False) -> Transcript:
    """Gather cues; one speaker in different case or spacing is one."""
    said: list[Said] = []
    labels: dict[str, str] = {}
    unnamed = 0
    for cue in cues:
        label = " ".join(cue.label.split())
        speaker = folded(label)
        if not speaker:
            unnamed += 1
            continue
        labels.setdefault(speaker, label)
        said.append(Said(speaker, cue.start, cue.end))
    return Transcript(tuple(said), labels, unnamed, chat)


def unreadable(name: str, line: int, what: str) -> Refused:
    """Make the refusal of a file, with its name and the line."""
    return Refused(f"{name}, line {line}: {what}", field="file")
