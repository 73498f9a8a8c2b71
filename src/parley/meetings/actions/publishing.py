"""Publishing minutes: what came of the meeting is kept as it stands, contributions are credited, and mails go out."""

from collections.abc import Sequence
from datetime import datetime

from parley.decisions.terms import Gift
from parley.groups.queries import acting
from parley.kernel.refusals import Refused, Stale
from parley.ledger.door import action, enqueue, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.events import MinutesAddedTo, MinutesPublished, MinutesSent
from parley.meetings.models import AgendaItem, Meeting, MinutesLine
from parley.meetings.queries import (
    contributions_used_in,
    is_seen,
    items_visible_to,
    lines_to_keep,
    locked,
    meeting_facts,
    minutes_to_send,
    readers_of_minutes,
    thing_of,
)
from parley.meetings.queries.minutes import draft_mark, minutes_of
from parley.meetings.terms import meeting_ref
from parley.meetings.terms.minutes import LineKind
from parley.people.models import Person
from parley.people.queries import names_of
from parley.voices.actions import credit


@action
def publish_minutes(
    *,
    meeting: Meeting,
    credits: Sequence[Gift] = (),  # noqa: A002 - the word of the house
    seen: str = "",
    actor: Person,
    at: datetime,
) -> Meeting:
    """Publish the minutes of a held meeting: from now on nobody changes them, and they go to who may see them.

    Raises Refused when they are published already, for who does not write them, and for what nobody gave; Stale when
    the draft was changed since the actor had `seen` it, which is its `draft_mark`.
    """
    viewer = acting(actor)
    row = locked(meeting)
    rules.must_publish_minutes(viewer, meeting_facts(row))
    if seen and seen != draft_mark(minutes_of(viewer, row)):
        sentence = "Somebody changed the draft meanwhile. Read it as it is now, then publish it."
        raise Stale(sentence, theirs="", yours="")
    given = list(dict.fromkeys(credits))
    if given and not set(given) <= {gift for each in contributions_used_in(viewer, row) for gift in each.gifts}:
        raise Refused("One of these contributions is not there any more. Choose again whom to credit.", field="credits")
    lines = MinutesLine.objects.bulk_create(lines_to_keep(row, given, at))
    row.minutes_published_at, row.minutes_published_by = at, actor
    row.version += 1
    row.save(update_fields=["minutes_published_at", "minutes_published_by", "version"])
    record(MinutesPublished(meeting=row.pk, area=row.area_id, lines=len(lines)))
    people = names_of(each.person for each in given)
    for each in given:
        credit(person=people[each.person], kind=each.kind, given=each.given, credited_by=meeting_ref(row.pk),
               actor=actor, at=at)  # fmt: skip
    return row


@action
def add_to_minutes(
    *, meeting: Meeting, text: str, why: str, item: AgendaItem | None = None, actor: Person, at: datetime
) -> MinutesLine:
    """Add to published minutes, about one item or the meeting as a whole, with the reason; again adds nothing.

    Raises Refused before they are published, for who does not write them, and about what the actor may not see.
    """
    viewer = acting(actor)
    row = locked(meeting)
    rules.must_add_to_minutes(viewer, meeting_facts(row))
    words, reason = rules.addition_of(text, why, title=row.title)
    if item is not None:
        found = items_visible_to(viewer).filter(pk=item.pk, meeting=row).first()
        if found is None or not is_seen(found):
            raise Refused("That item is not one you may see here. Choose one of this meeting.", field="item")
    said = {"meeting": row, "item": item, "kind": LineKind.ADDED, "words": words, "why": reason, "person": actor}
    there: MinutesLine | None = MinutesLine.objects.filter(**said).first()
    if there:  # a button pressed twice: what is written here can never be taken away
        return there
    line: MinutesLine = MinutesLine.objects.create(**said, written_at=at)
    thing = thing_of(item) if item else None
    # A reason about a thing that not everybody sees stands with what was added, and there alone.
    told = MinutesAddedTo(meeting=row.pk, area=row.area_id, line=line.pk, thing=thing)
    record(told, reason="" if thing else reason)
    return line


@action
def send_minutes_due(*, actor: Actor, at: datetime) -> int:
    """Send minutes that were published a while ago to those who may see them; how many mails.

    What is sent together reaches somebody in one mail. Doing it again sends nothing.
    """
    mails: dict[int, list[int]] = {}
    for meeting in minutes_to_send(at).select_for_update(of=("self",)):
        readers = readers_of_minutes(meeting).exclude(email=None).order_by("pk").values_list("pk", flat=True)
        for person in readers:
            mails.setdefault(person, []).append(meeting.pk)
        meeting.minutes_sent_at = at
        meeting.save(update_fields=["minutes_sent_at"])
        record(MinutesSent(meeting=meeting.pk, area=meeting.area_id, people=len(readers)))
    for person, meetings in mails.items():
        key = f"gather_minutes:{person}:{meetings[0]}"
        enqueue("gather_minutes", payload={"person": person, "meetings": meetings}, unique_key=key)
    return len(mails)
