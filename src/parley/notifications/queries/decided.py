"""What decisions mean for the clients somebody looks after: who asked, what they may be told today, what to correct."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from parley.clients.queries import cared_for_by
from parley.disclosure.queries import corrections_assigned_to, tellable_to_any
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.roadmap.queries import links_asking, stage_labels


@dataclass(frozen=True, slots=True)
class MayBeTold:
    """Words that may be said today to one client, about what its reader knows as `title`; until when."""

    title: str
    text: str
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class ForClient:
    """A client somebody looks after who asked for what a decision is about. `corrects`: it has to hear a correction."""

    key: int
    name: str
    region: int | None
    asked_for: tuple[str, ...]  # titles its reader may see
    corrects: bool


def for_my_clients(viewer: Viewer, decisions: Collection[int], *, on: date) -> dict[int, list[ForClient]]:
    """Give by decision which of the clients the viewer sees to asked for what it is about, by name. One query."""
    found: dict[int, dict[int, ForClient]] = {}
    for decision, client, name, region, title, corrects in _asking(viewer, padded(decisions), on) if decisions else ():
        of = found.setdefault(decision, {})
        before = of.get(client)
        titles = tuple(dict.fromkeys([*before.asked_for, title])) if before else (title,)
        of[client] = ForClient(client, name, region, titles, bool(corrects) or bool(before and before.corrects))
    return {decision: list(of.values()) for decision, of in found.items()}


@prepared
def _asking(viewer: Viewer, decisions: tuple[int, ...], on: date) -> QuerySet[Any, Any]:
    open_ones = corrections_assigned_to(viewer, on=on)
    rows = links_asking(viewer, cared_for_by(viewer.person, on).values("client"))
    waits = open_ones.filter(client=OuterRef("client"), initiative=OuterRef("initiative"))
    told: QuerySet[Any, Any] = (
        rows.filter(initiative__decision_links__decision__in=decisions, client__left_on=None)
        .annotate(corrects=Exists(waits))
        .order_by("client__folded", "client", "initiative__title")
        .values_list(
            "initiative__decision_links__decision",
            "client",
            "client__name",
            "client__region",
            "initiative__title",
            "corrects",
        )
        .distinct()
    )
    return told


def may_be_told(
    viewer: Viewer, clients: Collection[ForClient], initiatives: Collection[int], *, on: date
) -> dict[int, list[MayBeTold]]:
    """Give by client what may be said to it today about some initiatives, by title. Five queries at most."""
    regions = {each.key: each.region for each in clients}
    found: dict[int, list[MayBeTold]] = {}
    for offered in tellable_to_any(viewer, regions, labels=stage_labels(), on=on) if regions else ():
        for client, telling in offered.telling.items():
            if offered.row.pk in initiatives and telling.words:
                told = MayBeTold(offered.title, telling.words.text, telling.expires_on)
                found.setdefault(client, []).append(told)
    return found
