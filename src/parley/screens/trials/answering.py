"""A client answers the questions of a trial by its link: without an account, and told nothing that it may not know.

The page is made from `Sheet`, which holds all that it may show: no trial, no initiative, no client and no person. What
was answered before is shown in the answer to sending it alone: whoever was forwarded the link opens it too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from parley.ledger.terms import MACHINE
from parley.screens.alone import NOTHING, alone
from parley.screens.asking import Asked
from parley.screens.disclosure.cards import company_name
from parley.screens.posting import attempt
from parley.screens.trials.feedback_forms import TAPS, AnswersForm
from parley.screens.trials.opened import may_send, opened
from parley.trials.actions import give_feedback
from parley.trials.queries.answers import name_for, questions_for
from parley.trials.terms import LinkFor, Tap

if TYPE_CHECKING:
    from parley.trials.models import TrialLink, TrialQuestion
    from parley.trials.terms.feedback import Answer

REFUSED, TOO_MANY = 422, 429


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page of a client holds beside its questions."""

    name: str  # what the client knows the thing by
    company: str
    agreement: str
    until: date


@csrf_exempt  # nobody is signed in here, so there is nothing a form from elsewhere could borrow
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])  # what looks at links before their reader often asks with HEAD
def page(request: Asked, token: str) -> HttpResponse:
    """Ask the questions, and keep what is answered. Opening changes nothing: mail scanners open links too.

    A link that was never given, was ended or is over answers as one that is not there.
    """
    link = opened(request, token, LinkFor.FEEDBACK)
    if link is None:
        return _nothing(request)
    asked = questions_for(link.place)
    if request.method != "POST":
        return _asked(request, link, AnswersForm(asked=asked))
    form = AnswersForm(request.POST, asked=asked)  # what is not kept in the end is not made anew either
    if request.user.is_authenticated:
        form.add_error(
            None, _("You are signed in, so this would not be the client’s answer. Note it in Parley instead.")
        )
        return _asked(request, link, form)
    if not may_send(request, link):
        form.add_error(None, _("This was sent many times in an hour. What you wrote is still here: please try later."))
        return _asked(request, link, form, status=TOO_MANY)
    form = AnswersForm(request.POST, request.FILES, asked=asked)
    kept = None
    if form.is_valid():
        kept = attempt(form, lambda: give_feedback(link=link, answers=form.answers, actor=MACHINE, at=request.now))
    if kept is not None:
        shown = {"sheet": _sheet(link), "kept": _said(asked, kept)}
        return alone(request, "trials/feedback_kept.html", shown)
    if opened(request, token, LinkFor.FEEDBACK) is None:  # it was ended in that moment
        return _nothing(request)
    return _asked(request, link, form)


def _sheet(link: "TrialLink") -> Sheet:
    name = name_for(link.place_id) or _("What you try with us")
    return Sheet(name, company_name(), link.place.trial.agreement, link.expires_on)


def _asked(request: Asked, link: "TrialLink", form: AnswersForm, *, status: int = 200) -> HttpResponse:
    if form.errors and status == 200:
        status = REFUSED
    context = {
        "sheet": _sheet(link),
        "form": form,
        "again": bool(request.FILES),
        "preview": request.user.is_authenticated,
    }
    return alone(request, "trials/feedback_asked.html", context, status=status)


def _nothing(request: Asked) -> HttpResponse:
    """Answer as for an address that is not there; what somebody wrote is theirs, and given back."""
    wrote = [str(text) for name, text in request.POST.items() if name.startswith("text-") and str(text).strip()]
    context = {"wrote": wrote, "pictured": bool(request.FILES)}
    return alone(request, "trials/feedback_gone.html", context, status=NOTHING)


def _said(asked: "Sequence[TrialQuestion]", kept: "Sequence[Answer]") -> list[tuple[str, str, str, bool]]:
    """Say what was kept: each question, what was tapped, the words, and whether a screenshot came with it."""
    asks, taps = {each.pk: each.asks for each in asked}, dict(TAPS)
    return [
        (asks[each.question], str(taps[Tap(each.tap)]) if each.tap else "", each.text, bool(each.screenshot))
        for each in kept
    ]
