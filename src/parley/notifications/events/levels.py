"""What can happen to levels: somebody says how much they want to hear."""

from dataclasses import dataclass

from parley.groups.terms import area_ref
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.notifications.terms import Level
from parley.people.terms import person_ref

HEARS = {
    Level.EVERYTHING: "everything",
    Level.CONCERNS: "what concerns them",
    Level.DECISIONS: "decisions only",
    Level.NOTHING: "nothing but what needs them",
    None: "what is usual",
}


@dataclass(frozen=True, kw_only=True)
class GroupHeard(Event, kind="level.of_group"):
    """Somebody said how much they want to hear of a group; none: what is usual for their place in it."""

    person: int
    area: int
    level: Level | None

    def about(self) -> tuple[Ref, ...]:
        return (person_ref(self.person),)  # what somebody wants to hear is theirs, and no part of the group’s history

    def sentence(self) -> str:
        return f"wants to hear {HEARS[self.level]} of {area_ref(self.area).mark}"


@dataclass(frozen=True, kw_only=True)
class ThingHeard(Event, kind="level.of_thing"):
    """Somebody said how much they want to hear of one thing; none: as much as of its group."""

    person: int
    thread: int
    level: Level | None
    on: Ref

    def about(self) -> tuple[Ref, ...]:
        return (person_ref(self.person),)  # as above

    def sentence(self) -> str:
        return f"wants to hear {HEARS[self.level]} of {self.on.mark}"
