"""Changing who runs which meeting: drawn up by the rule, asked for and answered, taken over, passed on."""

import logging
from datetime import datetime

from parley.groups.models import Area
from parley.groups.queries import acting, areas_that_go_on
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.events import RotaDrawn, RunAsked, RunDeclined, RunProposed, RunTaken
from parley.meetings.models import Meeting, RotaAsk
from parley.meetings.queries import locked, meeting_facts
from parley.meetings.queries.rota import (
    coming_to_run,
    people_to_ask,
    ran_before,
    run_still_by,
    runner,
    runners_of,
    runs_before,
    substitutes_among,
    to_run,
    who_cannot,
)
from parley.meetings.queries.seats import second_regions_on
from parley.meetings.rules.rota import (
    drawn,
    is_to_be_told,
    must_answer,
    must_be_an_exchange,
    must_be_askable,
    must_be_there,
    must_hand_on,
    must_pass_on,
    must_still_be_an_exchange,
    must_still_be_asked,
    must_take,
    whose_turn,
)
from parley.meetings.terms.rota import AskState, RunAs, Runner, ToRun
from parley.people.models import Person

LOG = logging.getLogger(__name__)


@action
def draw_rota(*, area: Area, actor: Actor, at: datetime) -> None:
    """Draw up who runs the coming meetings of a group: whoever was told or agreed stays while they are here.

    Whose turn comes within two weeks, and whoever comes in for somebody else, is told. Again changes nothing.
    """
    rules.must_arrange(acting(actor), area.pk)
    _draw(area.pk, at, without=0)


@action
def draw_all_rotas(*, actor: Actor, at: datetime) -> None:
    """Draw up the rota of every group, as the worker does daily. Trouble with one is logged."""
    for area in areas_that_go_on():
        try:
            draw_rota(area=area, actor=actor, at=at)
        except Exception:
            LOG.exception("The rota of %s cannot be drawn up.", area.key)


@action
def ask_to_run(
    *, meeting: Meeting, person: Person, in_return: Meeting | None = None, actor: Actor, at: datetime
) -> RotaAsk:
    """Ask somebody of the group to run a meeting, perhaps in exchange for one of theirs; they answer with one tap.

    Whoever was asked before is asked no more. Raises Refused for who may not ask, and for who cannot be asked.
    """
    viewer, (row, other) = acting(actor), _both(meeting, in_return)
    facts = meeting_facts(row)
    must_hand_on(viewer, facts, at)
    there = {each.pk: runner(each) for each in people_to_ask(row.area_id).filter(pk__in=(person.pk, viewer.person))}
    must_be_askable(there.get(person.pk), person.name, facts, asker=viewer.person)
    if in_return is not None:
        giver = there.get(viewer.person) or Runner(person=viewer.person, name=viewer.name)
        must_be_an_exchange(giver, facts, meeting_facts(other or row), person=person.pk, at=at)
    _close_asks(row)
    ask = RotaAsk.objects.create(meeting=row, by_id=viewer.person, person=person, in_return=other, asked_at=at)
    record(RunAsked(meeting=row.pk, area=row.area_id, person=person.pk, in_return=other.pk if other else None))
    return ask


@action
def answer_ask(*, ask: RotaAsk, accepted: bool, actor: Actor, at: datetime) -> None:
    """Accept or decline to run a meeting. Whoever is no facilitator stands in, with their rights for it alone."""
    viewer, (row, other) = acting(actor), _both(ask.meeting, ask.in_return)
    now = RotaAsk.objects.select_for_update(of=("self",)).select_related("by", "person").get(pk=ask.pk)
    facts = meeting_facts(row)
    must_answer(viewer, now.state, now.person_id, facts, at)
    now.state = AskState.ACCEPTED if accepted else AskState.DECLINED
    now.save(update_fields=["state"])
    if not accepted:
        record(RunDeclined(meeting=row.pk, area=row.area_id, asked_by=now.by_id))
        return
    if row.area_id not in viewer.inside:
        raise Refused("You are not in this group any more, so you cannot run its meeting. Tell whoever asked you.")
    must_be_there(runner(now.person), facts)
    must_still_be_asked(acting(now.by), facts, at)
    if ask.in_return_id:
        theirs = meeting_facts(other) if other and now.in_return_id else None
        must_still_be_an_exchange(runner(now.by), facts, theirs, person=viewer.person, at=at)
    if other:
        _give(other, now.by_id, RunAs.AGREED)
    before = row.run_by_id
    how = RunAs.AGREED if row.area_id in viewer.facilitates else RunAs.SUBSTITUTE
    _give(row, viewer.person, how)
    record(
        RunTaken(
            meeting=row.pk,
            area=row.area_id,
            person=viewer.person,
            before=before,
            asked_by=now.by_id,
            in_return=other.pk if other else None,
            substitute=how is RunAs.SUBSTITUTE,
        )
    )


