"""What can happen to people."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.people.terms import Duty, Side, person_ref


@dataclass(frozen=True, kw_only=True)
class PersonEvent(Event):
    """Something happened to a person."""

    person: int

    def about(self) -> tuple[Ref, ...]:
        """The person."""
        return (person_ref(self.person),)


@dataclass(frozen=True, kw_only=True)
class PersonJoined(PersonEvent, kind="person.joined"):
    """Somebody came into Parley."""

    def sentence(self) -> str:
        """Say so."""
        return f"added {person_ref(self.person).mark}"


@dataclass(frozen=True, kw_only=True)
class PersonChanged(PersonEvent, kind="person.changed"):
    """Facts about somebody changed; `fields` names which."""

    fields: tuple[str, ...]

    def sentence(self) -> str:
        """Say which facts."""
        return f"changed {' and '.join(self.fields).replace('_', ' ')} of {person_ref(self.person).mark}"


@dataclass(frozen=True, kw_only=True)
class PersonLeft(PersonEvent, kind="person.left"):
    """Somebody left the company; every session and link of theirs ended."""

    def sentence(self) -> str:
        """Say so."""
        return f"noted that {person_ref(self.person).mark} left the company"


@dataclass(frozen=True, kw_only=True)
class PersonReturned(PersonEvent, kind="person.returned"):
    """Somebody who had left is back."""

    def sentence(self) -> str:
        """Say so."""
        return f"noted that {person_ref(self.person).mark} is back"


@dataclass(frozen=True, kw_only=True)
class OperationsGiven(PersonEvent, kind="person.operations"):
    """Somebody may, or may no longer, administer Parley."""

    given: bool

    def sentence(self) -> str:
        """Say which."""
        mark = person_ref(self.person).mark
        return f"made {mark} product operations" if self.given else f"ended product operations for {mark}"


@dataclass(frozen=True, kw_only=True)
class PasswordSet(PersonEvent, kind="person.password_set"):
    """Somebody chose a password; sessions elsewhere ended."""

    def sentence(self) -> str:
        """Say so."""
        return "chose a new password"


@dataclass(frozen=True, kw_only=True)
class SessionsEnded(PersonEvent, kind="person.sessions_ended"):
    """Somebody was signed out everywhere."""

    def sentence(self) -> str:
        """Say so."""
        return f"signed {person_ref(self.person).mark} out everywhere"


@dataclass(frozen=True, kw_only=True)
class LinkSent(PersonEvent, kind="person.link_sent"):
    """A link to sign in was asked for."""

    def sentence(self) -> str:
        """Say so."""
        return f"sent {person_ref(self.person).mark} a link to sign in"


@dataclass(frozen=True, kw_only=True)
class SignedIn(PersonEvent, kind="person.signed_in"):
    """Somebody signed in."""

    by: str

    def sentence(self) -> str:
        """Say how."""
        return f"signed in by {self.by}"


@dataclass(frozen=True, kw_only=True)
class CaughtUp(PersonEvent, kind="person.caught_up"):
    """Somebody said they have read what changed."""

    def sentence(self) -> str:
        """Say so."""
        return "caught up with what changed"


@dataclass(frozen=True, kw_only=True)
class FunctionKept(Event, kind="function.kept"):
    """A function was added or changed."""

    function: int
    side: Side
    duty: Duty = Duty.NONE

    def about(self) -> tuple[Ref, ...]:
        """The function."""
        return (Ref("function", self.function),)

    def sentence(self) -> str:
        """Say which side it belongs to."""
        does = {Duty.APPROVES_WORDS: ", approving words for clients", Duty.CHECKS_LAW: ", checking them for the law"}
        return f"put {Ref('function', self.function).mark} on the {self.side} side{does.get(self.duty, '')}"


@dataclass(frozen=True, kw_only=True)
class RegionKept(Event, kind="region.kept"):
    """A region was added or renamed."""

    region: int

    def about(self) -> tuple[Ref, ...]:
        """The region."""
        return (Ref("region", self.region),)

    def sentence(self) -> str:
        """Say so."""
        return f"added or renamed {Ref('region', self.region).mark}"


@dataclass(frozen=True, kw_only=True)
class PeopleTakenIn(Event, kind="people.taken_in"):
    """Many people came in, or changed, by one import."""

    batch: int
    added: int
    changed: int

    def about(self) -> tuple[Ref, ...]:
        """The import."""
        return (Ref("batch", self.batch),)

    def sentence(self) -> str:
        """Say how many."""
        return f"took in {self.added} people and changed {self.changed}"


@dataclass(frozen=True, kw_only=True)
class LinksSwept(Event, kind="links.swept"):
    """Links to sign in that had long passed were thrown away."""

    links: int

    def about(self) -> tuple[Ref, ...]:
        """Nothing in particular."""
        return ()

    def sentence(self) -> str:
        """Say how many."""
        return f"threw away {self.links} link{'' if self.links == 1 else 's'} to sign in that had passed"
