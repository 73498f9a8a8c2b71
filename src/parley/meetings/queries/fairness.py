"""Who came and comes to the sittings of a series, and for how long: what fairness is reckoned from."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from parley.meetings.models import Meeting, Series
from parley.meetings.terms import MeetingState, Occurrence
from parley.meetings.terms.hours import Met


def met_before(series: Series, at: datetime, days: int, second_regions: Iterable[int]) -> list[Met]:
    """Say of the last meetings of a series, of so many days, when they were and whose. One query.

    Moved ones count where they went. A day had two sittings also when one of them was skipped.
    """
    second, found = frozenset(second_regions), dict[date, list[Met]]()
    told = (MeetingState.HELD, MeetingState.PUBLISHED)
    two = Meeting.objects.filter(series=series, occurrence=OuterRef("occurrence"), sitting=2)
    gone = Meeting.objects.filter(series=series, starts_at__lt=at, state__in=told).annotate(of_two=Exists(two))
    rows = gone.order_by("-starts_at").values_list("occurrence", "starts_at", "minutes", "sitting", "of_two")
    for day, starts_at, minutes, sitting, of_two in rows[: 2 * days]:
        if day in found or len(found) < days:
            met = Met(day, starts_at, minutes, sitting, second if of_two else frozenset())
            found.setdefault(day, []).append(met)
    return [each for moments in found.values() for each in moments]


def met_ahead(
    series: Series, ahead: Iterable[Meeting], moments: Iterable[Occurrence], second_regions: Iterable[int]
) -> list[Met]:
    """Say of coming moments of a series whose they are, and for how long.

    `ahead` are its `rows_ahead`, of which skipped ones and those that are over tell that a day has two sittings.
    """
    second, found = frozenset(second_regions), list(moments)
    minutes = {(each.occurrence, each.sitting): each.minutes for each in ahead}
    two = {day for day, sitting in (*minutes, *((each.day, each.sitting) for each in found)) if sitting == 2}
    return [
        Met(
            each.day,
            each.starts_at,
            minutes.get((each.day, each.sitting), series.minutes),
            each.sitting,
            second if each.day in two else frozenset(),
        )
        for each in found
    ]
