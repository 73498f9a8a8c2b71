"""When a clock on the wall of some place first shows an hour of a day, whatever was done to the clocks that day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EXACT = timedelta(minutes=1)  # clocks are changed on whole minutes, in every zone since 1972


def first_shown(day: date, hour: time, zone: str) -> datetime:
    """Give the first moment, in UTC, at which a clock in a zone shows that hour of a day or a later one.

    An hour that comes twice is the first of the two; one that is left out is the moment at which the clocks were put
    forward.
    """
    place = ZoneInfo(zone)
    wanted = datetime.combine(day, hour)
    one, other = sorted(wanted.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    if one == other or one.astimezone(place).replace(tzinfo=None) == wanted:
        return one
    while other - one > EXACT:  # the hour is left out: the clocks were changed after the one and before the other
        middle = one + (other - one) / 2
        if middle.astimezone(place).replace(tzinfo=None) >= wanted:
            other = middle
        else:
            one = middle
    return other.replace(second=0, microsecond=0)
