"""When a digest is due: on the reader's clock and working days, always later than now, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.kernel.refusals import Refused
from parley.notifications.rules.digests import (
    comes_on,
    first_times,
    first_working_day,
    is_away,
    next_digest,
    times_of,
)
from parley.notifications.terms.digests import Rhythm, Times

ZONES = ("Europe/London", "Asia/Tokyo", "America/New_York", "Asia/Riyadh", "Asia/Tehran", "Australia/Lord_Howe", "UTC")
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))  # noqa: DTZ001 - given a zone in the next step
CHOSEN = st.builds(
    lambda rhythm, days, hour: Times(rhythm, tuple(sorted(days)[: 1 if rhythm is Rhythm.WEEKLY else 7]), hour),
    st.sampled_from([Rhythm.WORKING_DAYS, Rhythm.DAYS, Rhythm.WEEKLY]),
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 23),
)


@given(CHOSEN, st.sampled_from(ZONES), MOMENTS)
def test_the_next_one_is_later_on_a_day_it_comes_and_none_is_left_out_before_it(
    times: Times, zone: str, after: datetime
) -> None:
    due = next_digest(times, zone, after=after)
    assert due is not None
    here = ZoneInfo(zone)
    day = due.astimezone(UTC).astimezone(here).date()
    assert due > after
    assert comes_on(times, day, zone)
    first = after.astimezone(here).date()
    between = [first + timedelta(days=n) for n in range(1, (day - first).days)]
    assert not any(comes_on(times, each, zone) for each in between)


def test_an_hour_that_clocks_leave_out_is_the_one_after_it() -> None:
    times = Times(Rhythm.WEEKLY, (6,), 1)
    due = next_digest(times, "Europe/London", after=datetime(2027, 3, 27, 12, tzinfo=UTC))
    assert due is not None
    assert due.astimezone(UTC) == datetime(2027, 3, 28, 1, tzinfo=UTC), "01:00 is 02:00 on that day"


def test_never_is_never() -> None:
    assert next_digest(Times(Rhythm.NEVER), "UTC", after=datetime(2027, 1, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(("zone", "day"), [("Europe/London", 0), ("Asia/Riyadh", 6), ("Asia/Tehran", 5), ("UTC", 0)])
def test_the_first_one_comes_when_the_week_begins_there_at_eight(zone: str, day: int) -> None:
    assert first_working_day(zone) == day
    assert first_times(zone) == Times(Rhythm.WEEKLY, (day,), 8)


@pytest.mark.parametrize(
    ("rhythm", "days", "hour", "words"),
    [
        (Rhythm.WEEKLY, (0, 1), 8, "one weekday"),
        (Rhythm.WEEKLY, (), 8, "one weekday"),
        (Rhythm.DAYS, (), 8, "at least one"),
        (Rhythm.DAYS, (7,), 8, "at least one"),
        (Rhythm.WORKING_DAYS, (), 24, "full hour"),
    ],
)
def test_what_goes_not_together_is_refused_with_what_to_do(
    rhythm: Rhythm, days: tuple[int, ...], hour: int, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        times_of(rhythm, days, hour)


def test_days_are_kept_in_order_and_only_where_they_mean_something() -> None:
    assert times_of(Rhythm.DAYS, (4, 0, 4), 7) == Times(Rhythm.DAYS, (0, 4), 7)
    assert times_of(Rhythm.WORKING_DAYS, (4,), 7) == Times(Rhythm.WORKING_DAYS, (), 7)


def test_away_is_from_the_first_to_the_last_day() -> None:
    first, last = date(2027, 1, 4), date(2027, 1, 8)
    assert [is_away(first, last, first + timedelta(days=n)) for n in (-1, 0, 4, 5)] == [False, True, True, False]
    assert not is_away(None, None, first)
