"""Calendars as programs read them, clock changes that all read alike, and replies."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st

from parley.kernel.refusals import Refused
from parley.meetings.rules import (
    Method,
    calendar_text,
    replies_in,
    revision,
    spared_minutes,
    still_said,
    tell_after,
    wanted_seats,
    why_not_counted,
    why_not_reply,
)
from parley.meetings.rules.clock_changes import zone_lines
from parley.meetings.terms import MeetingFacts, MeetingState
from parley.meetings.terms.invitations import CalendarEntry, Coming, Mailbox, Replied, ReplyRead, Revision, Seat, Time

AT = datetime(2026, 11, 29, 9, tzinfo=UTC)
LONDON = datetime(2027, 3, 30, 13, tzinfo=UTC)  # 14:00, two days after the clocks went forward
ZONES = ("Europe/London", "America/New_York", "Australia/Sydney", "Asia/Tokyo", "Asia/Kolkata", "Europe/Dublin",
         "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca", "Africa/Cairo", "America/Santiago",
         "Asia/Gaza", "Pacific/Chatham", "America/Nuuk", "Asia/Kathmandu", "UTC")  # fmt: skip


def entry(starts_at: datetime = LONDON, zone: str = "Europe/London", **more) -> CalendarEntry:
    given = {"uid": "u@parley", "sequence": 0, "minutes": 60, "title": "Identity: Strategy group", "about": "x",
             "link": "https://parley.example/meetings/1/"} | more  # fmt: skip
    return CalendarEntry(starts_at=starts_at, time_zone=zone, **given)


def lines_of(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def begins(text: str) -> datetime:
    """Read when the one event of a calendar begins, by nothing but the rules that stand in the calendar itself."""
    (line,) = [each for each in lines_of(text) if each.startswith("DTSTART") and "19700" not in each][-1:]
    name, _, value = line.partition(":")
    if value.endswith("Z"):
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    zone = tzical(StringIO(text)).get(name.partition("TZID=")[2])
    return datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize("zone", ZONES)
def test_every_week_of_two_years_begins_at_its_moment_by_the_calendars_own_rules(zone: str) -> None:
    for week in range(0, 104, 3):
        day = datetime(2027, 1, 5, 16, tzinfo=ZoneInfo(zone)) + timedelta(weeks=week)
        moment = day.astimezone(UTC)
        assert begins(calendar_text([entry(moment, zone)], Method.REQUEST, at=AT)) == moment


@given(st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)), st.sampled_from(ZONES))  # noqa: DTZ001
def test_so_does_every_minute_also_when_an_hour_comes_twice(moment: datetime, zone: str) -> None:
    moment = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    assert begins(calendar_text([entry(moment, zone)], Method.REQUEST, at=AT)) == moment


def test_a_zone_has_one_rule_for_each_of_its_two_changes() -> None:
    lines = zone_lines("Europe/London", 2027, 2027)
    assert [line for line in lines if line.startswith(("BEGIN", "RRULE", "DTSTART", "TZOFFSET"))] == [
        "BEGIN:VTIMEZONE",
        "BEGIN:STANDARD", "DTSTART:19701025T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "BEGIN:DAYLIGHT", "DTSTART:19700329T010000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    ]  # fmt: skip
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU" in zone_lines("America/New_York", 2027, 2027)
    assert [line for line in zone_lines("Asia/Tokyo", 2027, 2027) if line.startswith("BEGIN")] == [
        "BEGIN:VTIMEZONE",
        "BEGIN:STANDARD",
    ]
    assert zone_lines("Africa/Casablanca", 2027, 2027) == ()


def test_no_text_adds_a_line_and_no_line_is_too_long() -> None:
    odd = entry(title="Ünï; a,b\\c\r\nATTENDEE:mailto:x@y.example", about="é" * 300,
                attendee=Mailbox('Aiko" \r\nX:1', "aiko@parley.example"))  # fmt: skip
    text = calendar_text([odd], Method.REQUEST, at=AT)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    lines = lines_of(text)
    assert "SUMMARY:Ünï\\; a\\,b\\\\c\\nATTENDEE:mailto:x@y.example" in lines
    (attendee,) = [line for line in lines if line.startswith(("ATTENDEE", "X:"))]
    assert attendee == (
        'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN="Aiko’  X:1"'
        ":mailto:aiko@parley.example"
    )


REPLY = """BEGIN:VCALENDAR\r
METHOD:REPLY\r
BEGIN:VEVENT\r
UID:u@par\r
 ley\r
