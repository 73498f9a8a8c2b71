"""What waits as a feed and as a calendar, at addresses of one's own: as it is now, and nothing once they are ended."""

from datetime import date, datetime, timedelta
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parley.groups.actions import name_product_person
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.meetings.actions import finish_point, promise
from parley.notifications.queries import waiting_feed_of, waiting_for
from parley.notifications.terms import Waits
from parley.people.actions import note_leaving
from parley.people.terms import person_ref
from tests.cast import Cast, history
from tests.meetings.made import published
from tests.notifications.made import much
from tests.surveys.made import crew, opened
from tests.topics.made import topic

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def addresses(cast: Cast, person) -> tuple[str, str]:
    """Let somebody ask for addresses, and give them: of the feed and of the calendar."""
    answer = cast.browser(person).post("/waiting/feed/")
    assert answer["Location"] == "/waiting/#elsewhere"
    token = waiting_feed_of(person.pk)
    assert token
    return f"/feeds/{token}/waiting.atom", f"/feeds/{token}/waiting.ics"


def read(href: str, kind: str) -> str:
    answer = Client().get(href)
    assert answer.status_code == 200, answer
    assert answer["Content-Type"] == f"{kind}; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    return answer.content.decode()


def news(href: str) -> list[tuple[str, str]]:
    """Read the names and titles of a feed."""
    root = ET.fromstring(read(href, "application/atom+xml"))  # noqa: S314 - our own
    return [(each.findtext(f"{ATOM}id", ""), each.findtext(f"{ATOM}title", "")) for each in root.iter(f"{ATOM}entry")]


def events(href: str) -> list[dict[str, str]]:
    """Read the events of a calendar: their values by the words before the colon."""
    text = read(href, "text/calendar").replace("\r\n ", "")
    return [
        dict(line.partition(":")[::2] for line in each.partition("\r\nEND:VEVENT")[0].split("\r\n"))
        for each in text.split("BEGIN:VEVENT\r\n")[1:]
    ]


def test_what_waits_bears_the_moment_since_when_it_waits(cast: Cast) -> None:
    feed, _calendar = addresses(cast, cast.noor)
    made = topic(cast, cast.aiko, at=cast.at + timedelta(minutes=4))
    root = ET.fromstring(read(feed, "application/atom+xml"))  # noqa: S314 - our own
    assert {each.text for each in root.iter(f"{ATOM}updated")} == {made.brought_at.isoformat()}
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Parley", "no feed is valid without"


def test_both_have_what_waits_as_it_is_now(cast: Cast) -> None:
    feed, calendar = addresses(cast, cast.sam)
    assert (news(feed), events(calendar)) == ([], [])
    due = today_of(cast.sam, cast.at) + timedelta(days=2)
    meeting = published(cast)
    point = promise(meeting=meeting, text="Ask <legal>; & \x0b twice", owner=cast.sam, due_on=due, actor=cast.femi,
                    at=cast.at)  # fmt: skip
    ((name, title),) = news(feed)
    assert title.startswith("You promised “Ask <legal>; &")
    (event,) = events(calendar)
    assert event["DTSTART;VALUE=DATE"] == f"{due:%Y%m%d}"
    assert event["DTEND;VALUE=DATE"] == f"{due + timedelta(days=1):%Y%m%d}"
    assert (event["TRANSP"], event["SEQUENCE"]) == ("TRANSPARENT", "0")
    assert event["UID"] == f"{name.rpartition(':')[2].replace('-', '')}@parley"
    assert f"/action-points/{point.pk}/" in event["URL"]
    assert news(feed)[0][0] == name, "it is known by the same name when it is read again"
    finish_point(point=point, actor=cast.sam, at=cast.at)
    assert (news(feed), events(calendar)) == ([], [])


def test_a_moment_stands_in_the_half_hour_before_it_in_ones_own_zone(cast: Cast) -> None:
    crew(cast, 12)
    wave = opened(cast, everybody=True, sides=["business"], name="Autumn")
    _feed, calendar = addresses(cast, cast.aiko)
    (event,) = [each for each in events(calendar) if "Autumn" in each["SUMMARY"]]
    zone = ZoneInfo(cast.aiko.time_zone)
    for word, before in (("DTSTART", 30), ("DTEND", 0)):
        said = event[f"{word};TZID={zone.key}"]
        moment = datetime.strptime(said, "%Y%m%dT%H%M%S").replace(tzinfo=zone)
        assert moment == wave.closes_at.replace(microsecond=0) - timedelta(minutes=before)


def test_what_has_no_day_is_in_the_feed_alone(cast: Cast) -> None:
    much(cast, 1)
    feed, calendar = addresses(cast, cast.femi)
    without = [each for each in waiting_for(cast.viewer(cast.femi), at=cast.at) if not (each.by or each.starts_at)]
    assert [each.waits for each in without] == [Waits.START]
    assert len(news(feed)) == 4
    assert len(events(calendar)) == 3


def test_what_somebody_may_see_no_more_is_not_in_what_is_read_next(cast: Cast) -> None:
    name_product_person(area=cast.identity, person=cast.omar, named=True, actor=MACHINE, at=cast.at)
    topic(cast, cast.aiko)
    feed, calendar = addresses(cast, cast.omar)
    assert "Does consent cover Japan?" in news(feed)[0][1]
    assert len(events(calendar)) == 1
    name_product_person(area=cast.identity, person=cast.omar, named=False, actor=MACHINE, at=cast.at)
    assert "Japan" not in read(feed, "application/atom+xml") + read(calendar, "text/calendar")


def test_what_has_not_changed_is_not_sent_again(cast: Cast) -> None:
    topic(cast, cast.aiko)
    for href in addresses(cast, cast.noor):
        tag = Client().get(href)["ETag"]
        assert Client().get(href, headers={"If-None-Match": tag}).status_code == 304
        topic(cast, cast.aiko, f"And what of {len(href)} others?")
        assert Client().get(href, headers={"If-None-Match": tag}).status_code == 200


def test_addresses_are_changed_and_ended_and_go_with_their_person(cast: Cast) -> None:
    first, second = addresses(cast, cast.sam), addresses(cast, cast.sam)
    assert [Client().get(href).status_code for href in (*first, *second)] == [404, 404, 200, 200]
    page = cast.browser(cast.sam).get("/waiting/").text
    assert all(href in page for href in second)
    assert "webcal://" in page
    assert all(href not in cast.browser(cast.aiko).get("/waiting/").text for href in second)
    for _time in range(2):
        cast.browser(cast.sam).post("/waiting/feed/", {"do": "end"})
    assert [Client().get(href).status_code for href in second] == [404, 404]
    assert [each.partition(" the addresses")[0] for each in history(person_ref(cast.sam.pk))[:3]] == [
        "ended", "changed", "made",
    ]  # fmt: skip
    aiko = addresses(cast, cast.aiko)
    note_leaving(person=cast.aiko, on=date(2026, 1, 1), actor=MACHINE, at=cast.at)
    assert [Client().get(href).status_code for href in aiko] == [404, 404]


@pytest.mark.parametrize("times", [1, 7])
def test_a_feed_costs_the_same_few_questions_however_much_waits(cast: Cast, times: int) -> None:
    much(cast, times)
    for href in addresses(cast, cast.femi):
        Client().get(href)
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(href).status_code == 200
        assert len(queries) <= 4
