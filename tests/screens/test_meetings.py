"""What people do with meetings, in a browser without JavaScript."""

import re
from datetime import UTC, datetime, time, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parley.groups.actions import add_member
from parley.ledger.terms import MACHINE
from parley.meetings.actions import call_in, cancel_meeting, drop_item, hold_meeting, promise, publish_meeting
from parley.meetings.models import ActionPoint, AgendaItem, Attendance, Meeting, Series
from parley.meetings.terms import ItemState, MeetingState, Presence, Purpose
from parley.people.actions import add_person
from tests.cast import Cast
from tests.meetings.made import initiative, line, meetings_of, published, soon, topic, weekly

pytestmark = [pytest.mark.django_db]
FORTNIGHTLY = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
SERIES = {"title": "Strategy group", "frequency": "weekly", "weekday": "1", "local_time": "14:00",
          "time_zone": "Europe/London", "minutes": "60", "starts_on": ""}  # fmt: skip
ITEM = {"thing": "", "title": "Prices", "purpose": "hear", "minutes": "15", "lead": "", "why": ""}
NASTY = ["\x00", "x" * 1_000_000, "2026-99-99", "-1", "😀" * 300, "topic:999999999999999999999"]


def text(answer) -> str:
    """The words of a page, as somebody reads them."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def cost(browser, href) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(href).status_code == 200
    return len(queries)


def page_of(meeting) -> str:
    return reverse("meeting", args=[meeting.pk])


def minutes_of(meeting) -> str:
    return reverse("meeting_minutes", args=[meeting.pk])


def box(item, notes: str, version: int = 1, *, was: str = "") -> dict[str, object]:
    """What a browser sends of the box of one item."""
    start = f"item-{item.pk}"
    return {f"{start}-notes": notes, f"initial-{start}-notes": was, f"{start}-seen_version": version}


def sent_by(answer) -> dict[str, str]:
    """Everything that a browser would send of the page's one form of minutes, as it is filled in."""
    found: dict[str, str] = {}
    for tag in re.finditer(r"<(input|textarea|select)\b([^>]*form=\"minutes\"[^>]*)>(.*?)(?=<(?!option|/option))",
                           answer.content.decode(), re.DOTALL):  # fmt: skip
        kind, attributes, inside = tag.groups()
        name = re.findall(r'name="([^"]+)"', attributes)[0]
        value = re.search(r'value="([^"]*)"', attributes)
        if kind == "select":
            value = re.search(r'value="([^"]*)" selected', inside)
        found[name] = unescape(inside.removeprefix("\n") if kind == "textarea" else value[1] if value else "")
    return found


# lists


def test_my_next_meetings_are_in_my_own_zone(cast: Cast):
    first = meetings_of(weekly(cast))[0]
    answer = cast.browser(cast.aiko).get(reverse("meetings"))
    assert answer.status_code == 200
    assert "in your time zone: Tokyo" in text(answer)
    assert f"{first.starts_at:%b}" in text(answer)
    assert "Tokyo" in text(answer).split("Past")[1]


def test_whoever_has_no_meeting_reads_what_would_be_here(cast: Cast):
    browser = cast.browser(cast.omar)
    assert "No meeting is planned for you" in text(browser.get(reverse("meetings")))
    assert "Once one was held" in text(browser.get(reverse("meetings") + "?when=past"))


def test_a_groups_page_says_when_it_meets_in_two_zones(cast: Cast):
    weekly(cast)
    words = text(cast.browser(cast.aiko).get(reverse("group_meetings", args=["identity"])))
    assert "Every Tuesday, 14:00 London (" in words
    assert "for Tokyo)" in words
    stranger = text(cast.browser(cast.omar).get(reverse("group_meetings", args=["identity"])))
    assert "Every Tuesday, 14:00 London (" in stranger
    assert "Agendas and minutes are for the people of the group" in stranger


def test_an_unknown_first_week_is_asked_of_facilitators_and_answered(cast: Cast):
    series = weekly(cast, rule=FORTNIGHTLY)
    femi = cast.browser(cast.femi)
    group = reverse("group_meetings", args=["identity"])
    assert "in which week does it start?" in text(femi.get(reverse("meetings")))
    answer = femi.get(group)
    assert "In which week does it start?" in text(answer)
    assert "In which week does it start?" not in text(cast.browser(cast.sam).get(group))
    days = re.findall(r'name="day"[^>]*value="([\d-]+)"', answer.content.decode())
    assert len(days) == 2
    there = reverse("first_week", args=[series.pk])
    wrong = femi.post(there, {"day": "2026-99-99"})
    assert wrong.status_code == 422
    assert cast.browser(cast.sam).post(there, {"day": days[0]}).status_code == 422
    assert not Meeting.objects.exists()
    assert femi.post(there, {"day": days[0]}).status_code == 302
    assert str(Meeting.objects.order_by("starts_at")[0].occurrence) == days[0]


