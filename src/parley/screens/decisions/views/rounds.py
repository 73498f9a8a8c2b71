"""A written round without names on a decision: a facilitator opens and closes it, the group writes."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parley.decisions import actions
from parley.decisions.queries import open_rounds_on, options_of
from parley.kernel.refusals import Refused
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.decisions.rounds import HoldRoundForm, cookie_of, keep_secret
from parley.screens.decisions.views.comparing import shown
from parley.screens.decisions.views.one import found
from parley.screens.frame import say
from parley.screens.sealing import SealedNoteForm, secret_in
from parley.screens.topics.views.one import carried_out


@require_POST
def opening(request: Asked, key: int) -> HttpResponse:
    """Ask the group to write."""
    row = found(request, key)
    options = options_of(row)
    form = HoldRoundForm(request.POST, options=[(each.pk, each.title) for each in options], auto_id="hold_%s")

    def do(given: dict[str, Any]) -> None:
        actions.open_decision_round(
            decision=row,
            question=given["question"],
            option=next((each for each in options if each.pk == given["about"]), None),
            closes_at=request.now + timedelta(hours=given["closes"]),
            actor=request.user,
            at=request.now,
        )

    if carried_out(request, form, do, _("The round is open. Nobody reads a word before it closes.")):
        return redirect(_page(key))
    return shown(request, row, hold=form)


@require_POST
def closing(request: Asked, key: int) -> HttpResponse:
    """Close the round that is open, if any."""
    row = found(request, key)
    show = {"yes": True, "no": False}.get(request.POST.get("show", ""))
    for round_ in open_rounds_on(row.pk):
        round_.decision = row
        actions.close_decision_round(round_=round_, show=show, actor=request.user, at=request.now)
    return redirect(_page(key))


@require_POST
def notes(request: Asked, key: int) -> HttpResponse:
    """Write a note without a name, or take one back; the browser keeps the secret that can."""
    row = found(request, key)
    kept = request.COOKIES.get(cookie_of(key), "") or request.POST.get("secret", "")[:80]
    if not kept:
        raise Refused(_("This note came without its key, so it could not be taken back. Reload the page, send again."))
    wanted = key_of(request.POST.get("round", "")) or 0
    round_ = next((each for each in open_rounds_on(key) if each.pk == wanted), None)
    if round_ is None:
        raise Refused(_("This round is closed, so its notes stay as they are. Say in the conversation what you see."))
    said: dict[str, Any] = {
        "round_": round_,
        "secret": secret_in(request, cookie_of(key), kept),
        "actor": request.user,
        "at": request.now,
    }
    if "number" in request.POST:
        actions.take_back_decision_note(number=key_of(request.POST["number"]) or 0, **said)
        say(request, _("Taken back: nobody will read it."))
    else:
        form = SealedNoteForm(request.POST, auto_id="sealed_%s")
        if not carried_out(request, form, lambda given: actions.write_decision_note(words=given["words"], **said), ""):
            return shown(request, row, sealed=form)
        say(request, _("Handed in, without your name."))
    answer = redirect(_page(key))
    keep_secret(request, answer, key, kept)
    return answer


def _page(key: int) -> str:
    return reverse("decision_options", args=[key]) + "#written"
