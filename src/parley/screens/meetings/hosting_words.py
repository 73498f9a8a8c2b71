"""A sitting that no facilitator comes to, said to people: who would run it all the same, and at what hour of theirs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from parley.meetings.rules import begins_at, city
from parley.meetings.rules.fairness import SAID_FROM
from parley.meetings.rules.hosting import hours_of_running, sittings_without_facilitator
from parley.meetings.terms.hours import Met, Place, Proposal
from parley.meetings.terms.rota import Runner
from parley.screens.meetings.hours_words import hours_words, listed, region_names

MOST_CLOCKS = 3


def unhosted_proposal(
    proposal: Proposal, runners: Sequence[Runner], names: Mapping[int, str], places: Sequence[Place], day: date
) -> str:
    """Say of hours proposed which sitting has no facilitator of its own; nothing when each has, or there is one."""
    second = frozenset(proposal.second_regions)
    said = []
    for sitting in sittings_without_facilitator(runners, second):
        hour = next(each for each in proposal.hours if each.sitting == sitting)
        moment = begins_at(day + timedelta(days=hour.days_later), hour.local_time, hour.time_zone)
        zones = dict.fromkeys(each.time_zone for each in runners)
        clocks = [f"{moment.astimezone(ZoneInfo(zone)):%H:%M} {city(zone)}" for zone in zones][:MOST_CLOCKS]
        words = _("No facilitator is in %(regions)s: name one first. Otherwise those of the other sitting run this one "
                  "too, at %(clocks)s.")  # fmt: skip
        said.append(words % {"regions": _of(sitting, second, names, places), "clocks": listed(clocks)})
    return " ".join(said)


def unhosted_series(
    runners: Sequence[Runner], names: Mapping[int, str], places: Sequence[Place], moments: Sequence[Met]
) -> str:
    """Say of the next meetings of a series which sitting has no facilitator, and what the others pay; else nothing."""
    second = next((each.second for each in moments if each.second), frozenset())
    without = sittings_without_facilitator(runners, second)
    if not without:
        return ""
    said = {"regions": listed([_of(each, second, names, places) for each in without])}
    hours = hours_of_running(runners, moments)
    if hours < SAID_FROM:
        return _("No facilitator is in %(regions)s, so those of the other sitting run this one too.") % said
    words = _("No facilitator is in %(regions)s, so those of the other sitting run this one too. In these meetings "
              "that is %(hours)s outside 08:00 to 18:00 for them together, counted with no region.")  # fmt: skip
    return words % (said | {"hours": hours_words(hours)})


def _of(sitting: int, second: Iterable[int], names: Mapping[int, str], places: Iterable[Place]) -> str:
    """Name the regions that come to a sitting."""
    first = {each.region for each in places if each.region} - set(second)
    return region_names(sorted(second if sitting == 2 else first), names)
