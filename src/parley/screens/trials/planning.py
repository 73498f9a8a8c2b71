"""Planning a trial, opening, extending and giving it up."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import today_of
from parley.roadmap.queries import everybody
from parley.roadmap.terms import Stage
from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.posting import attempt
from parley.screens.roadmap.views.one import seen as initiative_of
from parley.screens.trials.page import shown
from parley.screens.trials.page_forms import ExtendForm, GiveUpForm
from parley.screens.trials.plans import Plan
from parley.trials.actions import change_trial, extend_trial, give_up_trial, open_trial, plan_trial
from parley.trials.queries.planned import plan_now
from parley.trials.queries.seeing import trial_seen
from parley.trials.rules.planning import must_be_planned_still, must_be_worth_trying, must_plan
from parley.trials.terms import TrialKind

LASTS = timedelta(days=42)  # a new plan, unless somebody says otherwise
BEGINS = timedelta(days=14)
PLACES = 8
MOST_SEGMENTS = 60


@require_http_methods(["GET", "POST"])
def new(request: Asked, key: int) -> HttpResponse:
    """Plan a trial of an initiative."""
    row = initiative_of(request, key)
    must_plan(request.viewer, row.area_id)
    must_be_worth_trying(row.stage)
    today = today_of(request.user, request.now)
    kind = TrialKind.ALPHA if row.stage in {Stage.GATHER, Stage.EXPLORE, Stage.ALPHA} else TrialKind.BETA
    begun: dict[str, Any] = {
        "kind": kind,
        "first_day": today + BEGINS,
        "last_day": today + BEGINS + LASTS,
        "places": PLACES,
    }
    plan = Plan(request.POST or None, segments=_segments(request), **begun)
    if request.method == "POST" and plan.is_valid():
        made = _attempt(
            plan,
            lambda: plan_trial(
                initiative=row, kind=plan.kind, plan=plan.plan(), actor=request.user, at=request.now
            ),
        )  # fmt: skip
        if made:
            say(request, _("Planned. Read it once more, then open it: from then on its questions stay."))
            return redirect("trial", made.pk)
    return _page(request, plan, {"initiative": row, "trial": None})


@require_http_methods(["GET", "POST"])
def change(request: Asked, key: int) -> HttpResponse:
    """Change the plan before it is opened."""
    trial = found(trial_seen(request.viewer, key))
    must_plan(request.viewer, trial.initiative.area_id)
    must_be_planned_still(trial.state)
    plan = Plan(request.POST or None, segments=_segments(request), now=plan_now(trial), kind=trial.kind,
                version=trial.version)  # fmt: skip
    plan.plain.fields["kind"].disabled = True
    if request.method == "POST" and plan.is_valid():
        seen = plan.plain.cleaned_data["version"]
        _attempt(
            plan,
            lambda: change_trial(trial=trial, plan=plan.plan(), seen_version=seen, actor=request.user, at=request.now),
        )
        if not plan.is_refused:
            say(request, _("The plan is changed."))
            return redirect("trial", key)
    return _page(request, plan, {"initiative": trial.initiative, "trial": trial})


def _attempt(plan: Plan, do: Any) -> Any:
    """Call the action; None when a rule refused, with each sentence beside its field."""
    try:
        return do()
    except Stale as stale:
        stale.typed = plan.typed
        raise
    except Refused as refusal:
        plan.put(refusal)
    return None


def _page(request: Asked, plan: Plan, context: dict[str, Any]) -> HttpResponse:
    status = 422 if plan.is_refused else 200
    return framed(request, "trials/plan.html", {"plan": plan} | context, place="roadmap", status=status)


@require_POST
def opening(request: Asked, key: int) -> HttpResponse:
    """Open it: clients can be put forward and invited."""
    trial = found(trial_seen(request.viewer, key))
    open_trial(trial=trial, actor=request.user, at=request.now)
    say(request, _("It is open. Propose clients, or wait for those that account managers nominate."))
    return redirect("trial", key)


@require_POST
def extension(request: Asked, key: int) -> HttpResponse:
    """Give it more time, or more places."""
    trial = found(trial_seen(request.viewer, key))
    form = ExtendForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        attempt(
            form,
            lambda: extend_trial(
                trial=trial, last_day=given["last_day"], places=given["places"], reason=given["reason"],
                actor=request.user, at=request.now,
            ),
        )  # fmt: skip
        if not form.errors:
            say(request, _("It goes on. Who waited has a place now, as far as there are."))
            return redirect("trial", key)
    return shown(request, trial, extend=form)


@require_POST
def ending(request: Asked, key: int) -> HttpResponse:
    """Give it up."""
    trial = found(trial_seen(request.viewer, key))
    form = GiveUpForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        attempt(form, lambda: give_up_trial(trial=trial, reason=reason, actor=request.user, at=request.now))
        if not form.errors:
            say(request, _("The trial is given up. Its links open nothing any more."))
            return redirect("trial", key)
    return shown(request, trial, give_up=form)


def _segments(request: Asked) -> list[str]:
    """Give the segments of most clients."""
    return [each.name for each in everybody(request.now.date()).segments[:MOST_SEGMENTS]]
