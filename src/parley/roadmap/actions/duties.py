"""What an initiative owes: taken on when it reaches a stage, met, owed again, or left behind with a reason."""

from collections.abc import Collection
from datetime import datetime

from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor, Ref
from parley.roadmap import rules
from parley.roadmap.events import DutyMet, DutyOwedAgain, DutyWaived
from parley.roadmap.models import Initiative
from parley.roadmap.models.duties import OwedDuty
from parley.roadmap.queries import initiative_to_change, stage_before, stop_of
from parley.roadmap.queries.duties import (
    ahead_for,
    left_behind,
    lines_at,
    missing_of_duties,
    owed_by,
    regions_heard,
    regions_that_matter,
)
from parley.roadmap.terms import Stage
from parley.roadmap.terms.duties import LASTING, DutyKind, Listed


@action
def meet_duty(
    *, initiative: Initiative, kind: DutyKind, note: str = "", stage: Stage | None = None, actor: Actor, at: datetime
) -> None:
    """Note that something a stage asks for is done; called by whoever did it, who was allowed to. Again: nothing.

    It counts for the stage the initiative is at, or another (`stage`), as the outcome of a trial does for its own. What
    no stage asks for yet counts for the first from then on that does; what an initiative went on without is met late.
    """
    row = initiative_to_change(initiative.pk)
    rows = [each for each in owed_by(row.pk) if each.kind is kind]
    where = stage or row.stage
    mine = [each for each in rows if each.duty_id and each.stage is where]
    late = [each for each in rows if each.duty_id and each.waived] if stage is None else []
    ahead = next((each for each in rows if each.duty_id is None and each.stage is where), None)
    open_ones = [each for each in mine if each.done_at is None or each.waived] or ([] if mine else late[-1:])
    for each in open_ones:
        _meet(each, note, actor, at)
    if not (mine or open_ones or ahead) and where is not Stage.STOPPED:
        _do_ahead(row, kind, where, actor, at, note=note)
        record(DutyMet(initiative=row.pk, duty=kind, stage=where))


@action
def owe_again(*, initiative: Initiative, kind: DutyKind, stage: Stage, actor: Actor, at: datetime) -> None:
    """Note that what counted as done for a stage does not hold: it is owed again. Called as meeting it is.

    What no stage asks for yet counts no more, and so does what a later stage will ask for anew. Again: nothing.
    """
    row = initiative_to_change(initiative.pk)
    here = stage_before(stop_of(row.pk)) if row.stage is Stage.STOPPED else row.stage
    rows = [each for each in owed_by(row.pk) if each.kind is kind and each.stage is stage]
    done = [each for each in rows if each.done_at and not each.waived]
    for each in done:
        if each.duty_id is None or rules.passed(here, stage):
            each.delete()
        else:
            _open(each)
    if done:
        record(DutyOwedAgain(initiative=row.pk, duty=kind, stage=stage))


@action
def tick_duty(*, owed: OwedDuty, note: str = "", actor: Actor, at: datetime) -> None:
    """Say that a duty is done which nothing in Parley shows. Raises Refused for whoever neither owes nor keeps it."""
    initiative_to_change(owed.initiative_id)
    row = OwedDuty.objects.select_related("initiative", "duty__function").filter(pk=owed.pk).first()
    if row is None:
        raise Refused("It is not owed any more: it went back, or the list changed. Look at its page.")
    function = row.duty.function if row.duty else None
    rules.must_tick(
        acting(actor), area=row.initiative.area_id, function=function.pk if function else None, kind=row.kind,
        whose=function.name if function else "",
    )  # fmt: skip
    if row.done_at is None or row.waived:
        _meet(row, note, actor, at)


def _let_hold(initiative: int, kind: DutyKind, actor: Actor, at: datetime, *, holds: bool) -> None:
    """Note, within an action of whoever knows, that what lasts is there from now on, or no more: its stage asks again.

    What no stage asks for is noted without an event of its own, for those that will.
    """
    row = initiative_to_change(initiative)
    rows = [each for each in owed_by(row.pk) if each.kind is kind]
    here = [each for each in rows if each.duty_id and each.stage is row.stage]
    ahead = [each for each in rows if each.duty_id is None]
    if holds and not ahead and row.stage is not Stage.STOPPED:
        _do_ahead(row, kind, row.stage, actor, at)
    for each in ahead if not holds else ():
        each.delete()
    for each in here:
        if holds and (each.done_at is None or each.waived):
            _meet(each, "", actor, at)
        elif not holds and each.done_at and not each.waived:
            _open(each)
            record(DutyOwedAgain(initiative=row.pk, duty=kind, stage=row.stage))


