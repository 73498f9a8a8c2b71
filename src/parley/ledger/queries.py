"""Reading the ledger: the history of a thing, and whether the chain is whole. The owning room says who may see it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from parley.ledger.events import Event, event_of
from parley.ledger.models import About, Entry
from parley.ledger.rules import START, link
from parley.ledger.terms import Ref
from parley.prepared import prepared_one, prepared_pages


@dataclass(frozen=True, slots=True)
class Told:
    """One line of history: what happened, who did it (a person's key, or none), when and why."""

    entry: int
    at: datetime
    actor: int | None
    event: Event
    reason: str

    @property
    def sentence(self) -> str:
        """What happened, with the marks of the things it names."""
        return self.event.sentence()


def history_of(ref: Ref, *, kinds: tuple[str, ...] = (), limit: int = 50) -> list[Told]:
    """Tell what happened to one thing, perhaps only some kinds of it, newest first. One query."""
    return told(_history(ref, kinds)[:limit])


@prepared_pages
def _history(ref: Ref, kinds: tuple[str, ...]) -> QuerySet[Entry]:
    about = About.objects.filter(kind=ref.kind, key=ref.key)
    entries = Entry.objects.filter(pk__in=about.values("entry")).select_related("reason").order_by("-pk")
    return entries.filter(kind__in=kinds) if kinds else entries


def keys_told_of(kind: str, keys: Collection[int]) -> set[int]:
    """Give which things of a kind, by their keys, have a history of their own."""
    return set(About.objects.filter(kind=kind, key__in=keys).values_list("key", flat=True))


def told(entries: Iterable[Entry]) -> list[Told]:
    """Tell some entries."""
    return [_told(entry) for entry in entries]


def entry_told(key: int) -> Told | None:
    """Tell one entry by its key."""
    entry = _entry(key)
    return _told(entry) if entry else None


@prepared_one
def _entry(key: int) -> QuerySet[Entry]:
    return Entry.objects.select_related("reason").filter(pk=key)


def entries_told(keys: Collection[int]) -> list[Told]:
    """Tell some entries by their keys, in the order in which they happened. One query."""
    return told(Entry.objects.select_related("reason").filter(pk__in=list(keys)).order_by("pk"))


def _told(entry: Entry) -> Told:
    event = event_of(entry.kind, entry.data)
    return Told(entry.pk, entry.at, entry.actor, event, entry.reason.text if entry.reason else "")


def broken_links() -> Iterator[int]:
    """Yield the keys of entries whose chain does not follow from the entry before: none, if nobody changed the past."""
    before = START
    for entry in Entry.objects.order_by("pk").iterator(chunk_size=2000):
        if link(before, entry.content()) != entry.chain:
            yield entry.pk
        before = entry.chain


def last_time(kind: str, key: Any, *, kinds: Collection[str]) -> QuerySet[Any, Any]:
    """Give, as a part of a query on things of a kind, when one of these last happened to the thing with that key."""
    happened = About.objects.filter(kind=kind, key=key, entry__kind__in=kinds)
    return happened.order_by("-entry__at").values("entry__at")[:1]


def last_actor(kind: Any, key: Any, *, kinds: Collection[str]) -> QuerySet[Any, Any]:
    """Give, as a part of a query on things, who last did one of these to the thing of that kind with that key.

    Nothing where nobody did, and 0 where it was Parley itself.
    """
    happened = About.objects.filter(kind=kind, key=key, entry__kind__in=kinds)
    return happened.order_by("-entry").values(by=Coalesce("entry__actor", 0))[:1]


def reasons_given(kind: str, keys: Collection[int], event: str) -> dict[int, str]:
    """Give the last reason that was given when something happened to some things, by their keys. One query."""
    rows = About.objects.filter(kind=kind, key__in=keys, entry__kind=event).exclude(entry__reason=None)
    return dict(rows.order_by("entry").values_list("key", "entry__reason__text"))


def happened_between(kind: str, key: Any, other: Ref, *, kinds: Collection[str]) -> Exists:
    """Give, as a part of a query, whether one of these happened to the thing with that key and another together."""
    together = About.objects.filter(kind=other.kind, key=other.key, entry__kind__in=kinds).values("entry")
    return Exists(About.objects.filter(kind=kind, key=key, entry__in=together))


def happened_to(which: Q, *, since: datetime, but: Collection[str]) -> QuerySet[Entry]:
    """Find what happened since a moment to the things a condition on `About` names, newest first, each entry once.

    Leaves out the kinds in `but`.
    """
    entries = Entry.objects.filter(pk__in=About.objects.filter(which).values("entry"), at__gt=since)
    return entries.exclude(kind__in=but).select_related("reason").order_by("-at", "-pk")


def newest(kinds: Collection[str]) -> Greatest:
    """Give, as a part of a query, the key of the newest entry of two or more kinds; 0 when none of them happened.

    Entries are written one transaction after another, so what was read before that entry may be older than it.
    """
    last = (Entry.objects.filter(kind=each).order_by("-pk").values("pk")[:1] for each in kinds)
    return Greatest(*(Coalesce(Subquery(each), Value(0)) for each in last))


@prepared_one
def _newest_entry() -> QuerySet[Entry, int]:
    return Entry.objects.order_by("-pk").values_list("pk", flat=True)


def newest_entry() -> int:
    """Give the key of the newest entry of all; 0 when nothing has happened yet."""
    return _newest_entry() or 0


def newest_written() -> Coalesce:
    """Give, as a part of a query, the key of the newest entry of all; 0 when nothing has happened yet."""
    return Coalesce(Subquery(Entry.objects.order_by("-pk").values("pk")[:1]), Value(0))


def happened_after(entry: int, kind: str, keys: Collection[int], *, until: int = 0) -> list[tuple[int, int, str]]:
    """Give what happened after an entry to some things of a kind, in order: the entry, the thing, the event's kind."""
    rows = About.objects.filter(kind=kind, key__in=list(keys), entry__gt=entry)
    if until:
        rows = rows.filter(entry__lte=until)
    return list(rows.order_by("entry").values_list("entry", "key", "entry__kind"))


def newest_now(kinds: Collection[str]) -> int:
    """Give the key of the newest entry of some kinds; 0 when none of them happened."""
    return Entry.objects.filter(kind__in=kinds).order_by("-pk").values_list("pk", flat=True).first() or 0
