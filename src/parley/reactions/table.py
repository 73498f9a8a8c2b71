"""When this happened, do that: which people are told of which events, and what follows every event."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from parley.exchange.events import FileTakenIn
from parley.ledger import outbox
from parley.ledger.queries import Told, entry_told
from parley.ledger.terms import MACHINE, refs_in
from parley.notifications.actions import tell
from parley.notifications.queries.whom import (
    of_asking,
    of_call,
    of_comment,
    of_decision,
    of_initiative,
    of_insight,
    of_meeting,
    of_named,
    of_place,
    of_promise,
    of_review,
    of_run,
    of_settled_topic,
    of_shift,
    of_standing_against,
    of_topic,
)
from parley.notifications.terms import Because, ToTell
from parley.reactions.chat import see_to_chat
from parley.reactions.corrections import see_to_corrections
from parley.reactions.deciding import see_to_deciding
from parley.reactions.digests import see_to_digests
from parley.reactions.duties import see_to_duties
from parley.reactions.hooks import see_to_hooks
from parley.reactions.invitations import see_to_invitations
from parley.reactions.launches import see_to_launches
from parley.reactions.news import see_to_read
from parley.reactions.rota import see_to_rota
from parley.reactions.trials import see_to_trials
from parley.roadmap.queries import ABOUT_ALL
from parley.search.actions import rebuild, refresh
from parley.search.queries.meaning import is_there

Whom = Callable[[Told], list[ToTell]]

TELLS: Mapping[str, Whom] = {
    "decision.published": of_decision,
    "decision.stands_against": of_standing_against,
    "decision.kept": of_review,
    "decision.asked_to_speak": of_asking,
    "decision.opened": lambda told: of_decision(told, only=(Because.MEMBER,)),
    "topic.brought": lambda told: of_topic(told, only=(Because.MEMBER,)),
    "topic.answered": of_topic,
    "topic.decided": of_settled_topic,
    "topic.parked": of_topic,
    "topic.merged": of_topic,
    "topic.withdrawn": of_topic,
    "comment.said": of_comment,
    "comment.named": of_named,
    "insight.answered": of_insight,
    "initiative.replanned": of_initiative,
    "initiative.region_replanned": of_initiative,
    "initiative.stage_moved": of_initiative,
    "initiative.regions_changed": of_initiative,
    "meeting.published": of_meeting,
    "meeting.cancelled": of_meeting,
    "meeting.moved": of_meeting,
    "meeting.minutes_published": of_meeting,
    "meeting.run_proposed": of_run,
    "meeting.run_asked": of_run,
    "meeting.run_taken": of_run,
    "meeting.run_declined": of_run,
    "agenda.called_in": of_call,
    "action_point.promised": of_promise,
    "shift.begun": of_shift,
    "shift.extended": of_shift,
    "shift.ended": of_shift,
    "group.member_added": of_place,
    "group.facilitator": of_place,
    "area.product_person": of_place,
    "area.decider_named": of_place,
}


SAID = ("insight.noted", "clients.taken_in")  # after these, there is more to be understood


def react(payload: dict[str, Any], at: datetime) -> None:
    """Do what follows an entry of the ledger. Doing it again changes nothing."""
    told = entry_told(payload["entry"])
    if told is None:
        return
    if isinstance(told.event, FileTakenIn):
        outbox.ensure("index_batch", unique_key=f"index_batch:{told.event.batch}", run_after=at,
                      payload={"batch": told.event.batch})  # fmt: skip
    if told.event.kind == "batch.taken_in":
        rebuild()  # an import's event names the batch, not the thousands of things that came with it
    refresh({*told.event.about(), *refs_in(told.sentence)})
    if told.event.kind in ABOUT_ALL:
        outbox.ensure("count_evidence", unique_key="count_evidence", run_after=at)  # once, whatever else changes now
    see_to_invitations(told, at)
    see_to_rota(told, at)
    see_to_deciding(told, at)
    see_to_duties(told, at)
    see_to_launches(told, at)
    see_to_trials(told, at)
    see_to_hooks(told, at)
    see_to_chat(told, at)
    see_to_digests(told, at)
    see_to_read(told, at)
    see_to_corrections(told, at)
    if told.event.kind in SAID and is_there():
        outbox.ensure("learn_meanings", unique_key="learn_meanings", run_after=at)
    whom = TELLS.get(told.event.kind)
    if whom:
        tell(told=told, people=whom(told), actor=MACHINE, at=at)
