"""Answering a wave. A sheet is nobody’s: neither its row nor the ledger knows by whom or when.

Sending is three actions, each a transaction of its own, so that no transaction joins a person to a sheet:
`begin_sending` says of the person that they answer, so that no other browser of theirs begins meanwhile; `hand_in`
keeps the sheet; `mark_answered` forgets what the browser held. Each does nothing the second time.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from parley.ledger.door import unsigned
from parley.people.models import Person
from parley.surveys.models import Invited, Sheet, Wave
from parley.surveys.queries.answering import ballot_of, receipt_of
from parley.surveys.queries.waves import facts_of, questions_of
from parley.surveys.rules import answering as rules
from parley.surveys.rules.planning import must_be_open

TOKEN_BYTES = 24


@unsigned
def begin_answering(*, wave: Wave, actor: Person, at: datetime) -> str:
    """Give the browser what it answers with; what another browser of the same person holds no longer works.

    Raises Refused for somebody who is not asked or has answered, and when the wave is not open.
    """
    row = _open(wave, at)
    invited = _invited(row, actor)
    rules.must_not_have_answered(answered=bool(invited.answered))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invited.ballot = ballot_of(row.pk, token)
    invited.save(update_fields=["ballot"])
    return token


@unsigned
def begin_sending(*, wave: Wave, token: str, actor: Person, at: datetime) -> None:
    """Say of somebody that they answer, if this browser holds their ballot: two browsers then never send two sheets.

    The ballot stays until `mark_answered`, so that a browser whose sending broke off sends again.
    """
    row = _open(wave, at)
    invited = Invited.objects.filter(wave=row, person=actor, ballot=ballot_of(row.pk, token))
    invited.filter(answered=False).update(answered=True)


@unsigned
def hand_in(*, wave: Wave, token: str, answers: Mapping[str, Any], actor: Person, at: datetime) -> None:
    """Keep a sheet. Sent twice, by a person or a network, it is one.

    Raises Refused for a browser that does not hold the ballot, for an answer that its question does not take, and when
    the wave is not open.
    """
    row = _open(wave, at)
    receipt = receipt_of(row.pk, token)
    if Sheet.objects.filter(receipt=receipt).exists():
        return
    invited = _invited(row, actor)
    held = bool(token) and invited.ballot == ballot_of(row.pk, token)
    rules.must_not_have_answered(answered=bool(invited.answered) and not held)
    rules.must_hold_the_ballot(held=held)
    Sheet.objects.create(
        wave=row,
        group=invited.group,
        side=invited.side,
        region=invited.region,
        function=invited.function,
        answers=rules.sheet_of(questions_of(row.pk), answers),
        receipt=receipt,
    )


@unsigned
def mark_answered(*, wave: Wave, token: str, actor: Person, at: datetime) -> None:
    """Say of somebody that they answered, and forget the ballot they held; nothing for another browser."""
    invited = Invited.objects.filter(wave=wave, person=actor, ballot=ballot_of(wave.pk, token))
    if Sheet.objects.filter(receipt=receipt_of(wave.pk, token)).exists():
        invited.update(answered=True, ballot=None)


@unsigned
def take_back(*, wave: Wave, token: str, actor: Person, at: datetime) -> None:
    """Delete the sheet that this browser sent, so that one may answer anew. Raises Refused when it sent none.

    After the sealing nobody can, not even who wrote it: it is told before the first question.
    """
    row = _open(wave, at)
    invited = _invited(row, actor)
    gone = bool(token) and Sheet.objects.filter(wave=row, receipt=receipt_of(row.pk, token)).delete()[0]
    rules.must_have_sent(sent=bool(gone))
    Invited.objects.filter(pk=invited.pk).update(answered=False, ballot=None)


def _open(wave: Wave, at: datetime) -> Wave:
    """The wave, held until the action ends, so that none is sent while it is sealed. Raises Refused unless open."""
    row: Wave = Wave.objects.select_for_update().get(pk=wave.pk)
    must_be_open(facts_of(row), at)
    return row


def _invited(wave: Wave, person: Person) -> Invited:
    row: Invited | None = Invited.objects.filter(wave=wave, person=person).first()
    return rules.must_be_asked(row if person.is_active else None)
