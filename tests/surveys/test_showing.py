"""Figures of small cells are banded, rounded and masked; what stands beside a masked share does not give it back."""

import json

import pytest

from parley.kernel.intervals import wilson
from parley.surveys.rules.showing import (
    Interval,
    Shown,
    band_of,
    may_compare,
    rate_shown,
    rate_words,
    shown,
)


def figure(hits: int, of: int, invited: int | None = None) -> Shown:
    def interval_of(number: int) -> Interval:
        found = wilson(number, of)
        assert found
        return found

    return shown(hits, of, interval_of, invited=invited)


@pytest.mark.parametrize(("of", "said"), [(5, "5–9"), (9, "5–9"), (10, "10–19"), (19, "10–19"), (20, 20), (263, 263)])
def test_n_is_a_band_below_20_and_exact_from_there(of: int, said: int | str) -> None:
    assert band_of(of) == said == figure(3, of).n


@pytest.mark.parametrize(
    ("hits", "of", "words"),
    [
        (3, 7, "45%"),
        (2, 8, "25%"),
        (7, 12, "60%"),
        (13, 21, "62%"),
        (66, 99, "67%"),
        (134, 200, "67%"),
        (81, 263, "30.8%"),
        (1, 8, "20% or fewer"),
        (0, 5, "20% or fewer"),
        (7, 8, "80% or more"),
        (1, 19, "10% or fewer"),
        (10, 10, "90% or more"),
        (1, 20, "5% or fewer"),
        (0, 400, "5% or fewer"),
        (20, 400, "5% or fewer"),
        (21, 400, "5.3%"),
        (380, 400, "95% or more"),
        (379, 400, "94.8%"),
    ],
)
def test_a_share_is_rounded_by_how_many_answered_and_masked_at_its_ends(hits: int, of: int, words: str) -> None:
    assert figure(hits, of).words() == words


def test_intervals_of_few_are_rounded_outward_to_5_points_and_others_as_the_share_is() -> None:
    low, high = wilson(8, 12) or (0, 0)
    assert (round(low, 3), round(high, 3)) == (0.391, 0.862)
    assert (figure(8, 12).low, figure(8, 12).high) == (0.35, 0.9)
    assert (figure(18, 25).low, figure(18, 25).high) == (0.52, 0.86)
    assert (figure(134, 200).low, figure(134, 200).high) == (0.602, 0.731)


def test_an_end_that_is_a_step_already_stays_where_it_is() -> None:
    assert shown(3, 10, lambda _: (0.15, 0.55)).low == 0.15
    assert shown(3, 10, lambda _: (0.15, 0.55)).high == 0.55


@pytest.mark.parametrize("of", [5, 9, 10, 19, 20, 57, 100, 400])
def test_whatever_is_masked_looks_alike(of: int) -> None:
    some = max(1, of // 20)
    for ends in ((0, some), (of, of - some)):
        assert figure(ends[0], of, of + 4) == figure(ends[1], of, of + 4)
    assert figure(0, of, of + 4) != figure(of, of, of + 4)


def test_the_worst_case_is_where_all_invited_could_lie_and_rounded_as_the_share_is() -> None:
    assert (figure(134, 200, 400).lowest, figure(134, 200, 400).highest) == (0.335, 0.835)
    assert (figure(3, 7, 11).lowest, figure(3, 7, 11).highest) == (0.25, 0.65)
    assert (figure(0, 7, 11).lowest, figure(0, 7, 11).highest) == (0.0, 0.5)
    assert figure(3, 7).lowest is None


def test_nothing_is_shown_of_fewer_than_five() -> None:
    with pytest.raises(ValueError, match="Nothing is shown of 4 answers"):
        figure(2, 4)


def test_what_is_shown_is_kept_under_its_names() -> None:
    kept = json.loads(json.dumps(figure(1, 8, 12).as_json()))
    assert Shown(**kept) == figure(1, 8, 12)
    assert kept == {
        "n": "5–9", "share": 0.2, "low": 0.0, "high": 0.5, "lowest": 0.0, "highest": 0.45, "masked": "or fewer",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("answered", "invited", "rate", "words"),
    [
        (7, 10, 0.7, "70%"),
        (13, 18, 0.7, "70%"),
        (0, 12, 0.0, "below 5%"),
        (1, 30, 0.0, "below 5%"),
        (19, 20, 0.95, "95% or more"),
        (20, 20, 0.95, "95% or more"),
        (189, 200, 0.9, "90%"),
    ],
)
def test_response_rates_are_rounded_down_and_do_not_say_that_all_answered(
    answered: int, invited: int, rate: float, words: str
) -> None:
    assert rate_shown(answered, invited, 5) == rate
    assert rate_words(rate) == words


def test_no_response_rate_of_too_few_invited() -> None:
    assert rate_shown(4, 4, 5) is None
    assert rate_shown(5, 9, 10) is None


@pytest.mark.parametrize(
    ("joiners", "leavers", "may"),
    [(0, 0, True), (5, 0, True), (9, 5, True), (1, 0, False), (0, 4, False), (8, 1, False)],
)
def test_waves_are_compared_unless_a_few_came_or_went(joiners: int, leavers: int, *, may: bool) -> None:
    assert may_compare(joiners, leavers, 5) is may
