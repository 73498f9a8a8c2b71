"""What of a conversation is kept for each person: how far they read, and what they began to write."""

import re

import pytest

from parley.decisions.actions import say_about
from parley.decisions.queries import options_of
from parley.ledger.models import Entry
from parley.notifications.models import Notice
from parley.topics.models import Topic
from parley.voices.models import Bookmark
from tests.cast import Cast
from tests.decisions.made import decision
from tests.reactions.later import work_off
from tests.roadmap.made import initiative, proposed
from tests.screens.decision_pages import post, read
from tests.topics.made import told, topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def brought(cast: Cast) -> Topic:
    return topic(cast, cast.sam)


def test_what_is_new_is_marked_until_it_was_read(cast: Cast, brought: Topic) -> None:
    first = told(cast, brought, "One.")
    assert "New since you were here" not in read(cast, cast.sam, "topic", brought.pk), "they were never here"
    address = f"/conversations/{brought.thread_id}/reading/"
    assert (
        cast.browser(cast.sam).post(address, {"comment": first.pk}).url == f"/topics/{brought.pk}/#comment-{first.pk}"
    )
    assert "I have read this" not in read(cast, cast.sam, "topic", brought.pk)
    told(cast, brought, "Two.")
    last = told(cast, brought, "Three.")
    page = read(cast, cast.sam, "topic", brought.pk)
    assert "2 new since you were here" in page
    assert page.index("One.") < page.index("New since you were here") < page.index("Two.")
    assert Bookmark.objects.get(person=cast.sam).read_to == first.pk, "reading a page changes nothing"
    cast.browser(cast.sam).post(address, {"comment": last.pk})
    assert "since you were here" not in read(cast, cast.sam, "topic", brought.pk)
    assert cast.browser(cast.sam).post(address, {"comment": "💥"}).status_code == 302
    told(cast, brought, "Mine.", by=cast.sam)
    assert "since you were here" not in read(cast, cast.sam, "topic", brought.pk)


def test_nobody_has_a_record_of_who_read_a_conversation_when(cast: Cast, brought: Topic) -> None:
    comment = told(cast, brought)
    work_off()
    notices = Notice.objects.filter(person=cast.sam, entry__kind="comment.said")
    assert [each.read_at for each in notices] == [None]
    entries = Entry.objects.count()
    cast.browser(cast.sam).post(f"/conversations/{brought.thread_id}/reading/", {"comment": comment.pk})
    assert all(each.read_at for each in notices.all())
    assert Entry.objects.count() == entries


def test_a_draft_is_there_on_any_device_until_it_is_said(cast: Cast, brought: Topic) -> None:
    told(cast, brought)
    address = f"/conversations/{brought.thread_id}/draft/"
    assert cast.browser(cast.sam).post(address, {"text": "I think"}).status_code == 204
    assert "I think</textarea>" in read(cast, cast.sam, "topic", brought.pk)
    assert "I think</textarea>" not in read(cast, cast.aiko, "topic", brought.pk)
    assert post(cast, cast.sam, "topic_comments", brought.pk, text="I think so.").status_code == 302
    assert "I think</textarea>" not in read(cast, cast.sam, "topic", brought.pk)


def test_a_draft_of_an_option_or_a_solution_stands_open_below_it_and_below_no_other(cast: Cast) -> None:
    row, asked = initiative(cast), decision(cast)
    way, other = proposed(cast, row), proposed(cast, row, "Another way")
    first, second = options_of(asked)[:2]
    for page, begun, beside, send_to in (
        ("initiative_solutions", way, other, ("solution_comments", row.pk, way.pk)),
        ("decision_options", first, second, ("option_comments", asked.pk, first.pk)),
    ):
        key, browser = send_to[1], cast.browser(cast.sam)
        kept = browser.post(f"/conversations/{begun.thread_id}/draft/", {"text": "I would rather"})
        assert kept.status_code == 204, "before anybody said anything"
        html = read(cast, cast.sam, page, key)
        form = re.search(rf'id="comment_{begun.pk}_text"[^>]*>([^<]*)<', html)
        assert form
        assert form[1].strip() == "I would rather"
        assert html.count("I would rather") == 1, beside
        assert len(re.findall(r"<details[^>]* open[^>]*> ?<summary>Say something", html)) == 1
        assert "I would rather" not in read(cast, cast.aiko, page, key)
        assert post(cast, cast.sam, send_to[0], *send_to[1:], text="I would rather wait.").status_code == 302
        assert "I would rather</textarea>" not in read(cast, cast.sam, page, key)


def test_what_is_new_of_an_option_is_marked_until_it_was_read(cast: Cast) -> None:
    asked = decision(cast)
    option = options_of(asked)[1]
    first = say_about(decision=asked, option=option, text="One.", actor=cast.aiko, at=cast.at)
    address = f"/conversations/{option.thread_id}/reading/"
    landed = f"/decisions/{asked.pk}/options/#comment-{first.pk}"
    assert "I have read this" in read(cast, cast.sam, "decision_options", asked.pk)
    assert cast.browser(cast.sam).post(address, {"comment": first.pk}).url == landed
    assert "I have read this" not in read(cast, cast.sam, "decision_options", asked.pk)
    say_about(decision=asked, option=option, text="Two.", actor=cast.aiko, at=cast.at)
    page = read(cast, cast.sam, "decision_options", asked.pk)
    assert "1 new since you were here" in page
    assert page.index("One.") < page.index("New since you were here") < page.index("Two.")
