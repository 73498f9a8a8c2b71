"""When a clock on the wall first shows an hour: also where it is put forward or back, by an hour, half or a day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from parley.kernel.clocks import first_shown


@pytest.mark.parametrize(
    ("day", "hour", "zone", "utc"),
    [
        (date(2026, 12, 1), time(8), "Europe/London", datetime(2026, 12, 1, 8, tzinfo=UTC)),
        (date(2027, 3, 14), time(2, 30), "America/New_York", datetime(2027, 3, 14, 7, tzinfo=UTC)),
        (date(2027, 3, 28), time(2, 30), "Europe/Berlin", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (date(2027, 3, 28), time(3), "Europe/Berlin", datetime(2027, 3, 28, 1, tzinfo=UTC)),
        (date(2027, 10, 31), time(2, 30), "Europe/Berlin", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        (date(2027, 11, 7), time(1, 30), "America/New_York", datetime(2027, 11, 7, 5, 30, tzinfo=UTC)),
        (date(2027, 10, 3), time(2, 15), "Australia/Lord_Howe", datetime(2027, 10, 2, 15, 30, tzinfo=UTC)),
        (date(2027, 4, 4), time(1, 45), "Australia/Lord_Howe", datetime(2027, 4, 3, 14, 45, tzinfo=UTC)),
        (date(2027, 4, 30), time(0), "Africa/Cairo", datetime(2027, 4, 29, 22, tzinfo=UTC)),
        (date(2011, 12, 30), time(8), "Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),  # the day left out
    ],
)
def test_the_first_moment_at_which_a_clock_shows_an_hour(day: date, hour: time, zone: str, utc: datetime) -> None:
    assert first_shown(day, hour, zone) == utc
    just_before = (utc - timedelta(seconds=1)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert just_before < datetime.combine(day, hour)
