"""Small factories for tests about meetings, each through the actions."""

from datetime import time, timedelta

from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.meetings.actions import add_item, keep_series, plan_meeting, publish_meeting, stay_in_room
from parley.meetings.models import Meeting
from parley.meetings.terms import Purpose
from parley.roadmap.actions import add_initiative
from parley.roadmap.terms import Horizon, Stage, Why
from parley.topics.actions import bring_topic
from parley.topics.terms import TopicKind
from tests.cast import Cast


def weekly(cast: Cast, *, rule: str = "FREQ=WEEKLY;BYDAY=TU", title: str = "Strategy group", **more):
    """A standing meeting of identity on Tuesdays, 14:00 London."""
    given = {"area": cast.identity, "local_time": time(14), "time_zone": "Europe/London", "actor": cast.femi,
             "at": cast.at} | more  # fmt: skip
    return keep_series(title=title, rule=rule, **given)


def after_tomorrow(cast: Cast) -> str:
    """The rule of what meets each week on the day after tomorrow: of its first week no sitting is over, on any day."""
    day = today_of(cast.femi, cast.at) + timedelta(days=2)
    return f"FREQ=WEEKLY;BYDAY={day:%a}"[:-1].upper()


def meetings_of(series) -> list[Meeting]:
    """The series' meetings in order."""
    return list(Meeting.objects.filter(series=series).order_by("starts_at"))


def soon(cast: Cast, *, area=None, ahead: timedelta = timedelta(hours=2), **more) -> Meeting:
    """A meeting of its own, in two hours."""
    given = {"title": "An extra meeting", "time_zone": "Europe/London", "actor": MACHINE, "at": cast.at} | more
    return plan_meeting(area=area or cast.identity, starts_at=cast.at + ahead, **given)


def arrive(meeting: Meeting, *people, at) -> None:
    """The browsers of some people are in the live room of a meeting."""
    stay_in_room(meeting=meeting.pk, people={each.pk for each in people}, actor=MACHINE, at=at)


def line(cast: Cast, meeting: Meeting, title: str = "What clients ask", *, minutes: int = 20, **more):
    """A free line on an agenda."""
    given = {"purpose": Purpose.HEAR, "actor": cast.femi, "at": cast.at} | more
    if any(given.get(kind) for kind in ("topic", "initiative", "decision")):
        title = ""
    return add_item(meeting=meeting, minutes=minutes, title=title, **given)


def published(cast: Cast, *titles: str, **more) -> Meeting:
    """A published meeting in two hours with such lines."""
    meeting = soon(cast, **more)
    for title in titles or ("What clients ask",):
        line(cast, meeting, title)
    return publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)


def topic(cast: Cast, title: str = "Can deletion be proven?", *, by=None, **more):
    """A topic brought to identity."""
    given = {"area": cast.identity, "kind": TopicKind.QUESTION, "why": "Two retailers ask in every review."} | more
    return bring_topic(title=title, actor=by or cast.sam, at=cast.at, **given)


def initiative(cast: Cast, title: str = "Household graph", *, by=None, **more):
    """An initiative of identity that only its product team sees."""
    given = {"area": cast.identity, "stage": Stage.GATHER, "horizon": Horizon.NEXT, "why": Why(), "owner": cast.noor}
    return add_initiative(title=title, actor=by or cast.noor, at=cast.at, **(given | more))
