"""What can happen to an initiative when a team is lent."""

from dataclasses import dataclass

from parley.groups.terms import shift_ref
from parley.roadmap.events.plans import InitiativeEvent
from parley.roadmap.terms import initiative_ref
from parley.roadmap.terms.shifts import Part

WORDS = {
    Part.WAITS: "noted that {0} waits while {1} is lent",
    Part.STOPS: "noted that {0} was stopped because {1} is lent",
    Part.GAINS: "noted that {1} is lent for {0}",
}


@dataclass(frozen=True, kw_only=True)
class PartOfShift(InitiativeEvent, kind="initiative.part_of_shift"):
    """An initiative waits, was stopped, or gains, because a team is lent."""

    shift: int
    part: Part

    def sentence(self) -> str:
        """Say which."""
        return WORDS[self.part].format(initiative_ref(self.initiative).mark, shift_ref(self.shift).mark)
