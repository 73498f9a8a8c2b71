"""Counting who asks from every link and client there is, and the form in which what was counted is kept.

See docs/decisions/0009-evidence-rollup.md.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from parley.clients.events import CHANGED, KNOWN
from parley.clients.queries import clients_counted, facts_of_clients
from parley.clients.queries.rates import rates_now
from parley.clients.terms import Rates
from parley.ledger.queries import newest, newest_now
from parley.prepared import padded, prepared
from parley.roadmap import rules
from parley.roadmap.models import Evidence, Initiative, InsightLink
from parley.roadmap.terms import Asker, Asking, Bringing, Everybody, Incomparable, Largest, Part, Stance, Voice

RENAMED = "region.kept"
ABOUT_ASKERS = (*CHANGED, RENAMED)  # after these, the figures of an initiative may be otherwise
ABOUT_ALL = (*KNOWN, RENAMED)  # after these, those of all clients
YEAR = timedelta(days=365)


def counted_now(initiatives: Collection[int]) -> dict[int, Asking]:
    """Count who asks for some initiatives, from all that was linked to them. Three queries."""
    said: dict[int, list[Voice]] = {key: [] for key in initiatives}
    if not said:
        return {}
    for initiative, client, stance, said_on, link in _voices(padded(initiatives)):
        said[initiative].append(Voice(client, stance is Stance.SUPPORTS, said_on, link))
    known = {key: _asker(facts) for key, *facts in _clients(padded(initiatives))}
    rates = rates_now()
    return {key: rules.counted(voices, known, rates) for key, voices in said.items()}


def _asker(facts: Sequence[Any]) -> Asker:
    whole, name, region, region_name, segment, revenue, currency, left_on = facts
    return Asker(whole, name, region or "", region_name or "", segment, revenue, currency, left_on is not None)


@prepared
def _voices(initiatives: tuple[int, ...]) -> QuerySet[InsightLink, Any]:
    links = InsightLink.objects.filter(initiative__in=initiatives)
    return links.values_list("initiative", "client", "stance", "insight__said_on", "pk")


@prepared
def _clients(initiatives: tuple[int, ...]) -> QuerySet[Any, Any]:
    return facts_of_clients(InsightLink.objects.filter(initiative__in=initiatives).values("client"))


def everybody_now(on: date) -> Everybody:
    """Count all clients, as of a day. Two queries."""
    whole: dict[str, int] = {}
    parts: dict[str, list[Part]] = {"region": [], "segment": []}
    revenue = []
    for what, key, name, n, sum_ in clients_counted(on - YEAR):
        if what in parts:
            parts[what].append(Part(key, name, n))
        elif what == "revenue":
            revenue.append((key, Decimal(str(sum_))))
        else:
            whole[what] = n
    regions, segments = (tuple(sorted(each, key=lambda part: (-part.clients, part.name))) for each in parts.values())
    return Everybody(
        on=on, clients=whole.get("all", 0), heard=whole.get("heard", 0), regions=regions, segments=segments,
        revenue=tuple(sorted(revenue)), rates=rates_now() if revenue else Rates(),
        without_revenue=whole.get("unknown", 0),
    )  # fmt: skip


def counted_at(kinds: Collection[str] = ABOUT_ASKERS) -> int:
    """Say how far the ledger has come: asked before counting, what is counted holds until there is a newer entry."""
    return newest_now(kinds)


def initiatives_to_count() -> list[int]:
    """Keys of the initiatives whose figures have not been counted since clients changed, or never."""
    fresh = Evidence.objects.filter(counted_at__gte=newest(ABOUT_ASKERS)).values("initiative")
    return list(Initiative.objects.exclude(pk__in=fresh).order_by("pk").values_list("pk", flat=True))


def asking_of(figures: Mapping[str, Any]) -> Asking:
    """Read figures that were kept."""
    most, bringing = figures["most_insights"], figures["bringing"]
    why = figures["incomparable"]
    return Asking(**{
        **figures,
        "most_insights": Largest(**most) if most else None,
        "bringing": _bringing(bringing) if bringing else None,
        "incomparable": Incomparable(why) if why else None,
        "regions": _parts(figures["regions"]),
        "segments": _parts(figures["segments"]),
        "without_rate": tuple(figures.get("without_rate", ())),
        "newest": _day(figures["newest"]),
        "middle": _day(figures["middle"]),
        "latest": tuple(figures.get("latest", ())),
    })  # fmt: skip


def everybody_of(figures: Mapping[str, Any]) -> Everybody:
    """Read figures of all clients that were kept."""
    revenue = tuple((currency, Decimal(amount)) for currency, amount in figures["revenue"])
    parts = {name: _parts(figures[name]) for name in ("regions", "segments")}
    kept = figures.get("rates") or {"base": "", "worth": {}}
    rates = Rates(kept["base"], {code: Decimal(worth) for code, worth in kept["worth"].items()})
    return Everybody(
        **{**figures, **parts, "revenue": revenue, "rates": rates, "on": date.fromisoformat(figures["on"])}
    )


def figures_of(counted: Asking | Everybody) -> dict[str, Any]:
    """Give figures in the form in which they are kept."""
    return asdict(counted)


def _bringing(kept: Mapping[str, Any]) -> Bringing:
    most = Largest(**kept["most"])
    return Bringing(Decimal(kept["amount"]), kept["currency"], kept["effective"], most, kept.get("converted", False))


def _parts(kept: Collection[Mapping[str, Any]]) -> tuple[Part, ...]:
    return tuple(Part(**each) for each in kept)


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
