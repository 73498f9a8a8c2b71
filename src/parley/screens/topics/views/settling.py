"""What becomes of a topic: an answer, a later day, another topic it belongs to, or its bringer takes it back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.screens.asking import Asked
from parley.screens.frame import page, say
from parley.screens.posting import status_of
from parley.screens.topics.forms import AnswerForm, MergeForm, ParkForm, WithdrawForm
from parley.screens.topics.views.one import carried_out, found, shown
from parley.topics.actions import answer_topic, merge_topic, park_topic, wake_topic, withdraw_topic
from parley.topics.queries import may_be_merged_into
from parley.topics.rules import may_answer


@require_POST
def answer(request: Asked, key: int) -> HttpResponse:
    """Answer a topic."""
    row, form = found(request, key), AnswerForm(request.POST, auto_id="answer_%s")

    def do(given: dict[str, Any]) -> None:
        answer_topic(
            topic=row, answer=given["answer"], seen_version=given["version"], actor=request.user, at=request.now
        )

    if carried_out(request, form, do, _("Answered. Whoever brought or supports it is told.")):
        return redirect("topic", key)
    return shown(request, row, answer=form)


@require_POST
def parking(request: Asked, key: int) -> HttpResponse:
    """Let a topic wait until a day."""
    row, form = found(request, key), ParkForm(request.POST, auto_id="park_%s")

    def do(given: dict[str, Any]) -> None:
        park_topic(topic=row, until=given["until"], reason=given["reason"], actor=request.user, at=request.now)

    if carried_out(request, form, do, _("Parked. It comes back by itself.")):
        return redirect("topic", key)
    return shown(request, row, park=form)


@require_POST
def waking(request: Asked, key: int) -> HttpResponse:
    """Bring a parked topic back before its day."""
    wake_topic(topic=found(request, key), actor=request.user, at=request.now)
    say(request, _("It is back, with a new day for its answer."))
    return redirect("topic", key)


@require_POST
def withdrawal(request: Asked, key: int) -> HttpResponse:
    """Take a topic back."""
    row, form = found(request, key), WithdrawForm(request.POST, auto_id="withdraw_%s")

    def do(given: dict[str, Any]) -> None:
        withdraw_topic(topic=row, reason=given["reason"], actor=request.user, at=request.now)

    if carried_out(request, form, do, _("Withdrawn. Whoever supports it is told why.")):
        return redirect("topic", key)
    return shown(request, row, withdraw=form)


@require_http_methods(["GET", "POST"])
def merging(request: Asked, key: int) -> HttpResponse:
    """Make a topic a part of another of the same group that asks the same."""
    row = found(request, key)
    if not may_answer(request.viewer, row.area_id):
        raise Http404
    others = may_be_merged_into(request.viewer, row)
    choices = [(each.pk, each.title) for each in others[:200]]
    form = MergeForm(request.POST or None, others=choices)

    def do(given: dict[str, Any]) -> None:
        into = get_object_or_404(others, pk=given["into"])
        merge_topic(topic=row, into=into, actor=request.user, at=request.now)

    if request.method == "POST" and carried_out(
        request, form, do, _("They are one topic now. Whoever stood behind it stands behind the other.")
    ):
        return redirect("topic", form.cleaned_data["into"])
    context = {"topic": row, "form": form, "others": len(choices)}
    return page(request, "topics/merge.html", context, place="topics", status=status_of(form))
