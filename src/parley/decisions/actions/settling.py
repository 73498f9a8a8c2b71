"""From being asked to being settled: discussed, agreed on or escalated, then one option with its reason, as a draft."""

import logging
from datetime import date, datetime, timedelta

from parley.decisions import rules
from parley.decisions.actions.opening import _open_dissents
from parley.decisions.actions.sealing import _end_rounds
from parley.decisions.events import (
    AgreementEnded,
    AgreementRecorded,
    DecisionEscalated,
    DecisionSentBack,
    DecisionSettled,
    DiscussionBegun,
)
from parley.decisions.models import Agreement, Decision, Option, Settlement
from parley.decisions.queries import (
    due_to_settle,
    facts_at,
    facts_of,
    must_be_as_read,
    settlement_of,
    unread_dissents,
    weighed_by,
    whys_impossible,
)
from parley.decisions.terms import DecisionState
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.people.terms import Viewer
from parley.roadmap.queries import initiatives_visible_to
from parley.topics.rules import something_said

LOG = logging.getLogger(__name__)


@action
def discuss_decision(*, decision: Decision, actor: Actor, at: datetime) -> None:
    """Put an open decision to the group. Raises Refused unless the actor prepares it and nobody has yet."""
    row = _locked(decision)
    rules.must_discuss(acting(actor), facts_at(row, at))
    _begin_discussion(row)


@action
def escalate_decision(*, decision: Decision, reason: str, actor: Actor, at: datetime) -> None:
    """Say that the group did not agree, so that the decider settles it. Raises Refused without a reason."""
    row = _locked(decision)
    rules.must_escalate(acting(actor), facts_at(row, at))
    instead = "Write what the group could not agree on."
    words = something_said(reason, row.question, field="reason", instead=instead)
    _move(row, DecisionState.ESCALATED)
    record(DecisionEscalated(decision=row.pk, decider=row.decider_id), reason=words)
    _open_dissents(decision=row, actor=actor, at=at)


@action
def escalate_due(*, actor: Actor, at: datetime) -> int:
    """Hand to their deciders all decisions whose day has come where the decider is; how many. For the worker.

    Trouble with one is logged.
    """
    count = 0
    for found in due_to_settle(at.date() + timedelta(days=1)):
        try:
            count += escalate_if_due(decision=found, actor=actor, at=at)
        except Exception:
            LOG.exception("Decision %s cannot be handed to its decider.", found.pk)
    return count


@action
def escalate_if_due(*, decision: Decision, actor: Actor, at: datetime) -> bool:
    """Hand a decision to its decider if its day has come where they are; whether it had."""
    row = _locked(decision)
    if not rules.is_due(facts_of(row), today_of(row.decider, at)):
        return False
    _move(row, DecisionState.ESCALATED)
    record(DecisionEscalated(decision=row.pk, decider=row.decider_id, due=True))
    _open_dissents(decision=row, actor=actor, at=at)
    return True


@action
def record_agreement(
    *, decision: Decision, option: Option, reason: str, seen_version: int | None = None, actor: Person, at: datetime
) -> None:
    """Write down what the group agreed on and why, for the decider to confirm. Raises Refused and Stale."""
    row = _locked(decision)
    must_be_as_read(row, seen_version, reason, acting(actor))
    rules.must_record_agreement(acting(actor), facts_of(row))
    chosen = _option_of(row, option)
    words = rules.reason_of(reason, row.question)
    Agreement.objects.update_or_create(
        decision=row, defaults={"option": chosen, "reason": words, "recorded_by": actor, "recorded_at": at}
    )
    record(AgreementRecorded(decision=row.pk, option=chosen.pk), reason=words)
    _open_dissents(decision=row, actor=actor, at=at)
    if row.state is DecisionState.OPEN:
        _begin_discussion(row)
    else:
        _move(row, row.state)


@action
def take_back_agreement(*, decision: Decision, actor: Person, at: datetime) -> None:
    """Say that the group does not agree after all. Raises Refused unless the actor may write down what it does."""
    row = _locked(decision)
    rules.must_record_agreement(acting(actor), facts_of(row))
    if _set_agreement_aside(row):
        _move(row, row.state)


