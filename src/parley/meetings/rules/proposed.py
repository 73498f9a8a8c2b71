"""Proposed hours in words: which they are, who pays for them and how much, and what is sent to take one."""

import json
from collections.abc import Mapping
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from parley.kernel.refusals import Refused
from parley.meetings.rules.rhythm import begins_at
from parley.meetings.rules.sittings import hours_read, hours_written
from parley.meetings.rules.words import city
from parley.meetings.terms.hours import Payer, Proposal, SeriesHour, Way

LATER = {-1: " the day before", 0: "", 1: " the next day"}
AGAIN = "Ask for hours again and take one of those."


def hours_in_words(hours: tuple[SeriesHour, ...], regions: str = "") -> str:
    """Say a choice of hours: “09:00 and 20:00 London in turn”; `regions` names those of a second sitting."""
    firsts = [each for each in hours if each.sitting == 1]
    clock = " and ".join(", ".join(f"{each.local_time:%H:%M}" for each in firsts).rsplit(", ", 1))
    said = f"{clock} {city(firsts[0].time_zone)}" + (" in turn" if len(firsts) > 1 else "")
    for each in hours:
        if each.sitting == 2:
            said += f", and a second sitting at {each.local_time:%H:%M} {city(each.time_zone)}{LATER[each.days_later]}"
            said += f" for {regions}" if regions else ""
    return said


def payers_in_words(proposal: Proposal) -> str:
    """Say who pays, most first: “Over 6 meetings each person in Sydney pays 24 points, New York 12”."""
    paying = sorted((each for each in proposal.payers if each.points), key=lambda each: -each.points)
    if not paying:
        return "Nobody pays: it is within working hours for everybody."
    most, *others = paying
    meetings = f"{proposal.meetings} meetings" if proposal.meetings > 1 else "one meeting"
    rest = "".join(f", {city(each.place.zone)} {each.points}" for each in others)
    free = len(proposal.payers) - len(paying)
    nobody_else = " Everybody else pays nothing." if free else ""
    return f"Over {meetings} each person in {city(most.place.zone)} pays {most.points} points{rest}.{nobody_else}"


def clock_of(payer: Payer, proposal: Proposal, day: date) -> str:
    """Say what the clock of a place shows at the hours it comes to, on the first of the meetings: “07:00, 21:00”."""
    shown = []
    for each in proposal.hours:
        if each.sitting == payer.sitting:
            moment = begins_at(day + timedelta(days=each.days_later), each.local_time, each.time_zone)
            shown.append(f"{moment.astimezone(ZoneInfo(payer.place.zone)):%H:%M}")
    return ", ".join(shown)


def region_names(keys: tuple[int, ...], names: Mapping[int, str]) -> str:
    """Name regions in a sentence."""
    return " and ".join(", ".join(names[each] for each in keys if each in names).rsplit(", ", 1))


def reason_of_way(way: Way) -> str:
    """Say why hours of this kind are proposed."""
    return {
        Way.ONE_HOUR: "One hour for everybody.",
        Way.TURNS: "In turn, so that nobody pays every time.",
        Way.TWO_SITTINGS: "Two sittings: turns would only share out the bad hours.",
    }[way]


def as_sent(proposal: Proposal) -> str:
    """Write a proposal as the button that takes it sends it."""
    own, *others = proposal.hours
    return json.dumps([f"{own.local_time:%H:%M}", hours_written(others), list(proposal.second_regions)])


def as_taken(sent: str) -> tuple[time, tuple[SeriesHour, ...], tuple[int, ...]]:
    """Read what such a button sends: the series' own hour, the others, the second sitting's regions. Raises Refused."""
    try:
        own, others, regions = json.loads(sent[:2000])
        hours = hours_read(others)
        whole = all(
            each.sitting in {1, 2}
            and isinstance(each.time_zone, str)
            and type(each.turn) is type(each.days_later) is int
            for each in hours
        )
        if whole and all(type(each) is int and 0 < each < 2**31 for each in regions):
            return time.fromisoformat(own), hours, tuple(regions)
    except (ValueError, TypeError, RecursionError):
        pass
    raise Refused(f"These hours cannot be read. {AGAIN}")


def _is_whole(hour: SeriesHour) -> bool:
    numbers = type(hour.turn) is int and type(hour.days_later) is int
    return numbers and hour.sitting in {1, 2} and isinstance(hour.time_zone, str)
