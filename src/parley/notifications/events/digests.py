"""What can happen to digests, and to what somebody chose of their mails."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.notifications.terms.digests import Rhythm, Stops, mails_ref
from parley.people.terms import person_ref

# What happens with every mail names nobody in its sentence: a person who is named is looked up for the search index.
STOPPED = {Stops.DIGEST: "the digest", Stops.NEWS: "news at once", Stops.MINUTES: "minutes"}


@dataclass(frozen=True, kw_only=True)
class MailsEvent(Event):
    """Something about the mails of one person."""

    person: int

    def about(self) -> tuple[Ref, ...]:
        """What they chose of them."""
        return (mails_ref(self.person),)


@dataclass(frozen=True, kw_only=True)
class MailsChosen(MailsEvent, kind="mails.chosen"):
    """Somebody chose which mails they get and when."""

    rhythm: Rhythm
    weekdays: tuple[int, ...]
    hour: int
    news: bool
    minutes: bool

    def sentence(self) -> str:
        """Say what."""
        words = {Rhythm.WORKING_DAYS: "each working day", Rhythm.DAYS: "on chosen days", Rhythm.WEEKLY: "once a week"}
        digest = f"{words[self.rhythm]} at {self.hour}:00" if self.rhythm in words else "never"
        news, minutes = ("with" if self.news else "without"), ("with" if self.minutes else "without")
        return f"chose a digest {digest}, {news} news at once, {minutes} minutes"


@dataclass(frozen=True, kw_only=True)
class MailsStopped(MailsEvent, kind="mails.stopped"):
    """Somebody turned a kind of mail off by the link in one."""

    stops: Stops

    def sentence(self) -> str:
        """Say which."""
        return f"turned {STOPPED[self.stops]} by mail off for {person_ref(self.person).mark}"


@dataclass(frozen=True, kw_only=True)
class StopLinkMade(MailsEvent, kind="mails.link_made"):
    """A link that turns a kind of mail off was made for a mail."""

    stops: Stops

    def sentence(self) -> str:
        """Say so."""
        return f"made a link that turns {STOPPED[self.stops]} by mail off"


@dataclass(frozen=True, kw_only=True)
class DigestSent(MailsEvent, kind="digest.sent"):
    """Somebody was sent a digest."""

    notices: int

    def sentence(self) -> str:
        """Say so."""
        return "sent a digest"


@dataclass(frozen=True, kw_only=True)
class ManyEvent(Event):
    """Something about the digests of many."""

    people: int

    def about(self) -> tuple[Ref, ...]:
        """No thing in particular."""
        return (Ref("digests", 0),)

    @property
    def whom(self) -> str:
        """How many."""
        return f"{self.people} {'person' if self.people == 1 else 'people'}"


@dataclass(frozen=True, kw_only=True)
class DigestsBegun(ManyEvent, kind="digests.begun"):
    """People who came into a group get a digest once a week from now on."""

    def sentence(self) -> str:
        """Say how many."""
        return f"began a weekly digest for {self.whom}"


@dataclass(frozen=True, kw_only=True)
class DigestsPlanned(ManyEvent, kind="digests.planned"):
    """Digests were due and are made next."""

    def sentence(self) -> str:
        """Say how many."""
        return f"planned the digests of {self.whom}"


@dataclass(frozen=True, kw_only=True)
class DigestMoved(MailsEvent, kind="digest.moved"):
    """Somebody's next digest comes at another moment, because their clock is another."""

    def sentence(self) -> str:
        """Say so."""
        return f"moved the digest of {person_ref(self.person).mark} to their clock"


@dataclass(frozen=True, kw_only=True)
class StopLinksSwept(Event, kind="mails.links_swept"):
    """Links of old mails were thrown away."""

    links: int

    def about(self) -> tuple[Ref, ...]:
        """No thing in particular."""
        return (Ref("digests", 0),)

    def sentence(self) -> str:
        """Say how many."""
        return f"threw away {self.links} {'link' if self.links == 1 else 'links'} of old mails"
