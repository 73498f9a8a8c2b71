"""Totals of a wave that was asked elsewhere: whether they can be true, and which are shown beside which.

Who is in two parts at once is not known of totals, so the audit of all tables together cannot be made. There are no
crosses instead, and each cut is audited by itself, sides with the functions in them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parley.kernel.refusals import Refusals, Refused
from parley.surveys.rules.cells import WHOLE, Atom, candidates
from parley.surveys.rules.changes import Answers
from parley.surveys.rules.counting import NOT_LISTED, Plain, about, figure_of, masked_in
from parley.surveys.rules.release import Hidden, published
from parley.surveys.rules.unmasking import would_unmask
from parley.surveys.terms.past import LeftOut, PastTotals, Total
from parley.surveys.terms.release import Cell, ToCount

TABLES = (("group",), ("region",), ("side", "function"))  # each of which is audited by itself
REST = "rest:"  # begins the stand-in for those of a side whose function no line tells
WHY = {
    Hidden.FEW_ANSWERED: "fewer than {floor} answered",
    Hidden.FEW_INVITED: "fewer than {twice} are known to have been asked, and that many are needed for a part",
    Hidden.GIVES_AWAY: "with the others shown, what a smaller part said could be worked out",
}
Totals = Mapping[Cell, Total]


@dataclass(frozen=True, slots=True)
class Found:
    """The text of a wave of totals, the totals that are shown in it, and the lines that are not."""

    content: Plain
    kept: tuple[Total, ...]
    left_out: tuple[LeftOut, ...]


def totals_counted(given: PastTotals, counting: ToCount) -> Found:
    """Give the text of a wave of totals, in the form of one that was counted from sheets. `counting` says against what.

    Raises Refusals for totals that cannot all be true, with a sentence for each.
    """
    by_question = _by_question(given)
    must_be_true(given)
    figures: list[Plain] = []
    hidden: list[Plain] = []
    kept: list[Total] = []
    left_out: list[LeftOut] = []
    for question in given.questions:
        totals = by_question[question.key]
        why = hidden_of(totals, given.side_of, counting.floor)
        why |= dict.fromkeys(_unmasking(totals, set(why), given.side_of), Hidden.GIVES_AWAY)
        for cell, total in sorted(totals.items(), key=lambda pair: (len(pair[0]), pair[0])):
            if cell in why:
                plain = [list(pair) for pair in cell]
                hidden.append({"question": question.key, "cell": plain, "why": why[cell].value})
                left_out.append(LeftOut(total.line, _left_out(why[cell], counting.floor)))
                continue
            counts = Answers(total.agree, total.answered)
            figure = figure_of(counting, question, cell, counts, total.invited)
            figures.append(figure if cell else figure | {"weighted": {"why_not": NOT_LISTED}})
            kept.append(total)
    cells = sorted({each.cell for each in given.totals})
    content = {"figures": figures, "rankings": [], "steps": [], "hidden": hidden, "rates": []} | about(counting, cells)
    return Found(content | {"answered": answered_of(given)}, tuple(kept), tuple(sorted(left_out, key=lambda o: o.line)))


def answered_of(given: PastTotals) -> int:
    """Give how many answered the question that most did: so many at least handed anything in."""
    return max((each.answered for each in given.totals if each.cell == WHOLE), default=0)


def asked_in(given: PastTotals) -> int | None:
    """Give how many were asked in the whole, where a line says so."""
    return max((each.invited for each in given.totals if each.cell == WHOLE and each.invited is not None), default=None)


def must_be_true(given: PastTotals) -> None:
    """Raise Refusals for totals that cannot be: none of the whole, the same twice, more agreeing than answering."""
    trouble: list[Refused] = []
    seen: dict[tuple[str, Cell], int] = {}
    for each in given.totals:
        if first := seen.get((each.question, each.cell)):
            trouble.append(_at(each, f"the same wave, question and part stand in line {first}. Take one of them out."))
        seen.setdefault((each.question, each.cell), each.line)
        trouble += _impossible(each)
    for question, totals in _by_question(given).items():
        if WHOLE not in totals:
            words = next((each.text for each in given.questions if each.key == question), question)
            trouble.append(_at(next(iter(totals.values())), f"“{words}” has no line for the whole of {given.name}. "
                               "Add one with an empty cut."))  # fmt: skip
        else:
            trouble += _too_many(totals, given.side_of)
    asked = {each.invited: each for each in given.totals if each.cell == WHOLE and each.invited is not None}
    if len(asked) > 1:
        one, other = list(asked.values())[:2]
        trouble.append(_at(other, f"{given.name} invited {other.invited}, and {one.invited} in line {one.line}. "
                           "Write how many were asked at all, the same in each line of the whole."))  # fmt: skip
    if trouble:
        raise Refusals(trouble)


def hidden_of(totals: Totals, side_of: Mapping[str, str], floor: int) -> dict[Cell, Hidden]:
    """Say which totals of one question are not shown, and why; the tables are decided from sizes alone."""
    why = dict.fromkeys(_of_no_side(totals, side_of), Hidden.GIVES_AWAY)
    totals = {cell: total for cell, total in totals.items() if cell not in why}
    for cuts in TABLES:
        answered, asked, sides = _atoms(totals, cuts, side_of)
        release = published(answered, asked, sides, floor)
        why |= {cell: reason for cell, reason in release.hidden.items() if cell in totals}
        beside = [cell for cell in totals if cell and cell[0][0] in cuts]
        why |= {cell: Hidden.GIVES_AWAY for cell in beside if cell not in release.published and cell not in why}
    if WHOLE in why:
        why |= {cell: why.get(cell, Hidden.GIVES_AWAY) for cell in totals}
    return why


def _unmasking(totals: Totals, hidden: set[Cell], side_of: Mapping[str, str]) -> set[Cell]:
    """Give the totals to leave out besides, so that no masked share follows from the others."""
    unknown = _of_no_side(totals, side_of)
    told = {cell: total for cell, total in totals.items() if cell not in unknown}
    out: set[Cell] = set()
    for cuts in TABLES:
        answered, _asked_there, sides = _atoms(told, cuts, side_of)
        cells = candidates(answered, sides)
        counts = {cell: Answers(told[cell].agree, told[cell].answered) for cell in told.keys() & cells.keys() - hidden}
        out |= would_unmask(counts, masked_in(counts), cells, answered)
    return out


def _of_no_side(totals: Totals, side_of: Mapping[str, str]) -> list[Cell]:
    """Give the functions of which nobody knows the side, where sides are told too: one is inside the other."""
    if not any(cut == "side" for cut, _value in _values(totals)):
        return []
    return [cell for cell in totals if cell and cell[0][0] == "function" and not side_of.get(cell[0][1])]


def _atoms(
    totals: Totals, cuts: tuple[str, ...], side_of: Mapping[str, str]
) -> tuple[dict[Atom, int], dict[Atom, int], dict[str, str]]:
    """Give how many answered and were asked in each part of a table, with those in none of its parts under nothing."""
    answered: dict[Atom, int] = {}
    asked: dict[Atom, int] = {}
    sides = {value: side_of.get(value, "") for (cut, value) in _values(totals) if cut == "function"}
    for atom, total in _parts(totals, cuts):
        answered[atom], asked[atom] = total.answered, _asked(total)
    for cell, total in totals.items():
        if cell and cell[0][0] == "side" and "side" in cuts:
            inside = [atom for atom in answered if sides.get(atom.function) == cell[0][1]]
            stand_in = REST + cell[0][1]
            sides[stand_in] = cell[0][1]
            rest = Atom("", "", stand_in)
            answered[rest] = total.answered - sum(answered[each] for each in inside)
            asked[rest] = max(_asked(total) - sum(asked[each] for each in inside), answered[rest])
    rest = Atom("", "", "")
    answered[rest] = totals[WHOLE].answered - sum(answered.values())
    asked[rest] = max(_asked(totals[WHOLE]) - sum(asked.values()), answered[rest])
    there = {atom for atom, number in asked.items() if number}
    return {atom: answered[atom] for atom in there}, {atom: asked[atom] for atom in there}, sides


def _parts(totals: Totals, cuts: tuple[str, ...]) -> Iterable[tuple[Atom, Total]]:
    for cell, total in totals.items():
        if cell and cell[0][0] in cuts and cell[0][0] != "side":
            cut, value = cell[0]
            yield Atom(*(value if cut == each else "" for each in ("group", "region", "function"))), total


def _values(totals: Totals) -> Iterable[tuple[str, str]]:
    return (pair for cell in totals for pair in cell)


def _asked(total: Total) -> int:
    return total.answered if total.invited is None else total.invited


def _by_question(given: PastTotals) -> dict[str, dict[Cell, Total]]:
    found: dict[str, dict[Cell, Total]] = defaultdict(dict)
    for each in given.totals:
        found[each.question].setdefault(each.cell, each)
    return found


def _impossible(total: Total) -> list[Refused]:
    if total.agree > total.answered:
        return [_at(total, f"{total.agree} agree, and only {total.answered} answered. Write how many answered in all, "
                    "those who disagree among them.")]  # fmt: skip
    if total.invited is not None and total.answered > total.invited:
        return [_at(total, f"{total.answered} answered, and only {total.invited} were invited. Mend one of them, or "
                    "leave invited empty.")]  # fmt: skip
    return []


def _too_many(totals: Totals, side_of: Mapping[str, str]) -> list[Refused]:
    """Give a sentence for each cut whose parts are more than the whole, and each side that its functions outgrow."""
    trouble = []
    for cut in ("group", "side", "region", "function"):
        parts = [total for cell, total in totals.items() if cell and cell[0][0] == cut]
        if parts and (said := _more(parts, totals[WHOLE])):
            trouble.append(_at(parts[0], f"by {cut}, the parts have together more {said} than the whole in line "
                               f"{totals[WHOLE].line}. Nobody may stand in two of them."))  # fmt: skip
    for cell, total in totals.items():
        if cell and cell[0][0] == "side":
            inside = [each for other, each in totals.items()
                      if other and other[0][0] == "function" and side_of.get(other[0][1]) == cell[0][1]]  # fmt: skip
            if said := _more(inside, total):
                trouble.append(_at(total, f"the functions of this side have together more {said} than it has. Nobody "
                                   "may stand in two of them."))  # fmt: skip
    return trouble


def _more(parts: list[Total], whole: Total) -> str:
    """Say of what the parts hold more than the whole; nothing when they fit into it, disagreement included."""
    if sum(each.answered for each in parts) > whole.answered:
        return "answers"
    if sum(each.agree for each in parts) > whole.agree:
        return "who agree"
    if sum(each.answered - each.agree for each in parts) > whole.answered - whole.agree:
        return "who do not agree"
    if whole.invited is not None and sum(_asked(each) for each in parts) > whole.invited:
        return "invited"
    return ""


def _at(total: Total, sentence: str) -> Refused:
    return Refused(f"Line {total.line}: {sentence}", field="file")


def _left_out(why: Hidden, floor: int) -> str:
    return f"not shown: {WHY[why].format(floor=floor, twice=2 * floor)}."
