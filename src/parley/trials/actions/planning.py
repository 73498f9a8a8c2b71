"""Trials are planned, opened, extended and given up."""

from datetime import date, datetime

from parley.groups.queries import acting
from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.roadmap import actions as roadmap
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiative_to_change
from parley.roadmap.rules import must_be_a_reason
from parley.roadmap.terms.duties import DutyKind
from parley.trials.actions.filling import _fill_free_places
from parley.trials.actions.links import _end_links
from parley.trials.actions.outcome import _owe_outcome_again
from parley.trials.events import TrialChanged, TrialExtended, TrialGivenUp, TrialOpened, TrialPlanned
from parley.trials.models import Trial, TrialLink, TrialQuestion, TrialQuota
from parley.trials.queries.outcome import feedback_links
from parley.trials.queries.planned import plan_now
from parley.trials.queries.seeing import facts_of, trial_to_change
from parley.trials.rules import planning as rules
from parley.trials.rules.places import feedback_ends
from parley.trials.terms import STAGE_OF, TrialKind, TrialPlan, TrialState
from parley.trials.terms.candidates import Dimension
from parley.voices.actions import follow, open_thread

PLAIN = ("code_name", "aim", "first_day", "last_day", "places", "least_regions", "least_segments", "requirements",
         "agreement", "rest_months")  # fmt: skip


@action
def plan_trial(*, initiative: Initiative, kind: TrialKind, plan: TrialPlan, actor: Actor, at: datetime) -> Trial:
    """Plan a trial of an initiative: what is to be learnt, with the answers that would change our mind.

    Raises Refused for whoever does not keep its roadmap, and Refusals with everything that is missing.
    """
    row = initiative_to_change(initiative.pk)
    rules.must_plan(acting(actor), row.area_id)
    rules.must_be_worth_trying(row.stage)
    clean = rules.plan_of(plan, title=row.title, on=today_of(actor, at))
    _must_be_a_new_name(clean.code_name)
    trial = Trial.objects.create(
        initiative=row, kind=kind, planned_by_id=actor.pk, planned_at=at, thread=open_thread(actor=actor, at=at),
        **{name: getattr(clean, name) for name in PLAIN},
    )  # fmt: skip
    _write_parts(trial, clean)
    record(TrialPlanned(trial=trial.pk, initiative=row.pk, trial_kind=kind, questions=len(clean.questions)))
    if isinstance(actor, Person):
        follow(thread=trial.thread, following=True, actor=actor, at=at)
    return trial


@action
def change_trial(*, trial: Trial, plan: TrialPlan, seen_version: int | None = None, actor: Actor, at: datetime) -> None:
    """Write the plan of a trial anew, before it is opened.

    Raises Refused once it is open, Refusals with what is missing, Stale when it changed since `seen_version`.
    """
    row = trial_to_change(trial.pk)
    rules.must_plan(acting(actor), row.initiative.area_id)
    rules.must_be_planned_still(row.state)
    if seen_version is not None and seen_version != row.version:
        raise Stale(
            "Somebody changed this plan after you opened it. Look at both, then send yours again.",
            theirs=rules.plan_words(plan_now(row)), yours=rules.plan_words(plan),
        )  # fmt: skip
    clean = rules.plan_of(plan, title=row.initiative.title, on=today_of(actor, at), begun=row.first_day)
    _must_be_a_new_name(clean.code_name, but=row.pk)
    if clean == plan_now(row):
        return
    for name in PLAIN:
        setattr(row, name, getattr(clean, name))
    row.version += 1
    row.save()
    row.questions.all().delete()
    row.quotas.all().delete()
    _write_parts(row, clean)
    record(TrialChanged(trial=row.pk))


@action
def open_trial(*, trial: Trial, actor: Actor, at: datetime) -> None:
    """Open a trial: from now on clients are put forward and invited, and its questions stay as they are.

    Opening it again changes nothing. Raises Refused for whoever does not plan it, once it ended and past its last day.
    """
    row = trial_to_change(trial.pk)
    rules.must_plan(acting(actor), row.initiative.area_id)
    rules.must_go_on(row.state)
    rules.must_be_worth_trying(row.initiative.stage)
    if row.state is TrialState.OPEN:
        return
    if row.last_day < today_of(actor, at):
        raise Refused("Its last day has passed. Change the plan before you open it.")
    row.state, row.opened_at, row.version = TrialState.OPEN, at, row.version + 1
    row.save(update_fields=["state", "opened_at", "version"])
    record(TrialOpened(trial=row.pk, initiative=row.initiative_id))
    roadmap.meet_duty(initiative=row.initiative, kind=DutyKind.TRIAL_QUESTIONS, stage=STAGE_OF[row.kind],
                      note=row.code_name, actor=actor, at=at)  # fmt: skip


@action
def extend_trial(*, trial: Trial, last_day: date, places: int, reason: str, actor: Actor, at: datetime) -> None:
    """Give an open trial a later last day, or more places, which go to who waits. Raises Refused without a reason."""
    row = trial_to_change(trial.pk)
    rules.must_plan(acting(actor), row.initiative.area_id)
    rules.must_extend(facts_of(row), last_day, places, today_of(actor, at))
    why = must_be_a_reason(reason, title=row.code_name, say="what is still to be learnt, or who waits")
    row.last_day, row.places, row.version = last_day, places, row.version + 1
    row.save(update_fields=["last_day", "places", "version"])
    feedback_links(row.pk, on=at.date()).update(expires_on=feedback_ends(facts_of(row)))
    record(TrialExtended(trial=row.pk, initiative=row.initiative_id), reason=why)
    _fill_free_places(row, actor, at)


@action
def give_up_trial(*, trial: Trial, reason: str, actor: Actor, at: datetime) -> None:
    """End a trial without an outcome: its links open nothing any more. Raises Refused without a reason."""
    row = trial_to_change(trial.pk)
    rules.must_plan(acting(actor), row.initiative.area_id)
    rules.must_go_on(row.state)
    why = must_be_a_reason(reason, title=row.code_name, say="what came in between, and what it means for its clients")
    began = row.state is TrialState.OPEN and row.first_day <= at.date()
    row.state, row.closed_at, row.because, row.version = TrialState.GIVEN_UP, at, why, row.version + 1
    row.ended_on = at.date() if began else None  # who never began needs no rest
    row.save(update_fields=["state", "closed_at", "because", "version", "ended_on"])
    _end_links(TrialLink.objects.filter(place__trial=row), actor, at)
    record(TrialGivenUp(trial=row.pk, initiative=row.initiative_id), reason=why)
    if row.decision_id is not None:
        _owe_outcome_again(row, actor, at)


def _must_be_a_new_name(code_name: str, *, but: int = 0) -> None:
    if Trial.objects.filter(code_name__iexact=code_name).exclude(pk=but).exists():
        raise Refused(f"Another trial is called {code_name}. Choose a name that means this one.", field="code_name")


def _write_parts(trial: Trial, plan: TrialPlan) -> None:
    TrialQuestion.objects.bulk_create(
        TrialQuestion(trial=trial, position=place, asks=each.asks, changes_mind=each.changes_mind, kind=each.kind,
                      region_id=each.region, segment=each.segment)
        for place, each in enumerate(plan.questions, 1)
    )  # fmt: skip
    TrialQuota.objects.bulk_create(
        TrialQuota(trial=trial, over=each.over, least=each.least,
                   region_id=int(each.value) if each.over is Dimension.REGION else None,
                   value="" if each.over is Dimension.REGION else each.value)
        for each in plan.wanted
    )  # fmt: skip
