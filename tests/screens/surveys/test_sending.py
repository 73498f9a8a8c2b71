"""Answers are sent once, taken back by who sent them alone, and what comes too late can still be copied."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from parley.kernel.refusals import Refused
from parley.ledger.models import Entry
from parley.surveys.actions.answering import hand_in, mark_answered
from parley.surveys.models import Sheet, Wave
from parley.surveys.queries.answering import place_in
from parley.surveys.terms.waves import CORE
from tests.cast import Cast
from tests.screens.surveys.answered import WORDS, at, begun, drafted
from tests.surveys.made import ITEMS, answer, answers, crew, opened, sealed

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def token_of(browser: Client, wave: Wave, cast: Cast) -> str:
    """Read what the browser holds, as the pages do."""
    request = browser.get(at(wave)).wsgi_request
    from parley.screens.surveys.cookies import draft_in  # noqa: PLC0415

    request.user = cast.sam
    return draft_in(request, wave.pk, CORE).token


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


def test_two_marks_of_three_are_not_sent_and_nothing_alone_is_refused(wave: Wave, browser: Client):
    begun(browser, wave)
    browser.post(at(wave, "questions", 4), {"item": "testing"})
    refused = browser.post(at(wave, "answers"))
    assert refused.status_code == 422
    assert "Answer one question at least" in refused.text
    browser.post(at(wave, "questions", 1), {"answer": "1"})
    assert browser.post(at(wave, "answers")).status_code == 302
    assert Sheet.objects.get().answers == {"influence": 1}


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


def test_marking_twice_is_once(cast: Cast, wave: Wave):
    token = answer(wave, cast.sam, answers(1))
    mark_answered(wave=wave, token=token, actor=cast.sam, at=cast.at)
    with pytest.raises(Refused):
        hand_in(wave=wave, token="another", answers=answers(2), actor=cast.sam, at=cast.at)
