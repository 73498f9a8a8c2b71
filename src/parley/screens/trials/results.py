"""What was found in a trial: each question with how many answered what, by region, and in which words."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from parley.kernel.spans import today_of
from parley.screens.asking import Asked, found
from parley.screens.frame import page as framed
from parley.screens.frame import paged
from parley.screens.trials.feedback_forms import TAPS, VERDICTS
from parley.trials.queries.answers import how_many_can, links_until, question_of, responses_of, results_of, words_to
from parley.trials.queries.seeing import questions_of, trial_seen
from parley.trials.rules.planning import may_plan

A_PAGE = 30


@require_GET
def page(request: Asked, key: int) -> HttpResponse:
    """Every question, and every client that takes part: a fixed number of queries, however many there are."""
    trial = found(trial_seen(request.viewer, key))
    some = paged(request, Paginator(responses_of(trial.pk), A_PAGE))
    results = results_of(trial.pk)
    questions = [each.question for each in results]
    until = links_until([each.pk for each in some], on=today_of(request.user, request.now))
    context = {
        "trial": trial,
        "results": results,
        "taps": TAPS,
        "verdicts": dict(VERDICTS),
        "pages": some,
        "responses": [(each, how_many_can(questions, each), until.get(each.pk)) for each in some],
        "plans": may_plan(request.viewer, trial.initiative.area_id),
    }
    return framed(request, "trials/results.html", context, place="trials")


@require_GET
def words(request: Asked, key: int, question: int) -> HttpResponse:
    """All that was said to one question in words."""
    trial = found(trial_seen(request.viewer, key))
    row = found(question_of(trial.pk, question))
    numbers = {each.pk: place for place, each in enumerate(questions_of(trial.pk), 1)}
    context = {
        "trial": trial,
        "question": row,
        "number": numbers[row.pk],
        "pages": paged(request, Paginator(words_to(row.pk), A_PAGE)),
        "taps": dict(TAPS),
    }
    return framed(request, "trials/results_words.html", context, place="trials")
