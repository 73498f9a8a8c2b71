"""Closing and sealing waves: everything is written anew in random order, and who answered is forgotten."""

import logging
import secrets
from datetime import datetime
from typing import Any

from parley.ledger.door import action, enqueue, record
from parley.ledger.terms import Actor
from parley.surveys.events.waves import WaveSealed
from parley.surveys.models import Invited, OpenAnswer, Sheet, Wave
from parley.surveys.queries.waves import facts_of, waves_due_to_close
from parley.surveys.rules.cells import CUTS
from parley.surveys.rules.planning import must_be_over
from parley.surveys.terms.waves import OPEN

LOG = logging.getLogger(__name__)


@action
def close_waves_due(*, actor: Actor, at: datetime) -> int:
    """Close and seal the waves whose hour has come; how many. Trouble with one is logged. For the worker."""
    count = 0
    for wave in waves_due_to_close(at):
        try:
            seal_wave(wave=wave, actor=actor, at=at)
            count += 1
        except Exception:
            LOG.exception("The wave %s cannot be sealed.", wave.pk)
    return count


@action
def seal_wave(*, wave: Wave, actor: Actor, at: datetime) -> None:
    """Close a wave whose hour has come, in one transaction. Sealed twice is once; nothing unseals it.

    Sheets and invitations get new keys and a random order of rows; receipts, ballots, who answered and who was
    reminded are forgotten; what was written in own words is split from the rest. What the database keeps of the old
    rows is swept by the worker right after, outside any transaction, and then it is counted.
    """
    row = Wave.objects.select_for_update().get(pk=wave.pk)
    if row.sealed_at:
        return
    must_be_over(facts_of(row), at)
    row.answered = _write_sheets_anew(row)
    _write_people_anew(row)
    row.sealed_at = at
    row.save(update_fields=["answered", "sealed_at"])
    enqueue("sweep_wave", payload={"wave": row.pk}, unique_key=f"sweep_wave:{row.pk}")
    record(WaveSealed(wave=row.pk, invited=row.invited, answered=row.answered))


def _write_sheets_anew(wave: Wave) -> int:
    """Write the sheets anew, their own words apart and in another order; how many they are."""
    sheets: list[tuple[Any, ...]] = list(Sheet.objects.filter(wave=wave).values_list(*CUTS, "answers"))
    Sheet.objects.filter(wave=wave).delete()
    words = [
        OpenAnswer(wave=wave, side=side, words=said)
        for _group, side, _region, _function, answers in sheets
        if (said := answers.pop(OPEN, ""))
    ]
    for rows in (sheets, words):
        secrets.SystemRandom().shuffle(rows)
    Sheet.objects.bulk_create(
        (Sheet(wave=wave, answers=answers, **dict(zip(CUTS, where, strict=True))) for *where, answers in sheets),
        batch_size=1_000,
    )
    OpenAnswer.objects.bulk_create(words, batch_size=1_000)
    return len(sheets)


def _write_people_anew(wave: Wave) -> None:
    """Write anew who was asked: that they were stays, for the next wave to be held beside this; no more."""
    people: list[tuple[Any, ...]] = list(Invited.objects.filter(wave=wave).values_list("person", *CUTS))
    secrets.SystemRandom().shuffle(people)
    Invited.objects.filter(wave=wave).delete()
    Invited.objects.bulk_create(
        (
            Invited(wave=wave, person_id=person, answered=None, **dict(zip(CUTS, where, strict=True)))
            for person, *where in people
        ),
        batch_size=1_000,
    )
