"""A decision before it is settled: it is put to the group, talked about, agreed on, or handed to its decider."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parley.decisions import actions
from parley.decisions.queries import options_of, viewers_of_decision
from parley.decisions.terms import decision_ref
from parley.screens.asking import Asked
from parley.screens.conversations.forms import CommentForm
from parley.screens.conversations.unnamed import say_who_is_not_told
from parley.screens.decisions.forms import AgreeForm, EscalateForm
from parley.screens.decisions.page import shown
from parley.screens.decisions.views.one import found
from parley.screens.frame import say
from parley.screens.posting import attempt
from parley.screens.topics.views.one import carried_out


@require_POST
def comments(request: Asked, key: int) -> HttpResponse:
    """Say something about a decision."""
    row, form = found(request, key), CommentForm(request.POST, request.FILES, auto_id="comment_%s")
    if form.is_valid():
        text, files = form.cleaned_data["text"], form.cleaned_data["file"]
        said = attempt(form, lambda: actions.say_about(decision=row, text=text, files=files, drafted=True,
                                                       readers=viewers_of_decision(row), actor=request.user,
                                                       at=request.now))  # fmt: skip
        if said:
            say_who_is_not_told(request, said, decision_ref(key))
            return redirect(reverse("decision", args=[key]) + f"#comment-{said.pk}")
    return shown(request, row, comment=form)


@require_POST
def discussion(request: Asked, key: int) -> HttpResponse:
    """Put a decision to the group."""
    actions.discuss_decision(decision=found(request, key), actor=request.user, at=request.now)
    say(request, _("It is with the group now. Whoever is affected can be heard here."))
    return redirect("decision", key)


@require_POST
def escalation(request: Asked, key: int) -> HttpResponse:
    """Say that the group did not agree."""
    row, form = found(request, key), EscalateForm(request.POST, auto_id="escalate_%s")

    def do(given: dict[str, Any]) -> None:
        actions.escalate_decision(decision=row, reason=given["reason"], actor=request.user, at=request.now)

    if carried_out(request, form, do, _("It waits for its decider now.")):
        return redirect("decision", key)
    return shown(request, row, escalate=form)


@require_POST
def agreement(request: Asked, key: int) -> HttpResponse:
    """Write down what the group agreed on."""
    row = found(request, key)
    options = options_of(row)
    form = AgreeForm(request.POST, options=[(each.pk, each.title) for each in options], auto_id="agree_%s")

    def do(given: dict[str, Any]) -> None:
        actions.record_agreement(
            decision=row,
            option=next(each for each in options if each.pk == given["option"]),
            reason=given["reason"],
            seen_version=given["version"],
            actor=request.user,
            at=request.now,
        )

    if carried_out(request, form, do, _("Written down. The decider is asked to confirm it.")):
        return redirect("decision", key)
    return shown(request, row, agree=form)


@require_POST
def agreement_withdrawal(request: Asked, key: int) -> HttpResponse:
    """Say that the group does not agree after all."""
    actions.take_back_agreement(decision=found(request, key), actor=request.user, at=request.now)
    say(request, _("Taken back. The group has not agreed."))
    return redirect("decision", key)
