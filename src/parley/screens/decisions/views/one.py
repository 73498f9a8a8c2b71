"""One decision: its options side by side, who disagrees, and, for its decider, the way to settle it."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from parley.decisions.queries import (
    OUTCOMES,
    Way,
    decision_seen,
    facts_of,
    givers_behind,
    initiatives_weighed,
    line_of,
    open_rounds_on,
    positions_on,
    said_about,
    topics_of,
)
from parley.decisions.rules import may_write_in_round
from parley.decisions.terms import TOLD, UNSETTLED, decision_ref
from parley.notifications.queries.decided import for_my_clients
from parley.roadmap.queries import evidence_of
from parley.screens import asking
from parley.screens.asking import Asked
from parley.screens.conversations.shown import talked
from parley.screens.decisions.audiences import choices_of, seen_by
from parley.screens.decisions.checking import check_of, words_published
from parley.screens.decisions.dissenting import dissenting, hold_secret, opens_dissents
from parley.screens.decisions.page_forms import forms_of, has_place, publish_form
from parley.screens.decisions.readers import ONCE_PUBLISHED, SINCE, STAYS
from parley.screens.decisions.rights import rights_of
from parley.screens.decisions.said import of_options, said_here
from parley.screens.decisions.settled import progress_of
from parley.screens.decisions.shown import credited, options_shown, standing_of
from parley.screens.decisions.weighing import weighed
from parley.screens.frame import page
from parley.screens.hearing import hear, hearing
from parley.screens.posting import must_be_shown, status_of
from parley.screens.telling import told_in_sight
from parley.trials.queries.outcome import trials_behind
from parley.voices.queries import credits_given_by

if TYPE_CHECKING:
    from django.forms import Form

    from parley.decisions.models import Decision, DecisionRound


def found(request: Asked, key: int) -> "Decision":
    """The decision, if the asker may see it. Raises Http404."""
    return asking.found(decision_seen(request.viewer, key))


@require_GET
def decision(request: Asked, key: int) -> HttpResponse:
    """One decision."""
    return shown(request, found(request, key))


def shown(request: Asked, row: "Decision", **sent: "Form") -> HttpResponse:
    """The page of a decision; `sent` holds the form that was refused, under its place on the page."""
    viewer, today = request.viewer, timezone.localdate(request.now)
    weighs = initiatives_weighed(viewer, row.pk)
    initiatives = {each.pk: each for each in weighs if each.in_sight}
    rights = rights_of(viewer, row, facts_of(row), on=today, sees_all=len(initiatives) == len(weighs))
    decides, publishes = rights["decides"], rights["publishes"]
    noted: Any = row  # with annotations
    topics, options = topics_of(viewer, row.pk) if noted.settles else [], options_shown(row, initiatives)
    choices = [each.option for each in options]
    said = said_about(row, topics, choices) if publishes else said_here(row, options)
    positions = positions_on(viewer, row.pk)
    progress = progress_of(viewer, row, weighs, options, on=today)
    forms = forms_of(row, viewer, choices, positions, progress.agreement)
    check = None
    if (publishes or rights["sends_back"]) and (waits := progress.settled):
        words = words_published(row, waits.settlement, choices, positions)
        check = check_of(viewer, row, waits.settlement, waits.sights, words)
    if publishes and check:
        forms["publish"] = publish_form(row, givers_behind(viewer, initiatives, topics, said), check)
    told, open_ = row.state in TOLD, row.state in UNSETTLED
    context = (
        rights
        | {
            "decision": row,
            "hearing": hearing(viewer, row.area_id, row),
            "standing": standing_of(row, today),
            "told": told,
            "open": open_,
            "progress": progress,
            "once_published": ONCE_PUBLISHED,
            "read_by": SINCE if told else STAYS,
            "options": options,
            "moved": any(change.moved_to for each in options for change in each.changes),
            "initiatives": list(initiatives.values()),
            "topics": topics,
            "trials": trials_behind(viewer, row.pk) if not topics else (),  # a trial asks without a topic
            "dissents": [each for each in positions if each.way is Way.DISSENTS],
            "unnamed": [each.text for each in positions if each.way is Way.UNSIGNED],
            "reviews": [each for each in reversed(positions) if each.way in OUTCOMES],
            "talk": talked(request, [each for each in said if each.thread_id == row.thread_id], row).of(
                row.thread_id, reverse("decision_comments", args=[row.pk]), sent.get("comment"), markable=True
            ),
            "of_options": of_options(options, said, positions),
            "credited": credited(credits_given_by("decision", row.pk)) if told else [],
            "line": line_of(viewer, row),
            "my_clients": for_my_clients(viewer, [row.pk], on=today).get(row.pk, ()) if told else (),
            "forms": forms | sent,
            "sent": next(iter(sent), ""),
            "check": check,
            "weighed": weighed(initiatives.values(), evidence_of(initiatives)) if open_ else [],
            "writes_now": open_round_on(row, request) if open_ else None,
            "audiences": choices_of(
                viewer, row.area_id, goes_on=row.area.dissolved_on is None, seen_by=seen_by(row.state, weighs)
            ),
            "opens_dissents": decides and opens_dissents(viewer, row),
        }
        | dissenting(row, asked=not decides and not publishes)
    )
    for name, form in sent.items():
        must_be_shown(form, shown=has_place(name, context))
    status = max([status_of(form) for form in sent.values()], default=200)
    return hold_secret(request, page(request, "decisions/decision.html", context, place="decisions", status=status))


def open_round_on(row: "Decision", request: Asked) -> "DecisionRound | None":
    """The round in which the asker may write now, if any. One query, or none for whoever is not in the group."""
    if not may_write_in_round(request.viewer, row.area_id):
        return None
    return next((each for each in open_rounds_on(row.pk) if each.closes_at > request.now), None)


@require_GET
def history(request: Asked, key: int) -> HttpResponse:
    """Everything that happened to a decision."""
    row = found(request, key)
    told = told_in_sight(request, decision_ref(key))
    return page(request, "decisions/history.html", {"decision": row, "told": told}, place="decisions")


@require_POST
def following(request: Asked, key: int) -> HttpResponse:
    """Choose how much one hears of a decision."""
    hear(request, thread=found(request, key).thread, on=decision_ref(key))
    return redirect("decision", key)
