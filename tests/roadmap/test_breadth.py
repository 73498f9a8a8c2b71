"""How broad a demand is: the reference values of the method, and the word for each."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import permutations
from math import comb, factorial, prod

import pytest

from parley.roadmap.rules import (
    concentration,
    counted,
    effective_number,
    grounds_of,
    is_among_the_first,
    place_of,
    share_of_revenue,
    verdict_of,
    without,
)
from parley.roadmap.terms import Asker, Asking, Everybody, Ground, Incomparable, Part, Verdict, Voice

DAY = date(2026, 3, 2)
PER_CLIENT = {
    "bulk edit": {"Acme": 40, "Bolt": 2, "Cato": 1},
    "audit log": {"Acme": 5, "Bolt": 6, "Cato": 5, "Dune": 4, "Echo": 5},
    "APAC invoices": {"Fuji": 3, "Goro": 3, "Hana": 2},
    "dark mode": {"Acme": 3},
}
NAMES = ["Acme", "Bolt", "Cato", "Dune", "Echo", "Fuji", "Goro", "Hana"]
REVENUE = dict(zip(NAMES, (5.0, 1.0, 0.8, 0.7, 0.5, 0.9, 0.4, 0.3), strict=True))


def asker(name: str, **given: object) -> Asker:
    key = NAMES.index(name) + 1 if name in NAMES else 99
    facts = {
        "whole": key, "name": name, "region": "emea", "region_name": "EMEA", "segment": "Retail",
        "revenue": Decimal(str(REVENUE.get(name, 1))), "currency": "EUR", "left": False,
    }  # fmt: skip
    return Asker(**(facts | given))


def said(client: int, on: date = DAY) -> Voice:
    return Voice(client, supports=True, said_on=on)


def asked(times: dict[str, int], **given: object) -> Asking:
    known = {NAMES.index(name) + 1: asker(name, **given) for name in times}
    return counted([said(NAMES.index(name) + 1) for name, n in times.items() for _ in range(n)], known)


def alike(*times: int, revenue: Decimal | None = None) -> Asking:
    """Clients that bring the same, or nobody knows what, and ask so many times."""
    known = {n: asker(f"Client {n}", whole=n, revenue=revenue) for n in range(len(times))}
    return counted([said(n) for n, each in enumerate(times) for _ in range(each)], known)


@pytest.mark.parametrize(
    ("parts", "index", "effective"),
    [
        ([30, 30, 20, 20], 0.26, 3.8462),
        ([25, 20, 15, 10, 9, 8, 7, 6], 0.158, 6.3291),
        ([45, 15, 10, 8, 7, 6, 5, 4], 0.254, 3.937),
        ([100], 1.0, 1.0),
        ([1] * 10, 0.1, 10.0),
        ([60, 10, 10, 10, 10], 0.4, 2.5),
        ([50, 50], 0.5, 2.0),
        ([1, 1], 0.5, 2.0),
        ([2, 1], 0.5556, 1.8),
        ([3, 1, 1], 0.44, 2.2727),
        ([5, 2, 1, 1, 1], 0.32, 3.125),
        ([10, 3, 2], 0.5022, 1.9912),
    ],
)
def test_concentration_and_effective_number_are_those_of_the_reference(parts, index, effective):
    assert concentration(parts) == pytest.approx(index, abs=5e-5)
    assert effective_number(parts) == pytest.approx(effective, abs=5e-5)


def test_of_nothing_there_is_no_concentration():
    assert (concentration([]), effective_number([]), effective_number([0, 0])) == (0, 0, 0)


def ranked(counts: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(
        ((item, round(n, 6)) for item, n in counts.items()), key=lambda each: (place_of(each[0], counts), each[0])
    )


@pytest.mark.parametrize(
    ("measure", "base", "rest"),
    [
        (
            lambda item, client: PER_CLIENT[item].get(client, 0),
            [("bulk edit", 43), ("audit log", 25), ("APAC invoices", 8), ("dark mode", 3)],
            [("audit log", 20), ("APAC invoices", 8), ("bulk edit", 3), ("dark mode", 0)],
        ),
        (
            lambda item, client: int(client in PER_CLIENT[item]),
            [("audit log", 5), ("APAC invoices", 3), ("bulk edit", 3), ("dark mode", 1)],
            [("audit log", 4), ("APAC invoices", 3), ("bulk edit", 2), ("dark mode", 0)],
        ),
        (
            lambda item, client: REVENUE[client] if client in PER_CLIENT[item] else 0,
            [("audit log", 8.0), ("bulk edit", 6.8), ("dark mode", 5.0), ("APAC invoices", 1.6)],
            [("audit log", 3.0), ("bulk edit", 1.8), ("APAC invoices", 1.6), ("dark mode", 0)],
        ),
    ],
    ids=["requests", "clients", "revenue"],
)
def test_places_with_and_without_a_client_are_those_of_the_reference(measure, base, rest):
    counts = {item: sum(measure(item, client) for client in NAMES) for item in PER_CLIENT}
    assert ranked(counts) == base
    assert ranked(without(counts, {item: measure(item, "Acme") for item in PER_CLIENT})) == rest


def test_equal_counts_share_the_better_place():
    counts = {"a": 3, "b": 3, "c": 1}
    assert [place_of(each, counts) for each in counts] == [1, 1, 3]
    assert [is_among_the_first(place, 9) for place in (3, 4)] == [True, False]
    assert [is_among_the_first(place, 2) for place in (1, 2)] == [True, False]


@pytest.mark.parametrize(
    ("item", "clients", "figures"),
    [
        ("bulk edit", 3, [0.9302, 1.152, 0.7083, 1.7357]),
        ("audit log", 5, [0.24, 4.9213, 0.8333, 2.3375]),
        ("APAC invoices", 3, [0.375, 2.9091, 0.1667, 2.4151]),
        ("dark mode", 1, [1.0, 1.0, 0.5208, 1.0]),
    ],
)
def test_figures_of_an_initiative_are_those_of_the_reference(item, clients, figures):
    found = asked(PER_CLIENT[item])
    everybody = Everybody(on=DAY, revenue=(("EUR", Decimal("9.6")),))
    assert found.most_insights
    assert found.bringing
    shares = found.most_insights.share, found.effective, share_of_revenue(found, everybody), found.bringing.effective
    assert list(shares) == pytest.approx(figures, abs=5e-5)
    assert found.clients == clients


@pytest.mark.parametrize(
    ("item", "verdict", "grounds"),
    [
        ("bulk edit", Verdict.ONE_CLIENT, (Ground.MOST_REQUESTS, Ground.MOST_REVENUE)),
        ("audit log", Verdict.BROAD, (Ground.MANY_CLIENTS,)),
        ("APAC invoices", Verdict.FEW_CLIENTS, (Ground.FEW_CLIENTS,)),
        ("dark mode", Verdict.TOO_LITTLE, (Ground.FEW_REQUESTS,)),
    ],
)
def test_each_initiative_of_the_reference_has_its_word(item, verdict, grounds):
    found = asked(PER_CLIENT[item])
    assert (verdict_of(found), grounds_of(found)) == (verdict, grounds)


@pytest.mark.parametrize(
    ("times", "grounds"),
    [
        ((), (Ground.NOBODY,)),
        ((4,), (Ground.FEW_REQUESTS,)),
        ((1, 1, 1, 1), (Ground.FEW_REQUESTS,)),
        ((5,), (Ground.ONLY_CLIENT,)),
        ((3, 2), (Ground.MOST_REQUESTS,)),
        ((3, 3), (Ground.FEW_CLIENTS,)),
        ((3, 2, 1), (Ground.MOST_REQUESTS,)),
        ((2, 2, 1), (Ground.FEW_CLIENTS,)),
        ((2, 2, 1, 1, 1), (Ground.MANY_CLIENTS,)),
    ],
)
def test_what_a_verdict_rests_on(times, grounds):
    assert grounds_of(alike(*times)) == grounds
    assert grounds_of(alike(*times, revenue=Decimal(100))) == grounds


def splits(total: int, largest: int, most: int) -> Iterator[list[int]]:
    """Give every way to split a number into at most so many parts, none above the largest."""
    if total == 0:
        yield []
    elif most:
        for first in range(min(total, largest), 0, -1):
            for rest in splits(total - first, first, most - 1):
                yield [first, *rest]


@pytest.mark.parametrize(
    ("clients", "requests", "chance"),
    [(5, 5, 0.2875), (10, 5, 0.0859), (20, 5, 0.0234), (50, 5, 0.004), (20, 15, 0.0), (5, 15, 0.0204)],
)
def test_from_five_requests_on_equally_keen_clients_are_rarely_called_one(clients, requests, chance):
    flagged = 0.0
    for times in splits(requests, requests, clients):
        if verdict_of(alike(*times)) is Verdict.ONE_CLIENT:
            ways = comb(clients, len(times)) * factorial(len(times)) / prod(map(factorial, Counter(times).values()))
            flagged += ways * factorial(requests) / prod(map(factorial, times)) / clients**requests
    assert flagged == pytest.approx(chance, abs=6e-3)


@pytest.mark.parametrize("requests", [1, 2, 3, 4])
def test_below_five_requests_nothing_is_flagged(requests):
    for times in splits(requests, requests, 20):
        assert verdict_of(alike(*times)) is Verdict.TOO_LITTLE


def test_a_company_and_its_branches_count_once():
    known = {
        1: asker("Acme"),
        2: asker("Acme", region="apac", region_name="APAC", segment="Banks"),
        3: asker("Bolt"),
    }
    days = [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)]
    voices = [said(client, day) for client, day in zip((1, 2, 2, 3), days, strict=True)]
    found = counted([*voices, Voice(3, supports=False, said_on=DAY), Voice(3, supports=False, said_on=DAY)], known)
    assert (found.clients, found.insights, found.against, found.clients_against) == (2, 4, 2, 1)
    assert found.most_insights
    assert found.bringing
    assert (found.most_insights.client, found.most_insights.share) == ("Acme", 0.75)
    assert found.regions == (Part("emea", "EMEA", 2), Part("apac", "APAC", 1))
    assert found.segments == (Part("Retail", "Retail", 2), Part("Banks", "Banks", 1))
    assert (found.newest, found.middle) == (days[3], days[1])
    assert found.bringing.amount == Decimal(11)


def test_revenue_that_cannot_be_compared_says_why():
    voices = [said(1), said(2)]
    for other, why in (
        ({"revenue": None}, Incomparable.UNKNOWN),
        ({"currency": "USD"}, Incomparable.CURRENCIES),
    ):
        found = counted(voices, {1: asker("Acme"), 2: asker("Bolt", **other)})
        assert (found.bringing, found.incomparable) == (None, why)
        assert share_of_revenue(found, Everybody(on=DAY, revenue=(("EUR", Decimal(9)),))) is None
    found = asked({"Acme": 5})
    assert share_of_revenue(found, Everybody(on=DAY, revenue=(("EUR", Decimal(9)), ("USD", Decimal(1))))) is None
    assert (asked({}).bringing, asked({}).incomparable) == (None, None)


def test_who_has_left_counts_and_brings_nothing():
    found = counted([said(1), said(2)], {1: asker("Acme", left=True, revenue=None), 2: asker("Bolt")})
    assert (found.clients, found.left) == (2, 1)
    assert found.bringing
    assert (found.bringing.amount, found.bringing.most.client) == (Decimal(1), "Bolt")


@pytest.mark.parametrize("order", [*permutations(("58388.01", "53255.86", "5132.15"))])
def test_exactly_half_of_the_revenue_is_not_most_in_whatever_order_it_is_read(order: tuple[str, ...]) -> None:
    known = {
        key: Asker(1 if yearly == "58388.01" else 2, "Nordbank", "", "", "", Decimal(yearly), "EUR", left=False)
        for key, yearly in enumerate(order)
    }
    found = counted([Voice(key, supports=True, said_on=DAY) for key in known for _ in range(5)], known)
    assert found.bringing
    assert (found.bringing.effective, found.bringing.most.share) == (2.0, 0.5)
    assert Ground.MOST_REVENUE not in grounds_of(found)
