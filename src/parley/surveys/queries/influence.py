"""The figures of measured influence of a quarter as they may be shown: what is too small is not in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from parley.kernel.spans import Window
from parley.surveys.queries.checks import answers_by_place
from parley.surveys.queries.influence_counts import tallies_by_kind, tallies_by_place, tallies_by_quarter
from parley.surveys.rules.influence import few, gathered, hidden_among, hidden_rows
from parley.surveys.terms.influence import PLACES, By, Place, Said, Tally

T = TypeVar("T", Tally, Said)
Rows = dict[By, dict[str, T | None]]  # by the key of each row; None where it is too small to be shown


@dataclass(frozen=True, slots=True)
class Figures:
    """What may be shown of a quarter; None where it is too small."""

    whole: Tally | None
    rows: dict[By, dict[str, Tally | None]]
    said: Said | None  # by those who were asked what a credit changed
    said_rows: dict[By, dict[str, Said | None]]


def figures_of(quarter: Window, *, on: date) -> Figures:
    """Give what may be shown of a quarter, as of a day. Three queries."""
    places = tallies_by_place(quarter)
    answers = {place: each for place, each in answers_by_place(quarter, on=on).items() if each.answers}
    whole, said = sum(places.values(), Tally()), sum(answers.values(), Said())
    rows = _rows(places, Tally())
    rows[By.KIND] = _kinds(quarter, whole)
    return Figures(None if few(whole.size) else whole, rows, None if few(said.size) else said, _rows(answers, Said()))


def _rows(places: Mapping[Place, T], nothing: T) -> dict[By, dict[str, T | None]]:
    hidden = hidden_rows(places)
    return {
        by: {key: None if (by, key) in hidden else each for key, each in gathered(places, by, nothing).items()}
        for by in PLACES
    }


def _kinds(quarter: Window, whole: Tally) -> dict[str, Tally | None]:
    kinds = tallies_by_kind(quarter)
    sizes = {key: each.size for key, each in kinds.items()}
    hidden = set(kinds) if few(whole.size) else hidden_among(sizes, people_overlap=True)
    return {key: None if key in hidden else each for key, each in kinds.items()}


def figures_by_quarter() -> list[tuple[Window, Tally | None]]:
    """Give what may be shown of each quarter as a whole, oldest first; they are never added up. Two queries."""
    return [(quarter, None if few(each.size) else each) for quarter, each in tallies_by_quarter()]
