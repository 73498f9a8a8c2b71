"""Insights that could be linked to an initiative, found by their words in the index or by their client's name."""

from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from parley.clients.queries import clients_named_with
from parley.kernel.words import folded
from parley.people.terms import Viewer
from parley.prepared import prepared_pages
from parley.roadmap.queries import insights_elsewhere
from parley.search import rules
from parley.search.models import Indexed
from parley.search.terms import Kind

MOST_WORDS = 5
MOST_CLIENTS = 20  # whose names hold a word: of these, the rest of the words is looked for in all they said


def held_elsewhere(viewer: Viewer, initiative: int, words: str, *, most: int) -> list[int]:
    """Give the insights not linked to an initiative that hold all the words, in the text or the client's name.

    The newest of each. Three queries at most; none reads what all clients said, however common the words are.
    """
    sought = rules.sought_in(" ".join(words.split()[:MOST_WORDS]))
    if not sought:
        return []
    asked = rules.tsquery_of(sought) if connection.vendor == "postgresql" else rules.fts5_of(sought)
    return [*_holding(viewer, initiative, asked)[:most], *_of_clients(viewer, initiative, words, most=most)]


@prepared_pages
def _holding(viewer: Viewer, initiative: int, asked: str) -> QuerySet[Any, int]:
    """Find those that hold the words in their text, indexed last first: the index gives them in that order."""
    fitting = insights_elsewhere(viewer, initiative).order_by().select_related(None).filter(pk=OuterRef("key"))
    rows: QuerySet[Any] = Indexed.objects.filter(Exists(fitting), kind=Kind.INSIGHT)
    if connection.vendor == "postgresql":
        rows = rows.extra(where=["parley_indexed.words @@ %s::tsquery"], params=[asked]).order_by("-pk")
    else:
        rows = rows.extra(
            tables=["parley_indexed_words"],
            where=["parley_indexed.id = +parley_indexed_words.rowid", "parley_indexed_words MATCH %s"],
            params=[asked],
        ).order_by(RawSQL("parley_indexed_words.rowid", []).desc())
    return rows.values_list("key", flat=True)


def _of_clients(viewer: Viewer, initiative: int, words: str, *, most: int) -> list[int]:
    """Find what clients said whose name holds some of the words, and the text the others."""
    plain = {folded(word): word for word in words.split()[:MOST_WORDS]}
    by_rest: dict[tuple[str, ...], list[int]] = {}
    for key, name in clients_named_with(viewer, [*plain], most=MOST_CLIENTS):
        by_rest.setdefault(tuple(word for each, word in plain.items() if each not in name), []).append(key)
    fitting = Q()
    for rest, keys in by_rest.items():
        said = Q(client__in=keys)
        for word in rest:
            said &= Q(text__icontains=word)
        fitting |= said
    if not by_rest:
        return []
    rows = insights_elsewhere(viewer, initiative).filter(fitting).order_by("-noted_at", "-pk")
    return list(rows.values_list("pk", flat=True)[:most])
