"""Counting who asks for an initiative, from what was said and what is known of the clients who said it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from statistics import median_low

from parley.roadmap.rules.breadth import effective_number
from parley.roadmap.terms import Asker, Asking, Bringing, Everybody, Incomparable, Largest, Part, Voice


def counted(voices: Iterable[Voice], known: Mapping[int, Asker]) -> Asking:
    """Count what was said about one initiative; `known` has every client that said it, by its key."""
    times: Counter[int] = Counter()
    days: list[date] = []
    against: Counter[int] = Counter()
    for client, supports, said_on in voices:
        if supports:
            times[client] += 1
            days.append(said_on)
        else:
            against[known[client].whole] += 1
    asking = {client: known[client] for client in times}
    insights: dict[int, float] = defaultdict(float)
    for client, one in asking.items():
        insights[one.whole] += times[client]
    names = {one.whole: one.name for one in asking.values()}
    bringing = _bringing(asking.values(), names)
    return Asking(
        clients=len(names),
        insights=len(days),
        left=len(names) - len({one.whole for one in asking.values() if not one.left}),
        against=against.total(),
        clients_against=len(against),
        effective=effective_number(insights.values()),
        most_insights=_largest(insights, names),
        bringing=bringing if isinstance(bringing, Bringing) else None,
        incomparable=bringing if isinstance(bringing, Incomparable) else None,
        regions=_parts((one.region, one.region_name, one.whole) for one in asking.values()),
        segments=_parts((one.segment, one.segment, one.whole) for one in asking.values()),
        newest=max(days, default=None),
        middle=median_low(days) if days else None,
    )


def share_of_revenue(asking: Asking, everybody: Everybody) -> float | None:
    """Give the part of all yearly revenue that those who ask bring, 0 to 1; None when it cannot be compared."""
    if not asking.bringing or len(everybody.revenue) != 1:
        return None
    currency, all_of_it = everybody.revenue[0]
    return float(asking.bringing.amount / all_of_it) if currency == asking.bringing.currency and all_of_it else None


def _bringing(asking: Iterable[Asker], names: Mapping[int, str]) -> Bringing | Incomparable | None:
    """Add up what those who have not left bring; why not, when that cannot be; None when nobody asks."""
    revenue: dict[int, Decimal] = {}
    currencies: set[str] = set()
    unknown = False
    for one in asking:
        if one.left:
            continue
        if one.revenue is None:
            unknown = True
            continue
        revenue[one.whole] = revenue.get(one.whole, Decimal(0)) + one.revenue
        currencies.add(one.currency)
    if not names:
        return None
    if len(currencies) > 1:
        return Incomparable.CURRENCIES
    total = sum(revenue.values(), Decimal(0))
    parts = {whole: float(each) for whole, each in revenue.items()}
    most = _largest(parts, names)
    if unknown or most is None:
        return Incomparable.UNKNOWN
    return Bringing(total, currencies.pop(), effective_number(parts.values()), most)


def _largest(parts: Mapping[int, float], names: Mapping[int, str]) -> Largest | None:
    """Give who has most of it, the last by name of several; nobody when there is nothing to have."""
    total = sum(parts.values())
    if not total:
        return None
    key = max(parts, key=lambda each: (parts[each], names[each], each))
    return Largest(key, names[key], parts[key] / total)


def _parts(found: Iterable[tuple[str, str, int]]) -> tuple[Part, ...]:
    """Count the companies in each region or segment, the most first; those of none are left out."""
    companies: dict[tuple[str, str], set[int]] = defaultdict(set)
    for key, name, whole in found:
        if name:
            companies[key, name].add(whole)
    parts = (Part(key, name, len(those)) for (key, name), those in companies.items())
    return tuple(sorted(parts, key=lambda each: (-each.clients, each.name)))
