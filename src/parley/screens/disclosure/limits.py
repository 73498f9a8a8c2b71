"""How often looks at a card are counted: a script may send what it likes, and the figure still means people."""

import hashlib

from django.http import HttpRequest

from parley.screens.sign_in.limits import count_of, source_of

HOUR = 3600
FROM_ONE_ADDRESS, OF_ONE_LINK = 10, 60  # views an hour; an office has one address


def may_count(request: HttpRequest, link: int) -> bool:
    """Whether one more view of a link is counted; a little inexact across processes."""
    source = hashlib.sha256(source_of(request).encode()).hexdigest()
    if count_of(f"view:{link}:{source}", HOUR) > FROM_ONE_ADDRESS:
        return False
    return count_of(f"view:{link}", HOUR) <= OF_ONE_LINK
