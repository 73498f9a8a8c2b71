"""Channels in the settings and on a group's pages: tied by who reads them, listed, followed, ended."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from parley.ledger import outbox
from parley.ledger.models import Entry, Pending
from parley.ledger.queries import entry_told
from parley.ledger.terms import MACHINE
from parley.notifications.actions.channels import begin_post, plan_posts
from parley.notifications.models.chat import Channel, ChannelPost, PostedNews
from parley.notifications.terms.chat import PostState, channel_ref
from parley.topics.terms import topic_ref
from tests.cast import Cast, history
from tests.notifications.chatted import linked, tied
from tests.slack import CHANNEL, Slack, set_up
from tests.topics.made import topic

pytestmark = pytest.mark.django_db
LINK = f"https://northlight.slack.com/archives/{CHANNEL}"


def posted(cast: Cast, row: Channel, many: int = 1, state: PostState = PostState.FAILED) -> ChannelPost:
    """Messages of a channel, each about a topic."""
    for n in range(many):
        about = topic_ref(topic(cast, cast.sam, f"What of country number {n}?").pk)
        told = entry_told(Entry.objects.filter(kind="topic.brought").latest("pk").pk)
        assert told
        plan_posts(told=told, about=about, area=cast.identity.pk, actor=MACHINE, at=cast.at)
        news = [PostedNews.objects.latest("pk").pk]
        begin_post(channel=row.pk, news=news, state=state, trouble="Slack answered: is_archived.", actor=MACHINE,
                   at=cast.at)  # fmt: skip
    return ChannelPost.objects.latest("pk")


@pytest.mark.database
def test_product_operations_tie_a_channel_to_the_company_or_a_group(cast: Cast, slack: Slack) -> None:
    slack.channel(CHANNEL, *linked(cast, cast.ines), name="identity-news")
    slack.channel("C0COMPANY", f"U0{cast.ines.pk}", name="product-news")
    browser = cast.browser(cast.ines)
    assert "No channel yet" in browser.get("/company/channels/").text
    assert browser.post("/company/channels/", {"channel": LINK, "area": "identity"}).status_code == 302
    assert browser.post("/company/channels/", {"channel": "C0COMPANY", "area": "company"}).status_code == 302
    assert list(Channel.objects.order_by("pk").values_list("slack_id", "name", "area")) == [
        (CHANNEL, "identity-news", cast.identity.pk), ("C0COMPANY", "product-news", None),
    ]  # fmt: skip
    shown = browser.get("/company/channels/").text
    for words in ("#identity-news", "Identity &amp; privacy", "#product-news", "the whole company", "nothing yet"):
        assert words in shown, words
    row = Channel.objects.get(slack_id=CHANNEL)
    assert history(channel_ref(row.pk)) == [f"lets a channel in Slack hear of [area:{cast.identity.pk}]"]


@pytest.mark.parametrize(
    ("token", "said"), [("", "is not set yet is not set yet"), ("xoxb-1", "is set is not set yet")]
)
def test_without_an_app_in_slack_product_operations_read_what_it_would_do_and_what_to_set(
    cast: Cast, settings: LazySettings, token: str, said: str
) -> None:
    settings.SLACK_BOT_TOKEN, settings.SLACK_SIGNING_SECRET = token, ""
    browser = cast.browser(cast.ines)
    assert "/company/channels/" in browser.get("/company/").text
    page = browser.get("/company/channels/").text
    assert "decisions with their reasons, topics, answers and corrections" in page
    assert "docs/slack.md" in page
    assert f"{settings.PUBLIC_URL}/slack/" in page
    assert " ".join(re.findall(r"<dd>(.*?)</dd>", page)) == said
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert browser.post("/company/channels/", {"channel": LINK, "area": "company"}).status_code == 404
    assert cast.browser(cast.femi).get("/company/channels/").status_code == 422
    assert cast.browser(cast.femi).get("/groups/identity/channels/").status_code == 404
    assert "Slack" not in cast.browser(cast.femi).get("/settings/").text


def test_a_facilitator_ties_a_channel_to_their_group_alone(cast: Cast, slack: Slack) -> None:
    slack.channel(CHANNEL, *linked(cast, cast.femi))
    browser = cast.browser(cast.femi)
    assert "/groups/identity/channels/" in browser.get("/groups/identity/people/").text
    assert browser.post("/groups/identity/channels/", {"channel": LINK}).status_code == 302
    row = Channel.objects.get()
    assert (row.area, row.tied_by) == (cast.identity, cast.femi)
    assert browser.get(f"/channels/{row.pk}/").status_code == 200
    assert browser.get("/company/channels/").status_code == 422
    assert browser.get("/groups/reporting/channels/").status_code == 422
    assert browser.post("/groups/reporting/channels/", {"channel": "C0OTHERS"}).status_code == 422
    assert Channel.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "flags", "sentence"),
    [
        ("", {}, "Write something here"),
        ("general", {}, "Paste the channel’s link"),
        ("https://northlight.slack.com/archives/C0NOWHERE", {}, "The app is not in this channel"),
        (LINK, {"is_member": False}, "The app is not in this channel"),
        (LINK, {"is_archived": True}, "is archived"),
        (LINK, {"is_ext_shared": True}, "Other companies read"),
        (LINK, {"is_pending_ext_shared": True}, "Other companies read"),
    ],
)
def test_a_channel_that_cannot_be_told_is_refused_with_a_sentence(
    cast: Cast, slack: Slack, typed: str, flags: Any, sentence: str
) -> None:
    slack.channel(CHANNEL, *linked(cast, cast.femi), **flags)
    answer = cast.browser(cast.femi).post("/groups/identity/channels/", {"channel": typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert typed in answer.text
    assert not Channel.objects.exists()


def test_who_is_not_in_a_channel_does_not_learn_its_name(cast: Cast, slack: Slack) -> None:
    slack.channel(CHANNEL, "U0OTHERS", name="the-merger", is_archived=True)
    for step in ("not linked", "linked"):
        answer = cast.browser(cast.femi).post("/groups/identity/channels/", {"channel": LINK})
        assert answer.status_code == 422, step
        assert "You are not in this channel" in answer.text
        assert "the-merger" not in answer.text
        linked(cast, cast.femi) if step == "not linked" else None
    assert not Channel.objects.exists()


def test_a_channel_hears_of_one_thing(cast: Cast, slack: Slack) -> None:
    slack.channel(CHANNEL, *linked(cast, cast.ines))
    tied(cast)
    answer = cast.browser(cast.ines).post("/company/channels/", {"channel": LINK, "area": "company"})
    assert answer.status_code == 422
    assert "hears of something already" in answer.text


def test_while_slack_is_away_a_channel_is_not_tied(cast: Cast, slack: Slack, settings: LazySettings) -> None:
    slack.channel(CHANNEL, *linked(cast, cast.femi))
    slack.fails["conversations.info"] = (503, "service_unavailable", {})
    browser = cast.browser(cast.femi)
    assert "Slack does not answer just now" in browser.post("/groups/identity/channels/", {"channel": LINK}).text
    set_up(settings, 9)
    assert "Slack does not answer just now" in browser.post("/groups/identity/channels/", {"channel": LINK}).text


def test_strangers_find_no_channel(cast: Cast, slack: Slack) -> None:
    row = tied(cast)
    post = posted(cast, row)
    for person in (cast.sam, cast.omar, cast.petra):
        browser = cast.browser(person)
        assert browser.get(f"/channels/{row.pk}/").status_code == 404
        assert browser.post(f"/channels/{row.pk}/end/").status_code == 404
        assert browser.post(f"/channels/{row.pk}/posts/{post.pk}/tries/").status_code == 404
        assert "/channels/" not in browser.get("/groups/identity/people/").text
    assert cast.browser(cast.ines).get("/channels/98765/").status_code == 404
    other = posted(cast, tied(cast, "C0OTHERS", area=cast.reporting, by=cast.ines))
    assert cast.browser(cast.femi).post(f"/channels/{row.pk}/posts/{other.pk}/tries/").status_code == 404


def test_what_was_not_taken_is_tried_again_by_hand(cast: Cast, slack: Slack) -> None:
    row = tied(cast)
    post, browser = posted(cast, row), cast.browser(cast.femi)
    shown = browser.get(f"/channels/{row.pk}/").text
    for words in ("What of country number 0?", "new topic", "not taken", "is_archived", "Try again"):
        assert words in shown, words
    assert browser.post(f"/channels/{row.pk}/posts/{post.pk}/tries/").status_code == 302
    post.refresh_from_db()
    assert post.state is PostState.BEGUN
    assert post.look_at is not None
    assert Pending.objects.filter(task="post_to_chat", parked=False).exists()
    assert browser.post(f"/channels/{row.pk}/posts/{post.pk}/tries/").status_code == 422


def test_a_channel_is_ended_once(cast: Cast, slack: Slack) -> None:
    row = tied(cast)
    browser = cast.browser(cast.femi)
    assert browser.post(f"/channels/{row.pk}/end/").status_code == 302
    assert browser.get(f"/channels/{row.pk}/").status_code == 404
    assert browser.post(f"/channels/{row.pk}/end/").status_code == 404
    assert history(channel_ref(row.pk))[0] == f"ended that a channel in Slack hears of [area:{cast.identity.pk}]"
    tied(cast)  # and may be tied again


def test_lists_cost_the_same_however_long(cast: Cast, slack: Slack, django_assert_max_num_queries: Any) -> None:
    row, browser = tied(cast), cast.browser(cast.ines)
    posted(cast, row, 60)
    with django_assert_max_num_queries(15):
        assert browser.get(f"/channels/{row.pk}/").text.count("What of country number") == 50
    assert browser.get(f"/channels/{row.pk}/?page=2").text.count("What of country number") == 10
    for n in range(20):
        tied(cast, f"C0NUMBER{n}")
    for page in ("/company/channels/", "/groups/identity/channels/"):
        with django_assert_max_num_queries(15):
            assert browser.get(page).text.count("#c0") == 21


def test_delivery_says_what_channels_wait_for(cast: Cast, slack: Slack, django_assert_max_num_queries: Any) -> None:
    row = tied(cast)
    posted(cast, row)
    about = topic_ref(topic(cast, cast.sam).pk)
    PostedNews.objects.create(channel=row, entry=Entry.objects.latest("pk"), about_kind=about.kind, about_key=about.key,
                              happened_at=timezone.now() - timedelta(minutes=150))  # fmt: skip
    outbox.ensure("post_to_chat", unique_key="post_to_chat", run_after=timezone.now() + timedelta(minutes=2),
                  payload={"trouble": "Slack answered: service_unavailable."})  # fmt: skip
    browser = cast.browser(cast.ines)
    with django_assert_max_num_queries(15):
        shown = browser.get("/company/work/").text
    for words in ("messages to channels in Slack", "The oldest waits for 2 hours", "Slack takes nothing",
                  "service_unavailable", "Channels in trouble", f"#{row.name}", "1 message not taken"):  # fmt: skip
        assert words in shown, words
