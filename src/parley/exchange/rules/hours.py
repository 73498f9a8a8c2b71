"""Files of hours: turns and second sittings of series, holidays, and what hours cost."""

import re
from collections.abc import Sequence
from typing import Any

from parley.exchange.rules import cells
from parley.exchange.rules.cells import words
from parley.exchange.rules.columns import Sheet, c, identified_by
from parley.exchange.rules.finishing import note_region
from parley.exchange.rules.known import Known
from parley.exchange.terms import Kind
from parley.kernel.refusals import Refused
from parley.meetings.rules.sittings import must_be_hours
from parley.meetings.terms.hours import MOST_INCONVENIENT, WEEKEND, SeriesHour

COLUMNS = {"turn_1": "turns", "second_day": "second_sitting"}  # where a rule names another field


def turn(cell: str, known: Known) -> SeriesHour:
    """Read an hour beside the series' own: “09:00 Asia/Tokyo”, with +1 where it is the next day, -1 the day before."""
    found = re.fullmatch(r"\s*(\S+)\s+([A-Za-z_/+-]+[A-Za-z_/0-9+-]*)\s*([+-]1)?\s*", cell)
    if not found:
        raise Refused(
            "Write an hour and its zone, for instance “09:00 Asia/Tokyo”, with +1 behind it for the next day."
        )
    later = int(found[3] or 0)
    return SeriesHour(1, 0, cells.hour(found[1], known), cells.zone(found[2], known), later)


def turn_written(hour: SeriesHour) -> str:
    """Write such an hour."""
    later = f" {hour.days_later:+d}" if hour.days_later else ""
    return f"{hour.local_time:%H:%M} {hour.time_zone}{later}"


def sittings(values: dict[str, Any], known: Known) -> None:
    """Put a series' further hours in order, and note the regions of its second sitting. Raises Refused."""
    firsts, seconds = values.get("turns") or (), values.get("second_sitting") or ()
    regions: Sequence[str] = values.get("second_regions") or ()
    for each in regions:
        note_region(each, known)
    if regions and not seconds:
        raise Refused("Say when these regions meet, or name none.", field="second_sitting")
    own = SeriesHour(1, 0, values["time"], values["time_zone"])
    both = [*firsts, *(SeriesHour(2, 0, each.local_time, each.time_zone, each.days_later) for each in seconds)]
    try:
        hours = must_be_hours(both, regions=range(len(regions)), own=own)
    except Refused as trouble:
        raise Refused(trouble.sentence, field=COLUMNS.get(trouble.field, trouble.field)) from trouble
    for name, sitting in (("turns", 1), ("second_sitting", 2)):
        if name in values:
            values[name] = tuple(each for each in hours if each.sitting == sitting)


def half_hour(cell: str, known: Known) -> str:
    """Read when a half hour begins, 00:00 to 23:30, or the weekend."""
    if cell.strip().casefold() == WEEKEND:
        return WEEKEND
    found = cells.hour(cell, known)
    if found.minute % 30:
        raise Refused("Half hours begin at the hour or thirty minutes past it. Write one like 08:30, or weekend.")
    return f"{found:%H:%M}"


def _holiday(values: dict[str, Any], known: Known) -> None:
    note_region(values.get("region"), known)


def _as_it_is(values: dict[str, Any], known: Known) -> None:
    """A half hour follows from nothing else."""


HOLIDAYS = Sheet(Kind.HOLIDAYS, (
    c("day", "The day on which nobody works there.", cells.day, required=True),
    c("region", "Where. Empty: in the whole company.", cells.region),
    c("name", "What it is called.", words(120), required=True),
), _holiday, identified_by("day", "region"), "Days on which a region, or everybody, does not work.")  # fmt: skip

HOUR_COSTS = Sheet(Kind.HOUR_COSTS, (
    c("half_hour", "When it begins: 00:00 to 23:30; or weekend, for the least that a half hour costs there.", half_hour,
      required=True),
    c("points", f"What meeting then costs somebody, 0 to {MOST_INCONVENIENT}.", cells.number(0, MOST_INCONVENIENT),
      required=True),
), _as_it_is, identified_by("half_hour"), "What each half hour of the day costs. Those left out stay.")  # fmt: skip

HOURS = {each.kind: each for each in (HOLIDAYS, HOUR_COSTS)}
