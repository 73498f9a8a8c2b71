"""Rules of the live room: clocks, rounds, whom to ask next, what is said by side, who sits with whom."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from parley.kernel.refusals import Refused
from parley.ledger.events import KINDS
from parley.meetings.rules import live as rules
from parley.meetings.rules.turns import order_of_turns, turns_left
from parley.meetings.terms.live import AskNext, Candidate, Part, RoundFacts, RoundKind, Why
from parley.people.terms import Side
from parley.voices.rules import (
    LONGEST_NOTE,
    MOST_NOTES,
    few_notes,
    must_be_this_browsers,
    must_show,
    must_write_another,
    note_of,
)

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def somebody(key: int, name: str = "", **known) -> Candidate:
    return Candidate(person=key, name=name or f"Person {key}", side=Side.BUSINESS, **known)


def test_a_clock_counts_down_and_then_over() -> None:
    assert rules.clock_of(None, 15, NOON) is None
    left = rules.clock_of(NOON, 15, NOON + timedelta(minutes=9, seconds=30))
    over = rules.clock_of(NOON, 15, NOON + timedelta(minutes=17))
    assert left
    assert over
    assert (left.over, left.minutes) == (False, 6)
    assert (over.over, over.minutes) == (True, 2)


def test_people_are_heard_in_writing_then_in_turn_then_on_the_open_floor() -> None:
    done: set[RoundKind] = set()
    order = []
    while kind := rules.next_round(done):
        order.append(kind)
        done.add(kind)
    assert order == [RoundKind.WRITTEN, RoundKind.TURN, RoundKind.OPEN]
    assert RoundKind.PAIRS not in rules.rounds_for(7)
    assert rules.rounds_for(8)[1:3] == (RoundKind.PAIRS, RoundKind.FOURS)


def test_whoever_asked_to_be_asked_comes_first_and_nobody_is_ranked_by_how_much_they_spoke() -> None:
    people = [
        somebody(1, "Zoe"), somebody(2, "Ann"), somebody(3, "Bo", region=True), somebody(4, "Cy", client=True),
        somebody(5, "Di", asks=True, heard=True), somebody(6, "Ed", called=True), somebody(7, "Flo", quiet=True),
        somebody(8, "Gus", heard=True, client=True, region=True, quiet=True), somebody(9, "Hal", here=False),
        somebody(10, "Ida", next=True, heard=True),
    ]  # fmt: skip
    found = rules.ask_next(people)
    assert [each.person for each in found] == [10, 5, 6, 4, 3, 7, 2, 1]
    assert found[1] == AskNext(5, (Why.ASKS,))
    assert found[3].whys == (Why.CLIENT, Why.UNHEARD)


def test_below_five_voices_and_of_one_person_nothing_is_said_by_side() -> None:
    seconds = {Side.PRODUCT: 300, Side.BUSINESS: 200}
    for product, business, shown in ((2, 2, False), (2, 3, True), (0, 5, True), (1, 4, False), (9, 1, False)):
        voices = {Side.PRODUCT: product, Side.BUSINESS: business}
        assert (rules.sharing(product + business, 12, seconds, voices).seconds == seconds) is shown
    assert rules.sides_kept({Side.PRODUCT: 5, Side.BUSINESS: 4, Side.NEITHER: 1}) == [Side.PRODUCT]


@pytest.mark.parametrize("size", [2, 4])
@pytest.mark.parametrize("count", [2, 3, 5, 8, 9, 17])
def test_everybody_sits_once_and_nobody_alone(count: int, size: int) -> None:
    people = [(key, Side.PRODUCT if key % 3 else Side.BUSINESS) for key in range(count)]
    tables = rules.tables_of(people, size, seed=5)
    assert sorted(key for table in tables for key in table) == list(range(count))
    assert min(map(len, tables)) >= 2
    assert max(map(len, tables)) <= size + 1


def test_pairs_mix_sides_and_fours_are_two_pairs() -> None:
    people = [(key, Side.PRODUCT if key < 4 else Side.BUSINESS) for key in range(8)]
    pairs, fours = rules.tables_of(people, 2, seed=3), rules.tables_of(people, 4, seed=3)
    sides = dict(people)
    assert all({sides[key] for key in pair} == {Side.PRODUCT, Side.BUSINESS} for pair in pairs)
    assert [pairs[0] + pairs[1], pairs[2] + pairs[3]] == fours
    assert rules.tables_of(people, 2, seed=4) != pairs


def test_notes_are_written_while_the_round_is_open_and_not_without_end() -> None:
    open_, closed = (RoundFacts(kind=RoundKind.WRITTEN, open=each) for each in (True, False))
    rules.must_write_note(open_)
    for facts in (closed, RoundFacts(kind=RoundKind.OPEN, open=True)):
        with pytest.raises(Refused):
            rules.must_write_note(facts)
    must_write_another(MOST_NOTES - 1)
    with pytest.raises(Refused, match="already"):
        must_write_another(MOST_NOTES)
    with pytest.raises(Refused, match="nobody’s any more"):
        rules.must_take_back(closed)
    with pytest.raises(Refused, match="did not write"):
        must_be_this_browsers(found=False)
    for words in ("", "x" * (LONGEST_NOTE + 1), "a\0b"):
        with pytest.raises(Refused):
            note_of(words)


def test_every_event_of_the_room_says_which_parts_it_changes() -> None:
    of_the_room = {kind for kind in KINDS if kind.startswith("live.")}
    assert of_the_room == {kind for kind in rules.CHANGES if kind.startswith("live.")}
    assert all(rules.parts_changed(kind) for kind in of_the_room)
    assert rules.parts_changed("agenda.added") == (Part.NOW,)
    assert rules.parts_changed("meeting.invited") == ()
    assert set(rules.CHANGES) <= set(KINDS)


def test_the_order_of_turns_alternates_sides_and_stays_when_somebody_comes_later() -> None:
    people = [(key, Side.PRODUCT if key % 2 else Side.BUSINESS) for key in range(1, 9)]
    order = order_of_turns(people, seed=7, last=8)
    assert sorted(order) == list(range(1, 9))
    assert order[-1] == 8
    assert all(one % 2 != other % 2 for one, other in pairwise(order[:6]))
    assert order != order_of_turns(people, seed=8, last=8), "another round, another order"
    later = order_of_turns([*people, (11, Side.NEITHER)], seed=7, last=8)
    assert [key for key in later if key % 2 and key != 11] == [key for key in order if key % 2]
    assert order_of_turns([(3, Side.NEITHER)], seed=1) == [3]
    assert turns_left([1, 2, 3], {2}) == [1, 3]


def test_few_notes_wait_for_a_word_of_whoever_leads() -> None:
    assert [few_notes(n) for n in range(5)] == [False, True, True, False, False]
    assert must_show(0, show=None)
    assert must_show(3, show=None)
    assert must_show(1, show=True)
    assert not must_show(2, show=False)
    with pytest.raises(Refused, match="Only 2 notes"):
        must_show(2, show=None)
