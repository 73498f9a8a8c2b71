"""What follows for clients when something changed: corrections are opened, changed and closed, in one transaction."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from parley.disclosure import rules
from parley.disclosure.actions.ending import ENDED, _end_errand
from parley.disclosure.events import CorrectionChanged, CorrectionClosed, CorrectionOpened, WordsLost
from parley.disclosure.models import Correction, Statement
from parley.disclosure.queries import (
    corrections_not_needed,
    faults_of,
    now_of,
    open_corrections_of,
    promise_of,
    told_latest,
)
from parley.disclosure.terms import Broken, Closing, NoLonger, Words
from parley.ledger.door import record
from parley.ledger.terms import Actor
from parley.roadmap.queries import initiative_to_change

if TYPE_CHECKING:
    from parley.disclosure.queries import Now


def _follow(
    initiative: int,
    at: datetime,
    *,
    narrowing: bool = False,
    clients: Collection[int] | None = None,
    never_so: int | None = None,
) -> None:
    """Hold what clients were told last against what holds now; `narrowing` when words were taken back from some.

    One correction a client, however often things change; a promise that holds again closes it. `never_so` is the key
    of a statement that was made while things were as they are: what does not hold of it, never held.
    """
    told = list(told_latest(initiative, clients))
    if not told:
        return
    now = now_of(initiative_to_change(initiative), on=at.date())
    _take_back(told, now, narrowing=narrowing)
    there, settled = open_corrections_of(initiative), corrections_not_needed(initiative)
    for each in told:
        correction = there.get(each.client_id)
        known = correction.faults if correction and correction.statement_id == each.pk else settled.get(each.pk, [])
        faults = rules.as_known(faults_of(each, now), [(NoLonger(word), days) for word, days in known])
        if each.pk == never_so:
            faults = rules.never_so(faults)
        if faults and correction:
            _change(correction, each, faults, now, at)
        elif faults and settled.get(each.pk) != _kept(faults):
            _open(each, faults, now, at)
        elif correction:
            _close(correction, Closing.HOLDS_AGAIN, at)


def _take_back(told: Collection[Statement], now: "Now", *, narrowing: bool) -> None:
    """Note which clients were told words that were taken back from them, and which may be told something again."""
    lost, again = [], []
    for each in told:
        if each.track_id is None:
            continue
        telling = now.telling_to(each.client_id, each.client.region_id)
        if each.lost and telling and telling.words and _are(each, telling.words):
            again.append(each)
        elif narrowing and not each.lost and telling is None:
            lost.append(each)
    for each in [*lost, *again]:
        each.lost = not each.lost
    if lost or again:
        Statement.objects.bulk_update([*lost, *again], ["lost"], batch_size=200)
        record(WordsLost(initiative=now.row.pk, lost=len(lost), again=len(again)))


def _are(told: Statement, words: Words) -> bool:
    """Whether a client was told just these words, so that they may be given back."""
    promise = promise_of(told)
    return (told.text, promise.window, promise.confidence) == (words.text, words.window, words.confidence)


def _kept(faults: Sequence[Broken]) -> list[list[Any]]:
    """Give faults as a row keeps them."""
    return [[each.why.value, each.days] for each in faults]


def _open(told: Statement, faults: tuple[Broken, ...], now: "Now", at: datetime) -> None:
    row = Correction(statement=told, initiative_id=told.initiative_id, client_id=told.client_id, opened_at=at)
    _write(row, told, faults, now, at)
    record(CorrectionOpened(correction=row.pk, initiative=row.initiative_id, client=row.client_id, why=row.why,
                            days=row.days))  # fmt: skip


def _change(row: Correction, told: Statement, faults: tuple[Broken, ...], now: "Now", at: datetime) -> None:
    before = (row.statement_id, row.faults, row.text)
    _write(row, told, faults, now, at, save=False)
    if (row.statement_id, row.faults, row.text) == before:
        return
    row.save(update_fields=["statement", "faults", "why", "days", "text", "changed_at"])
    record(CorrectionChanged(correction=row.pk, initiative=row.initiative_id, client=row.client_id, why=row.why,
                             days=row.days))  # fmt: skip


def _write(
    row: Correction, told: Statement, faults: tuple[Broken, ...], now: "Now", at: datetime, *, save: bool = True
) -> None:
    row.statement = told
    row.faults = _kept(faults)
    row.why, row.days = faults[0].why, faults[0].days
    telling = now.telling_to(told.client_id, told.client.region_id)
    row.text = rules.words_to_correct(told.name, told.told_on, faults, telling.words if telling else None)
    row.changed_at = at
    if save:
        row.save()


def _close(row: Correction, closing: Closing, at: datetime, *, by: Actor | None = None, because: str = "") -> None:
    _end_errand(row, closing, at, by=by, because=because)
    row.save(update_fields=ENDED)
    record(
        CorrectionClosed(correction=row.pk, initiative=row.initiative_id, client=row.client_id, closing=closing),
        reason=because,
    )
