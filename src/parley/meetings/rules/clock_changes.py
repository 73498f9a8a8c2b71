"""How calendars are told of a zone's clock changes: one rule for each of the two, or no zone at all but UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
RULES_SINCE = 1970  # calendar programs expect rules that began before anything they apply to


@dataclass(frozen=True, slots=True)
class _Change:
    """The clocks change: what they showed just before, the offsets before and after, and the zone's new name."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def nths(self) -> set[int]:
        """The weekdays of the month it may be: the second Sunday, and perhaps the last, -1."""
        last = (self.wall + 7 * DAY).month != self.wall.month
        nth = (self.wall.day - 1) // 7 + 1
        return ({nth} if nth < 5 else set()) | ({-1} if last else set())


@lru_cache(maxsize=512)
def zone_lines(time_zone: str, first: int, last: int) -> tuple[str, ...]:
    """Write the VTIMEZONE that holds from one year to another: at most one STANDARD and one DAYLIGHT, each with a rule.

    Nothing for a zone whose clocks follow no such rule in those years, as where they stop for Ramadan, or on which the
    system's table and ours differ, as after a new law: other programs may know either, so say UTC then. Lists of
    dates, or two blocks of a kind, put meetings an hour off in some programs.
    """
    years = range(first - 1, last + 2)  # a rule that begins or ends beside these years would be a guess
    zone = ZoneInfo(time_zone)
    found = _changes(zone, years)
    ours = _our_own(time_zone)
    if ours and (_changes(ours, years) != found or _begin(ours, first) != _begin(zone, first)):
        return ()
    if not found:
        begin = datetime(first, 1, 1, tzinfo=UTC).astimezone(zone)
        since = datetime(RULES_SINCE, 1, 1)  # noqa: DTZ001  # as a clock on a wall shows it
        still = _Change(since, _offset(begin), _offset(begin), begin.tzname() or "")
        return ("BEGIN:VTIMEZONE", f"TZID:{time_zone}", *_block("STANDARD", still, ()), "END:VTIMEZONE")
    blocks = [_rule(word, [each for each in found if _word(each) == word], years) for word in ("STANDARD", "DAYLIGHT")]
    if not all(blocks):
        return ()
    return ("BEGIN:VTIMEZONE", f"TZID:{time_zone}", *blocks[0], *blocks[1], "END:VTIMEZONE")


def is_unclear(moment: datetime, time_zone: str) -> bool:
    """Whether a clock there shows this hour twice, so that programs may take it for the other of the two."""
    local = moment.astimezone(ZoneInfo(time_zone))
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _our_own(time_zone: str) -> ZoneInfo | None:
    """Give the zone as the table says that came with Parley; None when it has none of that name."""
    try:
        table = resources.files("tzdata").joinpath("zoneinfo", *time_zone.split("/"))
        with table.open("rb") as file:
            return ZoneInfo.from_file(file)
    except OSError:
        return None


def _begin(zone: ZoneInfo, year: int) -> timedelta:
    return _offset(datetime(year, 1, 1, tzinfo=UTC).astimezone(zone))


def _word(change: _Change) -> str:
    return "DAYLIGHT" if change.after > change.before else "STANDARD"


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()


def _changes(zone: ZoneInfo, years: range) -> list[_Change]:
    """List all changes of some years, in order. Looks at every day, then for the second within it."""
    moment, end = datetime(years[0], 1, 1, tzinfo=UTC), datetime(years[-1] + 1, 1, 1, tzinfo=UTC)
    found = []
    while moment < end:
        before, after = _offset(moment.astimezone(zone)), _offset((moment + DAY).astimezone(zone))
        if before != after:
            at = _instant(zone, moment, moment + DAY)
            wall = (at + before).replace(tzinfo=None)
            found.append(_Change(wall, before, after, at.astimezone(zone).tzname() or ""))
        moment += DAY
    return found


def _instant(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """Find the second at which the offset changes between two moments."""
    before = _offset(low.astimezone(zone))
    while high - low > SECOND:
        middle = low + timedelta(seconds=(high - low) // SECOND // 2)
        if _offset(middle.astimezone(zone)) == before:
            low = middle
        else:
            high = middle
    return high


def _rule(word: str, changes: list[_Change], years: range) -> tuple[str, ...]:
    """Write one block; nothing when these changes do not come once a year, on such a weekday of such a month."""
    shapes = {(each.wall.month, each.wall.weekday(), each.wall.time(), each.before, each.after) for each in changes}
    nths = set.intersection(*(each.nths for each in changes)) if changes else set()
    if len(shapes) != 1 or not nths or [each.wall.year for each in changes] != list(years):
        return ()
    nth, one = max(nths), changes[0]  # “last” only where no number says it
    day = _nth_day(RULES_SINCE, one.wall.month, one.wall.weekday(), nth)
    since = _Change(datetime.combine(day, one.wall.time()), one.before, one.after, one.name)
    return _block(word, since, [f"RRULE:FREQ=YEARLY;BYMONTH={day.month};BYDAY={nth}{CODES[day.weekday()]}"])


def _nth_day(year: int, month: int, weekday: int, nth: int) -> date:
    days = [date(year, month, 1) + DAY * number for number in range(31)]
    right = [day for day in days if day.month == month and day.weekday() == weekday]
    return right[nth - 1 if nth > 0 else -1]


def _block(word: str, change: _Change, rules: Iterable[str]) -> tuple[str, ...]:
    return (
        f"BEGIN:{word}",
        f"DTSTART:{change.wall:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_signed(change.before)}",
        f"TZOFFSETTO:{_signed(change.after)}",
        f"TZNAME:{change.name}",
        *rules,
        f"END:{word}",
    )


def _signed(offset: timedelta) -> str:
    """Say an offset as +0530, with its seconds where it has some."""
    seconds = abs(offset) // SECOND
    hours = time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    return f"{'-' if offset < timedelta() else '+'}{hours:%H%M}{f'{hours:%S}' if hours.second else ''}"
