"""Doing something about a result: a topic for a group, and somebody who sees to it."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parley.groups.queries import groups_by_name
from parley.kernel.words import shortened
from parley.screens import asking
from parley.screens.asking import Asked
from parley.screens.frame import page, say
from parley.screens.posting import attempt, status_of
from parley.screens.rendering import day, url
from parley.screens.results.forms import FollowForm
from parley.screens.results.shown import result_words
from parley.surveys.actions.following import follow_result
from parley.surveys.queries.released import found_in
from parley.surveys.queries.waves import wave_seen
from parley.surveys.rules.cells import CUTS
from parley.surveys.rules.finding import figure_in, found_of, ranking_in
from parley.topics.rules import LONGEST_TITLE

if TYPE_CHECKING:
    from parley.surveys.terms.release import Cell


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Asked, key: int) -> HttpResponse:
    """Open a topic because of the result that the address names. Raises Http404 for one that is not shown."""
    wave = asking.found(wave_seen(request.viewer, key))
    found = found_of(found_in(wave.pk))
    question, cell = request.GET.get("question", ""), _cell(request)
    if not (figure_in(found, question, cell) or ranking_in(found, question, cell)):
        raise Http404
    said = result_words(found, question, cell)
    areas = groups_by_name(request.viewer)
    start = {"title": shortened(said, LONGEST_TITLE), "group": dict(cell).get("group", ""), "owner": request.user.email}
    form = FollowForm(request.POST if request.method == "POST" else None, areas=areas, initial=start)
    if request.method == "POST" and form.is_valid():
        chosen = next(each for each in areas if each.key == form.cleaned_data["group"])
        given = form.cleaned_data
        topic = attempt(
            form,
            lambda: follow_result(
                wave=wave, question=question, cell=cell, area=chosen, title=given["title"], why=given["why"],
                owner=given["owner"], answer_by=given["answer_by"], actor=request.user, at=request.now,
            ),
        )  # fmt: skip
        if topic:
            text = _("It is with the group, and gets an answer by %(day)s. %(name)s sees to it.")
            say(request, text % {"day": day(topic.answer_by), "name": given["owner"].name})
            return redirect(f"{url('survey_results', key)}#followed")
    context = {"wave": wave, "form": form, "said": said, "send_to": request.get_full_path()}
    return page(request, "results/follow.html", context, place="surveys", status=status_of(form))


def _cell(request: Asked) -> "Cell":
    return tuple((cut, request.GET[cut]) for cut in CUTS if cut in request.GET)
