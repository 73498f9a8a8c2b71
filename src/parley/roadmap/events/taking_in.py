"""What an import does to the roadmap."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.roadmap.terms import initiative_ref


@dataclass(frozen=True, kw_only=True)
class InitiativesTakenIn(Event, kind="initiatives.taken_in"):
    """Initiatives came in, or changed, by one import; it belongs to the history of each."""

    batch: int
    added: tuple[int, ...]
    changed: tuple[int, ...]

    def about(self) -> tuple[Ref, ...]:
        return (Ref("batch", self.batch), *(initiative_ref(key) for key in (*self.added, *self.changed)))

    def sentence(self) -> str:
        return f"took in {len(self.added)} initiatives by an import and changed {len(self.changed)}"


@dataclass(frozen=True, kw_only=True)
class LinksTakenIn(Event, kind="insights.links_taken_in"):
    """An import said which initiatives insights speak for or against."""

    batch: int
    links: int
    moved: int = 0  # links whose insight the import gave to another client

    def about(self) -> tuple[Ref, ...]:
        return (Ref("batch", self.batch),)

    def sentence(self) -> str:
        told = [f"linked insights to initiatives {self.links} times"] if self.links or not self.moved else []
        told += [f"gave {self.moved} links to the client that their insights have now"] if self.moved else []
        return " and ".join(told) + " by an import"


@dataclass(frozen=True, kw_only=True)
class TakesTakenIn(Event, kind="initiatives.takes_taken_in"):
    """An import said what initiatives take; it belongs to the history of each."""

    batch: int
    changed: tuple[int, ...]

    def about(self) -> tuple[Ref, ...]:
        return (Ref("batch", self.batch), *(initiative_ref(key) for key in self.changed))

    def sentence(self) -> str:
        return f"took in by an import what {len(self.changed)} initiatives take, and what comes first"


@dataclass(frozen=True, kw_only=True)
class RecordedTakenIn(Event, kind="initiatives.recorded_taken_in"):
    """Accepted concentrations, or answers to clients, came in with a whole company."""

    batch: int
    acceptances: int
    answers: int

    def about(self) -> tuple[Ref, ...]:
        return (Ref("batch", self.batch),)

    def sentence(self) -> str:
        if self.answers:
            return f"took in {self.answers} answers to what clients said"
        return f"took in {self.acceptances} accepted concentrations"
