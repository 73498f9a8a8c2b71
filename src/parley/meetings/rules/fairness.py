"""Who pays for a series with hours outside 08:00 to 18:00, by region, and that said in one sentence."""

from collections.abc import Iterable, Mapping, Sequence

from parley.meetings.rules.inconvenience import unsocial_minutes
from parley.meetings.terms import Occurrence
from parley.meetings.terms.hours import Place, UnsocialRow

MEETINGS = 10  # looked at on either side of now


def unsocial_hours(
    places: Sequence[Place], moments: Iterable[Occurrence], *, minutes: int, second_regions: Iterable[int] = ()
) -> dict[int | None, float]:
    """Give the hours outside 08:00 to 18:00 that somebody of each region pays over some meetings, on the average.

    Whoever is of a region with a sitting of its own comes to that one; where there is one sitting, all come to it.
    """
    second, all_moments = set(second_regions), list(moments)
    paid: dict[int | None, float] = {}
    people: dict[int | None, int] = {}
    sat = {(each.day, each.sitting) for each in all_moments}
    two = {day for day, _ in sat if {(day, 1), (day, 2)} <= sat}
    for place in places:
        sitting = 2 if place.region in second else 1
        mine = [each for each in all_moments if each.day not in two or each.sitting == sitting]
        total = sum(unsocial_minutes(each.starts_at, minutes, place.zone) for each in mine)
        paid[place.region] = paid.get(place.region, 0) + total * place.people / 60
        people[place.region] = people.get(place.region, 0) + place.people
    return {region: paid[region] / people[region] for region in paid}


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


def hours_words(hours: float) -> str:
    """Say hours: 1.5 hours, 1 hour, none."""
    if hours < 0.05:
        return "none"
    said = f"{hours:.1f}".removesuffix(".0")
    return f"{said} hour" if said == "1" else f"{said} hours"


def fairness_sentence(rows: Sequence[UnsocialRow], *, coming: int) -> str:
    """Say in one sentence who pays over the coming meetings."""
    if not rows or not coming:
        return "Nobody comes yet, or no meeting is to come, so nobody pays."
    meetings = f"the next {coming} meetings" if coming > 1 else "the next meeting"
    paying = [each for each in rows if each.after >= 0.05]
    if not paying:
        return f"Nobody meets outside 08:00 to 18:00 in {meetings}."
    most, least = paying[0], min(rows, key=lambda each: each.after)
    if len(rows) == 1:
        return f"In {meetings} each person in {most.region} meets {hours_words(most.after)} outside 08:00 to 18:00."
    if most.after - least.after < 0.05:
        return f"In {meetings} every region pays the same: {hours_words(most.after)} outside 08:00 to 18:00 a person."
    rest = ", ".join(f"{each.region} {hours_words(each.after)}" for each in rows[1:])
    return f"In {meetings} {most.region} pays most, {hours_words(most.after)} outside 08:00 to 18:00 a person; {rest}."
