"""Which hours a series may have beside its own: turns of an unsocial hour, and a second sitting for far regions."""

from collections.abc import Collection, Iterable, Sequence
from datetime import time
from typing import Any

from parley.kernel.refusals import Refused
from parley.meetings.terms.hours import SeriesHour

MOST_TURNS = 4


def must_be_hours(hours: Sequence[SeriesHour], *, regions: Iterable[int], own: SeriesHour) -> tuple[SeriesHour, ...]:
    """Give the hours in order; raises Refused for more turns than four, an hour twice, or a sitting for nobody."""
    second = [each for each in hours if each.sitting == 2]
    if second and not list(regions):
        raise Refused("A second sitting is for some regions. Choose who comes to it.", field="second_regions")
    for sitting in (1, 2):
        turns = [each for each in (own, *hours) if each.sitting == sitting]
        if len(turns) > MOST_TURNS:
            raise Refused(f"At most {MOST_TURNS} hours take turns. Leave one out.", field="turn_1")
        if len({(each.local_time, each.time_zone, each.days_later) for each in turns}) < len(turns):
            raise Refused("The same hour stands there twice. Take turns between different hours.", field="turn_1")
    if any(abs(each.days_later) > 1 for each in hours):
        raise Refused("Another sitting is on the same day, the day before or the day after.", field="second_day")
    kept = sorted(hours, key=lambda each: (each.sitting, each.turn))
    firsts = [each for each in kept if each.sitting == 1]
    return (
        *(_at(each, turn) for turn, each in enumerate(firsts, 1)),
        *(_at(each, turn) for turn, each in enumerate(second)),
    )


def must_be_regions(regions: Iterable[int], known: Collection[int]) -> tuple[int, ...]:
    """Give the regions of a second sitting, each once; raises Refused for one that is none."""
    asked = tuple(sorted(set(regions)))
    if not set(asked) <= set(known):
        raise Refused("One of these regions is none of the company’s. Choose who comes again.", field="second_regions")
    return asked


def _at(hour: SeriesHour, turn: int) -> SeriesHour:
    return SeriesHour(hour.sitting, turn, hour.local_time, hour.time_zone, hour.days_later)


def hours_written(hours: Iterable[SeriesHour]) -> list[list[Any]]:
    """Write hours as a table keeps them."""
    return [[each.sitting, each.turn, f"{each.local_time:%H:%M}", each.time_zone, each.days_later] for each in hours]


def hours_read(written: Iterable[Sequence[Any]]) -> tuple[SeriesHour, ...]:
    """Read hours as a table keeps them."""
    return tuple(
        SeriesHour(sitting, turn, time.fromisoformat(hour), zone, later) for sitting, turn, hour, zone, later in written
    )
