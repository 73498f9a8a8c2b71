"""Whose hours a series takes: the places of a group's people, the table of inconvenience, holidays, past moments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet

from parley.groups.queries import insiders_of
from parley.meetings import rules
from parley.meetings.models import Holiday, HourCosts, Meeting, Series, SittingRegion
from parley.meetings.queries.facts import series_facts
from parley.meetings.rules.holidays import clash_of
from parley.meetings.terms import PLANNED_AHEAD, STILL_TO_COME, Occurrence
from parley.meetings.terms.hours import HolidayClash, HolidayFacts, Inconvenience, Place
from parley.people.queries import people_in_the_company

FARTHEST = timedelta(days=1100)  # in which ten meetings of a quarterly series lie


def places_of(area: int) -> list[Place]:
    """Say how many of a group's people share a region and a zone, most first. One query."""
    rows = people_in_the_company().filter(insiders_of(area)).order_by().values_list("region", "time_zone")
    counted = rows.annotate(people=Count("pk", distinct=True)).order_by("-people", "time_zone", "region")
    return [Place(region, zone, people) for region, zone, people in counted]


def hour_costs() -> Inconvenience:
    """Give the company's own table, or the usual one. One query."""
    row = HourCosts.objects.order_by("-pk").first()
    return Inconvenience(tuple(row.halves), row.weekend) if row else Inconvenience()


def hour_costs_key() -> int:
    """Give the key of the company's own table, 0 for the usual one. One query."""
    return HourCosts.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def holidays_listed(since: date) -> QuerySet[Holiday]:
    """Holidays from a day on, the first first."""
    return Holiday.objects.filter(day__gte=since).select_related("region").order_by("day", "region__name", "pk")


def holidays_between(first: date, last: date) -> list[HolidayFacts]:
    """Holidays between two days, both included. One query."""
    return [
        HolidayFacts(each.day, each.name, each.region_id, each.region.name if each.region else "")
        for each in holidays_listed(first).filter(day__lte=last)
    ]


def second_regions_of(series: Series) -> list[int]:
    """The regions whose people come to the second sitting. One query."""
    return list(SittingRegion.objects.filter(series=series).order_by("region").values_list("region", flat=True))


def rows_ahead(series: Series, at: datetime) -> list[Meeting]:
    """The meetings of a series that are made already, from two days ago on, the first first. One query."""
    since = (at - timedelta(days=2)).date()
    rows = Meeting.objects.filter(series=series, occurrence__gte=since).select_related("area")
    return list(rows.order_by("starts_at"))


def coming_moments(series: Series, ahead: Iterable[Meeting], at: datetime, days: int) -> list[Occurrence]:
    """When the next meetings of a series will be, without those cancelled: of so many days, the first first.

    `ahead` are its `rows_ahead`, of which moved ones count where they went.
    """
    planned = {(each.occurrence, each.sitting): each for each in ahead}
    facts = series_facts(series)
    today = at.astimezone(ZoneInfo(series.time_zone)).date()
    found: dict[date, list[Occurrence]] = {}
    for each in rules.occurrences(facts, today - timedelta(days=1), today + FARTHEST):
        row = planned.get((each.day, each.sitting))
        starts_at = row.starts_at if row else each.starts_at
        if starts_at <= at or (row and row.state not in STILL_TO_COME):
            continue
        if each.day not in found and len(found) == days:
            break
        found.setdefault(each.day, []).append(Occurrence(each.day, starts_at, each.sitting, each.time_zone))
    return [each for moments in found.values() for each in moments]


@dataclass(frozen=True, slots=True)
class OnAHoliday:
    """A coming meeting that falls on a holiday, and what is best done."""

    meeting: Meeting
    clash: HolidayClash


def meetings_on_holidays(
    ahead: Iterable[Meeting], places: Sequence[Place], second_regions: Iterable[int], at: datetime
) -> list[OnAHoliday]:
    """Of a series' `rows_ahead` those on somebody's holiday, unless somebody said that they are held. One query."""
    until = at + PLANNED_AHEAD
    rows = [each for each in ahead if each.state in STILL_TO_COME and at < each.starts_at <= until]
    days = holidays_between((at - timedelta(days=8)).date(), (until + timedelta(days=8)).date())
    second = set(second_regions) if any(each.sitting == 2 for each in rows) else set()
    taken = {each.starts_at.astimezone(ZoneInfo(each.time_zone)).date() for each in rows}
    found = []
    for each in rows:
        mine = [place for place in places if not second or (place.region in second) == (each.sitting == 2)]
        clash = None if each.held_anyway else clash_of(each.starts_at, mine, days, taken, zone=each.time_zone, at=at)
        if clash:
            found.append(OnAHoliday(each, clash))
    return found
