"""Proposing hours for a group from the places of its people, the smallest worst burden first: METHODS.md (j)."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from itertools import combinations, permutations
from zoneinfo import ZoneInfo

from parley.meetings.rules.burdens import Burden, added, undominated, weighed
from parley.meetings.rules.inconvenience import inconvenience_of
from parley.meetings.rules.rhythm import begins_at
from parley.meetings.terms.hours import Inconvenience, Payer, Place, Proposal, SeriesHour, Way

ONE_HOURS = 3  # proposals of one hour for every meeting
MOST_IN_TURN = 16  # hours that are tried in turn, those with the smallest worst burden
HARD = 4  # points a meeting that nobody should pay every time: an hour before 08:00 or after 19:00
SHARED_MISERY = 2 / 3  # turns that leave more than this of the worst burden only share it: two sittings are proposed
HOURS = tuple(time(half // 2, half % 2 * 30) for half in range(48))


def propose(
    places: Sequence[Place], days: Sequence[date], *, zone: str, minutes: int, table: Inconvenience
) -> list[Proposal]:
    """List the best choices of hours for meetings on some local days of a zone, with what each place pays.

    One hour for all is compared over all 48 half hours of the day, on every day anew, so that clock changes count;
    turns over two or three of them; sittings over every pair, with each region in the one that costs it less.
    Gives nothing for nobody, or for no day.
    """
    if not places or not days:
        return []
    costs = [
        [
            tuple(inconvenience_of(begins_at(day, hour, zone), minutes, each.zone, table) for each in places)
            for day in days
        ]
        for hour in HOURS
    ]
    weights = [each.people for each in places]
    totals = [added(each) for each in costs]
    order = sorted(range(48), key=lambda each: (max(totals[each]), weighed(totals[each], weights), abs(each - 24)))
    found = [_one(places, zone, each, totals[each], len(days)) for each in order[:ONE_HOURS]]
    worst = found[0].worst
    turns = _turns(places, zone, costs, weights) if len(days) > 1 else None
    if turns and turns.worst < worst:
        found.append(turns)
    left = min(each.worst for each in found)
    hard = HARD * len(days)
    if worst >= hard and (left >= hard or left > SHARED_MISERY * worst):
        two = _two_sittings(places, zone, totals, days)
        found += [two] if two and two.worst < left else []
    return sorted(found, key=lambda each: (each.worst, each.total))


def _one(places: Sequence[Place], zone: str, hour: int, burden: Burden, meetings: int) -> Proposal:
    own = (SeriesHour(1, 0, HOURS[hour], zone),)
    payers = tuple(Payer(place, points) for place, points in zip(places, burden, strict=True))
    return Proposal(Way.ONE_HOUR, own, payers, meetings)


def _turns(places: Sequence[Place], zone: str, costs: list[list[Burden]], weights: Sequence[int]) -> Proposal:
    """Find the two or three hours that, taken in turn, leave the smallest worst burden: two where three do no better.

    Looks at the hours that no other one undercuts for somebody and matches for all.
    """
    totals = [added(each) for each in costs]
    worth = [totals.index(each) for each in undominated(totals)[:MOST_IN_TURN]]
    ways: dict[tuple[int, ...], Burden] = {}
    for turns in (2, 3):
        paid = [[added(costs[hour][n::turns] or [(0,) * len(places)]) for n in range(turns)] for hour in range(48)]
        for hours in permutations(worth, turns):
            ways[hours] = added([paid[hour][n] for n, hour in enumerate(hours)])
    if not ways:
        return _one(places, zone, worth[0], totals[worth[0]], len(costs[0]))
    best = min(ways, key=lambda each: (max(ways[each]), weighed(ways[each], weights), len(each)))
    own = tuple(SeriesHour(1, turn, HOURS[hour], zone) for turn, hour in enumerate(best))
    payers = tuple(Payer(place, points) for place, points in zip(places, ways[best], strict=True))
    return Proposal(Way.TURNS, own, payers, len(costs[0]))


def _two_sittings(
    places: Sequence[Place], zone: str, totals: Sequence[Burden], days: Sequence[date]
) -> Proposal | None:
    """Find the two hours of which each region comes to the cheaper one; people without a region come to the first."""
    regions = {place.region for place in places if place.region}
    if len(regions) < 2:
        return None
    members = {region: [n for n, each in enumerate(places) if each.region == region] for region in regions}
    best: tuple[tuple[int, int, int], int, int, dict[int, int]] | None = None
    for one in combinations(range(48), 2):
        for first, second in (one, one[::-1]):
            seats = {
                n: 2
                for region in regions
                if max(totals[second][n] for n in members[region]) < max(totals[first][n] for n in members[region])
                for n in members[region]
            }
            paid = [totals[second if n in seats else first][n] for n in range(len(places))]
            moved = sum(places[n].people for n in seats)  # the larger part stays at the series' own hour
            rank = max(paid), weighed(tuple(paid), [each.people for each in places]), moved
            if seats and (best is None or rank < best[0]):
                best = rank, first, second, seats
    if best is None:
        return None
    _, first, second, seats = best
    payers = tuple(
        Payer(place, totals[second if n in seats else first][n], seats.get(n, 1)) for n, place in enumerate(places)
    )
    own = SeriesHour(1, 0, HOURS[first], zone)
    return Proposal(Way.TWO_SITTINGS, (own, _local(payers, zone, HOURS[second], days[0])), payers, len(days))


def _local(payers: Sequence[Payer], zone: str, hour: time, day: date) -> SeriesHour:
    """Say the hour of the second sitting in the zone of most of those who come to it."""
    people: dict[str, int] = {}
    for each in payers:
        if each.sitting == 2:
            people[each.place.zone] = people.get(each.place.zone, 0) + each.place.people
    theirs = max(people, key=lambda each: people[each])
    local = begins_at(day, hour, zone).astimezone(ZoneInfo(theirs))
    later = (local.date() - day) // timedelta(days=1)
    return SeriesHour(2, 0, local.time().replace(tzinfo=None), theirs, later)