def _do_ahead(row: Initiative, kind: DutyKind, stage: Stage, actor: Actor, at: datetime, *, note: str = "") -> None:
    said = rules.note_of(note)
    OwedDuty.objects.create(initiative=row, kind=kind, stage=stage, done_at=at, done_by_id=actor.pk, note=said)


def _meet(row: OwedDuty, note: str, actor: Actor, at: datetime) -> None:
    row.done_at, row.done_by_id, row.waived, row.note = at, actor.pk, False, rules.note_of(note)
    row.save(update_fields=["done_at", "done_by", "waived", "note"])
    record(DutyMet(initiative=row.initiative_id, duty=row.kind, stage=row.stage))


def _open(row: OwedDuty) -> None:
    row.done_at, row.done_by, row.note = None, None, ""
    row.save(update_fields=["done_at", "done_by", "note"])


def _take_on(row: Initiative, at: datetime) -> None:
    """Let an initiative that has just reached its stage owe what the list asks for there, from now on."""
    lines = rules.taken_on(lines_at([row.stage]), stage=row.stage, area=row.area_id)
    if not lines:
        return
    rows = list(owed_by(row.pk))
    for line in lines:
        there = next((each for each in rows if each.duty_id == line.key and not each.waived), None)
        ahead = ahead_for(rows, line)
        holds = line.kind not in LASTING or ahead
        if there is None:
            _taken_on(row, line, ahead, at)
        elif there.done_at is None or not holds:  # else it was here before, and did it then
            there.due_on, there.done_at, there.done_by, there.note = rules.due_on(line, at), None, None, ""
            there.save(update_fields=["due_on", "done_at", "done_by", "note"])
    _hear([row.pk], at)


def _taken_on(row: Initiative, line: Listed, ahead: OwedDuty | None, at: datetime) -> None:
    """Write the row of a duty that is taken on: met already when it was done ahead, and that is used up, or lasts."""
    owed = OwedDuty(initiative=row, duty_id=line.key, kind=line.kind, stage=line.stage, number=line.number)
    owed.due_on = rules.due_on(line, at)
    if ahead:
        owed.done_at, owed.done_by_id, owed.note = ahead.done_at, ahead.done_by_id, ahead.note
        if line.kind not in LASTING:
            ahead.delete()
    owed.save()


def _go_on(
    row: Initiative,
    *,
    before: Stage,
    after: Stage,
    without: str,
    labels: dict[Stage, str],
    decided_in: Ref | None,
    reason: str,
    actor: Actor,
    at: datetime,
) -> None:
    """See to what a move leaves behind: on, nothing is left without a reason, a decision's its own; back, it is gone.

    `reason` is the move's. Raises Refused with what is missing, unless `without` says why it goes on.
    """
    if after is Stage.STOPPED:
        return
    if not rules.passed(before, after):
        OwedDuty.objects.filter(initiative=row, done_at=None).exclude(stage=after).delete()
        return
    left = left_behind(row, before, after, on=at.date())
    missing = missing_of_duties(left.undone, labels)
    why = reason if decided_in else rules.must_say_why_without(missing, without, title=row.title, to=labels[after])
    for line, ahead in left.ahead:
        _taken_on(row, line, ahead, at)
    for each in left.undone:
        each.done_at, each.done_by_id, each.waived, each.note = at, actor.pk, True, why
        each.save()
        event = DutyWaived(initiative=row.pk, duty=each.kind, stage=each.stage, decided_in=decided_in)
        record(event, reason=why)


def _hear(initiatives: Collection[int], at: datetime) -> None:
    """See whether clients in enough regions have spoken about some initiatives, which met or owe that by itself."""
    kind = DutyKind.INSIGHTS_FROM_REGIONS
    rows = list(OwedDuty.objects.filter(initiative__in=initiatives, kind=kind, waived=False, duty__isnull=False)
                .select_related("initiative"))  # fmt: skip
    rows = [each for each in rows if each.stage is each.initiative.stage]
    if not rows:
        return
    keys = [each.initiative_id for each in rows]
    heard, there = regions_heard(keys), regions_that_matter(keys)
    for each in rows:
        key = each.initiative_id
        enough = rules.is_heard(each.number or 1, heard=heard[key], there=there[key])
        if enough and each.done_at is None:
            each.done_at = at
            each.save(update_fields=["done_at"])
            record(DutyMet(initiative=key, duty=kind, stage=each.stage))
        elif not enough and each.done_at:
            _open(each)
            record(DutyOwedAgain(initiative=key, duty=kind, stage=each.stage))
