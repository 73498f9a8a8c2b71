"""One decision: its options side by side, who disagrees, and, for its decider, the way to settle it."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from parley.decisions.queries import (
    decision_seen,
    dissents_of,
    facts_of,
    givers_to,
    initiatives_of,
    insights_behind,
    said_about,
    superseding,
    topics_of,
)
from parley.decisions.rules import may_change, may_open, may_publish, may_review
from parley.decisions.terms import TOLD, DecisionState, decision_ref
from parley.groups.rules import must_be_open
from parley.roadmap.queries import evidence_of
from parley.screens import asking
from parley.screens.asking import Asked
from parley.screens.decisions.forms import DeciderForm, DissentForm, PublishForm, ReviewForm, WithdrawForm
from parley.screens.decisions.given import gave
from parley.screens.decisions.shown import credited, options_shown, standing_of
from parley.screens.decisions.weighing import weighed
from parley.screens.frame import page, say
from parley.screens.posting import status_of, when_shown
from parley.screens.telling import told_in_sight
from parley.screens.topics.forms import CommentForm
from parley.screens.topics.views.one import carried_out
from parley.voices import actions as voices
from parley.voices.queries import comment_in, comments_in, credits_given_by

if TYPE_CHECKING:
    from django.forms import Form

    from parley.decisions.models import Decision
    from parley.decisions.queries import Giver


def found(request: Asked, key: int) -> "Decision":
    """The decision, if the asker may see it. Raises Http404."""
    return asking.found(decision_seen(request.viewer, key))


@require_GET
def decision(request: Asked, key: int) -> HttpResponse:
    """One decision."""
    return shown(request, found(request, key))


def shown(request: Asked, row: "Decision", **sent: "Form") -> HttpResponse:
    """The page of a decision; `sent` holds the form that was refused, under its place on the page."""
    viewer, facts = request.viewer, facts_of(row)
    initiatives = {each.pk: each for each in initiatives_of(viewer, row.pk)}
    topics = topics_of(viewer, row.pk)
    options = options_shown(row, initiatives)
    decides = may_publish(viewer, facts)
    said = said_about(row, topics) if decides else comments_in(row.thread_id)
    dissents = dissents_of(row.pk)
    mine = next((each.text for each in dissents if each.person_id == viewer.person), "")
    forms = when_shown(
        comment=lambda: CommentForm(auto_id="comment_%s"),
        dissent=lambda: DissentForm(initial={"text": mine}, auto_id="dissent_%s"),
        decider=lambda: DeciderForm(auto_id="decider_%s"),
        withdraw=lambda: WithdrawForm(auto_id="withdraw_%s"),
        review=lambda: ReviewForm(initial={"version": row.version}, auto_id="review_%s"),
    )
    if decides and "publish" not in sent:
        givers = givers_to(insights_behind(viewer, initiatives), topics, said)
        forms["publish"] = publish_form(row, [each.option for each in options], givers)
    today = timezone.localdate(request.now)
    context = {
        "decision": row,
        "standing": standing_of(row, today),
        "told": row.state in TOLD,
        "open": row.state is DecisionState.OPEN,
        "options": options,
        "moved": any(change.moved_to for each in options for change in each.changes),
        "initiatives": list(initiatives.values()),
        "topics": topics,
        "dissents": dissents,
        "comments": [each for each in said if each.thread_id == row.thread_id],
        "credited": credited(credits_given_by("decision", row.pk)) if row.state in TOLD else [],
        "superseded_by": superseding(viewer, row) if row.state is DecisionState.SUPERSEDED else None,
        "inside": row.area_id in viewer.inside or viewer.operations,
        "forms": forms | sent,
        "sent": next(iter(sent), ""),
        "decides": decides,
        "weighed": weighed(initiatives.values(), evidence_of(initiatives)) if initiatives else [],
        "due_again": may_review(viewer, facts, today),
        "may_change": may_change(viewer, facts),
        "may_supersede": row.state is DecisionState.PUBLISHED and may_open(viewer, row.area_id),
        "may_hand_over": viewer.operations or viewer.person == row.decider_id or row.area_id in viewer.decides,
    }
    status = max([status_of(form) for form in sent.values()], default=200)
    return page(request, "decisions/decision.html", context, place="decisions", status=status)


def publish_form(row: "Decision", options: list[Any], givers: list["Giver"], data: Any = None) -> PublishForm:
    """The form that settles a decision; everybody who gave something is to be credited unless the decider says no."""
    others = [each for each in givers if each.person.pk != row.decider_id]
    return PublishForm(
        data,
        options=[(each.pk, each.title) for each in options],
        givers=[(each.person.pk, f"{each.person.name}: {gave(gift.kind for gift in each.gifts)}") for each in others],
        initial={"version": row.version, "credits": [each.person.pk for each in others]},
        auto_id="publish_%s",
    )


@require_GET
def history(request: Asked, key: int) -> HttpResponse:
    """Everything that happened to a decision."""
    row = found(request, key)
    told = told_in_sight(request, decision_ref(key))
    return page(request, "decisions/history.html", {"decision": row, "told": told}, place="decisions")


@require_POST
def comments(request: Asked, key: int) -> HttpResponse:
    """Say something about a decision."""
    row, form = found(request, key), CommentForm(request.POST, auto_id="comment_%s")

    def do(given: dict[str, Any]) -> None:
        must_be_open(row.area.name, dissolved=row.area.dissolved_on is not None)
        voices.say(thread=row.thread, text=given["text"], on=decision_ref(key), actor=request.user, at=request.now)

    if carried_out(request, form, do, ""):
        return redirect(reverse("decision", args=[key]) + "#said")
    return shown(request, row, comment=form)


@require_POST
def comment_withdrawal(request: Asked, key: int, comment: int) -> HttpResponse:
    """Take back what one said."""
    said = asking.found(comment_in(found(request, key).thread_id, comment))
    voices.withdraw_comment(comment=said, on=decision_ref(key), actor=request.user, at=request.now)
    say(request, _("Your comment is taken back."))
    return redirect("decision", key)


@require_POST
def following(request: Asked, key: int) -> HttpResponse:
    """Follow a decision, or no longer."""
    row, wanted = found(request, key), request.POST.get("follow") == "yes"
    voices.follow(thread=row.thread, following=wanted, actor=request.user, at=request.now)
    say(request, _("You hear what happens to it.") if wanted else _("You no longer hear of it."))
    return redirect("decision", key)
