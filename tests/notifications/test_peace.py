"""When somebody may be mailed: never in their quiet hours or while they are away, and as soon as that ends."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from parley.notifications.rules import when_to_send
from parley.people.rules import places_of_zones
from parley.people.terms import Quiet

NIGHT = (time(19), time(8))
NOON = (time(12), time(13, 30))
DEEP = (time(23), time(2, 30))  # ends within the hour that is left out or comes twice
CHANGES = (date(2027, 3, 14), date(2027, 3, 28), date(2027, 4, 4), date(2027, 4, 30), date(2027, 10, 3),
           date(2027, 10, 31), date(2027, 11, 7))  # fmt: skip


def left_in_peace(at: datetime, quiet: Quiet) -> bool:
    """The plain rule, by the clock on the wall."""
    there = at.astimezone(ZoneInfo(quiet.zone))
    if quiet.away_from and quiet.away_until and quiet.away_from <= there.date() <= quiet.away_until:
        return True
    hour, day = there.hour * 60 + there.minute, 24 * 60
    first, until = (each.hour * 60 + each.minute for each in (quiet.first, quiet.until))
    return (hour - first) % day < (until - first) % day


def moments_of(day: date) -> list[datetime]:
    """Every ten minutes of the two days round a day."""
    start = datetime.combine(day - timedelta(days=1), time(0), UTC)
    return [start + timedelta(minutes=10 * n) for n in range(6 * 48)]


@pytest.mark.parametrize(
    ("zone", "at", "goes"),
    [
        ("Europe/London", "2026-11-30T18:59:59+00:00", "2026-11-30T18:59:59+00:00"),
        ("Europe/London", "2026-11-30T19:00:00+00:00", "2026-12-01T08:00:00+00:00"),
        ("Europe/London", "2026-12-01T07:59:59+00:00", "2026-12-01T08:00:00+00:00"),
        ("Asia/Tokyo", "2026-11-30T19:00:00+00:00", "2026-11-30T23:00:00+00:00"),
        ("Europe/Berlin", "2027-03-27T22:00:00+00:00", "2027-03-28T06:00:00+00:00"),
        ("Europe/Berlin", "2027-10-30T22:00:00+00:00", "2027-10-31T07:00:00+00:00"),
        ("Australia/Lord_Howe", "2027-10-02T12:00:00+00:00", "2027-10-02T21:00:00+00:00"),
    ],
)
def test_what_comes_in_the_night_goes_at_eight_on_their_own_clock(zone: str, at: str, goes: str) -> None:
    assert when_to_send(datetime.fromisoformat(at), Quiet(zone, *NIGHT)) == datetime.fromisoformat(goes)


def test_an_hour_that_is_left_out_ends_the_night_at_once_and_one_that_comes_twice_holds_it_once_more() -> None:
    berlin = Quiet("Europe/Berlin", *DEEP)
    assert when_to_send(datetime(2027, 3, 28, 0, 59, tzinfo=UTC), berlin) == datetime(2027, 3, 28, 1, tzinfo=UTC)
    first = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert when_to_send(first - timedelta(minutes=20), berlin) == first
    assert when_to_send(first, berlin) == first
    assert when_to_send(first + timedelta(minutes=40), berlin) == first + timedelta(hours=1)


def test_days_away_end_with_the_night_after_the_last_of_them() -> None:
    away = Quiet("Europe/London", *NIGHT, away_from=date(2026, 12, 21), away_until=date(2027, 1, 1))
    assert when_to_send(datetime(2026, 12, 21, 10, tzinfo=UTC), away) == datetime(2027, 1, 2, 8, tzinfo=UTC)
    awake = Quiet("Africa/Cairo", time(0), time(0), away_from=date(2027, 4, 28), away_until=date(2027, 4, 29))
    assert when_to_send(datetime(2027, 4, 28, 10, tzinfo=UTC), awake) == datetime(2027, 4, 29, 22, tzinfo=UTC)


def test_without_hours_it_is_never_quiet() -> None:
    for at in moments_of(CHANGES[0]):
        assert when_to_send(at, Quiet("America/New_York", time(0), time(0))) == at


def holds(zone: str, hours: tuple[time, time], day: date, dice: Random) -> None:
    """See that mail goes when it may, not before, and not later than it could."""
    quiet = Quiet(zone, *hours)
    for at in dice.sample(moments_of(day), 24):
        goes = when_to_send(at, quiet)
        assert goes >= at
        assert not left_in_peace(goes, quiet), (zone, at)
        before = at
        while before < goes:
            assert left_in_peace(before, quiet), (zone, at, before)
            before += timedelta(minutes=10)
        if goes > at:
            assert left_in_peace(goes - timedelta(seconds=1), quiet), (zone, at, goes)


@pytest.mark.parametrize("day", CHANGES, ids=str)
@pytest.mark.parametrize("hours", [NIGHT, NOON, DEEP], ids=["night", "noon", "deep"])
def test_wherever_clocks_are_changed_that_day(day: date, hours: tuple[time, time]) -> None:
    for zone in ("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kathmandu"):
        holds(zone, hours, day, Random(day.toordinal()))  # noqa: S311 - the same moments in every run


@pytest.mark.once
def test_in_every_zone_people_live_in() -> None:
    dice = Random(17)  # noqa: S311 - as above
    for zone in places_of_zones():
        holds(zone, dice.choice([NIGHT, NOON, DEEP]), dice.choice(CHANGES), dice)
