"""How much stands behind several initiatives at once: clients, regions, and whether it is one client's request."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from parley.prepared import padded, prepared
from parley.roadmap.models import InsightLink
from parley.roadmap.terms import Stance


@dataclass(frozen=True, slots=True)
class Weight:
    """Clients whose insights support an initiative, parents merged, by region; how many insights speak against it.

    `largest` has most of the yearly revenue of those who ask and `share` is its part, 0 to 1: none when a revenue is
    not known or they are in several currencies. Shares are for everybody, sums are not given.
    """

    clients: int
    regions: tuple[tuple[str, int], ...]
    against: int
    largest: str
    share: float | None


def weights_of(initiatives: Collection[int]) -> dict[int, Weight]:
    """Weigh some initiatives, which the caller has found for its viewer. One query."""
    rows: dict[int, list[tuple[Any, ...]]] = {key: [] for key in initiatives}
    for initiative, *rest in _supporting(padded(initiatives)) if initiatives else ():
        rows[initiative].append(tuple(rest))
    return {key: _weight(said) for key, said in rows.items()}


@prepared
def _supporting(initiatives: tuple[int, ...]) -> QuerySet[InsightLink, Any]:
    rows: QuerySet[InsightLink, Any] = (
        InsightLink.objects.filter(initiative__in=initiatives)
        .values_list(
            "initiative",
            "stance",
            "insight__client",
            "insight__client__region__name",
            "insight__client__revenue",
            "insight__client__currency",
            Coalesce("insight__client__parent", "insight__client"),
            Coalesce("insight__client__parent__name", "insight__client__name"),
        )
        .annotate(n=Count("pk"))
        .order_by()
    )
    return rows


def _weight(said: list[tuple[Any, ...]]) -> Weight:
    """Weigh what was said about one initiative; each client has one row for each stance."""
    names: dict[int, str] = {}
    revenue: dict[int, Decimal] = {}
    regions: dict[str, set[int]] = {}
    currencies: set[str] = set()
    against = 0
    for stance, _client, region, yearly, currency, whole, name, count in said:
        if stance is Stance.CONTRADICTS:
            against += count
            continue
        names[whole] = name
        revenue[whole] = revenue.get(whole, Decimal(0)) + (yearly or 0)
        currencies.add(currency if yearly is not None else "")
        if region:
            regions.setdefault(region, set()).add(whole)
    total = sum(revenue.values())
    known = len(currencies) == 1 and "" not in currencies and total > 0
    largest = max(names, key=lambda each: (revenue[each], names[each]), default=None)
    return Weight(
        clients=len(names),
        regions=tuple(sorted(((r, len(who)) for r, who in regions.items()), key=lambda each: (-each[1], each[0]))),
        against=against,
        largest=names[largest] if largest is not None and (known or len(names) == 1) else "",
        share=float(revenue[largest] / total) if largest is not None and known else None,
    )
