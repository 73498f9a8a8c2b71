"""The inbox: what clients said and nobody has dealt with, one after another, by keyboard or by hand.

The page itself does not look for what is like the one in hand: that costs more than all else on it, and is asked for
once the page is there, or with `look` where there is no JavaScript.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parley.clients.queries import MOST_COUNTED, how_many_wait, insight_seen, waiting_insights
from parley.groups.queries import areas_by_name
from parley.groups.rules import may_keep_roadmap
from parley.roadmap.actions import answer_not_planned, begin_initiative, link_insight, take_back_answer
from parley.roadmap.queries import initiatives_called_alike, initiatives_visible_to, links_of_insights
from parley.roadmap.rules import may_answer_insights
from parley.roadmap.terms import Stance
from parley.screens.addresses import key_of, own_page
from parley.screens.asking import Asked, found
from parley.screens.clients.forms import AnswerForm, BeginForm, LinkForm
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.posting import managed
from parley.search.queries.said import Before, said_before
from parley.search.rules.likeness import worth_asking
from parley.trials.queries.answers import answer_behind
from parley.trials.terms.feedback import SOURCE

if TYPE_CHECKING:
    from django.forms import BaseForm

    from parley.clients.models import Insight

A_LIST = 10
ABOVE_ALL = 2**62  # a key no row reaches
ALIKE, SUGGESTED, WORDS = 3, 4, 8


@dataclass(frozen=True, slots=True)
class Suggested:
    """An initiative an insight may speak for, and why it is suggested."""

    key: int
    title: str
    area: str
    alike: bool  # something that says the same is linked to it


@require_GET
def page(request: Asked) -> HttpResponse:
    """What waits, and the one that is looked at now."""
    return _inbox(request, request.GET)


@require_GET
def suggested(request: Asked, key: int) -> HttpResponse:
    """What may say the same as one of them, and what it may speak for: sent alone, into the page."""
    row = found(insight_seen(request.viewer, key))
    onward = {"below": key_of(request.GET.get("below", "")) or "", "next": key_of(request.GET.get("at", "")) or ""}
    context = {"back": own_page(request.GET.get("back", "")) or reverse("inbox"), **onward, **_like(request, row)}
    return render(request, "insights/suggested.html", context)


@require_POST
def link(request: Asked, key: int) -> HttpResponse:
    """Link what is looked at to an initiative: one that was suggested, or by its title."""
    row = found(insight_seen(request.viewer, key))
    if suggested := key_of(request.POST.get("suggested", "")):
        of = get_object_or_404(initiatives_visible_to(request.viewer), pk=suggested)
        link_insight(initiative=of, insight=row, stance=Stance.SUPPORTS, actor=request.user, at=request.now)
        return _onward(request, _("Linked. What becomes of it reaches whoever noted it."))
    form = LinkForm(request.viewer, request.POST)

    def do() -> None:
        given = form.cleaned_data
        link_insight(initiative=given["initiative"], insight=row, stance=Stance(given["stance"]), actor=request.user,
                     at=request.now)  # fmt: skip

    if form.is_valid() and managed(form, do):
        return _onward(request, _("Linked. What becomes of it reaches whoever noted it."))
    return _again(request, row, link_form=form)


@require_POST
def begin(request: Asked, key: int) -> HttpResponse:
    """Begin an initiative for what is looked at."""
    row = found(insight_seen(request.viewer, key))
    form = BeginForm(_areas(request), request.POST)

    def do() -> None:
        given = form.cleaned_data
        begin_initiative(insight=row, area=form.areas[given["area"]], title=given["title"], actor=request.user,
                         at=request.now)  # fmt: skip

    if form.is_valid() and managed(form, do):
        return _onward(request, _("The initiative is on the roadmap, for its product team to explain."))
    return _again(request, row, begin_form=form)


@require_POST
def answer(request: Asked, key: int) -> HttpResponse:
    """Answer that what is looked at is not planned."""
    row = found(insight_seen(request.viewer, key))
    form = AnswerForm(request.POST)

    def do() -> None:
        answer_not_planned(insight=row, reason=form.cleaned_data["reason"], actor=request.user, at=request.now)

    if form.is_valid() and managed(form, do):
        return _onward(request, _("Answered. Whoever noted it is told, with your reason."))
    return _again(request, row, answer_form=form)


@require_POST
def take_back(request: Asked, key: int) -> HttpResponse:
    """Take back the answer that something is not planned."""
    row = found(insight_seen(request.viewer, key))
    take_back_answer(insight=row, actor=request.user, at=request.now)
    say(request, _("The answer is taken back. It waits in the inbox again."))
    return redirect("insight", key)


def _onward(request: Asked, sentence: str) -> HttpResponse:
    """Go on to the next that waits."""
    say(request, sentence)
    return redirect(_where(key_of(request.POST.get("below", "")), key_of(request.POST.get("at", ""))))


def _again(request: Asked, row: "Insight", **forms: "BaseForm") -> HttpResponse:
    """Show the same again with what was refused."""
    return _inbox(request, {"below": request.POST.get("below", ""), "at": str(row.pk)}, **forms)


def _inbox(request: Asked, asked: Any, **forms: "BaseForm") -> HttpResponse:
    below, at = key_of(asked.get("below") or ""), key_of(asked.get("at") or "")
    rows = waiting_insights(request.viewer, below=below or ABOVE_ALL)[: A_LIST + 1]
    shown, rest = rows[:A_LIST], rows[A_LIST:]
    place = next((n for n, row in enumerate(shown) if row.pk == at), 0)
    current = shown[place] if shown else None
    later = shown[place + 1 : place + 2] or rest
    context: dict[str, Any] = {
        "rows": shown, "current": current, "below": below or "", "moved": bool(at or below), "current_at": place,
        "next": later[0].pk if later else "",
        "next_href": _where(below if later and later[0] in shown else shown[-1].pk, later[0].pk) if later else "",
        "before_href": _where(below, shown[place - 1].pk) if place else "",
        "more_href": _where(shown[-1].pk, None) if rest else "",
        "href": lambda key: _where(below, key),
        "how_many": how_many_wait(request.viewer) if shown else 0, "most_counted": MOST_COUNTED,
    }  # fmt: skip
    context |= {"back": context["next_href"] or reverse("inbox"), "suggested_href": ""}
    if current:
        context |= _about(request, current) | forms
        context |= _like(request, current) if asked.get("look") else _where_to_look(current, context)
    refused = any(form.errors for form in forms.values())
    return framed(request, "insights/inbox.html", context, place="clients", status=422 if refused else 200)


def _about(request: Asked, current: "Insight") -> dict[str, Any]:
    """The forms for the one that is looked at."""
    areas = _areas(request)
    return {
        "areas": areas,
        "may_answer": may_answer_insights(request.viewer),
        "link_form": LinkForm(request.viewer),
        "begin_form": BeginForm(areas),
        "answer_form": AnswerForm(),
        "tried": answer_behind(request.viewer, current.pk) if current.source == SOURCE else None,
    }


def _like(request: Asked, current: "Insight") -> dict[str, Any]:
    """What may say the same as the one that is looked at, and what it may speak for."""
    finds = said_before(request.viewer, current.text, but=[current.pk], most=ALIKE)
    return {"current": current, "finds": finds, "suggested": _suggested(request, current, finds)}


def _where_to_look(current: "Insight", context: dict[str, Any]) -> dict[str, str]:
    """Where to ask for that: into the page, and as a page."""
    onward = {
        name: context[key] for name, key in (("below", "below"), ("at", "next"), ("back", "back")) if context[key]
    }
    return {
        "suggested_href": f"{reverse('inbox_suggested', args=[current.pk])}?{urlencode(onward)}",
        "look_href": f"{_where(context['below'] or None, current.pk)}&look=yes",
    }


def _suggested(request: Asked, current: "Insight", finds: list[Before]) -> list[Suggested]:
    """Give what the like of it is linked to, then what is called alike."""
    known: dict[int, Suggested] = {}
    for each in links_of_insights(request.viewer, [find.kept for find in finds]):
        row = each.initiative
        known.setdefault(row.pk, Suggested(row.pk, row.title, row.area.name, alike=True))
    words = [word[: max(4, len(word) - 2)] for word in worth_asking(current.text)[:WORDS]]
    for key, title, area in initiatives_called_alike(request.viewer, words, most=SUGGESTED):
        known.setdefault(key, Suggested(key, title, area, alike=False))
    return list(known.values())[:SUGGESTED]


def _areas(request: Asked) -> list[Any]:
    return [each for each in areas_by_name(request.viewer) if may_keep_roadmap(request.viewer, each.pk)]


def _where(below: int | None, at: int | None) -> str:
    parts = {name: key for name, key in (("below", below), ("at", at)) if key}
    return reverse("inbox") + (f"?{urlencode(parts)}" if parts else "")
