"""Asking the index, only ever through what the viewer may see: nothing else leaves the database, or is counted."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db import connection
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from parley.clients.queries import clients_visible_to, voices_visible_to
from parley.decisions.queries import decisions_visible_to, options_visible_to
from parley.decisions.queries.effects import effects_visible_to
from parley.groups.queries import areas_visible_to, teams_visible_to
from parley.groups.queries.shifts import shifts_visible_to
from parley.kernel.words import shortened
from parley.ledger.terms import Ref
from parley.meetings.queries import items_visible_to, meetings_visible_to, points_visible_to, series_visible_to
from parley.people.queries import functions, people_visible_to, regions
from parley.people.terms import Viewer
from parley.prepared import padded, prepared, prepared_pages
from parley.prepared.columns import NO_MOMENT
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.queries.solutions import solutions_visible_to
from parley.search import rules
from parley.search.models import Indexed
from parley.search.queries.standing import TALKED_OF, called, standing_of
from parley.search.terms import Find, Found, Kind, Sought, Standing
from parley.topics.queries import topics_visible_to
from parley.trials.queries.seeing import trials_visible_to
from parley.voices.queries import comments_that_stand

Visible = Callable[[Viewer], QuerySet[Any]]
LOOKED_AT = 20  # finds that say how a word could be spelt
MOST_COUNTED = 400  # finds of which the best of each kind are taken
INDEX: Any = Indexed.objects.all()  # each use makes a query of its own


def _items_with_their_thing(viewer: Viewer) -> QuerySet[Any]:
    """Agenda items whose topic, initiative or decision the viewer may see too."""
    items: QuerySet[Any] = items_visible_to(viewer)
    return items.filter(thing_seen=True)


def _comments_on_what_is_seen(viewer: Viewer) -> QuerySet[Any]:
    """What was said in the threads of things the viewer may see."""
    seen = Q()
    for visible, _ in TALKED_OF.values():
        seen |= Q(thread__in=visible(viewer).order_by().values("thread"))
    seen |= Q(thread__in=options_visible_to(viewer).exclude(thread=None).order_by().values("thread"))
    seen |= Q(thread__in=solutions_visible_to(viewer).values("thread"))
    return comments_that_stand().filter(seen)


FINDABLE: dict[Kind, Visible] = {
    Kind.INITIATIVE: initiatives_visible_to,
    Kind.TOPIC: topics_visible_to,
    Kind.DECISION: decisions_visible_to,
    Kind.EFFECT: effects_visible_to,
    Kind.TRIAL: trials_visible_to,
    Kind.CLIENT: clients_visible_to,
    Kind.INSIGHT: voices_visible_to,
    Kind.AREA: areas_visible_to,
    Kind.PERSON: people_visible_to,
    Kind.MEETING: meetings_visible_to,
    Kind.AGENDA_ITEM: _items_with_their_thing,
    Kind.ACTION_POINT: points_visible_to,
    Kind.COMMENT: _comments_on_what_is_seen,
}
TITLED: dict[str, tuple[Visible, str]] = {  # how each kind of thing is called, for those who may see it
    "person": (people_visible_to, "name"),
    "function": (lambda viewer: functions(), "name"),
    "region": (lambda viewer: regions(), "name"),
    "area": (areas_visible_to, "name"),
    "team": (teams_visible_to, "name"),
    "client": (clients_visible_to, "name"),
    "insight": (voices_visible_to, "text"),
    "initiative": (initiatives_visible_to, "title"),
    "topic": (topics_visible_to, "title"),
    "decision": (decisions_visible_to, "question"),
    "trial": (trials_visible_to, "code_name"),
    "meeting": (meetings_visible_to, "title"),
    "series": (series_visible_to, "title"),
    "action_point": (points_visible_to, "text"),
    "shift": (shifts_visible_to, "team__name"),
    "solution": (solutions_visible_to, "title"),
}


def titles_seen_by(viewer: Viewer, refs: Iterable[Ref]) -> dict[Ref, str]:
    """Give the titles of those things the viewer may see, long ones shortened. One query, however many kinds."""
    keys: dict[str, set[int]] = {}
    for ref in refs:
        if ref.kind in TITLED:  # a batch, say, has no title
            keys.setdefault(ref.kind, set()).add(ref.key)
    rows = _titles(viewer, **{kind: padded(keys[kind]) for kind in TITLED if kind in keys}) if keys else []
    return {Ref(kind, key): called(viewer, shortened(title, 120), starts_at) for kind, key, title, starts_at in rows}


@prepared
def _titles(viewer: Viewer, **keys: tuple[int, ...]) -> QuerySet[Any, Any]:
    first, *rest = (
        _plain(TITLED[kind][0](viewer).filter(pk__in=wanted)).values_list(
            Value(kind, CharField()),
            F("pk"),
            Cast(F(TITLED[kind][1]), TextField()),
            F("starts_at") if kind == "meeting" else NO_MOMENT,
        )
        for kind, wanted in keys.items()
    )
    found: QuerySet[Any, Any] = first.union(*rest, all=True)
    return found


def _plain(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Leave the order and the joins of a set behind: a union has its own."""
    return rows.order_by().select_related(None)


