"""Proposing hours for a group from the places of its people, the smallest worst burden first: METHODS.md (j)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time
from functools import cached_property
from itertools import islice, product
from operator import le

from parley.meetings.rules.costs import Burden, Costs, added, weighed
from parley.meetings.rules.rhythm import begins_at, sittings_on, turn_of
from parley.meetings.rules.second_sitting import second_sitting
from parley.meetings.terms import SeriesFacts
from parley.meetings.terms.hours import Inconvenience, Payer, Place, Proposal, SeriesHour, Way

ONE_HOURS = 3  # proposals of one hour for every meeting
TURNS = (2, 3)
HARD = 4  # points a meeting that nobody should pay every time: an hour before 08:00 or after 19:00
SHARED_MISERY = 2 / 3  # turns that leave more than this of the worst burden only share it: two sittings are proposed
HOURS = tuple(time(half // 2, half % 2 * 30) for half in range(48))


def propose(
    places: Sequence[Place], days: Sequence[date], *, facts: SeriesFacts, minutes: int, table: Inconvenience
) -> list[Proposal]:
    """List the best choices of hours for a series' meetings on some of its days, with what each place pays.

    `facts` say how often the series meets and in which zone. One hour for all is compared over all 48 half hours of
    the day, on every day anew, so that clock changes count; turns over all pairs and threes of them; sittings over
    every pair, with each region in the one that costs it less. Gives nothing for nobody, or for no day.
    """
    if not places or not days:
        return []
    return _Choice(places, days, replace(facts, hours=()), Costs(places, minutes, table)).proposals()


class _Choice:
    """The choice of hours for one group, and what was reckoned for it."""

    def __init__(self, places: Sequence[Place], days: Sequence[date], facts: SeriesFacts, costs: Costs) -> None:
        self.places, self.days, self.facts, self.costs = places, days, facts, costs

    @cached_property
    def each_day(self) -> list[list[Burden]]:
        """What each zone pays, for each half hour of the day, on each of the days."""
        zone = self.facts.time_zone
        return [[self.costs.at(begins_at(day, hour, zone)) for day in self.days] for hour in HOURS]

    def proposals(self) -> list[Proposal]:
        """List them, the smallest worst burden first."""
        weights = self.costs.weights
        totals = [added(each) for each in self.each_day]
        order = sorted(range(48), key=lambda each: (max(totals[each]), weighed(totals[each], weights), abs(each - 24)))
        found = [self.made(Way.ONE_HOUR, self.own(each)) for each in order[:ONE_HOURS]]
        worst = found[0].worst
        turns = self.turns() if worst and len(self.days) > 1 else None
        if turns and turns.worst < worst:
            found.append(turns)
        left, hard = min(each.worst for each in found), HARD * len(self.days)
        if worst >= hard and (left >= hard or left > SHARED_MISERY * worst):
            two = self.two_sittings(totals)
            found += [two] if two and two.worst < left else []
        return sorted(found, key=lambda each: (each.worst, each.total))

    def own(self, hour: int, turn: int = 0) -> SeriesHour:
        """Give an hour in the series' own zone."""
        return SeriesHour(1, turn, HOURS[hour], self.facts.time_zone)

    def made(self, way: Way, *hours: SeriesHour, second: frozenset[int] = frozenset()) -> Proposal:
        """Make a proposal, with what is paid at the moments at which such a series meets; `second` are regions."""
        own, *others = hours
        kept = replace(self.facts, local_time=own.local_time, hours=tuple(others))
        met = [each for day in self.days for each in sittings_on(kept, day)]
        paid = {
            sitting: added([self.costs.at(each.starts_at) for each in met if each.sitting == sitting])
            for sitting in {each.sitting for each in met}
        }
        seats = [2 if each.region in second else 1 for each in self.places]
        payers = tuple(
            Payer(place, paid[sitting][self.costs.place_of[place.zone]], sitting)
            for place, sitting in zip(self.places, seats, strict=True)
        )
        return Proposal(way, tuple(hours), payers, len(self.days))

    def turns(self) -> Proposal | None:
        """Find the hours that, taken in turn, leave the smallest worst burden: two where three do no better."""
        found = [each for turns in TURNS if (each := self._in_turn(turns))]
        best = min(found, default=None)
        return self.made(Way.TURNS, *(self.own(hour, turn) for turn, hour in enumerate(best[3]))) if best else None

    def _in_turn(self, turns: int) -> tuple[int, int, int, tuple[int, ...]] | None:
        """Find the best so many different hours: their worst burden, the sum, how many there are, and which."""
        whose = [turn_of(self.facts, day, turns) for day in self.days]
        options = [list(self._worth(whose, turn, turns)) for turn in range(turns)]
        best: tuple[int, int, int, tuple[int, ...]] | None = None
        for first in product(*options[:-1]):
            before = added([paid for paid, _hour in first])
            if best and max(before) > best[0]:
                continue
            for paid, hour in options[-1]:
                total = tuple(map(int.__add__, before, paid))
                worst = max(total)
                if best is None or worst <= best[0]:
                    hours = (*(each for _paid, each in first), hour)
                    found = worst, weighed(total, self.costs.weights), turns, hours
                    if len(set(hours)) == turns and (best is None or found < best):
                        best = found
        return best

    def _worth(self, whose: Sequence[int], turn: int, turns: int) -> Iterator[tuple[Burden, int]]:
        """Yield what hours cost on the days of a turn, of those that can be among the best.

        Where as many others as there are turns cost nobody more, one of these is free to stand in for it.
        """
        mine = [n for n, each in enumerate(whose) if each == turn]
        paid = [added([each[n] for n in mine]) if mine else self.costs.nothing for each in self.each_day]
        for hour, burden in enumerate(paid):
            better = (other for other in paid if other != burden and all(map(le, other, burden)))
            if len(list(islice(better, turns))) < turns:
                yield burden, hour

    def two_sittings(self, totals: Sequence[Burden]) -> Proposal | None:
        """Find the two hours of which each region comes to the cheaper one."""
        zone = self.facts.time_zone
        moments = [begins_at(self.days[0], hour, zone) for hour in HOURS]
        found = second_sitting(self.places, self.days, moments, totals, self.costs)
        if not found:
            return None
        return self.made(Way.TWO_SITTINGS, self.own(found.first), found.hour, second=found.regions)
