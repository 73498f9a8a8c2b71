"""Counting who asks for an initiative, from what was said and what is known of the clients who said it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from heapq import nlargest
from statistics import median_low

from parley.clients.terms import Rates
from parley.roadmap.rules.breadth import effective_number
from parley.roadmap.terms import Asker, Asking, Bringing, Everybody, Incomparable, Largest, Part, Voice

NO_RATES = Rates()
LATEST = 10  # links that are kept at hand; a page shows fewer
CENT = Decimal("0.01")


def counted(voices: Iterable[Voice], known: Mapping[int, Asker], rates: Rates = NO_RATES) -> Asking:
    """Count what was said about one initiative; `known` has every client that said it, by its key.

    Revenue in several currencies is converted by `rates`; when one of them is missing it cannot be compared.
    """
    times: Counter[int] = Counter()
    days: list[date] = []
    against: Counter[int] = Counter()
    links: list[tuple[date, int]] = []
    for client, supports, said_on, link in voices:
        links.append((said_on, link))
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
    bringing = _bringing(asking.values(), names, rates)
    used = {one.currency for one in asking.values() if one.revenue is not None and not one.left}
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
        without_rate=tuple(rates.missing(used)) if bringing is Incomparable.CURRENCIES else (),
        regions=_parts((one.region, one.region_name, one.whole) for one in asking.values()),
        segments=_parts((one.segment, one.segment, one.whole) for one in asking.values()),
        newest=max(days, default=None),
        middle=median_low(days) if days else None,
        latest=tuple(link for _said_on, link in nlargest(LATEST, links)),
    )


def share_of_revenue(asking: Asking, everybody: Everybody) -> float | None:
    """Give the part of all yearly revenue that those who ask bring, 0 to 1; None when it cannot be compared."""
    whole = revenue_of_all(everybody)
    if not asking.bringing or whole is None:
        return None
    currency, all_of_it = whole
    amount: Decimal | None = asking.bringing.amount
    if currency != asking.bringing.currency:
        amount = everybody.rates.in_base(asking.bringing.amount, asking.bringing.currency)
        amount = amount if currency == everybody.rates.base else None
    return float(amount / all_of_it) if amount is not None and all_of_it else None


def revenue_of_all(everybody: Everybody) -> tuple[str, Decimal] | None:
    """Give what all clients bring in a year with its currency; None when nobody does, or a rate is missing."""
    if len(everybody.revenue) == 1:
        return everybody.revenue[0]
    parts = [everybody.rates.in_base(amount, currency) for currency, amount in everybody.revenue]
    known = [each for each in parts if each is not None]
    return (everybody.rates.base, sum(known, Decimal(0))) if parts and len(known) == len(parts) else None


def _bringing(asking: Iterable[Asker], names: Mapping[int, str], rates: Rates) -> Bringing | Incomparable | None:
    """Add up what those who have not left bring; why not, when that cannot be; None when nobody asks."""
    here = [one for one in asking if not one.left]
    sums = [(one.whole, one.revenue, one.currency) for one in here if one.revenue is not None]
    unknown = len(sums) < len(here)
    currencies = {currency for _whole, _sum, currency in sums}
    if not names:
        return None
    converted = len(currencies) > 1
    if converted and rates.missing(currencies):
        return Incomparable.CURRENCIES
    revenue: dict[int, Decimal] = {}
    for whole, amount, currency in sums:
        worth = rates.in_base(amount, currency) if converted else amount
        revenue[whole] = revenue.get(whole, Decimal(0)) + (worth or Decimal(0))
    total = sum(revenue.values(), Decimal(0))
    parts = {whole: float(each) for whole, each in revenue.items()}
    most = _largest(parts, names)
    if unknown or most is None:
        return Incomparable.UNKNOWN
    currency = rates.base if converted else currencies.pop()
    return Bringing(total.quantize(CENT), currency, effective_number(parts.values()), most, converted)


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
