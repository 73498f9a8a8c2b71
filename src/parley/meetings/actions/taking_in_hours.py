"""Many holidays at once, and the table of what hours cost, as the files of a company bring them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from parley.kernel.bunches import bunches
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings.events import HolidaysTakenIn, HourCostsKept
from parley.meetings.models import Holiday, HourCosts
from parley.meetings.queries.hours import hour_costs
from parley.meetings.rules.inconvenience import must_be_a_table
from parley.meetings.terms.hours import WEEKEND
from parley.people.queries import administrators_in_turn, regions


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayRow:
    """A holiday as a file states it; without a region, of the whole company."""

    day: date
    name: str
    region: str | None = None


@action
def take_in_holiday_rows(*, rows: Iterable[HolidayRow], actor: Actor, at: datetime) -> tuple[int, int, int]:
    """Add holidays, and give those that are here the name of the file; how many were added, changed and the same."""
    del at
    places = {each.name: each.pk for each in regions()}
    added = changed = same = 0
    for bunch in bunches(rows):
        wanted = {(row.day, places[row.region] if row.region else None): row.name for row in bunch}
        there = {
            (each.day, each.region_id): each for each in Holiday.objects.filter(day__in={day for day, _ in wanted})
        }
        new = [Holiday(day=day, region_id=place, name=name) for (day, place), name in wanted.items()
               if (day, place) not in there]  # fmt: skip
        moved = [there[where] for where, name in wanted.items() if where in there and there[where].name != name]
        for holiday in moved:
            holiday.name = wanted[holiday.day, holiday.region_id]
        if new:
            Holiday.objects.bulk_create(new, ignore_conflicts=True)  # somebody may bring the same at the same time
        if moved:
            Holiday.objects.bulk_update(moved, ["name"])
        added, changed, same = added + len(new), changed + len(moved), same + len(bunch) - len(new) - len(moved)
    if added or changed:
        record(HolidaysTakenIn(added=added, same=same, changed=changed))
    return added, changed, same


@action
def take_in_hour_costs(*, points: Mapping[str, int], actor: Actor, at: datetime) -> tuple[int, int, int]:
    """Take over what half hours cost, by “08:30” or “weekend”; those not named stay. How many changed and not."""
    del at
    administrators_in_turn()
    now = hour_costs()
    names = [f"{half // 2:02}:{half % 2 * 30:02}" for half in range(48)]
    halves = [points.get(name, now.halves[half]) for half, name in enumerate(names)]
    weekend = points.get(WEEKEND, now.weekend)
    before = dict(zip(names, now.halves, strict=True)) | {WEEKEND: now.weekend}
    changed = sum(before[name] != cost for name, cost in points.items())
    if changed:
        table = must_be_a_table(halves, weekend)
        HourCosts.objects.create(halves=list(table.halves), weekend=table.weekend)
        record(HourCostsKept(halves=table.halves, weekend=table.weekend))
    return 0, changed, len(points) - changed
