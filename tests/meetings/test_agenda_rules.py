"""A proposed agenda: it fits, the sides take turns, what is due comes first, and it is the same in any order."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from parley.ledger.terms import Ref
from parley.meetings.rules.agenda import belongs, draw_up, is_due
from parley.meetings.terms import Purpose
from parley.meetings.terms.agenda import Candidate, Room
from parley.people.terms import Side

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = date(2026, 11, 24)
ROOM = Room(today=AT.date(), day=DAY, free=60, next_on=DAY + timedelta(days=14))
EMEA, APAC = (1, "EMEA"), (2, "APAC")

days = some.dates(DAY - timedelta(days=40), DAY + timedelta(days=40))
candidates = some.builds(
    Candidate,
    ref=some.builds(Ref, some.sampled_from(["topic", "decision", "initiative", "agenda_item"]), some.integers(1, 30)),
    title=some.sampled_from(["Prices", "Consent"]),
    purpose=some.sampled_from(Purpose),
    side=some.sampled_from(Side),
    due=some.none() | days,
    unreached_on=some.none() | days,
    minutes=some.integers(0, 90),
    lead=some.none() | some.just(1),
    lead_sees=some.booleans(),
    regions=some.sampled_from([(), (EMEA,), (APAC,), (APAC, EMEA)]),
)
# told apart by their key: one thing waits in one way
waiting = some.lists(candidates, max_size=14, unique_by=lambda each: each.ref)
rooms = some.builds(
    Room,
    today=some.just(AT.date()),
    day=some.just(DAY),
    free=some.integers(-20, 120),
    next_on=some.none() | some.dates(DAY, DAY + timedelta(days=30)),
    sitting=some.sampled_from([1, 2]),
    second=some.sampled_from([frozenset(), frozenset({2})]),
    last_side=some.sampled_from(Side),
)


def topic(key: int, side: Side, *, due: int = 5, **more) -> Candidate:
    given = {"ref": Ref("topic", key), "purpose": Purpose.HEAR, "side": side, "due": DAY + timedelta(days=due)} | more
    return Candidate(title=f"Topic {key}", **given)


def keys(proposal) -> list[int]:
    return [each.candidate.ref.key for each in proposal.items]


@given(waiting, rooms, some.randoms())
@settings(max_examples=150, deadline=None)
def test_whatever_waits_the_proposal_fits_and_is_the_same_in_any_order(found, room, random):
    proposal = draw_up(found, room, AT)
    assert proposal.minutes <= max(0, room.free)
    chosen = [each.candidate for each in proposal.items]
    refs = [each.ref for each in (*chosen, *(each.candidate for each in proposal.left_out))]
    assert len(refs) == len(set(refs)) == sum(each.lead_sees for each in found)
    for each in proposal.items:
        assert each.candidate.least <= each.minutes <= each.candidate.wanted
        assert each.candidate.lead_sees
        assert belongs(each.candidate, room)
        assert each.reason.endswith(".")
        assert "None" not in each.reason
    mixed = [*found, *found]
    random.shuffle(mixed)
    assert draw_up(mixed, room, AT) == proposal


@given(waiting, rooms)
@settings(max_examples=150, deadline=None)
def test_due_decisions_come_first_by_their_day_and_then_the_sides_take_turns_as_far_as_possible(found, room):
    proposal = draw_up(found, room, AT)
    chosen = [each.candidate for each in proposal.items]
    due = [each for each in chosen if each.ref.kind == "decision" and is_due(each, room)]
    assert chosen[: len(due)] == due
    assert [each.due for each in due] == sorted(each.due for each in due if each.due)
    free = room.free - sum(each.minutes for each in proposal.items[: len(due)])
    last = next((each.side for each in reversed(due) if each.side is not Side.NEITHER), room.last_side)
    not_now = "No time is left"
    for place, each in enumerate(proposal.items[len(due) :], len(due)):
        side = each.candidate.side
        if side is last is not Side.NEITHER:
            others = [*chosen[place:], *(out.candidate for out in proposal.left_out if out.reason.startswith(not_now))]
            assert not any(other.side not in {side, Side.NEITHER} and other.least <= free for other in others)
        last = side if side is not Side.NEITHER else last
        free -= each.minutes


def test_the_sides_take_turns_each_with_what_is_most_urgent():
    found = [
        topic(1, Side.PRODUCT, due=1), topic(2, Side.PRODUCT, due=2), topic(3, Side.PRODUCT, due=3),
        topic(4, Side.BUSINESS, due=9), topic(5, Side.BUSINESS, due=8),
    ]  # fmt: skip
    assert keys(draw_up(found, replace(ROOM, free=75), AT)) == [1, 5, 2, 4, 3]
    assert keys(draw_up(found, replace(ROOM, free=75, last_side=Side.PRODUCT), AT)) == [5, 1, 4, 2, 3]


def test_what_was_not_reached_comes_before_what_waits_and_says_so():
    found = [
        topic(1, Side.BUSINESS, due=-5),
        topic(2, Side.BUSINESS, unreached_on=DAY - timedelta(days=14), minutes=25),
    ]
    first, second = draw_up(found, ROOM, AT).items
    assert (first.candidate.ref.key, first.minutes) == (2, 25)
    assert (
        first.reason
        == "It was not reached on Tue 10 Nov, and an answer is promised by Sun 29 Nov, before the group meets again."
    )
    assert second.reason == "An answer was promised by Thu 19 Nov and is late."


def test_a_decision_that_can_wait_waits_and_one_that_is_late_comes_first():
    late = Candidate(ref=Ref("decision", 1), title="Prices", purpose=Purpose.DECIDE, due=DAY - timedelta(days=1))
    soon = replace(late, ref=Ref("decision", 2), due=DAY + timedelta(days=13))
    far = replace(late, ref=Ref("decision", 3), due=DAY + timedelta(days=14))
    proposal = draw_up([far, soon, topic(4, Side.PRODUCT, due=-30), late], ROOM, AT)
    assert keys(proposal) == [1, 2, 4]
    assert proposal.items[0].reason == "It is to be decided by Mon 23 Nov, before this meeting."
    assert proposal.items[1].reason == "It is to be decided by Mon 7 Dec, before the group meets again."
    assert proposal.left_out[0].reason == (
        "It can wait: it is to be decided by Tue 8 Dec, after the group meets again."
    )


def test_what_concerns_a_region_comes_into_its_sitting_and_the_rest_into_both():
    found = [topic(1, Side.PRODUCT, regions=(APAC,)), topic(2, Side.BUSINESS), topic(3, Side.PRODUCT, regions=(EMEA,))]
    first = draw_up(found, replace(ROOM, second=frozenset({2})), AT)
    second = draw_up(found, replace(ROOM, second=frozenset({2}), sitting=2), AT)
    assert keys(first) == [2, 3]
    assert keys(second) == [1, 2]
    assert first.left_out[0].reason == "It concerns APAC, whose people come to the other sitting."
    assert second.items[0].reason == (
        "An answer is promised by Sun 29 Nov, before the group meets again; it concerns APAC, whose sitting this is."
    )


def test_without_time_nothing_is_proposed_and_the_last_box_is_shorter():
    found = [topic(1, Side.PRODUCT), topic(2, Side.BUSINESS)]
    assert draw_up(found, replace(ROOM, free=9), AT).items == ()
    assert [each.minutes for each in draw_up(found, replace(ROOM, free=26), AT).items] == [15, 11]
