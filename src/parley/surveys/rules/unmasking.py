"""Which shares are left out because a masked one could be worked out from them: subtraction undoes a mask as well.

The masked cells are themselves shown as such, so what is left out follows from what everybody sees, and the gap tells
nothing more. This goes beyond R8, which asks of each cell by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from parley.surveys.rules.cells import WHOLE, Atom, size_of, table_of
from parley.surveys.terms.release import Cell

SEVERAL = 3  # masked cells of a table that are looked at together, besides all of them


def would_unmask(
    published: Iterable[Cell],
    masked: Iterable[Cell],
    cells: Mapping[Cell, frozenset[Atom]],
    answered: Mapping[Atom, int],
) -> set[Cell]:
    """Give the published cells of a question whose figure is to be left out, so that no masked share follows.

    Nor the sum of several masked ones of a table: where all of two said the same, their sum says it of each.

    The unmasked are kept in the order of the audit: the whole, cells of one cut, crosses; the largest first.
    """
    from parley.surveys.rules.auditing import Columnised  # noqa: PLC0415 - numpy: not before a wave is counted
    from parley.surveys.rules.elimination import PRIMES, Bundle, Span  # noqa: PLC0415 - as above

    guarded = set(masked)
    if not guarded:
        return set()
    shares = sorted(published, key=lambda cell: (len(cell), -size_of(cells[cell], answered), cell))
    columnised = Columnised({cell: cells[cell] for cell in shares}, answered)
    bundle = Bundle(
        [list(each) for each in sorted({tuple(columnised.of(held)) for held in _guarded(guarded, cells, answered)})]
    )
    spans = [Span(len(columnised.atoms), len(shares), prime) for prime in PRIMES]
    out: set[Cell] = set()
    for cell in shares:
        columns = columnised.of(cells[cell])
        if cell in guarded:
            continue
        if any(span.would_follow(columns, bundle) for span in spans):
            out.add(cell)
            continue
        for span in spans:
            span.publish(columns)
    return out


def _guarded(
    masked: Iterable[Cell], cells: Mapping[Cell, frozenset[Atom]], answered: Mapping[Atom, int]
) -> Iterator[frozenset[Atom]]:
    """Give what no sum may follow of: each masked cell, and those of one table together, all of them or a few."""
    tables: dict[tuple[str, ...], list[frozenset[Atom]]] = {}
    for cell in sorted(masked):
        tables.setdefault(table_of(cell), []).append(cells[cell])
    for held in tables.values():
        for many in {*range(1, min(len(held), SEVERAL) + 1), len(held)}:
            for some in combinations(held, many):
                together = frozenset[Atom]().union(*some)
                if len(some) == 1 or size_of(together, answered) < size_of(
                    cells[WHOLE], answered
                ):  # masked parts that are the whole say what it says
                    yield together
