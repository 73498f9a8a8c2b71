"""What the page of results is given: what was found of each question, of each part, and what follows from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from parley.people.terms import Side
from parley.screens.rendering import url
from parley.screens.results import words
from parley.screens.topics.standing import Standing, standing_of
from parley.surveys.queries.followed import Follows
from parley.surveys.rules.cells import TABLES
from parley.surveys.rules.finding import asked_in, figure_in, figures_by, hidden_by, leads, since_words
from parley.surveys.rules.showing import rate_words
from parley.surveys.terms.found import Figure, Found
from parley.surveys.terms.release import Cell
from parley.surveys.terms.waves import INFLUENCE, STEPS, Asked, Kind

ONE_WAY: tuple[tuple[str, ...], ...] = (("side",), ("group",), ("region",), ("function",))
TWO_WAYS = tuple(each for each in TABLES if len(each) > 1)


@dataclass(frozen=True, slots=True)
class Followed:
    """A topic because of a result: how it stands, and who sees to it."""

    of: Follows
    standing: Standing
    because: str


@dataclass(frozen=True, slots=True)
class Strip:
    """What is drawn of a share: where it lies, its interval, and where the silent could take it; from 0 to 1."""

    share: float
    low: float | None
    high: float | None
    lowest: float | None
    highest: float | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """How many took one of the five steps."""

    name: str
    share: float
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of one question of the whole wave."""

    question: Asked
    loud: str
    beside: str
    notes: list[str]
    strip: Strip | None
    steps: list[StepRow]
    follow_at: str
    followed: list[Followed]


@dataclass(frozen=True, slots=True)
class Row:
    """One part of the wave in a table."""

    name: str
    tone: str
    strip: Strip
    share: str
    answers: str
    rate: str
    since: str
    silent: str
    follow_at: str
    followed: list[Followed]


@dataclass(frozen=True, slots=True)
class Parts:
    """One table of parts, and in sentences what it does not show."""

    title: str
    rows: list[Row]
    notes: list[str]
    rates: bool  # whether any row has a response rate


@dataclass(frozen=True, slots=True)
class Because:
    """The topics that follow from results, by question and cell, and where more are opened."""

    wave: int
    rows: Mapping[tuple[str, Cell], list[Followed]] = field(default_factory=dict)

    def of(self, question: str, cell: Cell) -> list[Followed]:
        return self.rows.get((question, cell), [])

    def follow_at(self, question: str, cell: Cell) -> str:
        """Give the address at which a topic is opened because of one result."""
        return url("follow_result", self.wave) + "?" + urlencode([("question", question), *cell])


def because_of(wave: int, found: Found, follows: Iterable[Follows], on: date) -> Because:
    """Gather the topics that follow from a wave, as they stand on a day."""
    rows: dict[tuple[str, Cell], list[Followed]] = {}
    for each in follows:
        said = result_words(found, each.question, each.cell)
        rows.setdefault((each.question, each.cell), []).append(Followed(each, standing_of(each.topic, on), said))
    return Because(wave, rows)


def result_words(found: Found, question: str, cell: Cell) -> str:
    """Name a result: what was found, and of whom."""
    figure = figure_in(found, question, cell)
    if figure and not cell:
        return words.loud(found, figure)
    asked = next((each.text for each in found.questions if each.key == question), question)
    said = asked.rstrip(".")
    if figure:
        share = words.share_words(figure.share, figure.masked)
        said = _("%(part)s: %(share)s agree, “%(text)s”") % {
            "part": words.cell_words(found, cell),
            "share": share,
            "text": asked,
        }
    elif cell:
        said = f"{words.cell_words(found, cell)}: {said}"
    return said


def findings(found: Found, because: Because) -> list[Finding]:
    """Give what was found of each question to agree with: whether one can influence first, then in their order."""
    asked = sorted(asked_in(found, Kind.AGREE), key=lambda each: each.key != INFLUENCE)
    return [_finding(found, each, because) for each in asked]


def _finding(found: Found, asked: Asked, because: Because) -> Finding:
    figure, at = figure_in(found, asked.key), because.follow_at(asked.key, ())
    if figure is None:
        few = _("“%(text)s”: too few answered, so nothing is shown.") % {"text": asked.text}
        return Finding(asked, few, "", [], None, [], "", [])
    notes = [
        words.apart_words(found, asked.key),
        words.silent_words(figure),
        words.weighted_words(figure),
        words.not_compared(figure),
    ]
    return Finding(
        question=asked,
        loud=words.loud(found, figure),
        beside=words.beside(found, figure),
        notes=[each for each in notes if each],
        strip=_leading(figure),
        steps=[
            StepRow(STEPS[number], step.share, words.share_words(step.share, step.masked))
            for number, step in zip(STEPS, found.steps.get(asked.key, ()), strict=False)
        ],
        follow_at=at,
        followed=because.of(asked.key, ()),
    )


def _leading(figure: Figure) -> Strip:
    """Give what is drawn of a figure: the share that leads."""
    ahead = leads(figure)
    if ahead and ahead.share is not None:
        return Strip(ahead.share, ahead.low, ahead.high, figure.lowest, figure.highest)
    return _strip(figure)


def _strip(figure: Figure) -> Strip:
    return Strip(figure.share, figure.low, figure.high, figure.lowest, figure.highest)


def parts_of(found: Found, question: str, tables: Sequence[tuple[str, ...]], because: Because) -> list[Parts]:
    """Give the tables of one question that say anything: the parts that are shown, and how many are not and why."""
    made = [_parts(found, question, cuts, because) for cuts in tables]
    return [each for each in made if each.rows or each.notes]


def _parts(found: Found, question: str, cuts: tuple[str, ...], because: Because) -> Parts:
    figures = figures_by(found, question, cuts)
    apart = words.once(words.not_compared(each) for each in figures)
    notes = [
        words.hidden_words(cuts, hidden_by(found, question, cuts)),
        *(f"{_('Not compared:')} {each}" for each in apart),
    ]
    return Parts(
        title=str(words.TITLES[cuts]),
        rows=[_row(found, each, because) for each in figures],
        notes=[each for each in notes if each],
        rates=any(each.cell in found.rates for each in figures),
    )


def _row(found: Found, figure: Figure, because: Because) -> Row:
    rate = found.rates.get(figure.cell)
    return Row(
        name=words.cell_words(found, figure.cell),
        tone=tone_of(figure.cell),
        strip=_strip(figure),
        share=words.figure_words(figure),
        answers=str(figure.n),
        rate="" if rate is None else rate_words(rate),
        since=since_words(figure) or (_("not compared") if words.not_compared(figure) else ""),
        silent=words.interval_words(figure.lowest, figure.highest),
        follow_at=because.follow_at(figure.question, figure.cell),
        followed=because.of(figure.question, figure.cell),
    )


def tone_of(cell: Cell) -> str:
    """Give the colour of a part: that of its side, if it is a side."""
    side = dict(cell).get("side", "")
    return side if side in {Side.PRODUCT, Side.BUSINESS} else "plain"
