"""Answering a survey: from what is stored, by one question a page, to the check, thanks, and taking it back.

Nothing is written on the server before it is sent, and no page says who answered what: see `cookies`.
"""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from parley.kernel.refusals import Refused
from parley.languages.joining import listed
from parley.screens.asking import Asked
from parley.screens.frame import page, say
from parley.screens.results.came import came_before
from parley.screens.surveys import cookies
from parley.screens.surveys.forms import OwnWordsForm
from parley.screens.surveys.shown import (
    Here,
    answered_in,
    counted_words,
    here_for,
    lacking,
    listed_for,
    not_asked,
    question_page,
    rate_words,
    way_of,
)
from parley.surveys.actions import answering as actions
from parley.surveys.queries.naming import named_in
from parley.surveys.queries.waves import facts_of, rate_of
from parley.surveys.rules import answering as rules
from parley.surveys.rules.drafting import minutes_for, order_for, tapped, whole_of
from parley.surveys.rules.planning import must_be_open
from parley.surveys.terms.waves import FEWEST_WORDS_FROM, STEPS, TOP, Kind
from parley.surveys.terms.waves import Asked as Question


@require_safe
def waves(request: Asked) -> HttpResponse:
    """List the waves that opened: what waits for the viewer first, then what is open, then what is over."""
    return page(request, "surveys/list.html", {"rows": listed_for(request)}, place="surveys")


@require_safe
def notice(request: Asked, key: int) -> HttpResponse:
    """Say what is stored, what is shown to whom, and what cannot be undone, before the first question."""
    return _noticed(request, _mended(request, here_for(request, key)))


@require_POST
def draft(request: Asked, key: int) -> HttpResponse:
    """Begin on this browser, or go on with what it holds."""
    here = _mended(request, here_for(request, key))
    if here.sent:
        return redirect("survey_thanks", key)
    if here.place.began and not here.closed:
        return redirect(here.goes_on_at)
    token = actions.begin_answering(wave=here.wave, actor=request.user, at=request.now)
    answer = redirect(here.goes_on_at)
    cookies.keep_token(request, answer, here.wave, token)
    return answer


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Asked, key: int, number: int) -> HttpResponse:
    """Ask one question, and keep its answer in the browser."""
    here = _mended(request, here_for(request, key))
    if not 1 <= number <= len(here.questions):
        raise Http404
    asked = here.questions[number - 1]
    if request.method == "POST":
        # What was typed into a page that was overtaken is shown once more with the sentence that refuses it.
        must_be_open(facts_of(here.wave), request.now)
        rules.must_be_asked(here.place.asked or None)
        rules.must_not_have_answered(answered=here.sent)
        return _answered(request, here, asked, number)
    if here.sent or here.closed or not here.place.began:
        return redirect("survey_thanks" if here.sent else "survey", key)
    return show_question(request, here, asked, number, OwnWordsForm(initial={"words": here.draft.words}, auto_id="%s"))


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: Asked, key: int) -> HttpResponse:
    """Show all answers once more, with the names in them, and send them."""
    here = _mended(request, here_for(request, key))
    if request.method == "POST" and not here.sent:
        try:
            return _sent(request, here)
        except Refused as refusal:
            if here.closed or not here.place.began:
                return _noticed(request, here, refused=refusal.sentence)
            return _checked(request, here, refused=refusal.sentence)
    if here.sent or here.closed or not here.place.began:
        return redirect("survey_thanks" if here.sent else "survey", key)
    return _checked(request, here)


@require_safe
def thanks(request: Asked, key: int) -> HttpResponse:
    """Thank, and offer to take the answers back while that is possible."""
    here = _mended(request, here_for(request, key))
    if not here.sent:
        return redirect("survey", key)
    answer = render(request, "surveys/thanks.html", {"here": here})
    cookies.forget_answers(request, answer, key, here.questions)
    return answer


@require_POST
def answers_end(request: Asked, key: int) -> HttpResponse:
    """Take the answers back that this browser sent."""
    here = here_for(request, key)
    if here.sent:  # else a second click, after the first was carried out
        actions.take_back(wave=here.wave, token=here.draft.token, actor=request.user, at=request.now)
        say(request, _("Your answers are deleted. Until it closes you may answer anew."))
    answer = redirect("survey", key)
    cookies.forget_token(request, answer, key)
    return answer


def _mended(request: Asked, here: Here) -> Here:
    """Finish what broke between the transactions of a sending: the sheet is kept, so its person has answered.

    A page that is only looked at says so too, and writes nothing: the next form that is sent finishes it.
    """
    if not (here.place.sent and not here.place.answered):
        return here
    if request.method == "POST":
        actions.mark_answered(wave=here.wave, token=here.draft.token, actor=request.user, at=request.now)
    return replace(here, place=replace(here.place, answered=True))


