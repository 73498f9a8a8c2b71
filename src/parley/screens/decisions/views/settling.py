"""Settling and publishing a decision, the dissent before it, another decider, or letting it drop."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from parley.decisions import actions
from parley.decisions.queries import (
    contributions_to,
    effects_of,
    facts_of,
    initiatives_of,
    initiatives_weighed,
    must_be_as_read,
    options_of,
    positions_on,
    settlement_seen,
    sights_after,
)
from parley.decisions.rules import must_publish, must_settle
from parley.decisions.terms import Outcome
from parley.disclosure.queries import disclosed_each
from parley.kernel.refusals import Refused
from parley.screens.asking import Asked
from parley.screens.decisions.checking import Check, check_of, words_published
from parley.screens.decisions.dissenting import secret_of
from parley.screens.decisions.forms import DeciderForm, DissentForm, ReviewForm, SendBackForm, WithdrawForm
from parley.screens.decisions.page import shown
from parley.screens.decisions.page_forms import publish_form, settle_form
from parley.screens.decisions.views.one import found
from parley.screens.frame import say
from parley.screens.posting import kept
from parley.screens.topics.views.one import carried_out

if TYPE_CHECKING:
    from parley.decisions.models import Decision, Settlement
    from parley.screens.topics.forms import SeenForm


def _must_be_as_read(request: Asked, row: "Decision", form: "SeenForm") -> None:
    """Say first that a page was overtaken, with all that was typed; whether one may is asked after that."""
    form.is_valid()
    seen, words = form.cleaned_data.get("version"), request.POST.get("reason", "")
    kept(form, lambda: must_be_as_read(row, seen, words, request.viewer))


@require_POST
def settlement(request: Asked, key: int) -> HttpResponse:
    """Settle the question: one option with its reason, as a draft."""
    row = found(request, key)
    options = options_of(row)
    form = settle_form(row, options, data=request.POST)
    _must_be_as_read(request, row, form)
    must_settle(request.viewer, facts_of(row))

    def do(given: dict[str, Any]) -> None:
        actions.settle_decision(
            decision=row,
            option=next(each for each in options if each.pk == given["option"]),
            reason=given["reason"],
            review_on=given["review_on"],
            seen_version=given["version"],
            actor=request.user,
            at=request.now,
        )

    if carried_out(request, form, do, _("Decided. A facilitator checks what may be said to whom, and publishes it.")):
        return redirect("decision", key)
    return shown(request, row, settle=form)


@require_POST
def sending_back(request: Asked, key: int) -> HttpResponse:
    """Ask the decider to look again at what is settled."""
    row, form = found(request, key), SendBackForm(request.POST, auto_id="return_%s")

    def do(given: dict[str, Any]) -> None:
        actions.send_back(
            decision=row,
            reason=given["reason"],
            seen_version=given["version"],
            actor=request.user,
            at=request.now,
        )

    if carried_out(request, form, do, _("It waits for its decider again.")):
        return redirect("decision", key)
    return shown(request, row, send_back=form)


@require_POST
def publication(request: Asked, key: int) -> HttpResponse:
    """Publish what is settled, with all it changes."""
    row = found(request, key)
    givers, settled = contributions_to(request.viewer, row), settlement_seen(request.viewer, row)
    check = _check(request, row, settled) if settled else None
    form = publish_form(row, givers, check, data=request.POST)
    _must_be_as_read(request, row, form)
    must_publish(request.viewer, facts_of(row))

    before = _to_correct(request, key)

    def do(given: dict[str, Any]) -> None:
        actions.publish_decision(
            decision=row,
            credits=[gift for each in givers if each.person.pk in given["credits"] for gift in each.gifts],
            seen_version=given["version"],
            actor=request.user,
            at=request.now,
        )

    if carried_out(
        request, form, do, _("Published. The group, and whoever may see everything it weighs, can read the reason now.")
    ):
        if (due := _to_correct(request, key) - before) > 0:
            say(
                request,
                ngettext("%d client has to hear a correction.", "%d clients have to hear a correction.", due) % due,
            )
        return redirect("decision", key)
    return shown(request, row, publish=form)


def _check(request: Asked, row: "Decision", settled: "Settlement") -> Check:
    """What is looked at before it is published, as its page shows it. Seven queries."""
    viewer = request.viewer
    effects = effects_of(settled.option_id) if settled.option_id else []
    sights = sights_after(initiatives_weighed(viewer, row.pk), effects)
    return check_of(
        viewer, row, settled, sights, words_published(row, settled, options_of(row), positions_on(viewer, row.pk))
    )


def _to_correct(request: Asked, key: int) -> int:
    """Count the clients who have to hear a correction of what the decision is about, as far as the asker may see it."""
    about = [each.pk for each in initiatives_of(request.viewer, key)]
    return sum(each.to_correct for each in disclosed_each(about, on=request.now.date()).values())


@require_POST
def dissent(request: Asked, key: int) -> HttpResponse:
    """Disagree, with a name or without one: at one address, with one answer, so that no log tells them apart."""
    row, form = found(request, key), DissentForm(request.POST, auto_id="dissent_%s")

    def do(given: dict[str, Any]) -> None:
        said: dict[str, Any] = {"decision": row, "text": given["text"], "actor": request.user, "at": request.now}
        if given["named"] == "yes":
            actions.dissent(**said)
        elif secret := secret_of(request):
            actions.dissent_unsigned(secret=secret, **said)
        else:
            raise Refused(_("Your browser sent no cookie, without which it could not be kept to a few. Send it again."))

    if carried_out(request, form, do, _("It stays with the decision, and cannot get lost.")):
        return redirect("decision", key)
    return shown(request, row, dissent=form)


@require_POST
def dissents_opening(request: Asked, key: int) -> HttpResponse:
    """Open what was written without a name, before one decides."""
    actions.open_dissents(decision=found(request, key), actor=request.user, at=request.now)
    if request.POST.get("one_page") == "yes":
        return redirect("deciding", key)
    say(request, _("Opened. Whatever was written without a name stands below."))
    return redirect("decision", key)


@require_POST
def decider(request: Asked, key: int) -> HttpResponse:
    """Ask somebody else to decide."""
    row, form = found(request, key), DeciderForm(request.POST, auto_id="decider_%s")

    def do(given: dict[str, Any]) -> None:
        actions.name_decider_of(decision=row, person=given["person"], actor=request.user, at=request.now)

    if carried_out(request, form, do, _("Asked. It waits for them now.")):
        return redirect("decision", key)
    return shown(request, row, decider=form)


@require_POST
def review(request: Asked, key: int) -> HttpResponse:
    """Say what became of a decision, and when it is looked at again, if so."""
    row, form = found(request, key), ReviewForm(request.POST, auto_id="review_%s")

    def do(given: dict[str, Any]) -> None:
        actions.review_decision(
            decision=row,
            outcome=Outcome(given["outcome"]),
            reason=given["reason"],
            review_on=given["review_on"],
            seen_version=given["version"],
            actor=request.user,
            at=request.now,
        )

    if carried_out(request, form, do, _("It stands with the decision, and whoever disagreed by name is told.")):
        return redirect("decision", key)
    return shown(request, row, review=form)


@require_POST
def withdrawal(request: Asked, key: int) -> HttpResponse:
    """Let a decision drop."""
    row, form = found(request, key), WithdrawForm(request.POST, auto_id="withdraw_%s")

    def do(given: dict[str, Any]) -> None:
        actions.withdraw_decision(decision=row, reason=given["reason"], actor=request.user, at=request.now)

    if carried_out(request, form, do, _("Withdrawn. Its conversation stays.")):
        return redirect("decision", key)
    return shown(request, row, withdraw=form)
