"""What can happen to a wave. Nothing is recorded of a single answer: one entry is made when all are sealed."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.surveys.terms.past import CameAs
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
class PastWaveTakenIn(WaveEvent, kind="wave.taken_in"):
    """A wave that was asked elsewhere came in, with what everybody answered or only as totals."""

    came_as: CameAs
    answered: int

    def sentence(self) -> str:
        what = "answers" if self.came_as is CameAs.ANSWERS else "totals"
        return f"took in the {what} of {wave_ref(self.wave).mark}, asked elsewhere: {self.answered} answered"


@dataclass(frozen=True, kw_only=True)
class PastWaveTakenOut(WaveEvent, kind="wave.taken_out"):
    """A wave that was asked elsewhere had come in by mistake: all of it was deleted."""

    def sentence(self) -> str:
        return f"took {wave_ref(self.wave).mark} out again, and deleted what had come in of it"


@dataclass(frozen=True, kw_only=True)
class SheetsDeleted(WaveEvent, kind="wave.sheets_deleted"):
    """The single answers of a wave were deleted, as announced; what it found stays."""

    sheets: int

    def sentence(self) -> str:
        return f"deleted the {self.sheets} answer sheets of {wave_ref(self.wave).mark}, as announced"
