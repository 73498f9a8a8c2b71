"""Which cells of a question are published, decided from sizes alone: enough people, enough hidden, nothing given away.

Each question is released by itself, because blanks differ by question. Two questions that 1 to floor - 1 people of a
cell tell apart give no answer away: the sums are over different answers, no table cuts by "left the other one
blank", and so no sum over those few follows. What the two counts do tell is how many left one of them blank (exactly,
from 20 answers up), never who; where nobody answered a question the cell is hidden.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from parley.surveys.rules.cells import TABLES, WHOLE, Atom, candidates, size_of, table_of
from parley.surveys.terms.release import Cell


class Hidden(StrEnum):
    """Why a cell is not published."""

    FEW_ANSWERED = "too few answered"
    FEW_INVITED = "too few invited"
    GIVES_AWAY = "would give others away"


@dataclass(frozen=True)
class Release:
    """The cells of one question that are published, and why each of the others is not."""

    published: frozenset[Cell]
    hidden: Mapping[Cell, Hidden]


def published(
    answered: Mapping[Atom, int], invited: Mapping[Atom, int], side_of: Mapping[str, str], floor: int
) -> Release:
    """Decide which cells of one question are published; floor is the fewest people of a cell, 5 or 10.

    R4, then R5 table by table, then the audit of all tables together (R6), then R5 once more, since the audit may
    have left one cell of a table hidden alone. Hiding more is always safe: of what remains nothing new follows.
    """
    from parley.surveys.rules.auditing import audited  # noqa: PLC0415 - numpy: not before a wave is counted

    atoms = {**invited, **answered}
    cells = candidates(atoms, side_of)
    people = {cell: size_of(held, answered) for cell, held in cells.items()}
    asked = {cell: size_of(held, invited) for cell, held in cells.items()}
    hidden = too_small(people, asked, floor)
    for cell in siblings_to_hide(people, asked, set(hidden), floor):
        hidden[cell] = Hidden.GIVES_AWAY
    offered = sorted((cell for cell in cells if cell not in hidden), key=lambda cell: _turn(cell, people))
    shown = audited(cells, offered, answered, floor)
    shown -= siblings_to_hide(people, asked, set(cells) - shown, floor)
    reasons = {cell: hidden.get(cell, Hidden.GIVES_AWAY) for cell in cells if cell not in shown}
    return Release(frozenset(shown), reasons)


def too_small(people: Mapping[Cell, int], asked: Mapping[Cell, int], floor: int) -> dict[Cell, Hidden]:
    """Give the cells that are hidden for their own size (R4): answers, and for parts of the whole also invitations."""
    small: dict[Cell, Hidden] = {}
    for cell, answers in people.items():
        if answers < floor:
            small[cell] = Hidden.FEW_ANSWERED
        elif cell != WHOLE and asked[cell] < 2 * floor:
            small[cell] = Hidden.FEW_INVITED
    return small


def siblings_to_hide(people: Mapping[Cell, int], asked: Mapping[Cell, int], hidden: set[Cell], floor: int) -> set[Cell]:
    """Give the cells to hide beside the hidden ones of each one-way table (R5): next smallest first, ties by name."""
    more: set[Cell] = set()
    for cuts in TABLES:
        if len(cuts) > 1:
            continue
        table = {cell: n for cell, n in people.items() if table_of(cell) == cuts}
        rest = people[WHOLE] - sum(table.values())
        rest_asked = asked[WHOLE] - sum(asked[cell] for cell in table)
        alone = rest >= floor and rest_asked >= 2 * floor
        more |= hidden_enough(table, hidden & table.keys(), rest, floor, rest_may_stand_alone=alone) - hidden
    return more


def hidden_enough(
    table: Mapping[Cell, int], hidden: set[Cell], rest: int, floor: int, *, rest_may_stand_alone: bool
) -> set[Cell]:
    """Give all cells to hide in a one-way table, so that they number none or two and hold nobody or floor people (R5).

    A cell in which nobody answered hides nobody, so it counts for neither. Those without a value of the cut (the
    rest) are hidden always, and count as one more hidden cell; unless they are so many that they could be shown.
    """
    hides = set(hidden)
    shown = sorted((cell for cell in table if cell not in hides), key=lambda cell: (table[cell], cell))
    while shown:
        held = [n for cell in hides if (n := table[cell])] + [rest] * bool(rest)
        if not held or (len(held) > 1 and sum(held) >= floor):
            break
        if held == [rest] and rest_may_stand_alone and rest:
            break
        hides.add(shown.pop(0))
    return hides


def _turn(cell: Cell, people: Mapping[Cell, int]) -> tuple[int, int, Cell]:
    """Give a cell's turn in the audit: the whole, cells of one cut, crosses; the largest first, ties by name."""
    return len(cell), -people[cell], cell
