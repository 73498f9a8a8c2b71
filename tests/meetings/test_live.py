"""A live room from its opening to its end: items, time, hands, the floor, whom to ask next, lines written down."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from parley.groups.actions import remove_member
from parley.kernel.refusals import Refused
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.meetings.actions import (
    add_note_line,
    answer_ask,
    ask_next,
    ask_to_be_asked,
    ask_to_run,
    call_in,
    cancel_meeting,
    capture_decision,
    capture_insight,
    capture_promise,
    capture_topic,
    close_round,
    drop_item,
    end_rooms_left_open,
    give_floor,
    give_time,
    go_to_item,
    hold_meeting,
    lower_hand,
    mark_item,
    move_meeting,
    note_attendance,
    open_room,
    open_round,
    pass_on,
    promise,
    publish_meeting,
    raise_hand,
    write_note,
)
from parley.meetings.models import AgendaItem, Capture, FloorTime, HadFloor, Hand, LiveRoom, Meeting, Round
from parley.meetings.queries import Concern, hands_of, people_to_hear, room_of, rounds_of, said_in_earlier_sittings
from parley.meetings.terms import Presence, meeting_ref
from parley.meetings.terms.hours import SeriesHour
from parley.meetings.terms.live import RoundKind
from parley.roadmap.actions import link_insight
from parley.roadmap.terms import Stance
from parley.topics.models import Topic
from tests.cast import Cast, history
from tests.clients.made import hartmann, said
from tests.meetings.made import initiative, line, meetings_of, published, topic, weekly

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LATER = "It came up in a meeting of the group, which had no time for it then."


def opened(cast: Cast, *titles: str, **more) -> Meeting:
    meeting = published(cast, *titles or ("What clients ask", "Prices"), ahead=timedelta(minutes=1), **more)
    open_room(meeting=meeting, actor=cast.femi, at=cast.at)
    return Meeting.objects.get(pk=meeting.pk)


def first(meeting):
    return meeting.items.order_by("position").first()


def now(meeting):
    return room_of(meeting.pk)


def hands(meeting):
    return [hand.person for hand in hands_of(now(meeting).pk, meeting.pk, meeting.area_id)]


def by(person, cast: Cast, seconds: int = 0) -> dict[str, Any]:
    return {"actor": person, "at": cast.at + timedelta(seconds=seconds)}


def test_a_room_is_opened_once_by_whoever_writes_the_minutes(cast: Cast) -> None:
    meeting = published(cast, ahead=timedelta(minutes=1))
    with pytest.raises(Refused, match="Only the facilitators"):
        open_room(meeting=meeting, **by(cast.sam, cast))
    with pytest.raises(Refused, match="two hours before"):
        open_room(meeting=published(cast, ahead=timedelta(hours=9)), **by(cast.femi, cast))
    room = open_room(meeting=meeting, **by(cast.femi, cast))
    assert open_room(meeting=meeting, **by(cast.ines, cast)) == room
    assert (room.item, room.invited) == (first(meeting), 5)
    assert history(meeting_ref(meeting.pk))[0] == f"opened the live room of [meeting:{meeting.pk}]"


def test_facilitators_go_from_item_to_item_and_two_taps_at_once_are_one(cast: Cast) -> None:
    meeting = opened(cast)
    first, second = meeting.items.all()
    with pytest.raises(Refused, match="Only the group’s facilitators"):
        go_to_item(meeting=meeting, item=second, **by(cast.sam, cast))
    open_round(meeting=meeting, kind=RoundKind.OPEN, **by(cast.femi, cast))
    give_floor(meeting=meeting, person=cast.sam, **by(cast.femi, cast))
    for person in (cast.femi, cast.ines):
        go_to_item(meeting=meeting, item=second, **by(person, cast, 60))
    room = LiveRoom.objects.get(meeting=meeting)
    assert (room.item, room.floor, AgendaItem.objects.get(pk=first.pk).state) == (second, None, "done")
    assert not Round.objects.filter(closed_at=None).exists()
    for _ in range(2):
        give_time(meeting=meeting, minutes=5, seen_extra=0, **by(cast.femi, cast))
    assert LiveRoom.objects.get().extra == 5
    with pytest.raises(Refused, match="another meeting"):
        go_to_item(meeting=meeting, item=published(cast).items.get(), **by(cast.femi, cast))


def test_hands_keep_their_order_and_the_ledger_learns_nobodys_name(cast: Cast) -> None:
    meeting = opened(cast)
    before = Entry.objects.latest("pk").pk
    for n, person in enumerate((cast.sam, cast.aiko, cast.sam)):
        raise_hand(meeting=meeting, up=True, **by(person, cast, n))
    assert hands(meeting) == [cast.sam, cast.aiko]
    with pytest.raises(Refused, match="not invited"):
        raise_hand(meeting=meeting, up=True, **by(cast.ines, cast))
    lower_hand(meeting=meeting, person=cast.sam, **by(cast.femi, cast))
    raise_hand(meeting=meeting, up=False, **by(cast.aiko, cast))
    entries = list(Entry.objects.filter(pk__gt=before))
    assert [entry.data for entry in entries] == [{"meeting": meeting.pk}] * 4
    assert {entry.actor for entry in entries} == {None, cast.femi.pk}
    raise_hand(meeting=meeting, up=True, **by(cast.sam, cast))
    remove_member(area=cast.identity, person=cast.sam, **by(cast.femi, cast))
    assert cast.sam not in hands(meeting), "nobody could take down the hand of somebody who left"


def test_the_floor_is_counted_by_side_and_forgotten_with_the_meeting(cast: Cast) -> None:
    meeting = opened(cast)
    raise_hand(meeting=meeting, up=True, **by(cast.sam, cast))
    for n, person in enumerate((cast.sam, cast.aiko, cast.sam, cast.noor, cast.femi, cast.elena)):
        give_floor(meeting=meeting, person=person, **by(cast.femi, cast, 60 * n))
    give_floor(meeting=meeting, person=None, **by(cast.femi, cast, 360))
    room = now(meeting)
    assert (room.voices_now, room.voices_on_item) == (5, 5)
    assert (room.product_seconds, room.business_seconds) == (60, 240)
    assert Hand.objects.get(person=cast.sam).hand_since is None
    with pytest.raises(Refused, match="does not come"):
        give_floor(meeting=meeting, person=cast.omar, **by(cast.femi, cast))
    hold_meeting(meeting=meeting, **by(cast.femi, cast, 400))
    assert not HadFloor.objects.exists()
    assert not Hand.objects.exists()
    closed = LiveRoom.objects.get()
    assert (closed.voices, closed.floor, closed.ended_at is not None) == (5, None, True)
    assert not FloorTime.objects.exists(), "one of product and one of neither: their minutes would be known"
    assert "5 people were heard" in " ".join(history(meeting_ref(meeting.pk)))


def test_of_few_voices_no_side_is_kept_and_what_nobody_ended_is_ended(cast: Cast) -> None:
    meeting = opened(cast)
    give_floor(meeting=meeting, person=cast.sam, **by(cast.femi, cast))
    assert end_rooms_left_open(actor=MACHINE, at=cast.at + timedelta(hours=12)) == 0
    assert end_rooms_left_open(actor=MACHINE, at=cast.at + timedelta(hours=14)) == 1
    assert LiveRoom.objects.get().voices == 1
    assert not FloorTime.objects.exists()
    assert not HadFloor.objects.exists()
    with pytest.raises(Refused, match="has ended"):
        raise_hand(meeting=meeting, up=True, **by(cast.sam, cast))
    cancelled = opened(cast)
    cancel_meeting(meeting=cancelled, reason="The office has no power today.", **by(cast.femi, cast))
    assert LiveRoom.objects.get(meeting=cancelled).ended_at


def test_somebody_asks_to_be_asked_is_told_and_may_pass(cast: Cast) -> None:
    meeting = opened(cast)
    ask_to_be_asked(meeting=meeting, wish=True, **by(cast.aiko, cast))
    ask_next(meeting=meeting, person=cast.aiko, on=True, **by(cast.femi, cast))
    seat = Hand.objects.get(person=cast.aiko)
    assert (seat.asks, seat.next) == (True, True)
    with pytest.raises(Refused, match="Only the group’s facilitators"):
        ask_next(meeting=meeting, person=cast.aiko, on=True, **by(cast.sam, cast))
    pass_on(meeting=meeting, **by(cast.aiko, cast))
    assert not Hand.objects.get(person=cast.aiko).next
    assert all("person" not in str(entry.data) for entry in Entry.objects.filter(kind="live.asking"))


def test_whom_it_concerns_is_found_by_region_client_and_the_minutes(cast: Cast) -> None:
    client = hartmann(cast)
    graph, insight = initiative(cast), said(cast, client, "We need it.")
    link_insight(initiative=graph, insight=insight, stance=Stance.SUPPORTS, **by(cast.noor, cast))
    about = topic(cast, by=cast.noor, initiatives=[graph], regions=[cast.apac])
    for n in range(2):
        done = opened(cast, f"Before {n}")
        promise(meeting=done, text="Ask the two", owner=cast.sam, due_on=cast.at.date(), **by(cast.femi, cast))
        hold_meeting(meeting=done, **by(cast.femi, cast))
    meeting = opened(cast)
    note_attendance(meeting=meeting, presences={cast.elena.pk: Presence.APOLOGIES}, **by(cast.femi, cast))
    call_in(item=first(meeting), person=cast.lena, **by(cast.femi, cast))
    concern = Concern(item=first(meeting).pk, topic=about.pk)
    found = {each.pk: each for each in people_to_hear(meeting.pk, cast.identity.pk, concern)}
    assert set(found) == {each.pk for each in (cast.noor, cast.elena, cast.femi, cast.aiko, cast.sam, cast.lena)}
    assert {key for key, each in found.items() if each.in_region} == {cast.aiko.pk}
    assert {key for key, each in found.items() if each.client} == {cast.aiko.pk}
    assert {key for key, each in found.items() if each.in_minutes} == {cast.sam.pk}
    assert {key for key, each in found.items() if each.called} == {cast.lena.pk}
    assert found[cast.elena.pk].presence == Presence.APOLOGIES


def test_lines_of_two_who_write_at_once_both_stay(cast: Cast) -> None:
    meeting = opened(cast)
    lines = (cast.femi, "Two clients wait."), (cast.ines, "  So does   a third. "), (cast.ines, "So does a third.")
    for person, words in lines:
        add_note_line(meeting=meeting, line=words, **by(person, cast))
    item = first(meeting)
    assert item.notes == "Two clients wait.\nSo does a third."
    with pytest.raises(Refused, match="Only the note-taker"):
        add_note_line(meeting=meeting, line="I say so.", **by(cast.sam, cast))


def test_what_is_written_down_in_one_line_stands_where_it_belongs(cast: Cast) -> None:
    meeting = opened(cast)
    here: dict[str, Any] = {"meeting": meeting} | by(cast.femi, cast)
    client = hartmann(cast)
    for _ in range(2):  # what is sent again after a lost answer is one
        capture_decision(words="We ask the regulator first.", **here)
        point = capture_promise(words="Write to the regulator", owner=cast.noor, due_on=cast.at.date(), **here)
        parked = capture_topic(words="Who signs in Korea?", why=LATER, raised_by=cast.aiko, **here)
        insight = capture_insight(client=client, words="We cannot prove deletion.", told_by=cast.sam, **here)
    assert (first(meeting).notes, first(meeting).state) == ("", "done"), "it is a row, and no words in a text"
    assert point.point
    assert (point.point.item, point.point.owner) == (first(meeting), cast.noor)
    assert Topic.objects.get() == parked.topic
    assert (Topic.objects.get().brought_by, Topic.objects.get().side) == (cast.aiko, cast.aiko.side)
    assert insight.insight
    assert (insight.insight.author, insight.insight.on_behalf_of) == (cast.femi, cast.sam)
    assert [each.kind for each in Capture.objects.order_by("pk")] == ["decision", "action", "parked", "insight"]
    assert {each.item for each in Capture.objects.all()} == {first(meeting)}
    with pytest.raises(Refused, match="as a sentence"):
        capture_decision(words=" ", **here)
    with pytest.raises(Refused, match="Omar Reyes does not come"):
        capture_topic(words="Who pays?", why=LATER, raised_by=cast.omar, **here)


def test_a_second_sitting_sees_what_the_first_wrote_and_who_comes_to_it_is_asked(cast: Cast) -> None:
    sydney = SeriesHour(2, 0, time(9), "Australia/Sydney", 1)
    series = weekly(cast, hours=[sydney], second_regions=[cast.apac.pk], at=datetime(2026, 11, 20, 12, tzinfo=UTC))
    sittings = meetings_of(series)[:2]
    about = topic(cast)
    for sitting in sittings:
        line(cast, sitting, topic=about, at=sitting.starts_at - timedelta(hours=2))
        publish_meeting(meeting=sitting, actor=cast.femi, at=sitting.starts_at - timedelta(hours=1))
    rooms = []
    for sitting in sittings:
        room = open_room(meeting=sitting, actor=cast.femi, at=sitting.starts_at)
        rooms.append(room)
        if len(rooms) == 1:
            here: dict[str, Any] = {"actor": cast.femi, "at": sitting.starts_at}
            round_ = open_round(meeting=sitting, kind=RoundKind.WRITTEN, **here)
            write_note(round_=round_, words="We cannot prove it.", secret="one", **here)
            add_note_line(meeting=sitting, line="Europe waits for a regulator.", **here)
    here_first, second = (sitting.items.get() for sitting in sittings)
    before = said_in_earlier_sittings(sittings[1], second)
    assert before == [(here_first.pk, "Europe waits for a regulator.")]
    assert said_in_earlier_sittings(sittings[0], here_first) == []
    assert rounds_of(rooms[1].pk, second.pk, earlier=[here_first.pk]) == [], "an open round shows nothing"
    close_round(meeting=sittings[0], actor=cast.femi, at=sittings[0].starts_at)
    shown = rounds_of(rooms[1].pk, second.pk, earlier=[here_first.pk])
    assert [(each.notes, each.earlier) for each in shown] == [(("We cannot prove it.",), True)]
    asked = people_to_hear(sittings[1].pk, cast.identity.pk, Concern(item=second.pk))
    assert [each.pk for each in asked] == [cast.aiko.pk, cast.sam.pk], "of the region, and who leads an item"


def test_a_substitute_leads_the_room_of_their_meeting(cast: Cast) -> None:
    meeting = opened(cast)
    ask = ask_to_run(meeting=meeting, person=cast.sam, **by(cast.femi, cast))
    answer_ask(ask=ask, accepted=True, **by(cast.sam, cast))
    give_floor(meeting=Meeting.objects.get(pk=meeting.pk), person=cast.aiko, **by(cast.sam, cast))
    with pytest.raises(Refused, match="Only the group’s facilitators"):
        give_floor(meeting=opened(cast), person=cast.aiko, **by(cast.sam, cast))


def test_an_item_that_was_on_stays_and_so_do_its_notes(cast: Cast) -> None:
    meeting = opened(cast)
    first, second = meeting.items.all()
    round_ = open_round(meeting=meeting, kind=RoundKind.WRITTEN, **by(cast.femi, cast))
    write_note(round_=round_, words="We cannot prove it.", secret="one", **by(cast.sam, cast))
    with pytest.raises(Refused, match="is or was on"):
        drop_item(item=first, **by(cast.femi, cast))
    go_to_item(meeting=meeting, item=second, **by(cast.femi, cast))
    mark_item(item=first, reached=False, **by(cast.femi, cast))
    with pytest.raises(Refused, match="is or was on"):
        drop_item(item=first, **by(cast.femi, cast))
    go_to_item(meeting=meeting, item=first, **by(cast.femi, cast))
    mark_item(item=second, reached=False, **by(cast.femi, cast))
    drop_item(item=second, **by(cast.femi, cast))
    assert meeting.items.get() == first


def test_a_meeting_that_is_moved_away_leaves_no_room_that_knows_whose_hand_was_up(cast: Cast) -> None:
    meeting = opened(cast)
    raise_hand(meeting=meeting, up=True, **by(cast.sam, cast))
    move_meeting(meeting=meeting, starts_at=cast.at + timedelta(minutes=15), **by(cast.femi, cast))
    assert Hand.objects.exists(), "it begins a little later, and whoever is there stays"
    move_meeting(meeting=meeting, starts_at=cast.at + timedelta(days=30), **by(cast.femi, cast))
    assert not Hand.objects.exists()
    assert LiveRoom.objects.get().ended_at
