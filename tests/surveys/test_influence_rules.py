"""What may be shown of influence: five contributions by five people, and nothing that could be found by subtraction."""

from collections import Counter
from datetime import date
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.kernel.refusals import Refused
from parley.surveys.rules.influence import drawn, few, gathered, hidden_among, hidden_rows, must_still_answer
from parley.surveys.terms.influence import (
    ASKED_AT_MOST,
    ASKED_EACH,
    FLOOR,
    PLACES,
    By,
    Changed,
    Place,
    Tally,
    share_of,
)

SIDES = {"am": "business", "cs": "business", "legal": "business", "pm": "product", "design": "product", "": "neither"}
places = st.builds(
    lambda function, group, region: Place(SIDES[function], group, region, function),
    st.sampled_from(sorted(SIDES)),
    st.sampled_from(["", "ads", "identity", "tv"]),
    st.sampled_from(["", "apac", "emea"]),
)
tallies = st.integers(1, 9).flatmap(
    lambda people: st.builds(Tally, people=st.just(people), given=st.integers(people, 3 * people))
)
companies = st.dictionaries(places, tallies, max_size=14)


def by_lot(quarter: str) -> Random:
    return Random(quarter)  # noqa: S311 - a lot that anybody can draw again


def size_of(company: dict[Place, Tally], members: set[Place]) -> tuple[int, int]:
    return sum(company[each].given for each in members), sum(company[each].people for each in members)


@settings(max_examples=400, deadline=None)
@given(companies)
def test_nothing_small_is_shown_nor_found_by_subtracting_what_is_shown(company: dict[Place, Tally]) -> None:
    hidden = hidden_rows(company)
    rows = {
        (by, value): {place for place in company if place.of(by) == value}
        for by in PLACES
        for value in gathered(company, by, Tally())
    }
    shown = {row: members for row, members in rows.items() if row not in hidden}
    if few(size_of(company, set(company))):
        assert not shown
        return
    everybody = set(company)
    for members in shown.values():
        assert not few(size_of(company, members)), "a small row is shown"
    for one, other in combinations([everybody, *shown.values()], 2):
        for large, small in ((one, other), (other, one)):
            if small < large and small != everybody:
                assert not few(size_of(company, large - small)), "a row and one within it leave a few people"
    for by in PLACES:
        _cannot_be_subtracted(company, by, rows, hidden)
    _cannot_be_worked_out(company, rows, hidden)


def _cannot_be_worked_out(company, rows, hidden) -> None:
    """No small row or place follows from all that is shown by adding and subtracting."""
    order = list(company)
    told = np.array([[place in members for place in order] for row, members in rows.items() if row not in hidden]
                    + [[True] * len(order)], dtype=float)  # fmt: skip
    rank = np.linalg.matrix_rank(told)
    for members in (*rows.values(), *({place} for place in company)):
        if few(size_of(company, members)):
            asked = np.array([[place in members for place in order]], dtype=float)
            assert np.linalg.matrix_rank(np.vstack([told, asked])) > rank, f"{members} can be worked out"


def _cannot_be_subtracted(company, by: By, rows, hidden) -> None:
    """What a table hides, and of functions what it hides of each side that is shown, is no row alone and not few."""
    wholes: list[set[Place]] = [set(company)]
    if by is By.FUNCTION:
        wholes += [members for row, members in rows.items() if row[0] is By.SIDE and row not in hidden]
    for whole in wholes:
        parts = [members for row, members in rows.items() if row[0] is by and row in hidden and members <= whole]
        others = [members for row, members in rows.items() if row[0] is by and row not in hidden and members <= whole]
        if parts and others:
            assert len(parts) > 1, f"one row of {by} is hidden alone"
            assert not few(size_of(company, set().union(*parts))), f"few are hidden of {by}"


def test_the_next_smallest_goes_with_the_small_by_people_then_contributions_then_name() -> None:
    parts = {"a": (40, 20), "b": (9, 6), "c": (8, 6), "d": (3, 3)}
    assert hidden_among(parts) == {"c", "d"}
    assert hidden_among({"a": (40, 20), "b": (8, 6), "c": (8, 6), "d": (3, 3)}) == {"b", "d"}
    assert hidden_among({"a": (40, 20), "d": (1, 1), "e": (1, 1)}) == {"a", "d", "e"}
    assert hidden_among({"a": (40, 20), "b": (9, 6)}) == set()
    assert hidden_among({"many by one": (50, 1), "a": (40, 20), "b": (90, 50)}) == {"many by one", "a"}
    assert hidden_among({}) == set()


