"""The results of a wave as plain tables, for spreadsheets: each value as it stands in the frozen text."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parley.exchange.rules.writing import safe
from parley.screens.results import words
from parley.surveys.rules.cells import CUTS
from parley.surveys.rules.finding import names_of, question_in
from parley.surveys.terms.found import Figure, Found, Ranking, Said
from parley.surveys.terms.release import Cell
from parley.surveys.terms.waves import STEPS

Value = str | int | float | None
WHERE = ("question", *CUTS)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name, its columns by their keys, and rows. Shares are from 0 to 1."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]


Tables = Sequence[Table]


def tables_of(found: Found, said: Sequence[Said]) -> list[Table]:
    """Give every table of a wave; what it lacks has no rows."""
    return [
        Table("wave", ("name", "opened", "closed", "invited", "answered", "floor", "before"), [_wave(found)]),
        Table(
            "agree",
            (*WHERE, "answers", "share", "masked", "low", "high", "lowest", "highest", "response_rate",
             "change", "change_low", "change_high", "change_words"),
            [_figure(found, each) for each in found.figures],
        ),
        Table("weighted", ("question", "share", "low", "high", "leads", "why_not_shown"), list(_weighted(found))),
        Table("steps", ("question", "step", "share", "masked"), list(_steps(found))),
        Table(
            "valued",
            (*WHERE, "answers", "item", "place_low", "place_high", "score", "first", "masked"),
            [row for each in found.rankings for row in _ranked(found, each)],
        ),
        Table("not shown", ("question", "parts", "why_not_shown"), list(_hidden(found))),
        Table("words", ("side", "words"), [(_side(found, unit.side), each) for unit in said for each in unit.words]),
    ]  # fmt: skip


def csv_of(tables: Tables) -> str:
    """Write tables out one after the other: each row begins with its table’s name, numbers stand as in the text."""
    lines: list[tuple[Value, ...]] = []
    for table in tables:
        lines.append(("table", *table.columns))
        lines += [(table.name, *row) for row in table.rows]
    return "".join(",".join(_cell(each) for each in row) + "\r\n" for row in lines)


def _cell(value: Value) -> str:
    """Write one cell; only a text can be taken for a formula, so only a text gets an apostrophe before it."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return json.dumps(value)
    text = safe(value)
    return (
        '"' + text.replace('"', '""') + '"' if any(each in text for each in ',";\r\n') or text != text.strip() else text
    )


def _wave(found: Found) -> tuple[Value, ...]:
    return found.name, found.opened, found.closed, found.invited, found.answered, found.floor, found.before


def _where(found: Found, question: str, cell: Cell) -> tuple[Value, ...]:
    asked, names = question_in(found, question), dict(zip((cut for cut, _ in cell), names_of(found, cell), strict=True))
    return (asked.text if asked else question, *(names.get(cut, "") for cut in CUTS))


def _figure(found: Found, each: Figure) -> tuple[Value, ...]:
    since = each.since
    return (
        *_where(found, each.question, each.cell), each.n, each.share, each.masked, each.low, each.high, each.lowest,
        each.highest, found.rates.get(each.cell), *((since.by, since.low, since.high) if since else (None,) * 3),
        (since.words or since.why_not) if since else "",
    )  # fmt: skip


def _weighted(found: Found) -> Iterator[tuple[Value, ...]]:
    for each in found.figures:
        if each.weighted:
            made = each.weighted
            leads = "" if made.share is None else ("yes" if made.leads else "no")
            yield _where(found, each.question, ())[0], made.share, made.low, made.high, leads, made.why_not


def _steps(found: Found) -> Iterator[tuple[Value, ...]]:
    for question, steps in found.steps.items():
        for number, step in zip(STEPS, steps, strict=False):
            yield _where(found, question, ())[0], STEPS[number], step.share, step.masked


def _ranked(found: Found, ranking: Ranking) -> Iterator[tuple[Value, ...]]:
    labels, where = words.labels_of(found, ranking.question), _where(found, ranking.question, ranking.cell)
    for each in ranking.items:
        label = labels.get(each.item, each.item)
        yield *where, ranking.n, label, each.low, each.high, each.score, each.first, each.masked


def _hidden(found: Found) -> Iterator[tuple[Value, ...]]:
    """Give how many parts of each kind are not shown of each question, and why; never which."""
    counts: dict[tuple[str, str, str], int] = {}
    for each in found.hidden:
        kind = " × ".join(cut for cut, _value in each.cell) or "whole"
        counts[each.question, kind, each.why] = counts.get((each.question, kind, each.why), 0) + 1
    for (question, kind, why), count in counts.items():
        yield _where(found, question, ())[0], f"{kind}: {count}", why


def _side(found: Found, side: str) -> str:
    return found.names.get("side", {}).get(side, side)
