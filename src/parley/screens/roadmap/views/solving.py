"""One way of doing an initiative: writing it differently, withdrawing it, its sketches, and what is said of it."""

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.roadmap.actions.exploring import rewrite_solution, sketch_solution, withdraw_solution
from parley.roadmap.queries import viewers_of_initiative
from parley.roadmap.queries.solutions import solution_seen
from parley.roadmap.rules.solutions import must_rewrite
from parley.roadmap.terms import initiative_ref
from parley.screens.asking import Asked, found
from parley.screens.attaching import SketchForm
from parley.screens.conversations.forms import CommentForm
from parley.screens.conversations.unnamed import say_who_is_not_told
from parley.screens.frame import page, say
from parley.screens.posting import attempt, managed, status_of
from parley.screens.roadmap.forms.solutions import LeavingForm, SolutionForm
from parley.screens.roadmap.views.one import seen
from parley.screens.roadmap.views.page import LABEL
from parley.screens.roadmap.views.solutions import shown
from parley.voices import actions as voices

if TYPE_CHECKING:
    from parley.roadmap.models.solutions import Solution

NAMES = ("title", "text", "speaks_for", "speaks_against", "helps", "version")


def _found(request: Asked, key: int, solution: int) -> "Solution":
    return found(solution_seen(request.viewer, key, solution))


def _to(key: int, solution: int) -> HttpResponse:
    return redirect(reverse("initiative_solutions", args=[key]) + f"#solution-{solution}")


@require_http_methods(["GET", "POST"])
def one(request: Asked, key: int, solution: int) -> HttpResponse:
    """Write it differently, or withdraw it."""
    row = _found(request, key, solution)
    must_rewrite(request.viewer, row.initiative.area_id, row.written_by_id)
    leaving = request.method == "POST" and "title" not in request.POST
    typed = request.POST if request.method == "POST" else None
    form = SolutionForm(None if leaving else typed, initial={name: getattr(row, name) for name in NAMES})
    leave = LeavingForm(typed if leaving else None, auto_id="leaving_%s")
    if form.is_valid():

        def rewrite() -> None:
            version = form.cleaned_data["version"]
            rewrite_solution(solution=row, words=form.words, seen_version=version, actor=request.user, at=request.now)

        if managed(form, rewrite):
            say(request, _("It is written differently."))
            return _to(key, solution)
    if leave.is_valid():
        reason = leave.cleaned_data["reason"]
        if managed(leave, lambda: withdraw_solution(solution=row, reason=reason, actor=request.user, at=request.now)):
            say(request, _("It is withdrawn, and stays readable below the others."))
            return redirect("initiative_solutions", key)
    context = {"initiative": row.initiative, "solution": row, "form": form, "leave": leave}
    status = max(status_of(form), status_of(leave))
    return page(request, "roadmap/solution.html", context, place="roadmap", status=status)


@require_POST
def sketches(request: Asked, key: int, solution: int) -> HttpResponse:
    """Attach one more sketch."""
    row = _found(request, key, solution)
    must_rewrite(request.viewer, row.initiative.area_id, row.written_by_id)
    form = SketchForm(request.POST, request.FILES, auto_id=f"sketch_{solution}_%s")
    if form.is_valid():
        file = form.cleaned_data["file"][0]
        if managed(form, lambda: sketch_solution(solution=row, file=file, actor=request.user, at=request.now)):
            say(request, _("The sketch is attached."))
            return _to(key, solution)
    return shown(request, seen(request, key), **{f"sketch_{solution}": form})


@require_POST
def comments(request: Asked, key: int, solution: int) -> HttpResponse:
    """Say something about it."""
    row = _found(request, key, solution)
    form = CommentForm(request.POST, request.FILES, auto_id=f"comment_{solution}_%s", label=LABEL)
    if form.is_valid():
        text, files = form.cleaned_data["text"], form.cleaned_data["file"]
        on = initiative_ref(key)
        said = attempt(
            form,
            lambda: voices.say(thread=row.thread, text=text, files=files, on=on, drafted=True,
                               readers=viewers_of_initiative(row.initiative), actor=request.user, at=request.now),
        )  # fmt: skip
        if said:
            say_who_is_not_told(request, said, on)
            return redirect(reverse("initiative_solutions", args=[key]) + f"#comment-{said.pk}")
    return shown(request, seen(request, key), **{f"comment_{solution}": form})
