"""What an hour costs whoever meets at it, by the company's own table, and what it costs a region in unsocial hours."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from parley.kernel.refusals import Refused
from parley.meetings.terms.hours import MOST_INCONVENIENT, WEEKEND, Inconvenience

SOCIAL_FROM, SOCIAL_UNTIL = 8, 18  # local hours in which nobody pays
SATURDAY = 5


def inconvenience_of(starts_at: datetime, minutes: int, zone: ZoneInfo, table: Inconvenience) -> int:
    """Give the points a meeting costs somebody in a zone: those of each half hour it touches there, added up.

    On a Saturday or Sunday a half hour costs at least the table's `weekend`. Source: METHODS.md (j).
    """
    local = starts_at.astimezone(zone)
    halves = -(-(minutes + local.minute % 30) // 30)
    first = local.hour * 2 + local.minute // 30
    total = 0
    for each in range(first, first + halves):
        days, half = divmod(each, 48)
        weekend = (local.weekday() + days) % 7 >= SATURDAY
        total += max(table.halves[half], table.weekend) if weekend else table.halves[half]
    return total


def unsocial_minutes(starts_at: datetime, minutes: int, zone: str) -> int:
    """Give how many of a meeting's minutes lie outside 08:00 to 18:00 in a zone, on whichever day it is there."""
    local = starts_at.astimezone(ZoneInfo(zone))
    begins = local.hour * 60 + local.minute
    ends = begins + minutes
    today = min(ends, SOCIAL_UNTIL * 60) - max(begins, SOCIAL_FROM * 60)
    tomorrow = min(ends, (24 + SOCIAL_UNTIL) * 60) - (24 + SOCIAL_FROM) * 60
    return minutes - max(0, today) - max(0, tomorrow)


def must_be_a_table(halves: Sequence[int], weekend: int) -> Inconvenience:
    """Make a table of 48 half hours. Raises Refused for points that are none."""
    if len(halves) != 48 or not all(0 <= each <= MOST_INCONVENIENT for each in (*halves, weekend)):
        raise Refused(f"Each half hour of the day costs from 0 to {MOST_INCONVENIENT} points. Mend those that differ.")
    if len(set(halves)) == 1:
        raise Refused("If every hour costs the same, no hour can be proposed. Give the nights more points.")
    return Inconvenience(tuple(halves), weekend)


def table_words(table: Inconvenience) -> str:
    """Say a table, half hours that cost the same together: “00:00 8, 06:00 4 … weekend 4”."""
    clock = [f"{half // 2:02}:{half % 2 * 30:02}" for half in range(48)]
    starts = [half for half in range(48) if not half or table.halves[half] != table.halves[half - 1]]
    return ", ".join([*(f"{clock[half]} {table.halves[half]}" for half in starts), f"{WEEKEND} {table.weekend}"])
