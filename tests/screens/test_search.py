"""The page of search: any question is answered, and only with what the asker may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.groups.actions import remove_member
from parley.meetings.actions import promise
from parley.search.actions import rebuild
from parley.voices.actions import say
from tests.clients.made import hartmann, said
from tests.meetings.made import published
from tests.roadmap.made import initiative
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db]


def text_of(response):
    return response.content.decode()


@pytest.fixture
def company(cast):
    client = hartmann(cast)
    for n in range(40):
        said(cast, client, f"We need a deletion log, point {n} <b>")
    initiative(cast, "Deletion log")
    topic(cast, cast.sam, "Why a deletion log?")
    rebuild()
    return cast


def test_finds_stand_by_kind_with_what_was_sought(company):
    page = text_of(company.browser(company.noor).get("/search/?q=deletion+lo"))
    assert page.index("<h2>Initiatives</h2>") < page.index("<h2>What clients said</h2>")
    assert "<mark>Deletion</mark> <mark>log</mark>" in page
    assert "&lt;b&gt;" in page
    assert page.count("deletion</mark> <mark>log</mark>, point") == 4, "a flood of one kind hides no other"
    assert '<a href="?q=deletion+lo&amp;in=said">See all 40</a>' in page
    of_one_kind = text_of(company.browser(company.noor).get("/search/?q=deletion+lo&in=said"))
    assert "These are the best 30" in of_one_kind


def test_a_stranger_is_shown_and_told_nothing_of_a_group(company):
    page = text_of(company.browser(company.omar).get("/search/?q=deletion"))
    assert "<h2>What clients said</h2>" in page
    assert "<h2>Initiatives</h2>" not in page
    assert "<h2>Topics</h2>" not in page
    nothing = text_of(company.browser(company.omar).get("/search/?q=deletion&in=topics"))
    assert "Nothing you may see holds all of these words" in nothing
    assert "Look everywhere" in nothing


def test_before_a_question_the_page_says_what_can_be_found(cast):
    assert "The key / brings you here" in text_of(cast.browser(cast.omar).get("/search/"))


@pytest.mark.parametrize(
    "question",
    [
        "%22",
        "*",
        "AND+OR+NOT",
        "%00",
        "a%00b",
        "%F0%9F%99%82",
        "%E6%9D%B1%E4%BA%AC",
        "x" * 7000,
        "%ff%fe",
        "NEAR(",
        "%25%27",
    ],
)
def test_no_question_fails(company, question):
    browser = company.browser(company.noor)
    assert browser.get(f"/search/?q={question}").status_code == 200
    assert browser.get(f"/search/?q=a&in={question}").status_code == 200


def test_a_question_without_words_says_so(cast):
    assert "write a word or a number" in text_of(cast.browser(cast.omar).get("/search/?q=%22"))


def test_the_number_of_queries_does_not_depend_on_what_is_found(company):
    browser = company.browser(company.noor)

    def count(words):
        browser.get(f"/search/?q={words}")
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/search/?q={words}")
        return len(queries)

    assert count("deletion") == count("deletion log") <= 12
    assert count("zzz") <= count("deletion")


def test_finds_are_told_apart_and_another_spelling_is_offered(company):
    page = text_of(company.browser(company.noor).get("/search/?q=deletion"))
    assert "Initiative · Identity &amp; privacy · " in page
    assert "Client’s words · " in page
    offered = text_of(company.browser(company.noor).get("/search/?q=delition+log&in=topics"))
    assert '<a href="?q=deletion+log&amp;in=topics">deletion log</a>?' in offered
    assert "Did you mean" not in page


def test_a_comment_leads_to_what_it_is_about_and_a_promise_to_its_meeting_or_to_today(company):
    asked = topic(company, company.sam, "Whom to ask?")
    say(thread=asked.thread, text="Marigold", actor=company.sam, at=company.at)
    meeting = published(company)
    promise(meeting=meeting, text="Send the marigold list", owner=company.aiko, due_on=meeting.starts_at.date(),
            actor=company.femi, at=meeting.starts_at)  # fmt: skip
    remove_member(area=company.identity, person=company.aiko, actor=company.femi, at=company.at)
    rebuild()
    page = text_of(company.browser(company.noor).get("/search/?q=marigold"))
    assert f'<h3><a href="/topics/{asked.pk}/">Whom to ask?</a></h3>' in page
    assert f"Comment · {company.sam.name} · " in page
    assert f'<h3><a href="/meetings/{meeting.pk}/">Send the <mark>marigold</mark> list</a></h3>' in page
    assert f"Promise · {company.aiko.name} · by " in page
    own = text_of(company.browser(company.aiko).get("/search/?q=marigold"))
    assert '<h3><a href="/">Send the <mark>marigold</mark> list</a></h3>' in own
    assert "Whom to ask?" not in own
