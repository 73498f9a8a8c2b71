"""Answering: every page works, refuses with a sentence, and loses nothing that somebody typed."""

import logging
import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parley.kernel.refusals import Refused
from parley.ledger.door import unsigned
from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.people.models import Person
from parley.surveys.actions.answering import hand_in, mark_answered
from parley.surveys.actions.opening import open_wave
from parley.surveys.actions.planning import withdraw_wave
from parley.surveys.models import Invited, Question, Sheet, Wave
from parley.surveys.queries.answering import place_in
from parley.surveys.terms.waves import CORE
from tests.cast import Cast
from tests.surveys.made import ITEMS, answer, answers, crew, later, opened, planned, sealed

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WORDS = "Tell us earlier what slips."


@pytest.fixture
def wave(cast: Cast) -> Wave:
    crew(cast, 12)
    return opened(cast)


@pytest.fixture
def browser(cast: Cast) -> Client:
    return cast.browser(cast.sam)


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


def token_of(browser: Client, wave: Wave, cast: Cast) -> str:
    """Read what the browser holds, as the pages do."""
    request = browser.get(at(wave)).wsgi_request
    from parley.screens.surveys.cookies import draft_in  # noqa: PLC0415

    request.user = cast.sam
    return draft_in(request, wave.pk, CORE).token


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


def test_answers_are_sent_once_and_leave_no_trace_of_who(cast: Cast, wave: Wave, browser: Client):
    entries = Entry.objects.count()
    drafted(browser, wave)
    assert not Sheet.objects.exists(), "nothing is kept on the server before it is sent"
    page = browser.get(at(wave, "answers")).text
    assert WORDS in page
    assert page.count("I agree") == 3
    for _again in range(2):  # a double click, with the cookies of the first
        sent = browser.post(at(wave, "answers"))
        assert sent.headers["Location"] == at(wave, "answers", "thanks")
    assert Sheet.objects.get().answers == {
        "influence": 4,
        "why": 4,
        "speak": 4,
        "value": list(ITEMS[:3]),
        "open": WORDS,
    }
    assert place_in(wave, cast.sam.pk, "").answered
    assert Entry.objects.count() == entries
    kept = [name for name, each in browser.cookies.items() if name.startswith("survey_secret") and each.value]
    assert len(kept) == 1, "of the draft only what takes it back is kept"
    assert "Thank you" in browser.get(at(wave, "answers", "thanks")).text
    for page in ("questions/1", "answers"):
        assert browser.get(at(wave, page)).headers["Location"] == at(wave, "answers", "thanks")
    assert browser.post(at(wave, "draft")).headers["Location"] == at(wave, "answers", "thanks")


def test_answers_are_taken_back_by_the_browser_that_sent_them_alone(cast: Cast, wave: Wave, browser: Client):
    drafted(browser, wave).post(at(wave, "answers"))
    other = cast.browser(cast.sam)
    assert "On the device you answered on" in other.get(at(wave)).text
    assert "Take my answers back" not in other.get(at(wave, "answers", "thanks")).text
    refused = other.post(at(wave, "answers", "end"))
    assert refused.status_code == 422
    assert "This browser sent no answers" in refused.text
    assert "Take my answers back" in browser.get(at(wave, "answers", "thanks")).text
    for _again in range(2):
        assert browser.post(at(wave, "answers", "end")).headers["Location"] == at(wave)
    assert not Sheet.objects.exists()
    assert ">Begin<" in browser.get(at(wave)).text
    drafted(browser, wave).post(at(wave, "answers"))
    assert Sheet.objects.count() == 1


def test_a_sending_that_broke_between_its_transactions_is_mended(cast: Cast, wave: Wave, browser: Client):
    drafted(browser, wave)
    token = token_of(browser, wave, cast)
    hand_in(wave=wave, token=token, answers=answers(1), actor=cast.sam, at=cast.at)
    assert not place_in(wave, cast.sam.pk, token).answered
    assert browser.get(at(wave, "answers")).headers["Location"] == at(wave, "answers", "thanks")
    browser.get(at(wave, "answers", "thanks"))
    assert not place_in(wave, cast.sam.pk, token).answered, "a page that is looked at writes nothing"
    assert browser.post(at(wave, "answers")).status_code == 302
    assert place_in(wave, cast.sam.pk, token).answered
    assert Sheet.objects.count() == 1


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


def test_two_marks_of_three_are_not_sent_and_nothing_alone_is_refused(wave: Wave, browser: Client):
    begun(browser, wave)
    browser.post(at(wave, "questions", 4), {"item": "testing"})
    refused = browser.post(at(wave, "answers"))
    assert refused.status_code == 422
    assert "Answer one question at least" in refused.text
    browser.post(at(wave, "questions", 1), {"answer": "1"})
    assert browser.post(at(wave, "answers")).status_code == 302
    assert Sheet.objects.get().answers == {"influence": 1}


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


def test_began_on_another_device_nothing_is_lost(cast: Cast, wave: Wave, browser: Client):
    drafted(browser, wave)
    phone = begun(cast.browser(cast.sam), wave)
    page = browser.get(at(wave)).text
    assert "You began on another device" in page
    late = browser.post(at(wave, "questions", 1), {"answer": "1"})
    assert late.status_code == 302
    refused = browser.post(at(wave, "answers"))
    assert refused.status_code == 422
    assert "Begin again here" in refused.text
    assert browser.post(at(wave, "draft")).headers["Location"] == at(wave, "answers")
    assert browser.post(at(wave, "answers")).status_code == 302
    assert Sheet.objects.get().answers["influence"] == 1
    refused = phone.post(at(wave, "questions", 5), {"words": "Two words"})
    assert refused.status_code == 422
    assert "answered already" in refused.text
    assert "Two words" in refused.text


