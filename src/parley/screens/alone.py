"""A page that stands by itself, for somebody who is not signed in: nobody on the way keeps it."""

from django.http import HttpResponse
from django.shortcuts import render

from parley.screens.asking import Asked

GONE, NOTHING = 410, 404
KEPT_TO_ITSELF = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
}


def alone(request: Asked, template: str, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    """Answer with such a page."""
    response = render(request, template, context, status=status)
    for name, value in KEPT_TO_ITSELF.items():
        response[name] = value
    return response
