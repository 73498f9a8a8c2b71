"""What people value, as the page shows it: ranks from low to high, of the whole, of both sides, and of parts."""

from dataclasses import dataclass

from parley.screens.results import words
from parley.screens.results.shown import Because, Followed, tone_of
from parley.surveys.rules.finding import asked_in, hidden_by, ranking_in, rankings_by
from parley.surveys.terms.found import Found, Ranking
from parley.surveys.terms.waves import Asked, Kind


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item: the ranks it may have as numbers and in words, its score, and how many named it first."""

    label: str
    low: int
    high: int
    places: str
    score: str
    first: str


@dataclass(frozen=True, slots=True)
class RankTable:
    """One ranking, of the whole or of a part."""

    name: str
    tone: str
    winner: str
    could: str
    answers: str
    items: list[ItemRow]


@dataclass(frozen=True, slots=True)
class Valued:
    """What was found of a question that ranks."""

    question: Asked
    whole: RankTable | None
    sides: list[RankTable]
    parts: list[RankTable]
    notes: list[str]
    follow_at: str
    followed: list[Followed]


def valued(found: Found, because: Because) -> list[Valued]:
    """Give what was found of each question that ranks."""
    return [_valued(found, each, because) for each in asked_in(found, Kind.RANK)]


def _valued(found: Found, asked: Asked, because: Because) -> Valued:
    whole = ranking_in(found, asked.key)
    parts = [each for cuts in (("group",), ("region",)) for each in rankings_by(found, asked.key, cuts)]
    hidden = {cuts: hidden_by(found, asked.key, cuts) for cuts in (("side",), ("group",), ("region",))}
    return Valued(
        question=asked,
        whole=_table(found, whole) if whole else None,
        sides=[_table(found, each) for each in rankings_by(found, asked.key, ("side",))],
        parts=[_table(found, each) for each in parts],
        notes=[said for cuts, count in hidden.items() if (said := words.hidden_words(cuts, count))],
        follow_at=because.follow_at(asked.key, ()) if whole else "",
        followed=because.of(asked.key, ()),
    )


def _table(found: Found, ranking: Ranking) -> RankTable:
    labels = words.labels_of(found, ranking.question)
    return RankTable(
        name=words.cell_words(found, ranking.cell),
        tone=tone_of(ranking.cell),
        winner=words.winner_words(found, ranking),
        could=words.could_words(found, ranking),
        answers=words.answered_words(ranking.n, None if ranking.cell else found.invited),
        items=[
            ItemRow(
                labels.get(each.item, each.item), each.low, each.high,
                words.places_words(each), words.score_words(each), words.first_words(each),
            )
            for each in ranking.items
        ],
    )  # fmt: skip
