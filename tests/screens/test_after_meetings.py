"""What a meeting leaves: what was not reached, what was promised, apologies; and what its page costs."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from parley.groups.actions import add_member
from parley.ledger.terms import MACHINE
from parley.meetings.actions import call_in, cancel_meeting, hold_meeting, promise, publish_meeting
from parley.meetings.models import AgendaItem
from parley.people.actions import add_person
from tests.cast import Cast
from tests.meetings.made import initiative, line, meetings_of, published, soon, topic, weekly
from tests.screens.meeting_pages import box, cost, minutes_of, page_of, text

pytestmark = [pytest.mark.django_db]


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
        assert few <= 15
        return
    few = cost(browser, page_of(meeting))
    many(29, 1)
    assert cost(browser, page_of(meeting)) == few <= 15
