"""Read calendars with a library that somebody else wrote, and print when each event begins; run by an own Python.

`calendar_readers.py READER FOLDER`; it imports nothing of Parley, since some readers need other versions beside them.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

Found = Iterator[tuple[str, datetime]]
FIRST, LAST = datetime(2026, 12, 1, tzinfo=UTC), datetime(2029, 2, 1, tzinfo=UTC)


def icalendar(text: str) -> Found:
    """Read with icalendar."""
    for event in import_module("icalendar").Calendar.from_ical(text).walk("VEVENT"):
        yield str(event["UID"]), event["DTSTART"].dt


def recurring(text: str) -> Found:
    """Read with recurring-ical-events, as what lies between two days."""
    calendar = import_module("icalendar").Calendar.from_ical(text)
    for event in import_module("recurring_ical_events").of(calendar).between(FIRST, LAST):
        yield str(event["UID"]), event["DTSTART"].dt


def icalevents(text: str) -> Found:
    """Read with icalevents."""
    for event in import_module("icalevents.icalevents").events(string_content=text.encode(), start=FIRST, end=LAST):
        yield str(event.uid), event.start


def ical(text: str) -> Found:
    """Read with ical."""
    calendar = import_module("ical.calendar_stream").IcsCalendarStream.calendar_from_ics(text)
    for event in calendar.timeline:
        yield str(event.uid), event.start


def vobject(text: str) -> Found:
    """Read with vobject, which believes the rules in the calendar."""
    for event in import_module("vobject").readOne(text).vevent_list:
        yield str(event.uid.value), event.dtstart.value


READERS: dict[str, Callable[[str], Any]] = {
    "icalendar": icalendar,
    "recurring-ical-events": recurring,
    "icalevents": icalevents,
    "ical": ical,
    "vobject": vobject,
}


def main(reader: str, folder: str) -> None:
    """Print a line for each event: its UID, and when it begins in UTC."""
    read = READERS[reader]
    for path in sorted(Path(folder).glob("*.txt")):
        for text in path.read_bytes().decode().split("\0"):
            for uid, moment in read(text):
                at = moment.astimezone(UTC) if isinstance(moment, datetime) else datetime.min.replace(tzinfo=UTC)
                sys.stdout.write(f"{uid}\t{at:%Y-%m-%dT%H:%M:%SZ}\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
