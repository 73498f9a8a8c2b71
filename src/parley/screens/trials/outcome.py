"""The end of a trial: how its questions were answered, what is asked of the decider, and what followed."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.decisions.queries import decision_seen
from parley.decisions.terms import TOLD
from parley.kernel.spans import today_of
from parley.roadmap.queries import stage_labels
from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.posting import attempt, kept, managed, must_be_shown, status_of
from parley.screens.trials.feedback_forms import TAPS, VERDICTS, FollowsForm, JudgedForm, MeansForm
from parley.screens.trials.results import pictures_with
from parley.trials.actions import answer_questions, ask_what_follows, say_what_follows
from parley.trials.queries.answers import results_of
from parley.trials.queries.outcome import meaning_of, thanked_counts
from parley.trials.queries.seeing import trial_seen
from parley.trials.rules.outcome import FOLLOWS, next_stage
from parley.trials.rules.planning import may_plan, must_plan
from parley.trials.terms import Follows, TrialState

if TYPE_CHECKING:
    from parley.trials.models import Trial
    from parley.trials.queries.answers import Result

DECIDED_WITHIN, EXTENDED_BY = timedelta(days=14), timedelta(days=28)


@require_http_methods(["GET", "POST"])
def page(request: Asked, key: int) -> HttpResponse:
    """How the questions were answered; what is sent here says so."""
    trial = found(trial_seen(request.viewer, key))
    results = results_of(trial.pk)
    if request.method != "POST":
        return _page(request, trial, results)
    must_plan(request.viewer, trial.initiative.area_id)
    form = JudgedForm(request.POST, asked=[each.question for each in results])
    if form.is_valid() and managed(
        form,
        lambda: kept(
            form,
            lambda: answer_questions(
                trial=trial, judged=form.judged, seen_version=form.cleaned_data["version"], actor=request.user,
                at=request.now,
            ),
        ),
    ):  # fmt: skip
        say(request, _("Kept. It can be said anew until it is decided what follows."))
        return redirect("trial_outcome", key)
    must_be_shown(form, shown=trial.state is TrialState.OPEN)
    return _page(request, trial, results, judged=form)


@require_POST
def ask(request: Asked, key: int) -> HttpResponse:
    """Ask the decider of the area what follows."""
    trial = found(trial_seen(request.viewer, key))
    must_plan(request.viewer, trial.initiative.area_id)
    form = FollowsForm(request.POST, labels=stage_labels())
    if form.is_valid():
        given = form.cleaned_data
        decision = attempt(
            form,
            lambda: ask_what_follows(
                trial=trial, question=given["question"], decide_by=given["decide_by"], ways=form.ways,
                context=given["context"], actor=request.user, at=request.now,
            ),
        )  # fmt: skip
        if decision is not None:
            say(request, _("%(name)s is asked what follows.") % {"name": decision.decider.name})
            return redirect("decision", decision.pk)
    must_be_shown(form, shown=trial.state is TrialState.OPEN and trial.decision_id is None)
    return _page(request, trial, results_of(trial.pk), follows=form)


@require_POST
def follows(request: Asked, key: int) -> HttpResponse:
    """Say what a decision means for the trial, where it does not say so."""
    trial = found(trial_seen(request.viewer, key))
    must_plan(request.viewer, trial.initiative.area_id)
    form = MeansForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        if managed(
            form,
            lambda: say_what_follows(
                trial=trial, follows=Follows(given["follows"]), until=given["until"], actor=request.user,
                at=request.now,
            ),
        ):  # fmt: skip
            say(request, _("Done, as it was decided."))
            return redirect("trial_outcome", key)
    must_be_shown(form, shown=_is_unclear(trial))
    return _page(request, trial, results_of(trial.pk), means=form)


def _page(
    request: Asked,
    trial: "Trial",
    results: "list[Result]",
    *,
    judged: JudgedForm | None = None,
    follows: FollowsForm | None = None,
    means: MeansForm | None = None,
) -> HttpResponse:
    asked = [each.question for each in results]
    open_, left = trial.state is TrialState.OPEN, sum(each.verdict is None for each in asked)
    plans = may_plan(request.viewer, trial.initiative.area_id)
    may_ask = plans and open_ and trial.decision is None and not left
    unclear = plans and _is_unclear(trial)
    judged = judged or (JudgedForm(asked=asked, initial={"version": trial.version}) if plans and open_ else None)
    follows = follows or (_begun(request, trial, results) if may_ask else None)
    means = means or (MeansForm() if unclear else None)
    thanked, of = thanked_counts(trial.pk) if trial.ended_on else (0, 0)
    context: dict[str, Any] = {
        "trial": trial,
        "results": {each.question.pk: each for each in results},
        "asked": asked,
        "left": left,
        "judged": judged,
        "follows": follows,
        "means": means,
        "decision": decision_seen(request.viewer, trial.decision_id) if trial.decision_id else None,
        "plans": plans,
        "thanked": thanked,
        "took_part": of,
        "taps": TAPS,
        "verdicts": dict(VERDICTS),
        "pictures": pictures_with(request, (each for result in results for each in result.newest)),
    }
    status = max((status_of(each) for each in (judged, follows, means) if each is not None), default=200)
    return framed(request, "trials/outcome.html", context, place="trials", status=status)


def _is_unclear(trial: "Trial") -> bool:
    """Whether a published decision does not say what it means for the trial."""
    decision = trial.decision
    if trial.state is not TrialState.OPEN or decision is None or decision.state not in TOLD:
        return False
    return meaning_of(trial, decision.chosen_id or 0)[0] is None


def _begun(request: Asked, trial: "Trial", results: "list[Result]") -> FollowsForm:
    """Give the form with what can be said already: the question, how all was answered, and the next stage."""
    today, labels = today_of(request.user, request.now), stage_labels()
    after = next_stage(trial.initiative.stage)
    titles = {
        Follows.GO: _("Go on to %(stage)s") % {"stage": labels[after]} if after else _("Go on as it is"),
        Follows.CHANGE: _("Go on, and change it"),
        Follows.STOP: _("Stop it"),
        Follows.EXTEND: _("Extend the trial"),
    }
    verdicts = dict(VERDICTS)
    said = [
        f"{each.question.asks} {verdicts[each.question.verdict]}: {each.question.evidence}"
        for each in results
        if each.question.verdict
    ]
    initial = {
        "question": _("What follows from %(name)s?") % {"name": trial.code_name},
        "context": "\n\n".join(said),
        "decide_by": today + DECIDED_WITHIN,
        "stage-go": after or "",
        "until-extend": max(trial.last_day, today) + EXTENDED_BY,
    } | {f"option-{place}-title": titles[word] for place, word in enumerate(FOLLOWS)}
    return FollowsForm(labels=labels, initial=initial)
