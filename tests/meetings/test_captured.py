"""What is written down in one line in the live room: a row of its kind, a line of the minutes, theirs who see it."""

from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from typing import Any

import pytest

from parley.clients.models import Client
from parley.kernel.refusals import Refused, Stale
from parley.meetings.actions import (
    call_in,
    capture_decision,
    capture_insight,
    capture_promise,
    capture_topic,
    correct_line,
    drop_item,
    drop_point,
    go_to_item,
    hold_meeting,
    leave_out_line,
    mark_item,
    open_room,
    publish_meeting,
    publish_minutes,
)
from parley.meetings.models import Capture, Meeting, MinutesLine
from parley.meetings.queries import (
    agenda_of,
    captured_in,
    contributions_used_in,
    lines_captured,
    looked_back,
    minutes_of,
)
from parley.meetings.queries.texts import item_texts
from parley.meetings.terms import meeting_ref
from parley.meetings.terms.hours import SeriesHour
from parley.meetings.terms.minutes import LineKind
from parley.people.models import Person
from parley.topics.models import Topic
from parley.topics.terms import topic_ref
from parley.voices.models import Contribution
from parley.voices.terms import Given
from tests.cast import Cast, history
from tests.clients.made import hartmann
from tests.meetings.made import initiative, line, meetings_of, published, soon, topic, weekly

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LATER = "It came up in a meeting of the group, which had no time for it then."
ALL = [LineKind.DECIDED, LineKind.PROMISED, LineKind.LATER, LineKind.SAID]


def write_everything(cast: Cast, meeting: Meeting, *, mark: str = "", who: Person | None = None) -> None:
    """Write down one line of each kind, the last first, on the item that is on."""
    here: dict[str, Any] = {"meeting": meeting, "actor": who or cast.femi, "at": cast.at}
    client = Client.objects.first() or hartmann(cast)
    capture_insight(client=client, words=f"We {mark}cannot prove it.", told_by=cast.sam, **here)
    capture_topic(words=f"Who {mark}signs in Korea?", why=LATER, raised_by=cast.aiko, **here)
    capture_promise(words=f"Write {mark}to them", owner=cast.noor, due_on=cast.at.date(), **here)
    capture_decision(words=f"We {mark}ask first.", **here)


def on(cast: Cast, meeting: Meeting) -> Meeting:
    """Open the room of a published meeting."""
    open_room(meeting=meeting, actor=cast.femi, at=cast.at)
    return meeting


def opened(cast: Cast) -> Meeting:
    return on(cast, published(cast, "What clients ask", "Prices", ahead=timedelta(minutes=1)))


def kinds_for(cast: Cast, person: Person, meeting: Meeting) -> list[LineKind]:
    """The kinds of lines somebody reads in the minutes, in their order."""
    minutes = minutes_of(cast.viewer(person), Meeting.objects.get(pk=meeting.pk))
    return [each.kind for item in minutes.items for each in item.results] + [each.kind for each in minutes.results]


def test_each_kind_is_a_line_of_the_draft_and_of_what_is_published(cast: Cast) -> None:
    meeting = opened(cast)
    write_everything(cast, meeting)
    first = meeting.items.get(title="What clients ask")
    viewer = cast.viewer(cast.sam)
    drafted = list(captured_in(viewer, meeting))
    assert [(each.kind, each.words, each.item) for each in drafted] == [
        (LineKind.SAID, "We cannot prove it.", first.pk),
        (LineKind.LATER, "Who signs in Korea?", first.pk),
        (LineKind.DECIDED, "We ask first.", first.pk),
    ]
    assert (drafted[0].client, drafted[1].topic) == ("Hartmann & Söhne", Topic.objects.get().pk)
    assert [each.kind for each in lines_captured(viewer, meeting.pk)][2] is LineKind.PROMISED
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    assert kinds_for(cast, cast.sam, meeting) == ALL
    publish_minutes(meeting=meeting, actor=cast.femi, at=cast.at)
    assert kinds_for(cast, cast.sam, meeting) == ALL
    kept = {each.kind: each for each in MinutesLine.objects.filter(meeting=meeting)}
    assert [kept[kind].words for kind in (LineKind.LATER, LineKind.SAID)] == ["", ""], "the words stay the thing’s own"
    results = minutes_of(viewer, Meeting.objects.get(pk=meeting.pk)).items[0].results
    assert [each.words for each in results][2:] == ["Who signs in Korea?", "We cannot prove it."]


