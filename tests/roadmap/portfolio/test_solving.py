"""A portfolio is solved exactly: against reference values, and within its time."""

import pytest

from parley.roadmap.rules.portfolio import obstacle_of, price_of, solved
from parley.roadmap.rules.portfolio.pricing import repaired
from parley.roadmap.rules.portfolio.solving import keeps_to
from parley.roadmap.terms.portfolio import (
    Demand,
    Limit,
    Need,
    Obstacle,
    Portfolio,
    Present,
    Readings,
    Room,
    Spread,
    Status,
    Work,
)
from tests.roadmap.portfolio.made import instance, reference, tiny


def test_the_tiny_reference_has_its_optimum_and_every_price():
    portfolio, names = tiny()
    given = reference()["tiny"]
    best = solved(portfolio)
    assert (best.status, best.objective, best.bound) == (Status.OPTIMAL, given["optimum"], given["optimum"])
    assert [names[key] for key in best.chosen] == given["plan"]
    for name, wanted in given["overrides"].items():
        price = price_of(Readings(portfolio, portfolio, portfolio), best.chosen, insisting(names, name))
        assert price.replan is not None
        assert price.repair is not None
        assert price.replan.solved.objective == wanted["value"]
        assert price.replan.price.middle == wanted["price"]
        assert [names[key] for key in price.replan.displaced] == wanted["displaced"]
        assert [names[key] for key in price.replan.pulled_in] == wanted["pulled_in"]
        assert price.repair.price.middle >= wanted["price"]
        assert price.recovered.middle == price.repair.price.middle - wanted["price"]


def insisting(names: list[str], *wanted: str) -> Demand:
    return Demand(put_in=frozenset(names.index(name) for name in wanted))


def test_what_cannot_be_is_named_by_its_constraint():
    portfolio, names = tiny()
    assert obstacle_of(portfolio, insisting(names, "B", "E")) == Obstacle(Limit.EXCLUSION, (1, 4))
    assert obstacle_of(tiny(4)[0], insisting(names, "A")) == Obstacle(Limit.CAPACITY, (0, 3), cost=5, room=4)
    without = Demand(put_in=frozenset({0}), leave_out=frozenset({3}))
    assert obstacle_of(portfolio, without) == Obstacle(Limit.PREREQUISITE, (3, 0))
    assert solved(portfolio, without).status is Status.INFEASIBLE
    price = price_of(Readings(portfolio, portfolio, portfolio), (0, 3), without)
    assert price.obstacle == Obstacle(Limit.PREREQUISITE, (3, 0))
    one = Portfolio(works=(Work(1, 5),), needs=(Need(1, 9, (1, 2), one=True),), rooms=(Room(0, (4,)),))
    found = solved(one, Demand(serve=frozenset({1})))
    assert found.obstacle == Obstacle(Limit.CAPACITY, (1,), cost=5, room=4)


def test_a_published_instance_has_its_optimum_its_prices_and_their_repairs():
    portfolio = instance("nrp1", "0.3")
    best = solved(portfolio)
    assert (best.objective, best.status) == (1204, Status.OPTIMAL)
    for each in reference()["nrp_override_price"][0]["overrides"]:
        if each["customer"] != 62:  # one of them takes a second
            continue
        demand = Demand(serve=frozenset({each["customer"]}))
        forced = solved(portfolio, demand, present=Present(needs=frozenset(best.served)))
        assert portfolio.needs[each["customer"] - 1].worth == each["profit"]
        assert forced.objective == each["forced_optimum"]
        assert len(set(best.served) - set(forced.served)) == each["dropped"]
        assert len(set(forced.served) - set(best.served)) == each["added"]
        assert forced.fewest_proven
    by_customer = {each["forced"]: each for each in reference()["min_change"] if each["instance"] == "nrp1-0.3"}
    for customer, each in by_customer.items():
        mended = repaired(portfolio, frozenset(best.chosen), Demand(serve=frozenset({customer})), seconds=60)
        assert mended.objective == each["repair_only_value"]
        lost = sorted(portfolio.needs[key - 1].worth for key in set(best.served) - set(mended.served))
        assert lost == sorted(worth for _, worth in each["repair_only_dropped"])  # 11 and 47 are worth the same


@pytest.mark.parametrize(
    ("name", "ratio", "optimum"),
    [("nrp-e1", "0.3", 7919), ("nrp-g1", "0.5", 8896), ("nrp-g4", "0.3", 4218), ("nrp5", "0.7", 28912)],
)
def test_published_instances_are_proven(name, ratio, optimum):
    portfolio = instance(name, ratio)
    found = solved(portfolio)
    assert (found.objective, found.bound, found.status) == (optimum, optimum, Status.OPTIMAL)
    assert keeps_to(portfolio, found)
    assert sum(portfolio.needs[key - 1].worth for key in found.served) == optimum


def test_what_is_stopped_has_a_true_bound():
    found = solved(instance("nrp2", "0.3"), seconds=0.5)
    assert found.status is Status.STOPPED
    assert found.objective <= 4970 <= found.bound


def test_over_two_periods_what_is_met_sooner_counts_twice():
    portfolio = Portfolio(
        works=(Work(1, 4), Work(2, 4), Work(3, 4)),
        needs=(Need(1, 5, (1,)), Need(2, 9, (2,)), Need(3, 4, (2, 3))),
        rooms=(Room(0, (4, 4)),),
    )
    found = solved(portfolio)
    assert (found.objective, found.chosen, found.periods) == (9 * 2 + 5, (1, 2), (1, 0))


def test_an_empty_portfolio_is_solved():
    assert solved(Portfolio((), (), ())).status is Status.OPTIMAL


def test_a_price_that_changes_sign_is_not_clear():
    assert not Spread(-1, 2, 3).clear
    assert Spread(0, 2, 3).clear
    assert Spread(-4, -2, 0).clear
