"""How a program that reads an address again and again is answered: with nothing new where nothing is."""

import hashlib
from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response


def unless_known(request: HttpRequest, entries: Sequence[object], kind: str, write: Callable[[], str]) -> HttpResponse:
    """Give what `write` makes of the entries, as a MIME type; 304 to who has read just these.

    What two entries that are alike print is alike. No cache on the way keeps it, and no search engine lists it.
    """
    tag = f'W/"{hashlib.sha256(repr(entries).encode()).hexdigest()[:32]}"'
    known = get_conditional_response(request, etag=tag)
    answer = known or HttpResponse(write(), content_type=f"{kind}; charset=utf-8")
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
