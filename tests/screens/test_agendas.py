"""An agenda before its meeting: what is put on it, moved, called in for and told, in a browser without JavaScript."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from parley.meetings.actions import call_in, hold_meeting
from parley.meetings.models import AgendaItem
from parley.meetings.terms import MeetingState, Purpose
from tests.cast import Cast
from tests.meetings.made import line, published, soon, topic
from tests.screens.meeting_pages import ITEM, NASTY, cost, page_of, text

pytestmark = [pytest.mark.django_db]


def test_an_agenda_is_made_of_what_waits_and_says_when_it_is_too_long(cast: Cast):
    meeting = soon(cast, ahead=timedelta(days=2))
    about = topic(cast)
    femi = cast.browser(cast.femi)
    there = reverse("new_item", args=[meeting.pk])
    assert "Can deletion be proven?" in text(femi.get(f"{there}?topic={about.pk}"))
    assert femi.post(there, ITEM | {"thing": f"topic:{about.pk}", "minutes": "50"}).status_code == 302
    assert "Ines Costa, product operations, not of the group" in text(femi.get(there))
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
