"""A meeting goes its way in order: agenda, publishing, minutes, closing; what is not reached carries over."""

from datetime import timedelta

import pytest

from parley.groups.actions import remove_member
from parley.kernel.refusals import Refused, Stale
from parley.meetings.actions import (
    add_item,
    call_in,
    call_off,
    cancel_meeting,
    change_item,
    drop_item,
    drop_point,
    finish_point,
    hold_meeting,
    mark_item,
    move_item,
    move_meeting,
    name_note_taker,
    note_attendance,
    promise,
    publish_meeting,
    write_minutes,
    write_notes,
)
from parley.meetings.models import ActionPoint, AgendaItem, Attendance, Meeting
from parley.meetings.queries import carried_over, is_seen, items_visible_to, people_invited_to
from parley.meetings.terms import ItemState, MeetingState, NotesDraft, Presence, Purpose, action_point_ref, meeting_ref
from parley.roadmap.terms import initiative_ref
from parley.topics.actions import answer_topic
from parley.topics.queries import topics_visible_to
from parley.topics.terms import topic_ref
from tests.cast import Cast, history
from tests.meetings.made import initiative, line, meetings_of, published, soon, topic, weekly

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def order(meeting: Meeting) -> list[str]:
    return [item.title for item in AgendaItem.objects.filter(meeting=meeting)]


def test_an_agenda_takes_topics_initiatives_and_free_lines_led_by_who_brought_or_owns_them(cast: Cast):
    meeting = soon(cast)
    about, plan = topic(cast), initiative(cast)
    first = line(cast, meeting, topic=about, actor=cast.sam)
    second = line(cast, meeting, initiative=plan, actor=cast.noor, why="Before the freeze.")
    third = line(cast, meeting, "Prices", actor=cast.aiko)
    assert [each.position for each in (first, second, third)] == [1, 2, 3]
    assert [each.lead for each in (first, second, third)] == [cast.sam, cast.noor, None]
    mark = f"[meeting:{meeting.pk}]"
    assert history(topic_ref(about.pk))[0] == f"put [topic:{about.pk}] on the agenda of {mark}"
    assert history(initiative_ref(plan.pk))[0] == f"put [initiative:{plan.pk}] on the agenda of {mark}"
    assert history(meeting_ref(meeting.pk))[0] == f"put an item on the agenda of {mark}"


def test_a_bringer_from_outside_the_group_does_not_lead(cast: Cast):
    assert line(cast, soon(cast), topic=topic(cast, by=cast.omar)).lead is None
    with pytest.raises(Refused, match="not in this group"):
        line(cast, soon(cast), lead=cast.omar)


def test_nothing_is_put_on_an_agenda_twice_or_out_of_sight_or_without_words(cast: Cast):
    meeting = soon(cast)
    about, plan = topic(cast), initiative(cast)
    line(cast, meeting, topic=about)
    with pytest.raises(Refused, match="on the agenda already"):
        line(cast, meeting, topic=about)
    with pytest.raises(Refused, match="may not see this"):
        line(cast, meeting, initiative=plan, actor=cast.sam)
    with pytest.raises(Refused, match="about one thing"):
        line(cast, meeting, topic=about, initiative=plan, actor=cast.noor)
    with pytest.raises(Refused, match="Write what the item is about"):
        add_item(meeting=meeting, purpose=Purpose.HEAR, minutes=5, title="  ", actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="from 1 to 240"):
        line(cast, meeting, minutes=0)
    assert AgendaItem.objects.count() == 1


def test_strangers_add_nothing_and_members_only_until_it_is_published(cast: Cast):
    meeting = soon(cast)
    with pytest.raises(Refused, match="Only people of this group"):
        line(cast, meeting, actor=cast.omar)
    line(cast, meeting, actor=cast.sam)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="published"):
        line(cast, meeting, "Late", actor=cast.sam)
    line(cast, meeting, "Late", actor=cast.femi)


