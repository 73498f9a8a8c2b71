"""Each catalogue holds every sentence once, wholly translated, with the same values in it, and is compiled."""

import gettext
import re
from io import BytesIO

import pytest
from babel.messages import Message
from babel.messages.plurals import get_plural

from tests.languages.catalogues import TRANSLATED, catalogue, compiled, read, strings, to_translate

pytestmark = pytest.mark.parametrize("language", list(TRANSLATED))
RENEW = "Run `.venv/bin/python -m tests.languages.catalogues`, and translate what it finds."


def held(language: str) -> list[Message]:
    return [each for each in read(language) if each.id]


def values(text: str) -> set[str]:
    """What stands for values in a sentence, and its marks of HTML."""
    return set(re.findall(r"%\(\w+\)[sd]|%[sd%]|</?\w+[^>]*>", text))


def test_the_catalogue_has_every_sentence_and_no_other(language):
    found = {(each.context, each.id) for each in to_translate() if each.id}
    assert {(each.context, each.id) for each in held(language)} == found, RENEW
    assert not read(language).obsolete


def test_every_sentence_is_translated_with_all_its_forms(language):
    forms = get_plural(language).num_plurals
    assert read(language).num_plurals == forms
    for each in held(language):
        assert all(strings(each.string)), f"not translated: {each.id}"
        assert not each.fuzzy, f"only guessed: {each.id}"
        assert len(strings(each.string)) == (forms if each.pluralizable else 1), each.id


def test_a_translation_has_the_values_of_its_sentence(language):
    for each in held(language):
        *one, several = strings(each.id)
        for n, text in enumerate(strings(each.string)):
            allowed = [values(several)] + [values(first) for first in one if n == 0 and each.pluralizable]
            assert values(text) in allowed, f"{each.id} has other values in: {text}"
            assert (text[:1].isspace(), text[-1:].isspace()) == (several[:1].isspace(), several[-1:].isspace()), text


def test_what_is_compiled_is_what_is_translated(language):
    kept, now = (
        gettext.GNUTranslations(BytesIO(content))
        for content in (catalogue(language).with_suffix(".mo").read_bytes(), compiled(read(language)))
    )
    assert kept._catalog | {"": ""} == now._catalog | {"": ""}, RENEW
    assert len(kept._catalog) > 200
