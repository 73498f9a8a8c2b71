"""What can happen to a written round on a decision. No event says who wrote a note, or that one was written."""

from dataclasses import dataclass

from parley.decisions.events.told import DecisionEvent


@dataclass(frozen=True, kw_only=True)
class DecisionRoundOpened(DecisionEvent, kind="decision.round_opened"):
    """The group is asked to write, without names."""

    round: int

    def sentence(self) -> str:
        return f"opened a written round without names on {self.mark}"


@dataclass(frozen=True, kw_only=True)
class DecisionRoundClosed(DecisionEvent, kind="decision.round_closed"):
    """A round was closed; of its notes the ledger knows how many there are, and nothing else."""

    round: int
    notes: int
    unshown: int = 0  # notes that were so few that they were let go of

    def sentence(self) -> str:
        if self.unshown:
            return f"closed the written round on {self.mark}; too few notes came in, and none is shown"
        notes = f"with {self.notes} notes" if self.notes > 1 else "with one note" if self.notes else "without a note"
        return f"closed the written round on {self.mark}, {notes}"
