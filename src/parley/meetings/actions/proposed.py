"""Putting what was proposed onto an agenda: one thing with one tap, or all of it in its order."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from parley.decisions.queries import decisions_visible_to
from parley.groups.queries import acting, insiders
from parley.kernel.refusals import Refused
from parley.ledger.door import action
from parley.ledger.terms import Actor, Ref
from parley.meetings import rules
from parley.meetings.actions.agenda import add_item
from parley.meetings.models import AgendaItem, Meeting
from parley.meetings.queries import items_visible_to, locked, meeting_facts, proposed_agenda
from parley.meetings.terms.agenda import Proposed
from parley.people.terms import Viewer
from parley.roadmap.queries import initiatives_visible_to
from parley.topics.queries import topics_visible_to

THINGS = {"topic": topics_visible_to, "initiative": initiatives_visible_to, "decision": decisions_visible_to}


@action
def take_proposed(*, meeting: Meeting, things: Sequence[Ref], actor: Actor, at: datetime) -> list[AgendaItem]:
    """Put those of some things that are still proposed onto an agenda, in the proposal's order, with its time boxes.

    Raises Refused when none is proposed any more, or the actor does not arrange the meeting.
    """
    viewer = acting(actor)
    row = locked(meeting)
    rules.must_run(viewer, meeting_facts(row))
    rules.must_still_come(meeting_facts(row))
    wanted = [each for each in proposed_agenda(viewer, row, at).items if each.candidate.ref in set(things)]
    if not wanted:
        raise Refused("This is not proposed any more: it was put on an agenda or settled. See what is proposed now.")
    return [_put(viewer, row, each, actor, at) for each in wanted]


def _put(viewer: Viewer, meeting: Meeting, proposed: Proposed, actor: Actor, at: datetime) -> AgendaItem:
    candidate = proposed.candidate
    before = (
        items_visible_to(viewer).filter(pk=candidate.carried_from).first() if candidate.carried_from else None
    )  # fmt: skip
    given: dict[str, Any] = {"title": before.title if before else ""}
    if candidate.ref.kind in THINGS:
        given = {candidate.ref.kind: THINGS[candidate.ref.kind](viewer).get(pk=candidate.ref.key)}
    why = before.why if before else ""
    return add_item(
        meeting=meeting,
        purpose=candidate.purpose,
        minutes=proposed.minutes,
        lead=insiders(meeting.area_id).filter(pk=candidate.lead).first() if candidate.lead else None,
        why=why or ("" if candidate.ref.kind == "topic" else proposed.reason),
        carried_from=before,
        **given,
        actor=actor,
        at=at,
    )
