"""What can happen in disclosure: words come and go, clients are told, and what they were told is corrected."""

from dataclasses import dataclass

from parley.clients.terms import client_ref
from parley.disclosure.terms import (
    Closing,
    Ending,
    NoLonger,
    Told,
    correction_ref,
    share_link_ref,
    statement_ref,
    talk_track_ref,
)
from parley.ledger.events import Event
from parley.ledger.terms import Ref
from parley.roadmap.terms import initiative_ref

WHOM = {Told.NOBODY: "nobody", Told.NAMED_CLIENTS: "named clients", Told.ANY_CLIENT: "any client"}


@dataclass(frozen=True, kw_only=True)
class InitiativeEvent(Event):
    """Something happened to what clients may know, or were told, of an initiative."""

    initiative: int

    @property
    def mark(self) -> str:
        """The initiative, as a sentence names it."""
        return initiative_ref(self.initiative).mark

    def about(self) -> tuple[Ref, ...]:
        return (initiative_ref(self.initiative),)


@dataclass(frozen=True, kw_only=True)
class TalkTrackEvent(InitiativeEvent):
    """Something happened to the words for clients about an initiative."""

    track: int

    def about(self) -> tuple[Ref, ...]:
        return (initiative_ref(self.initiative), talk_track_ref(self.track))


@dataclass(frozen=True, kw_only=True)
class TalkTrackDrafted(TalkTrackEvent, kind="talk_track.drafted"):
    """Words for clients were drafted, or drafted anew."""

    whom: Told

    def sentence(self) -> str:
        return f"drafted words about {self.mark} for {WHOM[self.whom]}"


@dataclass(frozen=True, kw_only=True)
class TalkTrackApproved(TalkTrackEvent, kind="talk_track.approved"):
    """Words for clients were approved; `in_force` once nobody else has to."""

    in_force: bool
    legal: bool

    def sentence(self) -> str:
        so = "they may be said from now on" if self.in_force else "somebody else has to approve them too"
        return f"approved the words for clients about {self.mark}{' for legal' if self.legal else ''}; {so}"


@dataclass(frozen=True, kw_only=True)
class TalkTrackEnded(TalkTrackEvent, kind="talk_track.ended"):
    """Words for clients may not be said any more."""

    ending: Ending

    def sentence(self) -> str:
        words = {
            Ending.SUPERSEDED: f"put new words for clients in the place of those about {self.mark}",
            Ending.WITHDRAWN: f"withdrew the words for clients about {self.mark}",
            Ending.EXPIRED: f"let the words for clients about {self.mark} expire",
            Ending.DROPPED: f"dropped the draft of words for clients about {self.mark}",
        }
        return words[self.ending]


@dataclass(frozen=True, kw_only=True)
class TellingOverrideGiven(InitiativeEvent, kind="telling.override_given"):
    """Words may go further than the stage allows."""

    whom: Told

    def sentence(self) -> str:
        return f"let words about {self.mark} go further than its stage allows, to {WHOM[self.whom]}"


@dataclass(frozen=True, kw_only=True)
class TellingOverrideEnded(InitiativeEvent, kind="telling.override_ended"):
    """Words may go as far as the stage allows again, and no further."""

    def sentence(self) -> str:
        return f"let words about {self.mark} go no further than its stage allows again"


@dataclass(frozen=True, kw_only=True)
class StatementLogged(InitiativeEvent, kind="statement.logged"):
    """A client was told something."""

    statement: int
    client: int
    freely: bool

    def about(self) -> tuple[Ref, ...]:
        return (initiative_ref(self.initiative), statement_ref(self.statement), client_ref(self.client))

    def sentence(self) -> str:
        how = " in words of their own" if self.freely else ""
        return f"told {client_ref(self.client).mark} about {self.mark}{how}"


@dataclass(frozen=True, kw_only=True)
class ManyTold(InitiativeEvent, kind="statement.many_logged"):
    """Several clients were told the words in force at once, as in a business review."""

    clients: tuple[int, ...]
    review: bool = True

    def about(self) -> tuple[Ref, ...]:
        return (initiative_ref(self.initiative), *(client_ref(each) for each in self.clients))

    def sentence(self) -> str:
        n = len(self.clients)
        whom = client_ref(self.clients[0]).mark if n == 1 else f"{n} clients"
        return f"told {whom} about {self.mark}{' in a review' if self.review else ''}"


@dataclass(frozen=True, kw_only=True)
class StatementsTakenIn(Event, kind="statement.taken_in"):
    """Many statements of the past came in at once."""

    added: int
    source: str

    def about(self) -> tuple[Ref, ...]:
        return (Ref("statements", 0),)

    def sentence(self) -> str:
        return f"took in {self.added} statement{'' if self.added == 1 else 's'} of the past from {self.source}"


