"""How much of a team there is to lend, week by week, and what follows for a quarter."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.groups.rules.shifts import (
    WEEK,
    amount_of,
    lent_in,
    loan_of,
    monday_of,
    must_be_a_new_reason,
    must_be_later,
    must_be_there,
    quarter_of_week,
    weeks_in,
)
from parley.groups.terms import Amount, Loan
from parley.kernel.refusals import Refused
from parley.kernel.spans import quarter_of

MONDAY = date(2027, 3, 29)  # the first week of the second quarter of 2027, which has 13
Q2, Q3 = date(2027, 4, 1), date(2027, 7, 1)
HALF, ALL = Amount(share=50), Amount(share=100)


def loan(amount: Amount, first: int = 0, weeks: int = 1) -> Loan:
    return Loan(amount, MONDAY + first * WEEK, MONDAY + (first + weeks) * WEEK)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("all", ALL), ("100 %", ALL), ("50%", HALF), ("0.5", Amount(weekly=Decimal("0.5"))),
     ("1,25", Amount(weekly=Decimal("1.25")))],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(text: str, amount: Amount) -> None:
    assert amount_of(text) == amount == amount_of(str(amount))


@pytest.mark.parametrize("text", ["", "0%", "101%", "-1", "x", "nan", "0", "0.001", "1e9", "½%", "1.5%"])
def test_what_is_no_amount_is_refused_with_what_can_be_written(text: str) -> None:
    with pytest.raises(Refused, match="share like 50%"):
        amount_of(text)


def test_a_whole_quarter_of_a_whole_team_is_its_capacity() -> None:
    assert weeks_in(Q2) == 13
    assert lent_in(loan(ALL, weeks=13), Decimal(12), Q2) == 12
    assert lent_in(loan(HALF, weeks=13), Decimal(12), Q2) == 6
    assert lent_in(loan(Amount(weekly=Decimal("0.5")), weeks=4), Decimal(12), Q2) == 2
    assert lent_in(loan(ALL, weeks=13), Decimal(12), Q3) == 0
    assert lent_in(loan(ALL, first=12, weeks=15), Decimal(13), Q3) == 13


def test_no_week_is_lent_twice() -> None:
    must_be_there("Core", Decimal(12), [loan(HALF)], loan(HALF), field="amount")
    must_be_there("Core", Decimal(12), [loan(ALL)], loan(ALL, first=1), field="amount")
    with pytest.raises(Refused, match=r"In the week of 29 March 2027 Core has 0\.46 of its 0\.92 team-weeks left"):
        must_be_there("Core", Decimal(12), [loan(HALF)], loan(Amount(share=51)), field="amount")
    with pytest.raises(Refused, match="week of 5 April"):
        must_be_there("Core", Decimal(13), [loan(ALL, first=1)], loan(Amount(share=1), weeks=3), field="amount")
    with pytest.raises(Refused):
        must_be_there("Core", Decimal(0), [], loan(HALF), field="amount")
    with pytest.raises(Refused):
        must_be_there("Core", Decimal(13), [], loan(Amount(weekly=Decimal("1.01"))), field="amount")


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_every_week_counts_to_one_quarter(day: date) -> None:
    monday = monday_of(day)
    quarter = quarter_of_week(monday)
    assert quarter == quarter_of(monday + timedelta(days=3)).first
    assert 12 <= weeks_in(quarter) <= 14


amounts = st.one_of(
    st.integers(1, 100).map(lambda n: Amount(share=n)),
    st.integers(1, 200).map(lambda n: Amount(weekly=Decimal(n) / 100)),
)
loans = st.builds(loan, amounts, st.integers(0, 20), st.integers(1, 30))


@given(st.decimals(1, 30, places=1), st.lists(loans, max_size=6))
def test_whatever_is_granted_a_quarter_never_lends_more_than_it_has(capacity: Decimal, wanted: list[Loan]) -> None:
    granted: list[Loan] = []
    for each in wanted:
        try:
            must_be_there("Core", capacity, granted, each, field="amount")
        except Refused:
            continue
        granted.append(each)
    for quarter in (Q2, Q3, date(2027, 10, 1)):
        assert sum(lent_in(each, capacity, quarter) for each in granted) <= capacity


def test_a_loan_is_of_weeks_to_come_and_of_a_year_at_most() -> None:
    on = date(2027, 3, 31)  # a Wednesday
    assert loan_of(HALF, on, on, on=on) == loan(HALF)
    with pytest.raises(Refused, match="gone by"):
        loan_of(HALF, date(2027, 3, 28), on, on=on)
    with pytest.raises(Refused, match="before the first"):
        loan_of(HALF, on + WEEK, on, on=on)
    with pytest.raises(Refused, match="year at most"):
        loan_of(HALF, on, on + 53 * WEEK, on=on)


def test_an_extension_is_later_and_has_a_reason_of_its_own() -> None:
    must_be_later(MONDAY + WEEK, MONDAY, on=MONDAY)
    for new in (MONDAY, MONDAY - WEEK):
        with pytest.raises(Refused, match="later last week"):
            must_be_later(new, MONDAY, on=MONDAY)
    with pytest.raises(Refused, match="was given before"):
        must_be_a_new_reason(" The audit  took longer.", ["x", "The audit took longer."])
