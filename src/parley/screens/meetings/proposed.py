"""Hours proposed for a group, as the form of its series shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from parley.meetings.queries import hour_costs, places_of
from parley.meetings.rules import city, first_days, lacks_first_week, occurrences, settled
from parley.meetings.rules.proposed import (
    as_sent,
    clock_of,
    hours_in_words,
    payers_in_words,
    reason_of_way,
    region_names,
)
from parley.meetings.rules.proposing import propose
from parley.meetings.terms import SeriesFacts
from parley.people.queries import regions
from parley.people.rules import must_name_a_zone
from parley.screens.asking import Asked

if TYPE_CHECKING:
    from datetime import time

MEETINGS = 6  # the next ones, over which what everybody pays is added up


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal: its hours, why they are proposed, who pays, everybody's clock, and what taking it sends."""

    title: str
    reason: str
    payers: str
    clocks: list[list[str]]
    worst: int
    sent: str


def proposals(
    request: Asked, area: int, *, rule: str, starts_on: date | None, local_time: "time", time_zone: str, minutes: int
) -> list[ProposalRow]:
    """Propose hours for the next six meetings of such a series. Raises Refused for a zone that is none."""
    zone = must_name_a_zone(time_zone)
    days = coming_days(rule, starts_on, local_time, zone, request.now.astimezone(ZoneInfo(zone)).date())
    found = propose(places_of(area), days, zone=zone, minutes=minutes, table=hour_costs())
    names = {each.pk: each.name for each in regions()}
    return [
        ProposalRow(
            hours_in_words(each.hours, region_names(each.second_regions, names)),
            reason_of_way(each.way),
            payers_in_words(each),
            [
                [city(payer.place.zone), str(payer.place.people), clock_of(payer, each, days[0]), str(payer.points)]
                for payer in each.payers
            ],
            each.worst,
            as_sent(each),
        )
        for each in found
    ]


def coming_days(rule: str, starts_on: date | None, local_time: "time", zone: str, today: date) -> Sequence[date]:
    """Give the days of the next meetings; where the first week is open, as if it were the next one."""
    facts = SeriesFacts(rule=rule, local_time=local_time, time_zone=zone, starts_on=starts_on)
    if lacks_first_week(facts):
        start = first_days(rule, today)[0]
        facts = SeriesFacts(rule=settled(rule, start), local_time=local_time, time_zone=zone, starts_on=start)
    first = max(today, starts_on) if starts_on else today
    return [each.day for each in occurrences(facts, first, first + timedelta(days=1100))][:MEETINGS]
