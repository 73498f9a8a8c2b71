"""What can happen to the solutions of an initiative."""

from dataclasses import dataclass

from parley.ledger.terms import Ref
from parley.roadmap.events.plans import InitiativeEvent
from parley.roadmap.terms import initiative_ref
from parley.roadmap.terms.solutions import solution_ref


@dataclass(frozen=True, kw_only=True)
class SolutionEvent(InitiativeEvent):
    """Something happened to one way of doing an initiative."""

    solution: int

    @property
    def named(self) -> str:
        """The solution and its initiative, as a sentence names them."""
        return f"{solution_ref(self.solution).mark} for {self.mark}"

    def about(self) -> tuple[Ref, ...]:
        return (initiative_ref(self.initiative), solution_ref(self.solution))


@dataclass(frozen=True, kw_only=True)
class SolutionProposed(SolutionEvent, kind="solution.proposed"):
    """Somebody wrote down a way of doing it."""

    def sentence(self) -> str:
        return f"proposed the solution {self.named}"


@dataclass(frozen=True, kw_only=True)
class SolutionRewritten(SolutionEvent, kind="solution.rewritten"):
    """Somebody wrote it differently."""

    def sentence(self) -> str:
        return f"wrote the solution {self.named} differently"


@dataclass(frozen=True, kw_only=True)
class SolutionWithdrawn(SolutionEvent, kind="solution.withdrawn"):
    """It is not compared any more."""

    def sentence(self) -> str:
        return f"withdrew the solution {self.named}"


@dataclass(frozen=True, kw_only=True)
class SolutionChosen(SolutionEvent, kind="solution.chosen"):
    """One was chosen, perhaps in the place of another."""

    against: tuple[int, ...]
    instead_of: int | None = None

    def about(self) -> tuple[Ref, ...]:
        return (*super().about(), *(solution_ref(key) for key in self.against))

    def sentence(self) -> str:
        before = f" instead of {solution_ref(self.instead_of).mark}" if self.instead_of else ""
        return f"chose the solution {self.named}{before}, of {len(self.against) + 1}"
