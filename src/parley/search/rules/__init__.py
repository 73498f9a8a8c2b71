"""How texts become words to be found, questions become words to seek, and finds show what was sought."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from string import ascii_lowercase

from parley.kernel.words import folded
from parley.search.terms import Doubt, Piece, Sought

# Scripts written without spaces, Korean with them: there any two neighbouring characters are indexed as a word.
_DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u0f00-\u0fff"
_BEGINS_DENSE = re.compile(f"[{_DENSE}]")
_RUN = re.compile(f"(?P<dense>[{_DENSE}]+)|(?:(?![{_DENSE}])(?:[^\\W_]|[{_MARKS}]))+")
_ASCII_RUN = re.compile(r"(?P<dense>(?!))|[^\W_]+", re.ASCII)  # the same for most texts, in a fifth of the time

LONGEST_TEXT = 60_000  # characters of one thing that are indexed
LONGEST_WORD = 60
LONGEST_QUESTION = 300  # characters that are read of a question
MOST_WORDS = 12
SHORTEST_BEGINNING = 3
SHORTEST_DOUBTED, LONGEST_DOUBTED = 4, 20  # letters of a word that may be misspelt
MOST_DOUBTED = 4  # words of a question of which one may be
FEW = 3  # finds; with fewer, another spelling is offered
AROUND = 110  # characters of an excerpt on either side of the first word that was sought


def words_in(text: str) -> list[str]:
    """List the words of a text in order, as the index keeps them."""
    found: list[str] = []
    for run in _runs(folded(text[:LONGEST_TEXT])):
        if run["dense"]:
            word = run[0]
            found += [word[at : at + 2] for at in range(len(word))]  # the last stands alone, so that it is found too
        else:
            found.append(run[0][:LONGEST_WORD])
    return found


def sought_in(question: str) -> list[Sought]:
    """List what a question seeks, at most 12 words; none when it has no letter and no digit."""
    runs = list(_RUN.finditer(folded(question[:LONGEST_QUESTION])))[:MOST_WORDS]
    found = []
    for run in runs:
        word = run[0]
        if run["dense"] and len(word) > 1:
            found.append(Sought(tuple(word[at : at + 2] for at in range(len(word) - 1)), begun=False))
        else:
            found.append(Sought((_stem(word[:LONGEST_WORD]),), begun=_may_go_on(word) or run is runs[-1]))
    return list(dict.fromkeys(found))


def _may_go_on(word: str) -> bool:
    """Whether a word is sought by its beginning: all but the shortest, which would find too much."""
    return bool(_RUN.match(word)["dense"]) or len(word) >= SHORTEST_BEGINNING  # type: ignore[index]  # it was a run


def _stem(word: str) -> str:
    """Leave out the s of a plural, so that it finds the singular too."""
    plural = len(word) > SHORTEST_BEGINNING + 1 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word


def doubts_in(question: str) -> list[Doubt]:
    """List the words of a short question that may be misspelt: one letter missing, doubled, wrong or swapped."""
    runs = list(_RUN.finditer(folded(question[:LONGEST_QUESTION])))
    words = tuple(run[0] for run in runs)
    if len(words) > MOST_DOUBTED:
        return []
    return [
        Doubt(words[:place], run[0], words[place + 1 :], _spellings(run[0]))
        for place, run in enumerate(runs)
        if not run["dense"] and run[0].isalpha() and SHORTEST_DOUBTED <= len(run[0]) <= LONGEST_DOUBTED
    ]


def _spellings(word: str) -> frozenset[str]:
    """Give what a word could be but for one letter, without what is found already: what begins like it."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    fewer = {head + tail[1:] for head, tail in cuts if tail}
    swapped = {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    other = {head + letter + tail[skip:] for head, tail in cuts for letter in ascii_lowercase for skip in (0, 1)}
    begun = _stem(word)
    return frozenset(each for each in fewer | swapped | other if not each.startswith(begun))


def fts5_of_any(doubts: Sequence[Doubt]) -> str:
    """Write a question with another spelling of any one word in doubt, in the language of SQLite's FTS5."""
    return " OR ".join(
        "(" + " AND ".join([*_parts(fts5_of(sought_in(doubt.others))), _any(doubt.spellings, '"', " OR ")]) + ")"
        for doubt in doubts
    )


def tsquery_of_any(doubts: Sequence[Doubt]) -> str:
    """Write the same in the language of PostgreSQL's tsquery."""
    return " | ".join(
        "(" + " & ".join([*_parts(tsquery_of(sought_in(doubt.others))), _any(doubt.spellings, "'", " | ")]) + ")"
        for doubt in doubts
    )


def _parts(asked: str) -> list[str]:
    return [asked] if asked else []


def _any(words: Collection[str], quote: str, either: str) -> str:
    return "(" + either.join(f"{quote}{word}{quote}" for word in sorted(words)) + ")"


def meant_in(texts: Sequence[str], doubts: Sequence[Doubt]) -> list[str]:
    """Give the questions with one word spelt as in some texts that were found by them, the most frequent first."""
    counts: dict[str, int] = {}
    for text in texts:
        held = set(words_in(text))
        for doubt in doubts:
            for spelling in sorted(doubt.spellings & held):
                if all(_holds(held, each) for each in sought_in(doubt.others)):
                    counts[doubt.spelt(spelling)] = counts.get(doubt.spelt(spelling), 0) + 1
    return sorted(counts, key=lambda words: (-counts[words], words))


def _holds(held: Collection[str], sought: Sought) -> bool:
    first = sought.pieces[0]
    return first in held or (sought.begun and any(word.startswith(first) for word in held))


def fts5_of(sought: Sequence[Sought]) -> str:
    """Write what is sought in the language of SQLite's FTS5. The words hold letters and digits only."""
    return " AND ".join('"' + " ".join(each.pieces) + '"' + ("*" if each.begun else "") for each in sought)


def tsquery_of(sought: Sequence[Sought]) -> str:
    """Write what is sought in the language of PostgreSQL's tsquery."""
    return " & ".join(
        "(" + " <-> ".join(f"'{piece}'" for piece in each.pieces) + ")" if not each.begun else f"'{each.pieces[0]}':*"
        for each in sought
    )


def tsvector_of(title: Sequence[str], body: Sequence[str]) -> str:
    """Write a title's and a body's words as a tsvector; a title's weigh more. Positions end at 16,383 there."""
    weighed = [(word, "A") for word in title] + [("", "")] + [(word, "D") for word in body]
    return " ".join(
        f"'{word}':{min(place, 16_383)}{weight}" for place, (word, weight) in enumerate(weighed, start=1) if word
    )


def marked(text: str, sought: Sequence[Sought]) -> tuple[Piece, ...]:
    """Cut a text into pieces that were sought and those between."""
    found: list[Piece] = []
    at = 0
    for start, end in sorted([*_spans(text, sought), *_dense_spans(text, sought)]):
        if start >= at:
            found += [Piece(text[at:start], sought=False), Piece(text[start:end], sought=True)]
            at = end
    found.append(Piece(text[at:], sought=False))
    return tuple(piece for piece in found if piece.text)


def excerpt(text: str, sought: Sequence[Sought]) -> tuple[Piece, ...]:
    """Give the words around the first that was sought, on one line; the beginning when none is there."""
    line = " ".join(text.split())
    where = min((start for start, _ in [*islice(_spans(line, sought), 1), *_dense_spans(line, sought)]), default=0)
    start = max(0, where - AROUND)
    if start:
        start = line.find(" ", start, where) + 1 or start
    end = where + 2 * AROUND
    cut = line[start:end] + ("…" if end < len(line) else "")
    return marked(("…" if start else "") + cut, sought)


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Yield the runs of letters and digits of a text."""
    return (_ASCII_RUN if text.isascii() else _RUN).finditer(text)


@lru_cache(maxsize=20_000)
def _plain(word: str) -> str:
    return folded(word)[:LONGEST_WORD]


def _spans(text: str, sought: Sequence[Sought]) -> Iterator[tuple[int, int]]:
    """Yield where words stand that were sought, in order."""
    whole = {each.pieces[0] for each in sought if not each.begun}
    begun = tuple(each.pieces[0] for each in sought if each.begun)
    for run in _runs(text):
        if not run["dense"]:
            word = _plain(run[0][: 2 * LONGEST_WORD])
            if word in whole or word.startswith(begun):
                yield run.span()


def _dense_spans(text: str, sought: Sequence[Sought]) -> Iterator[tuple[int, int]]:
    """Yield where words of scripts without spaces stand, letter for letter."""
    for each in sought:
        word = each.pieces[0][:1] + "".join(piece[1:] for piece in each.pieces)
        if _BEGINS_DENSE.match(word):
            yield from (found.span() for found in re.finditer(re.escape(word), text))