@dataclass(frozen=True, kw_only=True)
class WordsTakenIn(Event, kind="talk_track.taken_in"):
    """Words for clients came in with a whole company, or how far they may go."""

    batch: int
    tracks: int
    overrides: int

    def about(self) -> tuple[Ref, ...]:
        return (Ref("batch", self.batch),)

    def sentence(self) -> str:
        if self.overrides:
            return f"took in {self.overrides} overrides of what clients may be told"
        return f"took in words for clients: {self.tracks} talk tracks"


@dataclass(frozen=True, kw_only=True)
class CorrectionsTakenIn(Event, kind="correction.taken_in"):
    """Corrections came in with a whole company."""

    batch: int
    added: int

    def about(self) -> tuple[Ref, ...]:
        return (Ref("batch", self.batch),)

    def sentence(self) -> str:
        return f"took in {self.added} corrections, as they were recorded"


@dataclass(frozen=True, kw_only=True)
class WordsLost(InitiativeEvent, kind="statement.words_lost"):
    """Clients were told words that may not be said to them any more, or may be said again."""

    lost: int
    again: int

    def sentence(self) -> str:
        return f"took back what {self.lost} and gave back what {self.again} clients were told about {self.mark}"


@dataclass(frozen=True, kw_only=True)
class CorrectionEvent(Event):
    """Something happened to the task of telling a client that a statement no longer holds."""

    correction: int
    initiative: int
    client: int

    def about(self) -> tuple[Ref, ...]:
        return (correction_ref(self.correction), initiative_ref(self.initiative), client_ref(self.client))

    @property
    def whom(self) -> str:
        """Client and initiative, as a sentence names them."""
        return f"{client_ref(self.client).mark} about {initiative_ref(self.initiative).mark}"


@dataclass(frozen=True, kw_only=True)
class CorrectionOpened(CorrectionEvent, kind="correction.opened"):
    """What a client was told no longer holds."""

    why: NoLonger
    days: int = 0

    def sentence(self) -> str:
        by = f", by {self.days} days" if self.days else ""
        if self.why in {NoLonger.EARLY, NoLonger.TOO_SURE}:
            return f"found that more was told to {self.whom} than held: {self.why.replace('_', ' ')}{by}"
        return f"broke what was told to {self.whom}: {self.why.replace('_', ' ')}{by}"


@dataclass(frozen=True, kw_only=True)
class CorrectionChanged(CorrectionEvent, kind="correction.changed"):
    """Why it no longer holds changed before the client was told."""

    why: NoLonger
    days: int = 0

    def sentence(self) -> str:
        by = f", by {self.days} days" if self.days else ""
        return f"changed what has to be corrected with {self.whom}: {self.why.replace('_', ' ')}{by}"


@dataclass(frozen=True, kw_only=True)
class CorrectionReminded(CorrectionEvent, kind="correction.reminded"):
    """Whoever looks after the client was reminded."""

    def sentence(self) -> str:
        return f"reminded that {self.whom} has to hear a correction"


@dataclass(frozen=True, kw_only=True)
class CorrectionClosed(CorrectionEvent, kind="correction.closed"):
    """It was corrected, need not be, or holds again."""

    closing: Closing

    def sentence(self) -> str:
        words = {
            Closing.TOLD: f"corrected what was told to {self.whom}",
            Closing.NOT_NEEDED: f"saw no need to correct what was told to {self.whom}",
            Closing.HOLDS_AGAIN: f"made hold again what was told to {self.whom}",
        }
        return words[self.closing]


@dataclass(frozen=True, kw_only=True)
class ShareLinkEvent(Event):
    """Something happened to a link by which a client reads a share card."""

    link: int
    client: int

    def about(self) -> tuple[Ref, ...]:
        return (share_link_ref(self.link), client_ref(self.client))

    @property
    def mark(self) -> str:
        """The client, as a sentence names it."""
        return client_ref(self.client).mark


@dataclass(frozen=True, kw_only=True)
class ShareLinkMade(ShareLinkEvent, kind="share_link.made"):
    """A client was given a link to a share card."""

    items: int

    def sentence(self) -> str:
        return (
            f"gave {self.mark} a link to a card that tells of {self.items} {'thing' if self.items == 1 else 'things'}"
        )


@dataclass(frozen=True, kw_only=True)
class ShareLinkEnded(ShareLinkEvent, kind="share_link.ended"):
    """A link was revoked."""

    def sentence(self) -> str:
        return f"ended a link that {self.mark} was given"


@dataclass(frozen=True, kw_only=True)
class ShareLinkViewed(ShareLinkEvent, kind="share_link.viewed"):
    """Somebody looked at a card through its link."""

    def sentence(self) -> str:
        return f"saw somebody look at a card that {self.mark} was given"
