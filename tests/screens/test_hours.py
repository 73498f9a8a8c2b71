"""Who pays for a series, holidays, and what hours cost, in a browser without JavaScript."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parley.groups.actions import name_facilitator
from parley.meetings.actions import keep_holiday, take_in_holidays
from parley.meetings.models import Holiday, HourCosts
from parley.meetings.terms import MeetingState
from parley.meetings.terms.hours import SeriesHour
from parley.people.actions import keep_region
from tests.cast import Cast
from tests.meetings.made import after_tomorrow, meetings_of, weekly
from tests.screens.meeting_pages import text

pytestmark = [pytest.mark.django_db]


def off(cast: Cast, meeting) -> None:
    keep_holiday(day=meeting.starts_at.date(), name="Founders’ Day", actor=cast.ines, at=cast.at)


def better_of(page, meeting) -> str:
    """The moment that the button which moves a meeting sends."""
    found = re.search(rf'(?s)meetings/{meeting.pk}/holiday/".*?name="to" value="([^"]+)"', page.content.decode())
    assert found
    return found[1]


def test_a_series_says_who_pays_and_for_whom_alone(cast: Cast):
    series = weekly(cast)
    href = reverse("series", args=[series.pk])
    said = text(cast.browser(cast.femi).get(href))
    assert "outside 08:00 to 18:00" in said
    assert "The next 10 meetings" in said
    assert "No meeting held yet" in said
    assert cast.browser(cast.omar).get(href).status_code == 404
    assert cast.browser(cast.femi).get(reverse("series", args=[98765])).status_code == 404


def test_a_sitting_without_a_facilitator_is_said_and_what_it_costs(cast: Cast):
    sydney = SeriesHour(2, 0, time(9), "Australia/Sydney", 1)
    series = weekly(cast, rule=after_tomorrow(cast), hours=[sydney], second_regions=[cast.apac.pk])
    browser, page = cast.browser(cast.femi), reverse("series", args=[series.pk])
    assert "No facilitator is in APAC, so those of the other sitting run this one too." in text(browser.get(page))
    first, second = sorted(meetings_of(series), key=lambda each: (each.occurrence, each.sitting))[:2]
    for person, own, other in ((cast.sam, first, second), (cast.aiko, second, first)):
        shown = cast.browser(person).get(reverse("group_meetings", args=["identity"])).content.decode()
        hrefs = re.findall(r'href="/meetings/(\d+)/"', shown)
        assert hrefs[0] == hrefs[1] == str(own.pk), "the next one, and of the list the one they come to"
        assert hrefs[2] == str(other.pk)
        assert shown.count("you come to the other sitting") == 4
    name_facilitator(area=cast.identity, person=cast.aiko, named=True, actor=cast.ines, at=cast.at)
    assert "No facilitator is in" not in text(browser.get(page))


def test_a_meeting_on_a_holiday_is_skipped_moved_or_held(cast: Cast):
    series = weekly(cast)
    skipped, moved, held = meetings_of(series)[1:4]
    for meeting in (skipped, moved, held):
        off(cast, meeting)
    browser, page = cast.browser(cast.femi), reverse("series", args=[series.pk])
    assert text(browser.get(page)).count("is on a holiday") == 3
    group = reverse("group_meetings", args=["identity"])
    assert text(browser.get(group)).count("Founders’ Day: none of those who come works that day.") == 3
    meeting_page = reverse("meeting", args=[skipped.pk])
    assert "none of those who come works that day. Move it, skip it or hold it" in text(browser.get(meeting_page))
    for meeting, what in ((skipped, "skip"), (moved, "move"), (held, "hold")):
        href = reverse("meeting_holiday", args=[meeting.pk])
        assert cast.browser(cast.sam).post(href, {"what": what}).status_code == 422
        assert browser.post(href, {"what": "dance"}).status_code == 422
        sent = {"what": what} | ({"to": better_of(browser.get(page), meeting)} if what == "move" else {})
        assert browser.post(href, sent).status_code == 302
        assert browser.post(href, sent).status_code == 422
    before = moved.starts_at
    for meeting in (skipped, moved, held):
        meeting.refresh_from_db()
    assert (skipped.state, "Founders’ Day" in skipped.cancelled_because) == (MeetingState.CANCELLED, True)
    assert abs(moved.starts_at - before) == timedelta(days=1)
    assert held.held_anyway
    coming = text(browser.get(group)).partition("Past meetings")[0]
    assert "cancelled" in coming, "what was skipped is still to come"
    assert "Founders’ Day" not in coming
    assert "is on a holiday" not in text(browser.get(page))


def test_a_meeting_moves_to_no_day_that_was_not_read(cast: Cast):
    series = weekly(cast)
    meeting = meetings_of(series)[1]
    off(cast, meeting)
    browser, page = cast.browser(cast.femi), reverse("series", args=[series.pk])
    href, read = reverse("meeting_holiday", args=[meeting.pk]), better_of(browser.get(page), meeting)
    keep_holiday(day=datetime.fromisoformat(read).date(), name="Another", actor=cast.ines, at=cast.at)
    answer = browser.post(href, {"what": "move", "to": read})
    assert answer.status_code == 409
    assert "another day suits by now" in text(answer)
    assert browser.post(href, {"what": "move"}).status_code == 422
    meeting.refresh_from_db()
    assert meeting.version == 1
    again = better_of(browser.get(page), meeting)
    assert again != read
    assert browser.post(href, {"what": "move", "to": again}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.starts_at == datetime.fromisoformat(again)


def test_a_page_of_a_series_asks_no_more_with_thirty_holidays(cast: Cast):
    series = weekly(cast, rule="FREQ=WEEKLY;BYDAY=TU,WE,TH")
    browser, page = cast.browser(cast.femi), reverse("series", args=[series.pk])

    def cost() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            shown = text(browser.get(page)).count("is on a holiday")
        return shown, len(queries)

    first, *others = meetings_of(series)[:30]
    off(cast, first)
    (_, few) = cost()
    rows = [(each.starts_at.date(), "Founders’ Day", "") for each in others]
    take_in_holidays(rows=rows, actor=cast.ines, at=cast.at)
    assert cost() == (30, few)
    assert few <= 15


def test_what_is_refused_of_other_hours_stands_beside_their_boxes(cast: Cast):
    browser, page = cast.browser(cast.femi), reverse("new_series", args=[cast.identity.key])
    sent = {"title": "Strategy group", "frequency": "weekly", "weekday": "1", "local_time": "14:00", "minutes": "60",
            "time_zone": "Europe/London", "starts_on": ""}  # fmt: skip
    sydney = {"second_time": "09:00", "second_zone": "Australia/Sydney", "second_day": "1"}
    for more, sentence, field in (
        (sydney, "Choose who comes to it.", "second_regions"),
        ({"turn_1": "14:00"}, "The same hour stands there twice.", "turn_1"),
        (sydney | {"second_zone": "Mars", "second_regions": str(cast.apac.pk)}, "is not a time zone", "second_zone"),
        ({"turn_1": "teatime"}, "", "turn_1"),
    ):
        answer = browser.post(page, sent | more)
        assert answer.status_code == 422
        (said,) = re.findall(rf'(?s)id="id_{field}_error"[^>]*>(.*?)</', answer.content.decode())
        assert sentence in said
    answer = browser.post(page, sent | sydney | {"time_zone": "Mars", "title": "", "second_time": "teatime"})
    found = set(re.findall(r'id="id_(\w+)_error"', answer.content.decode()))
    assert found == {"title", "time_zone", "second_time"}, "all at once"
    again = browser.post(page, sent | sydney | {"title": ""}).content.decode()
    assert '<details class="more" open>' in again, "what was typed there is not folded away"
    assert browser.post(page, sent | sydney | {"second_regions": str(cast.apac.pk)}).status_code == 302


def test_the_company_edits_what_hours_cost_and_brings_its_holidays(cast: Cast):
    browser = cast.browser(cast.ines)
    costs = {f"half_{n}": "1" if n < 24 else "0" for n in range(48)} | {"weekend": "6"}
    assert browser.post("/company/hours/", costs).status_code == 302
    assert HourCosts.objects.get().halves == [1] * 24 + [0] * 24
    assert browser.post("/company/hours/", costs | {"half_3": "x"}).status_code == 422
    answer = browser.post("/company/hours/", costs | {"half_3": "7", "seen_version": "0"})  # read before the other
    assert answer.status_code == 409
    assert "Somebody changed this table" in text(answer)
    assert "no hour can be proposed" in text(browser.post("/company/hours/", dict.fromkeys(costs, "1")))
    assert cast.browser(cast.femi).post("/company/hours/", costs).status_code == 422
    keep_region(name="Nordics", actor=cast.ines, at=cast.at)
    table = b"date,name,region\n2030-05-01,May Day,\n2030-06-06,National Day,Nordics\n"
    sent = {"file": SimpleUploadedFile("days.csv", table), "region": str(cast.emea.pk)}
    assert browser.post("/company/holidays/file/", sent).status_code == 302
    assert sorted(Holiday.objects.values_list("name", "region__name")) == [
        ("May Day", cast.emea.name), ("National Day", "Nordics"),
    ]  # fmt: skip
    for unread in (b"\xff", b"date,name\n2030-05-01,May\0Day\n"):
        sent = {"file": SimpleUploadedFile("x.csv", unread)}
        assert browser.post("/company/holidays/file/", sent).status_code == 422
    assert browser.post("/company/holidays/file/", {}).status_code == 422
    assert (
        browser.post("/company/holidays/new/", {"day": "2030-12-25", "name": "Christmas", "region": ""}).status_code
        == 302
    )
    assert "Christmas" in text(browser.get("/company/holidays/"))
    row = Holiday.objects.get(name="Christmas")
    assert cast.browser(cast.femi).post(f"/company/holidays/{row.pk}/end/").status_code == 422
    assert browser.post(f"/company/holidays/{row.pk}/end/").status_code == 302
    assert not Holiday.objects.filter(name="Christmas").exists()


def test_each_of_many_holidays_can_be_reached(cast: Cast):
    first = cast.at.date() + timedelta(days=1)
    rows = [(first + timedelta(days=n), f"Day {n}.", "") for n in range(150)]
    take_in_holidays(rows=rows, actor=cast.ines, at=cast.at)
    browser = cast.browser(cast.ines)
    pages = [text(browser.get(f"/company/holidays/?page={n}")) for n in (1, 2)]
    assert [sum(f"Day {n}." in page for page in pages) for n in (0, 99, 100, 149)] == [1, 1, 1, 1]
    assert "101 to 150 of 150" in pages[1]


def test_a_sitting_for_nobody_is_refused_beside_its_box(cast: Cast):
    typed = {"title": "Strategy group", "frequency": "weekly", "weekday": "1", "local_time": "14:00", "minutes": "60",
             "time_zone": "Europe/London", "second_time": "09:00", "second_zone": "Australia/Sydney",
             "second_day": "1"}  # fmt: skip
    href = reverse("new_series", args=["identity"])
    answer = cast.browser(cast.femi).post(href, typed)
    assert (answer.status_code, "Choose who comes to it." in text(answer)) == (422, True)
    assert "id_second_regions_error" in answer.content.decode()
    assert cast.browser(cast.femi).post(href, typed | {"second_regions": [cast.apac.pk]}).status_code == 302
