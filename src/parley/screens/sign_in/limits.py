"""How often somebody may try to sign in: a little inexact across processes, never by an address a client can forge."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

TRIES, SECONDS = 20, 15 * 60  # wrong passwords for one e-mail from one address
FROM_ONE_ADDRESS = 10 * TRIES  # wrong passwords, or links asked for, for whatever e-mail
FROM_EVERYWHERE = 5 * TRIES  # wrong passwords for one e-mail: then its owner signs in by a link
MAILS, HOUR = 10, 3600  # links for one e-mail, whoever asks for them


def too_many_passwords(request: HttpRequest, email: str) -> bool:
    """Count a password that is about to be tried, and say whether that is one too many. Links are counted apart.

    One refused here counts no further: a single address cannot use up what an e-mail is granted from everywhere.
    """
    return any(count_of(key, SECONDS) > most for key, most in _counters(request, email).items())


def password_was_right(request: HttpRequest, email: str) -> None:
    """Take back the count of a password that was right: only wrong ones count."""
    pair, source, everywhere = _counters(request, email)
    cache.delete_many([pair, everywhere])
    try:
        cache.decr(source)
    except ValueError:  # it ran out meanwhile
        return


def too_many_links(request: HttpRequest, email: str) -> bool:
    """Count a link asked for, and say whether that is one too many."""
    if count_of(_key("links-from", source_of(request)), SECONDS) > FROM_ONE_ADDRESS:
        return True
    return count_of(_key("links-to", _plain(email)), HOUR) > MAILS


def may_again(request: HttpRequest, what: str, *, from_one: int, of_one: int) -> bool:
    """Count something done by a link within an hour, and say whether it may be: from one address, and by that link."""
    source = hashlib.sha256(source_of(request).encode()).hexdigest()
    return count_of(f"{what}:{source}", HOUR) <= from_one and count_of(what, HOUR) <= of_one


def source_of(request: HttpRequest) -> str:
    """Give the address a request comes from: the connection's, or the one the outermost trusted proxy saw.

    Each proxy adds to the right of X-Forwarded-For whom it was asked by; what stands further left, a client wrote.
    """
    hops = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
    trusted: int = settings.TRUSTED_PROXIES
    return hops[-trusted] if 0 < trusted <= len(hops) else request.META.get("REMOTE_ADDR", "")


def _counters(request: HttpRequest, email: str) -> dict[str, int]:
    source, who = source_of(request), _plain(email)
    return {
        _key("pair", f"{source}:{who}"): TRIES,
        _key("source", source): FROM_ONE_ADDRESS,
        _key("everywhere", who): FROM_EVERYWHERE,
    }


def _plain(email: str) -> str:
    return email.strip().casefold()


def _key(kind: str, of: str) -> str:
    return f"try:{kind}:{hashlib.sha256(of.encode()).hexdigest()}"


def count_of(key: str, seconds: int) -> int:
    """Count once more under a key, whose count begins anew after so many seconds; give how often by now."""
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two lines
        cache.set(key, 1, seconds)
        return 1
