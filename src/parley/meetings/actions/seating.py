"""Saying on each plan of a series whose regions come to the second sitting, until one of the two is published."""

from collections.abc import Collection, Iterable
from datetime import date

from parley.meetings.models import Meeting, MeetingRegion, Series, SittingRegion
from parley.meetings.queries.hours import second_regions_of
from parley.meetings.terms import MeetingState

TOLD = (MeetingState.PUBLISHED, MeetingState.HELD)


def _seat_series(series: Series, regions: Collection[int]) -> None:
    """Say whose people come to the second sitting from now on."""
    there = second_regions_of(series)
    SittingRegion.objects.filter(series=series).exclude(region__in=regions).delete()
    SittingRegion.objects.bulk_create(
        SittingRegion(series=series, region_id=each) for each in regions if each not in there
    )


def _seat_plans(series: Series, plans: Collection[Meeting]) -> None:
    """Seat plans as the series now says; those of a day on which people were told of the other sitting, as that."""
    if not plans:
        return
    there = set(MeetingRegion.objects.filter(meeting__in=_keys(plans)).values_list("meeting", "region"))
    now = second_regions_of(series)
    told = _told_seats(series, [each.occurrence for each in plans if each.occurrence]) if there or now else {}
    wanted = {(each.pk, region) for each in plans for region in told.get(each.occurrence, now)}
    for gone in {region for _, region in there - wanted}:
        rows = MeetingRegion.objects.filter(region=gone)
        rows.filter(meeting__in=[meeting for meeting, region in there - wanted if region == gone]).delete()
    MeetingRegion.objects.bulk_create(
        MeetingRegion(meeting_id=meeting, region_id=region) for meeting, region in sorted(wanted - there)
    )


def _told_seats(series: Series, days: Iterable[date]) -> dict[date | None, set[int]]:
    """The regions of the second sitting on those of some days of which people were told."""
    rows = Meeting.objects.filter(series=series, occurrence__in=set(days), state__in=TOLD)
    told: dict[date | None, set[int]] = {}
    for day, region in rows.values_list("occurrence", "second_regions__region"):
        told.setdefault(day, set()).update([region] if region else [])
    return told


def _days_for_all(series: Series, days: Iterable[date]) -> set[date | None]:
    """Those of some days on which everybody was told to come to the first sitting: no second is made for them."""
    return {day for day, regions in _told_seats(series, days).items() if not regions}


def _keys(meetings: Iterable[Meeting]) -> tuple[int, ...]:
    return tuple(each.pk for each in meetings)