def test_items_are_reordered_changed_and_dropped(cast: Cast):
    meeting = soon(cast, ahead=timedelta(days=3))
    one, two, three = (line(cast, meeting, each) for each in ("one", "two", "three"))
    now = {"actor": cast.femi, "at": cast.at}
    move_item(item=three, position=1, **now)
    assert order(meeting) == ["three", "one", "two"]
    move_item(item=three, position=99, **now)
    assert order(meeting) == ["one", "two", "three"]
    move_item(item=one, position=-5, **now)
    with pytest.raises(Refused, match="facilitators"):
        move_item(item=one, position=2, actor=cast.sam, at=cast.at)
    change_item(item=two, purpose=Purpose.DECIDE, minutes=30, why="Due", lead=cast.aiko, title="Two", **now)
    two.refresh_from_db()
    assert (two.purpose, two.minutes, two.why, two.lead, two.title) == (Purpose.DECIDE, 30, "Due", cast.aiko, "Two")
    drop_item(item=one, reason="Answered by mail.", **now)
    assert order(meeting) == ["Two", "three"]
    mark = f"[meeting:{meeting.pk}]"
    assert history(meeting_ref(meeting.pk))[:2] == [
        f"took an item off the agenda of {mark}",
        f"changed the purpose and time box and why and lead and title of an item on the agenda of {mark}",
    ]


def test_whoever_leads_an_item_changes_it_until_it_is_published(cast: Cast):
    meeting = soon(cast)
    item = line(cast, meeting, lead=cast.aiko)
    change = {"purpose": Purpose.INFORM, "why": "", "lead": cast.aiko, "title": "X", "at": cast.at}
    change_item(item=item, minutes=5, actor=cast.aiko, **change)
    with pytest.raises(Refused, match="facilitators"):
        change_item(item=item, minutes=6, actor=cast.sam, **change)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="facilitators"):
        change_item(item=item, minutes=6, actor=cast.aiko, **change)


def test_an_agenda_is_published_once(cast: Cast):
    meeting = soon(cast)
    now = {"meeting": meeting, "actor": cast.femi, "at": cast.at}
    with pytest.raises(Refused, match="empty"):
        publish_meeting(**now)
    line(cast, meeting)
    with pytest.raises(Refused, match="facilitators"):
        publish_meeting(meeting=meeting, actor=cast.sam, at=cast.at)
    assert publish_meeting(**now).state is MeetingState.PUBLISHED
    with pytest.raises(Refused, match="published already"):
        publish_meeting(**now)
    assert history(meeting_ref(meeting.pk))[0] == f"published [meeting:{meeting.pk}] with 1 item on its agenda"


def test_somebody_on_call_is_called_in_for_one_item_and_let_in_on_it_alone(cast: Cast):
    meeting = soon(cast, ahead=timedelta(days=3))
    about, other = topic(cast), topic(cast, "Something else")
    item = line(cast, meeting, topic=about)
    line(cast, meeting, topic=other)
    now = {"item": item, "actor": cast.femi, "at": cast.at}
    with pytest.raises(Refused, match="Omar Reyes is not on call"):
        call_in(person=cast.omar, **now)
    call_in(person=cast.lena, **now)
    call_in(person=cast.lena, **now)
    assert list(topics_visible_to(cast.viewer(cast.lena))) == [about]
    assert cast.lena in people_invited_to(meeting)
    said = f"called [person:{cast.lena.pk}] in for [topic:{about.pk}] in [meeting:{meeting.pk}]"
    assert history(meeting_ref(meeting.pk)).count(said) == 1
    call_off(person=cast.lena, **now)
    assert cast.lena not in people_invited_to(meeting)
    assert history(meeting_ref(meeting.pk))[0].startswith(f"no longer needs [person:{cast.lena.pk}]")


def test_nobody_is_let_in_on_what_the_caller_may_not_see(cast: Cast):
    item = line(cast, soon(cast), initiative=initiative(cast), actor=cast.noor)
    with pytest.raises(Refused, match="something you may not see"):
        call_in(item=item, person=cast.lena, actor=cast.femi, at=cast.at)
    call_in(item=item, person=cast.lena, actor=cast.noor, at=cast.at)


