"""Rankings: published elections, tests beside scipy's own, no winner where there is none, and 50,000 in a moment."""

import random
import time

import numpy as np
import pytest
from scipy.stats import PermutationMethod, friedmanchisquare, spearmanr, wilcoxon

from parley.surveys.rules.ranking import (
    borda,
    holm,
    in_words,
    kendall,
    ranges_of,
    ranking_of,
    ranks_of,
    signed_ranks,
    surely_better,
)
from tests.surveys.elections import stand_in
from tests.surveys.reference import reference

PUBLISHED = reference("b_ranking")
SHIRTS = PUBLISHED["tshirt"]
VOTERS = 30
VALUED = ["plans", "vision", "feedback", "execution", "testing"]
NAMES = {each: each.title() for each in VALUED}


def ranked(ballots, items):
    found = ranking_of(ballots, items)
    assert found
    return found


@pytest.fixture(scope="module")
def ballots():
    return stand_in(SHIRTS, VOTERS)


def by_item(ranking, what):
    return {each.item: getattr(each, what) for each in ranking.items}


def published(what):
    return dict(zip(SHIRTS["names"], SHIRTS[what], strict=True))


def test_the_capital_of_tennessee():
    case = PUBLISHED["tennessee_borda"]
    ballots = [[case["names"][each] for each in order] for many, order in case["orders"] for _ in range(many)]
    found = ranked(ballots, case["names"])
    assert list(by_item(found, "points").values()) == sorted(case["borda"], reverse=True)
    assert by_item(found, "points") == dict(zip(case["names"], case["published"], strict=True))
    assert found.agreement == pytest.approx(PUBLISHED["tennessee_kendall_w"], abs=5.1e-5)
    assert [each.item for each in found.items] == ["Nashville", "Chattanooga", "Memphis", "Knoxville"]


def test_the_shirts_by_whole_orders(ballots):
    found = ranked(ballots, SHIRTS["names"])
    assert by_item(found, "points") == published("borda")
    assert by_item(found, "mean_rank") == pytest.approx(published("mean_rank"), abs=5.1e-5)
    assert by_item(found, "mean_rank") == pytest.approx(SHIRTS["mean_rank_by_name"], abs=5.1e-4)
    assert by_item(found, "firsts") == published("first_choice")
    assert sum(by_item(found, "first_share").values()) == pytest.approx(1)
    assert found.agreement == pytest.approx(SHIRTS["kendall_w"], abs=5.1e-5)
    statistic, chance = SHIRTS["friedman"]
    assert found.friedman == pytest.approx(statistic, abs=5.1e-5)
    assert found.chance == pytest.approx(chance, rel=1e-6)


def test_the_shirts_by_top_three(ballots):
    found = ranked([each[:3] for each in ballots], SHIRTS["names"])
    assert by_item(found, "points") == published("borda_top3_avg_rank")
    both = [list(published(name).values()) for name in ("borda", "borda_top3_avg_rank")]
    assert spearmanr(*both).statistic == pytest.approx(SHIRTS["spearman_full_vs_top3_borda"], abs=5.1e-5)


def test_the_published_rank_ranges_are_those_of_who_beats_whom():
    """The real ballots are not at hand: 21 sure pairs are read back from the ranges, each loser beaten by the best."""
    ranges = SHIRTS["rank_range_holm"]
    wins = [len(ranges) - high for _low, high in ranges.values()]
    losses = [low - 1 for low, _high in ranges.values()]
    assert sum(wins) == sum(losses) == 21
    better = np.zeros((len(ranges), len(ranges)), dtype=bool)
    left = list(losses)
    for winner in sorted(range(len(wins)), key=lambda each: -wins[each]):
        worst = sorted(range(len(left)), key=lambda each: -left[each])[: wins[winner]]
        for loser in worst:
            better[winner, loser] = True
            left[loser] -= 1
    assert not any(left)
    assert not np.diag(better).any()
    assert [list(each) for each in ranges_of(better)] == list(ranges.values())


def test_borda_and_kendall_are_what_they_say():
    assert borda(np.array([1.0, 2.5, 2.5]), 4).tolist() == [8, 2, 2]
    assert kendall(friedman=20, of=10, items=3) == 1
    alike = [["plans", "vision", "feedback", "execution", "testing"]] * 10
    assert ranked(alike, VALUED).agreement == pytest.approx(1)


def test_what_is_not_ranked_shares_the_ranks_that_remain():
    ranks = ranks_of([("vision", "plans", "testing"), ("plans",), tuple(VALUED), tuple(VALUED[:4])], VALUED)
    assert ranks.tolist() == [[2, 1, 4.5, 4.5, 3], [1, 3.5, 3.5, 3.5, 3.5], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5]]
    assert ranks.sum(axis=1).tolist() == [15] * 4


def test_a_ranking_that_cannot_be_is_a_fault():
    for wrong in (("plans", "plans"), ("plans", "cake")):
        with pytest.raises(ValueError, match="names an item twice, or one that was not offered"):
            ranks_of([("vision",), wrong], VALUED)


def test_fewer_than_five_rankings_are_none():
    assert ranking_of([["plans"]] * 4, VALUED) is None
    assert ranking_of([["plans"]] * 4 + [[]] * 9, VALUED) is None
    assert ranking_of([["plans"]] * 9, VALUED[:2]) is None
    five = ranked([["plans", "vision", "testing"]] * 5 + [[]], VALUED)
    assert five.of == 5
    assert five.clear_winner is None  # five of one mind could be chance, ten comparisons at once


