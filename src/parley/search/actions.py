"""Keeping the index: called after commit, or to make it anew. Its rows are derived, so no event is recorded.

See docs/decisions/0005-search-index.md: the one place besides the outbox that writes without the door.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Max

from parley.clients.queries import client_texts, insight_texts, insight_texts_after, insights_there, newest_insight
from parley.decisions.queries import decision_texts
from parley.decisions.queries.effects import effect_texts
from parley.groups.queries import area_texts
from parley.kernel.copying import copied
from parley.ledger.terms import Ref
from parley.meetings.queries.texts import item_texts, meeting_texts, point_texts
from parley.people.queries import person_texts
from parley.roadmap.queries.texts import initiative_texts
from parley.search.models import Indexed, Meaning
from parley.search.queries.meaning import MOST_KNOWN, is_there, meanings_of
from parley.search.rules import LONGEST_TEXT, tsvector_of, words_in
from parley.search.terms import DECIDED, ON_PAGE, Kind
from parley.topics.queries import topic_texts
from parley.trials.queries.texts import trial_texts
from parley.voices.queries import comment_texts

AT_ONCE = 500
MANY = 5_000  # insights of an import
INDEX_LOCK = 7_239_216  # a PostgreSQL advisory lock: an import's insights are indexed once


class Text(NamedTuple):
    """What one thing can be found by, and what it is read with."""

    kind: Kind
    key: int
    page: int
    title: str
    body: str


Keys = Collection[int] | None
PARTS: dict[str, tuple[Kind, Callable[[Keys], Iterator[tuple[int, int, str]]]]] = {
    "decision": (Kind.EFFECT, effect_texts),
    "meeting": (Kind.AGENDA_ITEM, item_texts),
    "thread": (Kind.COMMENT, comment_texts),
}
READ: dict[str, Callable[[Keys], Iterator[tuple[int, str, str]]]] = {
    "person": person_texts,
    "area": area_texts,
    "client": client_texts,
    "insight": insight_texts,
    "initiative": initiative_texts,
    "topic": topic_texts,
    "decision": decision_texts,
    "trial": trial_texts,
    "meeting": meeting_texts,
    "action_point": point_texts,
}


def refresh(refs: Iterable[Ref]) -> None:
    """Bring the index up to date for some things; kinds it does not hold are passed over. Harmless when done again."""
    keys: dict[str, set[int]] = {}
    for ref in refs:
        if ref.kind in ON_PAGE:
            keys.setdefault(ref.kind, set()).add(ref.key)
    for kind, wanted in sorted(keys.items()):
        for some in _in_parts(sorted(wanted)):
            with transaction.atomic():
                _keep(list(_texts(kind, some)), Indexed.objects.filter(kind__in=ON_PAGE[kind], page__in=some))


def index_insights(first: int, last: int) -> None:
    """Index the insights of a span of keys that are not indexed yet, thousands at once. Harmless when done again."""
    for begin in range(first, last + 1, MANY):
        end = min(begin + MANY - 1, last)
        with transaction.atomic():
            _lock()
            there = set(
                Indexed.objects.filter(kind=Kind.INSIGHT, key__range=(begin, end)).values_list("key", flat=True)
            )
            new = [(key, text[:LONGEST_TEXT]) for key, _title, text in insight_texts(between=(begin, end))
                   if key not in there]  # fmt: skip
            if new:
                _write_insights(new)


def sweep_insights(first: int, last: int) -> None:
    """Take the insights of a span of keys out of the index that are no more."""
    for begin in range(first, last + 1, MANY):
        end = min(begin + MANY - 1, last)
        with transaction.atomic():
            there = insights_there(begin, end)
            rows = Indexed.objects.filter(kind=Kind.INSIGHT, key__range=(begin, end)).values_list("pk", "key")
            gone = [pk for pk, key in rows if key not in there]
            for some in _in_parts(gone):
                _drop(some)


def _lock() -> None:
    """Let one after the other index insights on PostgreSQL; on SQLite one writes at a time as it is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [INDEX_LOCK])


