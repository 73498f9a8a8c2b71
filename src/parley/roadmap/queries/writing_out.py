"""Initiatives as an import finds them and an export writes them: all of them, whoever may see them."""

from collections.abc import Collection, Iterator

from django.db.models import Max, Prefetch, QuerySet

from parley.people.terms import Viewer
from parley.roadmap.models import Initiative, InitiativeRegion, InsightLink, Override, RegionOverride
from parley.roadmap.queries.seeing import initiatives_visible_to
from parley.roadmap.terms import Stance


def initiative_pks() -> dict[tuple[str, str], int]:
    """The key of each initiative's row by its source and the key that source gives it."""
    return {(source, key): pk for source, key, pk in Initiative.objects.values_list("source", "key", "pk")}


def initiatives_known(viewer: Viewer) -> QuerySet[Initiative, tuple[int, str, str, str]]:
    """Key of the row, source, source's key and title of the initiatives the viewer may see."""
    rows = initiatives_visible_to(viewer).order_by("pk")
    return rows.select_related(None).values_list("pk", "source", "key", "title")


def last_positions() -> dict[tuple[int, str], int]:
    """The last place taken in each horizon of each area."""
    rows = Initiative.objects.values_list("area", "horizon").annotate(last=Max("position")).order_by()
    return {(area, horizon): last for area, horizon, last in rows}


def _in_full() -> QuerySet[Initiative]:
    return Initiative.objects.select_related("area", "why", "owner", "estimate").prefetch_related(
        Prefetch("regions", InitiativeRegion.objects.select_related("region").order_by("pk")),
        Prefetch("region_overrides", RegionOverride.objects.select_related("region").order_by("pk")),
        Prefetch("overrides", Override.objects.filter(ended_at=None).select_related("by").order_by("pk")),
    )


def initiatives_in_full_by_key(wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], Initiative]:
    """Some initiatives with all that an import compares, by source and key."""
    sought = set(wanted)
    rows = _in_full().filter(source__in={source for source, _ in sought}, key__in={key for _, key in sought})
    return {(row.source, row.key): row for row in rows if (row.source, row.key) in sought}


def initiatives_written_out() -> Iterator[Initiative]:
    """Every initiative with all that an export writes, in the order in which they came."""
    return _in_full().order_by("pk").iterator(chunk_size=500)


def links_written_out() -> dict[int, tuple[list[str], list[str]]]:
    """Which initiatives each insight speaks for and against, as “source:key”, by the key of the insight's row."""
    found: dict[int, tuple[list[str], list[str]]] = {}
    rows = (
        InsightLink.objects.filter(own=True)
        .order_by("pk")
        .values_list("insight", "stance", "initiative__source", "initiative__key")
    )
    for insight, stance, source, key in rows.iterator(chunk_size=2000):
        found.setdefault(insight, ([], []))[0 if stance is Stance.SUPPORTS else 1].append(f"{source}:{key}")
    return found
