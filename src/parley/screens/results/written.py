"""The results of a wave as a document: the sentences of its page, for paper, slides and text."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from parley.screens.documents import As, Line
from parley.screens.results import words
from parley.screens.results.about import about_words
from parley.screens.results.shown import ONE_WAY, TWO_WAYS
from parley.surveys.rules.finding import (
    asked_in,
    figure_in,
    figures_by,
    hidden_by,
    ranking_in,
    rankings_by,
    since_words,
)
from parley.surveys.rules.showing import rate_words
from parley.surveys.terms.found import Figure, Found, Ranking, Said
from parley.surveys.terms.waves import INFLUENCE, STEPS, Asked, Kind


def document(found: Found, said: Sequence[Said], *, address: str, crosses: bool = True) -> Iterator[Line]:
    """Write out what a wave found: the influence of people first, then the rest, then parts, then own words.

    Without crosses, parts by two cuts at once are left out: of a large company they are hundreds.
    """
    asked = sorted(asked_in(found, Kind.AGREE), key=lambda each: each.key != INFLUENCE)
    yield Line(As.TITLE, found.name)
    yield Line(As.ABOUT, about_words(found))
    yield Line(As.ABOUT, _("In brackets: the interval, at 95%. Nothing is shown of few people."))
    yield Line(As.ABOUT, address)
    for each in asked:
        yield from _finding(found, each)
    for each in asked_in(found, Kind.RANK):
        yield from _valued(found, each)
    for each in asked:
        yield from _parts(found, each, (*ONE_WAY, *TWO_WAYS) if crosses else ONE_WAY)
    for unit in said:
        side = found.names.get("side", {}).get(unit.side, unit.side)
        yield Line(As.NAME, _("In their own words: %(side)s") % {"side": side} if side else _("In their own words"))
        for each_said in unit.words:
            yield Line(As.WORDS, each_said)


def _finding(found: Found, asked: Asked) -> Iterator[Line]:
    figure = figure_in(found, asked.key)
    yield Line(As.NAME, asked.text)
    if figure is None:
        yield Line(As.WORDS, _("Too few answered, so nothing is shown."))
        return
    yield Line(As.WHY, f"{words.loud(found, figure)} {words.beside(found, figure)}")
    apart = words.apart_words(found, asked.key)
    for note in (apart, words.silent_words(figure), words.weighted_words(figure), words.not_compared(figure)):
        if note:
            yield Line(As.WORDS, note)
    for number, step in zip(STEPS, found.steps.get(asked.key, ()), strict=False):
        yield Line(As.BELOW, words.share_words(step.share, step.masked), STEPS[number])


def _valued(found: Found, asked: Asked) -> Iterator[Line]:
    whole = ranking_in(found, asked.key)
    yield Line(As.NAME, asked.text)
    if whole is None:
        yield Line(As.WORDS, _("Too few answered, so nothing is shown."))
        return
    yield from _ranking(found, whole)
    for each in rankings_by(found, asked.key, ("side",)):
        yield Line(As.NAME, f"{words.cell_words(found, each.cell)}: {asked.text}")
        yield from _ranking(found, each)
    for cuts in (("group",), ("region",)):
        rows = rankings_by(found, asked.key, cuts)
        if rows:
            yield Line(As.NAME, f"{words.TITLES[cuts]}: {asked.text}")
        for each in rows:
            said = (f"{words.winner_words(found, each)}.", words.could_words(found, each))
            yield Line(As.WORDS, " ".join(filter(None, said)), words.cell_words(found, each.cell))
    for cuts in (("side",), ("group",), ("region",)):
        if note := words.hidden_words(cuts, hidden_by(found, asked.key, cuts)):
            yield Line(As.BELOW, note)


def _ranking(found: Found, ranking: Ranking) -> Iterator[Line]:
    labels = words.labels_of(found, ranking.question)
    yield Line(As.WHY, f"{words.winner_words(found, ranking)}. {words.could_words(found, ranking)}".rstrip())
    for each in ranking.items:
        details = [words.places_words(each)]
        if score := words.score_words(each):
            details.append(_("score %(score)s") % {"score": score})
        if first := words.first_words(each):
            details.append(_("first for %(share)s") % {"share": first})
        yield Line(As.WORDS, ", ".join(details), labels.get(each.item, each.item))
    invited = None if ranking.cell else found.invited
    yield Line(As.BELOW, words.answered_words(ranking.n, invited))


def _parts(found: Found, asked: Asked, tables: Sequence[tuple[str, ...]]) -> Iterator[Line]:
    for cuts in tables:
        rows = figures_by(found, asked.key, cuts)
        note = words.hidden_words(cuts, hidden_by(found, asked.key, cuts))
        if rows or (note and len(cuts) == 1):
            yield Line(As.NAME, f"{words.TITLES[cuts]}: {asked.text}")
            for each in rows:
                yield Line(As.WORDS, _row(found, each), words.cell_words(found, each.cell))
            if note:
                yield Line(As.BELOW, note)


def _row(found: Found, figure: Figure) -> str:
    rate = found.rates.get(figure.cell)
    answers = words.answered_words(figure.n, None)
    if answers and rate is not None:
        answers = _("%(answers)s, %(rate)s of those asked") % {"answers": answers, "rate": rate_words(rate)}
    return "; ".join(filter(None, (words.figure_words(figure), answers, since_words(figure))))
