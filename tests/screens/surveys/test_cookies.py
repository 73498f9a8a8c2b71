"""The draft in the browser: it fits, it is one person’s, and what is tampered with is not there."""

import random

import pytest
from django.test import Client

from parley.screens.surveys.cookies import MOST_BYTES
from parley.surveys.models import Sheet, Wave
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DICE = random.Random(7)  # noqa: S311 - letters, and no secrets
JAPANESE = "来年のロードマップについて、もっと早く知らせてほしいです。営業では顧客に説明できず、困っています。"
SCRIPTS = {
    "Japanese as people write it": (JAPANESE * 20)[:800],
    "Japanese without any pattern": "".join(chr(DICE.randint(0x4E00, 0x9FFF)) for _ in range(800)),
    "the rarest of Chinese signs": "".join(chr(DICE.randint(0x20000, 0x2A6DF)) for _ in range(800)),
    "emoji": "".join(chr(DICE.randint(0x1F300, 0x1FAFF)) for _ in range(800)),
    "Latin letters without any pattern": "".join(chr(DICE.randint(0x21, 0x7E)) for _ in range(800)),
    "any four bytes": "".join(chr(DICE.randint(0x10000, 0x10FFFF)) for _ in range(800)),
}


def begun(cast: Cast, wave: Wave) -> Client:
    browser = cast.browser(cast.sam)
    browser.post(f"/surveys/{wave.pk}/draft/")
    return browser


def secrets(browser: Client) -> dict[str, str]:
    return {
        name: each.value for name, each in browser.cookies.items() if name.startswith("survey_secret") and each.value
    }


@pytest.mark.parametrize("script", SCRIPTS)
def test_eight_hundred_characters_of_any_script_fit_into_a_cookie(cast: Cast, wave: Wave, script: str):
    browser, page = begun(cast, wave), f"/surveys/{wave.pk}/questions/5/"
    words = SCRIPTS[script]
    assert len(words) == 800
    assert browser.post(page, {"words": words}).status_code == 302
    longest = max(len(name) + len(value) for name, value in secrets(browser).items())
    assert longest <= MOST_BYTES, longest
    browser.post(f"/surveys/{wave.pk}/answers/")
    assert Sheet.objects.get().answers["open"] == words.strip()


def test_lines_are_counted_as_the_counter_does(cast: Cast, wave: Wave):
    browser, page = begun(cast, wave), f"/surveys/{wave.pk}/questions/5/"
    assert browser.post(page, {"words": "a\r\n" * 399 + "ab"}).status_code == 302
    assert browser.post(page, {"words": "a\r\n" * 400 + "b"}).status_code == 422


def test_they_are_read_by_the_server_alone_on_the_pages_of_this_wave_and_end_with_it(cast: Cast, wave: Wave, settings):
    settings.BEHIND_TLS = True
    browser = begun(cast, wave)
    browser.post(f"/surveys/{wave.pk}/questions/1/", {"answer": "3"})
    for name in secrets(browser):
        kept = browser.cookies[name]
        assert (kept["httponly"], kept["samesite"], kept["path"]) == (True, "Strict", f"/surveys/{wave.pk}/")
        assert kept["secure"]
        assert 10 * 86_400 < int(kept["max-age"]) <= 11 * 86_400


def test_the_next_person_on_the_same_browser_finds_nothing(cast: Cast, wave: Wave):
    browser = begun(cast, wave)
    browser.post(f"/surveys/{wave.pk}/questions/5/", {"words": "Said by Sam"})
    mine = secrets(browser)
    browser.force_login(cast.femi)
    page = browser.get(f"/surveys/{wave.pk}/").text
    assert ">Begin<" in page
    browser.post(f"/surveys/{wave.pk}/draft/")
    assert "Said by Sam" not in browser.get(f"/surveys/{wave.pk}/questions/5/").text
    theirs = {name: value for name, value in secrets(browser).items() if name not in mine}
    assert len(theirs) == 1, "each has a token of their own"
    for name, value in zip(theirs, mine.values(), strict=False):  # even under the name of their own
        browser.cookies[name] = value
    assert ">Begin<" in browser.get(f"/surveys/{wave.pk}/").text
    browser.force_login(cast.sam)
    assert "Go on at question 1" in browser.get(f"/surveys/{wave.pk}/").text
    assert "Said by Sam" in browser.get(f"/surveys/{wave.pk}/questions/5/").text


CHANGES = {
    "shorter": lambda value: value[:-1],
    "another": lambda value: f"A{value[1:]}",
    "empty": lambda _value: "",
    "not even letters": lambda _value: "é:é",
    "longer": lambda value: value * 9,
}


@pytest.mark.parametrize("how", CHANGES)
def test_what_is_tampered_with_is_not_there(cast: Cast, wave: Wave, how: str):
    browser = begun(cast, wave)
    browser.post(f"/surveys/{wave.pk}/questions/1/", {"answer": "3"})
    for name, value in secrets(browser).items():
        browser.cookies[name] = CHANGES[how](value)
    assert ">Begin<" in browser.get(f"/surveys/{wave.pk}/").text
    assert browser.post(f"/surveys/{wave.pk}/answers/").status_code == 422
    assert not Sheet.objects.exists()


def test_an_answer_does_not_pass_for_one_to_another_question(cast: Cast, wave: Wave):
    browser = begun(cast, wave)
    browser.post(f"/surveys/{wave.pk}/questions/1/", {"answer": "3"})
    name = next(each for each in secrets(browser) if each.endswith("_influence"))
    browser.cookies[name.replace("_influence", "_why")] = browser.cookies[name].value
    browser.post(f"/surveys/{wave.pk}/answers/")
    assert Sheet.objects.get().answers == {"influence": 3}
