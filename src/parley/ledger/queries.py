"""Reading the ledger: the history of a thing, and whether the chain is whole. The owning room says who may see it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from parley.ledger.events import Event, event_of
from parley.ledger.models import About, Entry
from parley.ledger.rules import START, link
from parley.ledger.terms import Ref


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


def history_of(ref: Ref, *, limit: int = 50) -> list[Told]:
    """Tell what happened to one thing, newest first. Two queries, however long its history is."""
    return histories_of([ref], limit=limit)


def histories_of(
    refs: Collection[Ref], *, kinds: Collection[str] = (), since: datetime | None = None, limit: int = 50
) -> list[Told]:
    """Tell what happened to any of some things of one kind of room, newest first, each entry once."""
    wanted = About.objects.none()
    for kind in {ref.kind for ref in refs}:
        wanted |= About.objects.filter(kind=kind, key__in=[ref.key for ref in refs if ref.kind == kind])
    entries = Entry.objects.filter(pk__in=wanted.values("entry")).select_related("reason").order_by("-pk")
    if kinds:
        entries = entries.filter(kind__in=kinds)
    if since:
        entries = entries.filter(at__gt=since)
    return [_told(entry) for entry in entries[:limit]]


def entry_told(key: int) -> Told | None:
    """Tell one entry by its key."""
    entry = Entry.objects.select_related("reason").filter(pk=key).first()
    return _told(entry) if entry else None


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


def happened_to(which: Q, *, since: datetime, but: Collection[str], limit: int) -> list[Told]:
    """Tell what happened since a moment to the things a condition on `About` names, newest first, each entry once.

    Leaves out the kinds in `but`.
    """
    entries = Entry.objects.filter(pk__in=About.objects.filter(which).values("entry"), at__gt=since)
    entries = entries.exclude(kind__in=but)
    return [_told(entry) for entry in entries.select_related("reason").order_by("-at", "-pk")[:limit]]
