"""What is displaced slips to the quarter after only where it can be done there."""

from parley.roadmap.rules.portfolio import price_of
from parley.roadmap.terms.portfolio import Ahead, Demand, Need, Portfolio, Price, Readings, Room, Work


def priced(
    *works: Work, put_in: int, standing: tuple[int, ...], room: int = 10, ahead: Ahead, after=(), apart=()
) -> Price:
    needs = tuple(Need(work.key, 10 - work.key, (work.key,)) for work in works)
    portfolio = Portfolio(works, needs, (Room(0, (room,)),), after, apart)
    readings = Readings(portfolio, portfolio, portfolio)
    return price_of(readings, standing, Demand(frozenset({put_in})), ahead=ahead)


def test_what_needs_another_first_slips_with_it_or_not_at_all():
    works = Work(1, 5), Work(2, 5), Work(3, 10)
    common = {"put_in": 3, "standing": (1, 2), "after": ((1, 2),)}
    assert priced(*works, ahead=Ahead({0: 10}), **common).slips == (1, 2)
    assert priced(*works, ahead=Ahead({0: 5}), **common).slips == (1,)
    assert priced(*works, ahead=Ahead({0: 4}), **common).slips == ()


def test_what_was_decided_for_the_quarter_after_leaves_its_room_when_it_comes_forward():
    works = Work(1, 10), Work(2, 10)
    assert priced(*works, put_in=2, standing=(1,), ahead=Ahead({0: 0})).slips == ()
    assert priced(*works, put_in=2, standing=(1,), ahead=Ahead({0: 0}, frozenset({2}))).slips == (1,)


def test_what_is_excluded_by_what_comes_in_never_slips():
    works = Work(1, 1), Work(2, 1), Work(3, 1)
    price = priced(*works, put_in=2, standing=(1, 3), ahead=Ahead({0: 10}), apart=((1, 2),))
    assert (price.slips, price.barred) == ((), ((1, 2),))
    assert price.repair is not None
    assert price.repair.displaced == (1,)
    assert (
        priced(*works, put_in=2, standing=(1,), room=1, ahead=Ahead({0: 9}, frozenset({3})), apart=((1, 3),)).slips
        == ()
    )


def test_what_cannot_be_anyway_is_not_what_a_demand_displaces():
    works = Work(1, 6), Work(2, 6), Work(3, 4)
    price = priced(*works, put_in=3, standing=(1, 2), ahead=Ahead())
    assert price.anyway == (2,)  # six and six never fit into ten
    assert (price.standing.middle, price.repair and price.repair.price.middle) == (9, -7)
    assert priced(*works, put_in=3, standing=(1,), ahead=Ahead()).anyway == ()
