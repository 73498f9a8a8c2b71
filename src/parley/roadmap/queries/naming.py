"""Clients and initiatives by their names in what somebody wrote."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Lower

from parley.clients.queries import clients_perhaps_in
from parley.kernel.words import names_in
from parley.people.terms import Viewer
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.terms import Audience


@dataclass(frozen=True, slots=True)
class NamedInitiative:
    """An initiative that a text names by its title."""

    key: int
    title: str
    area: int
    shown_to: Audience


def named_in(viewer: Viewer, text: str) -> tuple[list[NamedInitiative], dict[int, str]]:
    """Give the initiatives a text names, as far as the viewer may see them, and the clients by key. One query."""
    initiatives: dict[int, NamedInitiative] = {}
    clients: dict[int, str] = {}
    for kind, key, name, alias, area, shown_to in _perhaps_in(viewer, text).order_by("title", "pk"):
        if not names_in(text, filter(None, (name, alias))):
            continue
        if kind == "client":
            clients.setdefault(key, name)
        else:
            initiatives[key] = NamedInitiative(key, name, area, Audience(shown_to))
    return list(initiatives.values()), clients


def _perhaps_in(viewer: Viewer, text: str) -> QuerySet[Any, Any]:
    rows: QuerySet[Any] = initiatives_visible_to(viewer).order_by().select_related(None)
    rows = rows.annotate(inside=Value(text.lower(), TextField()), low=Lower("title")).filter(inside__contains=F("low"))
    titles = rows.values_list(
        Value("initiative", CharField()), "pk", "title", Value("", CharField()), "area", Cast("shown_to", CharField())
    )
    clients: QuerySet[Any] = clients_perhaps_in(viewer, text)
    names = clients.values_list(
        Value("client", CharField()), "pk", "name", "aliases__name", Value(0, IntegerField()), Value("", CharField())
    )
    both: QuerySet[Any, Any] = titles.union(names)
    return both
