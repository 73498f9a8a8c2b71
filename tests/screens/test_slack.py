"""What comes from Slack is proved by its signature; accounts are linked by a code and by nothing else."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parley.kernel.refusals import Refused
from parley.ledger.models import Pending
from parley.notifications.actions.chat import ask_for_code, link_account, unlink_account
from parley.notifications.models.chat import ChannelPost, ChatAccount
from parley.notifications.queries.channels import person_in_chat
from parley.notifications.terms.chat import PostState, chat_account_ref
from parley.people.actions import note_leaving
from parley.screens.chat.modals import NOTE, RAISE
from tests.cast import Cast, history
from tests.notifications.chatted import tied
from tests.slack import CHANNEL, SECRET, Slack, happened, sent, set_up, signed

pytestmark = pytest.mark.django_db
PING = {"type": "url_verification", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}


@pytest.fixture(autouse=True)
def _there(settings: LazySettings) -> None:
    set_up(settings)


def linked(cast: Cast, person: Any, slack_id: str) -> None:
    code = ask_for_code(person=person, actor=person, at=cast.at)
    link_account(code=code, slack_id=slack_id, actor=person, at=cast.at)


def test_what_slack_signed_just_now_is_answered() -> None:
    answer = happened(Client(), PING, timezone.now())
    assert answer.json() == {"challenge": PING["challenge"]}


@pytest.mark.parametrize(
    "change",
    [
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": "v0=é"},
        {"X-Slack-Request-Timestamp": "soon"},
        {"X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Request-Timestamp": "nan"},
    ],
    ids=str,
)
def test_what_it_did_not_sign_finds_nothing_here(change: dict[str, str]) -> None:
    body = json.dumps(PING).encode()
    headers = dict(signed(body, timezone.now())) | change
    assert Client().post("/slack/", body, content_type="application/json", headers=headers).status_code == 404


@pytest.mark.parametrize(("minutes", "status"), [(-4.9, 200), (-5.2, 404), (4.9, 200), (5.2, 404)])
def test_an_old_request_finds_nothing_here(minutes: float, status: int) -> None:
    assert happened(Client(), PING, timezone.now() + timedelta(minutes=minutes)).status_code == status


def test_another_secret_another_body_and_no_body_find_nothing_here() -> None:
    body, now = json.dumps(PING).encode(), timezone.now()
    for given, headers in ((body, signed(body, now, SECRET[::-1])), (body + b" ", signed(body, now)), (b"\xff", {})):
        kind = "application/json"
        assert Client().post("/slack/", given, content_type=kind, headers=dict(headers)).status_code == 404
    assert Client().get("/slack/").status_code == 404
    assert Client().post("/slack/", b"\xff", content_type="application/json",
                         headers=dict(signed(b"\xff", now))).status_code == 404  # fmt: skip


def test_without_an_app_there_is_no_such_page_but_the_one_that_says_how_to_have_one(
    cast: Cast, settings: LazySettings
) -> None:
    settings.SLACK_BOT_TOKEN = ""
    browser = cast.browser(cast.ines)
    assert happened(Client(), PING, timezone.now()).status_code == 404
    for page in ("/settings/slack/", "/groups/identity/channels/"):
        assert browser.get(page).status_code == 404
    assert "SLACK_BOT_TOKEN" in browser.get("/company/channels/").text
    for page in ("/settings/", "/groups/identity/people/"):
        assert "Slack" not in browser.get(page).text


@pytest.mark.database
def test_a_code_made_here_and_written_there_links_the_two_once(cast: Cast) -> None:
    browser, now = cast.browser(cast.sam), timezone.now()
    assert "Show me the line" in browser.get("/settings/slack/").text
    shown = browser.post("/settings/slack/codes/").text
    code = shown.partition("/parley link ")[2][:32]
    assert len(bytes.fromhex(code)) == 16
    assert code not in str(list(ChatAccount.objects.values()))
    answer = sent(Client(), {"command": "/parley", "text": f"link {code}", "user_id": "U0SAM"}, now).json()
    assert answer["response_type"] == "ephemeral"
    assert "You are Sam Okafor here now" in answer["text"]
    assert person_in_chat("U0SAM") == cast.sam
    again = sent(Client(), {"command": "/parley", "text": f"link {code}", "user_id": "U0OMAR"}, now).json()
    assert "This code is not right" in again["text"]
    assert person_in_chat("U0OMAR") is None
    assert "Your account is linked" in browser.get("/settings/slack/").text
    assert browser.post("/settings/slack/codes/").status_code == 422
    assert history(chat_account_ref(cast.sam.pk))[0] == f"linked an account in Slack to [person:{cast.sam.pk}]"
    assert "You are Sam Okafor here." in sent(Client(), {"text": "", "user_id": "U0SAM"}, now).json()["text"]


def test_a_code_ends_after_a_quarter_of_an_hour_and_with_the_next(cast: Cast) -> None:
    first = ask_for_code(person=cast.sam, actor=cast.sam, at=timezone.now())
    second = ask_for_code(person=cast.sam, actor=cast.sam, at=timezone.now() - timedelta(minutes=15, seconds=1))
    for code in (first, second):
        answer = sent(Client(), {"text": f"link {code}", "user_id": "U0SAM"}, timezone.now()).json()
        assert "This code is not right, or older than 15 minutes" in answer["text"]


def test_an_account_is_one_persons(cast: Cast) -> None:
    linked(cast, cast.sam, "U0SAM")
    code = ask_for_code(person=cast.omar, actor=cast.omar, at=timezone.now())
    answer = sent(Client(), {"text": f"link {code}", "user_id": "U0SAM"}, timezone.now()).json()
    assert "linked to somebody already" in answer["text"]
    assert person_in_chat("U0SAM") == cast.sam


def test_a_code_is_for_oneself(cast: Cast) -> None:
    with pytest.raises(Refused):
        ask_for_code(person=cast.sam, actor=cast.ines, at=cast.at)
    linked(cast, cast.sam, "U0SAM")
    with pytest.raises(Refused):
        unlink_account(person=cast.sam, actor=cast.ines, at=cast.at)


def test_the_link_is_ended_by_oneself_and_by_leaving(cast: Cast) -> None:
    linked(cast, cast.sam, "U0SAM")
    linked(cast, cast.omar, "U0OMAR")
    assert cast.browser(cast.sam).post("/settings/slack/end/").status_code == 302
    assert person_in_chat("U0SAM") is None
    note_leaving(person=cast.omar, on=cast.at.date(), actor=cast.ines, at=cast.at)
    assert person_in_chat("U0OMAR") is None
    answer = sent(Client(), {"text": "", "user_id": "U0OMAR"}, timezone.now()).json()
    assert "does not know yet who you are" in answer["text"]
    assert "/settings/slack/" in answer["text"]


def test_a_strange_event_is_left_alone() -> None:
    events: list[dict[str, Any]] = [
        {"type": "event_callback", "event": {"type": "app_rate_limited"}}, {"type": "x"}, {"event": {}},
    ]  # fmt: skip
    for event in events:
        assert happened(Client(), event, timezone.now()).status_code == 200


def test_who_joins_a_channel_has_its_messages_looked_at(cast: Cast) -> None:
    post = ChannelPost.objects.create(channel=tied(cast), name="x", state=PostState.POSTED, began_at=cast.at)
    event = {"type": "event_callback", "event": {"type": "member_joined_channel", "user": "U9", "channel": CHANNEL}}
    for _retry in range(4):
        assert happened(Client(), event, timezone.now()).status_code == 200
    post.refresh_from_db()
    assert post.look_at is not None
    assert Pending.objects.filter(task="post_to_chat").count() == 1


SCOPES = {
    "auth.test": (),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "chat.delete": ("chat:write",),
    "conversations.info": ("channels:read", "groups:read"),
    "conversations.members": ("channels:read", "groups:read"),
    "users.list": ("users:read",),
    "conversations.history": ("channels:history", "groups:history"),
    "views.open": (),
    "/parley": ("commands",),
}  # fmt: skip - as docs.slack.dev says of each method


def test_the_manifest_asks_for_what_is_used_and_no_more() -> None:
    said = json.loads((Path(__file__).parents[2] / "docs/slack-manifest.json").read_text())
    assert {each["callback_id"] for each in said["features"]["shortcuts"]} == {NOTE, RAISE}
    assert all(len(each["name"]) <= 24 for each in said["features"]["shortcuts"])
    assert set(said["oauth_config"]["scopes"]["bot"]) == {each for scopes in SCOPES.values() for each in scopes}
    used = {
        name.removeprefix("_").replace("_", ".", 1) for name in vars(Slack) if name.startswith("_") and "_" in name[1:]
    }
    assert {each.lower() for each in SCOPES if "." in each} == {each for each in used if not each.startswith(".")}
    assert json.dumps(said).count(reverse("slack")) == 4
