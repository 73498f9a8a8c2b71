"""A wave as who is asked will see it, for those who plan it: nothing that is tapped there is kept or counted."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from parley.screens.asking import Asked, found
from parley.screens.surveys.answering import show_question
from parley.screens.surveys.cookies import Draft
from parley.screens.surveys.forms import OwnWordsForm
from parley.screens.surveys.shown import Here
from parley.surveys.queries.answering import NOWHERE
from parley.surveys.queries.waves import questions_of, wave_seen
from parley.surveys.rules.planning import must_run_waves


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: Asked, key: int, number: int) -> HttpResponse:
    """Show one question; its buttons lead to the next one, and from the last back to the plan."""
    wave = found(wave_seen(request.viewer, key))
    must_run_waves(request.viewer)
    questions = questions_of(key)
    if not 1 <= number <= len(questions):
        raise Http404
    if request.method == "POST":
        wanted = number + (-1 if "back" in request.POST else 0 if "item" in request.POST else 1)
        return redirect("wave_preview", key, wanted) if 1 <= wanted <= len(questions) else redirect("company_wave", key)
    here = Here(wave=wave, questions=questions, draft=Draft(f"preview {key}"), place=NOWHERE, closed="")
    return show_question(request, here, questions[number - 1], number, OwnWordsForm(auto_id="%s"), preview=True)
