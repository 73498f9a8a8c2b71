"""The page of a decision: what it reads, what its reader may do there, and the forms."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from parley.decisions.queries import (
    OUTCOMES,
    Way,
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
from parley.decisions.terms import TOLD, UNSETTLED
from parley.notifications.queries.decided import for_my_clients
from parley.roadmap.queries import evidence_of
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
from parley.screens.frame import page as framed
from parley.screens.hearing import hearing
from parley.screens.posting import must_be_shown, status_of
from parley.trials.queries.outcome import trials_behind
from parley.voices.queries import credits_given_by

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.forms import Form

    from parley.decisions.models import Decision, DecisionRound
    from parley.decisions.queries import Position
    from parley.roadmap.models import Initiative
    from parley.screens.asking import Asked
    from parley.screens.decisions.checking import Check
    from parley.screens.decisions.settled import Progress
    from parley.screens.decisions.shown import Shown
    from parley.topics.models import Topic
    from parley.voices.models import Comment


@dataclass(frozen=True, slots=True)
class Read:
    """A decision with all that its page reads of it, as far as its reader may see it."""

    row: "Decision"
    on: "date"
    weighs: "Sequence[Any]"  # every initiative, with whether it is in sight
    initiatives: "dict[int, Initiative]"  # those in sight
    rights: dict[str, bool]
    topics: "Sequence[Topic]"
    options: "list[Shown]"
    said: "list[Comment]"
    positions: "Sequence[Position]"
    progress: "Progress"


def shown(request: "Asked", row: "Decision", **sent: "Form") -> HttpResponse:
    """The page of a decision; `sent` holds the form that was refused, under its place on the page."""
    read = _read(request, row)
    check = _check(request, read)
    context = (
        read.rights
        | _of_it(request, read)
        | _told(request, read)
        | _talk(request, read, sent.get("comment"))
        | _waits(request, read)
        | {"forms": _forms(request, read, check) | sent, "sent": next(iter(sent), ""), "check": check}
    )
    for name, form in sent.items():
        must_be_shown(form, shown=has_place(name, context))
    status = max([status_of(form) for form in sent.values()], default=200)
    return hold_secret(request, framed(request, "decisions/decision.html", context, place="decisions", status=status))


def _read(request: "Asked", row: "Decision") -> Read:
    viewer, today = request.viewer, timezone.localdate(request.now)
    weighs = initiatives_weighed(viewer, row.pk)
    initiatives = {each.pk: each for each in weighs if each.in_sight}
    rights = rights_of(viewer, row, facts_of(row), on=today, sees_all=len(initiatives) == len(weighs))
    noted: Any = row  # with annotations
    topics, options = topics_of(viewer, row.pk) if noted.settles else [], options_shown(row, initiatives)
    publishes = rights["publishes"]
    choices = [each.option for each in options]
    said = said_about(row, topics, choices, initiatives.values()) if publishes else said_here(row, options)
    return Read(
        row=row,
        on=today,
        weighs=weighs,
        initiatives=initiatives,
        rights=rights,
        topics=topics,
        options=options,
        said=said,
        positions=positions_on(viewer, row.pk),
        progress=progress_of(viewer, row, weighs, options, on=today),
    )


def _check(request: "Asked", read: Read) -> "Check | None":
    """Give what whoever publishes it, or sends it back, looks at before."""
    waits = read.progress.settled
    if not waits or not (read.rights["publishes"] or read.rights["sends_back"]):
        return None
    options = [each.option for each in read.options]
    words = words_published(read.row, waits.settlement, options, read.positions)
    return check_of(request.viewer, read.row, waits.settlement, waits.sights, words)


def _forms(request: "Asked", read: Read, check: "Check | None") -> dict[str, Any]:
    options = [each.option for each in read.options]
    forms = forms_of(read.row, request.viewer, options, read.positions, read.progress.agreement)
    if read.rights["publishes"] and check:
        givers = givers_behind(request.viewer, read.initiatives, read.topics, read.said)
        forms["publish"] = publish_form(read.row, givers, check)
    return forms


def _of_it(request: "Asked", read: Read) -> dict[str, Any]:
    """Give how it stands, and what it is made of."""
    row, viewer = read.row, request.viewer
    return {
        "decision": row,
        "hearing": hearing(viewer, row.area_id, row),
        "standing": standing_of(row, read.on),
        "told": row.state in TOLD,
        "open": row.state in UNSETTLED,
        "progress": read.progress,
        "once_published": ONCE_PUBLISHED,
        "options": read.options,
        "moved": any(change.moved_to for each in read.options for change in each.changes),
        "initiatives": list(read.initiatives.values()),
        "topics": read.topics,
        "trials": trials_behind(viewer, row.pk) if not read.topics else (),  # a trial asks without a topic
        "line": line_of(viewer, row),
    }


def _told(request: "Asked", read: Read) -> dict[str, Any]:
    """Give what only a published decision has: whom it credits, the reader's clients; and who it can be handed to."""
    row, viewer, told = read.row, request.viewer, read.row.state in TOLD
    own = for_my_clients(viewer, [row.pk], on=read.on).get(row.pk, ()) if told else ()
    reaches = seen_by(row.state, read.weighs)
    return {
        "credited": credited(credits_given_by("decision", row.pk)) if told else [],
        "my_clients": own,
        "audiences": choices_of(viewer, row.area_id, goes_on=row.area.dissolved_on is None, seen_by=reaches),
    }


def _talk(request: "Asked", read: Read, sent: "Form | None") -> dict[str, Any]:
    """Give what is said of it: the conversation, who disagrees, and how it did."""
    row = read.row
    asked = not read.rights["decides"] and not read.rights["publishes"]
    own = [each for each in read.said if each.thread_id == row.thread_id]
    send_to = reverse("decision_comments", args=[row.pk])
    return {
        "read_by": SINCE if row.state in TOLD else STAYS,
        "talk": talked(request, own, row).of(row.thread_id, send_to, sent, markable=True),
        "of_options": of_options(read.options, read.said, read.positions),
        "dissents": [each for each in read.positions if each.way is Way.DISSENTS],
        "unnamed": [each.text for each in read.positions if each.way is Way.UNSIGNED],
        "reviews": [each for each in reversed(read.positions) if each.way in OUTCOMES],
    } | dissenting(row, asked=asked)


def _waits(request: "Asked", read: Read) -> dict[str, Any]:
    """Give what helps to settle it, as long as it is open."""
    row, open_ = read.row, read.row.state in UNSETTLED
    return {
        "weighed": weighed(read.initiatives.values(), evidence_of(read.initiatives)) if open_ else [],
        "writes_now": _open_round_on(row, request) if open_ else None,
        "opens_dissents": read.rights["decides"] and opens_dissents(request.viewer, row),
    }


def _open_round_on(row: "Decision", request: "Asked") -> "DecisionRound | None":
    """The round in which the asker may write now, if any. One query, or none for whoever is not in the group."""
    if not may_write_in_round(request.viewer, row.area_id):
        return None
    return next((each for each in open_rounds_on(row.pk) if each.closes_at > request.now), None)
