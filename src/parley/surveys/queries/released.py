"""Seeing what a wave found: the one frozen text, whole or one figure of it. Everybody in the company sees the same."""

import json
from typing import Any

from django.db.models import QuerySet

from parley.prepared import prepared_one
from parley.surveys.models import Release, Wave
from parley.surveys.terms.release import Cell
from parley.surveys.terms.waves import Part


@prepared_one
def release_of(wave: int, part: Part) -> QuerySet[Release]:
    """A part of what a wave found, as it is kept; none before it is released."""
    return Release.objects.filter(wave=wave, part=part)


def found_in(wave: int, part: Part = Part.FIGURES) -> dict[str, Any]:
    """Give a part of what a wave found, read; nothing before it is released."""
    kept = release_of(wave, part)
    return json.loads(kept.content) if kept else {}


def cell_of(plain: list[list[str]]) -> Cell:
    """Give a cell as it stands in the text."""
    return tuple((cut, value) for cut, value in plain)


def figures_of(wave: Wave) -> dict[tuple[str, Cell], dict[str, Any]]:
    """Give the figures of a wave, by question and cell."""
    found = found_in(wave.pk)
    return {(each["question"], cell_of(each["cell"])): each for each in found.get("figures", ())}


def shows(wave: Wave, question: str, cell: Cell) -> bool:
    """Whether a result is shown: a figure, or a ranking."""
    found = found_in(wave.pk)
    results = (*found.get("figures", ()), *found.get("rankings", ()))
    return any((each["question"], cell_of(each["cell"])) == (question, cell) for each in results)