def test_the_hour_of_somebody_called_in_stays_in_the_last_day(cast: Cast):
    meeting = soon(cast)
    first, second = line(cast, meeting, "one"), line(cast, meeting, "two")
    call_in(item=second, person=cast.lena, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    now = {"actor": cast.femi, "at": cast.at}
    with pytest.raises(Refused, match="24 hours"):
        move_item(item=second, position=1, **now)
    with pytest.raises(Refused, match="24 hours"):
        drop_item(item=first, **now)
    with pytest.raises(Refused, match="24 hours"):
        change_item(item=first, minutes=5, purpose=Purpose.HEAR, why="", lead=None, title="one", **now)
    assert order(meeting) == ["one", "two"]
    first.refresh_from_db()
    assert first.minutes == 20


def test_minutes_are_written_once_at_a_time(cast: Cast):
    meeting = published(cast)
    item = AgendaItem.objects.get(meeting=meeting)
    with pytest.raises(Refused, match="Offer to take notes"):
        write_notes(item=item, notes="Hi", actor=cast.sam, at=cast.at)
    name_note_taker(meeting=meeting, person=cast.sam, actor=cast.sam, at=cast.at)
    write_notes(item=item, notes="They ask for proof.", seen_version=1, actor=cast.sam, at=cast.at)
    with pytest.raises(Stale) as stale:
        write_notes(item=item, notes="They ask for speed.", seen_version=1, actor=cast.femi, at=cast.at)
    assert (stale.value.theirs, stale.value.yours) == ("They ask for proof.", "They ask for speed.")
    item.refresh_from_db()
    assert (item.notes, item.version, item.state) == ("They ask for proof.", 2, ItemState.DONE)
    write_notes(item=item, notes="They ask for both.", seen_version=2, actor=cast.femi, at=cast.at)
    assert history(meeting_ref(meeting.pk))[0] == f"wrote the minutes of an item in [meeting:{meeting.pk}]"
    with pytest.raises(Refused, match="20,000"):
        write_notes(item=item, notes="x" * 20_001, actor=cast.femi, at=cast.at)


def test_minutes_of_several_items_are_written_together_or_not_at_all(cast: Cast):
    meeting = published(cast, "one", "two", "three")
    one, two, three = AgendaItem.objects.filter(meeting=meeting)
    elsewhere = line(cast, soon(cast))
    by = {"meeting": meeting, "actor": cast.femi, "at": cast.at}
    write_minutes(notes=[NotesDraft(one.pk, "Proof.", 1), NotesDraft(two.pk, "", 7)], **by)
    before = history(meeting_ref(meeting.pk))
    assert before[0] == f"wrote the minutes of an item in [meeting:{meeting.pk}]"
    for last in (NotesDraft(one.pk, "Speed.", 1), NotesDraft(elsewhere.pk, "Elsewhere.", 1)):
        with pytest.raises(Stale):
            write_minutes(notes=[NotesDraft(three.pk, "Three.", 1), last], **by)
    assert list(AgendaItem.objects.filter(meeting=meeting).values_list("notes", "version", "state")) == [
        ("Proof.", 2, ItemState.DONE), ("", 1, ItemState.AHEAD), ("", 1, ItemState.AHEAD),
    ]  # fmt: skip
    assert history(meeting_ref(meeting.pk)) == before


def test_a_note_taker_is_somebody_who_comes(cast: Cast):
    meeting = published(cast)
    with pytest.raises(Refused, match="not in this group"):
        name_note_taker(meeting=meeting, person=cast.omar, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="facilitators"):
        name_note_taker(meeting=meeting, person=cast.aiko, actor=cast.sam, at=cast.at)
    name_note_taker(meeting=meeting, person=cast.aiko, actor=cast.femi, at=cast.at)
    assert history(meeting_ref(meeting.pk))[0].startswith(f"named [person:{cast.aiko.pk}] to take the notes")
    with pytest.raises(Refused, match="Somebody takes the notes already"):
        name_note_taker(meeting=meeting, person=cast.sam, actor=cast.sam, at=cast.at)


def test_who_is_called_in_for_one_item_cannot_take_the_notes_and_close_the_meeting(cast: Cast):
    meeting = soon(cast)
    call_in(item=line(cast, meeting), person=cast.lena, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="Only people of this group"):
        name_note_taker(meeting=meeting, person=cast.lena, actor=cast.lena, at=cast.at)
    with pytest.raises(Refused, match="not in this group"):
        name_note_taker(meeting=meeting, person=cast.lena, actor=cast.femi, at=cast.at)


def test_taking_the_notes_opens_nothing_and_ends_with_belonging_to_the_group(cast: Cast):
    meeting = soon(cast)
    secret = line(cast, meeting, initiative=initiative(cast), actor=cast.noor)
    free = line(cast, meeting)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    name_note_taker(meeting=meeting, person=cast.sam, actor=cast.femi, at=cast.at)
    now = {"actor": cast.sam, "at": cast.at}
    assert not is_seen(items_visible_to(cast.viewer(cast.sam)).get(pk=secret.pk))
    promised = {"meeting": meeting, "text": "Ask Legal.", "owner": cast.sam, "due_on": meeting.starts_at.date()}
    for write in (
        lambda: write_notes(item=secret, notes="I was there.", **now),
        lambda: promise(item=secret, **promised, **now),
    ):
        with pytest.raises(Refused, match="something you may not see"):
            write()
    write_notes(item=free, notes="They ask for proof.", **now)
    remove_member(area=cast.identity, person=cast.sam, actor=cast.femi, at=cast.at)
    for late in (
        lambda: write_notes(item=free, notes="They ask for speed.", **now),
        lambda: promise(item=free, **promised, **now),
        lambda: hold_meeting(meeting=meeting, **now),
    ):
        with pytest.raises(Refused, match="Only the note-taker and the facilitators"):
            late()


def test_nobody_names_themselves_to_rewrite_the_minutes_of_a_held_meeting(cast: Cast):
    meeting = published(cast)
    hold_meeting(meeting=meeting, actor=cast.femi, at=meeting.starts_at)
    with pytest.raises(Refused, match="This meeting is over"):
        name_note_taker(meeting=meeting, person=cast.sam, actor=cast.sam, at=meeting.starts_at)
    name_note_taker(meeting=meeting, person=cast.sam, actor=cast.femi, at=meeting.starts_at)


def test_attendance_is_noted_and_apologies_are_sent_by_oneself(cast: Cast):
    meeting = published(cast, ahead=timedelta(days=5))
    apologies = {cast.sam.pk: Presence.APOLOGIES}
    note_attendance(meeting=meeting, presences=apologies, actor=cast.sam, at=cast.at)
    with pytest.raises(Refused, match="note-taker"):
        note_attendance(meeting=meeting, presences=apologies, actor=cast.aiko, at=cast.at)
    then = meeting.starts_at
    all_of = {cast.sam.pk: Presence.APOLOGIES, cast.aiko.pk: Presence.PRESENT, cast.noor.pk: Presence.ABSENT}
    note_attendance(meeting=meeting, presences=all_of, actor=cast.femi, at=then)
    assert Attendance.objects.filter(meeting=meeting).count() == 3
    said = f"noted attendance of [meeting:{meeting.pk}]: 1 present, 1 with apologies, 1 absent"
    assert history(meeting_ref(meeting.pk))[0] == said
    with pytest.raises(Refused, match="not invited"):
        note_attendance(meeting=meeting, presences={cast.omar.pk: Presence.PRESENT}, actor=cast.femi, at=then)


def test_promises_are_written_down_kept_or_let_go(cast: Cast):
    meeting = published(cast)
    now = {"actor": cast.femi, "at": cast.at}
    due = cast.at.date() + timedelta(days=7)
    point = promise(meeting=meeting, text="Ask the two retailers", owner=cast.aiko, due_on=due, **now)
    other = promise(meeting=meeting, text="Write it up", owner=cast.sam, due_on=due, **now)
    said = f"noted what [person:{cast.aiko.pk}] promised in [meeting:{meeting.pk}] by"
    assert history(action_point_ref(point.pk))[0].startswith(said)
    with pytest.raises(Refused, match="Only whoever promised"):
        finish_point(point=point, actor=cast.sam, at=cast.at)
    finish_point(point=point, actor=cast.aiko, at=cast.at)
    with pytest.raises(Refused, match="closed already"):
        finish_point(point=point, actor=cast.aiko, at=cast.at)
    with pytest.raises(Refused, match="Write why"):
        drop_point(point=other, reason=" ", **now)
    with pytest.raises(Refused, match="does not say why yet"):
        drop_point(point=other, reason="ok", **now)
    drop_point(point=other, reason="The client left.", **now)
    other.refresh_from_db()
    assert other.dropped_because == "The client left."
    assert history(action_point_ref(other.pk))[0] == f"let go of what [person:{cast.sam.pk}] promised"


@pytest.mark.parametrize(("wrong", "sentence"), [
    ({"text": " "}, "Write what was promised"),
    ({"owner": "omar"}, "does not come"),
    ({"days": -3}, "between today"),
    ({"days": 900}, "between today"),
])  # fmt: skip
def test_a_promise_has_words_an_owner_and_a_day(cast: Cast, wrong, sentence):
    meeting = published(cast)
    due = cast.at.date() + timedelta(days=wrong.get("days", 7))
    owner = getattr(cast, wrong.get("owner", "sam"))
    with pytest.raises(Refused, match=sentence):
        promise(meeting=meeting, text=wrong.get("text", "Ask"), owner=owner, due_on=due, actor=cast.femi, at=cast.at)
    assert not ActionPoint.objects.exists()


def test_what_was_not_reached_carries_over_with_whoever_is_called_in(cast: Cast):
    series = weekly(cast)
    first, second, *_ = meetings_of(series)
    about, answered = topic(cast), topic(cast, "Answered meanwhile")
    done = line(cast, first, "Reached")
    unreached = line(cast, first, topic=about, why="They leave.")
    line(cast, first, topic=answered)
    call_in(item=unreached, person=cast.lena, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=first, actor=cast.femi, at=cast.at)
    then = first.starts_at + timedelta(minutes=50)
    mark_item(item=done, reached=True, actor=cast.femi, at=then)
    answer_topic(topic=answered, answer="Yes: the audit log shows each deletion.", actor=cast.noor, at=then)
    held = hold_meeting(meeting=first, actor=cast.femi, at=then)
    assert held.state is MeetingState.HELD
    states = list(AgendaItem.objects.filter(meeting=first).values_list("state", flat=True))
    assert states == [ItemState.DONE, ItemState.UNREACHED, ItemState.UNREACHED]
    carried = AgendaItem.objects.get(meeting=second)
    assert (carried.topic, carried.carried_from, carried.why, carried.state) == (
        about, unreached, "They leave.", ItemState.AHEAD,
    )  # fmt: skip
    assert [each.person for each in carried.called_in.all()] == [cast.lena]
    assert f"closed [meeting:{first.pk}]: 1 discussed, 1 carried over to the next meeting" in history(
        meeting_ref(first.pk)
    )
    mark = f"carried [topic:{about.pk}] over from [meeting:{first.pk}] to [meeting:{second.pk}]"
    assert history(topic_ref(about.pk))[0] == mark
    with pytest.raises(Refused, match="closed already"):
        hold_meeting(meeting=first, actor=cast.femi, at=then)


def test_what_stands_on_the_next_agenda_already_is_one_with_what_carries_over(cast: Cast):
    first, second, *_ = meetings_of(weekly(cast))
    about, other = topic(cast), topic(cast, "Who pays for audits?")
    unreached = line(cast, first, topic=about, why="They leave.", lead=cast.sam)
    line(cast, first, topic=other, why="An old why.")
    call_in(item=unreached, person=cast.lena, actor=cast.femi, at=cast.at)
    there = line(cast, second, topic=about, purpose=Purpose.DECIDE)
    change_item(item=there, purpose=Purpose.DECIDE, minutes=20, why="", lead=None, actor=cast.femi, at=cast.at)
    line(cast, second, topic=other, why="A new why.")
    publish_meeting(meeting=first, actor=cast.femi, at=cast.at)
    hold_meeting(meeting=first, actor=cast.femi, at=first.starts_at + timedelta(minutes=50))
    joined, newer = AgendaItem.objects.filter(meeting=second)
    assert (joined.carried_from, joined.why, joined.lead, joined.purpose) == (
        unreached, "They leave.", cast.sam, Purpose.DECIDE,
    )  # fmt: skip
    assert [each.person for each in joined.called_in.all()] == [cast.lena]
    assert (newer.carried_from.topic, newer.why) == (other, "A new why.")
    mark = f"carried [topic:{about.pk}] over from [meeting:{first.pk}] to [meeting:{second.pk}]"
    assert history(topic_ref(about.pk))[0] == mark


def test_what_an_extra_meeting_does_not_reach_goes_to_the_groups_next_one(cast: Cast):
    following = meetings_of(weekly(cast))[1]
    extra = soon(cast, ahead=following.starts_at - cast.at - timedelta(hours=1))
    plan = initiative(cast)
    left = [line(cast, extra, initiative=plan, actor=cast.noor), line(cast, extra, "Prices")]
    there = line(cast, following, initiative=plan, actor=cast.noor)
    publish_meeting(meeting=extra, actor=cast.femi, at=cast.at)
    hold_meeting(meeting=extra, actor=cast.femi, at=extra.starts_at)
    joined, put = AgendaItem.objects.filter(meeting=following)
    assert (joined, joined.carried_from, put.carried_from) == (there, *left)
    assert carried_over(extra, left) == {item.pk: following for item in left}


def test_an_item_that_took_in_two_meetings_is_where_both_went(cast: Cast):
    first, second, *_ = meetings_of(weekly(cast))
    about = topic(cast)
    extra = soon(cast, ahead=second.starts_at - cast.at - timedelta(hours=1))
    left = [line(cast, each, topic=about) for each in (first, extra)]
    for each in (first, extra):
        publish_meeting(meeting=each, actor=cast.femi, at=cast.at)
        hold_meeting(meeting=each, actor=cast.femi, at=each.starts_at)
    assert AgendaItem.objects.get(meeting=second).topic == about
    assert carried_over(first, left[:1]) == {left[0].pk: second}
    assert carried_over(extra, left[1:]) == {left[1].pk: second}


def test_a_topic_brings_its_why_along(cast: Cast):
    meeting, about = soon(cast), topic(cast)
    assert line(cast, meeting, topic=about).why == about.why
    long = topic(cast, "Who pays?", why="Two retailers ask. " * 200)
    assert line(cast, meeting, topic=long).why.endswith("…")
    assert line(cast, meeting, topic=topic(cast, "Who asks?"), why="Mine.").why == "Mine."


def test_what_was_discussed_is_told_in_the_history_of_each_thing(cast: Cast):
    meeting = soon(cast)
    about, plan = topic(cast), initiative(cast)
    for item in (line(cast, meeting, topic=about), line(cast, meeting, initiative=plan, actor=cast.noor)):
        item.refresh_from_db()
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    for item in AgendaItem.objects.filter(meeting=meeting):
        write_notes(item=item, notes="We agreed.", actor=cast.ines, at=cast.at)
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    assert (
        history(topic_ref(about.pk))[0]
        == f"noted that the group discussed [topic:{about.pk}] in [meeting:{meeting.pk}]"
    )
    assert (
        history(initiative_ref(plan.pk))[0]
        == f"noted that the group discussed [initiative:{plan.pk}] in [meeting:{meeting.pk}]"
    )


def test_the_last_planned_meeting_makes_the_next_for_what_it_did_not_reach(cast: Cast):
    last = meetings_of(weekly(cast))[-1]
    line(cast, last)
    publish_meeting(meeting=last, actor=cast.femi, at=cast.at)
    hold_meeting(meeting=last, actor=cast.femi, at=last.starts_at)
    assert AgendaItem.objects.get(carried_from__meeting=last).meeting.starts_at > last.starts_at


def test_closing_comes_after_publishing_and_not_days_before(cast: Cast):
    meeting = soon(cast, ahead=timedelta(days=3))
    line(cast, meeting)
    with pytest.raises(Refused, match="Publish its agenda first"):
        hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="from the day before"):
        hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="from two hours before"):
        hold_meeting(meeting=meeting, actor=cast.femi, at=meeting.starts_at - timedelta(hours=2, seconds=1))
    hold_meeting(meeting=meeting, actor=cast.femi, at=meeting.starts_at - timedelta(hours=2))


