"""Opening letters: who is proved to have sent one, about what, and what came with it. Nothing is changed here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parseaddr
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings

from parley.decisions.queries import decision_seen
from parley.kernel.refusals import Refused
from parley.ledger.terms import Ref
from parley.meetings.queries import invitation_by_address, uid_of
from parley.meetings.rules import replies_in, why_not_counted
from parley.notifications.models.letters import ReceivedLetter
from parley.notifications.queries.addresses import proven_by, tokens_in
from parley.notifications.rules.forwarding import forwarded_in
from parley.notifications.rules.letters import is_our_own, letter_of
from parley.notifications.terms.letters import MOST_FILES, NOTED, Became, Forwarded, LeftAlone, Letter
from parley.people.terms import Viewer
from parley.prepared import prepared_one
from parley.roadmap.queries import initiative_seen
from parley.search.queries.conversations import Talk, thread_seen
from parley.topics.queries import topic_seen
from parley.trials.queries.seeing import trial_seen
from parley.voices.rules.apart import attachable
from parley.voices.terms import Attachable, Limits

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parley.meetings.models import Invitation
    from parley.meetings.terms.invitations import Coming
    from parley.people.models import Person

SEEN: dict[str, Callable[[Viewer, int], Any]] = {
    "topic": topic_seen, "initiative": initiative_seen, "decision": decision_seen, "trial": trial_seen,
}  # fmt: skip
NOT_OURS = "This mail is no answer to one of ours. Answer the mail itself, from the address Parley knows you by."
TOO_MANY = (
    f"One mail brings {MOST_FILES} files along at most. Send this one with another mail, or attach it on the page."
)
CUT_OFF = (
    "Your mail is larger than Parley takes, so the files at its end were left out. Send them one by one, or smaller."
)
BY_ITSELF = (
    "This mail was written by no person, or comes from a list. Write it yourself, to the address you were given."
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter with whoever was proved to have sent it, and what came with it, made anew."""

    letter: Letter
    person: "Person"
    about: Ref | None  # what they answer to; none for a calendar’s reply
    files: tuple[Attachable, ...] = ()
    left_out: tuple[str, ...] = ()  # of each file that is not attached its name, and why
    passed_on: Forwarded | None = None  # what a client wrote, if they send that on
    invitation: "Invitation | None" = None
    coming: "Coming | None" = None


@dataclass(frozen=True, slots=True)
class Arriving:
    """What letters meet here: where answers go, the address people type, our own, and how much may be attached."""

    replies: str
    public_url: str
    sender: str  # whom our own mails are from
    limits: Limits


def arriving() -> Arriving:
    """Say what letters meet on this installation."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()
    return Arriving(settings.EMAIL_REPLIES.lower(), settings.PUBLIC_URL, sender, settings.ATTACHMENTS)


def opened(raw: bytes, here: Arriving, *, recipient: str = "", at: datetime) -> Opened:
    """Read a mail and find who sent it; `recipient` as the mail server knows it. Outside any transaction.

    A token they were given and the address in From must both say so. Raises LeftAlone for one of which nobody is told.
    """
    try:
        return _opened(raw, here, recipient, at)
    except Refused as refusal:
        raise LeftAlone(refusal.sentence) from refusal


def became_said(letter: Opened, became: Became | None) -> str:
    """Say what became of a letter, for whoever keeps the mail server: without its words, and without a name."""
    if became is None:
        return f"Left alone: person {letter.person.pk} sent this before, too late, or too many within an hour."
    return f"Taken from person {letter.person.pk}: {became}."


def _opened(raw: bytes, here: Arriving, recipient: str, at: datetime) -> Opened:
    letter = letter_of(raw, recipient=recipient)
    tokens = tokens_in(letter, replies=here.replies)
    invitation = next(filter(None, map(invitation_by_address, tokens)), None)
    if invitation is not None:
        return _replied(letter, invitation)
    proven = next(filter(None, (proven_by(each, sender=letter.sender, at=at) for each in tokens)), None)
    if proven is None:
        raise Refused(NOT_OURS)
    if letter.automatic or is_our_own(letter, urlsplit(here.public_url).hostname or ""):
        raise Refused(BY_ITSELF)
    if proven.about == NOTED:
        return Opened(letter, proven.person, NOTED, passed_on=_passed_on(letter, proven.person, here))
    files, left_out = _attachable(letter, here.limits)
    return Opened(letter, proven.person, proven.about, files, left_out)


def talk_answered(viewer: Viewer, about: Ref) -> Talk | None:
    """Give the conversation that an answer belongs to, if whoever answers may still see what it is about."""
    if about.kind == "thread":
        return thread_seen(viewer, about.key)
    row = SEEN[about.kind](viewer, about.key)
    return thread_seen(viewer, row.thread_id) if row else None


def _replied(letter: Letter, invitation: "Invitation") -> Opened:
    """Read what a calendar replies. Raises Refused for what does not count."""
    if not letter.calendar:
        raise Refused("This mail holds no reply of a calendar. Use the links in the invitation.")
    (reply, *_rest) = replies_in(letter.calendar)
    uid, address = uid_of(invitation.meeting_id, invitation.item), invitation.person.email or ""
    why = why_not_counted(reply, uid=uid, sequence=invitation.sequence, address=address, sender=letter.sender)
    if why or reply.coming is None:
        raise Refused(f"This reply is not counted: {why}. Use the links in the last invitation.")
    return Opened(letter, invitation.person, None, invitation=invitation, coming=reply.coming)


def _passed_on(letter: Letter, person: "Person", here: Arriving) -> Forwarded | None:
    """Find what a client wrote. Raises Refused where it is a mail of ours: our answer would be passed on as well."""
    found = letter.passed_on or forwarded_in(letter.text, own=(person.email or "").rpartition("@")[2].lower())
    if found and found.sender in {here.sender, here.replies}:
        raise Refused(BY_ITSELF)
    return found


def _attachable(letter: Letter, limits: Limits) -> tuple[tuple[Attachable, ...], tuple[str, ...]]:
    """Make those files of a letter anew that can be attached; of each other one give its name and the sentence why."""
    made, left_out = [], []
    for each in letter.enclosed[:MOST_FILES]:
        try:
            made.append(attachable(each.name, each.content, limits=limits))
        except Refused as refusal:
            left_out.append(f"{each.name}: {refusal.sentence}")
    left_out += [f"{each.name}: {TOO_MANY}" for each in letter.enclosed[MOST_FILES:]]
    return tuple(made), tuple(left_out if letter.whole else [*left_out, CUT_OFF])


@dataclass(frozen=True, slots=True)
class ToPlace:
    """What a client wrote that could not be placed, for whoever sent it on."""

    words: str
    said_on: date | None


def letter_to_place(viewer: Viewer, key: int) -> ToPlace | None:
    """Give what a mail held that somebody sent on, for them alone. One query."""
    row = _to_place(viewer, key)
    return ToPlace(row.words, row.said_on) if row else None


@prepared_one
def _to_place(viewer: Viewer, key: int) -> "QuerySet[ReceivedLetter]":
    return ReceivedLetter.objects.filter(person=viewer.person, pk=key).exclude(words="")


def letters_since(person: int, since: datetime) -> int:
    """How many letters of somebody were taken since a moment."""
    return ReceivedLetter.objects.filter(person=person, came_at__gt=since).count()
