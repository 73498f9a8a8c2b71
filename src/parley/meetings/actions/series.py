"""Changing when a group meets."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from django.utils.text import slugify

from parley.groups.models import Area
from parley.groups.queries import acting
from parley.groups.rules import must_be_open
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.actions.planning import _drop, _is_used, _loose, _put_right
from parley.meetings.actions.seating import _keys, _seat_series
from parley.meetings.events import FirstWeekNamed, SeriesEnded, SeriesKept
from parley.meetings.models import Series
from parley.meetings.queries import series_facts
from parley.meetings.queries.hours import second_regions_of
from parley.meetings.rules.sittings import hours_read, hours_written, must_be_hours, must_be_regions
from parley.meetings.terms.hours import SeriesHour
from parley.people.queries import regions as regions_known
from parley.people.rules import must_have_a_name, must_name_a_zone

LONGEST_MEETING = 480  # minutes


@action
def keep_series(
    *,
    area: Area,
    title: str,
    rule: str,
    local_time: time,
    time_zone: str,
    starts_on: date | None = None,
    minutes: int = 60,
    series: Series | None = None,
    key: str = "",
    said: str = "",
    hours: Sequence[SeriesHour] | None = None,
    second_regions: Sequence[int] | None = None,
    actor: Actor,
    at: datetime,
) -> Series:
    """Set when a group meets, or change it, and plan its next meetings. `minutes` is 5 to 480.

    `hours` are those beside its own (turns, a second sitting for `second_regions`); None leaves them as they are.
    A change puts right only future meetings that nobody was told of; published ones stay where they are.
    Raises Refused for a rule, a zone or a first day that cannot be, and when the group has a series of that key.
    """
    rules.must_arrange(acting(actor), area.pk)
    must_be_open(area.name, dissolved=area.dissolved_on is not None)
    row = Series.objects.select_for_update().get(pk=series.pk) if series else Series(area=area)
    before = series_facts(row) if series else None
    named = must_have_a_name(title)[:200]
    zone = must_name_a_zone(time_zone)
    rhythm = rules.rhythm_of(rule)
    new: dict[str, Any] = {
        "title": named,
        "key": (key or row.key or slugify(named) or "series")[:200],
        "rule": rules.settled(rule, starts_on),
        "starts_on": rules.must_start_on(rhythm, starts_on) if starts_on else None,
        "local_time": local_time.replace(second=0, microsecond=0, tzinfo=None),
        "time_zone": zone,
        "minutes": rules.minutes_of(minutes, most=LONGEST_MEETING),
        "said": said.strip()[:300] or row.said,
    }
    own = SeriesHour(1, 0, new["local_time"], zone)
    new["hours"], regions, same_regions = _seated(row, hours, second_regions, own)
    if series and same_regions and all(getattr(row, field) == value for field, value in new.items()):
        return row
    if Series.objects.filter(area=area, key=new["key"]).exclude(pk=row.pk).exists():
        raise Refused(f"This group has a meeting called {named} already. Change that one instead.", field="title")
    for field, value in new.items():
        setattr(row, field, value)
    row.save()
    if not same_regions:
        _seat_series(row, regions)
    record(SeriesKept(series=row.pk, area=area.pk, new=series is None))
    _put_right(row, before, at)
    return row


def _seated(
    row: Series, hours: Sequence[SeriesHour] | None, second_regions: Sequence[int] | None, own: SeriesHour
) -> tuple[list[list[Any]], tuple[int, ...], bool]:
    """Give the hours beside its own as they are kept, who comes to a second sitting, and whether these came before."""
    seated = second_regions_of(row)
    regions = seated if second_regions is None else must_be_regions(second_regions, _known_regions())
    beside = hours_read(row.hours) if hours is None else _in_zones(hours)
    kept = hours_written(must_be_hours(beside, regions=regions, own=own))
    if not any(each[0] == 2 for each in kept):
        regions = ()
    return kept, regions, regions == seated


@action
def name_first_week(*, series: Series, day: date, actor: Actor, at: datetime) -> None:
    """Say on which day a series starts, where nobody had said so, and plan its meetings."""
    rules.must_arrange(acting(actor), series.area_id)
    row = Series.objects.select_for_update().get(pk=series.pk)
    if not rules.lacks_first_week(series_facts(row)):
        raise Refused("Somebody has said in which week it starts. Change the meeting if that is wrong.")
    row.rule = rules.settled(row.rule, day)
    row.starts_on = day
    row.save(update_fields=["rule", "starts_on"])
    record(FirstWeekNamed(series=row.pk, area=row.area_id, day=day))
    _put_right(row, None, at)


@action
def end_series(*, series: Series, on: date, actor: Actor, at: datetime) -> None:
    """End a series after a day: planned meetings with nothing on them go, others stay until cancelled."""
    rules.must_arrange(acting(actor), series.area_id)
    row = Series.objects.select_for_update().get(pk=series.pk)
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    gone = [each for each in _loose(row, at) if each.occurrence and each.occurrence > on and not _is_used(each)]
    record(SeriesEnded(series=row.pk, area=row.area_id, day=on, meetings=_keys(gone)))
    _drop(gone)


def _in_zones(hours: Sequence[SeriesHour]) -> list[SeriesHour]:
    try:
        return [replace(each, time_zone=must_name_a_zone(each.time_zone)) for each in hours]
    except Refused as refused:
        raise Refused(refused.sentence, field="second_zone") from None


def _known_regions() -> set[int]:
    return {each.pk for each in regions_known()}
