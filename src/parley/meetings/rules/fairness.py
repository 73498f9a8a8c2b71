"""Who pays for a series with hours outside 08:00 to 18:00, by region."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from parley.meetings.rules.inconvenience import unsocial_minutes
from parley.meetings.terms.doing import DueMeeting
from parley.meetings.terms.hours import Met, Place, UnsocialRow

MEETINGS = 10  # looked at on either side of now
SAID_FROM = 0.05  # hours: less is none


def unsocial_hours(places: Sequence[Place], moments: Sequence[Met]) -> dict[int | None, float]:
    """Give the hours outside 08:00 to 18:00 that somebody of each region pays over some meetings, on the average.

    Everybody comes to the sitting of their region, on days that have two.
    """
    paid: dict[int | None, float] = {}
    people: dict[int | None, int] = {}
    for place in places:
        mine = [each for each in moments if each.is_for(place.region)]
        total = sum(unsocial_minutes(each.starts_at, each.minutes, place.zone) for each in mine)
        paid[place.region] = paid.get(place.region, 0) + total * place.people / 60
        people[place.region] = people.get(place.region, 0) + place.people
    return {region: paid[region] / people[region] for region in paid}


def met_by(meetings: Iterable[DueMeeting], seats: Mapping[int, frozenset[int]]) -> list[Met]:
    """Say of meetings whose they were: `seats` are, by meeting, the regions of the second sitting of its day."""
    return [Met(each.starts_at, each.minutes, each.sitting, seats.get(each.meeting, frozenset())) for each in meetings]


def unsocial_rows(
    places: Sequence[Place],
    names: Mapping[int | None, str],
    before: Mapping[int | None, float],
    after: Mapping[int | None, float],
) -> list[UnsocialRow]:
    """Put both sides of now beside one another, whoever pays most in the coming meetings first."""
    regions = dict.fromkeys(each.region for each in places)
    rows = [
        UnsocialRow(
            names[region],
            sum(each.people for each in places if each.region == region),
            before.get(region, 0),
            after.get(region, 0),
        )
        for region in regions
    ]
    return sorted(rows, key=lambda each: (-each.after, -each.before, each.region))


class Fairness(StrEnum):
    """What there is to say of who pays over the coming meetings."""

    NO_ONE_COMES = "no_one_comes"
    NO_ONE_PAYS = "no_one_pays"
    ONE_REGION = "one_region"
    ALIKE = "alike"
    UNLIKE = "unlike"


def fairness_of(rows: Sequence[UnsocialRow], *, coming: int) -> Fairness:
    """Say which it is; `rows` are `unsocial_rows`, whoever pays most first."""
    if not rows or not coming:
        return Fairness.NO_ONE_COMES
    most, least = rows[0].after, min(each.after for each in rows)
    if most < SAID_FROM:
        return Fairness.NO_ONE_PAYS
    if len(rows) == 1:
        return Fairness.ONE_REGION
    return Fairness.ALIKE if most - least < SAID_FROM else Fairness.UNLIKE
