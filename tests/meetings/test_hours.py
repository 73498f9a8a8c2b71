"""The hours of a group: who pays for them, by the reference cases of METHODS.md (j)."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo, available_timezones

import pytest

from parley.kernel.refusals import Refused
from parley.meetings.rules import begins_at, sittings_on
from parley.meetings.rules.inconvenience import inconvenience_of, must_be_a_table, unsocial_minutes
from parley.meetings.rules.proposing import propose
from parley.meetings.terms import SeriesFacts
from parley.meetings.terms.hours import Inconvenience, Place, Proposal, SeriesHour, Way

REFERENCE = json.loads(
    (Path(__file__).parents[2].parent / "shared" / "methods" / "j_scheduling.json").read_text(encoding="utf-8")
)
CASES = REFERENCE["cases"]
USUAL = Inconvenience()
AT = date(2026, 1, 13)
UTC_ZONE = ZoneInfo("UTC")


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
    assert inconvenience_of(saturday, 60, UTC_ZONE, USUAL) == 8
    assert (
        inconvenience_of(saturday - timedelta(hours=11), 120, UTC_ZONE, USUAL) == 32
    )  # a night is worse than a weekend


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
WITH_TURNS = {"SF-London-Tokyo": (32, 88), "LA-NY-London-Singapore-Sydney": (35, 161)}  # of three hours at most


def series_from(day: date, home: str = "Europe/London") -> SeriesFacts:
    return SeriesFacts(rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", local_time=time(9), time_zone=home, starts_on=day)


def proposed(*zones: str, home: str = "Europe/London", days: Sequence[date] = tuple(FORTNIGHTS)) -> list[Proposal]:
    places = [Place(n, zone, 1) for n, zone in enumerate(zones, 1)]
    return propose(places, days, facts=series_from(days[0] if days else AT, home), minutes=60, table=USUAL)


def best_of(way: Way, found: Sequence[Proposal]) -> tuple[int, int]:
    """The worst burden and the sum of the best proposal of a kind."""
    return min((each.worst, each.total) for each in found if each.way is way)


@pytest.mark.parametrize("name", CASES)
def test_one_hour_costs_what_the_reference_cases_say(name: str):
    people, single = CASES[name]["people"], CASES[name]["single"]["leximin"]
    january = [FORTNIGHTS[0]]
    assert best_of(Way.ONE_HOUR, proposed(*people, home="UTC", days=january)) == (single["max"], single["sum"])
    fixed = CASES[name]["fixed_leximin_6"]  # six times what January costs: the clocks change within the six
    assert best_of(Way.ONE_HOUR, proposed(*people, home="UTC", days=january * 6)) == (fixed["max"], fixed["sum"])
    worst, total = best_of(Way.ONE_HOUR, proposed(*people, home="UTC"))
    assert worst == fixed["max"]
    assert CASES[name]["rotation_6"]["min_sum"] <= total <= fixed["sum"] + 2  # reckoned anew for each day


@pytest.mark.parametrize("name", CASES)
def test_turns_come_near_the_reference_which_has_a_new_hour_each_time(name: str):
    found = proposed(*CASES[name]["people"], home="UTC")
    turns = [(each.worst, each.total) for each in found if each.way is Way.TURNS]
    assert turns == ([WITH_TURNS[name]] if name in WITH_TURNS else [])
    least = CASES[name]["rotation_6"]["minmax_then_sum"]["max"]
    assert least <= min([best_of(Way.ONE_HOUR, found), *turns])[0] <= least + 4


def test_no_three_hours_in_turn_leave_less_than_those_proposed():
    zones = [ZoneInfo(each) for each in CASES["SF-London-Tokyo"]["people"]]
    paid = [
        [[inconvenience_of(begins_at(day, time(half // 2, half % 2 * 30), "UTC"), 60, zone, USUAL) for zone in zones]
         for day in FORTNIGHTS] for half in range(48)
    ]  # fmt: skip
    twice = [[[a + b for a, b in zip(each[n], each[n + 3], strict=True)] for n in range(3)] for each in paid]
    burdens = (
        [x + y + z for x, y, z in zip(twice[one][0], twice[two][1], twice[three][2], strict=True)]
        for one, two, three in permutations(range(48), 3)
    )
    assert min((max(each), sum(each)) for each in burdens) == WITH_TURNS["SF-London-Tokyo"]


def test_one_hour_is_enough_where_nobody_pays():
    best = proposed("Europe/London", "America/New_York")
    assert {each.way for each in best} == {Way.ONE_HOUR}
    assert (best[0].worst, best[0].total) == (0, 0)
    assert best[0].hours[0].local_time in {time(14), time(14, 30), time(15), time(15, 30), time(16), time(16, 30)}


def test_two_sittings_are_proposed_where_turns_only_share_misery():
    best = proposed("America/Los_Angeles", "America/New_York", "Europe/London", "Asia/Singapore", "Australia/Sydney")
    two = best[0]
    assert (two.way, two.worst, two.total) == (Way.TWO_SITTINGS, 4, 4)
    assert two.worst < min(each.worst for each in best[1:])
    assert set(two.second_regions) == {4, 5}  # the larger part stays at the series’ own hour
    assert two.hours[1] == SeriesHour(2, 0, time(9), "Asia/Singapore")


@pytest.mark.parametrize("zones", [
    ("Europe/London", "America/Los_Angeles", "Asia/Kolkata"),
    ("America/Los_Angeles", "America/New_York", "Europe/London", "Asia/Singapore", "Australia/Sydney"),
    ("America/Los_Angeles", "Europe/London", "Asia/Tokyo"),
])  # fmt: skip
@pytest.mark.parametrize("begun", [14, 0])
def test_points_are_what_the_hours_cost_as_they_are_kept(zones, begun: int):
    days = [date(2026, 9, 15) + timedelta(days=14 * n) for n in range(6)]
    facts = series_from(days[0] - timedelta(days=begun))  # it met before: another turn comes first
    places = [Place(n, zone, n) for n, zone in enumerate(zones, 1)]
    found = propose(places, days, facts=facts, minutes=60, table=USUAL)
    assert {each.way for each in found} >= {Way.ONE_HOUR, Way.TWO_SITTINGS}
    for each in found:
        own, *others = each.hours
        kept = replace(facts, local_time=own.local_time, hours=tuple(others))
        for payer in each.payers:
            met = [at for day in days for at in sittings_on(kept, day) if at.sitting == payer.sitting]
            zone = ZoneInfo(payer.place.zone)
            assert payer.points == sum(inconvenience_of(at.starts_at, 60, zone, USUAL) for at in met)


def test_many_zones_are_reckoned_within_a_moment():
    zones = sorted(
        each for each in available_timezones() if re.fullmatch(r"(America|Asia|Europe|Africa)/[A-Z]\w+", each)
    )
    places = [Place(n % 6 + 1, zone, 1) for n, zone in enumerate(zones[:: len(zones) // 60][:60])]
    began = process_time()
    assert propose(places, FORTNIGHTS, facts=series_from(FORTNIGHTS[0]), minutes=60, table=USUAL)
    assert process_time() - began < 2  # 5 seconds while each call read the zones anew


def test_people_of_one_zone_pay_nothing_and_nobody_gets_no_proposal():
    assert proposed("Asia/Tokyo", home="Asia/Tokyo")[0].worst == 0
    assert proposed() == []
    assert proposed("Asia/Tokyo", days=[]) == []
