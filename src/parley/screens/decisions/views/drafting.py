"""Drafting a decision: a new one, one that supersedes another, and writing an open one anew."""

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from parley.decisions.actions import change_decision, open_decision
from parley.decisions.queries import (
    decisions_visible_to,
    facts_of,
    initiative_keys_of,
    options_of,
    topic_keys_of,
    weighed_by,
)
from parley.decisions.rules import may_open, must_change, must_open, must_see_all_it_weighs, must_supersede
from parley.groups.queries import area_seen, areas_by_name
from parley.groups.queries.heirs import heir_of
from parley.kernel.refusals import Refused, Stale
from parley.roadmap.queries import initiatives_visible_to, stage_labels, titles_to_choose
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.decisions.as_it_is import say_what_is
from parley.screens.decisions.draft_forms import QuestionForm
from parley.screens.decisions.drafts import Draft, Start, again, option_forms
from parley.screens.decisions.like import like_question
from parley.screens.decisions.views.one import found
from parley.screens.frame import page, say
from parley.topics.queries import titles_waiting, topics_visible_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import Model, QuerySet

    from parley.decisions.models import Decision, Option
    from parley.groups.models import Area
    from parley.people.terms import Viewer
    from parley.screens.decisions.drafts import Start

T = TypeVar("T", bound="Model")


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponse:
    """Open a decision in a group; without a group, choose one first."""
    viewer = request.viewer
    about = _named(request, "initiative", initiatives_visible_to)
    topic = _named(request, "topic", topics_visible_to)
    old = _named(request, "supersedes", decisions_visible_to)
    source = old or topic or about
    home = heir_of(source.area) if source else None
    wanted = request.GET.get("group") or (home.key if home else "")
    area = area_seen(viewer, wanted) if wanted else None
    if area is None:
        mine = [each for each in areas_by_name(viewer) if may_open(viewer, each.pk)]
        return page(request, "decisions/choose.html", {"areas": mine, "old": old}, place="decisions")
    must_open(viewer, area.pk)
    if old:
        must_supersede(facts_of(old), area.pk, goes_on_in=home.pk if home else None)
    initial: dict[str, Any] = {
        "question": old.question if old else "",
        "context": topic.why if topic else old.context if old else "",
        "topics": [topic.pk] if topic else [],
        "initiatives": [about.pk] if about else list(initiative_keys_of(old)) if old else [],
    }
    like_at = reverse("decisions_like") + (f"?but={old.pk}" if old else "")
    draft = _draft(request, area, initial, again(options_of(old)) if old else [], like_at=like_at)
    if request.method == "POST" and draft.is_valid():
        made = _attempt(
            draft,
            lambda: open_decision(
                area=area,
                supersedes=old,
                what_changed=draft.question.cleaned_data["what_changed"] if old else "",
                **_given(request, draft),
                actor=request.user,
                at=request.now,
            ),
        )
        if made:
            say(request, _("Asked. %s decides, and everybody in the group sees the options.") % made.decider.name)
            return redirect("decision", made.pk)
    return _page(request, area, draft, decision=None, supersedes=old)


@require_http_methods(["GET", "POST"])
def change(request: Asked, key: int) -> HttpResponse:
    """Write an open decision anew."""
    row = found(request, key)
    must_change(request.viewer, facts_of(row))
    about, hidden = weighed_by(request.viewer, row)
    must_see_all_it_weighs(hidden=hidden)
    initial = {
        "question": row.question,
        "context": row.context,
        "decide_by": row.decide_by,
        "version": row.version,
        "what_changed": row.what_changed,
        "topics": list(topic_keys_of(row)),
        "initiatives": list(about),
    }
    draft = _draft(request, row.area, initial, options_of(row))
    if request.method == "POST" and draft.is_valid():
        seen = draft.question.cleaned_data["version"]

        def write() -> bool:
            given = _given(request, draft)
            still = not draft.question.cleaned_data["supersedes_nothing"]
            change_decision(
                decision=row,
                **given,
                supersedes_still=still,
                what_changed=draft.question.cleaned_data["what_changed"],
                seen_version=seen,
                actor=request.user,
                at=request.now,
            )
            return True

        if _attempt(draft, write):
            say(request, _("Changed. What it changes starts again from what the roadmap says now."))
            return redirect("decision", key)
    return _page(request, row.area, draft, decision=row, supersedes=None)


def _named(request: Asked, name: str, visible_to: "Callable[[Viewer], QuerySet[T]]") -> "T | None":
    """Give the thing that the address names, if it names one the viewer may see."""
    key = key_of(request.GET.get(name, ""))
    return visible_to(request.viewer).filter(pk=key).first() if key else None


def _draft(
    request: Asked, area: "Area", initial: dict[str, Any], written: "Iterable[Option | Start]", *, like_at: str = ""
) -> Draft:
    viewer = request.viewer
    data = request.POST if request.method == "POST" else None
    seen = partial(initiatives_visible_to, viewer)
    titles = dict(titles_to_choose(viewer, area.pk))
    if others := set(initial["initiatives"]) - titles.keys():
        titles |= dict(seen().filter(pk__in=others).values_list("pk", "title"))
    topics = dict(titles_waiting(viewer, area.pk))
    if others := set(initial["topics"]) - topics.keys():
        topics |= dict(topics_visible_to(viewer).filter(pk__in=others).values_list("pk", "title"))
    question = QuestionForm(data, initial=initial, topics=topics.items(), initiatives=titles.items(), like_at=like_at)
    stages = [(stage.value, label) for stage, label in stage_labels().items()]
    more = request.POST.get("more", "")
    draft = Draft(question, option_forms(data, written, titles, stages, seen, more=more), list(titles.items()))
    if more:
        draft.as_typed()
    say_what_is(draft.options, titles, seen(), dict(stages))
    return draft


def _given(request: Asked, draft: Draft) -> dict[str, Any]:
    """Give what the draft says, as the actions take it."""
    said = draft.question.cleaned_data
    return {
        "question": said["question"],
        "context": said["context"],
        "decide_by": said["decide_by"],
        "decider": said["decider"],
        "options": [each.draft() for each in draft.written],
        "initiatives": list(initiatives_visible_to(request.viewer).filter(pk__in=said["initiatives"])),
        "topics": list(topics_visible_to(request.viewer).filter(pk__in=said["topics"])),
    }


def _attempt(draft: Draft, do: Any) -> Any:
    """Do it; None when a rule refused, with its sentences beside their fields."""
    try:
        return do()
    except Stale as stale:
        stale.typed = draft.typed
        raise
    except Refused as refusal:
        draft.put(refusal)
        return None


def _page(
    request: Asked, area: "Area", draft: Draft, *, decision: "Decision | None", supersedes: "Decision | None"
) -> HttpResponse:
    asked = "" if decision else str(draft.question["question"].value() or "")
    context = {
        "area": area,
        "before": like_question(request, asked, but=supersedes.pk if supersedes else 0),
        "draft": draft,
        "decision": decision,
        "supersedes": supersedes,
        "send_to": request.get_full_path(),
    }
    status = 422 if draft.is_refused else 200
    return page(request, "decisions/draft.html", context, place="decisions", status=status)
