"""Series meet when a plain reading of RFC 5545, day by day, says so: in every zone and through clock changes.

An implementation by others judges 10,000 of the same random rules in `tools/judge_rhythms/judge`.
"""

import calendar
import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from parley.meetings.rules import occurrences, rhythm_of
from parley.meetings.terms import SeriesFacts
from tests.meetings.rhythms import TWO_YEARS, random_facts

HOW_MANY = 300


def meets_on(facts: SeriesFacts, day: date) -> bool:
    rhythm, start = rhythm_of(facts.rule), facts.starts_on
    assert start
    if day < start or day.weekday() not in rhythm.weekdays:
        return False
    if not rhythm.monthly:
        return (day - (start - timedelta(days=start.weekday()))).days // 7 % rhythm.interval == 0
    if ((day.year - start.year) * 12 + day.month - start.month) % rhythm.interval:
        return False
    if rhythm.month_days:
        return day.day in rhythm.month_days
    left = calendar.monthrange(day.year, day.month)[1] - day.day
    return left < 7 if rhythm.nth == -1 else (day.day - 1) // 7 + 1 == rhythm.nth


def in_utc(local: datetime, zone: str) -> datetime:
    """Find the first moment at which the zone's clock shows this; in a gap, go by the offset before it (3.3.5)."""
    around = [local.replace(tzinfo=UTC) + timedelta(days=days) for days in (-2, 2)]
    offsets = [each.astimezone(ZoneInfo(zone)).utcoffset() or timedelta() for each in around]
    shown = [local.replace(tzinfo=UTC) - each for each in offsets]
    right = [each for each in shown if each.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local]
    return min(right) if right else shown[0]


def test_random_rules_in_random_zones_meet_when_a_plain_reading_says() -> None:
    dice = random.Random(5545)  # noqa: S311 - the same rules each time
    moments = changes = 0
    for _ in range(HOW_MANY):
        facts, starts_on = random_facts(dice)
        first = starts_on + timedelta(days=dice.randrange(1500))
        found = [each.starts_at for each in occurrences(facts, first, first + TWO_YEARS)]
        days = [first + timedelta(days=n) for n in range(TWO_YEARS.days + 1)]
        wanted = [datetime.combine(day, facts.local_time) for day in days if meets_on(facts, day)]
        assert found == [in_utc(each, facts.time_zone) for each in wanted], (facts, first)
        moments += len(found)
        changes += len({each.astimezone(ZoneInfo(facts.time_zone)).utcoffset() for each in found}) > 1
    assert moments > HOW_MANY * 5
    assert changes > HOW_MANY / 5
