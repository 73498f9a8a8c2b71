"""Answering: every page works, refuses with a sentence, and loses nothing that somebody typed."""

import logging
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parley.ledger.door import unsigned
from parley.ledger.terms import MACHINE
from parley.people.models import Person
from parley.surveys.models import Invited, Question, Wave
from tests.cast import Cast
from tests.screens.surveys.answered import WORDS, at, begun, drafted
from tests.surveys.made import ITEMS, answer, answers, crew, later, opened

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_what_is_stored_and_who_sees_what_is_said_before_the_first_question(cast: Cast, wave: Wave, browser: Client):
    long_here = Person.objects.get(name="Crew Number0")
    page = " ".join(cast.browser(long_here).get(at(wave)).text.split())
    for said in ("Identity &amp; privacy, business side, EMEA, Client services", "none of fewer than 5 answers",
                 "Everybody in the company sees the same results", "Art. 11 GDPR", "at most 30 days",
                 "How you write can give you away", "5 questions, about 2 min.", ">Begin<",
                 "It asks 18 people; fewer than 5% have answered so far."):  # fmt: skip
        assert said in page, said
    begun(browser, wave)
    assert browser.get(at(wave, "questions", 1)).status_code == 200
    late = crew(cast, 1, ago=timedelta(days=2), name="late")[0]
    second = opened(cast, name="Second", **later(cast))
    assert "in the whole company alone" in cast.browser(late).get(at(second)).text


def test_it_is_resumed_where_it_was_left(wave: Wave, browser: Client):
    begun(browser, wave)
    browser.post(at(wave, "questions", 1), {"answer": "2"})
    browser.post(at(wave, "questions", 2), {"without": "yes"})
    assert "Go on at question 3" in browser.get(at(wave)).text
    assert browser.post(at(wave, "draft")).headers["Location"] == at(wave, "questions", 3)
    assert re.search(r'value="2" aria-pressed="true"', browser.get(at(wave, "questions", 1)).text)
    assert browser.post(at(wave, "questions", 5), {"words": WORDS, "back": "yes"}).headers["Location"] == at(
        wave, "questions", 4
    )
    assert WORDS in browser.get(at(wave, "questions", 5)).text
    back = browser.post(at(wave, "questions", 1) + "?then=check", {"answer": "5", "then": "check"})
    assert back.headers["Location"] == at(wave, "answers")


def test_the_top_three_are_tapped_in_order_and_taken_out_again(wave: Wave, browser: Client):
    begun(browser, wave)
    page = at(wave, "questions", 4)
    for item in ("testing", "vision", "testing", "roadmap"):
        assert browser.post(page, {"item": item}).headers["Location"].startswith(page)
    html = browser.get(page).text
    assert "One more to tap." in html
    assert html.index("Vision and strategy") > 0
    assert "Your first: </span>Vision and strategy" in html
    for wrong, sentence in (("nonsense", "none of these"),):
        refused = browser.post(page, {"item": wrong})
        assert (refused.status_code, sentence in refused.text) == (422, True)
    assert "It takes three" in browser.get(at(wave, "answers")).text
    browser.post(page, {"item": "feedback"})
    assert 'name="next"' in browser.get(page).text
    refused = browser.post(page, {"item": "execution"})
    assert (refused.status_code, "Three are marked" in refused.text) == (422, True)
    orders = [re.findall(r'name="item" value="(\w+)"', browser.get(page).text) for _ in range(2)]
    assert orders[0] == orders[1]
    assert set(orders[0]) == set(ITEMS)


@pytest.mark.parametrize(("number", "given", "sentence"), [
    (1, {"answer": "6"}, "Tap one of the five answers"), (1, {}, "Tap one of the five answers"),
    (5, {"words": "x" * 801}, "801 characters long"), (5, {"words": "a\0b"}, "cannot be kept"),
])  # fmt: skip
def test_what_is_no_answer_is_refused_with_a_sentence(wave: Wave, browser: Client, number, given, sentence):
    refused = begun(browser, wave).post(at(wave, "questions", number), given)
    assert refused.status_code == 422
    assert sentence in refused.text
    if len(given.get("words", "")) > 800:
        assert given["words"] in refused.text


def test_names_are_shown_to_the_writer_before_it_is_sent(wave: Wave, browser: Client):
    drafted(browser, wave, "Aiko waits for @ben and ben@client.example")
    page = browser.get(at(wave, "answers")).text
    assert "This names ben@client.example, @ben and Aiko Tanaka." in page
    assert "change it, or send it so" in page
    assert browser.post(at(wave, "answers")).status_code == 302


def asks(browser: Client, path: str) -> int:
    browser.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(path).status_code == 200, path
    return len(seen)


def test_every_page_asks_the_same_few_questions(cast: Cast, wave: Wave, browser: Client):
    drafted(browser, wave, "Aiko waits for Nobody Known and Brightlane Ltd.")
    paths = ["/surveys/", at(wave), *(at(wave, "questions", n) for n in range(1, 6)), at(wave, "answers")]
    first = {path: asks(browser, path) for path in paths}
    assert max(first.values()) <= 15, first
    people = crew(cast, 30, name="more")
    for n in range(5):
        answer(opened(cast, name=f"Wave {n}", **later(cast, n + 1)), people[n], answers(n))
    assert {path: asks(browser, path) for path in paths} == first


@unsigned
def break_questions(*, wave: Wave, actor: object, at: object) -> None:
    Question.objects.filter(wave=wave, key="value").update(items=[["broken"]])


def test_nothing_of_an_answer_is_logged_when_a_page_breaks(cast: Cast, wave: Wave, caplog):
    browser = drafted(cast.browser(cast.sam), wave)
    browser.raise_request_exception = False
    break_questions(wave=wave, actor=MACHINE, at=cast.at)
    with caplog.at_level(logging.DEBUG):
        answer = browser.post(at(wave, "questions", 5), {"words": "Heliotrope 2031"})
    assert answer.status_code == 500
    said = "\n".join([*(each.getMessage() for each in caplog.records), caplog.text])
    assert at(wave, "questions", 5) in said
    for word in (
        "Heliotrope",
        WORDS,
        "survey_secret",
        *(each.value for each in browser.cookies.values() if each.value),
    ):
        assert word not in said
    assert not Invited.objects.filter(answered=True).exists()


def test_pages_are_not_kept_by_browsers_or_proxies(wave: Wave, browser: Client):
    begun(browser, wave)
    for path in (at(wave), at(wave, "questions", 1), at(wave, "answers")):
        assert "no-store" in browser.get(path).headers["Cache-Control"]
