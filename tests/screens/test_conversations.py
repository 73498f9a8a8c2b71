"""Conversations in a browser: they are one part on every page, and what happens to a comment has one address."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parley.decisions.actions import say_about
from parley.decisions.queries import options_of
from parley.roadmap.terms import Audience, Stage
from parley.topics.models import Topic
from parley.topics.terms import topic_ref
from parley.voices.actions import say
from parley.voices.actions.commenting import change_comment, react, read_to, take_further
from parley.voices.models import Bookmark, Comment, Mention, Reaction, TakenFurther
from parley.voices.terms import ReactionKind
from tests.cast import Cast, history
from tests.clients.made import hartmann
from tests.decisions.made import decision
from tests.roadmap.made import initiative, proposed
from tests.screens.decision_pages import post, publish, read
from tests.topics.made import told, topic
from tests.trials.feedback_made import trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def brought(cast: Cast) -> Topic:
    return topic(cast, cast.sam)


def test_all_pages_on_which_people_talk_have_the_same_part(cast: Cast, brought: Topic) -> None:
    row, asked = initiative(cast), decision(cast)
    way, made, option = proposed(cast, row), trial(cast, of={"title": "Tried"}), options_of(asked)[0]
    for page, send_to in (
        (reverse("topic", args=[brought.pk]), reverse("topic_comments", args=[brought.pk])),
        (reverse("initiative", args=[row.pk]), reverse("initiative_comments", args=[row.pk])),
        (reverse("initiative_solutions", args=[row.pk]), reverse("solution_comments", args=[row.pk, way.pk])),
        (reverse("decision", args=[asked.pk]), reverse("decision_comments", args=[asked.pk])),
        (reverse("decision_options", args=[asked.pk]), reverse("option_comments", args=[asked.pk, option.pk])),
        (reverse("trial", args=[made.pk]), reverse("trial_comments", args=[made.pk])),
    ):
        browser = cast.browser(cast.noor)
        said = browser.post(send_to, {"text": f"*Loud*, says @{cast.femi.name}. <script>x</script>"})
        comment = Comment.objects.latest("pk")
        assert said.url == f"{page}#comment-{comment.pk}"
        html = browser.get(page).content.decode()
        for part in (
            "<em>Loud</em>", f'href="/people/{cast.femi.pk}/"', "&lt;script&gt;x", f'action="{send_to}"',
            f"/comments/{comment.pk}/change/", f"/comments/{comment.pk}/withdrawal/", f"quote={comment.pk}#say",
            f"/conversations/{comment.thread_id}/names/", f"/conversations/{comment.thread_id}/draft/",
        ):  # fmt: skip
            assert part in html, (page, part)
        assert f'action="/comments/{comment.pk}/reactions/"' not in html
        others = cast.browser(cast.femi)
        assert f'action="/comments/{comment.pk}/reactions/"' in others.get(page).content.decode()
        there = others.get(f"/comments/{comment.pk}/")
        assert there.url == f"{page}#comment-{comment.pk}"
        assert others.post(f"/comments/{comment.pk}/reactions/", {"kind": "same"}).url == there.url
        assert Reaction.objects.get(comment=comment).person == cast.femi
        assert browser.post(f"/comments/{comment.pk}/withdrawal/").url == f"{page}#said"


def test_a_stranger_finds_none_of_it(cast: Cast, brought: Topic) -> None:
    comment = told(cast, brought)
    stranger = cast.browser(cast.omar)
    for address in ("", "before/", "change/"):
        assert stranger.get(f"/comments/{comment.pk}/{address}").status_code == 404
    for address in ("change/", "withdrawal/", "reactions/"):
        assert stranger.post(f"/comments/{comment.pk}/{address}", {"text": "x", "kind": "same"}).status_code == 404
    assert stranger.get(f"/conversations/{comment.thread_id}/names/?q=a").status_code == 404
    for address in ("reading/", "draft/"):
        assert stranger.post(f"/conversations/{comment.thread_id}/{address}", {"text": "x"}).status_code == 404
    assert not Bookmark.objects.filter(person=cast.omar).exists()
    assert not Reaction.objects.exists()


def test_what_was_said_before_a_decision_was_published_is_no_strangers_by_its_key(cast: Cast) -> None:
    row = decision(cast, initiatives=[initiative(cast, "Launched", stage=Stage.LAUNCH, audience=Audience.COMPANY)])
    comment = say_about(decision=row, text="Osaka walks away.", actor=cast.sam, at=cast.at)
    publish(cast, row)
    for person, status in ((cast.aiko, 302), (cast.omar, 404)):
        assert cast.browser(person).get(reverse("decision", args=[row.pk])).status_code == 200
        assert cast.browser(person).get(f"/comments/{comment.pk}/").status_code == status


def test_what_was_said_before_a_decision_was_published_names_nobody_who_does_not_hear_it(cast: Cast) -> None:
    row = decision(cast, initiatives=[initiative(cast, "Launched", stage=Stage.LAUNCH, audience=Audience.COMPANY)])
    comment = say_about(decision=row, text="Osaka walks away.", actor=cast.sam, at=cast.at)
    publish(cast, row)
    said = {"text": f"Osaka walks away. @{cast.omar.name}, @{cast.aiko.name}", "edits": 0}
    assert cast.browser(cast.sam).post(f"/comments/{comment.pk}/change/", said).status_code == 302
    assert list(Mention.objects.values_list("person__name", flat=True)) == [cast.aiko.name]


def test_one_changes_what_one_said_and_all_see_what_it_was(cast: Cast, brought: Topic) -> None:
    comment = told(cast, brought, "Tokyo *needs* it.")
    aiko, address = cast.browser(cast.aiko), f"/comments/{comment.pk}/change/"
    assert "Tokyo *needs* it.</textarea>" in aiko.get(address).content.decode()
    assert aiko.post(address, {"text": "Osaka needs it.", "edits": 0}).url.endswith(f"#comment-{comment.pk}")
    page = read(cast, cast.sam, "topic", brought.pk)
    assert "edited, see before" in page
    assert "Osaka needs it." in page
    assert "Tokyo" not in page.replace("Tokyo clients ask", "")
    assert "Tokyo <em>needs</em> it." in read(cast, cast.sam, "comment_before", comment.pk)
    stale = aiko.post(address, {"text": "Kyoto needs it.", "edits": 0})
    assert stale.status_code == 409
    assert "Kyoto needs it." in stale.content.decode()
    refused = aiko.post(address, {"text": " ", "edits": 1})
    assert refused.status_code == 422
    for other in (cast.sam, cast.ines):
        assert cast.browser(other).get(address).status_code == 422
        assert cast.browser(other).post(address, {"text": "No.", "edits": 1}).status_code == 422
    assert history(topic_ref(brought.pk))[0].startswith("changed a comment")


def test_words_below_a_comment_are_names_and_no_sums(cast: Cast, brought: Topic) -> None:
    comment = told(cast, brought)
    for person in (cast.sam, cast.femi):
        assert post(cast, person, "comment_reactions", comment.pk, kind="same").status_code == 302
    page = read(cast, cast.noor, "topic", brought.pk)
    names = sorted((cast.sam.name, cast.femi.name))
    assert f"<b>same here</b> {', '.join(names)}" in page
    assert post(cast, cast.sam, "comment_reactions", comment.pk, drop="same").status_code == 302
    assert f"<b>same here</b> {cast.femi.name}<" in read(cast, cast.noor, "topic", brought.pk)
    assert post(cast, cast.sam, "comment_reactions", comment.pk, kind="same").status_code == 302
    assert post(cast, cast.sam, "comment_reactions", comment.pk, kind="disagree").status_code == 302
    page = read(cast, cast.noor, "topic", brought.pk)
    assert f"<b>I disagree</b> {cast.sam.name}<" in page
    assert f"<b>same here</b> {cast.femi.name}<" in page
    assert post(cast, cast.sam, "comment_reactions", comment.pk, kind="great").status_code == 422
    assert post(cast, cast.aiko, "comment_reactions", comment.pk, kind="same").status_code == 422


def test_whom_one_may_name_is_offered(cast: Cast, brought: Topic) -> None:
    told(cast, brought)
    address = f"/conversations/{brought.thread_id}/names/"
    browser = cast.browser(cast.sam)
    first = cast.aiko.name.split()[0]
    assert f'data-written="{cast.aiko.name}"' in browser.get(address, {"q": first.lower()}).content.decode()
    assert not browser.get(address, {"q": cast.omar.name}).content.decode().strip()
    assert "the group, 5 people" in browser.get(address, {"q": cast.identity.name}).content.decode()


def test_in_a_comment_that_is_changed_only_who_may_read_it_is_offered(cast: Cast) -> None:
    row = decision(cast, initiatives=[initiative(cast, "Launched", stage=Stage.LAUNCH, audience=Audience.COMPANY)])
    early = say_about(decision=row, text="Osaka walks away.", actor=cast.sam, at=cast.at)
    publish(cast, row)
    form = cast.browser(cast.sam).get(f"/comments/{early.pk}/change/").content.decode()
    address = f"/conversations/{row.thread_id}/names/"
    assert f'<mention-names from="{address}?comment={early.pk}">' in form
    asked = {"q": cast.omar.name}
    browser = cast.browser(cast.sam)
    assert f'data-written="{cast.omar.name}"' in browser.get(address, asked).content.decode()
    assert not browser.get(address, asked | {"comment": early.pk}).content.decode().strip()
    assert cast.browser(cast.omar).get(address, asked | {"comment": early.pk}).status_code == 404


def test_a_name_that_may_not_see_it_stays_text(cast: Cast, brought: Topic) -> None:
    assert post(cast, cast.sam, "topic_comments", brought.pk, text=f"@{cast.omar.name}, help").status_code == 302
    assert not Mention.objects.exists()
    page = read(cast, cast.sam, "topic", brought.pk)
    assert f"@{cast.omar.name}, help" in page
    assert f'href="/people/{cast.omar.pk}/"' not in page


def test_a_quote_begins_the_answer(cast: Cast, brought: Topic) -> None:
    comment = told(cast, brought, "> older\n\nTokyo needs it.\nSoon.")
    page = read(cast, cast.sam, "topic", brought.pk, query=f"?quote={comment.pk}")
    begun = re.search(r'<textarea[^>]*id="comment_text"[^>]*>(.*?)</textarea>', page)
    assert begun
    assert "&gt; Tokyo needs it. &gt; Soon." in begun[1]
    assert "older" not in begun[1]
    assert f"/comments/{comment.pk}/)" in begun[1]
    thread = f"/conversations/{brought.thread_id}/draft/"
    cast.browser(cast.sam).post(thread, {"text": unescape(begun[1].replace(" &gt;", "\n&gt;")) + "\n\nSo it is."})
    again = read(cast, cast.sam, "topic", brought.pk, query=f"?quote={comment.pk}")
    assert again.count("&gt; Tokyo needs it.") == 1, "the page was read again under the same address"
    other = told(cast, topic(cast, cast.sam, "Another"), "Elsewhere.")
    assert "Elsewhere" not in read(cast, cast.sam, "topic", brought.pk, query=f"?quote={other.pk}")


def test_a_comment_becomes_a_topic(cast: Cast, brought: Topic) -> None:
    comment = told(cast, brought, "Does it hold for Korea? Three of my clients there stop otherwise.")
    address = reverse("new_topic") + f"?comment={comment.pk}"
    browser = cast.browser(cast.sam)
    html = browser.get(address).content.decode()
    assert "Three of my clients there stop otherwise.</textarea>" in html
    given = {"title": "Does it hold for Korea?", "why": comment.text, "kind": "question"}
    made = browser.post(address, given)
    assert made.status_code == 302
    row = Topic.objects.latest("pk")
    assert TakenFurther.objects.get().into == row.pk
    assert f'href="/comments/{comment.pk}/"' in read(cast, cast.femi, "topic", row.pk)
    assert f'<a href="/topics/{row.pk}/">Does it hold for Korea?</a>' in read(cast, cast.femi, "topic", brought.pk)
    stranger = cast.browser(cast.omar).get(address)
    assert "Three of my clients" not in stranger.content.decode()


def test_what_came_of_it_and_where_it_began_are_shown_to_whoever_sees_them(cast: Cast, brought: Topic) -> None:
    theirs = topic(cast, cast.petra, "Only of reporting", area=cast.reporting)
    take_further(comment=(comment := told(cast, brought)), into=topic_ref(theirs.pk), actor=cast.ines, at=cast.at)
    assert "Only of reporting" not in read(cast, cast.femi, "topic", brought.pk)
    assert "Only of reporting" in read(cast, cast.ines, "topic", brought.pk)
    assert f"/comments/{comment.pk}/" not in read(cast, cast.petra, "topic", theirs.pk)
    assert f"/comments/{comment.pk}/" in read(cast, cast.ines, "topic", theirs.pk)


def test_a_comment_becomes_what_a_client_said(cast: Cast, brought: Topic) -> None:
    client, comment = hartmann(cast), told(cast, brought, "> **Hartmann** stops in spring.")
    address = reverse("new_insight") + f"?comment={comment.pk}"
    browser = cast.browser(cast.aiko)
    html = browser.get(address).content.decode()
    assert "Hartmann stops in spring.</textarea>" in html
    day = str(cast.at.date() - timedelta(days=1))
    made = browser.post(address, {"client": client.name, "text": comment.text, "said_on": day})
    assert made.status_code == 302
    insight = TakenFurther.objects.get().into
    assert f'href="/comments/{comment.pk}/"' in read(cast, cast.aiko, "insight", insight)


@pytest.mark.parametrize("page", ["topic", "decision", "initiative", "trial"])
def test_a_long_conversation_is_paged_and_asks_no_more(cast: Cast, page: str) -> None:
    row: Any = {
        "topic": lambda: topic(cast, cast.sam), "decision": lambda: decision(cast),
        "initiative": lambda: initiative(cast), "trial": lambda: trial(cast, of={"title": "Tried"}),
    }[page]()  # fmt: skip
    browser, address, asked = cast.browser(cast.sam), reverse(page, args=[row.pk]), []
    said: list[Comment] = []
    for many in (1, 32):
        while len(said) < many:
            said.append(each := say(thread=row.thread, text=f"Word {len(said):02}.", actor=cast.aiko, at=cast.at))
            react(comment=each, kind=ReactionKind.NEW, stands=True, actor=cast.femi, at=cast.at)
            change_comment(comment=each, text=f"{each.text}!", seen_edits=0, actor=cast.aiko, at=cast.at)
        read_to(thread=row.thread, comment=said[0].pk, actor=cast.sam, at=cast.at)
        browser.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            html = browser.get(address).content.decode()
        asked.append(len(queries))
    assert asked[0] == asked[1]
    assert "Word 31.!" in html
    assert "Word 01.!" not in html
    before = f"?before={said[2].pk}"
    assert f"{before}#comment-{said[2].pk}" in html
    earlier = browser.get(address + before).content.decode()
    assert "Word 01.!" in earlier
    assert "Word 02.!" not in earlier
    assert browser.get(f"/comments/{said[0].pk}/").url.startswith(f"{address}?before={said[30].pk}#comment-")