@action
def take_run(*, meeting: Meeting, actor: Actor, at: datetime) -> None:
    """Take a meeting over, as a facilitator of its group: whoever would have run it is told."""
    viewer, row = acting(actor), locked(meeting)
    must_take(viewer, meeting_facts(row), at)
    before = row.run_by_id
    _give(row, viewer.person, RunAs.AGREED)
    record(RunTaken(meeting=row.pk, area=row.area_id, person=viewer.person, before=before))


@action
def pass_on_run(*, meeting: Meeting, actor: Actor, at: datetime) -> None:
    """Say that one cannot run a meeting: whose turn is next by the rule is proposed, and told.

    It is remembered until the meeting is moved, so that the rule does not give it back.
    """
    viewer, row = acting(actor), locked(meeting)
    must_pass_on(viewer, meeting_facts(row), at)
    RotaAsk.objects.create(
        meeting=row, by_id=viewer.person, person_id=viewer.person, asked_at=at, state=AskState.DECLINED
    )
    fact = to_run(row, second_regions_on([row.pk]), who_cannot([row.pk]))
    person = whose_turn(runners_of(row.area_id), fact, runs_before(row, at))
    _give(row, person, RunAs.TOLD)
    record(RunProposed(meeting=row.pk, area=row.area_id, person=person, before=viewer.person))


@action
def hand_over_runs(*, leaver: Person, actor: Actor, at: datetime) -> None:
    """Let others run the meetings that somebody who leaves was to run, and ask them for none any more."""
    for ask in list(RotaAsk.objects.filter(person=leaver, state=AskState.OPEN).select_related("meeting")):
        RotaAsk.objects.filter(pk=ask.pk).update(state=AskState.OVER)
        record(RunDeclined(meeting=ask.meeting_id, area=ask.meeting.area_id, asked_by=ask.by_id))
    for area in dict.fromkeys(each.area_id for each in run_still_by(leaver)):
        _draw(area, at, without=leaver.pk)
    for meeting in list(run_still_by(leaver)):  # begun and never closed
        _give(meeting, None, RunAs.DRAWN)
        record(RunProposed(meeting=meeting.pk, area=meeting.area_id, person=None, before=leaver.pk))


def _both(meeting: Meeting, other: Meeting | None) -> tuple[Meeting, Meeting | None]:
    """Hold a meeting, and one it is exchanged for unless that is gone: always the older first, so that none waits."""
    there = list(Meeting.objects.filter(pk__in=[each.pk for each in (meeting, other) if each]).order_by("pk"))
    held = {each.pk: locked(each) for each in there}
    return held[meeting.pk], held.get(other.pk) if other else None


def _draw(area: int, at: datetime, *, without: int) -> None:
    """Draw up who runs a group's coming meetings; `without` is somebody who is about to leave, or nobody."""
    rows = {each.pk: each for each in coming_to_run(area, at).select_for_update(of=("self",))}
    second, cannot = second_regions_on(rows), who_cannot(rows)
    facts = [to_run(each, second, cannot) for each in rows.values()]
    runners = [each for each in runners_of(area) if each.person != without]
    stand_ins = {each.run_by for each in facts if each.run_as is RunAs.SUBSTITUTE and each.run_by} - {without}
    found = drawn(runners, substitutes_among(area, stand_ins), ran_before(area, at), facts)
    # A group without facilitators is told nothing about it.
    changed = [each for each in facts if (each.run_by or runners) and _changes(each, found[each.meeting], at)]
    _write(changed, rows, found, at)
    later = 0
    for each in changed:
        if is_to_be_told(each, at):
            person, known = found[each.meeting], each.run_as is not RunAs.DRAWN
            before = each.run_by if known and each.run_by != person else None
            record(RunProposed(meeting=each.meeting, area=area, person=person, before=before))
        else:
            later += 1
    if later:
        record(RotaDrawn(area=area, meetings=later))


def _changes(fact: ToRun, person: int | None, at: datetime) -> bool:
    """Whether somebody else runs a meeting now, or whoever does is to be told and was not."""
    return person != fact.run_by or (fact.run_as is RunAs.DRAWN and is_to_be_told(fact, at))


def _write(changed: list[ToRun], rows: dict[int, Meeting], found: dict[int, int | None], at: datetime) -> None:
    """Write down who runs some meetings; whoever was asked to run one that goes to somebody else is asked no more."""
    for each in changed:
        row = rows[each.meeting]
        row.run_by_id, row.run_as = found[each.meeting], RunAs.TOLD if is_to_be_told(each, at) else RunAs.DRAWN
    if changed:
        Meeting.objects.bulk_update([rows[each.meeting] for each in changed], ["run_by", "run_as"])
    passed = [each.meeting for each in changed if each.run_by != found[each.meeting]]
    RotaAsk.objects.filter(meeting__in=passed, state=AskState.OPEN).update(state=AskState.OVER)


def _give(row: Meeting, person: int | None, how: RunAs) -> None:
    row.run_by_id, row.run_as = person, how
    row.save(update_fields=["run_by", "run_as"])
    _close_asks(row)


def _close_asks(row: Meeting) -> None:
    RotaAsk.objects.filter(meeting=row, state=AskState.OPEN).update(state=AskState.OVER)
