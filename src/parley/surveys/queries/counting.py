"""Seeing all that was answered in a sealed wave, to count it once; nothing but the counting asks for this."""

from collections import defaultdict
from collections.abc import Iterable

from parley.surveys.models import ImportedTotal, Invited, Question, Sheet, Wave
from parley.surveys.queries.planning import names_of_parts
from parley.surveys.queries.released import cell_of, figures_of
from parley.surveys.queries.waves import questions_of, wave_before
from parley.surveys.rules.cells import CUTS, cells_of
from parley.surveys.terms.release import Answered, Before, Cell, ToCount
from parley.surveys.terms.waves import Counted


def what_was_answered(wave: Wave) -> ToCount:
    """Give the sheets of a sealed wave, whom it asked, and the wave before."""
    sheets = [
        Answered(Counted(*where), answers)
        for *where, answers in Sheet.objects.filter(wave=wave).values_list(*CUTS, "answers")
    ]
    return ToCount(
        name=wave.name,
        opened=(wave.opened_at or wave.opens_at).date(),
        closed=wave.closes_at.date(),
        floor=wave.floor,
        questions=questions_of(wave.pk),
        sheets=sheets,
        invited=[where for _person, where in _people(wave)],
        names=names_of_parts(),
        before=what_was_before(wave),
        listed=not wave.imported,
        asked=wave.invited or None,
    )


def what_was_before(wave: Wave) -> Before | None:
    """Give what the wave before one says, as far as the next may be held beside it."""
    before = wave_before(wave)
    return _before(before, wave) if before else None


def _people(wave: Wave) -> list[tuple[int, Counted]]:
    rows = Invited.objects.filter(wave=wave).values_list("person", *CUTS)
    return [(person, Counted(*where)) for person, *where in rows]


def _before(before: Wave, wave: Wave) -> Before:
    """Give what the wave before says: as it was shown, which is exact from 20 answers up, and below nothing compares.

    Whom an imported wave asked is not known, so neither is who came and who left since: it is held beside all the same.
    """
    found = figures_of(before)
    said = {pair: (round(each["share"] * each["n"]), each["n"]) for pair, each in found.items()
            if isinstance(each["n"], int)}  # fmt: skip
    totals = ImportedTotal.objects.filter(wave=before).values_list("question", "cell", "agree", "answered")
    said |= {pair: (agree, of) for key, cell, agree, of in totals if (pair := (key, cell_of(cell))) in found}
    return Before(
        name=before.name,
        answers=said,
        shown=found,
        texts=dict(Question.objects.filter(wave=before).values_list("key", "text")),
        churn={} if before.imported or wave.imported else _churn(_people(before), _people(wave)),
    )


def _churn(earlier: Iterable[tuple[int, Counted]], later: Iterable[tuple[int, Counted]]) -> dict[Cell, tuple[int, int]]:
    """Say of each cell how many came to it, and how many left it."""
    were, are = _members(earlier), _members(later)
    nobody: frozenset[int] = frozenset()
    return {
        cell: (len(are.get(cell, nobody) - were.get(cell, nobody)), len(were.get(cell, nobody) - are.get(cell, nobody)))
        for cell in were.keys() | are.keys()
    }


def _members(people: Iterable[tuple[int, Counted]]) -> dict[Cell, set[int]]:
    members: dict[Cell, set[int]] = defaultdict(set)
    for person, where in people:
        for cell in cells_of(where):
            members[cell].add(person)
    return members
