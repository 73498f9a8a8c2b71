"""When a series meets said in one sentence, for the zone and the sitting of whoever reads it."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from parley.meetings.rules.rhythm import lacks_first_week, next_occurrence, rhythm_of
from parley.meetings.rules.words import city, for_reader, rhythm_words
from parley.meetings.terms import SeriesFacts
from parley.meetings.terms.hours import SeriesHour

LATER = {-1: " the day before", 0: "", 1: " the next day"}


def hours_in_words(hours: Sequence[SeriesHour], regions: str = "") -> str:
    """Say a choice of hours: “09:00 and 20:00 London in turn”; `regions` names those of a second sitting."""
    firsts = [each for each in hours if each.sitting == 1]
    clock = " and ".join(", ".join(f"{each.local_time:%H:%M}" for each in firsts).rsplit(", ", 1))
    said = f"{clock} {city(firsts[0].time_zone)}" + (" in turn" if len(firsts) > 1 else "")
    for each in hours:
        if each.sitting == 2:
            said += f", and a second sitting at {each.local_time:%H:%M} {city(each.time_zone)}{LATER[each.days_later]}"
            said += f" for {regions}" if regions else ""
    return said


def series_words(facts: SeriesFacts, *, reader_zone: str, at: datetime, sitting: int = 1) -> str:
    """Say when a series meets: “Every other Tuesday, 14:00 London (09:00 for New York)”.

    The hour for the reader is that of the next meeting of their `sitting`, since the clocks of two zones change on
    different days. Of several hours all are named, and which of them that next meeting has.
    """
    often = rhythm_words(rhythm_of(facts.rule))
    all_hours = hours_in_words((SeriesHour(1, 0, facts.local_time, facts.time_zone), *facts.hours))
    if lacks_first_week(facts):
        return f"{often}, {all_hours}; nobody has said yet in which week it starts"
    two = any(each.sitting == 2 for each in facts.hours)
    coming = next_occurrence(facts, at, sitting=sitting if two else 1)
    if coming is None:
        return f"{often}, {all_hours}; ended"
    hour = f"{coming.starts_at.astimezone(ZoneInfo(coming.time_zone)):%H:%M} {city(coming.time_zone)}"
    hour += for_reader(coming.starts_at, coming.time_zone, reader_zone)
    if not facts.hours:
        return f"{often}, {hour}"
    return f"{often}, {all_hours}; {'yours is next' if two else 'next'} at {hour}"
