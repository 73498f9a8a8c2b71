"""Invitations and feeds in the words of calendar programs: iCalendar (RFC 5545) and its mails (RFC 5546, RFC 6047)."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from parley.meetings.rules.clock_changes import is_unclear, zone_lines
from parley.meetings.terms.invitations import CalendarEntry, Coming, EntryState, Mailbox

LONGEST_LINE = 75  # octets, the line's end not counted (RFC 5545, 3.1)
PARTSTAT = {Coming.YES: "ACCEPTED", Coming.MAYBE: "TENTATIVE", Coming.NO: "DECLINED", None: "NEEDS-ACTION"}


class Method(StrEnum):
    """What a calendar is sent for."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"  # to be read again and again


def calendar_text(entries: Sequence[CalendarEntry], method: Method, *, at: datetime, name: str = "") -> str:
    """Write a calendar; `name` is what a program calls one that it reads again and again, which it does every hour.

    Entries stand in the zone in which they are held, so that they stay at their hour there; in UTC where the zone's
    clock changes follow no rule that every program reads alike, or the hour comes twice that day.
    """
    zones = _zones(entries)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Parley//Parley//EN", "CALSCALE:GREGORIAN", f"METHOD:{method}"]
    if method is Method.PUBLISH:
        lines += [f"NAME:{_text(name)}", f"X-WR-CALNAME:{_text(name)}"]
        lines += ["REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    for zone in zones.values():
        lines += zone
    for entry in entries:
        lines += _event(entry, at, in_zone=entry.time_zone in zones and not _is_unclear(entry))
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _zones(entries: Iterable[CalendarEntry]) -> dict[str, tuple[str, ...]]:
    """Give the VTIMEZONE of each zone that is used and can be said in one, by the zone's name."""
    years: dict[str, list[int]] = {}
    for entry in entries:
        if entry.day:
            continue
        local = entry.starts_at.astimezone(ZoneInfo(entry.time_zone))
        years.setdefault(entry.time_zone, []).extend((local.year, (local + _length(entry)).year))
    found = {zone: zone_lines(zone, min(of), max(of)) for zone, of in years.items() if zone != "UTC"}
    return {zone: lines for zone, lines in found.items() if lines}


def _event(entry: CalendarEntry, at: datetime, *, in_zone: bool) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{_utc(at)}",
        f"SEQUENCE:{entry.sequence}",
        *_time(entry, entry.time_zone if in_zone else ""),
        f"SUMMARY:{_text(entry.title)}",
        f"DESCRIPTION:{_text(entry.about)}",
        f"URL:{_plain(entry.link)}",
        f"STATUS:{entry.state}",
        f"TRANSP:{'OPAQUE' if entry.state is EntryState.CONFIRMED and entry.blocks else 'TRANSPARENT'}",
    ]
    if entry.organizer:
        lines.append(f"ORGANIZER;{_mailbox(entry.organizer)}")
        lines.append("X-MICROSOFT-DISALLOW-COUNTER:TRUE")  # another time is proposed to people, not to Parley
    if entry.attendee:
        asked = f"ROLE=REQ-PARTICIPANT;PARTSTAT={PARTSTAT[entry.coming]};RSVP=TRUE"
        lines.append(f"ATTENDEE;CUTYPE=INDIVIDUAL;{asked};{_mailbox(entry.attendee)}")
    return [*lines, "END:VEVENT"]


def _time(entry: CalendarEntry, zone: str) -> tuple[str, str]:
    if entry.day:  # the end is the first day that is not of it (RFC 5545, 3.6.1)
        ends = entry.day + timedelta(days=1)
        return f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}", f"DTEND;VALUE=DATE:{ends:%Y%m%d}"
    ends_at = entry.starts_at + _length(entry)
    return _moment("DTSTART", entry.starts_at, zone), _moment("DTEND", ends_at, zone)


def _is_unclear(entry: CalendarEntry) -> bool:
    moments = entry.starts_at, entry.starts_at + _length(entry)
    return any(is_unclear(moment, entry.time_zone) for moment in moments)


def _length(entry: CalendarEntry) -> timedelta:
    return timedelta(minutes=entry.minutes)


def _moment(word: str, moment: datetime, zone: str) -> str:
    if not zone:
        return f"{word}:{_utc(moment)}"
    return f"{word};TZID={zone}:{moment.astimezone(ZoneInfo(zone)):%Y%m%dT%H%M%S}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _mailbox(mailbox: Mailbox) -> str:
    """Say a name and an address; a name cannot end its quotes, nor either begin a line of its own."""
    name = _plain(mailbox.name).replace('"', "’")
    return f'CN="{name}":mailto:{_plain(mailbox.address)}'


def _text(text: str) -> str:
    """Say a text in one line: its line breaks and the signs that mean something are marked (RFC 5545, 3.3.11)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join(re.sub(r"([\\;,])", r"\\\1", _plain(line)) for line in lines)


def _plain(text: str) -> str:
    """Leave out what has no place in a line: line breaks and other signs that steer."""
    return re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]+", " ", text).strip()


def _folded(line: str) -> str:
    """Break a line that is longer than calendars read, between signs."""
    parts: list[str] = []
    part = ""
    for sign in line:
        if len((part + sign).encode()) > LONGEST_LINE - bool(parts):
            parts.append(part)
            part = ""
        part += sign
    return "\r\n ".join([*parts, part])
