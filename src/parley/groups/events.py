"""What can happen to areas, teams and groups."""

from dataclasses import dataclass
from datetime import date

from parley.groups.terms import MemberKind, area_ref, shift_ref, team_ref
from parley.kernel.spans import spoken_day
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.people.terms import person_ref


@dataclass(frozen=True, kw_only=True)
class AreaEvent(Event):
    """Something happened to an area or its group."""

    area: int

    def about(self) -> tuple[Ref, ...]:
        """The area."""
        return (area_ref(self.area),)


@dataclass(frozen=True, kw_only=True)
class AreaOpened(AreaEvent, kind="area.opened"):
    """A product area and its strategy group began."""

    def sentence(self) -> str:
        """Say so."""
        return f"opened the area {area_ref(self.area).mark} with its group"


@dataclass(frozen=True, kw_only=True)
class AreaChanged(AreaEvent, kind="area.changed"):
    """Name, charter or the days a topic has were changed."""

    fields: tuple[str, ...]

    def sentence(self) -> str:
        """Say which."""
        return f"changed the {' and '.join(self.fields).replace('_', ' ')} of {area_ref(self.area).mark}"


@dataclass(frozen=True, kw_only=True)
class AreaDissolved(AreaEvent, kind="area.dissolved"):
    """An area ended; what it had went to another."""

    heir: int

    def about(self) -> tuple[Ref, ...]:
        """Both areas."""
        return (area_ref(self.area), area_ref(self.heir))

    def sentence(self) -> str:
        """Say where its things went."""
        return f"dissolved {area_ref(self.area).mark} and handed what it had to {area_ref(self.heir).mark}"


@dataclass(frozen=True, kw_only=True)
class DeciderNamed(AreaEvent, kind="area.decider_named"):
    """An area got a decider, or has none for now."""

    person: int | None

    def about(self) -> tuple[Ref, ...]:
        """The area and the person."""
        return (area_ref(self.area), *((person_ref(self.person),) if self.person else ()))

    def sentence(self) -> str:
        """Say who."""
        if self.person is None:
            return f"left {area_ref(self.area).mark} without a decider for now"
        return f"named {person_ref(self.person).mark} as the decider of {area_ref(self.area).mark}"


@dataclass(frozen=True, kw_only=True)
class BelongingEvent(AreaEvent):
    """Somebody's place in a group changed."""

    person: int

    def about(self) -> tuple[Ref, ...]:
        """The area and the person."""
        return (area_ref(self.area), person_ref(self.person))


@dataclass(frozen=True, kw_only=True)
class MemberAdded(BelongingEvent, kind="group.member_added"):
    """Somebody came into a group, or changed between core and on call."""

    member_kind: MemberKind

    def sentence(self) -> str:
        """Say how they belong."""
        how = "a core member" if self.member_kind is MemberKind.CORE else "on call"
        return f"made {person_ref(self.person).mark} {how} of {area_ref(self.area).mark}"


@dataclass(frozen=True, kw_only=True)
class MemberRemoved(BelongingEvent, kind="group.member_removed"):
    """Somebody is no longer in a group."""

    def sentence(self) -> str:
        """Say so."""
        return f"ended the membership of {person_ref(self.person).mark} in {area_ref(self.area).mark}"


@dataclass(frozen=True, kw_only=True)
class FacilitatorNamed(BelongingEvent, kind="group.facilitator"):
    """Somebody runs the group's meetings, or no longer."""

    named: bool

    def sentence(self) -> str:
        """Say which."""
        what = "named {} as a facilitator of {}" if self.named else "ended {} as a facilitator of {}"
        return what.format(person_ref(self.person).mark, area_ref(self.area).mark)


@dataclass(frozen=True, kw_only=True)
class ProductPersonNamed(BelongingEvent, kind="area.product_person"):
    """Somebody keeps the area's roadmap, or no longer."""

    named: bool

    def sentence(self) -> str:
        """Say which."""
        what = "let {} keep the roadmap of {}" if self.named else "ended {} keeping the roadmap of {}"
        return what.format(person_ref(self.person).mark, area_ref(self.area).mark)


