"""Counting a wave: from its sealed sheets to all that is shown, as plain values of one text that never changes.

Only what this gives leaves the sheets: every page, mail, file and program reads the text and nothing else (R7).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from parley.surveys.rules.cells import TABLES, WHOLE, Atom, candidates, size_of, table_of
from parley.surveys.rules.changes import Answers
from parley.surveys.rules.comparing import compared
from parley.surveys.rules.proportions import of_everybody, wilson
from parley.surveys.rules.release import Hidden, Release, published
from parley.surveys.rules.scores import ranking_shown
from parley.surveys.rules.showing import (
    EXACT_FROM,
    FINE_FROM,
    masked_range,
    rate_shown,
    shown,
)
from parley.surveys.rules.unmasking import would_unmask
from parley.surveys.rules.weighting import Stratum, weighted
from parley.surveys.terms.release import Answered, Cell, ToCount
from parley.surveys.terms.waves import AGREEING, STEPS, TOP, Asked, Counted, Kind

Plain = dict[str, Any]
RANKED = ((), ("group",), ("side",), ("region",))  # the tables of which rankings are given
EVERY_TABLE = ((), *TABLES)
STAND_IN = "side:"  # begins the function of those of whom only the side is known; no key has a colon
ALL_ALIKE = "Nearly everybody said the same, so a weighted share would say how nearly."
TOO_FEW_TO_WEIGH = "Below 100 answers it is not weighted: that would tell too much of small parts."
NOT_LISTED = "It is not known whom this wave asked, so it cannot be weighted."


@dataclass(frozen=True, slots=True)
class Counting:
    """What all questions of a wave have in common: which atoms each cell holds, and how many of each are invited."""

    given: ToCount
    side_of: Mapping[str, str]
    invited: Mapping[Atom, int]
    held: Mapping[Cell, frozenset[Atom]]


def atom_of(where: Counted) -> Atom:
    """Give the atom that somebody is in; a side without a function gets one that stands in for it."""
    stand_in = STAND_IN + where.side if where.side else ""
    return Atom(where.group, where.region, where.function or stand_in)


def counted(given: ToCount) -> Plain:
    """Count a wave. The same sheets in another order give the same text."""
    answered = [each.where for each in given.sheets]
    invited = given.invited if given.listed else answered
    everybody = {*invited, *answered}
    side_of = {atom_of(each).function: each.side for each in everybody if each.function or each.side}
    held = candidates({atom_of(each) for each in everybody}, side_of)
    counting = Counting(given, side_of, Counter(atom_of(each) for each in invited), held)
    found: Plain = {"figures": [], "rankings": [], "steps": [], "hidden": []}
    for question in given.questions:
        _count(counting, question, found)
    known = {name: [each for each in rows if not _stands_in(each)] for name, rows in found.items()}
    cells = [cell for cell in held if not _stands_in({"cell": cell})]
    return known | about(given, cells) | {"answered": len(given.sheets), "rates": _rates(counting)}


def about(given: ToCount, cells: Iterable[Cell]) -> Plain:
    """Give what the text says of the wave itself, whose parts are these."""
    return {
        "name": given.name,
        "opened": given.opened.isoformat(),
        "closed": given.closed.isoformat(),
        "floor": given.floor,
        "invited": len(given.invited) if given.listed else given.asked,
        "before": given.before.name if given.before else "",
        "questions": [_plain_question(each) for each in given.questions],
        "names": _names(given, cells),
    }


def _stands_in(plain: Plain) -> bool:
    return any(value.startswith(STAND_IN) for _cut, value in plain.get("cell", ()))


def _count(counting: Counting, question: Asked, found: Plain) -> None:
    if question.kind is Kind.OPEN:
        return
    answered = [each for each in counting.given.sheets if question.key in each.answers]
    sizes = Counter(atom_of(each.where) for each in answered)
    release = published(sizes, counting.invited, counting.side_of, counting.given.floor)
    hidden = dict(release.hidden)
    if question.kind is Kind.RANK:
        found["rankings"] += _rankings(counting, question, answered, release)
    else:
        agreeing = Counter(atom_of(each.where) for each in answered if each.answers[question.key] in AGREEING)
        counts = {cell: Answers(size_of(counting.held[cell], agreeing), size_of(counting.held[cell], sizes))
                  for cell in release.published}  # fmt: skip
        left_out = would_unmask(counts, masked_in(counts), counting.held, sizes)
        hidden |= dict.fromkeys(left_out, Hidden.GIVES_AWAY)
        shown_cells = sorted(counts.keys() - left_out, key=_turn)
        figures = [_figure(counting, question, cell, counts[cell]) for cell in shown_cells]
        if WHOLE in shown_cells and figures[0]["masked"]:
            figures[0]["weighted"] = {"why_not": ALL_ALIKE}
        elif WHOLE in shown_cells:
            found["steps"] += _steps(question, answered) if question.key not in counting.given.unstepped else []
            figures[0]["weighted"] = _weighted(counting, sizes, agreeing, set(counts) - left_out)
        found["figures"] += figures
    found["hidden"] += [
        {"question": question.key, "cell": _plain(cell), "why": why.value}
        for cell, why in sorted(hidden.items(), key=lambda pair: _turn(pair[0]))
    ]


def masked_in(counts: Mapping[Cell, Answers]) -> set[Cell]:
    """Give the cells whose share is shown as masked."""
    return {cell for cell, each in counts.items() if masked_range(each.hits, each.of)[2]}


def _figure(counting: Counting, question: Asked, cell: Cell, counts: Answers) -> Plain:
    given = counting.given
    if given.listed:
        return figure_of(given, question, cell, counts, size_of(counting.held[cell], counting.invited))
    return figure_of(given, question, cell, counts, None if cell else given.asked)


def figure_of(given: ToCount, question: Asked, cell: Cell, counts: Answers, invited: int | None) -> Plain:
    """Give what is shown of one share.

    Where it is not known how many were asked it is of people like these; and below 20 answers too, since bounds and
    intervals of all asked would say how many of so few answered, and what.
    """
    asked = None if invited is None or counts.of < EXACT_FROM else max(invited, counts.of)

    def interval(number: int) -> tuple[float, float]:
        found = wilson(number, counts.of) if asked is None else of_everybody(number, counts.of, asked)
        return (found.low, found.high) if found else (0.0, 1.0)

    figure = shown(counts.hits, counts.of, interval, invited=asked)
    return {
        "question": question.key,
        "cell": _plain(cell),
        **figure.as_json(),
        "change": compared(given, question, cell, figure, counts),
    }


def _weighted(
    counting: Counting, sizes: Mapping[Atom, int], agreeing: Mapping[Atom, int], shown_cells: Collection[Cell]
) -> Plain:
    """Weight the whole by function and region, to whole points and from 100 answers up.

    It is one more sum over parts: those that are not shown are weighed together, so that it tells nothing of them.
    """
    if not counting.given.listed:
        return {"why_not": NOT_LISTED}
    if sum(sizes.values()) < FINE_FROM:
        return {"why_not": TOO_FEW_TO_WEIGH}
    strata: dict[tuple[str, str], list[int]] = {}
    for atom in counting.invited.keys() | sizes.keys():
        function = atom.function if (("function", atom.function),) in shown_cells else ""
        region = atom.region if (("region", atom.region),) in shown_cells else ""
        row = strata.setdefault((function, region), [0, 0, 0])
        of = sizes.get(atom, 0)
        row[0] += max(counting.invited.get(atom, 0), of)
        row[1] += of
        row[2] += agreeing.get(atom, 0)
    rows = [Stratum(*cell, *counts) for cell, counts in sorted(strata.items())]
    made = weighted(rows)
    if made.found is None:
        return {"why_not": made.why_not}
    return {
        "share": round(made.found.share, 2),
        "low": round(made.found.interval.low, 2),
        "high": round(made.found.interval.high, 2),
        "leads": made.found.leads,
    }


def _steps(question: Asked, answered: Iterable[Answered]) -> list[Plain]:
    """Give how many took each of the five steps, of the whole, from 20 answers up; none if one would be masked.

    The others would give a masked one back.
    """
    taken = Counter(each.answers[question.key] for each in answered)
    of = taken.total()
    if of < EXACT_FROM:
        return []
    shares = [shown(taken[step], of, lambda number: (number / of, number / of)) for step in STEPS]
    if any(each.masked for each in shares):
        return []
    return [{"question": question.key, "steps": [{"share": each.share, "masked": each.masked} for each in shares]}]


def _rankings(counting: Counting, question: Asked, answered: list[Answered], release: Release) -> list[Plain]:
    found = []
    keys = [item.key for item in question.items]
    for cell in sorted((each for each in release.published if table_of(each) in RANKED), key=_turn):
        held = counting.held[cell]
        given = [each.answers[question.key] for each in answered if atom_of(each.where) in held]
        deep = TOP if counting.given.listed else min(max(map(len, given), default=TOP), len(keys) - 1)
        if shown_of_it := ranking_shown(given, keys, deep, scored=not cell):
            found.append({"question": question.key, "cell": _plain(cell), **shown_of_it})
    return found


def _rates(counting: Counting) -> list[Plain]:
    """Give the response rate of each cell one way, rounded down to 5%, where at least twice the floor are invited."""
    if not counting.given.listed:
        return []
    sizes = Counter(atom_of(each.where) for each in counting.given.sheets)
    release = published(sizes, counting.invited, counting.side_of, counting.given.floor)
    rates = []
    for cell in sorted((each for each in release.published if len(each) == 1), key=_turn):
        held = counting.held[cell]
        rate = rate_shown(size_of(held, sizes), size_of(held, counting.invited), 2 * counting.given.floor)
        if rate is not None:
            rates.append({"cell": _plain(cell), "rate": rate})
    return rates


def _names(given: ToCount, cells: Iterable[Cell]) -> Plain:
    """Give the names of the values that any cell has."""
    return {
        cut: {value: names.get(value, value) for value in sorted({v for cell in cells for c, v in cell if c == cut})}
        for cut, names in given.names.items()
    }


def _plain_question(question: Asked) -> Plain:
    return asdict(question) | {"kind": question.kind.value, "items": [[i.key, i.label] for i in question.items]}


def _plain(cell: Cell) -> list[list[str]]:
    return [list(pair) for pair in cell]


def _turn(cell: Cell) -> tuple[int, Cell]:
    return EVERY_TABLE.index(table_of(cell)), cell
