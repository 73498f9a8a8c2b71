"""A quarter of the company as a portfolio: which initiatives are weighed, and what meeting a client's wishes is worth.

How many of its wishes a client needs is not known, so it is read three ways. Low: all of what it asks for among what is
weighed, or nothing. Middle: each wish is worth its part. High: one of them is enough. A set is never worth more at a
lower reading than at a higher one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from parley.clients.terms import Rates
from parley.kernel.spans import Window, next_quarters, quarter_of
from parley.roadmap.terms import Horizon
from parley.roadmap.terms.portfolio import (
    Ahead,
    Candidate,
    Company,
    Need,
    Portfolio,
    Readings,
    Room,
    Ties,
    Weighed,
    Wisher,
    Work,
)

MOST_WORTH = 10_000_000  # of all together: what the solver tells apart with certainty
QUARTERS = 4  # this one and those after it that may be asked about


def tenths_of(weeks: Decimal) -> int:
    """Give team-weeks in whole tenths."""
    return int((weeks * 10).to_integral_value())


def quarter_planned(window: Window | None, horizon: Horizon, today: date) -> date | None:
    """Give the first day of the quarter in which something is to be done: that in which its window ends.

    What is overdue is for this quarter. Without a window it is this quarter for “now” and the next for “next”.
    """
    now, after = next_quarters(today, 2)
    if window:
        return max(quarter_of(window.last).first, now.first)
    return {Horizon.NOW: now.first, Horizon.NEXT: after.first}.get(horizon)


def company_of(
    candidates: Sequence[Candidate],
    wishes: Iterable[tuple[int, int]],
    wishers: Mapping[int, Wisher],
    *,
    quarter: date,
    rooms: tuple[Mapping[int, int], Mapping[int, int]],
    ties: Ties,
    rates: Rates,
) -> Company:
    """Put a quarter down. `wishes`: pairs (initiative, client).

    `rooms`: tenths of team-weeks by area, in this quarter and in the one after it. What is planned for an earlier
    quarter is taken as done: it is not weighed, and what needs it may begin.
    """
    ahead = [each for each in candidates if each.quarter is None or each.quarter >= quarter]
    weighed = {each.key: each for each in ahead if each.tenths is not None}
    earlier = ties.done.union(each.key for each in candidates).difference(each.key for each in ahead)
    wanted: dict[int, set[int]] = {}
    for initiative, client in wishes:
        if initiative in weighed and client in wishers:
            wanted.setdefault(client, set()).add(initiative)
    by, worth, unit, currency = worths_of({key: wishers[key] for key in wanted}, rates)
    pairs = tuple((first, then) for first, then in ties.before if first not in earlier and then in weighed)
    works = tuple(Work(each.key, each.tenths or 0, each.area) for each in weighed.values())
    now, later = rooms
    there = tuple(Room(area, (now.get(area, 0),)) for area in sorted({each.area for each in weighed.values()}))
    exclusions = tuple(pair for pair in ties.apart if set(pair) <= weighed.keys())
    gone = {
        one: other for pair in ties.apart for one, other in (pair, pair[::-1]) if one in weighed and other in earlier
    }
    works = tuple(work for work in works if work.key not in gone)
    low, middle, high = (Portfolio(works, needs, there, pairs, exclusions) for needs in needs_of(wanted, worth))
    after = next_quarters(quarter, 2)[1].first
    then = [each for key, each in weighed.items() if each.quarter == after and key not in gone]
    return Company(
        readings=Readings(low, middle, high),
        decided=tuple(sorted(key for key, each in weighed.items() if each.quarter == quarter and key not in gone)),
        unestimated=tuple(each.key for each in ahead if each.tenths is None),
        ahead=Ahead({area: room - sum(each.tenths or 0 for each in then if each.area == area)
                     for area, room in later.items()}, frozenset(each.key for each in then)),
        barred=tuple(sorted(gone.items())), askers=_askers(wanted, wishers), weighed=by, unit=unit, currency=currency,
        total=sum(need.worth for need in high.needs), unknown=sum(not worth[key] for key in wanted),
    )  # fmt: skip


def needs_of(
    wanted: Mapping[int, Collection[int]], worth: Mapping[int, int]
) -> tuple[tuple[Need, ...], tuple[Need, ...], tuple[Need, ...]]:
    """Give what clients need at the low, the middle and the high reading."""
    named = {key: tuple(sorted(wants)) for key, wants in sorted(wanted.items()) if worth[key]}
    parts: dict[int, Fraction] = {}
    for key, wants in named.items():
        for want in wants:
            parts[want] = parts.get(want, Fraction(0)) + Fraction(worth[key], len(wants))
    return (
        tuple(Need(key, worth[key], wants) for key, wants in named.items()),
        tuple(Need(want, round(part), (want,)) for want, part in sorted(parts.items())),
        tuple(Need(key, worth[key], wants, one=True) for key, wants in named.items()),
    )


def worths_of(wishers: Mapping[int, Wisher], rates: Rates) -> tuple[Weighed, dict[int, int], int, str]:
    """Weigh clients by what they bring in a year, in one currency and a round unit; each alike where nothing is known.

    Whose revenue is not known, or in a currency without a rate, is worth nothing.
    """
    currencies = {each.currency for each in wishers.values() if each.revenue}
    if not rates.base and len(currencies) > 1:
        return Weighed.CLIENTS, dict.fromkeys(wishers, 1), 1, ""
    known = rates if rates.base else Rates(next(iter(currencies), ""))
    sums = {key: _in_base(each, known) for key, each in wishers.items()}
    total = sum(sums.values())
    if not total:
        return Weighed.CLIENTS, dict.fromkeys(wishers, 1), 1, ""
    unit = 1
    while total / unit > MOST_WORTH:
        unit *= 10
    return Weighed.REVENUE, {key: round(each / unit) for key, each in sums.items()}, unit, known.base


def _in_base(wisher: Wisher, rates: Rates) -> Decimal:
    return (rates.in_base(wisher.revenue, wisher.currency) if wisher.revenue else None) or Decimal(0)


def _askers(wanted: Mapping[int, Collection[int]], wishers: Mapping[int, Wisher]) -> dict[int, tuple[int, ...]]:
    """Give, of each initiative, the companies that ask for it, a parent and its children once, by name."""
    found: dict[int, dict[int, str]] = {}
    for client, wants in wanted.items():
        for want in wants:
            found.setdefault(want, {})[wishers[client].whole] = wishers[client].name
    return {want: tuple(sorted(names, key=lambda each: (names[each], each))) for want, names in found.items()}
