"""A survey as somebody answers it in a browser, for the tests."""

from django.test import Client

from parley.surveys.models import Wave
from tests.surveys.made import ITEMS

WORDS = "Tell us earlier what slips."


def at(wave: Wave, *more: object) -> str:
    return "/".join(["", "surveys", str(wave.pk), *map(str, more), ""])


def begun(browser: Client, wave: Wave) -> Client:
    assert browser.post(at(wave, "draft")).status_code == 302
    return browser


def drafted(browser: Client, wave: Wave, words: str = WORDS) -> Client:
    """Answer all questions on the way to the check."""
    begun(browser, wave)
    for number in (1, 2, 3):
        browser.post(at(wave, "questions", number), {"answer": "4"})
    for item in ITEMS[:3]:
        browser.post(at(wave, "questions", 4), {"item": item})
    browser.post(at(wave, "questions", 5), {"words": words})
    return browser
