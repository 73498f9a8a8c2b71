"""A launch is planned, made ready region by region, and looked back at on a day that was set before."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from parley.disclosure.actions.hearing import _take_back_announcements
from parley.disclosure.events.launching import (
    LaunchPlanned,
    LaunchRegionPlanned,
    LookBackDayMoved,
    LookedBack,
    ReadinessSaid,
)
from parley.disclosure.models.launching import LaunchPlan, LaunchRegion, LookBack, LookBackMoved
from parley.disclosure.queries import disclosed_of
from parley.disclosure.queries.launching import (
    drafted_of,
    has_a_day,
    launch_region_to_change,
    plan_to_change,
    readiness_in,
    texts_of_plan,
)
from parley.disclosure.rules import launching as rules
from parley.disclosure.terms.launching import Came, LaunchTexts
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.kernel.spans import spoken_day, today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.models import Region
from parley.roadmap import actions as roadmap
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiative_to_change, regions_of
from parley.roadmap.rules import must_be_a_reason, must_be_told_what_changed
from parley.roadmap.terms.duties import DutyKind

COMES_LATER = "A day was set for it that is still to come."


@dataclass(frozen=True, slots=True, kw_only=True)
class ThereFrom:
    """The day of a launch in a region, and whether colleagues there have what they need for it."""

    day: date | None
    enabled: bool = False
    supported: bool = False


@action
def plan_launch(
    *,
    initiative: Initiative,
    texts: LaunchTexts,
    back_on: date | None = None,
    reason: str = "",
    seen_version: int | None = None,
    actor: Actor,
    at: datetime,
) -> LaunchPlan:
    """Write the plan of a launch, or write it anew; moving a look back that was set needs its reason.

    Raises Refused for whoever may not, Refusals for what cannot be kept, Stale when it changed since `seen_version`.
    """
    row = initiative_to_change(initiative.pk)
    rules.must_plan(acting(actor), row.area_id)
    plan = plan_to_change(row.pk)
    before = texts_of_plan(plan) if plan else None
    if plan:
        must_be_told_what_changed(
            version=plan.version, seen=seen_version, theirs=_said(before), yours=_said(texts)
        )  # fmt: skip
    said = rules.texts_of(texts, before=before, stage=row.stage)
    was = plan.back_on if plan else None
    day = rules.look_back_day_of(back_on, before=was, texts=said, today=today_of(actor, at))
    why = must_be_a_reason(reason, title=row.title, say=rules.MOVED_BACK) if was and day != was else ""
    if plan and said == before and day == was:
        return plan
    first = plan is None
    plan = plan or LaunchPlan(initiative=row, version=0)
    for name in ("for_whom", "enablement", "support_notes", "measure", "expected"):
        setattr(plan, name, getattr(said, name))
    plan.back_on, plan.looked_at = day, (plan.looked_at if day == was else None)
    _keep(plan, actor, at)
    if was and day and day != was:
        LookBackMoved.objects.create(plan=plan, before=was, after=day, reason=why, by_id=actor.pk, at=at)
        record(LookBackDayMoved(initiative=row.pk, before=was, after=day), reason=why)
    record(LaunchPlanned(initiative=row.pk, first=first))
    _meet_duties(plan, actor, at)
    return plan


def _meet_duties(plan: LaunchPlan, actor: Actor, at: datetime) -> None:
    """Note which duties of its stages a plan meets by what is written in it."""
    for kind, text in ((DutyKind.ENABLEMENT, plan.enablement), (DutyKind.SUPPORT_NOTES, plan.support_notes)):
        if text:
            roadmap.meet_duty(initiative=plan.initiative, kind=kind, actor=actor, at=at)
    _meet_planning(plan, actor, at)


def _meet_planning(plan: LaunchPlan, actor: Actor, at: datetime) -> None:
    """Note that the plan itself is made once all of it is, or that it is owed again where some of that is gone."""
    of: dict[str, Any] = {"initiative": plan.initiative, "kind": DutyKind.MARKET_PLAN, "actor": actor, "at": at}
    if rules.unmade(texts_of_plan(plan), has_day=has_a_day(plan.pk)):
        roadmap.owe_again(stage=plan.initiative.stage, **of)
    else:
        roadmap.meet_duty(**of)


def _said(texts: LaunchTexts | None) -> str:
    given = texts or LaunchTexts()
    parts = (given.for_whom, given.enablement, given.support_notes, given.measure, given.expected)
    return "\n\n".join(filter(None, parts))


def _keep(plan: LaunchPlan, actor: Actor, at: datetime) -> None:
    plan.version += 1
    plan.written_by_id, plan.written_at = actor.pk, at
    plan.save()


@action
def plan_region(
    *,
    initiative: Initiative,
    region: Region,
    there: ThereFrom,
    reason: str = "",
    seen_version: int | None = None,
    actor: Actor,
    at: datetime,
) -> LaunchRegion:
    """Set the day of a launch in a region, and note what colleagues there have; moving a day needs its reason.

    What was said of its readiness holds for the day it was said of. Clients there that wait to hear of it wait no more
    when the day lies ahead or is gone, until it has come. Raises Refused for whoever may not, without a plan, where the
    initiative does not apply, and for another day that has passed before the launch; Refusals for what colleagues are
    said to have and nobody has written; Stale when the plan changed since `seen_version`.
    """
    plan, row = _region_to_change(initiative, region, seen_version, actor)
    before = row.day
    asked = (there.day, there.enabled, there.supported)
    if (before, row.enabled_at is not None, row.supported_at is not None) == asked and row.pk:
        return row
    today = min(today_of(actor, at), at.date())  # a day may have begun for the one and not for the other
    rules.must_be_to_come(there.day, before=before, stage=plan.initiative.stage, today=today)
    rules.must_be_written(
        texts_of_plan(plan), enabled=there.enabled and row.enabled_at is None,
        supported=there.supported and row.supported_at is None,
    )  # fmt: skip
    title = plan.initiative.title
    why = must_be_a_reason(reason, title=title, say=rules.MOVED_DAY) if before and there.day != before else ""
    row.day = there.day
    if there.day != before:
        row.ready = row.said_by = row.said_at = None
        row.because = ""
    if there.enabled != (row.enabled_at is not None):
        row.enabled_by_id, row.enabled_at = (actor.pk, at) if there.enabled else (None, None)
    if there.supported != (row.supported_at is not None):
        row.supported_by_id, row.supported_at = (actor.pk, at) if there.supported else (None, None)
    row.save()
    _keep(plan, actor, at)
    record(LaunchRegionPlanned(initiative=plan.initiative_id, region=region.pk, before=before, after=there.day),
           reason=why)  # fmt: skip
    _take_back_announcements(plan.initiative_id, at, because=why or COMES_LATER)
    _meet_planning(plan, actor, at)
    return row


@action
def say_ready(
    *,
    initiative: Initiative,
    region: Region,
    ready: bool,
    because: str = "",
    seen_version: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Say in one's name that a launch is ready in a region, or that it is not and why.

    Raises Refused with what is missing for one that is not ready, and as `plan_region`.
    """
    plan, row = _region_to_change(initiative, region, seen_version, actor)
    if ready:
        facts, _words = readiness_in(
            region.pk, plan=plan, there=row, disclosed=disclosed_of(plan.initiative_id, on=at.date()),
            drafted=drafted_of(plan.initiative_id, plan.initiative.area_id),
        )  # fmt: skip
        rules.must_lack_nothing(facts, where=region.name)
    why = "" if ready else must_be_a_reason(because, title=region.name, say=rules.NOT_READY, field="because")
    if row.pk and row.ready is ready and row.because == why:
        return
    row.ready, row.because, row.said_by_id, row.said_at = ready, why, actor.pk, at
    row.save()
    plan.version += 1
    plan.save(update_fields=["version"])
    record(ReadinessSaid(initiative=plan.initiative_id, region=region.pk, ready=ready), reason=why)


