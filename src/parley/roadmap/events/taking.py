"""What can happen to what an initiative takes: team-weeks, what it needs first, what excludes it."""

from dataclasses import dataclass
from decimal import Decimal

from parley.ledger.terms import Ref
from parley.roadmap.events.plans import InitiativeEvent
from parley.roadmap.terms import initiative_ref


@dataclass(frozen=True, kw_only=True)
class Estimated(InitiativeEvent, kind="initiative.estimated"):
    """An initiative is thought to take so many team-weeks still; None where nobody says any more."""

    before: Decimal | None
    after: Decimal | None

    def sentence(self) -> str:
        if self.after is None:
            return f"no longer says how many team-weeks {self.mark} takes"
        instead = f" instead of {self.before:f}" if self.before is not None else ""
        return f"estimated that {self.mark} still takes {self.after:f} team-weeks{instead}"


@dataclass(frozen=True, kw_only=True)
class Tied(InitiativeEvent, kind="initiative.tied"):
    """An initiative needs others first, or is excluded by others."""

    needs: tuple[int, ...]
    excludes: tuple[int, ...]

    def about(self) -> tuple[Ref, ...]:
        return (initiative_ref(self.initiative), *map(initiative_ref, (*self.needs, *self.excludes)))

    def sentence(self) -> str:
        needs = f"needs {_marks(self.needs)} first" if self.needs else "needs nothing first"
        return f"{self.mark} {needs}" + (f", and excludes {_marks(self.excludes)}" if self.excludes else "")


def _marks(keys: tuple[int, ...]) -> str:
    return " and ".join(initiative_ref(key).mark for key in keys)
