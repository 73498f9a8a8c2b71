"""Proposed hours: what everybody’s clock shows then, and what is sent to take them."""

import json
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from parley.kernel.refusals import Refused
from parley.meetings.rules.rhythm import begins_at
from parley.meetings.rules.sittings import hours_read, hours_written
from parley.meetings.terms.hours import Payer, Proposal, SeriesHour

AGAIN = "Ask for hours again and take one of those."


def clock_of(payer: Payer, proposal: Proposal, day: date) -> str:
    """Say what the clock of a place shows at the hours it comes to, on the first of the meetings: “07:00, 21:00”."""
    shown = []
    for each in proposal.hours:
        if each.sitting == payer.sitting:
            moment = begins_at(day + timedelta(days=each.days_later), each.local_time, each.time_zone)
            shown.append(f"{moment.astimezone(ZoneInfo(payer.place.zone)):%H:%M}")
    return ", ".join(shown)


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
