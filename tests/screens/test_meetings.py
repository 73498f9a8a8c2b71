"""Lists of meetings, series, and who sees which meeting, in a browser without JavaScript."""

import re
from datetime import UTC, datetime, time, timedelta
from html import unescape

import pytest
from django.urls import reverse

from parley.meetings.actions import call_in, publish_meeting
from parley.meetings.models import AgendaItem, Meeting, Series
from tests.cast import Cast
from tests.meetings.made import initiative, line, meetings_of, published, soon, weekly
from tests.screens.meeting_pages import FORTNIGHTLY, ITEM, NASTY, SERIES, box, cost, minutes_of, page_of, text

pytestmark = [pytest.mark.django_db]


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
