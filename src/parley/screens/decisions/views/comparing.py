"""The options of a decision side by side on one page, and what people say of each before it is settled."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from parley.decisions import actions
from parley.decisions.queries import (
    Way,
    facts_of,
    initiatives_of,
    opening_of,
    options_of,
    positions_on,
    viewers_of_decision,
)
from parley.decisions.rules import may_complete, may_settle, sees_settled, sign_of
from parley.decisions.terms import TOLD, UNSETTLED, decision_ref
from parley.people.queries import people_in_the_company
from parley.screens import asking
from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.conversations.forms import CommentForm
from parley.screens.conversations.shown import talked
from parley.screens.conversations.unnamed import say_who_is_not_told
from parley.screens.decisions.besides import columns_of, unheard
from parley.screens.decisions.forms import LeanForm, PrivateNoteForm, WhyForm
from parley.screens.decisions.readers import SINCE, STAYS
from parley.screens.decisions.rounds import hold_secret, written_on
from parley.screens.decisions.said import said_here
from parley.screens.decisions.shown import options_shown, standing_of
from parley.screens.decisions.views.one import found
from parley.screens.frame import page, say
from parley.screens.posting import attempt, must_be_shown, status_of
from parley.screens.topics.views.one import carried_out

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.forms import Form

    from parley.decisions.models import Decision, Option
    from parley.decisions.queries import Position
    from parley.people.terms import Viewer
    from parley.roadmap.models import Initiative
    from parley.screens.conversations.shown import Conversation
    from parley.screens.decisions.shown import Shown
    from parley.voices.models import Comment

LABEL = gettext_lazy("What do you see, ask or know?")


@require_GET
def options(request: Asked, key: int) -> HttpResponse:
    """The options side by side."""
    return shown(request, found(request, key))


def shown(request: Asked, row: "Decision", at: int = 0, **sent: "Form") -> HttpResponse:
    """The page; `sent` holds the form that was refused, `at` the option it belongs to."""
    viewer, open_, facts = request.viewer, row.state in UNSETTLED, facts_of(row)
    seen = {each.pk: each for each in initiatives_of(viewer, row.pk)}
    options, positions = options_shown(row, seen, viewer), positions_on(viewer, row.pk)
    comments = said_here(row, options)
    choices = [(each.option.pk, each.option.title) for each in options]
    hears = open_ and sees_settled(viewer, facts)
    context: dict[str, Any] = {
        "decision": row,
        "open": open_,
        "read_by": SINCE if row.state in TOLD else STAYS,
        "settles": open_ and may_settle(viewer, facts),
        "standing": standing_of(row, timezone.localdate(request.now)),
        "columns": columns_of(options, seen, positions),
        "talks": _talks(request, row, options, comments, at=at, sent=sent.get("comment")),
        "opening": opening_of(row),
        "unheard": unheard(viewer, row.pk, seen, comments, positions) if hears else None,
        "written": (written := written_on(request, row, choices, sent=sent)),
        "sent": next(iter(sent), ""),
        "sent_at": at,
        "answers": {
            each.option.pk: sign_of([each.option.why])
            for each in options
            if open_ and _answers(request, each.option, seen)
        },
    } | _taken(viewer, positions, choices, sent)
    _must_have_places(viewer, context, sent)
    status = max([status_of(form) for form in sent.values()], default=200)
    answer = page(request, "decisions/beside.html", context, place="decisions", status=status)
    return hold_secret(request, answer, written)


def _taken(
    viewer: "Viewer", positions: "Sequence[Position]", choices: list[tuple[int, str]], sent: "Mapping[str, Form]"
) -> dict[str, Any]:
    """Give what people said of it as a whole, and the forms in which the reader does."""
    said = {way: [each for each in positions if each.way is way] for way in Way}
    mine = next((each for each in said[Way.LEANS] if each.person == viewer.person), None)
    own = next((each for each in said[Way.IN_PRIVATE] if each.person == viewer.person), None)
    start = {"option": mine.option, "would_change": mine.text} if mine else {}
    forms: dict[str, Form] = {
        "lean": LeanForm(options=choices, initial=start, auto_id="lean_%s"),
        "note": PrivateNoteForm(initial={"text": own.text if own else ""}, auto_id="note_%s"),
        "why": WhyForm(auto_id=False),
    }
    return {
        "dissents": said[Way.DISSENTS],
        "unsigned": [each.text for each in said[Way.UNSIGNED]],
        "mine": mine,
        "own": own,
        "notes": [each for each in said[Way.IN_PRIVATE] if each.person != viewer.person],
        "forms": forms | dict(sent),
    }


def _must_have_places(viewer: "Viewer", context: dict[str, Any], sent: "Mapping[str, Form]") -> None:
    """Raise Refused, with its sentence, for a form that the page does not show any more."""
    places = {
        "comment": True,
        "lean": context["open"],
        "why": context["sent_at"] in context["answers"],
        "note": context["open"] and context["decision"].decider_id != viewer.person,
        "hold": context["written"].may_open,
        "sealed": context["written"].takes_note,
    }
    for name, form in sent.items():
        must_be_shown(form, shown=places[name])


def _talks(
    request: Asked,
    row: "Decision",
    options: "list[Shown]",
    comments: "list[Comment]",
    *,
    at: int,
    sent: "Form | None",
) -> "dict[int, Conversation]":
    """Give what is said of each option, by its key; `sent` is what was refused at one."""
    threads = [each.option.thread_id for each in options if each.option.thread_id]
    of_options = [each for each in comments if each.thread_id in threads]
    talk = talked(request, of_options, *(each.option for each in options))
    keys = {each.option.pk: each.option.thread_id for each in options}
    return {
        key: talk.of(thread, reverse("option_comments", args=[row.pk, key]), sent if key == at else None,
                     label=LABEL, auto_id=f"comment_{key}_%s", markable=True)
        for key, thread in keys.items()
    }  # fmt: skip


def _answers(request: Asked, option: "Option", seen: "Mapping[int, Initiative]") -> bool:
    about = seen.get(option.initiative_id or 0)
    answers = (option.asks_id, option.put_by_id, about.owner_id if about else None)
    return may_complete(request.viewer, answers=answers, area=about.area_id if about else None)


def _option(row: "Decision", key: int) -> "Option":
    return asking.found(next((each for each in options_of(row) if each.pk == key), None))


@require_POST
def comments(request: Asked, key: int, option: int) -> HttpResponse:
    """Say something about an option."""
    row = found(request, key)
    about = _option(row, option)
    form = CommentForm(request.POST, request.FILES, label=LABEL, auto_id=f"comment_{option}_%s")
    if form.is_valid():
        text, files = form.cleaned_data["text"], form.cleaned_data["file"]
        said = attempt(form, lambda: actions.say_about(decision=row, option=about, text=text, files=files, drafted=True,
                                                       readers=viewers_of_decision(row), actor=request.user,
                                                       at=request.now))  # fmt: skip
        if said:
            say_who_is_not_told(request, said, decision_ref(key))
            return redirect(reverse("decision_options", args=[key]) + f"#comment-{said.pk}")
    return shown(request, row, option, comment=form)


@require_POST
def why(request: Asked, key: int, option: int) -> HttpResponse:
    """Complete the why of an option."""
    row = found(request, key)
    about, form = _option(row, option), WhyForm(request.POST, auto_id=f"why_{option}_%s")

    def do(given: dict[str, Any]) -> None:
        seen = given["seen"] or None
        actions.complete_why(option=about, why=given["why"], seen_why=seen, actor=request.user, at=request.now)

    if carried_out(request, form, do, _("Thank you. It stands beside the others now.")):
        return redirect(reverse("decision_options", args=[key]) + f"#option-{option}")
    return shown(request, row, option, why=form)


@require_POST
def leaning(request: Asked, key: int) -> HttpResponse:
    """Say to which option one leans, and what would change one's mind."""
    row = found(request, key)
    options = options_of(row)
    form = LeanForm(request.POST, options=[(each.pk, each.title) for each in options], auto_id="lean_%s")

    def do(given: dict[str, Any]) -> None:
        chosen = next(each for each in options if each.pk == given["option"])
        actions.lean(
            decision=row, option=chosen, would_change=given["would_change"], actor=request.user, at=request.now
        )

    if carried_out(request, form, do, _("It stands with the option, under your name.")):
        return redirect("decision_options", key)
    return shown(request, row, lean=form)


