"""Following the history of one initiative, change by change: the stages it was in, and the targets that moved."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from parley.exchange.rules.applying import worded
from parley.exchange.terms.history import Change, HistoryMapping, Past
from parley.roadmap.terms import Stage
from parley.roadmap.terms.history import PastMove, PastStay

BEGAN_WITHIN = timedelta(days=90)  # of its beginning, what a history says first is what an initiative began with
SAME_DAY = timedelta(days=1)  # a day begins at different moments
Say = Callable[[int, str, str, str], None]  # line, column, value, sentence
NO_STAGE = "This is no stage, so the initiative is taken to stay where it was. Add a word for it to the mapping file."
NO_RELEASE = "This is no release, so nothing is counted as moved to it or from it."
TWICE = "Its history begins a second time. What is said there holds from then on."
NOT_SO = "This is not what held before. What is said to hold from then on is taken."


def past_of(
    changes: Iterable[Change], mapping: HistoryMapping, *, begun: datetime | None, stops: Say, notes: Say
) -> Past:
    """Follow the changes of one initiative, in order; several of one moment are one.

    `begun` is when the initiative began, where that is known: only what its history says within 90 days of it is what
    it began with; what it says first later was so before. What is no stage is told to `stops`, all else to `notes`.
    """
    held: dict[str, str] = {}
    stays: list[PastStay] = []
    moves: list[PastMove] = []
    began = False
    for at, together in groupby(sorted(changes, key=lambda each: (each.at, each.line)), key=lambda each: each.at):
        rows = list(together)
        for row in rows:
            if row.all_at_once is not None:
                if began:
                    notes(row.line, "field", row.field, TWICE)
                held, began = dict(row.all_at_once), True
                for name in mapping.targets:
                    _released(held.get(name, ""), name, row.line, mapping, notes)
                continue
            if row.before != held.get(row.field, row.before):
                notes(row.line, "before", row.before, NOT_SO)
            held[row.field] = row.after
            moves += _moved(row, mapping, notes)
        if any(row.all_at_once is not None or row.field in mapping.stage for row in rows):
            stage = _stage(held, mapping, rows[-1].line, stops, notes)
            if stage and (not stays or stays[-1].stage is not stage):
                stays.append(PastStay(stage, at, bool(stays) or _began(begun, at)))
    return Past(tuple(stays), tuple(moves))


def _began(begun: datetime | None, at: datetime) -> bool:
    """Whether what a history says first is what the initiative began with, and not what it had become by then."""
    return begun is not None and -SAME_DAY <= at - begun <= BEGAN_WITHIN


def _stage(held: dict[str, str], mapping: HistoryMapping, line: int, stops: Say, notes: Say) -> Stage | None:
    text = mapping.join.join(held.get(name, "").strip() for name in mapping.stage).strip()
    if not text:
        return None
    word, note = worded(text, mapping.stage_words, read_typos=mapping.read_typos)
    if word not in set(Stage):
        stops(line, "stage", text, NO_STAGE)
        return None
    if note:
        notes(line, "stage", text, note)
    return Stage(word)


def _moved(row: Change, mapping: HistoryMapping, notes: Say) -> Sequence[PastMove]:
    """Give the move of a target; none when it is new, is no more, or one of both is no release."""
    stage = mapping.targets.get(row.field)
    if stage is None or mapping.release is None:
        return ()
    before = _release(row.before, mapping.release)
    after = _released(row.after, row.field, row.line, mapping, notes)
    if before is None or after is None or before == after:
        return ()
    days = _days(mapping.dates.get(before), mapping.dates.get(after))
    return (PastMove(stage, row.at, row.before[:60], row.after[:60], after - before, days),)


def _released(text: str, field: str, line: int, mapping: HistoryMapping, notes: Say) -> int | None:
    """Give the number of a release, and tell when something else is named as one."""
    number = _release(text, mapping.release) if mapping.release else None
    if text.strip() and number is None:
        notes(line, field, text, NO_RELEASE)
    return number


def _release(text: str, pattern: re.Pattern[str]) -> int | None:
    found = pattern.fullmatch(text.strip())
    return int(found[1]) if found and found[1].isdecimal() else None


def _days(before: date | None, after: date | None) -> int | None:
    return (after - before).days if before and after else None