@pytest.mark.parametrize("name", ["meetings", "group_meetings"])
def test_lists_cost_the_same_at_1_and_30_meetings(cast: Cast, name):
    browser = cast.browser(cast.femi)
    href = reverse(name, args=["identity"] if name == "group_meetings" else [])
    published(cast)
    few = cost(browser, href)
    for number in range(29):
        line(cast, soon(cast, ahead=timedelta(days=1 + number)))
        weekly(cast, title=f"Series {number}", rule=FORTNIGHTLY)
    assert cost(browser, href) == few <= 15


# series


def test_a_facilitator_says_when_the_group_meets_and_changes_it(cast: Cast):
    femi = cast.browser(cast.femi)
    new = reverse("new_series", args=["identity"])
    assert femi.get(new).status_code == 200
    assert femi.post(new, SERIES | {"frequency": "last"}).status_code == 302
    series = Series.objects.get()
    assert (series.rule, series.local_time, series.time_zone) == ("FREQ=MONTHLY;BYDAY=-1TU", time(14), "Europe/London")
    change = reverse("change_series", args=[series.pk])
    assert 'value="last" selected' in femi.get(change).content.decode()
    assert femi.post(change, SERIES | {"weekday": "3"}).status_code == 302
    series.refresh_from_db()
    assert series.rule == "FREQ=WEEKLY;BYDAY=TH"
    assert cast.browser(cast.sam).post(change, SERIES).status_code == 422
    assert femi.post(reverse("end_series", args=[series.pk])).status_code == 302
    series.refresh_from_db()
    assert series.ended_on


def test_a_rhythm_the_form_does_not_offer_stays_as_it_is(cast: Cast):
    series = weekly(cast, rule="FREQ=MONTHLY;BYDAY=WE;BYMONTHDAY=23,24,25,26,27,28,29")
    femi = cast.browser(cast.femi)
    change = reverse("change_series", args=[series.pk])
    assert "as it is: The Wednesday between day 23 and 29 of each month" in text(femi.get(change))
    assert femi.post(change, SERIES | {"frequency": "as_is", "minutes": "30"}).status_code == 302
    series.refresh_from_db()
    assert (series.minutes, series.rule[:12]) == (30, "FREQ=MONTHLY")


def test_nothing_odd_makes_a_series(cast: Cast):
    femi, there = cast.browser(cast.femi), reverse("new_series", args=["identity"])
    for field in SERIES:
        for value in NASTY:
            odd = "\x00" + value if field == "title" else value
            answer = femi.post(there, SERIES | {field: odd})
            assert answer.status_code == 422, (field, value[:30])
    assert not Series.objects.exists()


def test_one_extra_meeting_is_planned_at_its_local_hour(cast: Cast):
    there = reverse("new_meeting", args=["identity"])
    day = (cast.at + timedelta(days=20)).date()
    given = {"title": "Extra", "day": str(day), "hour": "09:00", "time_zone": "Asia/Tokyo", "minutes": "45"}
    femi = cast.browser(cast.femi)
    assert femi.get(there).status_code == 200
    answer = femi.post(there, given)
    meeting = Meeting.objects.get()
    assert answer["Location"] == page_of(meeting)
    assert meeting.starts_at == datetime(day.year, day.month, day.day, tzinfo=UTC)
    for wrong in ({"time_zone": "Mars"}, {"day": "2020-01-01"}, {"hour": "25:00"}, {"title": "\x00"}):
        assert femi.post(there, given | wrong).status_code == 422
    assert cast.browser(cast.omar).post(there, given).status_code == 422
    assert Meeting.objects.count() == 1


# who sees a meeting


def test_strangers_find_no_meeting_and_cannot_touch_it(cast: Cast):
    meeting = published(cast)
    item = AgendaItem.objects.get()
    omar = cast.browser(cast.omar)
    for name in ("meeting", "meeting_moment", "new_item"):
        assert omar.get(reverse(name, args=[meeting.pk])).status_code == 404
    for name in ("publication", "cancellation", "note_taker", "minutes", "reply"):
        assert omar.post(reverse(f"meeting_{name}", args=[meeting.pk])).status_code == 404
    for name in ("agenda_item", "item_place", "item_removal", "item_called_in"):
        assert omar.post(reverse(name, args=[item.pk])).status_code == 404
    assert omar.get(reverse("meeting", args=[999_999])).status_code == 404


def test_whoever_is_signed_out_is_asked_to_sign_in(client, cast: Cast):
    meeting = published(cast)
    for href in (reverse("meetings"), page_of(meeting), reverse("new_item", args=[meeting.pk])):
        answer = client.get(href)
        assert answer.status_code == 302
        assert "next=" in answer["Location"]


