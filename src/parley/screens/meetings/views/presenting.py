"""The guide for presenters with its practice, and how ready a group's presenters are."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from parley.meetings.actions import practise, read_guide
from parley.meetings.queries import glossary, presenter_of, presenters_of, readiness_of, taps_after
from parley.meetings.rules.presenting import PRACTICE, PRACTICES, Practice, must_ask_openly
from parley.meetings.rules.questions import hint_of
from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.groups.heading import heading
from parley.screens.meetings.presenting_forms import PracticeForm
from parley.screens.meetings.views.preparing import shown_hint
from parley.screens.posting import attempt, managed, status_of


@require_http_methods(["GET", "POST"])
def guide(request: Asked) -> HttpResponse:
    """The guide on one page, practice with the coach, and one's own readiness."""
    form = PracticeForm(request.POST or None)
    ready = readiness_of(request.user)
    if request.method == "POST" and form.is_valid() and _practised(request, form, ready.practised):
        return redirect("presenting")
    typed = form["question"].value() or ""
    context = {
        "ready": ready,
        "taps": taps_after(request.user),
        "practices": PRACTICES,
        "practice": [each.topic for each in _topics(ready.practised)],
        "form": form,
        "hint": shown_hint(typed, hint_of(typed, glossary())) if form.is_bound else None,
    }
    return framed(request, "meetings/presenting.html", context, place="meetings", status=status_of(form))


def _topics(practised: int) -> Sequence[Practice]:
    """Give what is practised on: the next topic, and any of them once all are passed."""
    return PRACTICE[practised : practised + 1] or PRACTICE


def _practised(request: Asked, form: PracticeForm, practised: int) -> bool:
    """Pass the next practice question; whoever has passed them all tries another, of which nothing is noted."""
    question = form.cleaned_data["question"]
    if practised >= PRACTICES:
        if asked := managed(form, lambda: must_ask_openly(question, PRACTICE, glossary())):
            say(request, _("Well asked: the coach has nothing to say. Try another if you like."))
        return asked
    passed = attempt(form, lambda: practise(person=request.user, question=question, actor=request.user, at=request.now))
    if passed:
        say(request, _("Passed. You are ready to ask.") if passed == PRACTICES else _("Passed. Here is the second."))
    return bool(passed)


@require_POST
def guide_read(request: Asked) -> HttpResponse:
    """Note that one has read the guide."""
    read_guide(person=request.user, actor=request.user, at=request.now)
    say(request, _("Noted: you have read the guide."))
    return redirect("presenting")


@require_GET
def presenters(request: Asked, key: str) -> HttpResponse:
    """How ready those are who lead items of a group, for its facilitators alone."""
    context = heading(request, key, "meetings")
    if context["area"].pk not in request.viewer.facilitates:
        raise Http404
    context |= {"presenters": presenters_of(request.viewer, context["area"].pk), "practices": PRACTICES}
    return framed(request, "meetings/presenters.html", context, place=f"group:{key}")


@require_GET
def presenter(request: Asked, key: str, person: int) -> HttpResponse:
    """What was said after the meetings that one of them presented in, for the group's facilitators alone."""
    context = heading(request, key, "meetings")
    one = found(presenter_of(request.viewer, context["area"].pk, person))
    context |= {"one": one[0], "taps": one[1], "practices": PRACTICES}
    return framed(request, "meetings/presenter.html", context, place=f"group:{key}")
