"""How long initiatives stay in a stage: the estimate, what is counted beside it, what waits."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from parley.people.terms import Side
from parley.roadmap.rules.flow import flow_of, length_of, moved_targets_of, now_in, stops_in, waiting_of, way_of
from parley.roadmap.rules.history import joined
from parley.roadmap.terms import Stage
from parley.roadmap.terms.flow import FEWEST_STAYS, Moved, Owed, StageFlow, StayTold, Stop, Waiting, Way
from parley.roadmap.terms.history import ClosedStay, PastStay, Seen

AT = datetime(2027, 6, 1, tzinfo=UTC)
REFERENCE = Path(__file__).parents[3] / "shared" / "methods" / "k_forecast.json"


def ago(days: float) -> datetime:
    return AT - timedelta(days=days)


def stay(initiative: int, stage: Stage, entered: float, left: float | None = None, *, begun: bool = True) -> StayTold:
    return StayTold(1, initiative, stage, ago(entered), None if left is None else ago(left), begun)


def beta_of(*stays: StayTold) -> StageFlow:
    return next(each for each in flow_of(stays, AT) if each.stage is Stage.BETA)


def test_the_estimate_is_that_of_freireichs_trial() -> None:
    known = json.loads(REFERENCE.read_text())["kaplan_meier_freireich_6MP"]
    ended = [t for t, e in zip(known["t"], known["e"], strict=True) if e]
    going_on = [t for t, e in zip(known["t"], known["e"], strict=True) if not e]
    length = length_of(ended, going_on)
    assert {str(round(day)): round(part, 3) for day, part in length.steps} == known["published"]
    assert (length.median, length.most, length.longest) == (23, None, 35)


def by_hand(ended: list[float], going_on: list[float], share: float) -> float | None:
    """The product-limit estimate as it is written in textbooks, in whole fractions of those at risk."""
    still = 1.0
    for day in sorted(set(ended)):
        at_risk = sum(each >= day for each in (*ended, *going_on))
        still *= 1 - ended.count(day) / at_risk
        if still <= 1 - share + 1e-9:
            return day
    return None


def test_any_stays_come_to_what_the_textbook_says() -> None:
    random = Random(6)  # noqa: S311 - the same stays each time
    for _ in range(200):
        ended = [float(random.randint(0, 30)) for _each in range(random.randint(1, 25))]
        going_on = [float(random.randint(0, 30)) for _each in range(random.randint(0, 25))]
        length = length_of(ended, going_on)
        assert (length.median, length.most) == tuple(by_hand(ended, going_on, share) for share in (0.5, 0.85))


def test_stays_that_go_on_make_it_longer_than_those_that_ended_alone() -> None:
    ended = [stay(n, Stage.BETA, 100 + n, 90) for n in range(5)]  # 10 to 14 days each
    after = [stay(n, Stage.BUILD, 90) for n in range(5)]
    both = sorted(ended + after, key=lambda each: each.initiative)
    alone = beta_of(*both)
    assert alone.length
    assert (alone.ended, alone.going_on, alone.length.median, alone.length.most) == (5, 0, 12, 14)
    waiting = [stay(10 + n, Stage.BETA, 60) for n in range(7)]
    beside = beta_of(*both, *waiting)
    assert beside.length
    assert (beside.ended, beside.going_on, beside.length.median, beside.length.longest) == (5, 7, None, 60)


def test_a_stay_ends_whichever_way_it_ends() -> None:
    moved = [(Stage.BUILD, Way.ON), (Stage.EXPLORE, Way.BACK), (Stage.STOPPED, Way.STOPPED), (Stage.LIVE, Way.ON)]
    rows = [each for n, (after, _way) in enumerate(moved) for each in (stay(n, Stage.BETA, 9, 5), stay(n, after, 5))]
    found = beta_of(*rows, stay(9, Stage.BETA, 1))
    assert (found.ended, found.going_on) == (4, 1)
    assert found.ways == {Way.ON: 2, Way.BACK: 1, Way.STOPPED: 1}
    assert [way_of(Stage.BETA, after) for after, _way in moved] == [way for _after, way in moved]


def test_what_was_there_already_is_counted_beside_and_not_in_the_figures() -> None:
    here = [stay(n, Stage.BETA, 30, begun=False) for n in range(3)]
    left = [each for n in range(3, 5) for each in
            (stay(n, Stage.BETA, 30, 20, begun=False), stay(n, Stage.BUILD, 20))]  # fmt: skip
    known = [each for n in range(5, 10) for each in (stay(n, Stage.BETA, 40, 36), stay(n, Stage.BUILD, 36))]
    found = beta_of(*here, *left, *known)
    assert (found.ended, found.going_on, found.unknown, found.unknown_going_on, found.now) == (5, 0, 5, 3, 3)
    assert found.ways[Way.ON] == 5
    assert found.length
    assert found.length.median == 4


def test_below_five_stays_nothing_is_said_in_figures() -> None:
    rows = [stay(n, Stage.BETA, 9) for n in range(FEWEST_STAYS)]
    assert beta_of(*rows[1:]).length is None
    whole = beta_of(*rows).length
    assert whole
    assert (whole.median, whole.most, whole.steps, whole.longest) == (None, None, (), 9)


def test_live_and_stopped_are_no_stages_to_stay_in() -> None:
    found = flow_of([stay(1, Stage.LIVE, 500), stay(2, Stage.STOPPED, 400)], AT)
    assert [each.stage for each in found] == [each for each in Stage if each not in (Stage.LIVE, Stage.STOPPED)]
    assert not any(each.counted for each in found)


def test_what_is_stopped_is_told_the_last_first_and_what_came_so_at_the_end() -> None:
    rows = [
        stay(1, Stage.BETA, 50, 30), stay(1, Stage.STOPPED, 30),
        stay(2, Stage.STOPPED, 5, begun=False),
        stay(3, Stage.ALPHA, 50, 10), stay(3, Stage.STOPPED, 10),
        stay(4, Stage.STOPPED, 20, 15), stay(4, Stage.EXPLORE, 15),
    ]  # fmt: skip
    last, first, unknown = Stop(3, Stage.ALPHA, ago(10)), Stop(1, Stage.BETA, ago(30)), Stop(2, None, None)
    assert stops_in(rows) == [last, first, unknown]
    assert now_in(rows) == {1: Stage.STOPPED, 2: Stage.STOPPED, 3: Stage.STOPPED, 4: Stage.EXPLORE}


def test_targets_are_counted_later_and_earlier_in_releases_and_days_where_they_are_dated() -> None:
    moves = [Moved(1, Stage.BETA, 1, None), Moved(1, Stage.BETA, 3, 120), Moved(2, Stage.BETA, -1, -60),
             Moved(3, Stage.BETA, 2, 60), Moved(3, Stage.LIVE, 1, None)]  # fmt: skip
    beta, live = moved_targets_of(moves)
    assert (beta.stage, beta.initiatives, beta.later, beta.earlier, beta.releases) == (Stage.BETA, 3, 3, 1, 2)
    assert (beta.days, beta.dated) == (90, 2)
    assert (live.later, live.earlier, live.releases, live.days) == (1, 0, 1, None)


def test_an_initiative_waits_once_for_each_thing_however_often() -> None:
    stages = {1: Stage.BETA, 2: Stage.BETA, 3: Stage.GATHER}
    owed = [(1, Side.PRODUCT, Owed.WHY), (2, Side.PRODUCT, Owed.WHY), (1, Side.PRODUCT, Owed.WHY),
            (1, Side.BUSINESS, Owed.ANSWER), (3, Side.NEITHER, Owed.DECISION), (9, Side.PRODUCT, Owed.WHY)]  # fmt: skip
    assert waiting_of(stages, owed) == [
        Waiting(Stage.GATHER, Side.NEITHER, Owed.DECISION, 1),
        Waiting(Stage.BETA, Side.PRODUCT, Owed.WHY, 2),
        Waiting(Stage.BETA, Side.BUSINESS, Owed.ANSWER, 1),
    ]


PAST = (PastStay(Stage.EXPLORE, ago(90), begun=False), PastStay(Stage.ALPHA, ago(60), begun=True),
        PastStay(Stage.BETA, ago(30), begun=True))  # fmt: skip
CLOSED = (
    ClosedStay(Stage.EXPLORE, ago(90), begun=False, left_at=ago(60)),
    ClosedStay(Stage.ALPHA, ago(60), begun=True, left_at=ago(30)),
)


def test_the_last_stay_of_a_history_goes_on_in_what_was_found() -> None:
    found = joined(PAST, Seen(Stage.BETA, ago(5), begun=False))
    assert (found.closed, found.continued, found.lost) == (CLOSED, PAST[-1], False)


@pytest.mark.parametrize("seen", [Seen(Stage.BUILD, ago(5), begun=False), Seen(Stage.BETA, ago(5), begun=True)])
def test_a_history_that_does_not_meet_what_was_found_loses_its_last_stay(seen: Seen) -> None:
    found = joined(PAST, seen)
    assert (found.closed, found.continued, found.lost) == (CLOSED, None, True)


def test_where_it_is_known_since_when_the_next_stage_holds_the_last_stay_ends_there() -> None:
    found = joined(PAST, Seen(Stage.LIVE, ago(5), begun=True))
    assert found.closed == (*CLOSED, ClosedStay(Stage.BETA, ago(30), begun=True, left_at=ago(5)))
    assert (found.continued, found.lost) == (None, False)


def test_what_a_history_tells_of_the_time_since_is_left_to_what_was_seen() -> None:
    found = joined(PAST, Seen(Stage.ALPHA, ago(45), begun=False))
    assert (found.closed, found.continued) == (CLOSED[:1], PAST[1])
    assert joined(PAST, Seen(Stage.ALPHA, ago(90), begun=False)).closed == ()
