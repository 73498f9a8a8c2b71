"""Changing when a group meets, and making the next meetings of its series."""

import logging
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef
from django.utils.text import slugify

from parley.groups.models import Area
from parley.groups.queries import acting
from parley.groups.rules import must_be_open
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.events import FirstWeekNamed, SeriesEnded, SeriesKept, SeriesPlanned
from parley.meetings.models import ActionPoint, AgendaItem, Meeting, Series
from parley.meetings.queries import running_series, series_facts
from parley.meetings.terms import PLANNED_AHEAD, MeetingState, Occurrence, SeriesFacts
from parley.people.rules import must_have_a_name, must_name_a_zone

LOG = logging.getLogger(__name__)
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
    actor: Actor,
    at: datetime,
) -> Series:
    """Set when a group meets, or change it, and plan its next meetings. `minutes` is 5 to 480.

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
    new = {
        "title": named,
        "key": (key or row.key or slugify(named) or "series")[:200],
        "rule": rules.settled(rule, starts_on),
        "starts_on": rules.must_start_on(rhythm, starts_on) if starts_on else None,
        "local_time": local_time.replace(second=0, microsecond=0, tzinfo=None),
        "time_zone": zone,
        "minutes": rules.minutes_of(minutes, most=LONGEST_MEETING),
        "said": said.strip()[:300] or row.said,
    }
    if series and all(getattr(row, field) == value for field, value in new.items()):
        return row
    if Series.objects.filter(area=area, key=new["key"]).exclude(pk=row.pk).exists():
        raise Refused(f"This group has a meeting called {named} already. Change that one instead.", field="title")
    for field, value in new.items():
        setattr(row, field, value)
    row.save()
    record(SeriesKept(series=row.pk, area=area.pk, new=series is None))
    _put_right(row, before, at)
    return row


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


@action
def plan_ahead(*, series: Series, until: date, actor: Actor, at: datetime) -> list[Meeting]:
    """Make the meetings of a series from now until a day (at most five years ahead), none of them twice."""
    rules.must_arrange(acting(actor), series.area_id)
    row = Series.objects.select_for_update().get(pk=series.pk)
    made = _make_missing(row, _wanted(series_facts(row), until, at))
    if made:
        record(SeriesPlanned(series=row.pk, area=row.area_id, made=len(made), meetings=_keys(made)))
    return made


@action
def plan_all_ahead(*, actor: Actor, at: datetime) -> int:
    """Make the next meetings of every series, as the worker does daily; how many. Trouble with one is logged."""
    until = (at + PLANNED_AHEAD).date()
    made = 0
    for series in running_series(at):
        try:
            made += len(plan_ahead(series=series, until=until, actor=actor, at=at))
        except Exception:
            LOG.exception("The meetings of series %s cannot be planned.", series.pk)
    return made


def _wanted(facts: SeriesFacts, until: date, at: datetime) -> dict[date, Occurrence]:
    """The occurrences that begin between now and a day, by their local day."""
    today = at.astimezone(ZoneInfo(facts.time_zone)).date()
    last = until.date() if isinstance(until, datetime) else until
    return {each.day: each for each in rules.occurrences(facts, today, last) if each.starts_at > at}


def _make_missing(series: Series, wanted: dict[date, Occurrence]) -> list[Meeting]:
    """Make the meetings that are not there yet. The caller holds the lock on the series."""
    there = set(Meeting.objects.filter(series=series, occurrence__in=wanted).values_list("occurrence", flat=True))
    missing = [
        Meeting(
            area_id=series.area_id,
            series=series,
            occurrence=each.day,
            title=series.title,
            starts_at=each.starts_at,
            minutes=series.minutes,
            time_zone=series.time_zone,
        )
        for each in wanted.values()
        if each.day not in there
    ]
    return Meeting.objects.bulk_create(missing) if missing else []


def _put_right(series: Series, before: SeriesFacts | None, at: datetime) -> None:
    """Bring the future meetings nobody was told of to where the series now says, and make those that are missing."""
    wanted = _wanted(series_facts(series), (at + PLANNED_AHEAD).date(), at)
    loose = _loose(series, at)
    homeless = [each for each in loose if each.occurrence not in wanted]
    kept = [each for each in loose if each.occurrence in wanted]
    changed = [each for each in kept if _follow(each, series, wanted, before)]
    unused = [each for each in homeless if not _is_used(each)]
    _drop(unused)
    taken = set(Meeting.objects.filter(series=series).values_list("occurrence", flat=True))
    free = sorted(day for day in wanted if day not in taken)
    for meeting in homeless:
        if _is_used(meeting) and free:
            # Its agenda goes along to the nearest day the series now meets on.
            day = min(free, key=lambda each: abs((each - meeting.occurrence).days) if meeting.occurrence else 0)
            free.remove(day)
            meeting.occurrence = day
            _follow(meeting, series, wanted, None)
            changed.append(meeting)
    for meeting in changed:
        meeting.save(update_fields=["occurrence", "title", "starts_at", "minutes", "time_zone", "version"])
    made = _make_missing(series, wanted)
    if made or changed or unused:
        record(
            SeriesPlanned(
                series=series.pk,
                area=series.area_id,
                made=len(made),
                changed=len(changed),
                dropped=len(unused),
                meetings=_keys([*made, *changed, *unused]),
            )
        )


def _loose(series: Series, at: datetime) -> list[Meeting]:
    """Future meetings of a series of which nobody has been told."""
    used = Exists(AgendaItem.objects.filter(meeting=OuterRef("pk"))) | Exists(
        ActionPoint.objects.filter(meeting=OuterRef("pk"))
    )
    rows = Meeting.objects.filter(series=series, state=MeetingState.PLANNED, starts_at__gt=at).order_by("starts_at")
    return list(rows.annotate(is_used=used))


def _is_used(meeting: Meeting) -> bool:
    """Whether something is on the agenda already, so that the meeting cannot simply go."""
    return bool(meeting.is_used)  # type: ignore[attr-defined]  # annotated by _loose


def _follow(meeting: Meeting, series: Series, wanted: dict[date, Occurrence], before: SeriesFacts | None) -> bool:
    """Give a meeting what its series now says; whether anything differs. One moved by hand keeps its moment."""
    day = meeting.occurrence
    if day is None:
        return False
    by_hand = before and rules.begins_at(day, before.local_time, before.time_zone) != meeting.starts_at
    new = {
        "title": series.title,
        "minutes": series.minutes,
        "time_zone": series.time_zone,
        "starts_at": meeting.starts_at if by_hand else wanted[day].starts_at,
    }
    differs = any(getattr(meeting, field) != value for field, value in new.items())
    for field, value in new.items():
        setattr(meeting, field, value)
    meeting.version += differs
    return differs


def _keys(meetings: list[Meeting]) -> tuple[int, ...]:
    return tuple(each.pk for each in meetings)


def _drop(meetings: list[Meeting]) -> None:
    if meetings:
        Meeting.objects.filter(pk__in=[each.pk for each in meetings]).delete()
