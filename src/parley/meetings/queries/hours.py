"""Whose hours a series takes: the places of a group's people, the table of inconvenience, holidays, past moments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from parley.groups.queries import insiders_of
from parley.meetings import rules
from parley.meetings.models import Holiday, HourCosts, Meeting, Series, SittingRegion
from parley.meetings.queries.facts import series_facts
from parley.meetings.rules.holidays import clash_of
from parley.meetings.terms import PLANNED_AHEAD, STILL_TO_COME, Occurrence
from parley.meetings.terms.hours import HolidayClash, HolidayFacts, Inconvenience, Place
from parley.people.queries import people_in_the_company
from parley.prepared import prepared

FARTHEST = timedelta(days=1100)  # in which ten meetings of a quarterly series lie


def places_of(area: int) -> list[Place]:
    """Say how many of a group's people share a region and a zone, most first. One query."""
    return [Place(region, zone, people) for region, zone, people in _places(area)]


@prepared
def _places(area: int) -> QuerySet[Any, tuple[int | None, str, int]]:
    rows = people_in_the_company().filter(insiders_of(area)).order_by().values_list("region", "time_zone")
    return rows.annotate(people=Count("pk", distinct=True)).order_by("-people", "time_zone", "region")


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


def second_regions_of(series: Series) -> tuple[int, ...]:
    """The regions whose people come to the second sitting; none of a series that is not kept yet. One query."""
    if not series.pk:
        return ()
    return tuple(SittingRegion.objects.filter(series=series).order_by("region").values_list("region", flat=True))


def rows_ahead(series: Series, at: datetime) -> list[Meeting]:
    """The meetings of a series that are made already: to come, or of a day since two days ago, the first first.

    One of an earlier day may have been moved to one to come. One query.
    """
    since = (at - timedelta(days=2)).date()
    rows = Meeting.objects.filter(Q(occurrence__gte=since) | Q(starts_at__gt=at), series=series)
    return list(rows.select_related("area").order_by("starts_at", "pk"))


def coming_moments(series: Series, ahead: Iterable[Meeting], at: datetime, days: int) -> list[Occurrence]:
    """When the next meetings of a series will be, without those cancelled: of so many days, the first first.

    `ahead` are its `rows_ahead`, which count where they are, also on days on which the series meets no more; the rest
    is what it makes of days that have no meeting yet.
    """
    rows = list(ahead)
    made = {each.occurrence for each in rows}
    today = at.astimezone(ZoneInfo(series.time_zone)).date()
    found = [
        Occurrence(each.occurrence or each.starts_at.date(), each.starts_at, each.sitting, each.time_zone)
        for each in rows
        if each.state in STILL_TO_COME
    ]
    found += [
        each
        for each in rules.occurrences(series_facts(series), today - timedelta(days=1), today + FARTHEST)
        if each.day not in made
    ]
    coming = sorted((each for each in found if each.starts_at > at), key=lambda each: (each.starts_at, each.sitting))
    shown = list(dict.fromkeys(each.day for each in coming))[:days]
    return [each for each in coming if each.day in shown]


@dataclass(frozen=True, slots=True)
class OnAHoliday:
    """A coming meeting that falls on a holiday, and what is best done."""

    meeting: Meeting
    clash: HolidayClash


def meetings_on_holidays(
    ahead: Iterable[Meeting], places: Sequence[Place], seats: Mapping[int, frozenset[int]], at: datetime
) -> list[OnAHoliday]:
    """Of a series' `rows_ahead` those on somebody's holiday, unless somebody said that they are held. One query.

    `seats` are the regions of the second sitting of their days, by meeting.
    """
    until = at + PLANNED_AHEAD
    rows = [each for each in ahead if each.state in STILL_TO_COME and at < each.starts_at <= until]
    days = holidays_between((at - timedelta(days=8)).date(), (until + timedelta(days=8)).date())
    taken = {each.starts_at.astimezone(ZoneInfo(each.time_zone)).date() for each in rows}
    found = []
    for each in rows:
        second = seats.get(each.pk, frozenset())
        mine = [place for place in places if (place.region in second) == (each.sitting == 2)]
        clash = None if each.held_anyway else clash_of(each.starts_at, mine, days, taken, zone=each.time_zone, at=at)
        if clash:
            found.append(OnAHoliday(each, clash))
    return found
