"""Changing how talk was shared in a meeting: counted from what was read of a transcript, kept for a time, let go."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from parley.groups.queries import acting, group_of
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record, unsigned
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.events.talk import (
    SharesForgotten,
    TalkCounted,
    TalkForgotten,
    TranscriptDeleted,
    TranscriptKept,
)
from parley.meetings.models import Meeting, ShareLetGo, Talk, TalkShare, Transcript
from parley.meetings.queries import locked, meeting_facts
from parley.meetings.queries.talk import (
    as_present,
    came_to,
    concerned_in,
    could_speak_in,
    let_go_in,
    share_mark,
    transcripts_due,
)
from parley.meetings.rules.talk import OWN_KEPT, Heard, must_count_talk, report_of


@action
def count_talk(
    *, meeting: Meeting, heard: Heard, people: Mapping[int, int], text: str = "", actor: Actor, at: datetime
) -> None:
    """Keep how talk was shared; `people` are the keys of persons by speakers’ places, others are not one of us.

    What was counted before is replaced; a share that somebody let go of is not made again. Whoever spoke was there,
    whatever the attendance says. The `text` of the transcript is kept where the group’s charter says so.
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
    there = {key: known[key] for key in {*came, *seconds}}
    present = {key: as_present(each) for key, each in there.items()}
    report = report_of(order, seconds, present, chat=heard.only_in_chat, concerned=concerned_in(row, there))
    _forget(row)
    Talk.objects.create(meeting=row, counted_at=at, report=report)
    turns = Counter(order)
    for key in let_go_in(row.pk, seconds):
        del seconds[key]
    TalkShare.objects.bulk_create(
        TalkShare(meeting=row, person_id=key, turns=turns[key], seconds=own) for key, own in seconds.items()
    )
    record(TalkCounted(meeting=row.pk, area=row.area_id, turns=report["turns"]))
    days = group_of(row.area).transcript_days
    if text and days:
        Transcript.objects.create(meeting=row, text=text, kept_at=at)
        record(TranscriptKept(meeting=row.pk, area=row.area_id, days=days))


@action
def forget_talk(*, meeting: Meeting, actor: Actor, at: datetime) -> None:
    """Let go of all figures of a meeting’s talk, and of its transcript where it is kept."""
    row = locked(meeting)
    rules.must_arrange(acting(actor), row.area_id)
    if not Talk.objects.filter(meeting=row).exists():
        raise Refused("Nothing is kept of this meeting’s talk. There is nothing to let go of.")
    _forget(row)
    record(TalkForgotten(meeting=row.pk, area=row.area_id))


@action
def delete_transcript(*, meeting: Meeting, actor: Actor, at: datetime) -> None:
    """Delete a kept transcript before its time; the figures stay."""
    row = locked(meeting)
    rules.must_arrange(acting(actor), row.area_id)
    if not Transcript.objects.filter(meeting=row).delete()[0]:
        raise Refused("No transcript of this meeting is kept. There is nothing to delete.")
    record(TranscriptDeleted(meeting=row.pk, area=row.area_id))


@unsigned
def forget_own_share(*, meeting: Meeting, actor: Actor, at: datetime) -> None:
    """Let somebody delete what they themselves had of a meeting’s talk, for good: brought again, it is not made again.

    No entry of the ledger is made for it: it would tell for good that they had spoken. What stays is a mark that is
    made of meeting, person and the installation’s secret, also for whoever had no share.
    """
    person = acting(actor).person
    TalkShare.objects.filter(meeting=meeting, person=person).delete()
    ShareLetGo.objects.get_or_create(meeting=meeting, mark=share_mark(meeting.pk, person))


@action
def let_go_of_talk_due(*, actor: Actor, at: datetime) -> None:
    """Delete transcripts whose time is over, and what single people had of talk that was counted a month ago."""
    for transcript in transcripts_due(at):
        transcript.delete()
        record(TranscriptDeleted(meeting=transcript.meeting_id, area=transcript.meeting.area_id))
    old = TalkShare.objects.filter(meeting__talk__counted_at__lte=at - OWN_KEPT)
    meetings = old.values("meeting").distinct().count()
    if meetings:
        old.delete()
        record(SharesForgotten(meetings=meetings))


def _forget(meeting: Meeting) -> None:
    Transcript.objects.filter(meeting=meeting).delete()
    Talk.objects.filter(meeting=meeting).delete()
    TalkShare.objects.filter(meeting=meeting).delete()
