"""Holding a figure beside that of the wave before: only where it is the same question of enough people (R9)."""

from typing import Any

from parley.surveys.rules import changes
from parley.surveys.rules.changes import Answers, change, in_words
from parley.surveys.rules.showing import EXACT_FROM, FINE_FROM, Shown, may_compare
from parley.surveys.terms.release import Cell, ToCount
from parley.surveys.terms.waves import Asked

Plain = dict[str, Any]


def compared(given: ToCount, question: Asked, cell: Cell, now: Shown, counts: Answers) -> Plain | None:
    """Give the change since the wave before, with its interval and its sentence; or the sentence why there is none.

    None when there was no wave before, or this was not shown of it.
    """
    before = given.before
    was = before.shown.get((question.key, cell)) if before else None
    if before is None or was is None:
        return None
    if before.texts.get(question.key) != question.text:
        return {"why_not": "The question was put otherwise last time, so the two are not compared."}
    if not may_compare(*before.churn.get(cell, (0, 0)), given.floor):
        return {"why_not": f"Fewer than {given.floor} people came or left since, so the two are not compared: the "
                           "difference could tell what they said."}  # fmt: skip
    earlier = before.answers.get((question.key, cell))
    if earlier is None or min(counts.of, earlier[1]) < EXACT_FROM:
        return {"why_not": f"Below {EXACT_FROM} answers a change is not told from chance."}
    found = change(counts, Answers(*earlier))
    if found is None or now.masked or was["masked"]:
        return {"why_not": "Nearly everybody said the same in one of the two, so the exact change is not shown."}
    fine = min(counts.of, earlier[1]) >= FINE_FROM
    places = 3 if fine else 2
    said = in_words(_whole(now.share), _whole(was["share"]), found, step=1)
    return {
        "by": round(found.by, places),
        "low": round(found.low, places),
        "high": round(found.high, places),
        "sure": found.direction,
        "words": said,
    }


def _whole(share: float) -> changes.Shown:
    return changes.Shown(round(share * 100))
