"""Reading what a wave found out of its frozen text, and finding one's way in it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any

from parley.surveys.rules.cells import CUTS, table_of
from parley.surveys.terms.found import Figure, Found, Hidden, Ranked, Ranking, Said, Since, Step, Weighted
from parley.surveys.terms.release import Cell
from parley.surveys.terms.waves import Asked, Item, Kind

Plain = Mapping[str, Any]


def found_of(content: Plain) -> Found:
    """Read the figures of a wave. What the text lacks, as that of a wave asked elsewhere may, is empty or None."""
    return Found(
        name=content.get("name", ""),
        opened=content.get("opened", ""),
        closed=content.get("closed", ""),
        floor=content.get("floor"),
        invited=content.get("invited"),
        answered=content.get("answered"),
        before=content.get("before") or "",
        questions=tuple(_question(each) for each in content.get("questions", ())),
        names=content.get("names", {}),
        figures=tuple(_figure(each) for each in content.get("figures", ())),
        rankings=tuple(_ranking(each) for each in content.get("rankings", ())),
        steps={
            each["question"]: tuple(Step(step["share"], step.get("masked", "")) for step in each["steps"])
            for each in content.get("steps", ())
        },
        hidden=tuple(Hidden(each["question"], _cell(each["cell"]), each["why"]) for each in content.get("hidden", ())),
        rates={_cell(each["cell"]): each["rate"] for each in content.get("rates", ())},
    )


def said_in(content: Plain) -> tuple[Said, ...]:
    """Read what was written in own words, as it was released."""
    return tuple(Said(each["side"], tuple(each["words"])) for each in content.get("words", ()))


def figure_in(found: Found, question: str, cell: Cell = ()) -> Figure | None:
    """Give one figure; None when it is not shown."""
    return next((each for each in found.figures if each.cell == cell and each.question == question), None)


def figures_by(found: Found, question: str, cuts: tuple[str, ...]) -> list[Figure]:
    """Give the figures of one question in one table, by the names of its parts."""
    rows = [each for each in found.figures if each.question == question and table_of(each.cell) == cuts]
    return sorted(rows, key=lambda each: [name.casefold() for name in names_of(found, each.cell)])


def ranking_in(found: Found, question: str, cell: Cell = ()) -> Ranking | None:
    """Give one ranking; None when it is not shown."""
    return next((each for each in found.rankings if each.cell == cell and each.question == question), None)


def rankings_by(found: Found, question: str, cuts: tuple[str, ...]) -> list[Ranking]:
    """Give the rankings of one question in one table, by the names of its parts."""
    rows = [each for each in found.rankings if each.question == question and table_of(each.cell) == cuts]
    return sorted(rows, key=lambda each: [name.casefold() for name in names_of(found, each.cell)])


def hidden_by(found: Found, question: str, cuts: tuple[str, ...]) -> dict[str, int]:
    """Say how many parts of one table are not shown of a question, for each reason; never which."""
    return dict(Counter(each.why for each in found.hidden if each.question == question and table_of(each.cell) == cuts))


def names_of(found: Found, cell: Cell) -> list[str]:
    """Give the names of a cell’s values, in the order of its cuts."""
    return [found.names.get(cut, {}).get(value, value) for cut, value in cell]


def asked_in(found: Found, kind: Kind) -> list[Asked]:
    """Give the questions of one kind, in their order."""
    return [each for each in found.questions if each.kind is kind]


def question_in(found: Found, key: str) -> Asked | None:
    """Give a question by its key."""
    return next((each for each in found.questions if each.key == key), None)


def whole_percent(share: float) -> int:
    """Give a share from 0 to 1 in whole percent, as the sentence of a change says it."""
    return round(share * 100)


def since_words(figure: Figure) -> str:
    """Say what changed without repeating the share: “up 4 points: too few answers to say it really rose”."""
    if figure.since is None:
        return ""
    return figure.since.words.removeprefix(f"{whole_percent(figure.share)}%").lstrip(",: ")


def leads(figure: Figure) -> Weighted | None:
    """Give the weighted share where it leads; None where the plain one does."""
    weighted = figure.weighted
    return weighted if weighted and weighted.leads and weighted.share is not None else None


def clearly_apart(found: Found, question: str) -> tuple[Figure, Figure] | None:
    """Give, of all two parts of one cut whose intervals do not meet, those with the largest difference, lower first.

    None where no two parts are clearly apart; a part without an interval is in no pair.
    """
    apart = [pair for cut in CUTS for pair in _apart(figures_by(found, question, (cut,)))]
    return max(apart, key=lambda pair: pair[1].share - pair[0].share, default=None)


def _apart(parts: Iterable[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Give each part with the lowest of those that lie wholly below it, if there are any; n log n of n parts."""
    sure = [(each.low, each.high, each) for each in parts if each.low is not None and each.high is not None]
    below = sorted(sure, key=lambda each: each[1])
    highs = [high for _low, high, _each in below]
    lowest = list(accumulate((each for _low, _high, each in below), lambda *two: min(two, key=lambda each: each.share)))
    for low, _high, each in sure:
        if number := bisect_left(highs, low):
            yield lowest[number - 1], each


def could_be_first(ranking: Ranking) -> list[str]:
    """Give the items that may have come first."""
    return [each.item for each in ranking.items if each.low == 1]


def _question(plain: Plain) -> Asked:
    return Asked(
        key=plain["key"],
        kind=Kind(plain["kind"]),
        text=plain["text"],
        items=tuple(Item(key, label) for key, label in plain.get("items", ())),
        core=plain.get("core", False),
    )


def _figure(plain: Plain) -> Figure:
    return Figure(
        question=plain["question"],
        cell=_cell(plain["cell"]),
        n=plain.get("n") or "",
        share=plain["share"],
        low=plain.get("low"),
        high=plain.get("high"),
        lowest=plain.get("lowest"),
        highest=plain.get("highest"),
        masked=plain.get("masked") or "",
        since=Since(**plain["change"]) if plain.get("change") else None,
        weighted=Weighted(**plain["weighted"]) if plain.get("weighted") else None,
    )


def _ranking(plain: Plain) -> Ranking:
    return Ranking(
        question=plain["question"],
        cell=_cell(plain["cell"]),
        n=plain.get("n") or "",
        winner=plain.get("winner") or "",
        items=tuple(
            Ranked(
                item=each["item"],
                score=each.get("score"),
                first=each.get("first"),
                masked=each.get("masked") or "",
                tied=each.get("tied", False),
                low=each.get("low") or 1,
                high=each.get("high") or len(plain["items"]),
            )
            for each in plain["items"]
        ),
    )


def _cell(plain: list[list[str]]) -> Cell:
    return tuple((cut, value) for cut, value in plain)
