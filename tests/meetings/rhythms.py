"""Random series, for judging when they meet. As a program it writes them with their moments, for another judge."""

import json
import random
import sys
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from parley.meetings.rules import occurrences
from parley.meetings.terms import SeriesFacts

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("posix/", "right/")))
TWO_YEARS = timedelta(days=731)


def random_facts(dice: random.Random) -> tuple[SeriesFacts, date]:
    """Give a series that starts on a day its rule meets on, and that day."""
    starts_on = date(2015, 1, 1) + timedelta(days=dice.randrange(4600))
    own = CODES[starts_on.weekday()]
    if dice.random() < 0.5:
        days = sorted({own, *dice.sample(CODES, dice.randrange(3))}, key=CODES.index)
        rule = f"FREQ=WEEKLY;INTERVAL={dice.randint(1, 9)};BYDAY={','.join(days)}"
    elif dice.random() < 0.7:
        nth = (starts_on.day - 1) // 7 + 1
        last = (starts_on + timedelta(days=7)).month != starts_on.month
        rule = f"FREQ=MONTHLY;INTERVAL={dice.randint(1, 6)};BYDAY={-1 if last and dice.random() < 0.5 else nth}{own}"
    else:
        month_days = sorted({starts_on.day, *dice.sample(range(1, 32), dice.randint(1, 9))})
        rule = f"FREQ=MONTHLY;INTERVAL={dice.randint(1, 4)};BYDAY={own};BYMONTHDAY={','.join(map(str, month_days))}"
    hour = time(dice.randrange(24), dice.choice((0, 15, 30, 45)))
    zone = dice.choice(ZONES)
    return SeriesFacts(rule=rule, local_time=hour, time_zone=zone, starts_on=starts_on), starts_on


def write(how_many: int) -> None:
    """Write series and when they meet over two years, from a day up to four years after they start."""
    dice = random.Random(5545)  # noqa: S311 - the same rules each time
    written = 0
    while written < how_many:
        facts, starts_on = random_facts(dice)
        begun = datetime.combine(starts_on, facts.local_time, ZoneInfo(facts.time_zone))
        if begun.astimezone(UTC).astimezone(begun.tzinfo).time() != facts.local_time:
            continue  # the judge moves a whole series whose very first hour a clock change leaves out; Parley its first
        written += 1
        first = starts_on + timedelta(days=dice.randrange(1500))
        last = first + TWO_YEARS
        ends = datetime.combine(last, time(23, 59), ZoneInfo(facts.time_zone)).astimezone(UTC)
        begins = datetime.combine(first, time(), ZoneInfo(facts.time_zone))
        row = {
            "rule": facts.rule,
            "zone": facts.time_zone,
            "start": f"{datetime.combine(starts_on, facts.local_time):%Y%m%dT%H%M%S}",
            "first": int(begins.timestamp()),
            "last": f"{ends:%Y%m%dT%H%M%SZ}",
            "found": [int(each.starts_at.timestamp()) for each in occurrences(facts, first, last)],
        }
        sys.stdout.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    write(int(sys.argv[1]))
