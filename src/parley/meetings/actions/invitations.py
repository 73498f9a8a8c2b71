"""Changing who is invited to a meeting, and what they reply."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from parley.kernel.refusals import Refused
from parley.ledger.door import action, enqueue, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.events import PeopleInvited, ReplyGiven
from parley.meetings.models import Attendance, Invitation, Meeting, Reply
from parley.meetings.queries import invitations_to, is_invited, locked, meeting_facts, starts_of, token_of, wanted_for
from parley.meetings.terms import Presence
from parley.meetings.terms.invitations import Coming, Seat, Time
from parley.people.models import Person
from parley.people.queries import hash_of, is_self

SEED_BYTES = 32  # 256 random bits


@action
def revise_invitations(*, meeting: Meeting, actor: Actor, at: datetime) -> int:
    """Send invitations for what has changed since they were last sent; how many. Doing it again sends nothing.

    Nobody is invited before the agenda is published. Each change raises the number of that person's entry.
    """
    now = Meeting.objects.select_related("area").select_for_update(of=("self",)).get(pk=meeting.pk)
    wanted = wanted_for(now, at)
    if wanted is None:
        return 0
    rows = {Seat(row.person_id, row.item): row for row in invitations_to(meeting)}
    sent = {seat: None if row.taken_back else Time(row.starts_at, row.minutes) for seat, row in rows.items()}
    found = rules.revision(wanted, sent)
    made = [rows[seat] for seat in (*found.new, *found.changed, *found.gone) if seat in rows]
    for row in made:
        time = wanted.get(Seat(row.person_id, row.item))
        row.taken_back = time is None
        row.starts_at, row.minutes = (time.starts_at, time.minutes) if time else (row.starts_at, row.minutes)
        row.sequence += 1
    if made:
        Invitation.objects.bulk_update(made, ["taken_back", "starts_at", "minutes", "sequence"])
    made += _invite(meeting, {seat: wanted[seat] for seat in found.new if seat not in rows})
    for row in made:
        key = f"mail_invitation:{row.pk}:{row.sequence}"
        enqueue("mail_invitation", payload={"invitation": row.pk, "sequence": row.sequence}, unique_key=key)
    if made:
        counts = {"new": len(found.new), "changed": len(found.changed), "gone": len(found.gone)}
        record(PeopleInvited(meeting=meeting.pk, area=meeting.area_id, **counts))
    return len(made)


def _invite(meeting: Meeting, seats: Mapping[Seat, Time]) -> list[Invitation]:
    fresh = []
    for seat, time in seats.items():
        seed = secrets.token_urlsafe(SEED_BYTES)
        fresh.append(
            Invitation(
                meeting=meeting, item=seat.item, person_id=seat.person, starts_at=time.starts_at,
                minutes=time.minutes, seed=seed, link_hash=hash_of(token_of(seed, "link")),
                address_hash=hash_of(token_of(seed, "address")),
            )
        )  # fmt: skip
    return Invitation.objects.bulk_create(fresh) if fresh else []


@action
def reply_to_meeting(
    *, meeting: Meeting, person: Person, coming: Coming, item: int = 0, actor: Actor, at: datetime
) -> None:
    """Note whether somebody comes to a meeting, or to the one item they are called in for; the last word counts.

    Whoever cannot come to a whole meeting has sent their apologies. Raises Refused when they are not asked any more.
    """
    if not is_self(actor, person):
        raise Refused("Everybody replies for themselves. Ask them whether they come.")
    seat, row = Seat(person.pk, item), locked(meeting)
    rules.must_reply(meeting_facts(row), invited=is_invited(row, seat), at=at)
    starts_at = starts_of(row, seat)
    there = Reply.objects.filter(meeting=row, person=person, item=item).first()
    if there and (there.coming, there.starts_at) == (coming, starts_at):
        return
    reply = there or Reply(meeting=row, person=person, item=item)
    reply.coming, reply.starts_at, reply.said_at = coming, starts_at, at
    reply.save()
    if not item:
        sorry = Attendance.objects.filter(meeting=row, person=person, presence=Presence.APOLOGIES)
        if coming is not Coming.NO:
            sorry.delete()
        elif not Attendance.objects.filter(meeting=row, person=person).exists():
            Attendance.objects.create(meeting=row, person=person, presence=Presence.APOLOGIES)
    record(ReplyGiven(meeting=row.pk, area=row.area_id, person=person.pk, item=item, coming=coming))
