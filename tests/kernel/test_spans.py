"""Windows of time as people write and read them."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.kernel.refusals import Refused
from parley.kernel.spans import (
    FIRST_YEAR,
    LAST_YEAR,
    Grain,
    Window,
    later_by,
    next_quarters,
    quarter_of,
    spoken,
    spoken_day,
    window_of,
)


@pytest.mark.parametrize(
    ("text", "first", "last", "said"),
    [
        ("Q2 2027", date(2027, 4, 1), date(2027, 6, 30), "Q2 2027"),
        ("2027-Q2", date(2027, 4, 1), date(2027, 6, 30), "Q2 2027"),
        ("h1 2027", date(2027, 1, 1), date(2027, 6, 30), "H1 2027"),
        ("March 2027", date(2027, 3, 1), date(2027, 3, 31), "Mar 2027"),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29), "Feb 2028"),
        ("2027", date(2027, 1, 1), date(2027, 12, 31), "2027"),
        ("2027-03-15", date(2027, 3, 15), date(2027, 3, 15), "15 Mar 2027"),
        ("Q2 2027 to Q3 2027", date(2027, 4, 1), date(2027, 9, 30), "Q2 2027 to Q3 2027"),
    ],
)
def test_a_window_is_read_and_said(text: str, first: date, last: date, said: str) -> None:
    window = window_of(text)
    assert (window.first, window.last, str(window)) == (first, last, said)


@pytest.mark.parametrize("text", ["", "soon", "Q5 2027", "H3 2027", "2027-13", "31 Feb 2027", "Q2 1066", "99999", "\0",
                                  "Foo 2027", "Q2 2027 to Q1 2027"])  # fmt: skip
def test_what_is_no_window_is_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(Refused, match="Write"):
        window_of(text)


@given(
    st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)), st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
)
def test_what_is_said_is_read_back(one: date, other: date) -> None:
    window = Window(min(one, other), max(one, other))
    assert window_of(str(window)) == window


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_quarters_follow_one_another(day: date) -> None:
    quarters = next_quarters(day, 6)
    assert quarters[0] == quarter_of(day)
    assert all((after.first - before.last).days == 1 for before, after in pairwise(quarters))
    assert all(quarter.grain is Grain.QUARTER for quarter in quarters)


def test_a_delay_is_counted_in_days() -> None:
    assert later_by(window_of("Q2 2027"), window_of("Q3 2027")) == 92
    assert later_by(window_of("Q3 2027"), window_of("Q2 2027")) == -92


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("H1 2027", "first half of 2027"),
        ("H2 2027", "second half of 2027"),
        ("Q1 2027", "first quarter of 2027"),
        ("Q4 2027", "fourth quarter of 2027"),
        ("2027", "2027"),
        ("2027-03", "March 2027"),
        ("2027-03-15", "15 March 2027"),
        ("Q2 2027 to Q3 2027", "second to third quarter of 2027"),
        ("Q4 2027 to Q1 2028", "fourth quarter of 2027 to first quarter of 2028"),
        ("Mar 2027 to May 2027", "March to May 2027"),
        ("Mar 2027 to Q3 2027", "March 2027 to third quarter of 2027"),
        ("2027 to H1 2028", "2027 to first half of 2028"),
        ("15 Mar 2027 to 17 Mar 2027", "15 March 2027 to 17 March 2027"),
    ],
)
def test_a_window_is_said_to_clients_in_words(text: str, said: str) -> None:
    assert spoken(window_of(text)) == said


windows = st.tuples(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.dates(date(2026, 1, 1), date(2030, 12, 31))).map(
    lambda days: Window(min(days), max(days))
)


@given(windows | st.dates(date(2026, 1, 1), date(2030, 12, 31)).map(quarter_of), windows)
def test_two_windows_are_said_alike_only_when_they_are_one(one: Window, other: Window) -> None:
    assert (spoken(one) == spoken(other)) == (one == other)
    assert not any(letter in spoken(one) for letter in "QH")


def test_a_day_is_said_with_its_month_in_full() -> None:
    assert spoken_day(date(2026, 11, 9)) == "9 November 2026"
