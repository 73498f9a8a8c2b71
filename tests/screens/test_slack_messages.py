"""What people do in Slack with a message: they note an insight or raise a topic from it, by their own account."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from parley.clients.models import Insight
from parley.clients.terms import insight_ref
from parley.ledger.models import Pending
from parley.reactions.chat import whisper_in_chat
from parley.topics.models import Topic
from parley.topics.terms import TopicKind
from tests.cast import Cast, history
from tests.clients.made import hartmann
from tests.notifications.chatted import linked, tied
from tests.slack import CHANNEL, Slack, done
from tests.topics.made import WHY

pytestmark = pytest.mark.django_db


def by(person: Any) -> dict[str, Any]:
    return {"user": {"id": f"U0{person.pk}"}}


def menu(person: Any, entry: str, text: str, **more: Any) -> dict[str, Any]:
    """Somebody chose an entry of a message's menu."""
    message = {"text": text, "ts": "1700000000.000100"}
    return by(person) | {
        "type": "message_action", "callback_id": entry, "trigger_id": "1.2.3", "message": message,
        "channel": {"id": CHANNEL}, "response_url": "https://hooks.slack.com/actions/T1/2/3",
    } | more  # fmt: skip


def filled(person: Any, entry: str, **values: str) -> dict[str, Any]:
    """Somebody sent a form, as the documentation of view_submission shows it."""
    state = {
        name: {name: {"selected_date": value} if name == "said_on" else
               {"selected_option": {"value": value}} if name in {"client", "area", "kind"} else {"value": value}}
        for name, value in values.items()
    }  # fmt: skip
    return by(person) | {
        "type": "view_submission",
        "view": {"id": "V0123", "callback_id": entry, "state": {"values": state}},
    }


@pytest.mark.database
def test_an_insight_is_noted_from_a_message_by_whoever_chose_it_and_once(cast: Cast, slack: Slack) -> None:
    linked(cast, cast.sam)
    client = hartmann(cast)
    said = "They lose spend &amp; patience, says <@U9|tim>: <https://a.example/x|the file>"
    assert done(Client(), menu(cast.sam, "note_insight", said), timezone.now()).status_code == 200
    [view] = slack.views
    blocks = {each["block_id"]: each["element"] for each in view["blocks"]}
    assert blocks["text"]["initial_value"] == "They lose spend & patience, says tim: the file"
    assert blocks["said_on"]["initial_date"] == "2023-11-14"
    asked = by(cast.sam) | {"type": "block_suggestion", "block_id": "client", "value": client.name[:4]}
    options = done(Client(), asked, timezone.now()).json()["options"]
    assert {"text": {"type": "plain_text", "text": client.name, "emoji": True}, "value": str(client.pk)} in options
    sent_form = filled(cast.sam, "note_insight", client=str(client.pk), text="They lose spend.", said_on="2023-11-14")
    for _retry in range(4):
        answer = done(Client(), sent_form, timezone.now(), **{"X-Slack-Retry-Num": "1"}).json()
        assert answer["response_action"] == "update"
        [insight] = Insight.objects.filter(text="They lose spend.")
        assert f"/insights/{insight.pk}/" in str(answer["view"])
    assert insight.author == cast.sam
    assert "noted" in history(insight_ref(insight.pk))[-1]


def test_a_topic_is_raised_from_a_message_for_the_group_of_the_channel(cast: Cast, slack: Slack) -> None:
    linked(cast, cast.omar)
    tied(cast)
    done(Client(), menu(cast.omar, "raise_topic", WHY), timezone.now())
    blocks = {each["block_id"]: each["element"] for each in slack.views[0]["blocks"]}
    assert blocks["area"]["initial_option"]["value"] == "identity"
    assert blocks["why"]["initial_value"] == WHY
    asked = by(cast.omar) | {"type": "block_suggestion", "block_id": "area", "value": "REPORT"}
    assert [each["value"] for each in done(Client(), asked, timezone.now()).json()["options"]] == ["reporting"]
    form = {"area": "identity", "kind": "problem", "title": "Does consent cover Japan?", "why": WHY}
    for _retry in range(3):
        answer = done(Client(), filled(cast.omar, "raise_topic", **form), timezone.now()).json()
        assert f"/topics/{Topic.objects.get().pk}/" in str(answer)
    made = Topic.objects.get()
    assert (made.brought_by, made.kind, made.area) == (cast.omar, TopicKind.PROBLEM, cast.identity)