@dataclass(frozen=True, kw_only=True)
class TeamKept(AreaEvent, kind="team.kept"):
    """A team was added or changed."""

    team: int

    def about(self) -> tuple[Ref, ...]:
        """The area and the team."""
        return (area_ref(self.area), team_ref(self.team))

    def sentence(self) -> str:
        """Say so."""
        return f"added or changed {team_ref(self.team).mark}"


@dataclass(frozen=True, kw_only=True)
class TeamClosed(AreaEvent, kind="team.closed"):
    """A team ended."""

    team: int

    def about(self) -> tuple[Ref, ...]:
        """The area and the team."""
        return (area_ref(self.area), team_ref(self.team))

    def sentence(self) -> str:
        """Say so."""
        return f"closed {team_ref(self.team).mark}"


@dataclass(frozen=True, kw_only=True)
class ShiftEvent(AreaEvent):
    """Something happened to a team that is lent by the area to another."""

    shift: int
    team: int
    borrower: int

    def about(self) -> tuple[Ref, ...]:
        """The shift, both areas and the team."""
        return (shift_ref(self.shift), area_ref(self.area), area_ref(self.borrower), team_ref(self.team))


@dataclass(frozen=True, kw_only=True)
class TeamLent(ShiftEvent, kind="shift.begun"):
    """A team, or part of it, is lent to another area."""

    amount: str
    first: date
    back_on: date
    decided_in: Ref | None = None

    def about(self) -> tuple[Ref, ...]:
        """The same, and the decision that caused it."""
        return (*super().about(), *((self.decided_in,) if self.decided_in else ()))

    def sentence(self) -> str:
        """Say how much, and for how long."""
        part = f"{self.amount} of " if "%" in self.amount else f"{self.amount} team-weeks a week of "
        what = f"{'' if self.amount == '100%' else part}{team_ref(self.team).mark}"
        cause = f", as decided in {self.decided_in.mark}" if self.decided_in else ""
        when = f"from {spoken_day(self.first)} until it is back on {spoken_day(self.back_on)}"
        return f"lent {what} to {area_ref(self.borrower).mark} {when}{cause}"


@dataclass(frozen=True, kw_only=True)
class ShiftExtended(ShiftEvent, kind="shift.extended"):
    """A team stays with the other area for longer."""

    before: date
    back_on: date

    def sentence(self) -> str:
        """Say until when."""
        team, borrower = team_ref(self.team).mark, area_ref(self.borrower).mark
        return f"left {team} with {borrower} until {spoken_day(self.back_on)} instead of {spoken_day(self.before)}"


@dataclass(frozen=True, kw_only=True)
class ShiftEnded(ShiftEvent, kind="shift.ended"):
    """A team is back, on its day or before it; or it never went."""

    before: date
    back_on: date
    went: bool = True

    def sentence(self) -> str:
        """Say when, and when it was to be."""
        if not self.went:
            return f"kept {team_ref(self.team).mark} after all: it does not go to {area_ref(self.borrower).mark}"
        early = f"; it was to be back on {spoken_day(self.before)}" if self.back_on != self.before else ""
        shift = f"{team_ref(self.team).mark} to {area_ref(self.borrower).mark}"
        return f"ended the shift of {shift} on {spoken_day(self.back_on)}{early}"


@dataclass(frozen=True, kw_only=True)
class ShiftMoved(ShiftEvent, kind="shift.moved"):
    """One of the two areas was dissolved, and its heir takes its part in a shift."""

    def sentence(self) -> str:
        """Say between which."""
        lender, borrower = area_ref(self.area).mark, area_ref(self.borrower).mark
        return f"let the shift of {team_ref(self.team).mark} be one from {lender} to {borrower}"


@dataclass(frozen=True, kw_only=True)
class GroupsTakenIn(Event, kind="groups.taken_in"):
    """Groups and members came in, or changed, by one import."""

    batch: int
    groups: int
    members: int

    def about(self) -> tuple[Ref, ...]:
        """The import."""
        return (Ref("batch", self.batch),)

    def sentence(self) -> str:
        """Say how many."""
        return f"took in {self.groups} groups and {self.members} places in them"