SEQUENCE:2\r
ATTENDEE;CN="Tanaka: Aiko";PARTSTAT=ACCEPTED:MAILTO:Aiko@Parley.example\r
BEGIN:VALARM\r
UID:other\r
END:VALARM\r
END:VEVENT\r
END:VCALENDAR\r
"""
READ = ReplyRead(uid="u@parley", sequence=2, attendee="Aiko@Parley.example", coming=Coming.YES)


def test_a_reply_is_read() -> None:
    assert replies_in(REPLY) == [READ]
    for not_one in (REPLY.replace("REPLY", "REQUEST"), REPLY.replace("UID:u@par", "X:"), "", "Hello"):
        with pytest.raises(Refused):
            replies_in(not_one)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, ""),
        ({"sequence": 3}, "an earlier time"),
        ({"uid": "v@parley"}, "another meeting"),
        ({"sender": "sam@parley.example"}, "not come from the person"),
        ({"address": "sam@parley.example"}, "not come from the person"),
    ],
)
def test_a_reply_counts_from_whom_was_invited_to_what_they_were_sent(changed: dict[str, Any], why: str) -> None:
    asked = {"uid": "u@parley", "sequence": 2, "address": "aiko@parley.example", "sender": "aiko@parley.example"}
    assert why in why_not_counted(READ, **(asked | changed))
    assert bool(why_not_counted(READ, **(asked | changed))) is bool(why)


def facts(state: MeetingState = MeetingState.PUBLISHED, starts_at: datetime = LONDON) -> MeetingFacts:
    return MeetingFacts(area=1, state=state, starts_at=starts_at, time_zone="Europe/London", minutes=60)


def test_who_is_called_in_is_invited_to_their_slot_alone() -> None:
    called = [(7, 31, 20, 15), (1, 31, 20, 15)]
    assert wanted_seats(facts(), [1, 2], called, AT) == {
        Seat(1): Time(LONDON, 60),
        Seat(2): Time(LONDON, 60),
        Seat(7, 31): Time(LONDON + timedelta(minutes=20), 15),
    }
    assert wanted_seats(facts(MeetingState.PLANNED), [1], [], AT) is None
    assert wanted_seats(facts(), [1], [], LONDON + timedelta(hours=2)) is None
    assert wanted_seats(facts(MeetingState.CANCELLED), [1], [], AT) == {}


def test_only_what_changed_is_sent_again() -> None:
    old, new = Time(LONDON, 60), Time(LONDON + timedelta(hours=1), 60)
    sent = {Seat(1): old, Seat(2): old, Seat(3): None, Seat(4): old, Seat(5): None}
    wanted = {Seat(1): old, Seat(2): new, Seat(3): old, Seat(6): old}
    assert revision(wanted, sent) == Revision((Seat(3), Seat(6)), (Seat(2),), (Seat(4),))


def test_changes_wait_for_each_other_unless_the_meeting_is_near() -> None:
    assert tell_after(facts(), AT) == AT + timedelta(minutes=5)
    assert tell_after(facts(starts_at=AT + timedelta(minutes=50)), AT) == AT


def test_nobody_replies_to_what_is_over_and_what_was_said_of_another_hour_is_not_counted() -> None:
    assert why_not_reply(facts(), invited=True, at=AT) == ""
    for state in (MeetingState.PLANNED, MeetingState.HELD, MeetingState.CANCELLED):
        assert why_not_reply(facts(state), invited=True, at=AT)
    assert why_not_reply(facts(), invited=False, at=AT)
    assert why_not_reply(facts(), invited=True, at=LONDON + timedelta(hours=2))
    said = [Replied(Seat(1), Coming.YES, LONDON), Replied(Seat(2), Coming.NO, AT)]
    assert still_said(said, {0: LONDON}) == {Seat(1): Coming.YES}


def test_what_was_spared_counts_each_meeting_of_each_person_once() -> None:
    calls = [(1, 60, 7, 15), (1, 60, 7, 10), (1, 60, 8, 15), (2, 30, 7, 40)]
    assert spared_minutes(calls) == 35 + 45


def test_an_entry_for_a_whole_day_has_no_hour_and_no_zone() -> None:
    text = calendar_text([entry(day=date(2026, 12, 31), blocks=False)], Method.PUBLISH, at=AT)
    lines = lines_of(text)
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "TRANSP:TRANSPARENT" in lines
    assert "VTIMEZONE" not in text
    assert "TRANSP:OPAQUE" in lines_of(calendar_text([entry()], Method.PUBLISH, at=AT))
