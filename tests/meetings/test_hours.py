"""The hours of a group: who pays for them, by the reference cases of METHODS.md (j)."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from parley.kernel.refusals import Refused
from parley.meetings.rules import begins_at
from parley.meetings.rules.burdens import added, least_bad, least_together, spread
from parley.meetings.rules.inconvenience import inconvenience_of, must_be_a_table, unsocial_minutes
from parley.meetings.rules.proposing import propose
from parley.meetings.terms.hours import Inconvenience, Place, Way

REFERENCE = json.loads(
    (Path(__file__).parents[2].parent / "shared" / "methods" / "j_scheduling.json").read_text(encoding="utf-8")
)
CASES = REFERENCE["cases"]
USUAL = Inconvenience()


def options_of(case: dict[str, Any]) -> list[list[tuple[int, ...]]]:
    days = [datetime.combine(date.fromisoformat(day), time(), UTC) for day in case["days"]]
    return [
        [
            tuple(inconvenience_of(day + timedelta(minutes=30 * half), 60, zone, USUAL) for zone in case["people"])
            for half in range(48)
        ]
        for day in days
    ]


@pytest.mark.parametrize("name", CASES)
def test_the_reference_cases_come_out_as_published(name: str):
    case = CASES[name]
    options, weights = options_of(case), [1] * len(case["people"])
    first, days = options[0], len(options)
    for word, which in (("leximin", least_bad(first)), ("utilitarian", least_together(first, weights))):
        found, wanted = first[which], case["single"][word]
        assert (max(found), sum(found)) == (wanted["max"], wanted["sum"])
        fixed, wanted = added([found] * days), case[f"fixed_{word}_{days}"]
        assert (max(fixed), sum(fixed)) == (wanted["max"], wanted["sum"])
    turns, wanted = spread(options, weights), case["rotation_6"]["minmax_then_sum"]
    assert (max(turns), sum(turns)) == (wanted["max"], wanted["sum"])
    bound, wanted = spread(options, weights, most_over=0.1), case["rotation_6"]["minmax_within_110pct_of_min_sum"]
    assert (max(bound), sum(bound)) == (wanted["max"], wanted["sum"])
    assert sum(min(map(sum, hours)) for hours in options) == case["rotation_6"]["min_sum"]


@pytest.mark.parametrize("day", REFERENCE["dst_reference"])
def test_a_moment_is_the_hour_of_each_zone_on_both_sides_of_clock_changes(day: str):
    starts_at = datetime.combine(date.fromisoformat(day), time(14), UTC)
    for zone, wanted in REFERENCE["dst_reference"][day].items():
        local = starts_at.astimezone(ZoneInfo(zone))
        assert f"{local:%Y-%m-%d %H:%M}" == wanted
        assert begins_at(local.date(), local.time(), zone) == starts_at


def test_the_usual_table_says_what_the_methods_say():
    def half(hour: int, minute: int = 0) -> int:
        return USUAL.halves[hour * 2 + minute // 30]

    assert [half(9), half(17), half(8), half(17, 30), half(18, 30)] == [0, 0, 1, 1, 1]
    assert [half(7), half(19), half(20, 30), half(6), half(21), half(22, 30)] == [2, 2, 2, 4, 4, 4]
    assert [half(23), half(0), half(5, 30), USUAL.weekend] == [8, 8, 8, 4]
    saturday = datetime(2026, 11, 28, 10, tzinfo=UTC)
    assert inconvenience_of(saturday, 60, "UTC", USUAL) == 8
    assert inconvenience_of(saturday - timedelta(hours=11), 120, "UTC", USUAL) == 32  # a night is worse than a weekend


def test_unsocial_hours_lie_outside_eight_to_six():
    def minutes(hour: int, length: int) -> int:
        return unsocial_minutes(datetime(2026, 11, 24, hour, tzinfo=UTC), length, "UTC")

    assert [minutes(8, 60), minutes(7, 90), minutes(17, 90), minutes(18, 60), minutes(23, 120)] == [0, 60, 30, 60, 120]
    assert unsocial_minutes(datetime(2026, 11, 24, 23, tzinfo=UTC), 600, "UTC") == 540


@pytest.mark.parametrize(("halves", "weekend"), [((0,) * 47, 4), ((0, 100) * 24, 4), ((3,) * 48, 4), ((0, 1) * 24, -1)])
def test_a_table_that_says_nothing_is_refused(halves, weekend):
    with pytest.raises(Refused):
        must_be_a_table(halves, weekend)


FORTNIGHTS = [date(2026, 1, 13) + timedelta(days=14 * n) for n in range(6)]


def proposed(*zones: str, home: str = "Europe/London", days=FORTNIGHTS):
    places = [Place(n, zone, 1) for n, zone in enumerate(zones, 1)]
    return propose(places, days, zone=home, minutes=60, table=USUAL)


def test_one_hour_is_enough_where_nobody_pays():
    best = proposed("Europe/London", "America/New_York")
    assert {each.way for each in best} == {Way.ONE_HOUR}
    assert (best[0].worst, best[0].total) == (0, 0)
    assert best[0].hours[0].local_time in {time(14), time(14, 30), time(15), time(15, 30), time(16), time(16, 30)}


def test_turns_are_proposed_where_they_take_the_worst_from_whoever_bears_it():
    hardest = proposed("America/Los_Angeles", "Europe/London", "Asia/Tokyo")
    reference = CASES["SF-London-Tokyo"]
    assert next(each for each in hardest if each.way is Way.ONE_HOUR).worst == reference["fixed_leximin_6"]["max"]
    turns = next(each for each in hardest if each.way is Way.TURNS)  # a few hours in turn: near the best of all
    assert reference["rotation_6"]["minmax_then_sum"]["max"] <= turns.worst < 36


def test_two_sittings_are_proposed_where_turns_only_share_misery():
    best = proposed("America/Los_Angeles", "America/New_York", "Europe/London", "Asia/Singapore", "Australia/Sydney")
    two = best[0]
    assert two.way is Way.TWO_SITTINGS
    assert two.worst < min(each.worst for each in best[1:])
    assert set(two.second_regions) == {4, 5}  # the larger part stays at the series’ own hour
    there = two.hours[1]
    assert there.time_zone != "Europe/London"
    again = begins_at(FORTNIGHTS[0] + timedelta(days=there.days_later), there.local_time, there.time_zone)
    assert abs(again - begins_at(FORTNIGHTS[0], time(12), "Europe/London")) < timedelta(hours=13)


def test_people_of_one_zone_pay_nothing_and_nobody_gets_no_proposal():
    assert proposed("Asia/Tokyo", home="Asia/Tokyo")[0].worst == 0
    assert proposed() == []
    assert proposed("Asia/Tokyo", days=[]) == []
