"""The ways of doing an initiative, beside each other: what speaks for each, its sketches, and which was chosen."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.groups.rules import may_keep_roadmap
from parley.prepared import padded
from parley.roadmap.actions.exploring import choose_solution, propose_solution
from parley.roadmap.queries.solutions import choices_of, solutions_of
from parley.roadmap.rules.solutions import FEWEST_COMPARED, OVER, may_propose, may_rewrite
from parley.screens.asking import Asked
from parley.screens.attaching import SketchForm, files_in
from parley.screens.conversations.shown import talked
from parley.screens.frame import page, say
from parley.screens.posting import attempt, managed, must_be_shown, status_of
from parley.screens.roadmap.forms.solutions import ChoiceForm, ProposalForm
from parley.screens.roadmap.views.one import seen
from parley.screens.roadmap.views.page import LABEL
from parley.voices.queries import comments_in_any

if TYPE_CHECKING:
    from django.forms import Form

    from parley.roadmap.models import Initiative
    from parley.roadmap.models.solutions import Solution


@require_http_methods(["GET", "POST"])
def solutions(request: Asked, key: int) -> HttpResponse:
    """All of them; with POST, one more."""
    row = seen(request, key)
    if request.method != "POST":
        return shown(request, row)
    form = ProposalForm(request.POST, request.FILES, auto_id="new_%s")
    if form.is_valid():
        made = attempt(
            form,
            lambda: propose_solution(
                initiative=row, words=form.words, files=form.cleaned_data["file"], actor=request.user, at=request.now
            ),
        )
        if made:
            say(request, _("Kept. Everybody who sees the initiative can compare it."))
            return _to(key, made.pk)
    return shown(request, row, new=form)


@require_POST
def choice(request: Asked, key: int) -> HttpResponse:
    """Choose one of them."""
    row = seen(request, key)
    standing = {each.pk: each for each in solutions_of(row.pk) if each.withdrawn_at is None}
    form = ChoiceForm(request.POST, options=[(each.pk, each.title) for each in standing.values()], auto_id="choice_%s")
    if form.is_valid():
        given = form.cleaned_data
        solution = standing[given["solution"]]

        def choose() -> None:
            choose_solution(
                solution=solution, reason=given["reason"], seen_choice=given["seen"], actor=request.user, at=request.now
            )

        if managed(form, choose):
            say(request, _("It is chosen, and everybody who sees the initiative reads why."))
            return redirect("initiative_solutions", key)
    return shown(request, row, choice=form)


def shown(request: Asked, row: "Initiative", **sent: "Form") -> HttpResponse:
    """The page; `sent` holds the form that was refused, under its place and the key of the solution it belongs to."""
    viewer = request.viewer
    everyone = solutions_of(row.pk, viewer)
    standing = [each for each in everyone if each.withdrawn_at is None]
    threads = padded({each.thread_id for each in everyone})
    comments = comments_in_any(threads) if threads else []
    talk = talked(request, comments, *everyone, files=(files := files_in(viewer, threads)))
    choices = choices_of(row.pk)
    chosen = next((each for each in choices if each.ended_at is None), None)
    open_, keeps = row.stage not in OVER, may_keep_roadmap(viewer, row.area_id)
    context: dict[str, Any] = {
        "initiative": row,
        "solutions": standing,
        "withdrawn": [each for each in everyone if each.withdrawn_at],
        "talks": {
            each.pk: talk.of(
                each.thread_id,
                reverse("solution_comments", args=[row.pk, each.pk]),
                sent.get(f"comment_{each.pk}"),
                label=LABEL,
                auto_id=f"comment_{each.pk}_%s",
            )
            for each in standing
        },
        "files": files,
        "chosen": chosen,
        "choices": [each for each in choices if each is not chosen],
        "forms": _forms(standing, seen=chosen.pk if chosen else 0) | sent,
        "sent": next(iter(sent), ""),
        "open": open_,
        "may_propose": open_ and may_propose(viewer, row.area_id),
        "rewritable": {each.pk for each in standing if open_ and may_rewrite(viewer, row.area_id, each.written_by_id)},
        "may_choose": open_ and keeps and len(standing) >= FEWEST_COMPARED,
        "may_choose_later": open_ and keeps and len(standing) < FEWEST_COMPARED,
    }
    places = {"new": context["may_propose"], "choice": context["may_choose"], "comment": True, "sketch": open_}
    for name, form in sent.items():
        must_be_shown(form, shown=places[name.partition("_")[0]])
    status = max([status_of(form) for form in sent.values()], default=200)
    return page(request, "roadmap/solutions.html", context, place="roadmap", status=status)


def _forms(standing: "list[Solution]", *, seen: int) -> "dict[str, Form]":
    """Give the forms before anybody writes into them, by their place; `seen` is the choice that stands, or 0."""
    return {
        "new": ProposalForm(auto_id="new_%s"),
        "choice": ChoiceForm(options=_to_choose(standing), initial={"seen": seen}, auto_id="choice_%s"),
    } | {f"sketch_{each.pk}": SketchForm(auto_id=f"sketch_{each.pk}_%s") for each in standing}


def _to_choose(standing: "list[Solution]") -> list[tuple[int, str]]:
    """Name those that can be chosen: all but the one that is."""
    return [(each.pk, each.title) for each in standing if not each.chosen]  # type: ignore[attr-defined]  # an annotation


def _to(key: int, solution: int) -> HttpResponse:
    return redirect(reverse("initiative_solutions", args=[key]) + f"#solution-{solution}")
