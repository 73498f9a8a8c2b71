"""When a delivery is tried again, when a web hook pauses and when it is turned off, and how a message is signed.

After the Standard Webhooks specification (github.com/standard-webhooks, spec/standard-webhooks.md).
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from parley.kernel.refusals import Refused
from parley.notifications.rules.addresses import may_be_reached
from parley.notifications.terms.hooks import MOST_HOOKS, OffBecause

MINUTE, HOUR = 60, 3600
# Seconds before each try: the first at once, ten in all, over 75 hours and 35 minutes.
SCHEDULE = (0, 5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR)
JITTER = 0.2  # of each pause, so that what failed together is not tried together
LONGEST = timedelta(hours=24)  # that a receiver may ask us to wait, and that a web hook pauses
PAUSES_AFTER, FIRST_PAUSE = 4, timedelta(minutes=1)  # failures in a row; it doubles with each one more
OFF_AFTER = 40  # failures in a row
GIVES_UP = timedelta(days=5)  # without one success
BOTH_LAST = timedelta(days=1)  # after a rotation, messages are signed with the secret before as well
LONGEST_ADDRESS = 500
LARGEST_BODY = 20_000  # bytes
LOCAL = re.compile(r"(?:.*\.)?localhost\.?")
IN_FIGURES = re.compile(r"(?:.*\.)?(?:\d+|0x[\da-f]*)\.?")  # as programs read them: 127.1 and 0x7f000001 too


def next_try(tries: int, *, at: datetime, dice: float, asked: timedelta | None = None) -> datetime | None:
    """Say when a delivery is tried again after so many tries, `dice` between 0 and 1; None when there is no other.

    A receiver that asks for more time is given it, up to 24 hours.
    """
    if tries >= len(SCHEDULE):
        return None
    pause = timedelta(seconds=SCHEDULE[tries] * (1 + JITTER * (2 * dice - 1)))
    return at + max(pause, min(asked or timedelta(0), LONGEST))


def pause_after(failures: int) -> timedelta:
    """Say how long a web hook is left alone after so many failures in a row: nothing at first, a day at most."""
    if failures < PAUSES_AFTER:
        return timedelta(0)
    doublings = min(failures - PAUSES_AFTER, 20)
    return min(timedelta(seconds=FIRST_PAUSE.total_seconds() * 2.0**doublings), LONGEST)


def off_because(status: int | None, failures: int, failing_since: datetime, at: datetime) -> OffBecause | None:
    """Say whether a failure turns a web hook off, and why."""
    if status == 410:
        return OffBecause.GONE
    if failures >= OFF_AFTER:
        return OffBecause.TRIES
    return OffBecause.DAYS if at - failing_since >= GIVES_UP else None


def secret_words(secret: bytes) -> str:
    """Write a secret of 24 to 64 bytes as the specification does."""
    return "whsec_" + base64.b64encode(secret).decode()


def signatures(secrets: Sequence[bytes], message: str, at: datetime, body: bytes) -> str:
    """Sign what is sent with each secret that counts: HMAC-SHA256 over name, moment in whole seconds, and body."""
    signed = f"{message}.{int(at.timestamp())}.".encode() + body
    each = (hmac.new(secret, signed, hashlib.sha256).digest() for secret in secrets)
    return " ".join("v1," + base64.b64encode(one).decode() for one in each)


def must_be_an_address(address: str, *, inside: frozenset[str]) -> str:
    """Give an address as it is kept: https, or http to a host that is named as ours. Raises Refused with its sentence.

    An address in figures, and this computer, are judged here; which computer a name means is looked up when something
    is sent, and judged then (`addresses.py`).
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    if len(address) > LONGEST_ADDRESS or not host or not address.isascii() or port == 0 or not address.isprintable():
        raise Refused("Write an address as https://hooks.example.com/parley, in plain letters.", field="address")
    if any(letter in address for letter in ' \\"<>^`{|}'):
        raise Refused("An address has no spaces or marks like these. Copy it from the receiver.", field="address")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise Refused("Leave out names, passwords and # in the address: the signature proves who we are.",
                      field="address")  # fmt: skip
    if parts.scheme != "https" and not (parts.scheme == "http" and host in inside):
        raise Refused("An address begins with https://, so that nobody reads along. Only hosts named in HOOK_HOSTS "
                      "may be written to without.", field="address")  # fmt: skip
    known = "127.0.0.1" if LOCAL.fullmatch(host) else host
    if (IN_FIGURES.fullmatch(known) or ":" in known) and not may_be_reached(known, inside=host in inside):
        raise Refused("Parley writes only to receivers on the public internet. Write a public address, or have the "
                      "host named in HOOK_HOSTS.", field="address")  # fmt: skip
    return address


def must_have_room(hooks: int) -> None:
    """Refuse one web hook too many."""
    if hooks >= MOST_HOOKS:
        raise Refused(f"There are {MOST_HOOKS} web hooks already. End one that nobody needs first.")