def test_cancelling_says_why_and_its_items_go_on(cast: Cast):
    first, second, *_ = meetings_of(weekly(cast))
    item = line(cast, first)
    publish_meeting(meeting=first, actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="Write a sentence"):
        cancel_meeting(meeting=first, reason=" ", actor=cast.femi, at=cast.at)
    with pytest.raises(Refused, match="does not say why yet"):
        cancel_meeting(meeting=first, reason="test", actor=cast.femi, at=cast.at)
    cancelled = cancel_meeting(meeting=first, reason="Half of us are ill.", actor=cast.femi, at=cast.at)
    assert (cancelled.state, cancelled.cancelled_because) == (MeetingState.CANCELLED, "Half of us are ill.")
    assert AgendaItem.objects.get(meeting=second).carried_from == item
    assert f"cancelled [meeting:{first.pk}]" in history(meeting_ref(first.pk))
    for late in (
        lambda: cancel_meeting(meeting=first, reason="Again", actor=cast.femi, at=cast.at),
        lambda: move_meeting(meeting=first, starts_at=second.starts_at, actor=cast.femi, at=cast.at),
        lambda: publish_meeting(meeting=first, actor=cast.femi, at=cast.at),
        lambda: write_notes(item=item, notes="x", actor=cast.femi, at=cast.at),
        lambda: line(cast, first, "late"),
        lambda: name_note_taker(meeting=first, person=cast.sam, actor=cast.sam, at=cast.at),
        lambda: hold_meeting(meeting=first, actor=cast.femi, at=cast.at),
    ):
        with pytest.raises(Refused):
            late()


def test_moving_tells_from_when_to_when(cast: Cast):
    meeting = published(cast)
    to = meeting.starts_at + timedelta(days=1)
    moved = move_meeting(meeting=meeting, starts_at=to, reason="Elena travels.", actor=cast.femi, at=cast.at)
    assert (moved.starts_at, moved.version) == (to, meeting.version + 1)
    assert history(meeting_ref(meeting.pk))[0].startswith(f"moved [meeting:{meeting.pk}] from ")
