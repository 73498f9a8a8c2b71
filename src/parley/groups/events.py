"""What can happen to areas, teams and groups."""

from dataclasses import dataclass

from parley.groups.terms import MemberKind, area_ref, team_ref
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
