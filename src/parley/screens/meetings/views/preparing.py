"""The lead of an agenda item prepares it: the guide, their questions, and what the coach says to them alone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from parley.meetings.actions import prepare_item
from parley.meetings.queries import glossary, is_seen, items_led_by, meeting_facts, preparation_of, thing_of, title_of
from parley.meetings.rules.presenting import MOST_QUESTIONS, may_prepare, may_see_preparation
from parley.meetings.rules.questions import hint_of, was_read
from parley.meetings.terms import STILL_TO_COME
from parley.meetings.terms.questions import Flag, Hint
from parley.screens.asking import Asked
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.meetings.presenting_forms import PreparationForm
from parley.screens.meetings.shown import thing_href, when_words
from parley.screens.meetings.views.agenda import find_item
from parley.screens.meetings.views.meeting import find
from parley.screens.posting import attempt, status_of

if TYPE_CHECKING:
    from parley.meetings.models import AgendaItem, Preparation


@dataclass(frozen=True, slots=True)
class ShownHint:
    """A hint as the author sees it: their question with its phrase marked, why, and another way to ask."""

    marked: SafeString
    why: str
    rewrite: str


def why_words(flag: Flag) -> str:
    """Say what a flag means, as one sentence to the author."""
    return {
        Flag.LEADING: _("This says which answer you hope for."),
        Flag.LOADED: _("This takes for granted what some may not agree to."),
        Flag.DOUBLE: _("These are two questions; one answer cannot answer both."),
        Flag.CLOSED: _("A yes or no would answer this. Fine for a vote; if you want to learn, ask openly."),
        Flag.NEGATED: _("With a “not” in it, a yes may mean either."),
        Flag.JARGON: _("Not everybody knows this."),
        Flag.HYPOTHETICAL: _("People cannot foretell this. Ask what they did last time."),
        Flag.VAGUE: _("This means another amount to each who hears it."),
    }[flag]


def shown_hint(question: str, hint: Hint | None) -> ShownHint | None:
    """Show a hint; None when the coach has nothing to say."""
    if hint is None:
        return None
    ends = hint.begins + len(hint.phrase)
    marked = format_html("{}<mark>{}</mark>{}", question[: hint.begins], hint.phrase, question[ends:])
    return ShownHint(marked, why_words(hint.flag), hint.rewrite)


def unread_words(question: str) -> str:
    """Say that the coach did not read what was typed, which is not that it found nothing; else nothing."""
    if not question.strip() or was_read(question):
        return ""
    return _("The coach did not read this: it is not in English, or no question in full.")


@require_http_methods(["GET", "POST"])
def preparation(request: Asked, key: int) -> HttpResponse:
    """Prepare an item: look at the questions, take a rewrite, keep them. Facilitators read what will be asked."""
    item = find_item(request, key)
    area, lead = item.meeting.area_id, item.lead_id
    sees = may_see_preparation(request.viewer, meeting_facts(item.meeting), lead)
    if not sees or not (is_seen(item) or lead == request.viewer.person):
        raise Http404
    kept = preparation_of(item)
    prepares = may_prepare(request.viewer, area, lead) and item.meeting.state in STILL_TO_COME
    do = request.POST.get("do", "keep")
    form = PreparationForm(_taken(request, do) if request.method == "POST" else None, initial=_typed(kept))
    if request.method == "POST" and form.is_valid() and do == "keep" and _keep(request, item, form):
        say(request, _("Your questions are kept with the item."))
        return redirect("item_preparation", key)
    return _page(request, item, kept, form, prepares=prepares)


@require_GET
def own(request: Asked, key: int) -> HttpResponse:
    """Lead whoever leads something of a meeting to the preparation of what comes first of it, else to the meeting."""
    meeting = find(request, key)
    item = next(iter(items_led_by(request.viewer, meeting.pk)), None)
    if item is None:
        return redirect("meeting", key)
    if not may_prepare(request.viewer, meeting.area_id, item.lead_id):
        return redirect(f"{reverse('meeting', args=[key])}#item-{item.pk}")
    return redirect("item_preparation", item.pk)


def _keep(request: Asked, item: "AgendaItem", form: PreparationForm) -> "Preparation | None":
    typed = form.cleaned_data
    return attempt(
        form,
        lambda: prepare_item(
            item=item,
            questions=form.questions(),
            asked_of_you=typed["asked_of_you"],
            seen_version=typed["seen_version"] or 0,
            actor=request.user,
            at=request.now,
        ),
    )


def _typed(kept: "Preparation") -> dict[str, Any]:
    questions = {f"question_{n}": text for n, text in enumerate(kept.questions)}
    return questions | {"asked_of_you": kept.asked_of_you, "seen_version": kept.version}


def _taken(request: Asked, do: str) -> dict[str, Any]:
    """What was sent, with a rewrite in the place of the question it is of, when one was taken."""
    data = {name: request.POST.get(name, "") for name in request.POST}
    kind, _colon, which = do.partition(":")
    if kind == "take" and which in {str(n) for n in range(MOST_QUESTIONS)}:
        question = data.get(f"question_{which}", "")
        hint = hint_of(question, glossary())
        data[f"question_{which}"] = hint.rewrite if hint else question
    return data


def _page(
    request: Asked, item: "AgendaItem", kept: "Preparation", form: PreparationForm, *, prepares: bool
) -> HttpResponse:
    seen, words = is_seen(item), glossary() if prepares else {}
    fields = [form[f"question_{n}"] for n in range(MOST_QUESTIONS)] if prepares else []
    asked = [
        (field, shown_hint(text := field.value() or "", hint_of(text, words)), unread_words(text)) for field in fields
    ]
    context = {
        "item": item,
        "meeting": item.meeting,
        "when": when_words(request, item.meeting),
        "title": title_of(item) if seen else _("An item for fewer people"),
        "href": thing_href(thing_of(item)) if seen else "",
        "why": item.why if seen else "",
        "kept": kept,
        "prepares": prepares,
        "form": form,
        "asked": asked,
    }
    place = f"group:{item.meeting.area.key}"
    return framed(request, "meetings/preparation.html", context, place=place, status=status_of(form))
