"""Whether something was decided before: the decisions most like a question, found by its words in all they said.

Three queries, whatever the company holds: every decision carries a word of its own in the index (`DECIDED`), so that
how many of them hold a word is read without reading all else that holds it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from parley.decisions.models import Decision
from parley.decisions.queries import decisions_visible_to
from parley.decisions.terms import DecisionState
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.search.models import Indexed
from parley.search.rules import likeness
from parley.search.rules.asked_before import likeness_to
from parley.search.rules.likeness import COMMON, Frequencies
from parley.search.terms import DECIDED, Kind
from parley.topics.rules import words_in

LEAST_ALIKE = 0.14  # below it what is shared is chance
MOST_ASKED = 24  # words of a question, the longest
POOL = 200  # decisions that hold most of what is rare, before it is asked which of them are seen
COMPARED = 25

HOLDING = {
    "sqlite": "SELECT * FROM (SELECT %s, i.key FROM (SELECT rowid AS id FROM parley_indexed_words"
    " WHERE parley_indexed_words MATCH %s LIMIT %s) w CROSS JOIN parley_indexed i ON i.id = w.id) h",
    "postgresql": "SELECT * FROM (SELECT %s, key FROM parley_indexed WHERE words @@ %s::tsquery LIMIT %s) h",
}
ALL = "SELECT '', count(*) FROM parley_indexed WHERE kind = 'decision'"


@dataclass(frozen=True, slots=True)
class Alike:
    """A decision that is like a question, and how alike it is, 0 to 1."""

    decision: Decision
    likeness: float


def decided_before(viewer: Viewer, question: str, *, but: Collection[int] = (), most: int = 5) -> list[Alike]:
    """Give the decisions most like a question that the viewer may see, best first; `but` are not asked about.

    Open ones are among them, withdrawn ones are not. Three queries at most; none for a question without words.
    """
    words = _words(question)
    if not words:
        return []
    found, holds = _holding(words)
    pool = likeness.worth_comparing(holds, found, POOL)
    seen = {row.pk: row for row in _seen(viewer, padded(pool)) if row.pk not in but} if pool else {}
    keys = [key for key in pool if key in seen][:COMPARED]
    texts = {row.key: (row.title, row.body) for row in _texts(padded(keys))} if keys else {}
    alike = likeness_to(words, texts, found)
    best = sorted(alike, key=lambda key: (-alike[key], -key))
    return [Alike(seen[key], alike[key]) for key in best if alike[key] >= LEAST_ALIKE][:most]


def _words(question: str) -> list[str]:
    """Give the words of a question that may tell something, by their stems, the longest first."""
    asked = words_in(question)
    worth = [word for word in likeness.worth_asking(question) if word in asked or not word.isascii()]
    return list(dict.fromkeys(likeness.stem_of(word) for word in worth))[:MOST_ASKED]


def _holding(words: Sequence[str]) -> tuple[Frequencies, list[tuple[str, int]]]:
    """Say which decisions hold which words, and how rare each is; what most of them hold leads to none."""
    sql = " UNION ALL ".join([HOLDING[connection.vendor]] * len(words) + [ALL])
    given = [part for word in words for part in (word, _quoted(word), COMMON)]
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        rows: list[tuple[str, int]] = list(cursor.fetchall())
    things = next(count for word, count in rows if not word)
    held: dict[str, int] = {}
    for word, _key in rows:
        if word:
            held[word] = held.get(word, 0) + 1
    return Frequencies(held, things or 1), [(word, key) for word, key in rows if word and held[word] < COMMON]


def _quoted(word: str) -> str:
    """Ask for decisions that hold a word; one that is written with spaces may go on."""
    begun = word.isascii() or len(word) > likeness.SHORTEST
    if connection.vendor == "postgresql":
        return f"'{DECIDED}' & '{word}'{':*' if begun else ''}"
    return f'"{DECIDED}" AND "{word}"{"*" if begun else ""}'


@prepared
def _seen(viewer: Viewer, keys: tuple[int, ...]) -> QuerySet[Decision]:
    return decisions_visible_to(viewer).filter(pk__in=keys).exclude(state=DecisionState.WITHDRAWN)


@prepared
def _texts(keys: tuple[int, ...]) -> QuerySet[Any]:
    return Indexed.objects.filter(kind=Kind.DECISION, key__in=keys)
