"""Seeing the things of which somebody said how much they want to hear, or which they follow."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import CharField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from parley.ledger.terms import Ref
from parley.notifications.models.levels import ThingLevel
from parley.notifications.terms import Level
from parley.people.terms import Viewer
from parley.search.queries.standing import TALKED_OF
from parley.voices.models import Thread
from parley.voices.queries import threads_by_key, threads_followed_by


@dataclass(frozen=True, slots=True)
class Followed:
    """A thing somebody follows or silenced, and how much they said they want to hear of it; none: they said nothing."""

    of: Ref
    title: str
    thread: int
    level: Level | None


def things_followed(viewer: Viewer) -> QuerySet[Any, Any]:
    """Every thing the viewer follows or said something of, as far as they may see it, by title."""
    said = ThingLevel.objects.filter(person=viewer.person).values("thread")
    threads = Q(thread__in=threads_followed_by(viewer)) | Q(thread__in=said)
    first, *rest = (
        visible(viewer)
        .filter(threads)
        .order_by()
        .select_related(None)
        .annotate(of_kind=Value(kind, CharField()), called=Cast(F(title), TextField()))
        .values_list("of_kind", "pk", "called", "thread")
        for kind, (visible, title) in TALKED_OF.items()
    )
    found: QuerySet[Any, Any] = first.union(*rest, all=True).order_by("called", "pk")
    return found


def threads_seen(viewer: Viewer, things: Collection[Ref]) -> dict[Ref, Thread]:
    """Give the threads of those of some things that the viewer may see. One query for each kind there is, and one."""
    found: dict[Ref, int] = {}
    for kind, (visible, _title) in TALKED_OF.items():
        if keys := [each.key for each in things if each.kind == kind]:
            rows = visible(viewer).filter(pk__in=keys).values_list("pk", "thread")
            found |= {Ref(kind, key): thread for key, thread in rows}
    threads = threads_by_key(found.values()) if found else {}
    return {of: threads[key] for of, key in found.items()}


def followed_page(viewer: Viewer, number: str | None, *, size: int) -> tuple[Page[Any], list[Followed]]:
    """Give one page of them, and what it holds. Three queries."""
    page = Paginator(things_followed(viewer), size).get_page(number)
    rows = list(page.object_list)
    said = ThingLevel.objects.filter(person=viewer.person, thread__in=[thread for *_, thread in rows])
    levels = dict(said.values_list("thread", "level"))
    return page, [Followed(Ref(kind, key), title, thread, levels.get(thread)) for kind, key, title, thread in rows]
