"""Who is to be invited, what each was sent, and what they replied."""

import base64
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac

from parley.groups.queries import insiders_of
from parley.meetings.models import CalledIn, Invitation, Meeting, Reply
from parley.meetings.queries.facts import meeting_facts, slots_of
from parley.meetings.queries.seats import comers_to
from parley.meetings.rules import wanted_seats
from parley.meetings.terms import MeetingState
from parley.meetings.terms.invitations import Coming, Replied, Seat, Time
from parley.people.queries import hash_of, people_in_the_company
from parley.prepared import prepared

SIGNS = 32  # of a token: 160 bits


def token_of(seed: str, use: str) -> str:
    """Make the token of a seed for one use: small letters and digits, so that an address can hold it."""
    made = salted_hmac(f"parley.meetings.{use}", seed, algorithm="sha256").digest()
    return base64.b32encode(made).decode().lower()[:SIGNS]


def uid_of(meeting: int, item: int = 0) -> str:
    """Give the name under which all calendars know a meeting, or one item of it, for ever."""
    made = salted_hmac("parley.meetings.uid", f"{meeting}:{item}", algorithm="sha256").hexdigest()
    return f"{made[:32]}@parley"


def wanted_for(meeting: Meeting, at: datetime) -> dict[Seat, Time] | None:
    """Say who is to be invited for what now; None when nothing is to be changed. Four queries at most."""
    facts = meeting_facts(meeting)
    if meeting.state is not MeetingState.PUBLISHED:
        return wanted_seats(facts, (), (), at)
    here = people_in_the_company().exclude(email=None)
    comes = comers_to(meeting.pk, meeting.area_id) | _declined(meeting.pk, meeting.area_id)
    group = here.filter(comes).values_list("pk", flat=True)
    boxes = {slot.item: slot for slot in slots_of(meeting)}
    calls = CalledIn.objects.filter(item__meeting=meeting, person__in=here.values("pk")).values_list("person", "item")
    called = [(person, item, boxes[item].begins, boxes[item].minutes) for person, item in calls]
    return wanted_seats(facts, group, called, at)


def _declined(meeting: int, area: int) -> Q:
    """Say as a condition on people who of a group was invited and cannot come: they said so, and need not be told."""
    no = Reply.objects.filter(meeting=meeting, item=0, coming=Coming.NO).values("person")
    invited = Invitation.objects.filter(meeting=meeting, item=0, taken_back=False, person__in=no)
    return insiders_of(area) & Q(pk__in=invited.values("person"))


def invitations_to(meeting: Meeting) -> QuerySet[Invitation]:
    """All that was ever sent for a meeting, locked until the transaction ends."""
    return Invitation.objects.select_for_update().filter(meeting=meeting)


def is_invited(meeting: Meeting, seat: Seat) -> bool:
    """Whether somebody may say that they come: as one of the group, to either sitting, or for an item."""
    if seat.item:
        return CalledIn.objects.filter(item=seat.item, item__meeting=meeting, person=seat.person).exists()
    return people_in_the_company().filter(insiders_of(meeting.area_id), pk=seat.person).exists()


def starts_of(meeting: Meeting, seat: Seat) -> datetime:
    """Give when somebody is asked to be there: at the meeting's begin, or their item's."""
    if not seat.item:
        return meeting.starts_at
    begins = next((slot.begins for slot in slots_of(meeting) if slot.item == seat.item), 0)
    return meeting.starts_at + timedelta(minutes=begins)


def invitation_by_link(token: str) -> Invitation | None:
    """The invitation whose mail held a link, unless its person has left."""
    return _invitations().filter(link_hash=hash_of(token)).first()


def invitation_by_address(token: str) -> Invitation | None:
    """The invitation that was sent from an address, unless its person has left."""
    return _invitations().filter(address_hash=hash_of(token.lower())).first()


def invitation_to_send(key: int) -> Invitation | None:
    """An invitation with its meeting and person, unless the person has left."""
    return _invitations().filter(pk=key).first()


def _invitations() -> QuerySet[Invitation]:
    related = "meeting__area", "person__function", "person__region"
    return Invitation.objects.select_related(*related).filter(person__left_on=None)


def replies_to(meeting: int) -> list[Replied]:
    """What people said about a meeting or an item of it, at whatever hour it was then. One query."""
    return [Replied(Seat(person, item), coming, asked_for) for person, item, coming, asked_for in _replies(meeting)]


@prepared
def _replies(meeting: int) -> QuerySet[Reply, tuple[int, int, Coming, datetime]]:
    return Reply.objects.filter(meeting=meeting).values_list("person", "item", "coming", "starts_at")


def reply_of(invitation: Invitation) -> Coming | None:
    """What somebody replied to the entry they were sent, at the hour it has now."""
    rows = Reply.objects.filter(meeting=invitation.meeting, item=invitation.item, person=invitation.person)
    return rows.filter(starts_at=invitation.starts_at).values_list("coming", flat=True).first()


def meetings_ahead(areas: Iterable[int] | None, at: datetime) -> list[int]:
    """The keys of published meetings to come, of some areas or of all."""
    rows = Meeting.objects.filter(state=MeetingState.PUBLISHED, starts_at__gt=at)
    if areas is not None:
        rows = rows.filter(area__in=set(areas))
    return list(rows.order_by("starts_at").values_list("pk", flat=True))


def start_before(meeting: Meeting) -> datetime | None:
    """When the meeting before was, of the same series and sitting; one that was cancelled was none."""
    if meeting.series_id is None:
        return None
    rows = Meeting.objects.filter(series=meeting.series_id, sitting=meeting.sitting, starts_at__lt=meeting.starts_at)
    rows = rows.exclude(state=MeetingState.CANCELLED).order_by("-starts_at")
    return rows.values_list("starts_at", flat=True).first()


def meeting_to_invite(key: int) -> Meeting | None:
    """A meeting by its key."""
    return Meeting.objects.select_related("area").filter(pk=key).first()
