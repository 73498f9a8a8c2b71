"""Holidays are read from the files that calendars and tables are, whole or not at all."""

import csv
from datetime import date, timedelta

import pytest

from parley.kernel.refusals import Refused
from parley.meetings.rules.holiday_files import MOST_DAYS, holidays_in

TODAY = date(2026, 11, 20)
CALENDAR = """BEGIN:VCALENDAR\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20261225\r
DTEND;VALUE=DATE:20261227\r
SUMMARY:Christmas\\, and the\r
  day after\r
BEGIN:VALARM\r
SUMMARY:Not this\r
END:VALARM\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20200101\r
SUMMARY:New Year\r
RRULE:FREQ=YEARLY\r
END:VEVENT\r
BEGIN:VEVENT\r
DTSTART;VALUE=DATE:20260704\r
STATUS:CANCELLED\r
SUMMARY:None\r
END:VEVENT\r
END:VCALENDAR\r
"""


def read(text: str) -> list[tuple[date, str, str]]:
    return holidays_in(text, TODAY)


def event(*lines: str) -> str:
    return "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "SUMMARY:Off", *lines, "END:VEVENT", "END:VCALENDAR"])


def days(*lines: str) -> list[str]:
    return [str(day) for day, _, _ in read(event(*lines))]


def test_calendars_and_tables_are_read():
    assert read(CALENDAR) == [
        (date(2026, 12, 25), "Christmas, and the day after", ""),
        (date(2026, 12, 26), "Christmas, and the day after", ""),
        *((date(year, 1, 1), "New Year", "") for year in (2026, 2027, 2028, 2029)),
    ]
    table = "\ufeffHoliday;Region;Datum\nTag der Arbeit;EMEA;01.05.2027\n;;\n"
    assert read(table) == [(date(2027, 5, 1), "Tag der Arbeit", "EMEA")]


@pytest.mark.parametrize(("lines", "found"), [
    (["DTSTART:20201126", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"],
     ["2026-11-26", "2027-11-25", "2028-11-23", "2029-11-22"]),
    (["DTSTART:20210531", "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO;UNTIL=20270601T000000Z"],
     ["2026-05-25", "2027-05-31"]),
    (["DTSTART:20201103", "RRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=TU"], ["2028-11-07"]),
    (["DTSTART:20250601", "RRULE:FREQ=YEARLY;COUNT=3"], ["2026-06-01", "2027-06-01"]),
    (["DTSTART:20270601", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20280601", "RDATE;VALUE=DATE:20280605"],
     ["2027-06-01", "2029-06-01", "2028-06-05"]),
    (["DTSTART:20200229", "RRULE:FREQ=YEARLY"], ["2028-02-29"]),
    (["DTSTART:20200101", "RRULE:FREQ=YEARLY;UNTIL=20240101", "RDATE:20270102"], ["2027-01-02"]),
    (['DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin":20270427T000000',
      'DTEND;TZID="(UTC+01:00) Amsterdam, Berlin":20270428T000000'], ["2027-04-27"]),
    (["DTSTART:20270427T090000", "DTEND:20270428T170000"], ["2027-04-27", "2027-04-28"]),
    (["DTSTART:20270427", "DURATION:P2D"], ["2027-04-27", "2027-04-28"]),
    (["DTSTART:20270427", "DTEND:20270427"], ["2027-04-27"]),
    (["UID:1", "DTSTART:20270105", "RRULE:FREQ=YEARLY;COUNT=2", "END:VEVENT", "BEGIN:VEVENT", "UID:1",
      "RECURRENCE-ID:20280105", "DTSTART:20280106"], ["2027-01-05", "2028-01-06"]),
])  # fmt: skip
def test_days_of_events_are_those_that_their_lines_say(lines, found):
    assert days(*lines) == found


@pytest.mark.parametrize(("text", "sentence"), [
    ("a,b\n1,2\n", "does not name its columns"), ("date,name\n", "No holiday"), ("", "does not name"),
    ("date,name\n2027-05-01,X\n13/14/2027,X\n", "Row 3: .* is not a day"),
    ("date,name\n0207-05-01,X\n", "Row 2: holidays are between 2000"),
    ("date,name\n2027-05-01,a\0b\n", "Save it as text in UTF-8"),
    (event("X-A:1"), "Line 2: This event does not say on which day"),
    (event("DTSTART:2027"), "Line 4: “2027” is not a day"),
    (event("DTSTART:20270101", "RRULE:FREQ=WEEKLY"), "Line 5: Only what comes each year"),
    (event("DTSTART:20270101", "RRULE:FREQ=YEARLY;BYHOUR=3"), "Line 5: .* is not understood"),
    (event("DTSTART:20270101", "RRULE:FREQ=YEARLY;BYDAY=XX"), "Line 5: .* is not understood"),
    (event("DTSTART:20270101", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "Line 5: No year has such a day"),
    (event("DTSTART:20270105", "DTEND:20270101"), "ends before it begins"),
    (event("DTSTART:20270105", "DURATION:soon"), "not a length"),
    (event("UID:1", "DTSTART:20270105", "RECURRENCE-ID;RANGE=THISANDFUTURE:20270101"), "all later years"),
    (event("DTSTART:20270105", "DTEND:99990101"), f"more than {MOST_DAYS} days"),
    ("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nDTSTART:20270101\nRRULE:FREQ=YEARLY\nEND:VEVENT\n" * 201, "each year"),
])  # fmt: skip
def test_what_is_not_understood_is_refused_with_its_line(text, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        read(text)
    assert refused.value.field == "file"


def test_a_cell_longer_than_tables_may_have_is_refused():
    usual = csv.field_size_limit(1000)
    try:
        with pytest.raises(Refused, match="Save it as CSV"):
            read("date,name\n2027-05-01," + "x" * 1001)
    finally:
        csv.field_size_limit(usual)


def test_sixty_holidays_of_each_year_are_few():
    many = "".join(f"BEGIN:VEVENT\nDTSTART:202001{n:02}\nRRULE:FREQ=YEARLY\nEND:VEVENT\n" for n in range(1, 32)) * 2
    found = read(f"BEGIN:VCALENDAR\n{many}")
    assert len(found) == 31 * 4
    assert max(day for day, _, _ in found) < TODAY + timedelta(days=4 * 366)