@pytest.mark.parametrize(
    ("entry", "wrong", "field", "sentence"),
    [
        ("note_insight", {"client": ""}, "client", "Choose the client"),
        ("note_insight", {"client": "99999999"}, "client", "Choose the client"),
        ("note_insight", {"client": "x' OR 1"}, "client", "Choose the client"),
        ("note_insight", {"text": " "}, "text", "Write what the client said"),
        ("note_insight", {"text": "\x00"}, "text", ""),
        ("note_insight", {"said_on": ""}, "said_on", "Choose the day"),
        ("note_insight", {"said_on": "2999-01-01"}, "said_on", "a day that has not come"),
        ("raise_topic", {"area": "nowhere"}, "area", "Choose the group"),
        ("raise_topic", {"title": ""}, "title", "A topic needs a title"),
        ("raise_topic", {"why": "strategic"}, "why", "who has the problem"),
    ],
)
def test_what_a_rule_refuses_is_said_beside_its_field(  # noqa: PLR0917 - the columns of the table above
    cast: Cast, slack: Slack, entry: str, wrong: dict[str, str], field: str, sentence: str
) -> None:
    linked(cast, cast.sam)
    right = {"client": str(hartmann(cast).pk), "text": "They lose spend.", "said_on": "2023-11-14"}
    if entry == "raise_topic":
        right = {"area": "identity", "kind": "question", "title": "Does consent cover Japan?", "why": WHY}
    answer = done(Client(), filled(cast.sam, entry, **(right | wrong)), timezone.now()).json()
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == [field]
    assert sentence in answer["errors"][field]
    assert not Insight.objects.exists()
    assert not Topic.objects.exists()


def test_whoever_is_not_linked_is_told_how_and_sees_nothing(cast: Cast, slack: Slack) -> None:
    hartmann(cast)
    assert done(Client(), menu(cast.sam, "note_insight", "x"), timezone.now()).status_code == 200
    assert "/settings/slack/" in str(slack.views[0])
    asked = by(cast.sam) | {"type": "block_suggestion", "block_id": "client", "value": ""}
    assert done(Client(), asked, timezone.now()).json() == {"options": []}
    form = filled(cast.sam, "note_insight", client="1", text="They lose spend.", said_on="2023-11-14")
    assert "/settings/slack/" in str(done(Client(), form, timezone.now()).json())
    assert not Insight.objects.exists()


@pytest.mark.parametrize("late", ["late", "down"])
def test_a_form_that_cannot_be_opened_is_excused(cast: Cast, slack: Slack, settings: LazySettings, late: str) -> None:
    linked(cast, cast.sam)
    if late == "down":
        slack.fails["views.open"] = (500, "internal_error", {})
    here = f"http://127.0.0.1:{slack.port}/whispers"
    payload = menu(cast.sam, "note_insight", "x", trigger_id=late, response_url=here)
    assert done(Client(), payload, timezone.now()).status_code == 200
    work = Pending.objects.get(task="whisper_in_chat")
    whisper_in_chat(work.payload, cast.at)
    method, given = slack.asked[-1]
    assert method == "whispers"
    assert given["response_type"] == "ephemeral"
    assert "Choose it again" in given["text"]


def test_nothing_is_whispered_to_hosts_that_are_not_slacks(slack: Slack, settings: LazySettings, cast: Cast) -> None:
    settings.SLACK_API_URL = "https://slack.com/api/"
    whisper_in_chat({"address": f"http://127.0.0.1:{slack.port}/whispers", "text": "x"}, cast.at)
    assert slack.asked == []


def test_other_things_that_people_do_are_only_acknowledged(cast: Cast, slack: Slack) -> None:
    linked(cast, cast.sam)
    for payload in ({"type": "block_actions"}, {"type": "view_closed"}, {}):
        assert done(Client(), by(cast.sam) | payload, timezone.now()).content == b""
