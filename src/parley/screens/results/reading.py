"""Reading what was written in own words before others do: one answer at a time, by chance, and nothing beside it."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from parley.languages.joining import listed
from parley.screens import asking
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.posting import managed, status_of
from parley.screens.results.forms import ReadForm
from parley.surveys.actions.reading import read_words
from parley.surveys.queries.naming import named_in
from parley.surveys.queries.reading import answer_in, left_to_read, one_to_read
from parley.surveys.queries.waves import wave_seen
from parley.surveys.rules.planning import may_run_waves
from parley.surveys.rules.reading import GAP

if TYPE_CHECKING:
    from parley.surveys.models import OpenAnswer, Wave


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Asked, key: int) -> HttpResponse:
    """Show one answer to whoever reads them, and take what is shown of it. Raises Http404 for everybody else."""
    wave = asking.found(wave_seen(request.viewer, key))
    if not may_run_waves(request.viewer):
        raise Http404
    if request.method == "POST":
        return _read(request, wave)
    answer = one_to_read(wave, request.user.pk) if wave.sealed_at else None
    return _shown(request, wave, answer, ReadForm(initial=_start(answer)) if answer else None)


def _read(request: Asked, wave: "Wave") -> HttpResponse:
    form = ReadForm(request.POST)
    if not form.is_valid() and "answer" in form.errors:
        raise Http404
    answer = asking.found(answer_in(wave, form.cleaned_data["answer"]))
    words = "" if "leave" in request.POST else form.cleaned_data.get("shown", "")

    def read() -> None:
        read_words(answer=answer, shown=words, actor=request.user, at=request.now)

    if form.is_valid() and managed(form, read):
        left = left_to_read(wave, request.user.pk)
        if left:
            say(request, ngettext("Kept. One is left.", "Kept. %(n)d are left.", left) % {"n": left})
        else:
            say(request, _("Kept. You have read all of them."))
        return redirect("survey_words", wave.pk)
    return _shown(request, wave, answer, form)


def _start(answer: "OpenAnswer") -> dict[str, object]:
    """Begin with the words, or with what the first reader left of them."""
    return {"answer": answer.pk, "shown": answer.shown if answer.first_id else answer.words}


def _shown(request: Asked, wave: "Wave", answer: "OpenAnswer | None", form: ReadForm | None) -> HttpResponse:
    words = str(_start(answer)["shown"]) if answer else ""
    context = {
        "named": listed(named_in(request.viewer, words)),
        "wave": wave,
        "form": form,
        "words": words,
        "there": answer is not None,
        "left": left_to_read(wave, request.user.pk) if wave.sealed_at else 0,
        "sealed": wave.sealed_at is not None,
        "gap": GAP,
    }
    status = status_of(form) if form else 200
    return framed(request, "results/reading.html", context, place="surveys", status=status)