def test_somebody_called_in_reads_their_item_and_nothing_else(cast: Cast):
    meeting = soon(cast)
    line(cast, meeting, "Secret plans")
    item = line(cast, meeting, "Is it legal?")
    call_in(item=item, person=cast.lena, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    lena = cast.browser(cast.lena)
    answer = lena.get(page_of(meeting))
    assert "Is it legal?" in text(answer)
    assert "What you are called in for" in text(answer)
    assert "You are needed from" in text(answer)
    for hidden in ("Secret plans", "minutes are planned", "Sam Okafor", "Who is invited"):
        assert hidden not in text(answer)
    assert lena.get(reverse("new_item", args=[meeting.pk])).status_code == 404
    assert lena.get(reverse("agenda_item", args=[item.pk])).status_code == 404
    for person in ("", cast.sam.pk, 999_999):
        sent = {"person": person} if person else {}
        assert lena.post(reverse("meeting_note_taker", args=[meeting.pk]), sent).status_code == 404
        for off in ("yes", ""):
            assert lena.post(reverse("item_called_in", args=[item.pk]), sent | {"off": off}).status_code == 404
    assert "item" not in text(lena.get(reverse("meetings"))).split("An extra meeting")[1].split("agenda")[0]


def test_what_an_item_is_about_is_shown_only_to_who_may_see_it(cast: Cast):
    meeting = soon(cast)
    item = line(
        cast, meeting, initiative=initiative(cast, "Household graph"), actor=cast.noor, why="The graph needs you."
    )
    sam = cast.browser(cast.sam)
    words = text(sam.get(page_of(meeting)))
    assert "An item for fewer people" in words
    assert "graph" not in words
    femi = cast.browser(cast.femi)
    there = reverse("agenda_item", args=[item.pk])
    assert "graph" not in text(femi.get(there))
    assert femi.post(there, ITEM | {"minutes": "5", "why": "blank"}).status_code == 302
    item.refresh_from_db()
    assert (item.minutes, item.why) == (5, "The graph needs you.")
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    refused = femi.post(minutes_of(meeting), box(item, "x"))
    assert refused.status_code == 422
    assert "something you may not see" in text(refused)
    assert "graph" not in text(refused)
    assert "Household graph" in text(cast.browser(cast.noor).get(page_of(meeting)))


# before


def test_an_agenda_is_made_of_what_waits_and_says_when_it_is_too_long(cast: Cast):
    meeting = soon(cast, ahead=timedelta(days=2))
    about = topic(cast)
    femi = cast.browser(cast.femi)
    there = reverse("new_item", args=[meeting.pk])
    assert "Can deletion be proven?" in text(femi.get(f"{there}?topic={about.pk}"))
    assert femi.post(there, ITEM | {"thing": f"topic:{about.pk}", "minutes": "50"}).status_code == 302
    assert femi.post(there, ITEM | {"minutes": "20", "lead": cast.aiko.pk, "why": "They ask."}).status_code == 302
    words = text(femi.get(page_of(meeting)))
    assert "70 minutes for a meeting of 60: 10 too many" in words
    assert "led by Sam Okafor" in words
    assert "led by Aiko Tanaka" in words
    assert femi.post(there, ITEM | {"thing": f"topic:{about.pk}"}).status_code == 422
    assert femi.post(there, ITEM | {"title": ""}).status_code == 422


def test_a_free_line_that_was_not_reached_is_offered_and_says_from_when(cast: Cast):
    old = published(cast, "Prices again")
    hold_meeting(meeting=old, actor=cast.femi, at=cast.at)
    left = AgendaItem.objects.get()
    meeting = soon(cast, ahead=timedelta(days=4))
    femi = cast.browser(cast.femi)
    there = reverse("new_item", args=[meeting.pk])
    assert "Prices again · not reached on" in text(femi.get(there))
    assert femi.post(there, ITEM | {"thing": f"agenda_item:{left.pk}", "title": ""}).status_code == 302
    assert "carried over from" in text(femi.get(page_of(meeting)))


def test_nothing_odd_comes_onto_an_agenda(cast: Cast):
    femi, there = cast.browser(cast.femi), reverse("new_item", args=[soon(cast).pk])
    for field in ITEM:
        for value in NASTY:
            odd = "\x00" + value if field in {"title", "why"} else value
            answer = femi.post(there, ITEM | {field: odd})
            assert answer.status_code == 422, (field, value[:30])
    assert not AgendaItem.objects.exists()


def test_items_move_up_and_down_and_off_without_javascript(cast: Cast):
    meeting = soon(cast, ahead=timedelta(days=2))
    one, two = line(cast, meeting, "one"), line(cast, meeting, "two")
    femi = cast.browser(cast.femi)
    assert femi.post(reverse("item_place", args=[two.pk]), {"position": "1"}).status_code == 302
    assert [each.title for each in AgendaItem.objects.all()] == ["two", "one"]
    assert femi.post(reverse("item_place", args=[two.pk]), {"position": "up"}).status_code == 422
    assert cast.browser(cast.sam).post(reverse("item_place", args=[two.pk]), {"position": "2"}).status_code == 422
    assert femi.post(reverse("item_removal", args=[one.pk])).status_code == 302
    assert AgendaItem.objects.get() == two
    there = reverse("agenda_item", args=[two.pk])
    assert femi.get(there).status_code == 200
    assert femi.post(there, ITEM | {"title": "Two", "purpose": "decide"}).status_code == 302
    two.refresh_from_db()
    assert (two.title, two.purpose) == ("Two", Purpose.DECIDE)


def test_who_moves_an_item_after_somebody_else_did_sees_the_agenda_as_it_is_now(cast: Cast):
    meeting = soon(cast, ahead=timedelta(days=2))
    one, two = line(cast, meeting, "one"), line(cast, meeting, "two", minutes=50)
    femi = cast.browser(cast.femi)
    page = femi.get(page_of(meeting)).content.decode()
    (seen,) = set(re.findall(r'name="seen" value="(\w+)"', page))
    assert page.count("data-handle") == 2
    assert page.count("ends after the meeting") == 1
    assert "data-handle" not in cast.browser(cast.sam).get(page_of(meeting)).content.decode()
    there = reverse("item_place", args=[two.pk])
    assert femi.post(there, {"position": "1", "seen": seen}).status_code == 302
    stale = femi.post(reverse("item_place", args=[one.pk]), {"position": "1", "seen": seen})
    assert stale.status_code == 409
    assert "Somebody else changed this agenda meanwhile" in text(stale)
    assert seen not in stale.content.decode()
    assert [each.title for each in AgendaItem.objects.all()] == ["two", "one"]
    assert femi.post(there, {"position": "2", "seen": "\x00"}).status_code == 409


def test_somebody_on_call_is_called_in_and_off(cast: Cast):
    item = line(cast, soon(cast, ahead=timedelta(days=2)))
    femi = cast.browser(cast.femi)
    there = reverse("item_called_in", args=[item.pk])
    assert femi.post(there, {"person": cast.omar.pk}).status_code == 422
    assert femi.post(there, {"person": cast.lena.pk}).status_code == 302
    assert "Lena Fischer" in text(femi.get(reverse("agenda_item", args=[item.pk])))
    assert femi.post(there, {"person": cast.lena.pk, "off": "yes"}).status_code == 302
    assert not item.called_in.exists()


def test_an_agenda_is_published_moved_and_cancelled(cast: Cast):
    meeting = soon(cast, ahead=timedelta(days=2))
    femi = cast.browser(cast.femi)
    publication = reverse("meeting_publication", args=[meeting.pk])
    refused = femi.post(publication)
    assert refused.status_code == 422
    assert "The agenda is empty" in text(refused)
    line(cast, meeting)
    assert cast.browser(cast.sam).post(publication).status_code == 422
    assert femi.get(publication).status_code == 302
    assert femi.post(publication).status_code == 302
    assert femi.post(publication).status_code == 422
    move = reverse("meeting_moment", args=[meeting.pk])
    assert femi.get(move).status_code == 200
    to = (cast.at + timedelta(days=5)).date()
    assert femi.post(move, {"day": str(to), "hour": "10:00", "reason": ""}).status_code == 302
    assert femi.post(move, {"day": "2020-01-01", "hour": "10:00", "reason": ""}).status_code == 422
    cancel = reverse("meeting_cancellation", args=[meeting.pk])
    refused = femi.post(cancel, {"cancel-reason": " "})
    assert refused.status_code == 422
    assert "Not sent yet" in text(refused)
    assert femi.post(cancel, {"cancel-reason": "Half of us are ill."}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.state is MeetingState.CANCELLED
    assert "Half of us are ill." in text(femi.get(page_of(meeting)))


# during and after


def test_minutes_attendance_and_promises_are_written_down(cast: Cast):
    meeting = published(cast, "One", "Two", ahead=timedelta(minutes=20))
    item = AgendaItem.objects.get(title="One")
    sam, femi = cast.browser(cast.sam), cast.browser(cast.femi)
    assert "What was said" not in text(sam.get(page_of(meeting)))
    assert sam.post(reverse("meeting_note_taker", args=[meeting.pk])).status_code == 302
    assert "What was said" in text(sam.get(page_of(meeting)))
    there = minutes_of(meeting)
    assert sam.post(there, box(item, "They want proof.")).status_code == 302
    stale = femi.post(there, box(item, "They want speed."))
    assert stale.status_code == 409
    assert "They want proof." in text(stale)
    assert "They want speed." in text(stale)
    assert femi.post(there, box(item, "x" * 20_001, 2)).status_code == 422
    assert femi.post(there, box(item, "\x00", 2)).status_code == 422
    assert cast.browser(cast.aiko).post(there, box(item, "x", 2)).status_code == 422
    given = {f"person_{cast.sam.pk}": "present", f"person_{cast.aiko.pk}": "apologies"}
    assert sam.post(there, given).status_code == 302
    assert sam.post(there, {f"person_{cast.sam.pk}": "dancing"}).status_code == 422
    assert Attendance.objects.get(person=cast.aiko).presence is Presence.APOLOGIES
    due = str((cast.at + timedelta(days=7)).date())
    good = {"text": "Ask the retailers", "owner": cast.aiko.pk, "due_on": due, "item": item.pk}
    assert sam.post(there, good).status_code == 302
    for wrong in ({"owner": cast.omar.pk}, {"due_on": "2020-01-01"}, {"text": "\x00"}, {"item": 999_999}):
        assert sam.post(there, good | wrong).status_code == 422
    assert ActionPoint.objects.get().item == item
    assert sam.post(there, {"do": f"ahead:{item.pk}"}).status_code == 302
    item.refresh_from_db()
    assert item.state is ItemState.AHEAD


def test_whatever_button_is_pressed_no_notes_are_lost(cast: Cast):
    meeting = published(cast, "One", "Two", ahead=timedelta(minutes=20))
    one, two = AgendaItem.objects.all()
    femi = cast.browser(cast.femi)
    page = femi.get(page_of(meeting))
    assert "novalidate" in re.findall(r'<form[^>]*id="minutes"[^>]*>', page.content.decode())[0]
    sent = sent_by(page)
    both = {f"item-{one.pk}-notes": "They want proof.", f"item-{two.pk}-notes": "It costs\r\ntwo weeks."}
    assert femi.post(minutes_of(meeting), sent | both | {"do": f"write:{one.pk}"}).status_code == 302
    assert [each.notes for each in AgendaItem.objects.all()] == ["They want proof.", "It costs\ntwo weeks."]
    for number, do in enumerate(("promise", "attendance", f"reached:{one.pk}", "close")):
        sent = sent_by(femi.get(page_of(meeting)))
        typed = {f"item-{two.pk}-notes": f"Typed {number}."}
        if do == "promise":
            typed |= {"text": "Ask them", "owner": str(cast.aiko.pk)}
        assert femi.post(minutes_of(meeting), sent | typed | {"do": do}).status_code == 302
        assert [each.notes for each in AgendaItem.objects.all()] == ["They want proof.", f"Typed {number}."]
    assert ActionPoint.objects.get().owner == cast.aiko


def test_what_ends_a_promise_or_names_a_note_taker_keeps_the_notes_too(cast: Cast):
    meeting = published(cast, "One", ahead=timedelta(minutes=20))
    item = AgendaItem.objects.get()
    due = cast.at.date() + timedelta(days=3)
    kept, given_up = (
        promise(meeting=meeting, text=text, owner=cast.aiko, due_on=due, actor=cast.femi, at=cast.at)
        for text in ("Ask them", "Count them")
    )
    femi = cast.browser(cast.femi)
    dropping = {f"point-{given_up.pk}-reason": "Nobody wants the count any more."}
    presses: list[tuple[str, dict[str, str]]] = [
        (f"done:{kept.pk}", {}),
        (f"drop:{given_up.pk}", dropping),
        ("take", {}),
        ("name", {"person": str(cast.sam.pk)}),
    ]
    for number, (do, with_it) in enumerate(presses):
        sent = sent_by(femi.get(page_of(meeting)))
        sent |= {f"item-{item.pk}-notes": f"Typed {number}."} | with_it | {"do": do}
        assert femi.post(minutes_of(meeting), sent).status_code == 302
        item.refresh_from_db()
        assert item.notes == f"Typed {number}."
    kept.refresh_from_db()
    given_up.refresh_from_db()
    meeting.refresh_from_db()
    assert kept.done_at
    assert given_up.dropped_because == "Nobody wants the count any more."
    assert meeting.note_taker == cast.sam
    other = promise(meeting=meeting, text="Wait", owner=cast.aiko, due_on=due, actor=cast.femi, at=cast.at)
    sent = sent_by(femi.get(page_of(meeting))) | {f"item-{item.pk}-notes": "And this.", "do": f"drop:{other.pk}"}
    refused = femi.post(minutes_of(meeting), sent)
    assert refused.status_code == 422
    assert "Write why this will not be done" in text(refused)
    item.refresh_from_db()
    assert item.notes == "And this."


def test_what_nobody_touched_is_neither_written_nor_stale(cast: Cast):
    meeting = published(cast, "One", "Two", ahead=timedelta(minutes=20))
    one, two = AgendaItem.objects.all()
    femi, ines = cast.browser(cast.femi), cast.browser(cast.ines)
    femi.post(minutes_of(meeting), box(one, "They want proof."))
    sent = sent_by(femi.get(page_of(meeting)))
    ines.post(minutes_of(meeting), box(one, "They want speed.", 2, was="They want proof."))
    assert femi.post(minutes_of(meeting), sent | {f"item-{two.pk}-notes": "Two weeks."}).status_code == 302
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.notes, one.version, two.notes, two.version) == ("They want speed.", 3, "Two weeks.", 2)
    assert not Attendance.objects.exists()
    assert not ActionPoint.objects.exists()


def test_when_somebody_wrote_meanwhile_both_texts_and_all_else_that_was_typed_come_back(cast: Cast):
    meeting = published(cast, "One", "Two", ahead=timedelta(minutes=20))
    one, two = AgendaItem.objects.all()
    femi = cast.browser(cast.femi)
    sent = sent_by(femi.get(page_of(meeting)))
    cast.browser(cast.ines).post(minutes_of(meeting), box(one, "They want speed."))
    mine = {f"item-{one.pk}-notes": "They want proof.", f"item-{two.pk}-notes": "Two weeks.", "text": "Ask them"}
    stale = femi.post(minutes_of(meeting), sent | mine)
    assert stale.status_code == 409
    assert "They want speed." in text(stale)
    again = sent_by(stale)
    assert {name: again[name] for name in mine} == mine
    both = {f"item-{one.pk}-notes": "They want speed and proof.", "owner": cast.aiko.pk}
    assert femi.post(minutes_of(meeting), again | both).status_code == 302
    assert [each.notes for each in AgendaItem.objects.all()] == ["They want speed and proof.", "Two weeks."]
    assert ActionPoint.objects.get().text == "Ask them"


def test_notes_of_an_item_that_is_gone_are_shown_to_whoever_typed_them(cast: Cast):
    meeting = published(cast, "One", "Two", ahead=timedelta(minutes=20))
    one, two = AgendaItem.objects.all()
    femi = cast.browser(cast.femi)
    sent = sent_by(femi.get(page_of(meeting)))
    drop_item(item=one, actor=cast.femi, at=cast.at)
    mine = {f"item-{one.pk}-notes": "They want proof.", f"item-{two.pk}-notes": "Two weeks."}
    answer = femi.post(minutes_of(meeting), sent | mine)
    assert answer.status_code == 409
    assert "They want proof." in text(answer)
    assert sent_by(answer)[f"item-{two.pk}-notes"] == "Two weeks."


def test_a_refused_promise_and_attendance_come_back_in_the_minutes_with_their_sentence(cast: Cast):
    meeting = published(cast, "One", ahead=timedelta(hours=20))
    item = AgendaItem.objects.get()
    femi = cast.browser(cast.femi)
    promised = {"text": "Ask the retailers", "owner": cast.aiko.pk, "due_on": "2020-01-01", "do": "promise"}
    answer = femi.post(minutes_of(meeting), box(item, "They want proof.") | promised)
    assert answer.status_code == 422
    assert "Choose a day between today and two years ahead." in text(answer)
    again = sent_by(answer)
    assert (again["text"], again["owner"], again["due_on"]) == (
        "Ask the retailers", str(cast.aiko.pk), "2020-01-01",
    )  # fmt: skip
    assert again[f"item-{item.pk}-notes"] == "They want proof."
    came = {f"person_{cast.sam.pk}": "dancing", f"person_{cast.aiko.pk}": "absent", "do": "attendance"}
    answer = femi.post(minutes_of(meeting), came)
    assert answer.status_code == 422
    assert "What was said" in text(answer)
    assert sent_by(answer)[f"person_{cast.aiko.pk}"] == "absent"


def test_closing_too_early_is_greyed_out_and_refused_on_the_meetings_page(cast: Cast):
    meeting = published(cast, "One", ahead=timedelta(hours=11))
    item = AgendaItem.objects.get()
    femi = cast.browser(cast.femi)
    words = text(femi.get(page_of(meeting) + "?show=minutes"))
    assert "It can be closed from two hours before." in words
    assert "Close it" not in words
    refused = femi.post(minutes_of(meeting), box(item, "They want proof.") | {"do": "close"})
    assert refused.status_code == 422
    assert "It can be closed from two hours before." in text(refused)
    assert "An extra meeting" in text(refused)
    assert sent_by(refused)[f"item-{item.pk}-notes"] == "They want proof."


def test_everybody_who_sent_no_apologies_is_taken_to_be_here_until_it_is_noted(cast: Cast):
    meeting = published(cast, "One", ahead=timedelta(minutes=20))
    cast.browser(cast.sam).post(reverse("meeting_reply", args=[meeting.pk]), {"coming": "no"})
    femi = cast.browser(cast.femi)
    page = femi.get(page_of(meeting))
    sent = sent_by(page)
    people = {name: value for name, value in sent.items() if name.startswith("person_")}
    assert people.pop(f"person_{cast.sam.pk}") == "apologies"
    assert set(people.values()) == {"present"}
    assert f"Who is here: {len(people) + 1} invited, 1 sent apologies" in text(page)
    sent[f"person_{cast.aiko.pk}"] = "absent"
    assert femi.post(minutes_of(meeting), sent | {"do": "attendance"}).status_code == 302
    noted = dict(Attendance.objects.values_list("person", "presence"))
    assert noted.pop(cast.aiko.pk) is Presence.ABSENT
    assert noted.pop(cast.sam.pk) is Presence.APOLOGIES
    assert set(noted.values()) == {Presence.PRESENT}
    assert f"Who is here: {len(noted)} of {len(people) + 1}" in text(femi.get(page_of(meeting)))


def test_minutes_are_corrected_after_closing(cast: Cast):
    meeting = published(cast, "One", "Two", ahead=timedelta(minutes=10))
    one, two = AgendaItem.objects.all()
    femi = cast.browser(cast.femi)
    femi.post(minutes_of(meeting), box(one, "They want proof.") | {"do": "close"})
    sent = sent_by(femi.get(page_of(meeting)))
    mine = {f"item-{one.pk}-notes": "They want speed.", f"item-{two.pk}-notes": "Two weeks."}
    assert femi.post(minutes_of(meeting), sent | mine).status_code == 302
    assert [each.notes for each in AgendaItem.objects.all()] == ["They want speed.", "Two weeks."]


def test_what_was_not_reached_is_on_the_next_agenda_and_says_so(cast: Cast):
    first, second, *_ = meetings_of(weekly(cast))
    line(cast, first, "Unreached")
    publish_meeting(meeting=first, actor=cast.femi, at=cast.at)
    hold_meeting(meeting=first, actor=cast.femi, at=first.starts_at)
    sam = cast.browser(cast.sam)
    assert "Not reached." in text(sam.get(page_of(first)))
    assert f"carried over from {first.starts_at:%a} {first.starts_at.day}" in text(sam.get(page_of(second)))


def test_closing_names_the_meeting_to_which_each_unreached_item_went(cast: Cast):
    series = weekly(cast)
    following = next(each for each in meetings_of(series) if each.starts_at > cast.at + timedelta(hours=1))
    extra = soon(cast, ahead=timedelta(minutes=10))
    plan = initiative(cast)
    line(cast, extra, initiative=plan, actor=cast.noor)
    line(cast, following, initiative=plan, actor=cast.noor)
    publish_meeting(meeting=extra, actor=cast.femi, at=cast.at)
    femi = cast.browser(cast.femi)
    assert femi.post(minutes_of(extra), {"do": "close"}).status_code == 302
    link = rf'<a href="{page_of(following)}">Strategy group, [^<]*{following.starts_at.day} {following.starts_at:%b}'
    page = femi.get(page_of(extra)).content.decode()
    assert re.search(f"1 item is carried over to {link}", page)
    assert re.search(f"Not reached. Carried over to {link}", page)
    assert "carried over from" in text(femi.get(page_of(following)))


def test_a_held_meeting_shows_minutes_and_opens_the_next_with_what_was_promised(cast: Cast):
    meeting = published(cast, ahead=timedelta(minutes=10))
    femi = cast.browser(cast.femi)
    item = AgendaItem.objects.get()
    femi.post(minutes_of(meeting), box(item, "They want proof."))
    due = cast.at.date() + timedelta(days=7)
    point = promise(meeting=meeting, text="Ask them", owner=cast.aiko, due_on=due, actor=cast.femi, at=cast.at)
    assert femi.post(minutes_of(meeting), {"do": "close"}).status_code == 302
    assert femi.post(minutes_of(meeting), {"do": "close"}).status_code == 422
    words = text(femi.get(page_of(meeting)))
    assert "They want proof." in words
    assert "Ask them" in words
    later = soon(cast, ahead=timedelta(days=7))
    aiko = cast.browser(cast.aiko)
    assert "Promised before and still open" in text(aiko.get(page_of(later)))
    assert cast.browser(cast.sam).post(reverse("point_done", args=[point.pk])).status_code == 422
    assert cast.browser(cast.omar).post(reverse("point_done", args=[point.pk])).status_code == 404
    assert aiko.post(reverse("point_done", args=[point.pk]), {"back": "https://evil.example/"})["Location"] == page_of(
        meeting
    )
    assert aiko.post(reverse("point_dropped", args=[point.pk]), {"reason": "x"}).status_code == 422
    assert "Promised before 1 of 1 done. Ask them" in text(aiko.get(page_of(later)))


def test_a_promise_is_let_go_with_a_reason(cast: Cast):
    meeting = published(cast, ahead=timedelta(minutes=10))
    due = cast.at.date() + timedelta(days=7)
    point = promise(meeting=meeting, text="Ask them", owner=cast.aiko, due_on=due, actor=cast.femi, at=cast.at)
    aiko = cast.browser(cast.aiko)
    there = reverse("point_dropped", args=[point.pk])
    assert aiko.post(there, {"reason": ""}).status_code == 422
    assert aiko.post(there, {"reason": "They left us.", "back": page_of(meeting)})["Location"] == page_of(meeting)
    point.refresh_from_db()
    assert point.dropped_because == "They left us."


def test_nothing_is_written_down_about_a_cancelled_meeting(cast: Cast):
    meeting = published(cast, ahead=timedelta(minutes=10))
    cancel_meeting(meeting=meeting, reason="Half of us are ill.", actor=cast.femi, at=cast.at)
    item = AgendaItem.objects.get()
    answer = cast.browser(cast.femi).post(minutes_of(meeting), box(item, "They want proof."))
    assert answer.status_code == 422
    assert "was cancelled" in text(answer)
    assert "They want proof." in text(answer)


def test_somebody_sends_apologies(cast: Cast):
    meeting = published(cast, ahead=timedelta(days=4))
    sam = cast.browser(cast.sam)
    assert sam.post(reverse("meeting_reply", args=[meeting.pk]), {"coming": "no"}).status_code == 302
    assert "Apologies: Sam Okafor" in text(sam.get(page_of(meeting)))


@pytest.mark.parametrize("state", ["before", "during", "after"])
def test_a_meeting_costs_the_same_with_1_and_30_items_people_and_promises(cast: Cast, state):
    ahead = timedelta(days=3) if state == "before" else timedelta(minutes=10)
    meeting = soon(cast, ahead=ahead)
    about = topic(cast)
    item = line(cast, meeting, topic=about, minutes=1)
    call_in(item=item, person=cast.lena, actor=cast.femi, at=cast.at)
    line(cast, meeting, initiative=initiative(cast), actor=cast.noor)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    browser = cast.browser(cast.femi)
    now = {"actor": MACHINE, "at": meeting.starts_at}

    def many(count: int, start: int) -> None:
        for number in range(start, start + count):
            person = add_person(name=f"Person {number}", email=f"p{number}@x.example", function=None, region=None,
                                actor=MACHINE, at=cast.at)  # fmt: skip
            add_member(area=cast.identity, person=person, actor=MACHINE, at=cast.at)
            line(cast, meeting, f"Line {number}", minutes=1)
            due = meeting.starts_at.date() + timedelta(days=7)
            promise(meeting=meeting, text="Ask", owner=person, due_on=due, **now)

    many(1, 0)
    if state == "after":
        hold_meeting(meeting=meeting, **now)
        few = cost(browser, page_of(meeting))
        assert few <= 12
        return
    few = cost(browser, page_of(meeting))
    many(29, 1)
    assert cost(browser, page_of(meeting)) == few <= 12


def test_forms_of_an_agenda_cost_at_most_15_queries(cast: Cast):
    meeting = soon(cast)
    item = line(cast, meeting, topic=topic(cast))
    topic(cast, "Can deletion be proven quickly?")
    browser = cast.browser(cast.femi)
    assert cost(browser, reverse("new_item", args=[meeting.pk])) <= 15
    assert cost(browser, reverse("agenda_item", args=[item.pk])) <= 15
    words = text(browser.get(reverse("agenda_item", args=[item.pk])))
    assert "The same was asked before Can deletion be proven quickly?" in words


def test_who_may_not_call_anybody_in_is_answered_the_same_whomever_they_name(cast: Cast) -> None:
    meeting = soon(cast)
    item = line(cast, meeting, "Is it legal?")
    call_in(item=item, person=cast.lena, actor=cast.femi, at=cast.at)
    sam = cast.browser(cast.sam)
    answers = {
        (answer.status_code, text(answer))
        for off in ("yes", "")
        for person in (cast.lena.pk, cast.omar.pk, 999_999, "", "x")
        if (answer := sam.post(reverse("item_called_in", args=[item.pk]), {"person": person, "off": off}))
    }
    assert len(answers) == 1
    assert answers.pop()[0] == 422


def test_hours_are_proposed_with_who_pays_and_one_tap_takes_one(cast: Cast):
    browser, new = cast.browser(cast.femi), reverse("new_series", args=["identity"])
    asked = browser.post(new, SERIES | {"propose": "yes"})
    assert asked.status_code == 200
    assert not Series.objects.exists()
    assert "Hours proposed" in text(asked)
    taken = unescape(re.findall(r'name="take" value="([^"]+)"', asked.content.decode())[0])
    assert browser.post(new, SERIES | {"take": taken}).status_code == 302
    series = Series.objects.get()
    assert f"{series.local_time:%H:%M}" == taken[2:7]
    second = {"second_time": "09:00", "second_zone": "Australia/Sydney", "second_day": "1",
              "second_regions": [cast.apac.pk], "turn_1": "20:00"}  # fmt: skip
    change = reverse("change_series", args=[series.pk])
    assert browser.post(change, SERIES | second).status_code == 302
    series.refresh_from_db()
    assert series.hours == [[1, 1, "20:00", "Europe/London", 0], [2, 0, "09:00", "Australia/Sydney", 1]]
    assert 'value="09:00"' in browser.get(change).text
    for wrong, sentence in (({"take": "[]"}, "cannot be read"), (second | {"second_regions": []}, "Choose who comes"),
                            ({"time_zone": "Mars", "propose": "yes"}, "not a time zone")):  # fmt: skip
        answer = browser.post(change, SERIES | wrong)
        assert answer.status_code == 422
        assert sentence in text(answer)
