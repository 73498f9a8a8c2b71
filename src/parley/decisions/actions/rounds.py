"""Changing written rounds on a decision. A note is nobody’s: neither its row nor the ledger knows by whom or when."""

import logging
from datetime import datetime

from parley.decisions import rules
from parley.decisions.actions.sealing import _close
from parley.decisions.actions.settling import _begin_discussion, _locked, _option_of
from parley.decisions.events import DecisionRoundOpened
from parley.decisions.models import Decision, DecisionNote, DecisionRound, Option
from parley.decisions.queries import decisions_visible_to, facts_of, rounds_due, secret_on, writers_about
from parley.decisions.terms import DecisionState
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record, unsigned
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.voices.actions import hand_in_note, take_note_back
from parley.voices.rules import few_notes

LOG = logging.getLogger(__name__)


@action
def open_decision_round(
    *,
    decision: Decision,
    question: str = "",
    option: Option | None = None,
    closes_at: datetime,
    actor: Actor,
    at: datetime,
) -> DecisionRound:
    """Ask the group to write, without names, on a decision or one option until a moment. It begins the discussion."""
    row = _locked(decision)
    rules.must_hold_round(acting(actor), facts_of(row))
    rules.must_be_the_only_round(another=DecisionRound.objects.filter(decision=row, closed_at=None).exists())
    made: DecisionRound = DecisionRound.objects.create(
        decision=row,
        option=_option_of(row, option) if option else None,
        question=rules.round_question_of(question),
        writers=writers_about(row),
        opened_at=at,
        closes_at=rules.closing_of(closes_at, at),
    )
    record(DecisionRoundOpened(decision=row.pk, round=made.pk))
    if row.state is DecisionState.OPEN:
        _begin_discussion(row)
    return made


@action
def close_decision_round(*, round_: DecisionRound, show: bool | None = None, actor: Actor, at: datetime) -> None:
    """Close a round; its notes are shown to whoever sees the decision, unless not to `show` them. Twice is once.

    Raises Refused when few came in and nobody said whether to.
    """
    row = _locked(round_.decision)
    rules.must_hold_round(acting(actor), facts_of(row))
    _close(DecisionRound.objects.filter(pk=round_.pk, closed_at=None).first(), at, show=show)


@action
def close_rounds_due(*, actor: Actor, at: datetime) -> int:
    """Close the rounds whose hour has come; how many. Trouble with one is logged. For the worker."""
    count = 0
    for found in rounds_due(at):
        try:
            count += close_if_many(round_=found, actor=actor, at=at)
        except Exception:
            LOG.exception("The round on decision %s cannot be closed.", found.decision_id)
    return count


@action
def close_if_many(*, round_: DecisionRound, actor: Actor, at: datetime) -> bool:
    """Close a round, unless few notes came in, which wait for a facilitator; whether it was closed."""
    del actor
    _locked(round_.decision)
    row = DecisionRound.objects.select_for_update().filter(pk=round_.pk, closed_at=None).first()
    if row is None or few_notes(DecisionNote.objects.filter(round=row).count()):
        return False
    _close(row, at, show=None)
    return True


@unsigned
def write_decision_note(*, round_: DecisionRound, words: str, secret: str, actor: Person, at: datetime) -> None:
    """Write a note without a name, which only the browser that holds `secret` can take back. Sent twice, it is one.

    That the actor sees the decision and belongs to its group is asked, and not kept.
    """
    row = _open_to(round_, actor, at)
    hand_in_note(round_=row, words=words, secret=secret_on(row.decision_id, secret), actor=actor, at=at)


@unsigned
def take_back_decision_note(*, round_: DecisionRound, number: int, secret: str, actor: Person, at: datetime) -> None:
    """Take a note back while its round is open, from the browser that wrote it."""
    row = _open_to(round_, actor, at)
    take_note_back(round_=row, number=number, secret=secret_on(row.decision_id, secret), actor=actor, at=at)


def _open_to(round_: DecisionRound, person: Person, at: datetime) -> DecisionRound:
    """The round, held until the action ends, so that none is written while it closes. Raises Refused for others."""
    row: DecisionRound = DecisionRound.objects.select_for_update().get(pk=round_.pk)
    viewer = acting(person)
    decision = decisions_visible_to(viewer).filter(pk=row.decision_id).first()
    if decision is None:
        raise Refused("This round is about something you may not see. Ask a facilitator to let you in.")
    rules.must_write_in_round(viewer, decision.area_id)
    rules.must_be_written_in(closed=row.closed_at is not None, closes_at=row.closes_at, at=at)
    return row
