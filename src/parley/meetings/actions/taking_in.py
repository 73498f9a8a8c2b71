"""Many series at once: when groups meet comes in, or changes, by one import."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from parley.groups.queries import area_pks
from parley.kernel.bunches import bunches
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.actions.planning import _put_right
from parley.meetings.actions.seating import _seat_series
from parley.meetings.events import SeriesTakenIn
from parley.meetings.models import Series
from parley.meetings.queries import series_facts
from parley.meetings.queries.hours import second_regions_of
from parley.meetings.rules.sittings import hours_written
from parley.meetings.terms.hours import SeriesHour
from parley.people.queries import regions

FIELDS = ("title", "rule", "starts_on", "local_time", "time_zone", "minutes", "said", "ended_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """A series as a file states it; only the fields in `stated` change one that is here already."""

    group: str
    key: str
    title: str
    rule: str
    local_time: time
    time_zone: str
    starts_on: date | None = None
    minutes: int = 60
    said: str = ""
    ended_on: date | None = None
    turns: tuple[SeriesHour, ...] = ()
    second_sitting: tuple[SeriesHour, ...] = ()
    second_regions: tuple[str, ...] = ()
    stated: frozenset[str]


@action
def take_in_series(*, rows: Iterable[SeriesRow], batch: int, actor: Actor, at: datetime) -> tuple[int, int, int]:
    """Add and change series and plan their next meetings; gives how many were added, changed and the same.

    A first day that somebody named in Parley stays when the file leaves it open.
    """
    areas, places = area_pks(), {each.name: each.pk for each in regions()}
    added = changed = same = 0
    for bunch in bunches(rows, 200):
        wanted = {(areas[row.group], row.key): row for row in bunch}
        there = {
            (each.area_id, each.key): each for each in Series.objects.filter(area__in={area for area, _ in wanted})
        }
        new = [_series(area, row) for (area, key), row in wanted.items() if (area, key) not in there]
        if new:
            Series.objects.bulk_create(new)
        for series in new:
            _seat_series(series, _keys_of(wanted[series.area_id, series.key].second_regions, places))
            _put_right(series, None, at)
        moved = [there[each] for each, row in wanted.items() if each in there and _change(there[each], row, places, at)]
        added, changed, same = added + len(new), changed + len(moved), same + len(bunch) - len(new) - len(moved)
    if added or changed:
        record(SeriesTakenIn(batch=batch, added=added, changed=changed))
    return added, changed, same


def _series(area: int, row: SeriesRow) -> Series:
    hours = hours_written([*row.turns, *row.second_sitting])
    return Series(area_id=area, key=row.key, hours=hours, **{field: getattr(row, field) for field in FIELDS})


def _keys_of(names: Iterable[str], places: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted(places[name] for name in names))


def _change(series: Series, row: SeriesRow, places: Mapping[str, int], at: datetime) -> bool:
    """Change what the file states otherwise, and put future meetings right; whether anything was."""
    new: dict[str, Any] = {field: getattr(row, field) for field in FIELDS if field in row.stated}
    if not row.starts_on:
        new.pop("starts_on", None)
        if "rule" in new and series.starts_on and series.starts_on.weekday() in rules.rhythm_of(row.rule).weekdays:
            new["rule"] = rules.settled(row.rule, series.starts_on)
    now = series_facts(series).hours
    firsts = row.turns if "turns" in row.stated else [each for each in now if each.sitting == 1]
    seconds = row.second_sitting if "second_sitting" in row.stated else [each for each in now if each.sitting == 2]
    new["hours"] = hours_written([*firsts, *seconds])
    seated = second_regions_of(series)
    seats = _keys_of(row.second_regions, places) if "second_regions" in row.stated else seated
    seats = seats if seconds else ()
    differs = [field for field, value in new.items() if getattr(series, field) != value]
    if not differs and seats == seated:
        return False
    before = series_facts(series)
    for field in differs:
        setattr(series, field, new[field])
    if differs:
        series.save(update_fields=differs)
    if seats != seated:
        _seat_series(series, seats)
    _put_right(series, before, at)
    return True
