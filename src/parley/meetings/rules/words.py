"""A series and its moments said as sentences, for the zone of whoever reads them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from parley.meetings.rules.rhythm import lacks_first_week, next_occurrence, rhythm_of, week_of_month_is_open
from parley.meetings.terms import WEEKDAYS, Rhythm, SeriesFacts

NTH_WORDS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
EVERY = {1: "Every", 2: "Every other"}
COUNTED = {3: "three", 4: "four", 5: "five", 6: "six", 8: "eight"}


def series_words(facts: SeriesFacts, *, reader_zone: str, at: datetime) -> str:
    """Say when a series meets: “Every other Tuesday, 14:00 London (09:00 for New York)”.

    The hour for the reader is that of the next occurrence, since the clocks of two zones change on different days.
    """
    often = rhythm_words(rhythm_of(facts.rule))
    hour = f"{facts.local_time:%H:%M} {city(facts.time_zone)}"
    if lacks_first_week(facts):
        return f"{often}, {hour}; nobody has said yet in which week it starts"
    coming = next_occurrence(facts, at)
    if coming is None:
        return f"{often}, {hour}; ended"
    return f"{often}, {hour}{for_reader(coming.starts_at, facts.time_zone, reader_zone)}"


def rhythm_words(rhythm: Rhythm) -> str:
    """Say a rhythm without its hour: “Every other Tuesday”, “The last Thursday of each month”."""
    days = _listed([WEEKDAYS[day] for day in rhythm.weekdays])
    number = COUNTED.get(rhythm.interval, str(rhythm.interval))
    if not rhythm.monthly:
        if rhythm.interval in EVERY:
            return f"{EVERY[rhythm.interval]} {days}"
        return f"Every {number} weeks on {days}"
    months = {1: "each month", 2: "every other month"}.get(rhythm.interval, f"every {number} months")
    if rhythm.nth:
        return f"The {NTH_WORDS[rhythm.nth]} {days} of {months}"
    if week_of_month_is_open(rhythm):
        return f"One {days} of {months}"
    return f"The {days} between day {rhythm.month_days[0]} and {rhythm.month_days[-1]} of {months}"


def moment_words(starts_at: datetime, time_zone: str, *, reader_zone: str, at: datetime) -> str:
    """Say a moment where it is held, and for the reader: “Tue 24 Nov, 14:00 London (09:00 for New York)”."""
    local = starts_at.astimezone(ZoneInfo(time_zone))
    return (
        f"{day_words(local.date(), at)}, {local:%H:%M} {city(time_zone)}{for_reader(starts_at, time_zone, reader_zone)}"
    )


def for_reader(starts_at: datetime, time_zone: str, reader_zone: str) -> str:
    """Say in brackets what the reader's clock shows then; nothing when it shows the same."""
    here, theirs = starts_at.astimezone(ZoneInfo(time_zone)), starts_at.astimezone(ZoneInfo(reader_zone))
    if here.utcoffset() == theirs.utcoffset():
        return ""
    apart = (theirs.date() - here.date()).days
    other_day = {0: "", 1: " the next day", -1: " the day before"}[apart]
    if reader_zone == "UTC":
        return f" ({theirs:%H:%M} UTC{other_day})"
    return f" ({theirs:%H:%M}{other_day} for {city(reader_zone)})"


def moved_by_clocks(before: datetime, now: datetime, *, time_zone: str, reader_zone: str) -> tuple[str, str] | None:
    """Give what the reader's clock showed at the meeting before, and shows now, where clocks alone make a difference.

    None where it is the same hour, and where the meeting itself was put to another hour of the zone it is held in.
    """
    held = [each.astimezone(ZoneInfo(time_zone)).time() for each in (before, now)]
    read = [f"{each.astimezone(ZoneInfo(reader_zone)):%H:%M}" for each in (before, now)]
    return (read[0], read[1]) if held[0] == held[1] and read[0] != read[1] else None


def day_words(day: date, at: datetime) -> str:
    """Say a day: “Tue 24 Nov”, with its year when that is not this one."""
    year = "" if day.year == at.astimezone(UTC).year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def city(zone: str) -> str:
    """Say a time zone by its city: Europe/London is London."""
    return zone.rpartition("/")[2].replace("_", " ")


def _listed(words: list[str]) -> str:
    return " and ".join(", ".join(words).rsplit(", ", 1))
