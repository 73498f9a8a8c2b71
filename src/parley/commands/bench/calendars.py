"""Whether five readers of calendars that others wrote put our invitations at the moment we mean, in 400 zones."""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from parley.meetings.rules import Method, calendar_text
from parley.meetings.rules.clock_changes import zone_lines
from parley.meetings.terms.invitations import CalendarEntry, Mailbox

HERE = Path(__file__).parent
ZONES, YEARS = 400, (2027, 2028)
EACH = timedelta(days=7)
HOURS = (16, 1, 2, 9, 23)  # 01:30 and 02:30 come twice, or never, on the days when clocks change
SEPARATOR = "\t"
JUDGES = ("icalendar", "recurring-ical-events", "icalevents", "ical", "vobject")


def run(options: argparse.Namespace) -> int:
    """Write the calendars, let each reader say when they begin, and count; 1 when one of them disagrees."""
    zones = zones_to_try()
    with tempfile.TemporaryDirectory() as folder:
        meant = dict(_written(Path(folder), zones))
        utc = sum(not zone_lines(zone, YEARS[0], YEARS[-1]) for zone in zones)
        print(f"{len(meant):,} invitations, one a week, in {len(zones)} zones over {len(YEARS)} years; "
              f"{utc} zones have no rule for their clocks and are said in UTC.")  # fmt: skip
        readers = _readers(options)
        if not readers:
            print("Nothing reads them. Name --python with " + ", ".join(JUDGES) + ", or --javascript with a "
                  "node_modules that holds ical.js and node-ical.")  # fmt: skip
            return 2
        wrong = 0
        for name, command in readers:
            wrong += _judged(name, [*command, folder], meant)
    return int(bool(wrong))


def zones_to_try() -> list[str]:
    """Give 400 of the places that have a zone, spread over the alphabet."""
    places = sorted(each for each in available_timezones() if "/" in each and not each.startswith("Etc/"))
    return [places[number * len(places) // ZONES] for number in range(ZONES)]


def moments(zone: str) -> Iterator[datetime]:
    """Yield a moment of every week, at changing hours, and some just around every clock change."""
    local = datetime(YEARS[0], 1, 3, 0, 30, tzinfo=ZoneInfo(zone))
    number = 0
    while local.year <= YEARS[-1]:
        yield local.replace(hour=HOURS[number % len(HOURS)]).astimezone(UTC)
        local += EACH
        number += 1


def _written(folder: Path, zones: list[str]) -> Iterator[tuple[str, datetime]]:
    """Write one file for each zone; its events are invitations as they are mailed, each in a calendar of its own."""
    for number, zone in enumerate(zones):
        texts = []
        for week, moment in enumerate(moments(zone)):
            uid = f"{number}-{week}@parley"
            texts.append(calendar_text([_entry(uid, moment, zone)], Method.REQUEST, at=moment))
            yield uid, moment
        (folder / f"{number}.txt").write_text("\0".join(texts), encoding="utf-8", newline="")


def _entry(uid: str, moment: datetime, zone: str) -> CalendarEntry:
    return CalendarEntry(
        uid=uid, sequence=1, starts_at=moment, minutes=60, time_zone=zone, title="Identity: Strategy group",
        about="The agenda is in Parley.", link="https://parley.example/meetings/1/",
        organizer=Mailbox("Identity, by Parley", "parley+a@parley.example"),
        attendee=Mailbox("Aiko Tanaka", "aiko@parley.example"),
    )  # fmt: skip


def _readers(options: argparse.Namespace) -> list[tuple[str, list[str]]]:
    found = []
    if options.python:
        found += [(name, [options.python, str(HERE / "calendar_readers.py"), name]) for name in JUDGES]
    if options.javascript:
        script = (HERE / "calendar_readers.js").read_text(encoding="utf-8")
        where = str(Path(options.javascript).resolve())
        found += [(name, ["node", "-e", script, where, name]) for name in ("ical.js", "node-ical")]
    return found


def _judged(name: str, command: list[str], meant: dict[str, datetime]) -> int:
    """Let one reader read all; print how many it puts elsewhere, or not at all, and give that number."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # its parts are ours
    if done.returncode:
        print(f"{name:22} failed: {done.stderr.strip()[-400:]}", file=sys.stderr)
        return len(meant)
    read = dict(line.split(SEPARATOR) for line in done.stdout.splitlines())
    off = {uid: read.get(uid) for uid, moment in meant.items() if read.get(uid) != f"{moment:%Y-%m-%dT%H:%M:%SZ}"}
    print(f"{name:22} {len(meant) - len(off):,} of {len(meant):,} at the moment we mean")
    for uid, told in list(off.items())[:5]:
        print(f"    {uid}: {told} for {meant[uid]:%Y-%m-%dT%H:%M:%SZ}")
    return len(off)