def test_people_who_may_be_in_several_parts_are_counted_once() -> None:
    parts = {"insight": (90, 40), "topic": (12, 6), "comment": (4, 4), "note": (4, 4)}
    assert hidden_among(parts) == {"comment", "note"}
    assert hidden_among(parts, people_overlap=True) == {"comment", "note", "topic"}


def test_a_bare_floor_would_let_a_row_be_found() -> None:
    """The negative control: hiding the small rows alone leaves one that the whole gives away."""
    company = {
        Place("business", "", "emea", "am"): Tally(given=30, people=12),
        Place("business", "", "apac", "am"): Tally(given=12, people=9),
        Place("business", "", "amer", "am"): Tally(given=2, people=2),
    }
    assert {row for row in hidden_rows(company) if row[0] is By.REGION} == {(By.REGION, "amer"), (By.REGION, "apac")}


def test_a_row_within_one_of_another_table_is_not_shown_when_it_leaves_a_few() -> None:
    company = {
        Place("business", "ads", "emea", "am"): Tally(given=12, people=8),
        Place("business", "tv", "emea", "am"): Tally(given=2, people=2),
        Place("business", "tv", "apac", "am"): Tally(given=20, people=9),
    }
    hidden = hidden_rows(company)
    assert (By.GROUP, "ads") in hidden or (By.REGION, "emea") in hidden, "emea without ads is two people"


def test_a_row_that_follows_from_three_tables_is_not_shown() -> None:
    """The negative control of working out: each table by itself hides two rows, and together they give one away."""
    company = {
        Place("neither", "", "", ""): Tally(given=3, people=2),
        Place("neither", "ads", "", ""): Tally(given=3, people=3),
        Place("business", "", "", "am"): Tally(given=1, people=1),
        Place("product", "identity", "", "design"): Tally(given=5, people=5),
    }
    assert hidden_among({"neither": (6, 5), "business": (1, 1), "product": (5, 5)}) == {"business", "product"}
    assert hidden_among({"": (4, 3), "ads": (3, 3), "identity": (5, 5)}) == {"", "ads"}
    hidden = hidden_rows(company)
    assert (By.SIDE, "neither") in hidden or (By.GROUP, "identity") in hidden, "all but both of them is one person"


def test_a_lot_is_the_same_for_the_same_quarter_and_asks_each_person_once() -> None:
    given_credits = [(key, key % 300) for key in range(1, 2_000)]
    first = drawn(given_credits, by_lot("2026-07-01"))
    assert first == drawn(list(reversed(given_credits)), by_lot("2026-07-01"))
    assert first != drawn(given_credits, by_lot("2026-10-01"))
    assert len(first) == ASKED_AT_MOST
    people = dict(given_credits)
    assert max(Counter(people[key] for key in first).values()) == ASKED_EACH
    assert drawn([], by_lot("2026-07-01")) == []
    assert drawn([(7, 1), (8, 1)], by_lot("1")) in ([7], [8])


def test_every_credit_of_somebody_may_be_the_one_that_is_drawn() -> None:
    seen = {drawn([(7, 1), (8, 1), (9, 1)], by_lot(str(seed)))[0] for seed in range(60)}
    assert seen == {7, 8, 9}


def test_an_answer_is_given_once_and_in_time() -> None:
    facts = {"closes_on": date(2026, 10, 29), "answer": Changed.YES}
    must_still_answer(today=date(2026, 10, 29), before=None, **facts)
    must_still_answer(today=date(2026, 10, 30), before=Changed.YES, closes_on=date(2026, 11, 1), answer=Changed.YES)
    with pytest.raises(Refused, match="four weeks"):
        must_still_answer(today=date(2026, 10, 30), before=None, **facts)
    with pytest.raises(Refused, match="already"):
        must_still_answer(today=date(2026, 10, 1), before=Changed.NO, **facts)


def test_a_share_says_of_how_many_and_how_surely() -> None:
    found = share_of(84, 131)
    assert found is not None
    assert (round(found.share, 3), round(found.low, 3), round(found.high, 3)) == (0.641, 0.556, 0.718)
    assert share_of(0, 0) is None
    assert FLOOR == 5
