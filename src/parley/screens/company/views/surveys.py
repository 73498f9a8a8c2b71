"""Planning waves of the survey: whom, when and what they ask, until they open by themselves."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.people.rules import must_administer
from parley.screens.asking import Asked, found
from parley.screens.company.changing import changing, settings_page
from parley.screens.company.survey_forms import QuestionForm, ReasonForm, WaveForm
from parley.screens.frame import say
from parley.screens.posting import kept
from parley.screens.surveys.shown import rate_words
from parley.surveys.actions.planning import add_question, change_wave, drop_question, plan_wave, withdraw_wave
from parley.surveys.queries.planning import ahead_of, whom_of
from parley.surveys.queries.waves import question_of_wave, questions_to_plan, rate_of, state_of, wave_seen
from parley.surveys.queries.waves import waves_newest_first as waves
from parley.surveys.terms.waves import Kind, WaveState

if TYPE_CHECKING:
    from parley.surveys.models import Wave

SOON, LENGTH = timedelta(days=7), timedelta(days=18)  # from now: when a new plan opens and closes


@require_GET
def page(request: Asked) -> HttpResponse:
    """Every wave, the newest first."""
    rows = [(wave, state_of(wave)) for wave in waves(request.viewer)]
    return settings_page(request, "company/surveys.html", {"rows": rows}, tab="company_surveys")


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponse:
    """Plan a wave."""
    today = request.now.astimezone(ZoneInfo(request.user.time_zone)).date()
    begun = {"opens_on": today + SOON, "closes_on": today + LENGTH, "whom": "groups", "floor": 5}
    form = WaveForm(request.POST or None, initial=begun, viewer=request.viewer)
    return changing(
        request,
        form,
        lambda _typed: plan_wave(**form.facts(), actor=request.user, at=request.now),
        title=_("Plan a wave"),
        submit=_("Plan it"),
        done=_("Planned. Look at what it asks, and of whom; it opens by itself."),
        back="company_surveys",
        page_of=lambda made: reverse("company_wave", args=[made.pk]),
        lead=_(
            "Every wave asks the same core questions, so that one can be held beside the other. You can add your own."
        ),
    )


@require_GET
def plan(request: Asked, key: int) -> HttpResponse:
    """What a wave asks, of whom, and what could be shown of them; how far it has come."""
    must_administer(request.viewer)
    wave = _wave(request, key)
    state = state_of(wave)
    context: dict[str, Any] = {
        "wave": wave,
        "state": state,
        "questions": questions_to_plan(wave.pk),
        "whom": whom_of(wave),
        "ahead": ahead_of(wave, request.now) if state is WaveState.PLANNED else None,
        "rate": "" if state is WaveState.PLANNED else rate_words(rate_of(wave), closed=wave.answered is not None),
        "ending": ReasonForm(),
    }
    return settings_page(request, "company/survey.html", context, tab="company_surveys")


@require_http_methods(["GET", "POST"])
def change(request: Asked, key: int) -> HttpResponse:
    """Change the plan."""
    must_administer(request.viewer)
    wave = _wave(request, key)
    form = WaveForm(request.POST or None, initial=_as_planned(request, wave), viewer=request.viewer)

    def save(typed: dict[str, Any]) -> None:
        now = {"seen_version": typed["seen_version"], "actor": request.user, "at": request.now}
        kept(form, lambda: change_wave(wave=wave, **form.facts((wave.opens_at, wave.closes_at)), **now))

    return changing(
        request, form, save, title=_("Change the plan"), submit=_("Keep this plan"), done=_("The plan is changed."),
        back="company_surveys", page_of=lambda _made: reverse("company_wave", args=[key]),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def new_question(request: Asked, key: int) -> HttpResponse:
    """Ask something besides."""
    must_administer(request.viewer)
    wave = _wave(request, key)
    return changing(
        request,
        QuestionForm(request.POST or None, initial={"kind": Kind.AGREE}),
        lambda typed: add_question(
            wave=wave, text=typed["text"], kind=Kind(typed["kind"]), items=typed["items"].splitlines(),
            actor=request.user, at=request.now,
        ),
        title=_("Ask something besides"),
        submit=_("Add this question"),
        done=_("Added, before the question in own words."),
        back="company_surveys",
        page_of=lambda _made: reverse("company_wave", args=[key]),
    )  # fmt: skip


@require_POST
def question_end(request: Asked, key: int, question: int) -> HttpResponse:
    """Take a question out that this wave added."""
    must_administer(request.viewer)
    wave = _wave(request, key)
    drop_question(question=found(question_of_wave(wave.pk, question)), actor=request.user, at=request.now)
    say(request, _("The question is taken out."))
    return redirect("company_wave", key)


@require_POST
def end(request: Asked, key: int) -> HttpResponse:
    """Give a wave up."""
    must_administer(request.viewer)
    withdraw_wave(wave=_wave(request, key), reason=request.POST.get("reason", ""), actor=request.user, at=request.now)
    say(request, _("The wave is given up. What was answered is deleted, and nobody has read it."))
    return redirect("company_surveys")


def _wave(request: Asked, key: int) -> "Wave":
    return found(wave_seen(request.viewer, key))


def _as_planned(request: Asked, wave: "Wave") -> dict[str, Any]:
    zone = ZoneInfo(request.user.time_zone)
    whom = whom_of(wave)
    return {
        "name": wave.name,
        "opens_on": wave.opens_at.astimezone(zone).date(),
        "closes_on": wave.closes_at.astimezone(zone).date(),
        "whom": "everybody" if wave.everybody else "groups",
        "areas": [str(key) for key, _name in whom.areas],
        "sides": wave.sides,
        "regions": [str(key) for key, _name in whom.regions],
        "floor": wave.floor,
        "seen_version": wave.version,
    }