def _region_to_change(
    initiative: Initiative, region: Region, seen_version: int | None, actor: Actor
) -> tuple[LaunchPlan, LaunchRegion]:
    """Give the plan and its region, which is made where there is none; both locked."""
    row = initiative_to_change(initiative.pk)
    rules.must_plan(acting(actor), row.area_id)
    plan = plan_to_change(row.pk)
    if plan is None:
        raise Refused("Write the plan of the launch first: for whom it is, and what it is for.")
    plan.initiative = row
    places = regions_of(row.pk)
    if places and region.pk not in {each.pk for each in places}:
        raise Refused(f"It does not apply to {region.name}. Add the region to the initiative first.")
    there = launch_region_to_change(plan.pk, region.pk) or LaunchRegion(plan=plan, region=region)
    theirs = spoken_day(there.day) if there.day else "no day"
    must_be_told_what_changed(version=plan.version, seen=seen_version, theirs=theirs, yours=region.name)
    return plan, there


@action
def look_back(
    *,
    initiative: Initiative,
    came: Came,
    text: str,
    figure: str = "",
    again_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> LookBack:
    """Write what happened, against what the launch was for. Whoever cannot say yet is asked again on `again_on`.

    Raises Refused for whoever may not, before its day, and when it was written already; Refusals for what says nothing.
    """
    row = initiative_to_change(initiative.pk)
    plan = plan_to_change(row.pk)
    if plan is None:
        raise Refused("Nothing was written before the launch, so there is nothing to hold it against. Plan it first.")
    if refusal := rules.looking_back_refusal(acting(actor), row.area_id, row.owner_id):
        raise Refused(refusal)
    if plan.looked_at:
        raise Refused("It was looked back at already. To look again, set another day in the plan, with the reason.")
    today = today_of(actor, at)
    due_on = rules.must_be_due(plan.back_on, today=today, stage=row.stage)
    clean, number = rules.look_back_of(came, text, figure, again_on=again_on, today=today)
    written = LookBack.objects.create(plan=plan, came=came, text=clean, figure=number, measure=plan.measure,
                                      expected=plan.expected, due_on=due_on, by_id=actor.pk, at=at)  # fmt: skip
    record(LookedBack(initiative=row.pk, look_back=written.pk, came=came))
    if came is Came.CANNOT_SAY and again_on:
        LookBackMoved.objects.create(plan=plan, before=due_on, after=again_on, reason=clean, by_id=actor.pk, at=at)
        plan.back_on = again_on
    else:
        plan.looked_at = at
    plan.version += 1
    plan.save(update_fields=["back_on", "looked_at", "version"])
    return written
