"""What was said and decided before, what was promised last time, and what another sitting of the meeting wrote down."""

import re
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parley.ledger.terms import MACHINE
from parley.meetings.actions import (
    call_in,
    finish_point,
    hold_meeting,
    promise,
    publish_meeting,
    write_notes,
)
from parley.meetings.models import AgendaItem, Meeting
from parley.meetings.queries import agenda_of, looked_back, points_of_meeting
from parley.meetings.terms.hours import SeriesHour
from tests.cast import Cast
from tests.decisions.made import REASON, decision, settle_and_publish
from tests.meetings.made import after_tomorrow, initiative, line, meetings_of, published, soon, topic, weekly

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def text(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def back_of(cast: Cast, person, meeting: Meeting):
    viewer = cast.viewer(person)
    return looked_back(viewer, meeting, agenda_of(viewer, meeting))


def held(
    cast: Cast, *, notes: str = "Both sides want proof.", ahead: timedelta = timedelta(hours=1), **about
) -> Meeting:
    """A meeting that discussed something, and is closed."""
    meeting = soon(cast, ahead=ahead)
    by = cast.noor if "initiative" in about else cast.femi
    item = line(cast, meeting, actor=by, **about)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    if notes:
        write_notes(item=item, notes=notes, actor=cast.ines, at=meeting.starts_at)
    return hold_meeting(meeting=meeting, actor=cast.femi, at=meeting.starts_at)


def test_an_item_says_when_it_was_discussed_before_and_what_was_decided(cast: Cast):
    about = topic(cast)
    first = held(cast, topic=about)
    held(cast, topic=topic(cast, "Something else"), ahead=timedelta(minutes=90))
    settled = decision(cast, topics=[about])
    option = settled.options.get(position=1)
    settle_and_publish(decision=settled, option=option, reason=REASON, actor=cast.elena, at=cast.at)
    meeting = soon(cast, ahead=timedelta(days=2))
    line(cast, meeting, topic=about)
    (before,) = back_of(cast, cast.sam, meeting).before.values()
    assert [each.key for each in before.discussed] == [first.pk]
    assert [(each.key, each.chosen) for each in before.decided] == [(settled.pk, option.title)]
    words = text(cast.browser(cast.sam).get(reverse("meeting", args=[meeting.pk])))
    assert "Discussed before:" in words
    assert f"{settled.question} {option.title}" in words


def test_what_the_viewer_may_not_see_has_no_past(cast: Cast):
    hidden = initiative(cast)
    held(cast, initiative=hidden)
    settled = decision(cast, initiatives=[hidden])
    settle_and_publish(
        decision=settled, option=settled.options.get(position=1), reason=REASON, actor=cast.elena, at=cast.at
    )
    meeting = soon(cast, ahead=timedelta(days=2))
    item = line(cast, meeting, initiative=hidden, actor=cast.noor)
    assert back_of(cast, cast.sam, meeting).before == {}
    assert len(back_of(cast, cast.noor, meeting).before[item.pk].decided) == 1
    call_in(item=item, person=cast.lena, actor=cast.noor, at=cast.at)
    assert back_of(cast, cast.lena, meeting).before[item.pk].discussed == [], "she was not called in then"


def test_a_meeting_opens_with_what_was_promised_last_time_and_how_it_stands(cast: Cast):
    last = published(cast)
    given = {"meeting": last, "due_on": (cast.at + timedelta(days=3)).date(), "actor": cast.femi, "at": cast.at}
    done = promise(text="Ask the two retailers", owner=cast.sam, **given)
    still = promise(text="Write the sentence", owner=cast.aiko, **given)
    finish_point(point=done, actor=cast.sam, at=cast.at)
    hold_meeting(meeting=last, actor=cast.femi, at=cast.at)
    meeting = soon(cast, ahead=timedelta(days=2))
    line(cast, meeting)
    assert points_of_meeting(cast.viewer(cast.sam), meeting) == ([], [still, done])
    aiko, there = cast.browser(cast.aiko), reverse("meeting", args=[meeting.pk])
    words = text(aiko.get(there))
    assert words.index("1 of 2 done.") < words.index("Write the sentence") < words.index("What clients ask")
    assert aiko.post(reverse("point_done", args=[still.pk]), {"back": there}).status_code == 302
    assert "2 of 2 done." in text(aiko.get(there))
    assert "Ask the two retailers" not in text(
        aiko.get(reverse("meeting", args=[soon(cast, ahead=timedelta(minutes=5)).pk]))
    )


def two_sittings(cast: Cast) -> list[Meeting]:
    second = SeriesHour(2, 0, time(9), "Asia/Tokyo", 1)
    return meetings_of(weekly(cast, rule=after_tomorrow(cast), hours=[second], second_regions=[cast.apac.pk]))


def test_the_second_sitting_reads_what_the_first_wrote_down(cast: Cast):
    one, two, later = two_sittings(cast)[:3]
    about = topic(cast)
    for meeting in (one, two):
        line(cast, meeting, topic=about)
    line(cast, one, "Prices in Europe")
    unreached = line(cast, one, "Names of plans")
    item = line(cast, two, "Names in Japan")
    for meeting in (one, two):
        publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    for each, notes in zip(AgendaItem.objects.filter(meeting=one), ("Proof is wanted.", "Two euros."), strict=False):
        write_notes(item=each, notes=notes, actor=cast.femi, at=one.starts_at)
    hold_meeting(meeting=one, actor=cast.femi, at=one.starts_at)
    words = text(cast.browser(cast.aiko).get(reverse("meeting", args=[two.pk])))
    assert "In the other sitting: Proof is wanted." in words
    assert "The other sitting" in words
    assert "Prices in Europe Two euros." in words
    assert [each.meeting for each in AgendaItem.objects.filter(carried_from=unreached)] == [later], (
        "its own next sitting"
    )
    call_in(item=item, person=cast.lena, actor=cast.femi, at=cast.at)
    lena = text(cast.browser(cast.lena).get(reverse("meeting", args=[two.pk])))
    assert "Names in Japan" in lena
    assert "euros" not in lena
    assert "The other sitting" not in lena


def test_looking_back_costs_the_same_however_long_the_past(cast: Cast):
    one, two = two_sittings(cast)[:2]
    about, planned = topic(cast), initiative(cast)
    for meeting in (one, two):
        line(cast, meeting, topic=about)
    held(cast, initiative=planned)
    line(cast, two, initiative=planned, actor=cast.noor)
    browser, there = cast.browser(cast.femi), reverse("meeting", args=[two.pk])
    browser.get(there)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(there).status_code == 200
        return len(queries)

    few = cost()
    for number in range(6):
        held(cast, topic=about, notes="", ahead=timedelta(minutes=5 + number))
    for number in range(12):
        line(cast, one, f"Line {number}", minutes=1)
        line(cast, two, topic=topic(cast, f"Topic {number}"), minutes=1)
    publish_meeting(meeting=two, actor=MACHINE, at=cast.at)
    assert cost() <= few + 1 <= 15, "one more asks who says that they come"
