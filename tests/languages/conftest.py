"""A language without letters: what still has some was never given to a translator."""

import re
from html import unescape
from pathlib import Path

import pytest
from babel.messages import Catalog

from tests.languages.catalogues import compiled, strings, to_translate

KEPT = re.compile(r"(%\(\w+\)[sd]|%[sd%]|</?\w+[^>]*>)")
LETTERS = re.compile(r"[^\W\d_]+")
ADDRESSES = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+")


def blank(text: str) -> str:
    """Put a dot for each letter that is neither part of a value nor of HTML."""
    return "".join(part if KEPT.fullmatch(part) else LETTERS.sub("•", part) for part in KEPT.split(text))


@pytest.fixture
def dots(settings, tmp_path: Path) -> str:
    """A language with the code qz that has every sentence of the catalogues, and a dot for each word in it."""
    made = Catalog()
    for each in to_translate():
        if each.id:
            said = tuple(map(blank, strings(each.id)))
            made.add(each.id, said if each.pluralizable else said[0], context=each.context)
    file = tmp_path / "qz" / "LC_MESSAGES" / "django.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(compiled(made))
    settings.LOCALE_PATHS = [str(tmp_path)]
    settings.LANGUAGES = [*settings.LANGUAGES, ("qz", "Dots")]
    return "qz"


def unsaid(text: str, *data: str) -> list[str]:
    """Give the words of a text that are neither data nor addresses: they were not translated."""
    left = ADDRESSES.sub("", text)
    for each in sorted(("Parley", *data), key=len, reverse=True):
        left = left.replace(each, "")
    return LETTERS.findall(left)


def visible(html: str) -> str:
    """Give what a reader sees of HTML, with what a screen reader says of it."""
    shown = re.sub(r"(?s)<(style|script)\b.*?</\1>|<!--.*?-->|<!doctype[^>]*>", " ", html)
    said = re.findall(r"\b(?:alt|title|aria-label)=\"([^\"]*)\"", shown)
    return unescape(" ".join([re.sub(r"<[^>]*>", " ", shown), *said]))
