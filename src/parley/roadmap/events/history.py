"""What an imported history does to the roadmap."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.roadmap.terms import initiative_ref


@dataclass(frozen=True, kw_only=True)
class HistoryTakenIn(Event, kind="initiatives.history_taken_in"):
    """Where initiatives were before they came here was taken in; it belongs to the history of each."""

    batch: int
    initiatives: tuple[int, ...]
    stays: int
    moves: int

    def about(self) -> tuple[Ref, ...]:
        return (Ref("batch", self.batch), *(initiative_ref(key) for key in self.initiatives))

    def sentence(self) -> str:
        return (
            f"took in the history of {len(self.initiatives)} initiatives: {self.stays} stays in a stage, and "
            f"{self.moves} targets that were moved"
        )


@dataclass(frozen=True, kw_only=True)
class HistoryTakenBack(Event, kind="initiatives.history_taken_back"):
    """The import of a history was undone."""

    batch: int
    stays: int
    moves: int

    def about(self) -> tuple[Ref, ...]:
        return (Ref("batch", self.batch),)

    def sentence(self) -> str:
        return f"took back {self.stays} stays in a stage and {self.moves} moves of targets that an import had told"