def _sent(request: Asked, here: Here) -> HttpResponse:
    """Send the answers. Three actions on purpose: no transaction joins the person to the sheet. All are idempotent."""
    now: dict[str, Any] = {"wave": here.wave, "token": here.draft.token, "actor": request.user, "at": request.now}
    must_be_open(facts_of(here.wave), request.now)
    given = rules.sheet_of(here.questions, whole_of(here.questions, here.draft.answers))
    actions.begin_sending(**now)
    actions.hand_in(answers=given, **now)
    actions.mark_answered(**now)
    answer = redirect("survey_thanks", here.wave.pk)
    cookies.forget_answers(request, answer, here.wave.pk, here.questions)
    return answer


def _answered(request: Asked, here: Here, asked: Question, number: int) -> HttpResponse:
    """Keep what was tapped or typed, and lead on; or say why it cannot be kept."""
    form = OwnWordsForm(request.POST, auto_id="%s")
    marked = list(here.draft.answers.get(asked.key) or ()) if asked.kind is Kind.RANK else []
    item, on = request.POST.get("item", ""), _next(request, here, number)
    try:
        if "without" in request.POST:
            given: Any = None
        elif asked.kind is Kind.RANK:
            given = tapped(asked, marked, item) if item else marked
            on = _again(request, here, number, item) if item else on
        elif asked.kind is Kind.AGREE:
            given = rules.answer_of(asked, request.POST.get("answer") or "nothing")
        elif form.is_valid():
            given = form.cleaned_data["words"] or None
        else:
            return show_question(request, here, asked, number, form)
        answer = redirect(on)
        cookies.keep_answer(request, answer, here.wave, asked.key, given)
    except Refused as refusal:
        form.is_valid()
        form.add_error(None, refusal.sentence)
        return show_question(request, here, asked, number, form)
    return answer


def _then(request: Asked) -> str:
    return "check" if "check" in (request.GET.get("then"), request.POST.get("then")) else ""


def _next(request: Asked, here: Here, number: int) -> str:
    if "back" in request.POST:  # what was typed is kept on the way
        return question_page(here.wave.pk, number - 1) if number > 1 else reverse("survey", args=[here.wave.pk])
    if _then(request) or number == len(here.questions):
        return reverse("survey_answers", args=[here.wave.pk])
    return question_page(here.wave.pk, number + 1)


def _again(request: Asked, here: Here, number: int, item: str) -> str:
    then = f"&then={_then(request)}" if _then(request) else ""
    return f"{question_page(here.wave.pk, number)}?tapped={item}{then}"


def show_question(
    request: Asked, here: Here, asked: Question, number: int, form: OwnWordsForm, *, preview: bool = False
) -> HttpResponse:
    """Show a question with what is drafted; as a preview, its buttons lead on and keep nothing."""
    given = here.draft.answers.get(asked.key)
    items = order_for(asked, here.draft.token) if asked.kind is Kind.RANK else []
    keys = {each.key for each in items}
    context = {
        "here": here,
        "asked": asked,
        "number": number,
        "then": _then(request),
        "form": form,
        "steps": STEPS,
        "given": given,
        "items": items,
        "marked": [each for each in given or () if each in keys] if items else [],
        "tapped": tapped_last if (tapped_last := request.GET.get("tapped", "")) in keys else "",
        "lacking": lacking(given or ()) if items else "",
        "top": TOP,
        "preview": preview,
    }
    return render(request, "surveys/question.html", context, status=422 if form.errors else 200)


def _noticed(request: Asked, here: Here, refused: str = "") -> HttpResponse:
    asks = len(here.questions)
    context = {
        "here": here,
        "way": way_of(here),
        "refused": refused,
        "not_asked": not_asked(),
        "minutes": minutes_for(asks),
        "counted": counted_words(request.viewer, here.place.counted) if here.place.asked else "",
        "rate": rate_words(rate_of(here.wave), closed=here.wave.answered is not None),
        "words_from": max(FEWEST_WORDS_FROM, here.wave.floor),
        "backup_days": settings.BACKUP_DAYS,
        "released": here.wave.released_at is not None,
        "came_of": came_before(request, here.wave),
    }
    return page(request, "surveys/notice.html", context, place="surveys", status=422 if refused else 200)


def _checked(request: Asked, here: Here, refused: str = "") -> HttpResponse:
    context = {
        "here": here,
        "rows": answered_in(here),
        "named": listed(named_in(request.viewer, here.draft.words)),
        "refused": refused,
    }
    return render(request, "surveys/check.html", context, status=422 if refused else 200)
