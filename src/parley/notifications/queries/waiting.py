"""What waits for somebody: counted in one query for the frame, listed in one query for Today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from parley.decisions.queries import (
    decides_for,
    decisions_visible_to,
    handed_because,
    stands_in_for,
    to_change,
    to_publish,
)
from parley.decisions.terms import UNSETTLED, DecisionState
from parley.disclosure.queries import corrections_assigned_to, drafts_waiting_for
from parley.disclosure.queries.announcements import initiatives_to_announce
from parley.disclosure.queries.launching import look_backs_waiting_for
from parley.groups.queries import acting
from parley.groups.queries.shifts import shifts_watched_by
from parley.ledger.terms import MACHINE
from parley.meetings.queries import (
    asks_of,
    meetings_visible_to,
    open_action_points_of,
    own_runs,
    series_visible_to,
)
from parley.meetings.terms import ItemState, MeetingState
from parley.notifications.rules import SOON, answers_for
from parley.notifications.terms import Waiting, WaitingThing, Waits
from parley.people.terms import Duty, Viewer
from parley.prepared import prepared
from parley.prepared.columns import NO_DAY, NO_MOMENT
from parley.roadmap.queries.duties import duties_waiting_for
from parley.roadmap.queries.shifts import put_off_for_nothing
from parley.surveys.queries.checks import checks_waiting_for
from parley.surveys.queries.waves import invitations_waiting
from parley.topics.queries import topics_visible_to
from parley.topics.terms import TopicState
from parley.trials.queries.outcome import thanks_due
from parley.trials.queries.silence import silence_of
from parley.trials.queries.waiting import places_to_agree, places_to_begin, places_to_invite
from parley.voices.queries import threads_spoken_in

# As `meetings.rules.lacks_first_week` reads a rule, said to the database; a test compares the two.
NO_FIRST_WEEK = Q(starts_on=None) & (
    Q(rule__regex=r"INTERVAL=([2-9]|[1-9][0-9])")
    | Q(rule__contains="FREQ=MONTHLY") & ~Q(rule__regex=r"BYDAY=[^;]*[0-9]|BYMONTHDAY=|BYSETPOS=")
)
NOBODY: Any = Cast(Value(""), TextField())
PUT_OFF = timedelta(days=31)  # who has not planned it anew by then leaves it for later
ASKED = {"by": "decide_by", "since": "opened_at"}  # of a decision


@dataclass(frozen=True, slots=True)
class _Kind:
    """Rows of one kind of waiting; the rest names their columns."""

    waits: Waits
    rows: QuerySet[Any]
    key: str
    title: str
    by: str = ""
    starts_at: str = ""
    area: str = "area"  # empty for what belongs to no group
    whom: str = ""
    since: str = ""


def waiting_counts(viewer: Viewer, *, at: datetime) -> Waiting:
    """Count what waits for the viewer, in one query: every page shows it."""
    found: dict[str, int] = dict(_counts(viewer, at, *_days(viewer, at), since=at - PUT_OFF))
    return Waiting(sum(found.values()), found.get(Waits.DECISION, 0) + found.get(Waits.DEPUTY, 0))


@prepared
def _counts(
    viewer: Viewer, at: datetime, until: datetime, today: date, soon: date, *, since: datetime
) -> QuerySet[Any, Any]:
    counts = [
        kind.rows.values(waits=Value(kind.waits.value, CharField()))
        .annotate(n=Count(kind.key, distinct=True))
        .values_list("waits", "n")
        for kind in _kinds(viewer, at, until, today, soon, since=since)
    ]
    found: QuerySet[Any, Any] = counts[0].union(*counts[1:], all=True)
    return found


def waiting_for(viewer: Viewer, *, at: datetime) -> list[WaitingThing]:
    """List what waits for the viewer, what is latest first; somebody's question as if for today.

    One query, and two more for why decisions wait for them.
    """
    until, today, soon = _days(viewer, at)
    rows = _rows(viewer, at, until, today, soon, since=at - PUT_OFF)
    found = [WaitingThing(Waits(waits), *rest) for waits, *rest in rows]
    because = handed_because([each.key for each in found if each.waits in (Waits.DECISION, Waits.DEPUTY)])
    found = [
        replace(each, because=because.get(each.key, "")) if each.waits in (Waits.DECISION, Waits.DEPUTY) else each
        for each in found
    ]
    places = {waits: place for place, waits in enumerate(Waits)}
    return sorted(found, key=lambda each: (_day(each, viewer, today), places[each.waits], each.key))


@prepared
def _rows(
    viewer: Viewer, at: datetime, until: datetime, today: date, soon: date, *, since: datetime
) -> QuerySet[Any, Any]:
    rows = [
        kind.rows.values_list(
            Value(kind.waits.value, CharField()),
            F(kind.key),
            Cast(F(kind.title), TextField()),
            F(kind.by) if kind.by else NO_DAY,
            F(kind.starts_at) if kind.starts_at else NO_MOMENT,
            F(f"{kind.area}__name") if kind.area else NOBODY,
            F(f"{kind.area}__key") if kind.area else NOBODY,
            Cast(F(kind.whom), TextField()) if kind.whom else NOBODY,
            F(kind.since) if kind.since else NO_MOMENT,
        )
        for kind in _kinds(viewer, at, until, today, soon, since=since)
    ]
    found: QuerySet[Any, Any] = rows[0].union(*rows[1:])
    return found


def _days(viewer: Viewer, at: datetime) -> tuple[datetime, date, date]:
    """Give the moment up to which meetings are soon, today where the viewer is, and the day up to which days are."""
    today = at.astimezone(ZoneInfo(viewer.time_zone)).date()
    return at + timedelta(days=SOON), today, today + timedelta(days=SOON)


def _day(thing: WaitingThing, viewer: Viewer, today: date) -> date:
    if thing.waits is Waits.ASKED:  # until they answer, nobody knows who runs it
        return today
    if thing.by:
        return thing.by
    return thing.starts_at.astimezone(ZoneInfo(viewer.time_zone)).date() if thing.starts_at else date.max


def _kinds(
    viewer: Viewer, at: datetime, until: datetime, today: date, soon: date, *, since: datetime
) -> Iterator[_Kind]:
    # Being inside a group or its decider is what lets somebody see its topics and decisions: asking for all of them and
    # then for that saves each page the condition for those who see them otherwise. tests/notifications compares.
    everything = acting(MACHINE)
    yield from _of_groups(viewer, everything, at, today, soon, since=since)
    yield from _of_decisions(viewer, everything, at, today, soon)
    yield from _of_meetings(viewer, at, until, soon)
    yield from _of_trials(viewer, today)


def _of_groups(
    viewer: Viewer, everything: Viewer, at: datetime, today: date, soon: date, *, since: datetime
) -> Iterator[_Kind]:
    """What a group owes its clients and its people: answers, corrections, words, plans, and what is asked by survey."""
    if answers := answers_for(viewer):
        topics = topics_visible_to(everything).filter(state=TopicState.OPEN, area__in=answers)
        yield _Kind(Waits.TOPIC, _plain(topics), "pk", "title", by="answer_by", since="brought_at")
    corrections = corrections_assigned_to(viewer, on=today)
    named = _plain(corrections).annotate(of_what=Concat("client__name", Value(": "), "statement__name"))
    yield _Kind(Waits.CORRECT, named, "pk", "of_what", area="initiative__area", since="opened_at")
    there = _plain(initiatives_to_announce(viewer, on=today))
    yield _Kind(Waits.ANNOUNCE, there, "pk", "called", whom="to_tell", since="to_tell_since")
    back = _plain(look_backs_waiting_for(viewer, on=today))
    yield _Kind(Waits.LOOK_BACK, back, "initiative", "initiative__title", by="back_on", area="initiative__area")
    if viewer.duty is not Duty.NONE:
        yield _Kind(Waits.APPROVE, _plain(drafts_waiting_for(viewer)), "pk", "title", since="drafted_at")
    if viewer.inside or viewer.on_call_for:
        owed = _plain(duties_waiting_for(viewer, until=soon))
        yield _Kind(Waits.OWED, owed, "pk", "title", by="owed_until", whom="owed_what")
    if viewer.facilitates or viewer.decides:
        watched = shifts_watched_by(viewer, until=soon)
        yield _Kind(Waits.SHIFT, _plain(watched), "pk", "team__name", by="back_on", area="lender")
    if viewer.product_of:
        yield _Kind(Waits.REPLAN, _plain(put_off_for_nothing(viewer.product_of, since=since)), "pk", "title")
    invitations = _plain(invitations_waiting(viewer.person, at))
    yield _Kind(Waits.SURVEY, invitations, "wave", "wave__name", starts_at="wave__closes_at", area="", whom="asks",
                since="wave__opened_at")  # fmt: skip
    asks = checks_waiting_for(viewer, on=today)
    yield _Kind(Waits.HEARD, _plain(asks), "credit_check", "question", by="closes_on")


def _of_decisions(viewer: Viewer, everything: Viewer, at: datetime, today: date, soon: date) -> Iterator[_Kind]:
    """What is to be decided, in which hands, and what was and is to be looked at again."""
    decisions = decisions_visible_to(everything).filter(state__in=UNSETTLED)
    yield _Kind(Waits.DECISION, _plain(decisions.filter(decider=viewer.person)), "pk", "question", **ASKED)
    yield _Kind(Waits.DEPUTY, _plain(decides_for(viewer)), "pk", "question", whom="decider__name", **ASKED)
    if viewer.product_of:
        yield _Kind(Waits.CHANGE, _plain(to_change(viewer)), "pk", "question", **ASKED)
    # Whoever owns an initiative may have left the group since, and then reads its questions no more.
    asked = decisions_visible_to(viewer).filter(state__in=UNSETTLED, options__asks=viewer.person)
    yield _Kind(Waits.WHY, _plain(asked), "pk", "question", **ASKED)
    theirs = Q(decider=viewer.person)
    if viewer.decides:
        theirs |= Q(area__in=viewer.decides, decider__left_on__isnull=False)
    taken = decisions_visible_to(everything).filter(theirs, state=DecisionState.PUBLISHED, review_on__lte=today)
    yield _Kind(Waits.REVIEW, _plain(taken), "pk", "question", by="review_on")
    if viewer.inside:
        closing = (
            decisions.filter(area__in=viewer.inside, decide_by__lte=soon)
            .exclude(Q(decider=viewer.person) | stands_in_for(viewer))
            .exclude(opened_by=viewer.person)
            .exclude(thread__in=threads_spoken_in(viewer))
            .exclude(dissents__person=viewer.person)
        )
        yield _Kind(Waits.CLOSING, _plain(closing), "pk", "question", **ASKED)
    yield _Kind(Waits.PUBLISH, _plain(to_publish(viewer)), "pk", "question", **ASKED)
    if viewer.facilitates:
        written = decisions.filter(area__in=viewer.facilitates, rounds__closed_at=None, rounds__closes_at__lte=at)
        yield _Kind(Waits.ROUND, _plain(written), "pk", "question", **ASKED)


def _of_meetings(viewer: Viewer, at: datetime, until: datetime, soon: date) -> Iterator[_Kind]:
    """What was promised in meetings, and what there is to do for those that come."""
    promises = open_action_points_of(viewer).filter(due_on__lte=soon)
    yield _Kind(Waits.PROMISE, _plain(promises), "pk", "text", by="due_on")
    leading = (
        meetings_visible_to(viewer)
        .filter(state=MeetingState.PUBLISHED, starts_at__gte=at, starts_at__lte=until)
        .filter(items__lead=viewer.person, items__state=ItemState.AHEAD)
    )
    yield _Kind(Waits.LEADING, _plain(leading), "pk", "title", starts_at="starts_at")
    if viewer.inside:
        yield _Kind(Waits.RUNNING, _plain(own_runs(viewer, at, until)), "pk", "title", starts_at="starts_at")
        where = {"title": "meeting__title", "starts_at": "meeting__starts_at", "area": "meeting__area",
                 "since": "asked_at"}  # fmt: skip
        yield _Kind(Waits.ASKED, _plain(asks_of(viewer).filter(meeting__starts_at__gte=at)), "pk", **where)
    if viewer.facilitates:
        starts = series_visible_to(viewer).filter(NO_FIRST_WEEK, area__in=viewer.facilitates, ended_on=None)
        yield _Kind(Waits.START, _plain(starts), "pk", "title")


def _of_trials(viewer: Viewer, today: date) -> Iterator[_Kind]:
    """What trials ask of those who look after clients."""
    for waits, places, by, since in (
        (Waits.CONSENT, places_to_agree(viewer, today), "trial__last_day", "put_forward_at"),
        (Waits.INVITE, places_to_invite(viewer, today), "trial__last_day", "agreed_at"),
        (Waits.BEGIN, places_to_begin(viewer, today), "trial__last_day", "replied_at"),
        (Waits.SILENT, silence_of(viewer, today), "", "reminded_at"),
        (Waits.THANK, thanks_due(viewer, today), "", "trial__closed_at"),
    ):
        named = _plain(places).annotate(of_what=Concat("client__name", Value(": "), "trial__code_name"))
        yield _Kind(waits, named, "pk", "of_what", by=by, area="trial__initiative__area", since=since)


def _plain(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Leave the order and the joins of a set behind: a union has its own."""
    return rows.order_by().select_related(None)
