"""What can happen to what is known of a group's meetings."""

from dataclasses import dataclass

from parley.groups.terms import area_ref
from parley.ledger.events import Event
from parley.ledger.terms import Ref


@dataclass(frozen=True, kw_only=True)
class CountedAsHeld(Event, kind="meetings.counted_as_held"):
    """Meetings for which nobody made an agenda were held all the same."""

    area: int
    meetings: int

    def about(self) -> tuple[Ref, ...]:
        """The group."""
        return (area_ref(self.area),)

    def sentence(self) -> str:
        """Say how many."""
        many = "1 meeting" if self.meetings == 1 else f"{self.meetings} meetings"
        return f"noted that {many} of {area_ref(self.area).mark} without an agenda were held"
