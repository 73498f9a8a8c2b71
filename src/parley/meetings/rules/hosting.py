"""Whether each of two sittings has a facilitator of its regions, and what the others pay who run it all the same."""

from collections.abc import Sequence

from parley.meetings.rules.inconvenience import unsocial_minutes
from parley.meetings.terms.hours import Met
from parley.meetings.terms.rota import Runner


def sittings_without_facilitator(runners: Sequence[Runner], second: frozenset[int]) -> list[int]:
    """List the sittings of a day with two that no facilitator comes to; none where nobody facilitates at all."""
    there = {2 if each.region in second else 1 for each in runners}
    return [each for each in (1, 2) if second and there and each not in there]


def hours_of_running(runners: Sequence[Runner], moments: Sequence[Met]) -> float:
    """Give the hours outside 08:00 to 18:00 that facilitators pay together for sittings that are nobody’s of them.

    They run these in turn, so each pays the same part of what it would cost them to run all.
    """
    paid = 0
    for each in moments:
        if each.sitting in sittings_without_facilitator(runners, each.second):
            paid += sum(unsocial_minutes(each.starts_at, each.minutes, who.time_zone) for who in runners)
    return paid / 60 / len(runners) if runners else 0
