"""Finding the hours of two sittings of a group across far regions, each region in the one that costs it less."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from parley.meetings.rules.costs import Burden, Costs, added
from parley.meetings.rules.rhythm import begins_at
from parley.meetings.terms.hours import Place, SeriesHour


@dataclass(frozen=True, slots=True)
class TwoSittings:
    """Which half hour the first sitting is at, the hour of the second, and the regions that come to it."""

    first: int
    hour: SeriesHour
    regions: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Region:
    """The people of one region: how many in each zone, by the zone's place among the costs; no key, no region."""

    key: int | None
    people: dict[int, int]
    zone: str

    def pays(self, total: Burden) -> tuple[int, int]:
        """Give the worst that one of them pays, and the sum."""
        return max(total[n] for n in self.people), sum(total[n] * people for n, people in self.people.items())


def second_sitting(
    places: Sequence[Place], days: Sequence[date], moments: Sequence[datetime], totals: Sequence[Burden], costs: Costs
) -> TwoSittings | None:
    """Find the two hours that leave the smallest worst burden, then the sum; people without a region come to the first.

    `moments` are the half hours of the first day, and `totals` what they cost over all days. The second sitting is kept
    in the zone of most people of a region that comes to it, by whose clock changes it costs what it costs. None where
    fewer than two regions are named.
    """
    regions = _regions(places, costs)
    if sum(each.key is not None for each in regions) < 2:
        return None
    first = [[each.pays(total) for each in regions] for total in totals]
    best: tuple[tuple[int, int, int], int, SeriesHour, frozenset[int]] | None = None
    for home in regions:
        for hour in _hours_in(home.zone, days[0], moments) if home.key is not None else ():
            second = [each.pays(_cost(hour, days, costs)) for each in regions]
            for n, there in enumerate(first):
                goes = [each.key is not None and b[0] < a[0] for each, a, b in zip(regions, there, second, strict=True)]
                if not goes[regions.index(home)]:
                    continue
                paid = [b if away else a for a, b, away in zip(there, second, goes, strict=True)]
                moved = sum(sum(each.people.values()) for each, away in zip(regions, goes, strict=True) if away)
                rank = max(worst for worst, _ in paid), sum(total for _, total in paid), moved  # the larger part stays
                if best is None or rank < best[0]:
                    gone = frozenset(each.key for each, away in zip(regions, goes, strict=True) if away and each.key)
                    best = rank, n, hour, gone
    return TwoSittings(*best[1:]) if best else None


def _regions(places: Sequence[Place], costs: Costs) -> list[_Region]:
    found = []
    for key in dict.fromkeys(each.region for each in places):
        people: dict[int, int] = {}
        for each in places:
            if each.region == key:
                zone = costs.place_of[each.zone]
                people[zone] = people.get(zone, 0) + each.people
        most = max(people, key=lambda zone: people[zone])
        found.append(_Region(key, people, costs.zones[most].key))
    return found


def _hours_in(zone: str, day: date, moments: Sequence[datetime]) -> list[SeriesHour]:
    """Say some moments of a day as hours of a zone, where they are the day before, that day or the day after."""
    found = []
    for moment in moments:
        local = moment.astimezone(ZoneInfo(zone))
        later = (local.date() - day).days
        if abs(later) <= 1:
            found.append(SeriesHour(2, 0, local.time().replace(tzinfo=None), zone, later))
    return found


def _cost(hour: SeriesHour, days: Sequence[date], costs: Costs) -> Burden:
    later = timedelta(days=hour.days_later)
    return added([costs.at(begins_at(day + later, hour.local_time, hour.time_zone)) for day in days])
