"""The end of a trial: its questions are answered, a decision says what follows, and the trial does that."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q

from parley.decisions.actions import open_decision
from parley.decisions.models import Decision
from parley.decisions.queries import options_of
from parley.decisions.terms import TOLD, DecisionState, EffectDraft, EffectField, OptionDraft
from parley.groups.queries import acting
from parley.kernel.refusals import Stale
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.roadmap import actions as roadmap
from parley.roadmap.terms.duties import DutyKind
from parley.trials.events import OutcomeAsked, OutcomeDropped, QuestionAnswered, TrialClosed, TrialGoesOn
from parley.trials.models import Trial, TrialLink, TrialOutcome, TrialQuestion
from parley.trials.queries.outcome import feedback_links, meaning_of, participants_of
from parley.trials.queries.seeing import facts_of, trial_to_change
from parley.trials.rules import outcome as rules
from parley.trials.rules.places import feedback_ends
from parley.trials.rules.planning import must_be_open, must_plan
from parley.trials.terms import STAGE_OF, Follows, TrialState
from parley.trials.terms.feedback import Judged, WayOn


@action
def answer_questions(
    *, trial: Trial, judged: Sequence[Judged], seen_version: int | None = None, actor: Actor, at: datetime
) -> None:
    """Say how questions of a trial were answered, and on what that rests; it may be said anew until the trial closes.

    The evidence is in the row and not in the ledger: it may name what clients said. Raises Refused for whoever does
    not plan it, Refusals without any evidence, Stale when somebody said otherwise since `seen_version`.
    """
    row = trial_to_change(trial.pk)
    must_plan(acting(actor), row.initiative.area_id)
    must_be_open(row.state)
    there = {each.pk: each for each in row.questions.order_by("position")}
    if seen_version is not None and seen_version != row.version:
        raise _overtaken(there, judged)
    clean = rules.judged_of(judged, {key: each.asks for key, each in there.items()})
    new = [each for each in clean if _says_otherwise(there[each.question], each)]
    for each in new:
        question = there[each.question]
        question.verdict, question.evidence = each.verdict, each.evidence
        question.answered_by_id, question.answered_at = actor.pk, at
        question.save(update_fields=["verdict", "evidence", "answered_by", "answered_at"])
        if each.verdict:
            record(QuestionAnswered(trial=row.pk, question=question.pk, verdict=each.verdict))
    if new:
        row.version += 1
        row.save(update_fields=["version"])


def _overtaken(there: Mapping[int, TrialQuestion], judged: Sequence[Judged]) -> Stale:
    asks = {key: each.asks for key, each in there.items()}
    return Stale(
        "Somebody changed this trial after you opened the page. Look at both, then send yours again.",
        theirs=rules.judged_words((each.asks, each.verdict, each.evidence) for each in there.values()),
        yours=rules.judged_words((asks.get(each.question, ""), each.verdict, each.evidence) for each in judged),
    )


def _says_otherwise(question: TrialQuestion, judged: Judged) -> bool:
    return (question.verdict, question.evidence) != (judged.verdict, judged.evidence)


@action
def ask_what_follows(
    *,
    trial: Trial,
    question: str,
    decide_by: date,
    ways: Sequence[WayOn],
    context: str = "",
    actor: Person,
    at: datetime,
) -> Decision:
    """Ask the decider of the area what follows from a trial whose questions are answered: go, change, stop or extend.

    Raises Refused for whoever does not plan it, before every question has its outcome, and when it is asked already;
    else as opening a decision does.
    """
    row = trial_to_change(trial.pk)
    must_plan(acting(actor), row.initiative.area_id)
    must_be_open(row.state)
    rules.must_be_undecided(asked=row.decision_id is not None)
    rules.must_be_answered([each.verdict for each in row.questions.all()])
    on = today_of(actor, at)
    clean = rules.ways_on_of(ways, facts_of(row), now=row.initiative.stage, on=on)
    drafts = [OptionDraft(each.title, each.why, _effects(row, each)) for each in clean]
    decision = open_decision(
        area=row.initiative.area, question=question, context=context, decide_by=decide_by, options=drafts,
        initiatives=[row.initiative], heard=row.thread, actor=actor, at=at,
    )  # fmt: skip
    TrialOutcome.objects.bulk_create(
        TrialOutcome(trial=row, option=option, follows=way.follows, until=way.until)
        for option, way in zip(options_of(decision), clean, strict=True)
    )
    row.decision = decision
    row.save(update_fields=["decision"])
    record(OutcomeAsked(trial=row.pk, initiative=row.initiative_id, decision=decision.pk))
    # Here and not at the end: what is decided moves the stage, which asks for the outcome, before the trial closes.
    roadmap.meet_duty(initiative=row.initiative, kind=DutyKind.TRIAL_OUTCOME, stage=STAGE_OF[row.kind],
                      note=row.code_name, actor=actor, at=at)  # fmt: skip
    return decision


def _effects(trial: Trial, way: WayOn) -> tuple[EffectDraft, ...]:
    """Give what a way to go on changes on the roadmap: the stage, where it is another."""
    return (EffectDraft(trial.initiative_id, EffectField.STAGE, way.stage),) if way.stage else ()


@action
def conclude(*, trial: Trial, actor: Actor, at: datetime) -> Follows | None:
    """Do what was decided about a trial: it closes, or goes on. Gives what followed; none when nothing did.

    For the worker, once its decision is published; doing it again changes nothing. What was decided may say nothing
    about the trial, as its options were written anew: then it waits for `say_what_follows`.
    """
    row = trial_to_change(trial.pk)
    decision = row.decision
    if row.state is not TrialState.OPEN or decision is None or decision.state not in TOLD:
        return None
    follows, until = meaning_of(row, decision.chosen_id or 0)
    if follows is not None:
        _follow(row, decision, follows, actor, at, until=until)
    return follows


@action
def say_what_follows(*, trial: Trial, follows: Follows, until: date | None = None, actor: Actor, at: datetime) -> None:
    """Say what a published decision means for a trial, where its options do not say so. Raises Refused otherwise."""
    row = trial_to_change(trial.pk)
    must_plan(acting(actor), row.initiative.area_id)
    must_be_open(row.state)
    decision = row.decision if row.decision and row.decision.state in TOLD else None
    clear = decision is not None and meaning_of(row, decision.chosen_id or 0)[0] is not None
    rules.must_be_for_somebody_to_say(published=decision is not None, clear=clear)
    last = rules.until_of(until, facts_of(row)) if follows is Follows.EXTEND else None
    if decision is not None:
        _follow(row, decision, follows, actor, at, until=last)


@action
def drop_outcome(*, trial: Trial, actor: Actor, at: datetime) -> None:
    """Let it be asked again what follows from a trial whose decision was withdrawn. Doing it again changes nothing."""
    row = trial_to_change(trial.pk)
    if row.state is not TrialState.OPEN or row.decision is None or row.decision.state is not DecisionState.WITHDRAWN:
        return
    record(OutcomeDropped(trial=row.pk, decision=row.decision.pk))
    row.outcomes.filter(option__decision=row.decision).delete()
    row.decision = None
    row.save(update_fields=["decision"])
    _owe_outcome_again(row, actor, at)


def _owe_outcome_again(row: Trial, actor: Actor, at: datetime) -> None:
    """Let its stage ask for the outcome of a trial again, within an action of whoever leaves it without one.

    Nothing when another trial of its kind has one, or a decision that is to say it.
    """
    others = Trial.objects.filter(initiative=row.initiative, kind=row.kind).exclude(pk=row.pk)
    if not others.filter(Q(state=TrialState.CLOSED) | Q(state=TrialState.OPEN, decision__isnull=False)).exists():
        roadmap.owe_again(initiative=row.initiative, kind=DutyKind.TRIAL_OUTCOME, stage=STAGE_OF[row.kind],
                          actor=actor, at=at)  # fmt: skip


def _follow(
    row: Trial, decision: Decision, follows: Follows, actor: Actor, at: datetime, *, until: date | None
) -> None:
    """Close a trial, or let it go on, as was decided. The trial is locked."""
    if follows is Follows.EXTEND:
        last = max(until or row.last_day, row.last_day)  # it may have been extended meanwhile
        _go_on(row, decision, last, actor, at)
    else:
        _close(row, decision, at)


def _go_on(row: Trial, decision: Decision, until: date, actor: Actor, at: datetime) -> None:
    """Give a trial another last day; links that still hold answer until then. What follows can be asked again."""
    row.last_day, row.decision, row.version = until, None, row.version + 1
    row.save(update_fields=["last_day", "decision", "version"])
    feedback_links(row.pk, on=at.date()).update(expires_on=feedback_ends(facts_of(row)))
    record(TrialGoesOn(trial=row.pk, initiative=row.initiative_id, decision=decision.pk, last_day=until))
    _owe_outcome_again(row, actor, at)


def _close(row: Trial, decision: Decision, at: datetime) -> None:
    """End a trial: its links open nothing any more, and who took part is to be thanked."""
    took_part = tuple(participants_of(row.pk))
    row.state, row.closed_at, row.version = TrialState.CLOSED, at, row.version + 1
    row.ended_on = min(row.last_day, at.date())  # from which its clients rest
    row.save(update_fields=["state", "closed_at", "version", "ended_on"])
    TrialLink.objects.filter(place__trial=row, ended_at=None).update(ended_at=at)
    record(TrialClosed(trial=row.pk, initiative=row.initiative_id, decision=decision.pk, took_part=took_part))
