"""Whether something has been said before: the insights most like a text, found by its rarest words.

What it costs does not grow with how much was said: see docs/decisions/0013-merging.md.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from parley.clients.models import Insight
from parley.clients.queries import voices_visible_to
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.search.queries.meaning import near
from parley.search.rules import likeness
from parley.search.rules.likeness import COMMON, POOL, Frequencies

LEAST_ALIKE = 0.12  # below it what is shared is chance
FETCHED = 4  # times as many are read as are given: some say the same as others

OF_WORD = {
    "sqlite": "SELECT %s, count(*), max(rowid) FROM"
    " (SELECT rowid FROM parley_indexed_words WHERE parley_indexed_words MATCH %s LIMIT %s)",
    "postgresql": "SELECT %s, (SELECT count(*) FROM"
    " (SELECT 1 FROM parley_indexed WHERE words @@ %s::tsquery LIMIT %s) x), 0",
}
ALL = "SELECT '', max(id), 0 FROM parley_indexed"
HOLDING = {  # CROSS: else SQLite reads all insights, and looks each of them up among the words
    "sqlite": "SELECT * FROM (SELECT %s, i.key FROM (SELECT rowid AS id FROM parley_indexed_words"
    " WHERE parley_indexed_words MATCH %s LIMIT %s) w CROSS JOIN parley_indexed i ON i.id = w.id"
    " WHERE i.kind = 'insight') h",
    "postgresql": "SELECT * FROM (SELECT %s, w.key FROM (SELECT key, kind FROM parley_indexed"
    " WHERE words @@ %s::tsquery LIMIT %s) w WHERE w.kind = 'insight') h",
}
COMMON_WORDS = (  # of PostgreSQL's own counts, which it keeps of the thousand most frequent words
    "SELECT e.word, e.part * (SELECT reltuples FROM pg_class WHERE oid = 'parley_indexed'::regclass)"
    " FROM pg_stats s, unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS e(word, part)"
    " WHERE s.tablename = 'parley_indexed' AND s.attname = 'words' AND s.schemaname = current_schema()"
    " AND e.word = ANY(%s)"
)


@dataclass(frozen=True, slots=True)
class Before:
    """Something that was said before: whose words, which insight is kept of it, and how alike it is, 0 to 1."""

    insight: Insight
    kept: int
    likeness: float


def said_before(viewer: Viewer, text: str, *, but: Collection[int] = (), most: int = 5) -> list[Before]:
    """Give the insights that say most nearly what a text says, as far as the viewer may see them, best first.

    Of those that were merged, the one that is most like it. `but` are insights that are not asked about, as the one
    that holds the text. Four queries at most on SQLite, five on PostgreSQL; two more where meanings are known.
    """
    words = likeness.worth_asking(text)
    if not words:
        return []
    found = _frequencies(words)
    sought = likeness.worth_seeking(found, but_itself=bool(but))
    if sum(found.held[word] for word in sought) < POOL:
        sought += _together(words, found)
    held = likeness.worth_comparing(_holding(sought), found) if sought else []
    texts = {key: body for key, body in _texts(viewer, padded(held)) if key not in but} if held else {}
    alike = likeness.likeness_of(text, texts, found)
    best = sorted((key for key in alike if alike[key] >= LEAST_ALIKE), key=lambda key: (-alike[key], -key))
    meant = {key: nearness for key, nearness in near(text, most=most * FETCHED).items() if key not in but}
    best = likeness.woven(best[: most * FETCHED], sorted(meant, key=lambda key: (-meant[key], -key)))
    return list(_told(viewer, best, {**meant, **alike}))[:most]


def _told(viewer: Viewer, keys: Sequence[int], alike: dict[int, float]) -> Iterator[Before]:
    rows = {row.pk: row for row in _insights(viewer, padded(keys))} if keys else {}
    told: set[int] = set()
    for key in keys:
        row = rows.get(key)
        if row is None:  # known by its meaning, and gone since
            continue
        kept = row.kept_id or row.pk
        if kept not in told:
            told.add(kept)
            yield Before(row, kept, alike[key])


@prepared
def _texts(viewer: Viewer, keys: tuple[int, ...]) -> QuerySet[Insight, tuple[int, str]]:
    return voices_visible_to(viewer).filter(pk__in=keys).order_by().select_related(None).values_list("pk", "text")


@prepared
def _insights(viewer: Viewer, keys: tuple[int, ...]) -> QuerySet[Insight]:
    rows = voices_visible_to(viewer).filter(pk__in=keys)
    return rows.select_related(None).select_related("client__region").only(
        "text", "said_on", "kept", "client__name", "client__region__name"
    )  # fmt: skip


def _frequencies(words: Sequence[str]) -> Frequencies:
    """Count how many things hold each word, as far as that can be told without counting many."""
    common = dict(_asked(COMMON_WORDS, [list(words)])) if connection.vendor == "postgresql" else {}
    others = [word for word in words if word not in common]
    each = [OF_WORD[connection.vendor]] * len(others) + [ALL]
    rows = _asked(" UNION ALL ".join(each), _given(others))
    things = next((count for word, count, _ in rows if not word), None) or 1
    held = {word: int(count) for word, count in common.items()}
    for word, count, last in rows:
        if word:  # of a common word the first few say how often it stands among the rest
            held[word] = max(count, count * things // last) if count == COMMON and last else count
    return Frequencies({word: held[word] for word in words if held[word]}, things)


def _together(words: Sequence[str], found: Frequencies) -> list[str]:
    """Seek common words where few things hold a rare one: the two rarest of them side by side, and one alone."""
    rarest = sorted((word for word in words if found.held.get(word, 0) >= COMMON), key=lambda each: found.held[each])
    return [" ".join(rarest[:2]), *rarest[:1]] if rarest else []


def _holding(words: Sequence[str]) -> list[tuple[str, int]]:
    return _asked(" UNION ALL ".join([HOLDING[connection.vendor]] * len(words)), _given(words))


def _given(words: Sequence[str]) -> list[Any]:
    return [part for word in words for part in (word, _quoted(word), COMMON)]


def _quoted(words: str) -> str:
    """Write words in the language of the database: all of them are to be there."""
    quote, both = ("'", " & ") if connection.vendor == "postgresql" else ('"', " AND ")
    return both.join(f"{quote}{word}{quote}" for word in words.split())


def _asked(sql: str, given: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())
