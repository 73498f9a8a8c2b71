"""Counting a wave: from its sealed sheets to all that is shown, as plain values of one text that never changes.

Only what this gives leaves the sheets: every page, mail, file and program reads the text and nothing else (R7).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from parley.surveys.rules.cells import TABLES, WHOLE, Atom, candidates, size_of, table_of
from parley.surveys.rules.changes import Answers
from parley.surveys.rules.comparing import compared
from parley.surveys.rules.proportions import of_everybody
from parley.surveys.rules.ranking import Ranked, ranking_of
from parley.surveys.rules.release import Hidden, Release, published
from parley.surveys.rules.showing import EXACT_FROM, SPREAD_FROM, mask_of, masked_range, rate_shown, rounded, shown
from parley.surveys.rules.unmasking import would_unmask
from parley.surveys.rules.weighting import Stratum, weighted
from parley.surveys.terms.release import Answered, Cell, ToCount
from parley.surveys.terms.waves import AGREEING, STEPS, TOP, Asked, Counted, Kind

Plain = dict[str, Any]
RANKED = ((), ("group",), ("side",), ("region",))  # the tables of which rankings are given
EVERY_TABLE = ((), *TABLES)


@dataclass(frozen=True, slots=True)
class Counting:
    """What all questions of a wave have in common: which atoms each cell holds, and how many of each are invited."""

    given: ToCount
    side_of: Mapping[str, str]
    invited: Mapping[Atom, int]
    held: Mapping[Cell, frozenset[Atom]]


def atom_of(where: Counted) -> Atom:
    """Give the atom that somebody is in."""
    return Atom(where.group, where.region, where.function)


def counted(given: ToCount) -> Plain:
    """Count a wave. The same sheets in another order give the same text."""
    everybody = [*given.invited, *(each.where for each in given.sheets)]
    side_of = {each.function: each.side for each in everybody if each.function}
    held = candidates({atom_of(each) for each in everybody}, side_of)
    counting = Counting(given, side_of, Counter(atom_of(each) for each in given.invited), held)
    found: Plain = {"figures": [], "rankings": [], "steps": [], "hidden": []}
    for question in given.questions:
        _count(counting, question, found)
    return found | {
        "name": given.name,
        "opened": given.opened.isoformat(),
        "closed": given.closed.isoformat(),
        "floor": given.floor,
        "invited": len(given.invited),
        "answered": len(given.sheets),
        "before": given.before.name if given.before else "",
        "questions": [_plain_question(each) for each in given.questions],
        "names": _names(given, held),
        "rates": _rates(counting),
    }


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
        counts = {cell: (size_of(counting.held[cell], agreeing), size_of(counting.held[cell], sizes))
                  for cell in release.published}  # fmt: skip
        masked = {cell for cell, (hits, of) in counts.items() if masked_range(hits, of)[2]}
        left_out = would_unmask(counts, masked, counting.held, sizes)
        hidden |= dict.fromkeys(left_out, Hidden.GIVES_AWAY)
        shown_cells = sorted(counts.keys() - left_out, key=_turn)
        figures = [_figure(counting, question, cell, *counts[cell]) for cell in shown_cells]
        if WHOLE in shown_cells:
            found["steps"] += _steps(question, answered)
            figures[0]["weighted"] = _weighted(counting, sizes, agreeing)
        found["figures"] += figures
    found["hidden"] += [
        {"question": question.key, "cell": _plain(cell), "why": why.value}
        for cell, why in sorted(hidden.items(), key=lambda pair: _turn(pair[0]))
    ]


def _figure(counting: Counting, question: Asked, cell: Cell, hits: int, of: int) -> Plain:
    invited = max(size_of(counting.held[cell], counting.invited), of)

    def interval(number: int) -> tuple[float, float]:
        found = of_everybody(number, of, invited)
        return (found.low, found.high) if found else (0.0, 1.0)

    figure = shown(hits, of, interval, invited=invited)
    return {
        "question": question.key,
        "cell": _plain(cell),
        **figure.as_json(),
        "change": compared(counting.given, question, cell, figure, Answers(hits, of)),
    }


def _weighted(counting: Counting, sizes: Mapping[Atom, int], agreeing: Mapping[Atom, int]) -> Plain:
    """Weight the whole by function and region; to whole points, as what it rests on is shown no finer."""
    strata: dict[tuple[str, str], list[int]] = {}
    for atom in counting.invited.keys() | sizes.keys():
        row = strata.setdefault((atom.function, atom.region), [0, 0, 0])
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
    """Give how many took each of the five steps, of the whole, from 20 answers up."""
    taken = Counter(each.answers[question.key] for each in answered)
    of = taken.total()
    if of < EXACT_FROM:
        return []
    shares = [shown(taken[step], of, lambda number: (number / of, number / of)) for step in STEPS]
    return [
        {
            "question": question.key,
            "steps": [{"share": each.share, "masked": each.masked} for each in shares],
        }
    ]


def _rankings(counting: Counting, question: Asked, answered: list[Answered], release: Release) -> list[Plain]:
    found = []
    keys = [item.key for item in question.items]
    for cell in sorted((each for each in release.published if table_of(each) in RANKED), key=_turn):
        held = counting.held[cell]
        given = [each.answers[question.key] for each in answered if atom_of(each.where) in held]
        ranking = ranking_of(sorted(given), keys) if len(given) >= SPREAD_FROM else None
        if ranking:
            winner = ranking.clear_winner
            found.append(
                {
                    "question": question.key,
                    "cell": _plain(cell),
                    "n": shown(0, ranking.of, lambda _number: (0.0, 1.0)).n,
                    "winner": winner.item if winner else "",
                    "items": [_ranked(each, ranking.of, len(keys)) for each in ranking.items],
                }
            )
    return found


def _ranked(item: Ranked, of: int, items: int) -> Plain:
    """Give an item's score, 100 if everybody put it first, as coarse as a share (R8).

    Nearly the highest is shown as no more than that, and so is nearly the lowest, of what nobody put among the three:
    either would say of each of them what they chose.
    """
    score = Fraction(item.points).limit_denominator(10_000) / (of * (items - 1))
    lowest = Fraction(items - TOP - 1, 2 * (items - 1))
    least, most = lowest + mask_of(of) * (1 - lowest), 1 - mask_of(of) * (1 - lowest)
    score = min(max(score, least), most)
    first = shown(item.firsts, of, lambda _number: (0.0, 1.0))
    return {
        "item": item.item,
        "score": round(rounded(score, min(of, 99)) * 100),
        "first": first.share,
        "masked": first.masked,
        "tied": item.tied,
        "low": item.low,
        "high": item.high,
    }


def _rates(counting: Counting) -> list[Plain]:
    """Give the response rate of each cell one way, rounded down to 5%, where at least twice the floor are invited."""
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
