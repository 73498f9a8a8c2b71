"""What one client found in a trial: the link by which it answers, what it answered, and what is noted from a call."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from parley.kernel.spans import today_of
from parley.roadmap.terms import Stance
from parley.screens.asking import Asked, found
from parley.screens.attaching import file_shown
from parley.screens.disclosure.cards import company_name
from parley.screens.frame import page as framed
from parley.screens.frame import say
from parley.screens.posting import attempt, must_be_shown, status_of
from parley.screens.rendering import absolute
from parley.screens.trials.feedback_forms import TAPS, LinkForm, NotedForm
from parley.trials.actions import ask_for_feedback, note_feedback
from parley.trials.queries.answers import answers_held, name_for, questions_for
from parley.trials.queries.links import links_in_force
from parley.trials.queries.screenshots import screenshots_of
from parley.trials.queries.seeing import facts_with, place_seen, sees_to, trials_visible_to
from parley.trials.rules.places import feedback_ends, may_invite
from parley.trials.terms import LinkFor, PlaceState, TrialState

if TYPE_CHECKING:
    from parley.trials.models import TrialAnswer, TrialPlace, TrialQuestion


@dataclass(frozen=True, slots=True)
class Here:
    """The place of a client, and what whoever looks may do: see its trial, act for the client, still take answers."""

    row: "TrialPlace"
    sees: bool
    acts: bool
    takes: bool


def here(request: Asked, key: int) -> Here:
    """Find a place. Raises Http404 for whoever may not see it."""
    viewer, today = request.viewer, today_of(request.user, request.now)
    row = found(place_seen(viewer, key, today))
    cares = sees_to(viewer, row, today)
    acts = may_invite(viewer, row.trial.initiative.area_id, cares=cares)
    sees = trials_visible_to(viewer).filter(pk=row.trial_id).exists()
    takes = (
        row.state is PlaceState.ACCEPTED
        and row.trial.state is TrialState.OPEN
        and today <= feedback_ends(facts_with(row.trial, 0))
    )
    return Here(row, sees, acts, takes)


@require_http_methods(["GET", "POST"])
def page(request: Asked, key: int) -> HttpResponse:
    """What a client answered, and a form to note what it said; what is sent here is noted."""
    at = here(request, key)
    today, asked = today_of(request.user, request.now), questions_for(at.row)
    if request.method != "POST":
        return _page(request, at, asked, NotedForm(asked=asked, today=today, initial={"said_on": today}))
    files = request.FILES if at.acts and at.takes else None  # what will not be kept is not read
    form = NotedForm(request.POST, files, asked=asked, today=today)
    if form.is_valid():
        stance = form.cleaned_data["stance"]
        kept = attempt(
            form,
            lambda: note_feedback(
                place=at.row, answers=form.answers, said_on=form.cleaned_data["said_on"],
                stance=Stance(stance) if stance else None, actor=request.user, at=request.now,
            ),
        )  # fmt: skip
        if kept is not None and not form.errors:
            say(request, _("Noted what %(client)s said.") % {"client": at.row.client.name})
            return redirect("place_feedback", key)
    return _page(request, at, asked, form)


@require_POST
def give(request: Asked, key: int) -> HttpResponse:
    """Make a link by which a client answers; its address is shown once, because only its hash is kept."""
    at, form = here(request, key), LinkForm(request.POST)
    given = None
    if form.is_valid():
        whom = form.cleaned_data["to_whom"]
        given = attempt(form, lambda: ask_for_feedback(place=at.row, to_whom=whom, actor=request.user, at=request.now))
    if given is None:
        today, asked = today_of(request.user, request.now), questions_for(at.row)
        return _page(request, at, asked, NotedForm(asked=asked, today=today, initial={"said_on": today}), form)
    context = {
        "here": at,
        "link": given.link,
        "name": name_for(at.row.pk) or _("what you try with us"),
        "company": company_name(),
        "address": absolute("trial_answer", given.token),
    }
    return framed(request, "trials/feedback_link.html", context, place="trials")


def _page(
    request: Asked, at: Here, asked: "list[TrialQuestion]", form: NotedForm, link_form: LinkForm | None = None
) -> HttpResponse:
    if not at.sees:
        del form.fields["stance"]
    for each in (form, link_form or form):
        must_be_shown(each, shown=at.acts and at.takes)
    link_form = link_form or LinkForm()
    links = links_in_force(at.row.pk, on=request.now.date()).filter(serves=LinkFor.FEEDBACK)
    context: dict[str, Any] = {
        "here": at,
        "asked": _answered(asked, answers_held(at.row.pk)),
        "screenshots": {
            question: [(each, file_shown(request.viewer, each.attachment)) for each in rows]
            for question, rows in screenshots_of(at.row.pk).items()
        },
        "links": list(links),
        "form": form,
        "link_form": link_form,
        "taps": dict(TAPS),
    }
    status = max(status_of(form), status_of(link_form))
    return framed(request, "trials/feedback.html", context, place="trials", status=status)


def _answered(
    asked: "list[TrialQuestion]", held: "list[TrialAnswer]"
) -> "list[tuple[TrialQuestion, TrialAnswer | None, list[TrialAnswer]]]":
    """Give each question with the answer that counts, and those before it."""
    by_question: dict[int, list[TrialAnswer]] = {}
    for each in held:
        by_question.setdefault(each.question_id, []).append(each)
    there = {each.question_id: each.question for each in held} | {each.pk: each for each in asked}
    return [
        (question, next((each for each in said if each.latest), None), [each for each in said if not each.latest])
        for question in sorted(there.values(), key=lambda each: each.position)
        for said in [by_question.get(question.pk, [])]
    ]
