"""The pages on which what says the same is found while one types, merged, and taken apart again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.clients.models import Insight
from parley.roadmap.actions import merge_insights
from parley.search.actions import rebuild
from tests.clients.made import hartmann, said

pytestmark = [pytest.mark.django_db]

WORDS = "We must prove to auditors that deleted profiles are gone."


def text_of(response):
    return response.content.decode()


@pytest.fixture
def two(cast):
    first = said(cast, hartmann(cast), WORDS, days_ago=9)
    second = said(cast, hartmann(cast, name="Nordbank"), "Auditors ask us to prove that profiles were deleted")
    rebuild()
    return first, second


def test_while_one_types_what_was_said_before_is_offered(cast, two):
    first, _second = two
    browser = cast.browser(cast.omar)
    page = text_of(browser.post("/insights/before/", {"text": "prove that deleted profiles are gone"}))
    assert WORDS in page
    assert f'value="{first.pk}"' in page
    assert "<html" not in page
    for nothing in ("", "prove", "\x00", "the weather is fine today"):
        assert WORDS not in text_of(browser.post("/insights/before/", {"text": nothing}))
    assert browser.get("/insights/before/").headers["Location"] == "/insights/"


def test_without_javascript_one_looks_first_and_sends_later(cast, two):
    first, _second = two
    hartmann(cast, name="Corvid")
    browser = cast.browser(cast.sam)
    typed = {"client": "Corvid", "text": "Deleted profiles: prove to auditors they are gone", "said_on": "2026-01-02"}
    page = text_of(browser.post("/insights/new/", typed | {"look": "yes"}))
    assert WORDS in page
    assert 'value="Corvid"' in page
    browser.post("/insights/new/", typed | {"same_as": first.pk})
    row = Insight.objects.get(client__name="Corvid")
    assert row.kept_id == first.pk
    assert browser.post("/insights/new/", typed | {"same_as": 99_999, "text": "Another"}).status_code == 404


def test_from_an_insight_what_says_the_same_is_merged_and_taken_apart(cast, two):
    first, second = two
    browser = cast.browser(cast.sam)
    assert WORDS in text_of(browser.get(f"/insights/{second.pk}/like/"))
    assert "Nothing like it" in text_of(browser.get(f"/insights/{second.pk}/like/?q=weather"))
    answer = browser.post(f"/insights/{second.pk}/merge/", {"into": first.pk}, follow=True)
    assert answer.redirect_chain == [(f"/insights/{first.pk}/", 302)]
    assert f'href="/insights/{first.pk}/#voice-{second.pk}"' in text_of(answer)
    assert "1 more voice stands behind it" in text_of(answer)
    moved = browser.get(f"/insights/{second.pk}/")
    assert moved.headers["Location"] == f"/insights/{first.pk}/#voice-{second.pk}"
    assert "one voice of several" in text_of(browser.get(f"/clients/{second.client_id}/"))
    assert text_of(browser.get("/insights/")).count("<blockquote") == 1
    other = cast.browser(cast.omar)
    assert "Take apart" not in text_of(other.get(f"/insights/{first.pk}/"))
    assert other.post(f"/insights/{second.pk}/apart/").status_code == 422
    browser.post(f"/insights/{second.pk}/apart/")
    assert browser.get(f"/insights/{second.pk}/").status_code == 200
    for path in (f"/insights/{second.pk}/merge/", "/insights/99999/apart/", "/insights/99999/merge/"):
        assert browser.post(path, {"into": 99_999}).status_code == 404
    assert browser.post(f"/insights/{second.pk}/merge/", {"into": second.pk}).status_code == 422


def test_an_insight_costs_the_same_with_one_voice_or_thirty(cast, two):
    first, second = two
    browser = cast.browser(cast.noor)

    def queries():
        browser.get(f"/insights/{first.pk}/")
        with CaptureQueriesContext(connection) as asked:
            browser.get(f"/insights/{first.pk}/")
        return len(asked)

    merge_insights(insights=[second], into=first, actor=cast.noor, at=cast.at)
    one = queries()
    more = [said(cast, second.client, f"Again {n}") for n in range(30)]
    merge_insights(insights=more, into=first, actor=cast.noor, at=cast.at)
    assert queries() == one
