"""What a folder says was recorded, as the rooms take it in: rates, labels, words for clients, answers, corrections."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from parley.clients.actions.taking_in_rates import RateRow, take_in_rates
from parley.disclosure.actions.taking_in_corrections import CorrectionRow, take_in_corrections
from parley.disclosure.actions.taking_in_words import (
    FurtherRow,
    TrackRow,
    WordsRow,
    take_in_telling_overrides,
    take_in_tracks,
    take_in_words,
)
from parley.exchange.rules import Check, Known
from parley.exchange.terms import Kind, Problem, Report, Weight
from parley.roadmap.actions.taking_recorded import GivenRow, take_in_acceptances, take_in_answers, take_in_stages

R = TypeVar("R")
Figures = tuple[int, int, int]  # rows that were added, changed, and here already


def _ways_to_record(batch: int, now: Mapping[str, Any]) -> dict[Kind, Callable[[Check], Figures]]:
    """Give how each file of what was recorded is taken in."""
    return {
        Kind.RATES: lambda check: take_in_rates(rows=_each(check, RateRow), **now),
        Kind.STAGES: lambda check: take_in_stages(
            labels=[(row.values["stage"], row.values["label"]) for row in check.rows()], **now
        ),
        Kind.TALK_TRACKS: lambda check: take_in_tracks(rows=_each(check, TrackRow), batch=batch, **now),
        Kind.TALK_WORDS: lambda check: take_in_words(rows=_each(check, WordsRow), batch=batch, **now),
        Kind.TELLING_OVERRIDES: lambda check: take_in_telling_overrides(
            rows=_each(check, FurtherRow), batch=batch, **now
        ),
        Kind.ACCEPTANCES: lambda check: take_in_acceptances(rows=_given(check, "initiative"), batch=batch, **now),
        Kind.ANSWERS: lambda check: take_in_answers(rows=_given(check, "insight"), batch=batch, **now),
        Kind.CORRECTIONS: lambda check: take_in_corrections(rows=_each(check, CorrectionRow), batch=batch, **now),
    }


def _each(check: Check, row_of: Callable[..., R]) -> Iterator[R]:
    for row in check.rows():
        yield row_of(**row.values)


def _given(check: Check, about: str) -> Iterator[GivenRow]:
    for row in check.rows():
        yield GivenRow(about=row.values.pop(about), **row.values)


def _corrected(checks: Mapping[Kind, Check]) -> dict[tuple[str, str], bool]:
    """Give the statements of which a folder brings corrections, and whether one of them is open."""
    found: dict[tuple[str, str], bool] = {}
    for row in checks[Kind.CORRECTIONS].rows() if Kind.CORRECTIONS in checks else ():
        statement = row.values["statement"]
        found[statement] = found.get(statement, False) or "closed_at" not in row.values
    return found


def _must_have_words(checks: Mapping[Kind, Check], known: Known, report: Report) -> None:
    """Say which talk tracks come without any words: they would be half of something."""
    check = checks.get(Kind.TALK_TRACKS)
    here = known.records[Kind.TALK_TRACKS]
    for row in check.rows() if check else ():
        initiative, number = row.values["initiative"], row.values["number"]
        if check and (initiative, number) not in known.worded and check.sheet.identity(row.values) not in here:
            sentence = "No words are given for this talk track. Add them to talk_words.csv."
            report.problems.append(
                Problem(
                    Weight.STOPS, check.source.name, row.line, "number", f"{':'.join(initiative)} {number}", sentence
                )
            )