def _write_insights(new: Sequence[tuple[int, str]]) -> None:
    kind = Kind.INSIGHT.value
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy("COPY parley_indexed (kind, key, page, title, body, words) FROM STDIN") as copy:
                copy.write(copied((kind, key, key, "", text, tsvector_of((), words_in(text))) for key, text in new))
            return
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'parley_indexed'")
        last = cursor.fetchone()
        begin = (last[0] if last else 0) + 1
        cursor.executemany(
            "INSERT INTO parley_indexed (id, kind, key, page, title, body) VALUES (%s, %s, %s, %s, '', %s)",
            [(begin + n, kind, key, key, text) for n, (key, text) in enumerate(new)],
        )
        cursor.executemany(
            "INSERT INTO parley_indexed_words (rowid, title, body) VALUES (%s, '', %s)",
            [(begin + n, " ".join(words_in(text))) for n, (_key, text) in enumerate(new)],
        )


def rebuild() -> int:
    """Bring the whole index up to date and give the number of things it holds. Questions can be asked meanwhile."""
    for kind, kinds in ON_PAGE.items():
        seen: set[tuple[Kind, int]] = set()
        for some in _in_parts(_texts(kind, None)):
            seen |= {(each.kind, each.key) for each in some}
            with transaction.atomic():
                _keep(some, _rows_of(some))
        gone = [pk for pk, *which in Indexed.objects.filter(kind__in=kinds).values_list("pk", "kind", "key")
                if tuple(which) not in seen]  # fmt: skip
        for some_gone in _in_parts(gone):
            with transaction.atomic():
                _drop(some_gone)
    return Indexed.objects.count()


def learn_meanings() -> int:
    """Encode the insights that came since the last time; how many. None where the encoder is not installed."""
    learnt = 0
    while is_there():
        last = Meaning.objects.aggregate(last=Max("insight"))["last"] or 0
        new = insight_texts_after(max(last, newest_insight() - MOST_KNOWN), most=AT_ONCE)
        if not new:
            break
        vectors = meanings_of([text for _, text in new])
        rows = [Meaning(insight=key, vector=vector) for (key, _), vector in zip(new, vectors, strict=True)]
        learnt += len(Meaning.objects.bulk_create(rows, ignore_conflicts=True))
    return learnt


def _texts(kind: str, keys: Keys) -> Iterator[Text]:
    if kind in READ:
        for key, title, body in READ[kind](keys):
            yield Text(Kind(kind), key, key, title, body[:LONGEST_TEXT])
    if kind in PARTS:
        part, read = PARTS[kind]
        for key, page, said in read(keys):
            yield Text(part, key, page, "", said[:LONGEST_TEXT])


def _rows_of(texts: Sequence[Text]) -> "Iterable[Indexed]":
    kinds: dict[Kind, list[int]] = {}
    for each in texts:
        kinds.setdefault(each.kind, []).append(each.key)
    for kind, keys in kinds.items():
        yield from Indexed.objects.filter(kind=kind, key__in=keys)


def _keep(texts: Sequence[Text], there: Iterable[Indexed]) -> None:
    """Make the rows that are `there` be these texts: write what differs, drop what is no longer said."""
    rows = {(row.kind, row.key): row for row in there}
    changed = []
    for text in texts:
        row = rows.pop((text.kind, text.key), None)
        if row is None or (row.page, row.title, row.body) != (text.page, text.title, text.body):
            changed.append(Indexed(**text._asdict()))
    _drop([row.pk for row in rows.values()])
    Indexed.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["kind", "key"], update_fields=["page", "title", "body"]
    )
    _write_words(changed)


def _write_words(rows: Sequence[Indexed]) -> None:
    marks = {Kind.DECISION: [DECIDED]}
    words = [(row.pk, words_in(row.title), [*words_in(row.body), *marks.get(row.kind, ())]) for row in rows]
    if not words:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "UPDATE parley_indexed SET words = %s::tsvector WHERE id = %s",
                [(tsvector_of(title, body), pk) for pk, title, body in words],
            )
            return
        cursor.executemany("DELETE FROM parley_indexed_words WHERE rowid = %s", [(pk,) for pk, _, _ in words])
        cursor.executemany(
            "INSERT INTO parley_indexed_words (rowid, title, body) VALUES (%s, %s, %s)",
            [(pk, " ".join(title), " ".join(body)) for pk, title, body in words],
        )


def _drop(keys: Sequence[int]) -> None:
    if not keys:
        return
    Indexed.objects.filter(pk__in=keys).delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM parley_indexed_words WHERE rowid = %s", [(key,) for key in keys])


def _in_parts(things: Iterable[object]) -> Iterator[list]:  # type: ignore[type-arg]
    rest = iter(things)
    while part := list(islice(rest, AT_ONCE)):
        yield part