@action
def settle_decision(
    *,
    decision: Decision,
    option: Option,
    reason: str,
    review_on: date | None = None,
    seen_version: int | None = None,
    actor: Person,
    at: datetime,
) -> Settlement:
    """Choose an option and write the reason, as a draft: nobody is told and nothing changes until it is published.

    A deputy settles it in their own name, for the decider. Raises Refused without a reason that says something, for an
    option without its why or with effects that are not possible now, unless the actor decides it, and while somebody's
    dissent without a name is unread; Stale when it has changed since `seen_version` was read.
    """
    row = _locked(decision)
    must_be_as_read(row, seen_version, reason, acting(actor))
    viewer, facts = acting(actor), facts_at(row, at)
    rules.must_settle(viewer, facts)
    if actor.pk in facts.deputies:
        rules.must_see_what_it_weighs(hidden=weighed_by(viewer, row)[1])
    chosen = _option_of(row, option)
    _must_be_ready(row, chosen, viewer, today_of(actor, at))
    words = rules.reason_of(reason, row.question)
    _end_rounds(row, at)
    day = rules.day_of(review_on, today_of(actor, at), field="review_on") if review_on else None
    rules.must_have_read(unread=unread_dissents(row))  # last: who would only ask learns nothing, as then it is settled
    _end_settlement(row, at)
    settlement = Settlement.objects.create(
        decision=row,
        option=chosen,
        title=chosen.title,
        reason=words,
        review_on=day,
        settled_by=actor,
        instead_of_id=row.decider_id if row.decider_id != actor.pk else None,
        settled_at=at,
    )
    _move(row, DecisionState.DECIDED)
    _open_dissents(decision=row, actor=actor, at=at)
    record(DecisionSettled(decision=row.pk, settlement=settlement.pk, instead_of=settlement.instead_of_id))
    return settlement


@action
def send_back(*, decision: Decision, reason: str, seen_version: int | None = None, actor: Person, at: datetime) -> None:
    """Ask the decider to look again at what they settled, before it is published. Raises Refused without a reason."""
    row = _locked(decision)
    must_be_as_read(row, seen_version, reason, acting(actor))
    rules.must_send_back(acting(actor), facts_at(row, at))
    instead = "Write what cannot be said so, or what has changed."
    words = something_said(reason, row.question, field="reason", instead=instead)
    settlement = settlement_of(row.pk)
    if settlement is None:
        raise Refused("Nothing is settled here any more. Read the decision as it is now.")
    settlement.ended_at, settlement.sent_back_by, settlement.sent_back_because = at, actor, words
    settlement.save(update_fields=["ended_at", "sent_back_by", "sent_back_because"])
    _move(row, DecisionState.ESCALATED)
    # Why it was sent back may repeat what was settled: it is read where that is, not in the history.
    record(DecisionSentBack(decision=row.pk, settlement=settlement.pk, decider=row.decider_id))


def _must_be_ready(row: Decision, chosen: Option, viewer: Viewer, on: date) -> None:
    """Raise Refused for an option whose why nobody has written, and for one that could not be published today."""
    owner = chosen.initiative.owner if chosen.initiative else None
    asked = chosen.asks or owner
    rules.must_have_its_why(chosen.why, option=chosen.title, ask=asked.name if asked else "its area’s product people")
    seen = set(initiatives_visible_to(viewer).filter(decision_links__decision=row).values_list("pk", flat=True))
    ask = f"the product people of {row.area.name}"
    rules.must_be_possible(whys_impossible(chosen, seen, on), ask=ask)


def _begin_discussion(row: Decision, *, spoke: bool = False) -> None:
    _move(row, DecisionState.DISCUSSING)
    record(DiscussionBegun(decision=row.pk, spoke=spoke))


def _set_agreement_aside(row: Decision) -> bool:
    """Let go of what the group agreed on, as it agreed on other words, or does not any more; whether it had."""
    had = bool(Agreement.objects.filter(decision=row).delete()[0])
    if had:
        record(AgreementEnded(decision=row.pk))
    return had


def _end_settlement(row: Decision, at: datetime) -> None:
    """Let what is settled be in force no more, as it is settled anew or withdrawn."""
    Settlement.objects.filter(decision=row, ended_at=None).update(ended_at=at)


def _move(row: Decision, state: DecisionState) -> None:
    row.state, row.version = state, row.version + 1
    row.save(update_fields=["state", "version"])


def _option_of(row: Decision, option: Option) -> Option:
    chosen: Option | None = Option.objects.filter(pk=option.pk, decision=row).first()
    if chosen is None:
        raise Refused("This option is not one of the decision’s. Choose one of those on the page.", field="option")
    return chosen


def _locked(decision: Decision) -> Decision:
    row: Decision = Decision.objects.select_for_update().get(pk=decision.pk)
    return row