def test_the_winner_is_the_same_wherever_it_is_offered():
    ballots = [["plans", "vision", "testing"], ["plans", "feedback", "execution"]] * 20
    for items in (VALUED, VALUED[::-1], [*VALUED[2:], *VALUED[:2]]):
        found = ranked(ballots, items)
        assert found.clear_winner
        assert found.clear_winner.item == "plans"
        assert by_item(found, "low") == by_item(ranked(ballots, VALUED), "low")


def test_a_clear_winner_and_none():
    clear = ranked([["plans", "vision", "testing"], ["plans", "feedback", "execution"]] * 20, VALUED)
    assert clear.clear_winner
    assert clear.clear_winner.item == "plans"
    assert (clear.items[0].low, clear.items[0].high) == (1, 1)
    assert in_words(clear, NAMES) == "Plans is the clear winner."
    two = ranked([["plans", "vision", "testing"], ["vision", "plans", "execution"]] * 20, VALUED)
    assert two.clear_winner is None
    assert in_words(two, NAMES) == "No clear winner: Plans or Vision could come first."
    assert [(each.place, each.tied) for each in two.items] == [(1, True), (1, True), (3, True), (3, True), (5, False)]
    each_way = [[VALUED[(start + step) % 5] for step in range(3)] for start in range(5)] * 4
    assert in_words(ranked(each_way, VALUED), NAMES) == "No clear winner: any of the 5 could come first."
    three = ranked([VALUED[:3], [*VALUED[1:3], VALUED[0]], [VALUED[2], *VALUED[:2]]] * 20, VALUED)
    assert in_words(three, NAMES) == "No clear winner: Plans, Vision or Feedback could come first."


def test_each_rank_lies_within_its_range_and_better_is_one_way():
    chance = np.random.default_rng(12)
    for _ in range(40):
        people, pull = int(chance.integers(5, 60)), chance.normal(0, 1, 6)
        orders = (chance.gumbel(size=(people, 6)) + pull).argsort(axis=1)[:, ::-1][:, : chance.integers(1, 7)]
        ballots = [[f"{each}" for each in order] for order in orders.tolist()]
        found = ranked(ballots, [f"{each}" for each in range(6)])
        for each in found.items:
            assert 1 <= each.low <= each.place <= each.high <= 6
        better = surely_better(ranks_of([tuple(each) for each in ballots], [f"{each}" for each in range(6)]))
        assert not (better & better.T).any()


def test_holm_stops_at_the_first_that_does_not_hold():
    assert holm([0.01, 0.04, 0.03, 0.005]) == [True, False, False, True]  # 0.05/4, /3, then 0.03 > 0.05/2
    assert holm([0.04, 0.012, 0.02]) == [True, True, True]
    assert holm([0.03, 0.04]) == [False, False]
    assert holm([]) == []


def test_the_signed_ranks_are_those_of_scipy():
    chance = np.random.default_rng(13)
    plain = np.array([chance.permutation(np.arange(1, 13)) * chance.choice((-1, 1), 12) for _ in range(20)]).T
    chances, ways = signed_ranks(plain.astype(float))
    for column, found, way in zip(plain.T, chances, ways, strict=True):
        assert found == pytest.approx(wilcoxon(column, method="exact").pvalue, abs=1e-12)
        assert way == np.sign(column.sum())
    for people in (6, 11):
        ties = chance.integers(-3, 4, people).astype(float)
        by_scipy = wilcoxon(ties, method=PermutationMethod(n_resamples=np.inf)).pvalue
        assert signed_ranks(ties[:, None])[0][0] == pytest.approx(by_scipy, abs=1e-12)
    many = chance.integers(-3, 5, (60, 5)).astype(float)
    chances, ways = signed_ranks(many)
    for column, found, way in zip(many.T, chances, ways, strict=True):
        assert found == pytest.approx(wilcoxon(column, method="asymptotic").pvalue, abs=1e-12)
        above = wilcoxon(column, method="asymptotic", alternative="greater").pvalue
        assert way == np.sign(0.5 - above)


def test_what_does_not_differ_is_not_better():
    chances, ways = signed_ranks(np.zeros((40, 2)))
    assert chances.tolist() == [1, 1]
    assert ways.tolist() == [0, 0]


def test_no_winner_is_called_where_there_is_none():
    """All comparisons together are wrong at most one time in twenty; 400 elections of chance, some slack for luck."""
    chance = np.random.default_rng(14)
    wrong = 0
    for _ in range(400):
        orders = chance.random((30, 7)).argsort(axis=1)[:, :3]
        ranks = ranks_of([tuple(f"{each}" for each in order) for order in orders.tolist()], list("0123456"))
        wrong += bool(surely_better(ranks).any())
    assert wrong / 400 <= 0.05 + 2.6 * (0.05 * 0.95 / 400) ** 0.5


def test_fifty_thousand_rankings_take_well_below_a_second():
    chance = np.random.default_rng(15)
    items = [f"{each}" for each in range(9)]
    orders = (chance.random((50_000, 9)) + np.arange(9) / 20).argsort(axis=1)[:, :3].tolist()
    ballots = [[items[each] for each in order] for order in orders]
    ranked(ballots[:50], items)
    began = time.process_time()
    found = ranked(ballots, items)
    took = time.process_time() - began
    assert took < 1
    assert found.clear_winner
    ranks = ranks_of([tuple(each) for each in ballots[:500]], items)
    assert ranked(ballots[:500], items).friedman == pytest.approx(friedmanchisquare(*ranks.T).statistic)


def test_the_order_of_the_ballots_says_nothing(ballots):
    mixed = [each[:3] for each in ballots]
    random.Random(16).shuffle(mixed)  # noqa: S311 - the same order each time
    assert ranked(mixed, SHIRTS["names"]) == ranked([each[:3] for each in ballots], SHIRTS["names"])
