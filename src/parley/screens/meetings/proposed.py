"""Hours proposed for a group, as the form of its series shows them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from parley.meetings.queries import hour_costs, places_of, runners_of
from parley.meetings.rules import city, first_days, lacks_first_week, occurrences, settled
from parley.meetings.rules.proposed import as_sent, clock_of
from parley.meetings.rules.proposing import propose
from parley.meetings.terms import SeriesFacts
from parley.people.queries import regions
from parley.people.rules import must_name_a_zone
from parley.screens.asking import Asked
from parley.screens.meetings.hosting_words import unhosted_proposal
from parley.screens.meetings.hours_words import hours_in_words, payers_in_words, reason_of_way, region_names

if TYPE_CHECKING:
    from datetime import time

MEETINGS = 6  # the next ones, over which what everybody pays is added up


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal: its hours, why they are proposed, who pays, who runs it, everybody's clock, what taking it sends."""

    title: str
    reason: str
    payers: str
    unhosted: str
    clocks: list[list[str]]
    worst: int
    sent: str


def proposals(
    request: Asked, area: int, *, rule: str, starts_on: date | None, local_time: "time", time_zone: str, minutes: int
) -> list[ProposalRow]:
    """Propose hours for the next six meetings of such a series. Raises Refused for a zone that is none."""
    zone = must_name_a_zone(time_zone)
    said = SeriesFacts(rule=rule, local_time=local_time, time_zone=zone, starts_on=starts_on)
    facts = from_now_on(said, request.now)
    days = coming_days(facts, request.now)
    places, runners = places_of(area), runners_of(area)
    found = propose(places, days, facts=facts, minutes=minutes, table=hour_costs())
    names = {each.pk: each.name for each in regions()}
    return [
        ProposalRow(
            hours_in_words(each.hours, region_names(each.second_regions, names)),
            reason_of_way(each.way),
            payers_in_words(each),
            unhosted_proposal(each, runners, names, places, days[0]),
            [
                [city(payer.place.zone), str(payer.place.people), clock_of(payer, each, days[0]), str(payer.points)]
                for payer in each.payers
            ],
            each.worst,
            as_sent(each),
        )
        for each in found
    ]


def from_now_on(facts: SeriesFacts, at: datetime) -> SeriesFacts:
    """Give when a series meets; where the first week is open, as if it were the next one."""
    if not lacks_first_week(facts):
        return facts
    start = first_days(facts.rule, _today(facts, at))[0]
    return replace(facts, rule=settled(facts.rule, start), starts_on=start)


def coming_days(facts: SeriesFacts, at: datetime) -> Sequence[date]:
    """Give the days of the next meetings."""
    first = max(filter(None, (_today(facts, at), facts.starts_on)))
    return [each.day for each in occurrences(facts, first, first + timedelta(days=1100))][:MEETINGS]


def _today(facts: SeriesFacts, at: datetime) -> date:
    return at.astimezone(ZoneInfo(facts.time_zone)).date()
