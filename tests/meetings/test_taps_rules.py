"""The two taps after a meeting: who may answer, and what may be shown of the answers."""

from datetime import UTC, datetime, timedelta

import pytest

from parley.kernel.refusals import Refused
from parley.meetings.rules.taps import OPEN_FOR, may_be_released, must_tap, share_of, why_not_tap
from parley.meetings.terms import MeetingState
from parley.meetings.terms.taps import TapCounts, TapFacts

ENDS = datetime(2026, 3, 3, 15, tzinfo=UTC)


def facts(**other):
    given = {"state": MeetingState.HELD, "ends_at": ENDS, "was_there": True, "answered": False, "sealed": False}
    return TapFacts(**given | other)


@pytest.mark.parametrize(("other", "after", "words"), [
    ({}, timedelta(), ""),
    ({}, OPEN_FOR, ""),
    ({}, OPEN_FOR + timedelta(seconds=1), "A week has passed"),
    ({"state": MeetingState.PUBLISHED}, timedelta(), "once the meeting is closed"),
    ({"was_there": False}, timedelta(), "whoever was in the meeting"),
    ({"answered": True}, timedelta(), "You have answered"),
    ({"sealed": True}, timedelta(), "sealed"),
])  # fmt: skip
def test_whoever_was_there_answers_once_within_a_week(other, after, words):
    at = ENDS + after
    assert words in why_not_tap(facts(**other), at)
    if words:
        with pytest.raises(Refused, match=words):
            must_tap(facts(**other), at)
    else:
        assert why_not_tap(facts(**other), at) == ""


def test_nothing_is_shown_of_fewer_than_five():
    assert all(share_of([TapCounts(n, n)]) is None for n in range(5))
    assert share_of([TapCounts(0, 0)]) is None
    assert not may_be_released([TapCounts(4, 4), TapCounts(9, 9)])
    assert may_be_released([TapCounts(0, 5), TapCounts(5, 5)])


def test_a_sum_holds_only_meetings_that_may_be_shown_and_as_they_may_be():
    few, some, enough = TapCounts(4, 4), TapCounts(3, 6), TapCounts(4, 5)
    assert share_of([few, some, enough]) == share_of([some, enough])
    assert share_of([]) is None
    together = [share_of([TapCounts(10, 20), TapCounts(yes, 5)]) for yes in (0, 1, 4, 5)]
    assert together[0] == together[1]  # that none of the second meeting said yes is not told by the difference
    assert together[2] == together[3]
    assert together[0]
    assert together[0].answers == "20 to 29"
    assert together[0].share % 5 == 0


@pytest.mark.parametrize(("counts", "band"), [((3, 5), "5 to 9"), ((3, 9), "5 to 9"), ((3, 10), "10 to 19"),
                                              ((3, 19), "10 to 19"), ((3, 20), "20"), ((3, 41), "41")])  # fmt: skip
def test_counts_below_20_are_bands_and_their_shares_in_steps_of_five(counts, band):
    share = share_of([TapCounts(*counts)])
    assert share
    assert share.answers == band
    if counts[1] < 20:
        assert {share.share % 5, share.low % 5, share.high % 5} == {0}


def test_that_all_or_none_said_yes_is_told_to_nobody():
    everybody, nobody = share_of([TapCounts(12, 12)]), share_of([TapCounts(0, 12)])
    assert everybody
    assert nobody
    assert (everybody.share, everybody.most) == (90, True)  # “at least 90%”
    assert (nobody.share, nobody.fewest) == (10, True)
    for of in range(5, 90):
        shown = [share_of([TapCounts(yes, of)]) for yes in range(of + 1)]
        assert shown[0] == shown[1]
        assert shown[-1] == shown[-2]
        assert all(each and each.low <= each.high for each in shown)
        for yes, each in enumerate(shown):  # what is told is true
            assert each
            assert not each.most or yes / of * 100 >= each.share
            assert not each.fewest or yes / of * 100 <= each.share


def test_the_interval_is_wilsons():
    share = share_of([TapCounts(134, 200)])
    assert share
    assert (share.share, share.low, share.high) == (67, 60, 73)  # METHODS.md a: .602 to .731