def test_a_line_is_theirs_who_see_its_item_and_what_it_links_to(cast: Cast) -> None:
    meeting = soon(cast, ahead=timedelta(minutes=1))
    hidden = line(cast, meeting, initiative=initiative(cast), actor=cast.noor)
    legal = line(cast, meeting, "Is it legal?")
    call_in(item=legal, person=cast.lena, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    open_room(meeting=meeting, actor=cast.femi, at=cast.at)
    write_everything(cast, meeting, who=cast.ines)
    assert {each.item_id for each in Capture.objects.all()} == {hidden.pk}
    seen = {each.name.split()[0]: [line.kind for line in lines_captured(cast.viewer(each), meeting.pk)]
            for each in (cast.noor, cast.sam, cast.lena, cast.omar, cast.ines)}  # fmt: skip
    assert seen == {"Noor": ALL[::-1], "Sam": [], "Lena": [], "Omar": [], "Ines": ALL[::-1]}
    go_to_item(meeting=meeting, item=legal, actor=cast.femi, at=cast.at)
    write_everything(cast, meeting)
    lena = cast.viewer(cast.lena)
    kinds = [each.kind for each in lines_captured(lena, meeting.pk)]
    assert kinds == [LineKind.SAID, LineKind.PROMISED, LineKind.DECIDED], "the topic is the group’s"
    hold_meeting(meeting=meeting, actor=cast.ines, at=cast.at)
    publish_minutes(meeting=meeting, actor=cast.femi, at=cast.at)
    read = {each.name.split()[0]: kinds_for(cast, each, meeting) for each in (cast.noor, cast.sam, cast.lena)}
    assert read == {"Noor": ALL + ALL, "Sam": ALL, "Lena": [LineKind.DECIDED, LineKind.PROMISED, LineKind.SAID]}


def test_a_line_is_corrected_or_left_out_until_the_minutes_are_published(cast: Cast) -> None:
    meeting = opened(cast)
    write_everything(cast, meeting)
    now: dict[str, Any] = {"actor": cast.femi, "at": cast.at}
    said, later, promised, decided = Capture.objects.order_by("pk")
    correct_line(capture=decided, words="We ask two first.", seen="We ask first.", **now)
    assert history(meeting_ref(meeting.pk))[0].startswith("corrected what was decided")
    with pytest.raises(Stale):
        correct_line(capture=decided, words="We ask three.", seen="We ask first.", **now)
    with pytest.raises(Refused, match="on its own page"):
        correct_line(capture=later, words="Who signs in Japan?", **now)
    with pytest.raises(Refused, match="Let go of the promise"):
        leave_out_line(capture=promised, **now)
    with pytest.raises(Refused, match="Only the note-taker"):
        leave_out_line(capture=later, actor=cast.sam, at=cast.at)
    leave_out_line(capture=later, **now)
    assert Topic.objects.count() == 1, "the topic goes on waiting for its answer"
    assert promised.point
    drop_point(point=promised.point, reason="Legal has done it in the meantime.", **now)
    mark_item(item=meeting.items.all()[0], reached=False, **now)
    with pytest.raises(Refused, match="Something was written down"):
        drop_item(item=meeting.items.all()[0], **now)
    mark_item(item=meeting.items.all()[0], reached=True, **now)
    hold_meeting(meeting=meeting, **now)
    assert kinds_for(cast, cast.sam, meeting) == [LineKind.DECIDED, LineKind.SAID]
    publish_minutes(meeting=meeting, **now)
    for change in (
        lambda: correct_line(capture=decided, words="Nothing.", **now),
        lambda: leave_out_line(capture=said, **now),
    ):
        with pytest.raises(Refused, match="Add what is wrong or missing to them"):
            change()


def test_who_raised_the_topic_and_who_told_what_a_client_said_are_credited(cast: Cast) -> None:
    meeting = opened(cast)
    write_everything(cast, meeting)
    assert "on behalf of" in history(topic_ref(Topic.objects.get().pk))[-1]
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    givers = contributions_used_in(cast.viewer(cast.femi), meeting)
    assert [(each.person, [gift.kind for gift in each.gifts]) for each in givers] == [
        (cast.aiko, [Given.TOPIC]), (cast.sam, [Given.INSIGHT]),
    ]  # fmt: skip
    publish_minutes(meeting=meeting, credits=[each.gifts[0] for each in givers], actor=cast.femi, at=cast.at)
    assert {(each.person.name, each.credited_by_kind) for each in Contribution.objects.all()} == {
        ("Aiko Tanaka", "meeting"), ("Sam Okafor", "meeting"),
    }  # fmt: skip


def test_what_was_decided_is_found_by_searching_and_seen_in_the_other_sitting(cast: Cast) -> None:
    sydney = SeriesHour(2, 0, time(9), "Australia/Sydney", 1)
    series = weekly(cast, hours=[sydney], second_regions=[cast.apac.pk], at=datetime(2026, 11, 20, 12, tzinfo=UTC))
    sittings, about = meetings_of(series)[:2], topic(cast)
    for sitting in sittings:
        line(cast, sitting, topic=about, at=sitting.starts_at - timedelta(hours=2))
        publish_meeting(meeting=sitting, actor=cast.femi, at=sitting.starts_at - timedelta(hours=1))
    here: dict[str, Any] = {"actor": cast.femi, "at": sittings[0].starts_at}
    open_room(meeting=sittings[0], **here)
    capture_decision(meeting=sittings[0], words="We ask the regulator first.", **here)
    (found,) = item_texts([sittings[0].pk])
    assert "We ask the regulator first." in found[2]
    viewer, second = cast.viewer(cast.aiko), sittings[1].items.get()
    back = looked_back(viewer, sittings[1], agenda_of(viewer, sittings[1]))
    assert [(each.notes, each.decided) for each in back.before[second.pk].elsewhere] == [
        ("We ask the regulator first.", True)
    ]
    earlier = lines_captured(viewer, sittings[1].pk, earlier=[sittings[0].items.get().pk])
    assert [each.words for each in earlier] == ["We ask the regulator first."]


def test_the_migration_takes_out_of_notes_what_stands_in_a_row_and_nothing_else() -> None:
    without = import_module("parley.migrations.0027_captured_lines").without_decided
    notes = "Two wait.\nDecided: We ask first.\nDecided: by hand\nDecided: We ask first."
    assert without(notes, ["We ask first."]) == "Two wait.\nDecided: by hand\nDecided: We ask first."
    assert without(notes, ["We ask"]) == notes
    assert without("Decided: We ask first.", ["We ask first."]) == ""
