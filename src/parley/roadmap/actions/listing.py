"""The company's list of duties: it begins with one that Parley suggests, and is the company's own from then on."""

from collections.abc import Collection
from datetime import datetime

from parley.groups.models import Area
from parley.groups.queries import acting
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.models import Function
from parley.people.queries import functions
from parley.people.rules import must_administer
from parley.roadmap import rules
from parley.roadmap.events import DutyChanged, DutyListed, DutyTakenOff
from parley.roadmap.models.duties import DutyArea, OwedDuty, StageDuty
from parley.roadmap.queries.duties import areas_of_duties, duties_listed, duty_list_has_begun, lines_at
from parley.roadmap.terms import Stage
from parley.roadmap.terms.duties import FIRST_LIST, DutyKind


@action
def begin_duty_list(*, actor: Actor, at: datetime) -> None:
    """Give a company that never had a list the one Parley suggests; owed by those functions that are there already."""
    must_administer(acting(actor))
    if duty_list_has_begun():
        return
    known = {each.key: each for each in functions()}
    for each in FIRST_LIST:
        StageDuty.objects.create(
            stage=each.stage, kind=each.kind, function=known.get(each.function), days=each.days, number=each.number,
            everywhere=each.everywhere, listed_at=at,
        )  # fmt: skip
        record(DutyListed(stage=each.stage, duty=each.kind))


@action
def give_suggested_duties(*, function: Function, actor: Actor, at: datetime) -> None:
    """Let a function that came later owe what the suggested list means for it, as far as nobody has changed that."""
    del actor, at
    meant = {(each.stage, each.kind) for each in FIRST_LIST if each.function == function.key}
    for row in duties_listed().filter(function=None, listed_by=None) if meant else ():
        if (row.stage, row.kind) in meant:
            row.function = function
            row.save(update_fields=["function"])
            record(DutyChanged(stage=row.stage, duty=row.kind))


@action
def list_duty(
    *,
    stage: Stage,
    kind: DutyKind,
    label: str = "",
    function: Function | None,
    days: int,
    number: int | None = None,
    areas: Collection[Area] | None = None,
    actor: Actor,
    at: datetime,
) -> StageDuty:
    """Put something on the list: initiatives that reach the stage from now on owe it. `areas` None: everywhere.

    Raises Refused for anybody but product operations, and for what no stage can ask for.
    """
    must_administer(acting(actor))
    name = rules.must_be_a_duty(stage, kind, label, others=lines_at([stage]))
    row = StageDuty.objects.create(
        stage=stage, kind=kind, label=name, function=function, days=rules.days_of(days),
        number=rules.number_of(kind, number), everywhere=areas is None, listed_by_id=actor.pk, listed_at=at,
    )  # fmt: skip
    DutyArea.objects.bulk_create(DutyArea(duty=row, area=each) for each in areas or ())
    record(DutyListed(stage=stage, duty=kind))
    return row


@action
def change_duty(
    *,
    duty: StageDuty,
    label: str,
    function: Function | None,
    days: int,
    number: int | None = None,
    areas: Collection[Area] | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Change a line of the list. Name and function change for everything; days, number and areas for what comes.

    Raises Refused as `list_duty`.
    """
    del at
    must_administer(acting(actor))
    row = StageDuty.objects.select_for_update().get(pk=duty.pk)
    before = (row.label, row.function_id, row.days, row.number, row.everywhere)
    were = areas_of_duties().get(row.pk, frozenset())
    row.label, row.function = rules.label_of(row.kind, label), function
    row.days, row.number = rules.days_of(days), rules.number_of(row.kind, number)
    row.everywhere = areas is None
    chosen = frozenset(each.pk for each in areas or ())
    if (row.label, row.function_id, row.days, row.number, row.everywhere) == before and chosen == were:
        return
    row.listed_by_id = actor.pk
    row.save()
    DutyArea.objects.filter(duty=row).exclude(area__in=chosen).delete()
    DutyArea.objects.bulk_create(DutyArea(duty=row, area_id=key) for key in sorted(chosen - were))
    record(DutyChanged(stage=row.stage, duty=row.kind))


@action
def take_off_duty(*, duty: StageDuty, actor: Actor, at: datetime) -> None:
    """Take a line off the list: no initiative owes it any more. What was met or left out before stays told."""
    must_administer(acting(actor))
    row = StageDuty.objects.select_for_update().get(pk=duty.pk)
    if row.ended_at:
        return
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    OwedDuty.objects.filter(duty=row, done_at=None).delete()
    record(DutyTakenOff(stage=row.stage, duty=row.kind))
