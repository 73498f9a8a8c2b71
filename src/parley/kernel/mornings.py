"""When people are reminded of something: in the morning of a working day of theirs, where they are."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(9)
_LASTS = timedelta(hours=3)  # what could not go out by then waits for the next working day
WEEKEND = frozenset({5, 6})  # as date.weekday() counts
FRIDAY_AND_SATURDAY = frozenset({4, 5})
WEEKENDS = dict.fromkeys(  # CLDR 46, weekData; everywhere else it is Saturday and Sunday
    (
        "Africa/Algiers", "Africa/Cairo", "Africa/Khartoum", "Africa/Tripoli", "Asia/Aden", "Asia/Amman",
        "Asia/Baghdad", "Asia/Bahrain", "Asia/Damascus", "Asia/Jerusalem", "Asia/Kuwait", "Asia/Muscat", "Asia/Qatar",
        "Asia/Riyadh", "Asia/Tel_Aviv",
    ),
    FRIDAY_AND_SATURDAY,
) | {"Asia/Kabul": frozenset({3, 4}), "Asia/Tehran": frozenset({4})}  # fmt: skip


def works_on(day: date, zone: str) -> bool:
    """Whether a day is none of the weekend in a time zone."""
    return day.weekday() not in WEEKENDS.get(zone, WEEKEND)


def morning_of(day: date, zone: str) -> datetime:
    """Give nine o’clock of a day in a time zone: no clock is changed at that hour anywhere."""
    return datetime.combine(day, MORNING, ZoneInfo(zone))


def next_morning(at: datetime, zone: str) -> datetime:
    """Give now while it is the morning of a working day in a time zone, else when the next one begins."""
    day = at.astimezone(ZoneInfo(zone)).date()
    while not works_on(day, zone) or at >= morning_of(day, zone) + _LASTS:
        day += timedelta(days=1)
    return max(at, morning_of(day, zone))
