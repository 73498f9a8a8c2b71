"""Changing what each hour costs, holidays, and what becomes of a meeting on one."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from parley.groups.queries import acting
from parley.kernel.refusals import Refused, Stale
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.events import HeldOnHoliday, HolidayDropped, HolidayKept, HolidaysTakenIn, HourCostsKept
from parley.meetings.models import Holiday, HourCosts, Meeting
from parley.meetings.queries import (
    hour_costs,
    locked,
    meeting_facts,
    meetings_on_holidays,
    places_of,
)
from parley.meetings.queries.hours import hour_costs_key
from parley.meetings.queries.seats import second_regions_on
from parley.meetings.rules.holiday_files import LONGEST_NAME
from parley.meetings.rules.inconvenience import must_be_a_table, table_words
from parley.people.models import Region
from parley.people.queries import administrators_in_turn, regions
from parley.people.rules import must_administer, must_have_a_name


@action
def keep_hour_costs(
    *, halves: Sequence[int], weekend: int, seen: int | None = None, actor: Actor, at: datetime
) -> None:
    """Say what each of the 48 half hours of a day costs, in points, and a half hour of a weekend at least.

    `seen` is the key of the table that was read, 0 for the usual one; raises Stale when there is another by now.
    """
    del at
    must_administer(acting(actor))
    administrators_in_turn()
    table, now = must_be_a_table(halves, weekend), hour_costs()
    if table == now:
        return
    if seen not in {None, hour_costs_key()}:
        raise Stale(
            "Somebody changed this table meanwhile. Look at what it says now, then change it again.",
            theirs=table_words(now),
            yours=table_words(table),
        )
    HourCosts.objects.create(halves=list(table.halves), weekend=table.weekend)
    record(HourCostsKept(halves=table.halves, weekend=table.weekend))


@action
def keep_holiday(*, day: date, name: str, region: Region | None = None, actor: Actor, at: datetime) -> Holiday:
    """Write a holiday of a region down, or of the whole company; one that is there gets the name."""
    del at
    must_administer(acting(actor))
    named = must_have_a_name(name)[:LONGEST_NAME]
    row, new = Holiday.objects.get_or_create(day=day, region=region, defaults={"name": named})
    if not new and row.name == named:
        return row
    if not new:
        row.name = named
        row.save(update_fields=["name"])
    record(HolidayKept(day=day, region=region.pk if region else None))
    return row


@action
def drop_holiday(*, holiday: Holiday, actor: Actor, at: datetime) -> None:
    """Take a holiday back, unless somebody has done so."""
    del at
    must_administer(acting(actor))
    gone, _ = Holiday.objects.filter(pk=holiday.pk).delete()
    if gone:
        record(HolidayDropped(day=holiday.day, region=holiday.region_id))


@action
def take_in_holidays(
    *, rows: Iterable[tuple[date, str, str]], region: Region | None = None, actor: Actor, at: datetime
) -> tuple[int, int]:
    """Take holidays in from a file: days, names, and regions by name or key, `region` where a row names none.

    Gives how many were added and how many were there. Raises Refused for a region nobody knows.
    """
    del at
    must_administer(acting(actor))
    known = {word: each for each in regions() for word in (each.name.casefold(), each.key)}
    wanted: dict[tuple[date, int | None], str] = {}
    for day, name, where in rows:
        if where and where.casefold() not in known:
            raise Refused(f"“{where[:60]}” is no region. Name one of {', '.join(sorted(known))}.", field="file")
        place = known[where.casefold()] if where else region
        wanted.setdefault((day, place.pk if place else None), name)
    there = set(Holiday.objects.filter(day__in={day for day, _ in wanted}).values_list("day", "region"))
    new = [
        Holiday(day=day, region_id=place, name=name)
        for (day, place), name in wanted.items()
        if (day, place) not in there
    ]
    Holiday.objects.bulk_create(new, ignore_conflicts=True)  # somebody may bring the same file at the same time
    record(HolidaysTakenIn(added=len(new), same=len(wanted) - len(new)))
    return len(new), len(wanted) - len(new)


@action
def hold_on_holiday(*, meeting: Meeting, actor: Actor, at: datetime) -> None:
    """Say that a meeting is held although it falls on a holiday, so that nobody is asked again.

    Raises Refused when it falls on nobody's holiday.
    """
    row = locked(meeting)
    rules.must_run(acting(actor), meeting_facts(row))
    rules.must_still_come(meeting_facts(row))
    if row.held_anyway:
        return
    if not meetings_on_holidays([row], places_of(row.area_id), second_regions_on([row.pk]), at):
        raise Refused("This meeting is on nobody’s holiday, so it is held as it is. Look at the series again.")
    row.held_anyway = True
    row.save(update_fields=["held_anyway"])
    record(HeldOnHoliday(meeting=row.pk, area=row.area_id))
