"""Pages of topics: lists, one topic, bringing, standing behind, settling."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.roadmap.terms import Audience
from parley.topics.actions import answer_topic, change_topic, merge_topic, park_topic, support_topic
from parley.topics.models import Topic
from parley.topics.terms import TopicState
from parley.voices.actions import say
from parley.voices.queries import comments_in, follows
from tests.roadmap.made import initiative
from tests.topics.made import WHY, topic

pytestmark = pytest.mark.django_db
ANSWER = "No: APPI asks for no banner. Legal confirmed it in writing."
DAY = timedelta(days=1)


def read(cast, person, name, *args, query=""):
    answer = cast.browser(person).get(reverse(name, args=args) + query)
    assert answer.status_code == 200, answer
    return " ".join(answer.content.decode().split())


def post(cast, person, name, *args, **given):
    return cast.browser(person).post(reverse(name, args=args), given)


def queries(browser, path):
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


def test_a_topic_says_why_who_and_by_when(cast):
    about = initiative(cast)
    row = topic(cast, cast.aiko, initiatives=[about], regions=[cast.apac], functions=[cast.functions["legal"]])
    support_topic(topic=row, why="Osaka asks as well.", actor=cast.sam, at=cast.at)
    html = read(cast, cast.femi, "topic", row.pk)
    for words in (
        WHY,
        "Brought by Aiko Tanaka, business",
        "Osaka asks as well.",
        about.title,
        "APAC",
        "Legal",
        "Answer by",
    ):
        assert words in html, words
    assert "Answer this topic" in html
    assert "Answer this topic" not in read(cast, cast.sam, "topic", row.pk)


def test_a_topic_is_read_before_what_may_be_done_with_it(cast):
    row = topic(cast, cast.aiko)
    html = cast.browser(cast.aiko).get(f"/topics/{row.pk}/").content.decode()
    said = html.index(WHY)
    assert said < html.index("You follow it</summary>")
    assert "Write it differently" not in html[:said]
    assert "Write it differently" in html


def test_what_a_viewer_may_not_see_of_it_is_not_there(cast):
    hidden = initiative(cast, "Secret plan", audience=Audience.PRODUCT_TEAM)
    row = topic(cast, cast.noor, initiatives=[hidden])
    assert "Secret plan" in read(cast, cast.noor, "topic", row.pk)
    assert "Secret plan" not in read(cast, cast.sam, "topic", row.pk)


def test_a_stranger_meets_nothing_of_it(cast):
    row = topic(cast, cast.aiko)
    for person in (cast.omar, cast.lena):
        browser = cast.browser(person)
        for name in ("topic", "topic_history", "change_topic", "topic_merging"):
            assert browser.get(reverse(name, args=[row.pk])).status_code == 404, name
        for name in ("comments", "following", "support", "support_end", "answer", "parking", "waking", "withdrawal"):
            assert browser.post(reverse(f"topic_{name}", args=[row.pk]), {"text": "Hello"}).status_code == 404, name
        for page in (reverse("topics"), reverse("group_topics", args=["identity"])):
            assert row.title not in browser.get(page).content.decode()
    assert Client().get(reverse("topic", args=[row.pk])).status_code == 302
    assert cast.browser(cast.aiko).get("/topics/99999999999999999999999/").status_code == 404


def test_bringing_begins_with_the_group(cast):
    assert "Identity &amp; privacy" in read(cast, cast.omar, "new_topic")
    html = read(cast, cast.omar, "new_topic", query="?group=identity")
    assert "The group answers within 14 days." in html
    about = initiative(cast, audience=Audience.GROUP)
    assert about.title in read(cast, cast.sam, "new_topic", query=f"?initiative={about.pk}")
    assert about.title not in read(cast, cast.omar, "new_topic", query=f"?initiative={about.pk}&group=identity")


def test_a_topic_is_brought(cast):
    about = initiative(cast)
    given = {
        "title": "Does it cover Japan?", "why": WHY, "kind": "problem", "initiatives": [about.pk],
        "regions": [cast.apac.pk], "functions": [cast.functions["legal"].pk], "answer_by": str(cast.at.date() + DAY),
    }  # fmt: skip
    answer = cast.browser(cast.sam).post(reverse("new_topic") + "?group=identity", given)
    row = Topic.objects.get()
    assert answer.headers["Location"] == reverse("topic", args=[row.pk])
    assert (row.brought_by, row.kind, row.answer_by) == (cast.sam, "problem", cast.at.date() + DAY)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"why": ""}, "it cannot stay empty"),
        ({"why": "Does it cover Japan?"}, "repeats the title"),
        ({"title": "a\0b"}, "cannot be kept"),
        ({"title": "x" * 300}, "at most 200"),
        ({"why": "x" * 1_000_000}, "at most 10000"),
        ({"kind": "wish"}, "cannot be chosen here"),
        ({"answer_by": "soon"}, "no day Parley can read"),
        ({"answer_by": "2001-01-01"}, "in the past"),
        ({"initiatives": ["12345"]}, "cannot be chosen here"),
        ({"regions": ["x"]}, "cannot be chosen here"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(cast, changed, sentence):
    given = {"title": "Does it cover Japan?", "why": WHY, "kind": "question"} | changed
    answer = cast.browser(cast.sam).post(reverse("new_topic") + "?group=identity", given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Topic.objects.exists()


def test_what_was_discussed_before_is_offered_while_typing_and_on_the_page(cast):
    before = topic(cast, cast.aiko, "Consent banners in Japan")
    title = "Is consent needed in Japan?"
    asked = {"group": "identity", "title": title}
    found = cast.browser(cast.sam).get(reverse("similar_topics"), asked)
    assert before.title in found.content.decode()
    looked = cast.browser(cast.sam).post(reverse("new_topic") + "?group=identity", {"title": title, "look": "yes"})
    assert before.title in looked.content.decode()
    assert Topic.objects.count() == 1
    row = topic(cast, cast.sam, title)
    assert before.title in read(cast, cast.sam, "topic", row.pk)
    other = cast.browser(cast.omar).get(reverse("similar_topics"), asked)
    assert before.title not in other.content.decode()


def test_saying_following_and_taking_back(cast):
    row = topic(cast, cast.aiko)
    assert post(cast, cast.sam, "topic_comments", row.pk, text="Legal knows.").status_code == 302
    (comment,) = comments_in(row.thread_id)
    assert "Legal knows." in read(cast, cast.femi, "topic", row.pk)
    assert post(cast, cast.femi, "comment_withdrawal", comment.pk).status_code == 422
    assert post(cast, cast.sam, "comment_withdrawal", comment.pk).status_code == 302
    assert not comments_in(row.thread_id)
    assert post(cast, cast.sam, "topic_comments", row.pk, text=" ").status_code == 422
    post(cast, cast.noor, "topic_following", row.pk, level="everything")
    assert follows(cast.viewer(cast.noor), row.thread_id)


def test_standing_behind_and_no_longer(cast):
    row = topic(cast, cast.aiko)
    assert post(cast, cast.sam, "topic_support", row.pk, why="Osaka asks.").status_code == 302
    assert post(cast, cast.aiko, "topic_support", row.pk, why="Me too.").status_code == 422
    assert "Osaka asks." in read(cast, cast.femi, "topic", row.pk)
    assert post(cast, cast.sam, "topic_support_end", row.pk).status_code == 302
    assert "Osaka asks." not in read(cast, cast.femi, "topic", row.pk)


def test_an_outsider_who_stands_behind_it_no_longer_goes_back_to_the_list(cast):
    row = topic(cast, cast.aiko)
    support_topic(topic=row, actor=cast.omar, at=cast.at)
    assert post(cast, cast.omar, "topic_support_end", row.pk).headers["Location"] == reverse("topics")


def test_answering(cast):
    row = topic(cast, cast.aiko)
    refused = post(cast, cast.femi, "topic_answer", row.pk, answer="Done.", version=1)
    assert refused.status_code == 422
    assert "to somebody who was not there" in refused.content.decode()
    assert post(cast, cast.sam, "topic_answer", row.pk, answer=ANSWER).status_code == 422
    assert post(cast, cast.femi, "topic_answer", row.pk, answer=ANSWER, version=1).status_code == 302
    html = read(cast, cast.aiko, "topic", row.pk)
    assert ANSWER in html
    assert "Femi Adeyemi answered" in html


def test_an_answer_to_a_changed_text_shows_both(cast):
    row = topic(cast, cast.aiko)
    change_topic(topic=row, title="Does it cover Korea?", why=WHY, actor=cast.aiko, at=cast.at)
    stale = post(cast, cast.femi, "topic_answer", row.pk, answer=ANSWER, version=1)
    assert stale.status_code == 409
    for words in ("Does it cover Korea?", ANSWER):
        assert words in stale.content.decode()


def test_parking_and_waking(cast):
    row = topic(cast, cast.aiko)
    day = str(cast.at.date() + 9 * DAY)
    assert post(cast, cast.femi, "topic_parking", row.pk, until="2001-01-01", reason="x").status_code == 422
    said = {"until": day, "reason": "The regulator speaks in December."}
    assert post(cast, cast.femi, "topic_parking", row.pk, **said).status_code == 302
    assert "The regulator speaks in December." in read(cast, cast.sam, "topic", row.pk)
    assert post(cast, cast.sam, "topic_waking", row.pk).status_code == 422
    assert post(cast, cast.femi, "topic_waking", row.pk).status_code == 302
    row.refresh_from_db()
    assert row.state is TopicState.OPEN


def test_changing_and_withdrawing_is_the_bringers(cast):
    row = topic(cast, cast.aiko)
    page = reverse("change_topic", args=[row.pk])
    assert cast.browser(cast.femi).get(page).status_code == 302
    given = {"title": "Does it cover Korea?", "why": WHY, "version": 1}
    assert cast.browser(cast.aiko).get(page).status_code == 200
    assert cast.browser(cast.aiko).post(page, given).status_code == 302
    stale = cast.browser(cast.aiko).post(page, given | {"title": "Mine"})
    assert stale.status_code == 409
    assert "Mine" in stale.content.decode()
    assert post(cast, cast.femi, "topic_withdrawal", row.pk, reason="It is not needed now.").status_code == 422
    assert post(cast, cast.aiko, "topic_withdrawal", row.pk, reason="no").status_code == 422
    assert post(cast, cast.aiko, "topic_withdrawal", row.pk, reason="The client found it in May.").status_code == 302
    assert "The client found it in May." in read(cast, cast.femi, "topic", row.pk)


def test_merging(cast):
    row, into = topic(cast, cast.omar, "Consent in Japan"), topic(cast, cast.aiko)
    page = reverse("topic_merging", args=[row.pk])
    assert cast.browser(cast.sam).get(page).status_code == 404
    assert into.title in cast.browser(cast.femi).get(page).content.decode()
    assert cast.browser(cast.femi).post(page, {"into": row.pk}).status_code == 422
    assert cast.browser(cast.femi).post(page, {"into": into.pk}).status_code == 302
    assert into.title in read(cast, cast.omar, "topic", row.pk)
    assert "which is part of this now" in read(cast, cast.omar, "topic", into.pk)


def test_late_topics_say_so_on_the_groups_page(cast):
    late = today_of(cast.sam, timezone.now()) - 3 * DAY  # days late are those of whoever reads
    row = topic(cast, cast.aiko, at=timezone.now() - 17 * DAY, answer_by=late)
    html = read(cast, cast.sam, "group_topics", "identity")
    for words in (row.title, "Late by 3 days", "1 topic waits for an answer beyond its date", "0 product · 1 business"):
        assert words in html, words
    assert "Late by 3 days" in read(cast, cast.sam, "topics")
    assert "You see the topics of this group that you brought" in read(cast, cast.omar, "group_topics", "identity")


def test_lists_are_filtered(cast):
    mine, other = topic(cast, cast.sam, "Mine alone"), topic(cast, cast.aiko, "By another")
    answer_topic(topic=other, answer=ANSWER, actor=cast.femi, at=cast.at)
    assert other.title not in read(cast, cast.sam, "topics", query="?of=me")
    html = read(cast, cast.sam, "topics")
    assert html.index(mine.title) < html.index(other.title)
    assert mine.title in read(cast, cast.femi, "topics", query="?of=answer&page=99")


def test_history_is_told_in_sentences(cast):
    row = topic(cast, cast.aiko)
    park_topic(topic=row, until=cast.at.date() + 2 * DAY, reason="The regulator speaks.", actor=cast.femi, at=cast.at)
    html = read(cast, cast.sam, "topic_history", row.pk)
    assert "parked" in html
    assert "The regulator speaks." in html


def test_pages_ask_the_database_the_same_whatever_they_show(cast):
    about = [initiative(cast, f"Initiative {n}") for n in range(5)]
    row = topic(cast, cast.aiko, initiatives=about[:1], regions=[cast.apac])
    browser = cast.browser(cast.femi)
    pages = [reverse("topics"), reverse("group_topics", args=["identity"]), reverse("topic", args=[row.pk])]
    few = {page: queries(browser, page) for page in pages}
    for n in range(30):
        made = topic(cast, cast.aiko, f"Consent in Japan, case {n}", initiatives=about)
        say(thread=row.thread, text=f"Case {n}.", actor=cast.sam, at=cast.at)
        if n < 5:
            merge_topic(topic=made, into=row, actor=MACHINE, at=cast.at)
    many = {page: queries(browser, page) for page in pages}
    assert many == few
    assert max(many.values()) <= 15


def test_what_a_merged_topic_said_is_for_those_who_may_see_it(cast):
    part, whole = (
        topic(cast, cast.aiko, "Does the Marmoset count?", why="Pangolin clients ask."),
        topic(cast, cast.omar),
    )
    merge_topic(topic=part, into=whole, actor=cast.noor, at=cast.at)
    stranger, insider = (read(cast, each, "topic", whole.pk) for each in (cast.omar, cast.sam))
    for words in ("Marmoset", "Pangolin"):
        assert words not in stranger
        assert words in insider
    assert "Aiko Tanaka" in stranger


def test_all_that_is_wrong_with_a_topic_is_said_at_once(cast):
    given = {"title": "x" * 300, "why": "ok", "kind": "wish"}
    answer = cast.browser(cast.sam).post(reverse("new_topic") + "?group=identity", given)
    assert answer.status_code == 422
    for field in ("title", "why", "kind"):
        assert f'id="id_{field}_error"' in answer.content.decode(), field
