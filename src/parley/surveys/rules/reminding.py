"""When people are reminded of a wave: at most twice, from the morning of a working day of theirs on, before it closes.

From then on, since some are left in peace in the morning: they are reminded on that day once that has ended.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from zoneinfo import ZoneInfo

from parley.kernel.mornings import morning_of, works_on

SHORTEST_REMINDED = timedelta(days=3)
FROM_THE_INVITATION = timedelta(hours=24)
BETWEEN = timedelta(days=2)
STILL_WORTH_IT = timedelta(hours=2)  # before the closing


class WaveMail(IntEnum):
    """Which mail of a wave, as `Invited.mailed` counts them."""

    INVITATION = 1
    REMINDER = 2
    LAST_REMINDER = 3


@dataclass(frozen=True, slots=True)
class Reminding:
    """From which day on the first and the last reminder go out where somebody is; None: there is none."""

    first: date | None
    last: date | None


def reminding(opened_at: datetime, closes_at: datetime, zone: str) -> Reminding:
    """Say from which days on people in a zone are reminded.

    The last time is the working day before the one on which the wave closes, the first once half the time is over and
    at least two days before that; none within 24 hours of the opening, and none of a wave of less than three days.
    """
    if closes_at - opened_at < SHORTEST_REMINDED:
        return Reminding(None, None)
    earliest = opened_at + FROM_THE_INVITATION
    last = closes_at.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)
    while not works_on(last, zone):
        last -= timedelta(days=1)
    if morning_of(last, zone) < earliest:
        return Reminding(None, None)
    half = opened_at + (closes_at - opened_at) / 2
    first = half.astimezone(ZoneInfo(zone)).date()
    while not works_on(first, zone) or morning_of(first, zone) < max(half, earliest):
        first += timedelta(days=1)
    return Reminding(first if first <= last - BETWEEN else None, last)


def mail_on(day: date, opened_at: datetime, closes_at: datetime, zone: str) -> WaveMail | None:
    """Say which mail goes out on a day in a zone, to whoever was away before as well; None at a weekend.

    That is a reminder where its time has come, else the invitation, to whoever could not be invited at the opening.
    """
    due = reminding(opened_at, closes_at, zone)
    if not works_on(day, zone) or closes_at - morning_of(day, zone) < STILL_WORTH_IT:
        return None
    if due.last and day >= due.last:
        return WaveMail.LAST_REMINDER
    if due.first and due.last and due.first <= day <= due.last - BETWEEN:
        return WaveMail.REMINDER
    return WaveMail.INVITATION if morning_of(day, zone) >= opened_at + FROM_THE_INVITATION else None


def mail_near(
    at: datetime, within: timedelta, opened_at: datetime, closes_at: datetime, zone: str
) -> tuple[WaveMail, datetime] | None:
    """Give the mail whose day is now, or begins within that time, in a zone, and when it begins, at nine; else None.

    On the day of the closing it ends before that, so that whoever is left in peace for long is not asked in vain.
    """
    for moment in (at, at + within):
        day = moment.astimezone(ZoneInfo(zone)).date()
        begins = morning_of(day, zone)
        mail = mail_on(day, opened_at, closes_at, zone)
        if mail and begins <= at + within and closes_at - max(at, begins) >= STILL_WORTH_IT:
            return mail, begins
    return None
