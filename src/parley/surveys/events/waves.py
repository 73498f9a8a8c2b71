"""What can happen to a wave. Nothing is recorded of a single answer: one entry is made when all are sealed."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.surveys.terms.waves import Part, wave_ref


@dataclass(frozen=True, kw_only=True)
class WaveEvent(Event):
    """Something happened to a wave."""

    wave: int

    def about(self) -> tuple[Ref, ...]:
        return (wave_ref(self.wave),)


@dataclass(frozen=True, kw_only=True)
class WavePlanned(WaveEvent, kind="wave.planned"):
    """A wave is planned, or its plan changed."""

    def sentence(self) -> str:
        return f"planned {wave_ref(self.wave).mark}"


@dataclass(frozen=True, kw_only=True)
class WaveAsks(WaveEvent, kind="wave.asks"):
    """A question was added to what a wave asks, or taken out."""

    question: int
    added: bool

    def sentence(self) -> str:
        return f"{'added a question to' if self.added else 'took a question out of'} {wave_ref(self.wave).mark}"


@dataclass(frozen=True, kw_only=True)
class WaveOpened(WaveEvent, kind="wave.opened"):
    """A wave opened: from now on what it asks, and whom, is fixed."""

    invited: int

    def sentence(self) -> str:
        return f"opened {wave_ref(self.wave).mark} for {self.invited} people"


@dataclass(frozen=True, kw_only=True)
class WaveSealed(WaveEvent, kind="wave.sealed"):
    """A wave closed: all answers were written anew in random order, and who answered was forgotten."""

    invited: int
    answered: int

    def sentence(self) -> str:
        return f"closed and sealed {wave_ref(self.wave).mark}: {self.answered} of {self.invited} answered"


@dataclass(frozen=True, kw_only=True)
class WaveReleased(WaveEvent, kind="wave.released"):
    """A part of what a wave found is released, and never changes: `digest` is the SHA-256 of the text."""

    part: Part
    digest: str

    def sentence(self) -> str:
        what = "the figures" if self.part is Part.FIGURES else "the words"
        return f"released {what} of {wave_ref(self.wave).mark}"


@dataclass(frozen=True, kw_only=True)
class WaveWithdrawn(WaveEvent, kind="wave.withdrawn"):
    """A wave was given up; what had been answered was deleted unread."""

    def sentence(self) -> str:
        return f"withdrew {wave_ref(self.wave).mark}"


@dataclass(frozen=True, kw_only=True)
class SheetsDeleted(WaveEvent, kind="wave.sheets_deleted"):
    """The single answers of a wave were deleted, as announced; what it found stays."""

    sheets: int

    def sentence(self) -> str:
        return f"deleted the {self.sheets} answer sheets of {wave_ref(self.wave).mark}, as announced"
