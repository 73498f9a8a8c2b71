"""Taking in waves that were asked elsewhere, counted and kept as one that Parley asked; and taking them out again."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime

from parley.groups.queries import acting
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.surveys.actions.releasing import keep_release
from parley.surveys.events.waves import PastWaveTakenIn, PastWaveTakenOut
from parley.surveys.models import ImportedTotal, OpenAnswer, Question, Release, Sheet, Wave
from parley.surveys.queries.counting import what_was_answered
from parley.surveys.queries.past import DAY_BEGINS, DAY_ENDS, held_beside, is_followed, is_here
from parley.surveys.rules import past as rules
from parley.surveys.rules.counting import Plain, counted
from parley.surveys.rules.past_totals import answered_of, asked_in, totals_counted
from parley.surveys.rules.planning import floor_of, must_run_waves, reason_of
from parley.surveys.terms.past import CameAs, PastAnswers, PastTotals, PastWave, TakenIn
from parley.surveys.terms.waves import OPEN, Part


@action
def take_in_totals(*, waves: Iterable[PastTotals], floor: int = 5, actor: Actor, at: datetime) -> list[TakenIn]:
    """Take waves in of which only totals are known, the oldest first: all of them or none.

    Raises Refused for who may not, for a wave that is here already, and Refusals for totals that cannot all be true.
    """
    must_run_waves(acting(actor))
    return [_take_totals(each, floor_of(floor), actor, at) for each in sorted(waves, key=lambda each: each.closed)]


@action
def take_in_answers(*, wave: PastAnswers, actor: Actor, at: datetime) -> TakenIn:
    """Take a wave in with what everybody answered, as sheets in random order that belong to nobody, and count it.

    What was written in own words waits to be read by two people. Raises Refused for who may not, and a wave that is
    here already.
    """
    must_run_waves(acting(actor))
    row = _begun(wave, asked=wave.asked, answered=len(wave.sheets), floor=floor_of(wave.floor), at=at)
    sheets = list(wave.sheets)
    words = [OpenAnswer(wave=row, side=each.where.side, words=said) for each in sheets
             if (said := each.answers.get(OPEN))]  # fmt: skip
    secrets.SystemRandom().shuffle(words)
    OpenAnswer.objects.bulk_create(words, batch_size=1_000)
    secrets.SystemRandom().shuffle(sheets)
    Sheet.objects.bulk_create(
        (
            Sheet(wave=row, answers={key: said for key, said in each.answers.items() if key != OPEN},
                  **asdict(each.where))
            for each in sheets
        ),
        batch_size=1_000,
    )  # fmt: skip
    given = replace(what_was_answered(row), names=wave.names, unstepped=wave.unstepped)
    return _released(row, counted(given), CameAs.ANSWERS, actor, at)


@action
def take_out_wave(*, wave: Wave, reason: str, actor: Actor, at: datetime) -> None:
    """Delete what came in of a wave by mistake; that it was here, and why not any more, stays in the ledger.

    Raises Refused for who may not, for a wave that Parley asked, and once anything was held beside it or followed.
    """
    must_run_waves(acting(actor))
    row = Wave.objects.select_for_update().get(pk=wave.pk)
    if row.withdrawn_at:
        return
    rules.must_be_removable(imported=row.imported, followed=is_followed(row), beside=held_beside(row))
    why = reason_of(reason)
    for table in (Sheet, OpenAnswer, ImportedTotal, Release, Question):
        table.objects.filter(wave=row).delete()
    row.withdrawn_at, row.released_at = at, None
    row.save(update_fields=["withdrawn_at", "released_at"])
    record(PastWaveTakenOut(wave=row.pk), reason=why)


def _take_totals(given: PastTotals, floor: int, actor: Actor, at: datetime) -> TakenIn:
    row = _begun(given, asked=asked_in(given), answered=answered_of(given), floor=floor, at=at)
    found = totals_counted(given, replace(what_was_answered(row), names=given.names))
    ImportedTotal.objects.bulk_create(
        ImportedTotal(wave=row, question=each.question, cell=[list(pair) for pair in each.cell], agree=each.agree,
                      answered=each.answered)
        for each in found.kept
    )  # fmt: skip
    return replace(_released(row, found.content, CameAs.TOTALS, actor, at), left_out=found.left_out)


def _begun(given: PastWave, *, asked: int | None, answered: int, floor: int, at: datetime) -> Wave:
    """Make a wave that is over, with what it asked. Raises Refused when it cannot be, or is here already."""
    rules.must_be_past(given, at.date())
    rules.must_be_new(given.name, here=is_here(given.name))
    row = Wave.objects.create(
        name=given.name,
        everybody=True,
        floor=floor,
        opens_at=datetime.combine(given.opened, DAY_BEGINS),
        closes_at=datetime.combine(given.closed, DAY_ENDS),
        opened_at=datetime.combine(given.opened, DAY_BEGINS),
        sealed_at=at,
        invited=asked or 0,
        answered=answered,
        imported=True,
    )
    Question.objects.bulk_create(
        Question(wave=row, place=place, key=each.key, kind=each.kind, text=each.text, core=each.core,
                 items=[[item.key, item.label] for item in each.items])
        for place, each in enumerate(given.questions)
    )  # fmt: skip
    return row


def _released(row: Wave, content: Plain, came_as: CameAs, actor: Actor, at: datetime) -> TakenIn:
    record(PastWaveTakenIn(wave=row.pk, came_as=came_as, answered=content["answered"]))
    keep_release(wave=row, part=Part.FIGURES, content=content, actor=actor, at=at)
    row.released_at = at
    row.save(update_fields=["released_at"])
    return TakenIn(row.pk, row.name, content["answered"], len(content["figures"]) + len(content["rankings"]),
                   len(content["hidden"]))  # fmt: skip
