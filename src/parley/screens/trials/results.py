"""What was found in a trial: each question with how many answered what, by region, and in which words."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from parley.kernel.spans import today_of
from parley.screens.asking import Asked, found
from parley.screens.attaching import file_shown
from parley.screens.frame import page as framed
from parley.screens.frame import paged
from parley.screens.trials.feedback_forms import TAPS, VERDICTS
from parley.screens.trials.page import PLACES
from parley.trials.queries.answers import how_many_can, links_until, question_of, responses_of, results_of, words_to
from parley.trials.queries.screenshots import screenshots_with
from parley.trials.queries.seeing import questions_of, trial_seen
from parley.trials.rules.planning import may_plan
from parley.trials.terms import TrialState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from parley.screens.attaching import FileShown
    from parley.trials.models import Trial, TrialAnswer, TrialQuestion

A_PAGE = 30


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """Every question, and every client that takes part or has answered: as many queries for one as for a hundred."""
    trial = found(trial_seen(request.viewer, key))
    some = paged(request, Paginator(responses_of(trial.pk), A_PAGE))
    results = results_of(trial.pk)
    questions = [each.question for each in results]
    today, plans = today_of(request.user, request.now), may_plan(request.viewer, trial.initiative.area_id)
    until = links_until([each.pk for each in some], on=today)
    context = {
        "trial": trial,
        "results": results,
        "taps": TAPS,
        "verdicts": dict(VERDICTS),
        "pictures": pictures_with(request, (each for result in results for each in result.newest)),
        "pages": some,
        "standings": PLACES,
        "responses": [(each, how_many_can(questions, each), until.get(each.pk)) for each in some],
        "plans": plans,
        "outcome": _outcome(trial, questions, plans=plans),
        "due": trial.state is not TrialState.OPEN or trial.last_day <= today,
    }
    return framed(request, "trials/results.html", context, place="trials")


def pictures_with(request: Asked, answers: "Iterable[TrialAnswer]") -> "dict[tuple[int, int], list[FileShown]]":
    """Give the screenshots beside some answers, by question and place; they are removed on the page of the place."""
    return {
        both: [replace(file_shown(request.viewer, each.attachment), removable=False) for each in rows]
        for both, rows in screenshots_with(answers).items()
    }


def _outcome(trial: "Trial", questions: "Sequence[TrialQuestion]", *, plans: bool) -> str:
    """Say what stands behind the way to the outcome, as far as the trial is."""
    if all(each.verdict for each in questions):
        return _("How it was answered in the end")
    if plans and trial.state is TrialState.OPEN:
        return _("Answer the questions")
    return _("The questions and what follows")


@require_GET
def words(request: Asked, key: int, question: int) -> HttpResponse:
    """All that was said to one question in words."""
    trial = found(trial_seen(request.viewer, key))
    row = found(question_of(trial.pk, question))
    numbers = {each.pk: place for place, each in enumerate(questions_of(trial.pk), 1)}
    some = paged(request, Paginator(words_to(row.pk), A_PAGE))
    context = {
        "trial": trial,
        "question": row,
        "number": numbers[row.pk],
        "pages": some,
        "pictures": pictures_with(request, some),
        "taps": dict(TAPS),
    }
    return framed(request, "trials/results_words.html", context, place="trials")
