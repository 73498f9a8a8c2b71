"""Which language somebody is spoken to in."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation


def spoken(code: str) -> str:
    """Give the language of ours that comes nearest to a code: German for de-AT, English where there is none."""
    ours = [name for name, _words in settings.LANGUAGES]
    first = code.lower().partition("-")[0]
    return first if first in ours else settings.LANGUAGE_CODE


@contextmanager
def read_by(time_zone: str, language: str) -> Iterator[None]:
    """Say dates in a reader's zone and sentences in their language, as far as Parley speaks it."""
    with timezone.override(ZoneInfo(time_zone)), translation.override(spoken(language)):
        yield
