"""How often somebody may try to sign in: a little inexact across processes, never by an address a client can forge."""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

TRIES, SECONDS = 20, 15 * 60


def too_many(request: HttpRequest, email: str) -> bool:
    """Count a try for this e-mail from this address, and for the address alone; whether either has had too many."""
    source = request.META.get("REMOTE_ADDR", "")
    digest = hashlib.sha256(f"{source}:{email.strip().lower()}".encode()).hexdigest()
    return any([_count(f"try:{digest}") > TRIES, _count(f"try:{source}") > 10 * TRIES])


def _count(key: str) -> int:
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two lines
        cache.set(key, 1, SECONDS)
        return 1