@require_POST
def leaning_withdrawal(request: Asked, key: int) -> HttpResponse:
    """Lean to nothing any more."""
    actions.take_back_leaning(decision=found(request, key), actor=request.user, at=request.now)
    say(request, _("Taken back."))
    return redirect("decision_options", key)


@require_POST
def asking_to_speak(request: Asked, key: int) -> HttpResponse:
    """Ask people whom it affects what they know."""
    row = found(request, key)
    keys = [key_of(each) or 0 for each in request.POST.getlist("person")]
    people = people_in_the_company().filter(pk__in=keys).order_by("name", "pk")
    actions.ask_to_speak(decision=row, people=list(people), actor=request.user, at=request.now)
    names = ", ".join(each.name for each in people)
    say(request, _("Asked: %(names)s. It is in their mail and on their Today.") % {"names": names})
    return redirect(reverse("decision_options", args=[key]) + "#unheard")


@require_POST
def private_note(request: Asked, key: int) -> HttpResponse:
    """Tell whoever decides something that nobody else reads."""
    row, form = found(request, key), PrivateNoteForm(request.POST, auto_id="note_%s")

    def do(given: dict[str, Any]) -> None:
        to = key_of(given["to"])
        actions.note_privately(decision=row, text=given["text"], to=to, actor=request.user, at=request.now)

    if carried_out(request, form, do, _("Only you and %s read it.") % row.decider.name):
        return redirect("decision_options", key)
    return shown(request, row, note=form)


@require_POST
def private_note_end(request: Asked, key: int) -> HttpResponse:
    """Take back what one told whoever decides."""
    actions.take_back_private_note(decision=found(request, key), actor=request.user, at=request.now)
    say(request, _("Taken back. Nobody can read it any more."))
    return redirect("decision_options", key)
