"""Addresses to which somebody answers by mail: each proves a person and a thing, and is kept nowhere.

A token names both and is sealed with the installation’s secret key, the person’s e-mail, and the count that signing out
everywhere raises: it ends with either of them, when the person leaves, and half a year after it was made.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.crypto import constant_time_compare, salted_hmac

from parley.ledger.terms import Ref
from parley.notifications.terms.letters import INSIGHT, NOTED, Letter
from parley.people.queries import person_signed_in

if TYPE_CHECKING:
    from parley.people.models import Person

KINDS = {1: "topic", 2: "initiative", 3: "decision", 4: "trial", 5: "thread", 9: INSIGHT}
NUMBERS = {kind: number for number, kind in KINDS.items()}
SEALED = 16  # bytes: 128 bits
LASTS = 6  # months
MONTHS = 256  # of which a token names one
MOST_DIGITS = 9  # of seven bits, of a key
TOKEN = re.compile(r"[a-z2-7]{32,64}")


@dataclass(frozen=True, slots=True)
class Proven:
    """Whoever sent a letter, and what they answer to."""

    person: "Person"
    about: Ref


def may_be_answered(ref: Ref) -> bool:
    """Whether an answer by mail about a thing has a place."""
    return ref.kind in NUMBERS


def token_for(person: "Person", ref: Ref, *, at: datetime) -> str:
    """Make the token by which one person answers about one thing; for clients’ mails one that lasts."""
    month = 0 if ref == NOTED else _month(at)
    said = bytes([NUMBERS[ref.kind], month]) + _digits(person.pk) + _digits(ref.key)
    return base64.b32encode(said + _seal(person, said)).decode().rstrip("=").lower()


def answering_address(person: "Person", ref: Ref, *, replies: str, at: datetime) -> str:
    """Give the address to which one person answers about one thing; `replies` is where all answers go."""
    name, _at, domain = replies.rpartition("@")
    return f"{name}+{token_for(person, ref, at=at)}@{domain}"


def forwarding_address(person: "Person", *, replies: str, at: datetime) -> str:
    """Give the address to which one person forwards what clients write."""
    return answering_address(person, NOTED, replies=replies, at=at)


def tokens_in(letter: Letter, *, replies: str) -> list[str]:
    """Give what may be tokens in the addresses a letter was sent to, and in the names of mails that it answers."""
    name, _at, domain = replies.lower().rpartition("@")
    own = re.compile(rf"{re.escape(name)}\+([a-z2-7]+)@{re.escape(domain)}")
    found = [each[1] for address in letter.to if (each := own.fullmatch(address))]
    named = (each[1:-1].partition("@")[0].lower() for each in letter.answers)
    return list(dict.fromkeys([*found, *(each for each in named if TOKEN.fullmatch(each))]))


def proven_by(token: str, *, sender: str, at: datetime) -> Proven | None:
    """Say who answers about what, where a token and the address in From say the same. One query."""
    said, seal = _opened(token)
    if len(said) < 4:
        return None
    kind, month = KINDS.get(said[0]), said[1]
    keys = _read(said[2:])
    if kind is None or len(keys) != 2 or not _holds(kind, month, at):
        return None
    person = person_signed_in(keys[0])
    if person is None or not person.email or not constant_time_compare(seal.hex(), _seal(person, said).hex()):
        return None
    return Proven(person, Ref(kind, keys[1])) if sender == person.email.lower() else None


def _holds(kind: str, month: int, at: datetime) -> bool:
    return month == 0 if kind == INSIGHT else (_month(at) - month) % (MONTHS - 1) <= LASTS


def _month(at: datetime) -> int:
    """Number a month from 1 to 255, over and over."""
    return (at.year * 12 + at.month) % (MONTHS - 1) + 1


def _seal(person: "Person", said: bytes) -> bytes:
    whose = f"{said.hex()}:{(person.email or '').lower()}:{person.sessions}"
    return salted_hmac("parley.notifications.address", whose, algorithm="sha256").digest()[:SEALED]


def _opened(token: str) -> tuple[bytes, bytes]:
    try:
        whole = base64.b32decode(token.upper() + "=" * (-len(token) % 8)) if TOKEN.fullmatch(token) else b""
    except (binascii.Error, ValueError):
        whole = b""
    return whole[:-SEALED], whole[-SEALED:]


def _digits(key: int) -> bytes:
    """Write a key in as few bytes as it takes: seven bits each, the last one marked."""
    found = [key & 127 | 128]
    while key := key >> 7:
        found.insert(0, key & 127)
    return bytes(found)


def _read(said: bytes) -> list[int]:
    keys, key, digits = [], 0, 0
    for each in said:
        key, digits = key << 7 | each & 127, digits + 1
        if digits > MOST_DIGITS:
            return []
        if each & 128:
            keys.append(key)
            key, digits = 0, 0
    return keys if digits == 0 else []