def found(viewer: Viewer, words: str, *, limit: int = 30, kinds: Collection[Kind] = ()) -> list[Find]:
    """Find what holds all the words, the last of them perhaps begun, best first, among what the viewer may see.

    Two queries at most. Words are read up to 300 characters; without a letter or a digit nothing is found.
    """
    sought = rules.sought_in(words)
    if not sought:
        return []
    return _finds(viewer, _matching(viewer, _asked(sought), tuple(kinds or Kind))[:limit], sought)


def found_of_each(viewer: Viewer, words: str, groups: Collection[tuple[Kind, ...]], *, most: int = 4) -> Found:
    """Find as `found` does, the best few of each group of kinds, so that a flood of one hides none of the others.

    Four queries at most. What is found of each kind is counted up to `MOST_COUNTED` in all.
    """
    sought = rules.sought_in(words)
    if not sought:
        return Found((), {}, whole=True)
    asked = _asked(sought)
    keys = _keys(viewer, asked, tuple(Kind))[:MOST_COUNTED]
    group_of: dict[str, tuple[Kind, ...]] = {kind: kinds for kinds in groups for kind in kinds}
    here: dict[tuple[Kind, ...], list[int]] = {}
    for key, kind in keys:
        if kind in group_of:
            here.setdefault(group_of[kind], []).append(key)
    chosen = [key for found_here in here.values() for key in found_here[:most]]
    counts = {kinds: len(here[kinds]) for kinds in groups if kinds in here}
    rows = {row.pk: row for row in _rows_of(padded(chosen))} if chosen else {}
    best = [rows[key] for key, _ in keys if key in rows]
    unseen = tuple(kind for kinds in groups if kinds not in counts for kind in kinds)
    if len(keys) == MOST_COUNTED and unseen:
        best += _matching(viewer, asked, unseen)[:most]
    return Found(tuple(_finds(viewer, best, sought)), counts, whole=len(keys) < MOST_COUNTED)


def _asked(sought: list[Sought]) -> str:
    return rules.tsquery_of(sought) if connection.vendor == "postgresql" else rules.fts5_of(sought)


def _finds(viewer: Viewer, rows: list[Indexed], sought: list[Sought]) -> list[Find]:
    standing = standing_of(viewer, rows)
    return [_find(row, sought, standing[ref]) for row in rows if (ref := Ref(row.kind, row.key)) in standing]


@prepared_pages
def _keys(viewer: Viewer, asked: str, kinds: tuple[Kind, ...]) -> QuerySet[Indexed, tuple[int, str]]:
    return _rows_matching(viewer, asked, kinds).values_list("pk", Cast("kind", CharField()))


@prepared
def _rows_of(keys: tuple[int, ...]) -> QuerySet[Indexed]:
    rows: QuerySet[Indexed] = INDEX.filter(pk__in=keys)
    return rows


def meant(viewer: Viewer, words: str, *, kinds: Collection[Kind] = ()) -> list[str]:
    """Offer up to two other spellings of a question, one letter away, each of which finds something for the viewer.

    One query. They are read off things the viewer may see, so they tell of no word that stands elsewhere only.
    """
    doubts = rules.doubts_in(words)
    if not doubts:
        return []
    asked = rules.tsquery_of_any(doubts) if connection.vendor == "postgresql" else rules.fts5_of_any(doubts)
    rows = _matching(viewer, asked, tuple(kinds or Kind))[:LOOKED_AT]
    return rules.meant_in([f"{row.title}\n{row.body}" for row in rows], doubts)[:2]


def _rows_matching(viewer: Viewer, asked: str, kinds: tuple[Kind, ...]) -> QuerySet[Indexed]:
    """Find the rows that hold what is asked and may be seen, the best first: of smallest `rank`; titles weigh more."""
    seen = Q()
    for kind in kinds:
        # Asked of each row that holds the words: a list of all that may be seen would grow with the company.
        seen |= Q(Exists(_plain(FINDABLE[kind](viewer)).filter(pk=OuterRef("key"))), kind=kind)
    rows: QuerySet[Indexed] = _ranked(asked).filter(seen).order_by("rank", "kind", "-key")
    return rows


_matching = prepared_pages(_rows_matching)


def _ranked(asked: str) -> Any:
    if connection.vendor == "postgresql":
        rank = RawSQL("-ts_rank('{0.1, 0.1, 0.4, 1.0}', parley_indexed.words, %s::tsquery, 1)", [asked])
        return INDEX.extra(where=["parley_indexed.words @@ %s::tsquery"], params=[asked]).annotate(rank=rank)
    # The plus keeps SQLite from looking each indexed row up in the words: it asks the words first.
    rows = INDEX.extra(
        tables=["parley_indexed_words"],
        where=["parley_indexed.id = +parley_indexed_words.rowid", "parley_indexed_words MATCH %s"],
        params=[asked],
    )
    return rows.annotate(rank=RawSQL("bm25(parley_indexed_words, 50.0, 1.0)", []))


def _find(row: Indexed, sought: list[Sought], standing: Standing) -> Find:
    title = row.title if row.kind is Kind.ACTION_POINT else standing.title or row.title
    excerpt = rules.excerpt(row.body, sought)
    return Find(
        ref=Ref(row.kind, row.key),
        title=rules.marked(shortened(title, 160), sought) or excerpt,
        excerpt=excerpt,
        standing=standing,
    )
