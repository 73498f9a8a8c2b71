"""Minutes while a meeting is on: notes, attendance and promises, of which nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from parley.meetings.actions import drop_item, promise
from parley.meetings.models import ActionPoint, AgendaItem, Attendance
from parley.meetings.terms import ItemState, Presence
from tests.cast import Cast
from tests.meetings.made import published
from tests.screens.meeting_pages import box, minutes_of, page_of, sent_by, text

pytestmark = [pytest.mark.django_db]


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
