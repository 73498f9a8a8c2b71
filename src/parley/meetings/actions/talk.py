"""Changing how talk was shared in a meeting: counted from what was read of a transcript, or let go."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.events.talk import TalkCounted, TalkForgotten
from parley.meetings.models import Meeting, Talk, TalkShare
from parley.meetings.queries import locked, meeting_facts
from parley.meetings.queries.talk import as_present, came_to, could_speak_in
from parley.meetings.rules.talk import Heard, must_count_talk, report_of


@action
def count_talk(*, meeting: Meeting, heard: Heard, people: Mapping[int, int], actor: Actor, at: datetime) -> None:
    """Keep how talk was shared; `people` are the keys of persons by speakers’ places, others are not one of us.

    What was counted before is replaced. Whoever spoke was there, whatever the attendance says.
    """
    row = locked(meeting)
    came = came_to(row)
    must_count_talk(acting(actor), meeting_facts(row), len(came))
    known = could_speak_in(row)
    if set(people.values()) - set(known):
        raise Refused("Somebody you chose was not invited to this meeting. Choose from the list, and send it again.")
    order = [people.get(place, 0) for place in heard.order]
    seconds: dict[int, float | None] = {}
    for place, key in people.items():
        own, before = heard.seconds[place], seconds.get(key, 0.0)
        seconds[key] = None if own is None or before is None else before + own
    there = {key: as_present(known[key]) for key in {*came, *seconds}}
    report = report_of(order, seconds, there, chat=heard.only_in_chat)
    _forget(row)
    Talk.objects.create(meeting=row, counted_at=at, report=report)
    turns = Counter(order)
    TalkShare.objects.bulk_create(
        TalkShare(meeting=row, person_id=key, turns=turns[key], seconds=own) for key, own in seconds.items()
    )
    record(TalkCounted(meeting=row.pk, area=row.area_id, turns=report["turns"]))


@action
def forget_talk(*, meeting: Meeting, actor: Actor, at: datetime) -> None:
    """Let go of all figures of a meeting’s talk."""
    row = locked(meeting)
    rules.must_arrange(acting(actor), row.area_id)
    if not Talk.objects.filter(meeting=row).exists():
        raise Refused("Nothing is kept of this meeting’s talk. There is nothing to let go of.")
    _forget(row)
    record(TalkForgotten(meeting=row.pk, area=row.area_id))


def _forget(meeting: Meeting) -> None:
    Talk.objects.filter(meeting=meeting).delete()
    TalkShare.objects.filter(meeting=meeting).delete()
