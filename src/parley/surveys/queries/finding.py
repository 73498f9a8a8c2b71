"""Finding a wave by what somebody calls it."""

from django.db.models import F

from parley.people.terms import Viewer
from parley.surveys.models import Wave
from parley.surveys.queries.waves import waves_visible_to

LARGEST_KEY = 2**31 - 1


def wave_called(viewer: Viewer, text: str) -> Wave | None:
    """Give the wave with a key, or else the newest of a name, however it is written; those given up come last."""
    rows = waves_visible_to(viewer).order_by(F("withdrawn_at").desc(nulls_first=True), "-opens_at", "-pk")
    if text.isascii() and text.isdigit() and int(text) <= LARGEST_KEY and (found := rows.filter(pk=int(text)).first()):
        return found
    return rows.filter(name__iexact=text.strip()).first()
