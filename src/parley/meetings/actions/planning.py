"""Making the next meetings of series, and putting right those that nobody was told of."""

import logging
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet

from parley.groups.queries import acting
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.actions.one_sitting import _back_to_one
from parley.meetings.actions.seating import _days_for_all, _keys, _seat_plans
from parley.meetings.events import SeriesPlanned
from parley.meetings.models import ActionPoint, AgendaItem, Meeting, Series
from parley.meetings.queries import running_series, series_facts
from parley.meetings.rules.sittings import title_of_sitting
from parley.meetings.terms import PLANNED_AHEAD, MeetingState, Occurrence, SeriesFacts

LOG = logging.getLogger(__name__)
Wanted = dict[tuple[date, int], Occurrence]


@action
def plan_ahead(*, series: Series, until: date, actor: Actor, at: datetime) -> list[Meeting]:
    """Make the meetings of a series from now until a day (at most five years ahead), none of them twice."""
    rules.must_arrange(acting(actor), series.area_id)
    row = Series.objects.select_for_update().get(pk=series.pk)
    made = _make_missing(row, _wanted(row, until, at))
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


def _wanted(series: Series, until: date, at: datetime) -> Wanted:
    """The occurrences that begin between now and a day, by their local day and sitting."""
    facts = series_facts(series)
    first = at.astimezone(ZoneInfo(facts.time_zone)).date() - timedelta(days=1)  # whose sitting may be a day later
    last = until.date() if isinstance(until, datetime) else until
    found = [each for each in rules.occurrences(facts, first, last) if each.starts_at > at]
    second = {each.day for each in found if each.sitting == 2}
    for_all = _days_for_all(series, second) if second else set()
    return {(each.day, each.sitting): each for each in found if each.sitting == 1 or each.day not in for_all}


def _make_missing(series: Series, wanted: Wanted) -> list[Meeting]:
    """Make the meetings that are not there yet. The caller holds the lock on the series."""
    days = {day for day, _ in wanted}
    there = _taken(Meeting.objects.filter(series=series, occurrence__in=days))
    missing = [
        Meeting(
            area_id=series.area_id,
            series=series,
            occurrence=each.day,
            sitting=each.sitting,
            title=title_of_sitting(series.title, each.sitting),
            starts_at=each.starts_at,
            minutes=series.minutes,
            time_zone=each.time_zone,
        )
        for place, each in wanted.items()
        if place not in there
    ]
    made = Meeting.objects.bulk_create(missing) if missing else []
    _seat_plans(series, made)
    return made


def _put_right(series: Series, before: SeriesFacts | None, at: datetime) -> None:
    """Bring the future meetings nobody was told of to where the series now says, and make those that are missing."""
    wanted = _wanted(series, (at + PLANNED_AHEAD).date(), at)
    two = any(each.sitting == 2 for each in series_facts(series).hours)
    planned = _loose(series, at)
    seconds = {each: _is_used(each) for each in planned if each.sitting == 2 and not two}
    loose = [each for each in planned if each not in seconds]
    unused = [each for each in loose if _place(each) not in wanted and not _is_used(each)]
    _drop(unused)
    homeless = [each for each in loose if _place(each) not in wanted and each not in unused]
    changed = [each for each in loose if _place(each) in wanted and _follow(each, series, wanted, before)]
    changed += _rehome(homeless, series, wanted)
    for meeting in changed:
        meeting.save(update_fields=["occurrence", "sitting", "title", "starts_at", "minutes", "time_zone", "version"])
    _seat_plans(series, [each for each in loose if each not in unused and _place(each) in wanted])
    made = _make_missing(series, wanted)
    ended = _back_to_one(series, seconds, at)
    _drop(ended)
    gone = unused + ended
    if made or changed or gone:
        record(
            SeriesPlanned(
                series=series.pk,
                area=series.area_id,
                made=len(made),
                changed=len(changed),
                dropped=len(gone),
                meetings=_keys([*made, *changed, *gone]),
            )
        )


def _rehome(homeless: list[Meeting], series: Series, wanted: Wanted) -> list[Meeting]:
    """Bring meetings with something on their agenda to the nearest days the series now meets on; which were brought."""
    if not homeless:
        return []
    taken = _taken(Meeting.objects.filter(series=series))
    free = sorted(place for place in wanted if place not in taken)
    brought = homeless[: len(free)]
    for meeting in brought:
        place = min(free, key=partial(_far, meeting))
        free.remove(place)
        meeting.occurrence, meeting.sitting = place
        _follow(meeting, series, wanted, None)
    return brought


def _far(meeting: Meeting, place: tuple[date, int]) -> tuple[bool, int]:
    """How far a place is from a meeting's: the other sitting is farther than any day."""
    return place[1] != meeting.sitting, abs((place[0] - meeting.occurrence).days) if meeting.occurrence else 0


def _place(meeting: Meeting) -> tuple[date | None, int]:
    return meeting.occurrence, meeting.sitting


def _taken(meetings: QuerySet[Meeting]) -> set[tuple[date | None, int]]:
    return set(meetings.values_list("occurrence", "sitting"))


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


def _follow(meeting: Meeting, series: Series, wanted: Wanted, before: SeriesFacts | None) -> bool:
    """Give a meeting what its series now says; whether anything differs. One moved by hand keeps its moment."""
    day = meeting.occurrence
    if day is None:
        return False
    there = wanted[day, meeting.sitting]
    then = (
        [each.starts_at for each in rules.sittings_on(before, day) if each.sitting == meeting.sitting] if before else []
    )
    by_hand = bool(then) and then[0] != meeting.starts_at
    new = {
        "title": title_of_sitting(series.title, meeting.sitting),
        "minutes": series.minutes,
        "time_zone": there.time_zone,
        "starts_at": meeting.starts_at if by_hand else there.starts_at,
    }
    differs = any(getattr(meeting, field) != value for field, value in new.items())
    for field, value in new.items():
        setattr(meeting, field, value)
    meeting.version += differs
    return differs


def _drop(meetings: list[Meeting]) -> None:
    if meetings:
        Meeting.objects.filter(pk__in=[each.pk for each in meetings]).delete()
