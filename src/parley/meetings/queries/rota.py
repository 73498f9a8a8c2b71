"""Seeing who runs which meeting of a group, who may, and who was asked to."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from parley.groups.queries import facilitating, insiders_of
from parley.meetings.models import Meeting, RotaAsk
from parley.meetings.queries.seats import by_meeting
from parley.meetings.terms import STILL_TO_COME, MeetingState
from parley.meetings.terms.rota import RUN_LOOKED_BACK, AskState, Ran, RunAs, Runner, ToRun
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import Viewer

MOST_DRAWN = 60  # coming meetings of a group for which it is drawn up who runs them


def runner(person: Person) -> Runner:
    """Somebody as the facts of the rota."""
    return Runner(
        person=person.pk,
        name=person.name,
        time_zone=person.time_zone,
        region=person.region_id,
        away_from=person.away_from,
        away_until=person.away_until,
    )


def runners_of(area: int) -> list[Runner]:
    """The facilitators of a group who are in the company, by name. One query."""
    people = people_in_the_company().filter(facilitating(area)).order_by("name", "pk")
    return [runner(each) for each in people]


def people_to_ask(area: int) -> QuerySet[Person]:
    """Whom somebody may ask to run a meeting: everybody of its group, by name."""
    return people_in_the_company().filter(insiders_of(area)).select_related("function").order_by("name", "pk")


def substitutes_among(area: int, people: Collection[int]) -> dict[int, Runner]:
    """Those of some people who are of a group still, by key; no query for none."""
    return {each.pk: runner(each) for each in people_to_ask(area).filter(pk__in=people)} if people else {}


def coming_to_run(area: int, at: datetime) -> QuerySet[Meeting]:
    """A group's coming meetings of which it is drawn up who runs them, the first first."""
    rows = Meeting.objects.filter(area=area, state__in=STILL_TO_COME, starts_at__gte=at)
    return rows.order_by("starts_at", "pk")[:MOST_DRAWN]


def who_cannot(meetings: Collection[int]) -> dict[int, frozenset[int]]:
    """Who said that they cannot run some meetings, by meeting. One query, none for no meeting."""
    said = RotaAsk.objects.filter(meeting__in=list(meetings), state=AskState.DECLINED)
    return by_meeting(said.values_list("meeting", "person")) if meetings else {}


def to_run(meeting: Meeting, second: dict[int, frozenset[int]], cannot: dict[int, frozenset[int]]) -> ToRun:
    """A meeting as the facts of the rota; with what `second_regions_on` and `who_cannot` give."""
    return ToRun(
        meeting=meeting.pk,
        starts_at=meeting.starts_at,
        sitting=meeting.sitting,
        second=second.get(meeting.pk, frozenset()),
        run_by=meeting.run_by_id,
        run_as=meeting.run_as,
        cannot=cannot.get(meeting.pk, frozenset()),
    )


def ran_before(area: int, at: datetime) -> list[Ran]:
    """Who ran the last ten meetings of a group, the latest last. One query."""
    told = (MeetingState.HELD, MeetingState.PUBLISHED)
    rows = Meeting.objects.filter(area=area, starts_at__lt=at, state__in=told, run_by__isnull=False)
    lately = rows.order_by("-starts_at", "-pk").values_list("run_by", "starts_at")[:RUN_LOOKED_BACK]
    return [Ran(person or 0, starts_at) for person, starts_at in reversed(lately)]


def runs_before(meeting: Meeting, at: datetime) -> list[Ran]:
    """Who ran the meetings before one that is to come, or is to: the latest last. Two queries."""
    since = min(at, meeting.starts_at)
    rows = Meeting.objects.filter(area=meeting.area_id, state__in=STILL_TO_COME, run_by__isnull=False)
    between = rows.filter(starts_at__gte=since, starts_at__lt=meeting.starts_at).order_by("starts_at", "pk")
    ahead = [Ran(person or 0, starts_at) for person, starts_at in between.values_list("run_by", "starts_at")]
    return ran_before(meeting.area_id, since) + ahead


def run_still_by(person: Person) -> QuerySet[Meeting]:
    """Meetings not yet closed that somebody is to run."""
    return Meeting.objects.filter(run_by=person, state__in=STILL_TO_COME).select_related("area").order_by("pk")


def asks_of(viewer: Viewer) -> QuerySet[RotaAsk]:
    """What the viewer was asked to run and has not answered, of meetings that are still to come."""
    asks = RotaAsk.objects.filter(person=viewer.person, state=AskState.OPEN, meeting__state__in=STILL_TO_COME)
    return asks.select_related("meeting__area", "by", "in_return")


def own_runs(viewer: Viewer, since: datetime, until: datetime) -> QuerySet[Meeting]:
    """Meetings between two moments that the viewer knows they are to run."""
    rows = Meeting.objects.filter(run_by=viewer.person, state__in=STILL_TO_COME, area__in=viewer.inside)
    return rows.filter(starts_at__gte=since, starts_at__lte=until).exclude(run_as=RunAs.DRAWN)


def exchangeable_with(meeting: Meeting, at: datetime) -> QuerySet[Meeting]:
    """Coming meetings of the same group that other facilitators run, the first first: for an exchange."""
    rows = Meeting.objects.filter(area=meeting.area_id, state__in=STILL_TO_COME, starts_at__gt=at)
    others = rows.exclude(run_by=None).exclude(run_by=meeting.run_by_id).exclude(run_as=RunAs.SUBSTITUTE)
    return others.select_related("run_by").order_by("starts_at", "pk")[:12]
