"""Clients and initiatives by their names in what somebody wrote."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Lower

from parley.clients.queries import clients_perhaps_in
from parley.disclosure.models import TalkTrack
from parley.kernel.words import names_in
from parley.people.terms import Viewer
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.terms import Audience


@dataclass(frozen=True, slots=True)
class NamedInitiative:
    """An initiative that a text names by its title."""

    key: int
    title: str
    area: int
    shown_to: Audience
    outside: str  # what clients know it as, while words about it are in force


def named_in(viewer: Viewer, text: str) -> tuple[list[NamedInitiative], dict[int, str]]:
    """Give the initiatives a text names, as far as the viewer may see them, and the clients by key. One query."""
    initiatives: dict[int, NamedInitiative] = {}
    clients: dict[int, str] = {}
    for kind, key, name, alias, area, shown_to in _perhaps_in(viewer, text).order_by("title", "pk"):
        if kind == "client" and names_in(text, filter(None, (name, alias))):
            clients.setdefault(key, name)
        elif kind == "initiative" and names_in(text, [name]):
            initiatives[key] = NamedInitiative(key, name, area, Audience(shown_to), alias or "")
    return list(initiatives.values()), clients


def _perhaps_in(viewer: Viewer, text: str) -> QuerySet[Any, Any]:
    rows: QuerySet[Any] = initiatives_visible_to(viewer).order_by().select_related(None)
    rows = rows.annotate(inside=Value(text.lower(), TextField()), low=Lower("title")).filter(inside__contains=F("low"))
    track = TalkTrack.objects.filter(initiative=OuterRef("pk"), in_force_at__isnull=False, ended_at=None).order_by("pk")
    outside = Cast(Subquery(track.values("name")[:1]), CharField())
    titles = rows.values_list(
        Value("initiative", CharField()), "pk", "title", outside, "area", Cast("shown_to", CharField())
    )
    clients: QuerySet[Any] = clients_perhaps_in(viewer, text)
    names = clients.values_list(
        Value("client", CharField()), "pk", "name", "aliases__name", Value(0, IntegerField()), Value("", CharField())
    )
    both: QuerySet[Any, Any] = titles.union(names)
    return both
