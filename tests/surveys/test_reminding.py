"""When people are reminded of a wave, in every zone of the world."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.kernel.mornings import morning_of, works_on
from parley.surveys.rules.reminding import Reminding, WaveMail, mail_near, mail_on, reminding

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
MONDAY = datetime(2027, 3, 22, 8, tzinfo=UTC)
FRIDAY = datetime(2027, 4, 2, 16, tzinfo=UTC)  # eleven days later, with Europe's clocks changed in between


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        ("Europe/London", date(2027, 3, 29), date(2027, 4, 1)),
        ("America/New_York", date(2027, 3, 29), date(2027, 4, 1)),
        ("Asia/Tokyo", date(2027, 3, 29), date(2027, 4, 2)),  # there it closes on Saturday at one
        ("Asia/Riyadh", date(2027, 3, 28), date(2027, 4, 1)),  # where Friday and Saturday are free
    ],
)
def test_days_follow_from_the_opening_and_the_closing_where_one_is(zone: str, first: date, last: date) -> None:
    assert reminding(MONDAY, FRIDAY, zone) == Reminding(first, last)


def test_nine_is_nine_when_the_clocks_have_changed() -> None:
    assert morning_of(date(2027, 3, 26), "Europe/London").astimezone(UTC).hour == 9
    assert morning_of(date(2027, 3, 29), "Europe/London").astimezone(UTC).hour == 8


def test_a_short_wave_reminds_once_or_never() -> None:
    assert reminding(MONDAY, MONDAY + timedelta(days=2), "UTC") == Reminding(None, None)
    assert reminding(MONDAY, MONDAY + timedelta(days=3), "UTC") == Reminding(None, date(2027, 3, 24))
    over_a_weekend = datetime(2027, 3, 26, 8, tzinfo=UTC)
    assert reminding(over_a_weekend, over_a_weekend + timedelta(days=3, hours=2), "UTC") == Reminding(None, None)


def test_whoever_was_away_is_reminded_on_a_later_day_and_never_on_two_in_a_row() -> None:
    days = {day: mail_on(date(2027, 3, 22) + timedelta(days=day), MONDAY, FRIDAY, "Europe/London") for day in range(14)}
    first, last = WaveMail.REMINDER, WaveMail.LAST_REMINDER
    reminders = {day: mail for day, mail in days.items() if mail in (first, last)}
    assert reminders == {7: first, 8: first, 10: last, 11: last}


def test_whoever_was_away_at_the_opening_is_invited_on_any_working_day_that_reminds_nobody() -> None:
    days = {day: mail_on(date(2027, 3, 22) + timedelta(days=day), MONDAY, FRIDAY, "Europe/London") for day in range(14)}
    assert [day for day, mail in days.items() if mail is WaveMail.INVITATION] == [1, 2, 3, 4, 9]
    short = [mail_on(date(2027, 3, 22) + timedelta(days=day), MONDAY, MONDAY + timedelta(days=2), "Europe/London")
             for day in range(4)]  # fmt: skip
    assert short == [None, WaveMail.INVITATION, None, None]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ZONES), st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)),  # noqa: DTZ001 - UTC below
       st.integers(24, 60 * 24))  # fmt: skip
def test_a_reminder_is_at_nine_on_a_working_day_between_the_day_after_the_opening_and_the_closing(
    zone: str, opened: datetime, hours: int
) -> None:
    opens = opened.replace(tzinfo=UTC)
    closes = opens + timedelta(hours=hours)
    moments: dict[WaveMail, list[datetime]] = {}
    day = opens.astimezone(ZoneInfo(zone)).date()
    while day <= closes.astimezone(ZoneInfo(zone)).date():
        if mail := mail_on(day, opens, closes, zone):
            moments.setdefault(mail, []).append(morning_of(day, zone))
        day += timedelta(days=1)
    for at in (each for some in moments.values() for each in some):
        local = at.astimezone(ZoneInfo(zone))
        assert local.time() == time(9)
        assert works_on(local.date(), zone)
        assert opens + timedelta(hours=24) <= at < closes
    moments.pop(WaveMail.INVITATION, None)
    assert hours >= 72 or not moments
    if len(moments) == 2:
        gap = moments[WaveMail.LAST_REMINDER][0].date() - moments[WaveMail.REMINDER][-1].date()
        assert gap >= timedelta(days=2)


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Asia/Kathmandu", "Pacific/Chatham", "Pacific/Kiritimati", "UTC"])
def test_work_of_the_hour_before_begins_at_nine_sharp_wherever_the_half_hours_lie(zone: str) -> None:
    begun = []
    at = MONDAY.replace(hour=0, minute=0)
    while at < FRIDAY:
        if near := mail_near(at, timedelta(hours=1), MONDAY, FRIDAY, zone):
            begun.append(max(near[1], at).astimezone(ZoneInfo(zone)))
        at += timedelta(hours=1)
    assert {each.date() for each in begun if each.time() == time(9)} == {each.date() for each in begun}
    assert {each.time() >= time(9) for each in begun} == {True}


def test_nobody_is_reminded_when_it_is_about_to_close() -> None:
    """Quiet hours may end at any time of the day on which it closes."""
    at_two = FRIDAY.replace(hour=13)  # summer time in London
    rules = timedelta(hours=1), MONDAY, at_two, "Europe/London"
    assert mail_near(at_two - timedelta(hours=2), *rules) == (WaveMail.LAST_REMINDER, FRIDAY.replace(hour=8))
    assert mail_near(at_two - timedelta(hours=2) + timedelta(minutes=1), *rules) is None
    assert mail_near(at_two - timedelta(minutes=2), *rules) is None
