"""A quarter of the company as a portfolio: what is weighed, what wishes are worth, and what a price says."""

from datetime import date
from decimal import Decimal

import pytest

from parley.clients.terms import Rates
from parley.kernel.spans import window_of
from parley.roadmap.rules.portfolio import advice_for, company_of, quarter_planned, spread_of
from parley.roadmap.terms import Horizon, Stage
from parley.roadmap.terms.portfolio import Ahead, Candidate, Company, Demand, Limit, Ties, Weighed, Wisher

Q1, Q2 = date(2027, 1, 1), date(2027, 4, 1)
EURO = Rates("EUR", {"USD": Decimal("0.9")})


@pytest.mark.parametrize(
    ("window", "horizon", "planned"),
    [
        ("Q1 2027", Horizon.NEXT, Q1),
        ("H1 2027", Horizon.NEXT, Q2),
        ("Q3 2026", Horizon.NOW, date(2026, 10, 1)),  # overdue, so it is for now
        (None, Horizon.NOW, date(2026, 10, 1)),
        (None, Horizon.NEXT, Q1),
        (None, Horizon.LATER, None),
    ],
)
def test_something_is_planned_for_the_quarter_in_which_its_window_ends(window, horizon, planned):
    assert quarter_planned(window_of(window) if window else None, horizon, date(2026, 11, 29)) == planned


def quarter(
    *candidates: Candidate, wishes=(), wishers=None, rooms=10, later=None, before=(), apart=(), rates=EURO
) -> Company:
    return company_of(
        candidates,
        wishes,
        wishers or {},
        quarter=Q1,
        rooms=({1: rooms}, {1: later if later is not None else rooms}),
        ties=Ties(tuple(before), apart),
        rates=rates,
    )


def asked(key: int, tenths: int | None = 5, planned: date | None = None) -> Candidate:
    return Candidate(key, f"Initiative {key}", 1, Stage.BUILD, tenths, planned)


def bringing(revenue: int | None, currency: str = "EUR", whole: int = 1) -> Wisher:
    return Wisher(whole, "Nordbank", Decimal(revenue) if revenue is not None else None, currency)


def test_what_a_set_is_worth_never_falls_from_a_lower_reading_to_a_higher():
    made = quarter(
        asked(1, planned=Q1), asked(2), asked(3), wishes=[(1, 7), (2, 7), (3, 7), (1, 8), (2, 9)],
        wishers={7: bringing(900), 8: bringing(1000, "USD", 2), 9: bringing(None, whole=3)},
    )  # fmt: skip
    assert (made.weighed, made.currency, made.unit, made.total, made.unknown) == (Weighed.REVENUE, "EUR", 1, 1800, 1)
    assert spread_of(made.readings, {1}) == (900, 1200, 1800)
    assert spread_of(made.readings, {1, 2, 3}) == (1800, 1800, 1800)
    assert spread_of(made.readings, {3}) == (0, 300, 900)
    assert made.decided == (1,)
    assert made.askers == {1: (1, 2), 2: (1, 3), 3: (1,)}


def test_what_cannot_be_compared_makes_every_client_count_alike():
    made = quarter(asked(1), wishes=[(1, 7), (1, 8)], wishers={7: bringing(9), 8: bringing(9, "USD", 2)}, rates=Rates())
    assert (made.weighed, made.total) == (Weighed.CLIENTS, 2)
    assert quarter(asked(1), wishes=[(1, 7)], wishers={7: bringing(None)}).weighed is Weighed.CLIENTS


def test_large_revenue_is_weighed_in_a_rounder_unit():
    made = quarter(asked(1), wishes=[(1, 7)], wishers={7: bringing(3_000_000_000)})
    assert (made.unit, made.total) == (1000, 3_000_000)


def test_what_is_planned_earlier_counts_as_done_and_what_nobody_estimated_is_left_out():
    earlier = date(2026, 10, 1)
    made = quarter(
        asked(1, planned=earlier), asked(2), asked(3, None), asked(4), before=[(1, 2), (3, 4)],
        wishes=[(2, 7), (4, 7), (1, 7)], wishers={7: bringing(900)},
    )  # fmt: skip
    assert [work.key for work in made.readings.middle.works] == [2, 4]
    assert made.unestimated == (3,)
    best = advice_for(made, Demand(), seconds=5).best
    assert best.chosen == (2,)  # 4 waits for 3, which nobody estimated
    price = advice_for(made, Demand(put_in=frozenset({4})), seconds=5).price
    assert price is not None
    assert price.obstacle is not None
    assert (price.obstacle.limit, price.obstacle.works) == (Limit.PREREQUISITE, (3, 4))


def test_a_price_says_what_is_displaced_what_slips_and_what_choosing_anew_recovers():
    made = quarter(
        asked(1, 5, Q1), asked(2, 5, Q1), asked(3, 5), asked(4, 10, Q2),
        wishes=[(1, 7), (2, 8), (3, 9)],
        wishers={7: bringing(500), 8: bringing(300, whole=2), 9: bringing(400, whole=3)},
    )  # fmt: skip
    advice = advice_for(made, Demand(put_in=frozenset({3})), seconds=5)
    assert (advice.decided.middle, advice.advised.middle) == (800, 900)
    assert advice.price is not None
    assert advice.price.repair is not None
    assert advice.price.repair.displaced == (2,)
    assert advice.price.repair.price.middle == -100  # what was decided is not the best there is
    assert advice.price.slips == ()  # the quarter after is full
    assert advice.price.recovered.middle == 0
    assert quarter(asked(1, 5, Q1), asked(4, 4, Q2)).ahead == Ahead({1: 6}, frozenset({4}))


def test_a_price_is_not_clear_where_the_readings_disagree():
    # One client asks for 1 and 2, another for 3: both wishes are worth more than 3 read low, and less read high.
    made = quarter(
        asked(1, 5, Q1), asked(2, 5, Q1), asked(3, 5), wishes=[(1, 7), (2, 7), (3, 8)],
        wishers={7: bringing(600), 8: bringing(400, whole=2)},
    )  # fmt: skip
    price = advice_for(made, Demand(put_in=frozenset({3})), seconds=5).price
    assert price is not None
    assert price.repair is not None
    assert price.repair.price == (200, -100, -400)
    assert not price.repair.price.clear