@pytest.mark.parametrize("how", ["over", "sealed"])
def test_what_was_not_sent_in_time_can_still_be_copied(cast: Cast, browser: Client, how: str):
    crew(cast, 12)
    wave = opened(cast, closes_at=cast.at + timedelta(days=3))
    drafted(browser, wave)
    if how == "sealed":
        sealed(wave)
    with time_machine.travel(wave.closes_at, tick=False):
        too_late(wave, browser)


def too_late(wave: Wave, browser: Client) -> None:
    page = browser.get(at(wave)).text
    assert "This survey is closed" in page
    assert WORDS in page
    refused = browser.post(at(wave, "answers"))
    assert refused.status_code == 422
    assert WORDS in refused.text
    refused = browser.post(at(wave, "questions", 5), {"words": "Said too late"})
    assert refused.status_code == 422
    assert "Said too late" in refused.text
    for page in ("questions/1", "answers", "answers/thanks"):
        assert browser.get(at(wave, page)).headers["Location"] == at(wave)
    assert browser.post(at(wave, "draft")).status_code == 422
    assert not Sheet.objects.exists()


def test_others_are_told_so_and_what_is_planned_or_given_up_is_not_there(cast: Cast, wave: Wave):
    lena = cast.browser(cast.lena)
    page = lena.get(at(wave))
    assert page.status_code == 200
    assert "This wave asks others" in page.text
    assert ">Begin<" not in page.text
    assert lena.post(at(wave, "draft")).status_code == 422
    assert lena.post(at(wave, "questions", 1), {"answer": "1"}).status_code == 422
    assert lena.post(at(wave, "answers")).status_code == 422
    assert lena.get(at(wave, "questions", 1)).headers["Location"] == at(wave)
    assert not Sheet.objects.exists()
    draft, gone = planned(cast, name="Later", **later(cast, 2)), opened(cast, name="Gone", **later(cast))
    withdraw_wave(wave=gone, reason="Others are meant.", actor=cast.ines, at=cast.at)
    for person in (cast.sam, cast.ines):
        for key in (draft.pk, gone.pk, 987_654):
            for below in ("", "questions/1/", "answers/", "answers/thanks/"):
                assert cast.browser(person).get(f"/surveys/{key}/{below}").status_code == 404
            for below in ("draft/", "questions/1/", "answers/", "answers/end/"):
                assert cast.browser(person).post(f"/surveys/{key}/{below}").status_code == 404
    assert begun(cast.browser(cast.sam), wave).get(at(wave, "questions", 6)).status_code == 404
    assert Client().get(at(wave)).headers["Location"].startswith("/sign-in/")


def test_the_list_shows_what_waits_then_what_is_open_then_what_is_over(cast: Cast, browser: Client):
    assert "No survey has been held yet" in browser.get("/surveys/").text
    people = crew(cast, 12)
    old = opened(cast, name="Spring")
    answer(old, people[0], answers(1))
    sealed(old)
    wave = opened(cast, name="Autumn")
    planned(cast, name="Next year", **later(cast))
    page = browser.get("/surveys/").text
    assert page.index("Autumn") < page.index("Spring")
    assert "1 of 18 answered." in page
    assert "Next year" not in page
    assert page.count("btn-main") == 1
    answer(wave, cast.sam, answers(1))
    assert "You have answered. It closes" in browser.get("/surveys/").text
    assert "It asks others. It closes" in cast.browser(cast.lena).get("/surveys/").text


def test_who_plans_a_wave_looks_at_it_as_who_is_asked_and_nothing_is_kept(cast: Cast):
    crew(cast, 12)
    wave, ines = planned(cast), cast.browser(cast.ines)
    for number in range(1, 6):
        page = ines.get(at(wave, "preview", number))
        assert page.status_code == 200
        assert "counts for nothing" in page.text
        given = {"answer": "4", "words": WORDS, "next": "yes"}
        led = ines.post(at(wave, "preview", number), given).headers["Location"]
        assert led == (at(wave, "preview", number + 1) if number < 5 else f"/company/surveys/{wave.pk}/")
    assert not [name for name in ines.cookies if name.startswith("survey_secret")]
    assert not Sheet.objects.exists()
    assert ines.get(at(wave, "preview", 6)).status_code == 404
    assert cast.browser(cast.sam).get(at(wave, "preview", 1)).status_code == 404
    open_wave(wave=wave, actor=MACHINE, at=cast.at)
    refused = cast.browser(cast.sam).get(at(wave, "preview", 1))
    assert (refused.status_code, "Only product operations" in refused.text) == (422, True)


def test_it_waits_on_today_until_it_is_answered(cast: Cast, wave: Wave, browser: Client):
    page = browser.get("/").text
    assert "Answer the survey" in page
    assert "Autumn: 5 questions, 2 minutes" in page
    assert f'href="{at(wave)}"' in page
    assert "until " in page
    assert "Answer the survey" not in cast.browser(cast.lena).get("/").text
    answer(wave, cast.sam, answers(1))
    assert "Answer the survey" not in browser.get("/").text


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


def test_marking_twice_is_once(cast: Cast, wave: Wave):
    token = answer(wave, cast.sam, answers(1))
    mark_answered(wave=wave, token=token, actor=cast.sam, at=cast.at)
    with pytest.raises(Refused):
        hand_in(wave=wave, token="another", answers=answers(2), actor=cast.sam, at=cast.at)
