"""What each moment costs the zones of a group's people, reckoned once for each zone and moment."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from parley.meetings.rules.inconvenience import inconvenience_of
from parley.meetings.terms.hours import Inconvenience, Place

Burden = tuple[int, ...]  # what each of some zones pays, in points


def added(burdens: Sequence[Burden]) -> Burden:
    """Add up what each zone pays over several meetings."""
    return tuple(map(sum, zip(*burdens, strict=True)))


def weighed(burden: Burden, weights: Sequence[int]) -> int:
    """Give what everybody together pays."""
    return sum(points * people for points, people in zip(burden, weights, strict=True))


class Costs:
    """What a meeting costs somebody in each zone of some places, which keep each zone and what was reckoned."""

    def __init__(self, places: Sequence[Place], minutes: int, table: Inconvenience) -> None:
        self.minutes, self.table = minutes, table
        self.place_of = {zone: n for n, zone in enumerate(dict.fromkeys(each.zone for each in places))}
        self.zones = [ZoneInfo(each) for each in self.place_of]
        self.weights = [sum(each.people for each in places if each.zone == zone) for zone in self.place_of]
        self.nothing: Burden = (0,) * len(self.zones)
        self._known: dict[datetime, Burden] = {}

    def at(self, moment: datetime) -> Burden:
        """Give what a meeting that begins at a moment costs somebody in each zone."""
        found = self._known.get(moment)
        if found is None:
            found = tuple(inconvenience_of(moment, self.minutes, each, self.table) for each in self.zones)
            self._known[moment] = found
        return found
