"""The mails of waves: invitations at the opening, reminders in the morning of whoever has not answered; and the sweep.

Nobody sees who is reminded, or who was left in peace: work waits for ranges of keys and for time zones, never for
people; it comes back at the same hours whoever there is to mail, and no log names or counts one.
"""

import logging
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from parley.ledger import outbox
from parley.ledger.outbox import Rest
from parley.ledger.terms import MACHINE
from parley.reactions.sending import Sending
from parley.surveys.actions.releasing import release_figures
from parley.surveys.actions.sweeping import sweep_from_disk
from parley.surveys.queries.counting import what_was_answered
from parley.surveys.queries.mailing import (
    keys_of,
    to_invite,
    to_remind,
    wave_to_mail,
    waves_to_mail,
    zones_of,
)
from parley.surveys.queries.waves import wave_to_count
from parley.surveys.rules.counting import counted
from parley.surveys.rules.reminding import FROM_THE_INVITATION, WaveMail, mail_near

LOG = logging.getLogger(__name__)
LANES = 3  # workers that may send the invitations of a wave at the same time
BUNCH = 200  # mails over one connection
REFUSED_AGAIN = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=1))  # then an address is given up
SWEEP_AGAIN = timedelta(seconds=5)
HOUR = timedelta(hours=1)
MAILS = ("mail_wave", "mail_wave_part", "remind_wave")


def split_mails(payload: dict[str, Any], at: datetime) -> None:
    """Make the work of inviting everybody: a few lanes, each a range of keys that one worker at a time goes along."""
    keys = keys_of(payload["wave"])
    if keys is None:
        return
    least, most = keys
    wide = -(-(most - least + 1) // LANES)
    for after in range(least - 1, most, wide):
        lane = {"wave": payload["wave"], "first": after, "after": after, "last": min(after + wide, most)}
        outbox.ensure("mail_wave_part", unique_key=f"mail_wave_part:{payload['wave']}:{after}", run_after=at,
                      payload=lane | {"tries": 0, "refused": 0})  # fmt: skip


def mail_part(payload: dict[str, Any], at: datetime) -> Rest | None:
    """Invite the next bunch of a lane.

    The lane comes back each hour for a day after its first round, for whoever was left in peace: no reminder goes
    meanwhile. Who is away for longer is invited in the morning in which they are back.
    """
    wave = wave_to_mail(payload["wave"], at)
    if wave is None or payload.get("done"):  # as earlier versions ended a lane
        return None
    sending = Sending(wave, WaveMail.INVITATION, at, last_try=payload["tries"] >= len(REFUSED_AGAIN))
    after = payload["after"]
    with sending.marking():
        while after < payload["last"] and sending.has_time():
            until = min(after + BUNCH, payload["last"])
            reached = sending.send(to_invite(wave.pk, after, until))
            after = until if reached is None else reached
            if sending.stopped:
                break
    so_far = payload | {"after": after, "refused": payload["refused"] + len(sending.refused)}
    now = sending.now() + sending.pause
    return Rest(now, so_far) if after < payload["last"] or sending.stopped else _next_round(so_far, now)


def _next_round(payload: dict[str, Any], now: datetime) -> Rest | None:
    """Give when a lane is gone along again, after a round; none when its day is over."""
    until = datetime.fromisoformat(payload["until"]) if "until" in payload else now + FROM_THE_INVITATION
    if now >= until:
        return None
    tries, pause, refused = payload["tries"], HOUR, payload["refused"]
    if refused and tries < len(REFUSED_AGAIN):
        pause = REFUSED_AGAIN[tries]
        LOG.warning("The mail server refused %s invitations of wave %s; again in %s.", refused, payload["wave"], pause)
    elif refused and tries == len(REFUSED_AGAIN):
        LOG.warning("The mail server kept refusing %s invitations of wave %s: given up.", refused, payload["wave"])
    anew = {"after": payload["first"], "tries": tries + bool(refused), "refused": 0, "until": until.isoformat()}
    return Rest(min(now + pause, until), payload | anew)


def remind_waves(at: datetime) -> None:
    """Make the work of reminding for each time zone where it is nine in the next hour, or later on such a day.

    There is some for each, whoever has answered there; and on other days for whoever could not be invited before.
    """
    for wave in waves_to_mail(at):
        if wave.opened_at is None or any(outbox.waits(task, wave=wave.pk) for task in MAILS[:2]):
            continue
        for zone in zones_of(wave.pk):
            near = mail_near(at, HOUR, wave.opened_at, wave.closes_at, zone)
            if near:
                mail, begins = near
                outbox.ensure("remind_wave", unique_key=f"remind_wave:{wave.pk}:{mail:d}:{zone}",
                              run_after=max(begins, at),
                              payload={"wave": wave.pk, "mail": int(mail), "zone": zone, "after": 0})  # fmt: skip


def remind_part(payload: dict[str, Any], at: datetime) -> Rest | None:
    """Remind the next bunch in a time zone; who is left in peace now, or refused, is asked again in the next hour."""
    wave, zone = wave_to_mail(payload["wave"], at), payload["zone"]
    near = mail_near(at, timedelta(0), wave.opened_at, wave.closes_at, zone) if wave and wave.opened_at else None
    if wave is None or near is None or near[0] != payload["mail"]:
        return None
    sending = Sending(wave, near[0], at, last_try=True)
    with sending.marking():
        some = to_remind(wave.pk, near[0], zone, at.astimezone(ZoneInfo(zone)).date(),
                         after=payload["after"], limit=BUNCH)  # fmt: skip
        reached = sending.send(some)
    if reached is None and len(some) == BUNCH:
        reached = some[-1].invited
    return None if reached is None else Rest(sending.now() + sending.pause, payload | {"after": reached})


def sweep(payload: dict[str, Any], at: datetime) -> Rest | None:
    """Sweep away what is left of a wave that was sealed, mails that wait and what the disk holds; then count it."""
    outbox.drop(*MAILS, wave=payload["wave"])
    swept, since = sweep_from_disk(since=payload.get("since", ""))
    if not swept:
        return Rest(at + SWEEP_AGAIN, payload | {"since": since})
    key = f"count_wave:{payload['wave']}"
    outbox.ensure("count_wave", unique_key=key, run_after=at, payload={"wave": payload["wave"]})
    return None


def count(payload: dict[str, Any], at: datetime) -> None:
    """Count a sealed wave and release its figures; nothing when that was done."""
    wave = wave_to_count(payload["wave"])
    if wave is not None:
        release_figures(wave=wave, content=counted(what_was_answered(wave)), actor=MACHINE, at=at)
