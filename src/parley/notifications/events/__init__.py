"""What can happen to notices."""

from dataclasses import dataclass

from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.notifications.terms import notice_ref
from parley.people.terms import person_ref


@dataclass(frozen=True, kw_only=True)
class PeopleTold(Event, kind="notice.told"):
    """People were told of an entry."""

    entry: int
    people: int

    def about(self) -> tuple[Ref, ...]:
        return (notice_ref(self.entry),)

    def sentence(self) -> str:
        return f"told {self.people} {'person' if self.people == 1 else 'people'} of entry {self.entry}"


@dataclass(frozen=True, kw_only=True)
class NoticesRead(Event, kind="notice.read"):
    """Somebody has read what they were told."""

    person: int
    notices: int

    def about(self) -> tuple[Ref, ...]:
        return (person_ref(self.person),)

    def sentence(self) -> str:
        return f"read {self.notices} {'notice' if self.notices == 1 else 'notices'}"


@dataclass(frozen=True, kw_only=True)
class NoticesMailed(NoticesRead, kind="notice.mailed"):
    """What somebody was told was put into one mail to them."""

    def sentence(self) -> str:
        return f"put {self.notices} {'notice' if self.notices == 1 else 'notices'} into a mail"


@dataclass(frozen=True, kw_only=True)
class NoticesLeft(NoticesRead, kind="notice.left_to_digest"):
    """What somebody was to be mailed waits for Today and their digest instead: they turned such mail off."""

    def sentence(self) -> str:
        return f"left {self.notices} {'notice' if self.notices == 1 else 'notices'} to the digest"


@dataclass(frozen=True, kw_only=True)
class WorkRetried(Event, kind="work.retried"):
    """Work that had kept failing was given another round of tries."""

    work: int

    def about(self) -> tuple[Ref, ...]:
        return (Ref("work", self.work),)

    def sentence(self) -> str:
        return f"asked for another try of background work {self.work}"


@dataclass(frozen=True, kw_only=True)
class WaitingFeedMade(Event, kind="waiting_feed.made"):
    """Somebody asked for addresses at which other programs read what waits for them, or for others in their place."""

    person: int
    new: bool

    def about(self) -> tuple[Ref, ...]:
        return (person_ref(self.person),)

    def sentence(self) -> str:
        whose = person_ref(self.person).mark
        return f"{'made' if self.new else 'changed'} the addresses at which programs read what waits for {whose}"


@dataclass(frozen=True, kw_only=True)
class WaitingFeedEnded(Event, kind="waiting_feed.ended"):
    """Such addresses were ended: what read them finds nothing there."""

    person: int

    def about(self) -> tuple[Ref, ...]:
        return (person_ref(self.person),)

    def sentence(self) -> str:
        return f"ended the addresses at which programs read what waits for {person_ref(self.person).mark}"


@dataclass(frozen=True, kw_only=True)
class AllWorkRetried(Event, kind="work.all_retried"):
    """All work that had kept failing was given another round of tries."""

    pieces: int

    def about(self) -> tuple[Ref, ...]:
        return (Ref("work", 0),)

    def sentence(self) -> str:
        return f"asked for another try of {self.pieces} {'piece' if self.pieces == 1 else 'pieces'} of background work"
