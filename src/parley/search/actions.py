"""Keeping the index: called after commit, or to make it anew. Its rows are derived, so no event is recorded.

See docs/decisions/0005-search-index.md: the one place besides the outbox that writes without the door.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Max

from parley.clients.queries import client_texts, insight_texts, insight_texts_after, newest_insight
from parley.decisions.queries import decision_texts
from parley.groups.queries import area_texts
from parley.ledger.terms import Ref
from parley.meetings.queries.texts import item_texts, meeting_texts, point_texts
from parley.people.queries import person_texts
from parley.roadmap.queries.texts import initiative_texts
from parley.search.models import Indexed, Meaning
from parley.search.queries.meaning import MOST_KNOWN, is_there, meanings_of
from parley.search.rules import LONGEST_TEXT, tsvector_of, words_in
from parley.search.terms import ON_PAGE, Kind
from parley.topics.queries import topic_texts
from parley.voices.queries import comment_texts

AT_ONCE = 500


class Text(NamedTuple):
    """What one thing can be found by, and what it is read with."""

    kind: Kind
    key: int
    page: int
    title: str
    body: str


Keys = Collection[int] | None
PARTS: dict[str, tuple[Kind, Callable[[Keys], Iterator[tuple[int, int, str]]]]] = {
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
    words = [(row.pk, words_in(row.title), words_in(row.body)) for row in rows]
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
