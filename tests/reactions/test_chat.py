"""Channels are told what all who read them may see, once, and not a word longer than that holds."""

from typing import Any

import pytest

from parley.disclosure.actions import replan
from parley.groups.actions import add_member, remove_member
from parley.ledger.models import Entry, Pending
from parley.ledger.queries import Told, told
from parley.ledger.terms import MACHINE
from parley.notifications.events.letters import LettersForgotten
from parley.notifications.models.chat import ChannelPost, PostedNews
from parley.notifications.queries.channels import is_owed
from parley.notifications.terms.chat import PostState
from parley.reactions.chat import see_to_chat
from parley.reactions.worker import Worker
from parley.roadmap.actions import show_to
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan
from parley.topics.actions import answer_topic
from tests.cast import Cast
from tests.clients.made import hartmann
from tests.decisions.made import REASON
from tests.disclosure.made import Q3, approved, in_build
from tests.disclosure.made import told as told_client
from tests.notifications.chatted import linked, tied
from tests.reactions.chatting import Company, published
from tests.slack import CHANNEL, Slack
from tests.topics.made import WHY, topic

pytestmark = pytest.mark.django_db
ANSWER = "Yes: Japan is covered from the first day on, by the same signal."


@pytest.fixture
def company(cast: Cast, slack: Slack) -> Company:
    """A channel of identity in which are Sam and Noor, whose accounts are linked."""
    slack.channel(CHANNEL, *linked(cast, cast.sam, cast.noor))
    tied(cast)
    return Company(cast, slack)


@pytest.mark.database
def test_a_decision_is_posted_once_with_its_reason_and_a_link_that_works(company: Company) -> None:
    _made, row = published(company)
    assert company.post() is None
    assert company.post() is None
    [message] = company.channel
    for words in ("Decided", row.question, "Audited clients first", REASON, f"/decisions/{row.pk}/", "Elena Brandt"):
        assert words in message.words, words
    assert company.cast.browser(company.cast.sam).get(f"/decisions/{row.pk}/").status_code == 200
    assert ChannelPost.objects.get().state is PostState.POSTED


def test_long_words_full_of_marks_fit_into_what_slack_takes(company: Company) -> None:
    topic(company.cast, company.cast.sam, "T" * 200, why="It costs <them> & us: " + "&<>" * 3_000)
    company.post()
    [message] = company.channel
    assert all(len(each["text"]["text"]) <= 3_000 for each in message.blocks if "text" in each)
    assert "It costs &lt;them&gt; &amp; us" in message.words


def test_a_topic_is_posted_when_it_is_brought_and_when_it_is_answered(company: Company) -> None:
    row = topic(company.cast, company.cast.sam, "Does *consent* <!channel> cover | Japan?")
    company.post()
    [message] = company.channel
    assert "A new topic" in message.words
    assert WHY in message.words
    assert "<!channel>" not in message.words
    assert "&lt;!channel&gt;" in message.words
    answer_topic(topic=row, answer=ANSWER, actor=company.cast.noor, at=company.cast.at)
    company.post(seconds=5)
    before, after = company.channel
    assert ANSWER in before.words
    assert ANSWER in after.words
    assert "A new topic" not in before.words


def test_a_correction_is_told_without_the_client_and_with_the_words_that_hold(company: Company) -> None:
    cast = company.cast
    row, client = in_build(cast, "Sold to clients"), hartmann(cast)
    approved(cast, row)
    told_client(cast, row, client)
    plan = Plan(horizon=Horizon.NOW, window=Q3, confidence=Confidence.LOW)
    replan(initiative=row, plan=plan, reason="The audits moved to autumn.", actor=cast.noor, at=cast.at)
    company.post()
    [message] = company.channel
    assert "What clients were told does not hold any more" in message.words
    assert "Sold to clients" in message.words
    assert f"/initiatives/{row.pk}/" in message.words
    assert client.name not in message.words
    assert "second quarter" not in message.words  # these words hold no more, so nobody says them


def test_of_a_topic_nothing_is_said_where_one_reader_may_not_see_it(company: Company) -> None:
    company.slack.channel(CHANNEL, *linked(company.cast, company.cast.aiko, company.cast.omar))
    topic(company.cast, company.cast.sam)
    company.post()
    assert company.channel == []
    assert ChannelPost.objects.get().state is PostState.DROPPED
    assert company.slack.times("chat.postMessage") == 0


def test_somebody_unknown_hears_what_the_company_may_see_and_no_more(company: Company) -> None:
    company.slack.channel(CHANNEL, "U0UNKNOWN", f"U0{company.cast.sam.pk}")
    topic(company.cast, company.cast.sam)
    made, row = published(company)
    company.post()
    [message] = company.channel
    assert row.question in message.words
    show_to(initiative=made, audience=Audience.GROUP, actor=company.cast.noor, at=company.at)
    company.post(seconds=5)
    assert company.channel == []  # narrowed, so it is taken back
    assert {each.state for each in ChannelPost.objects.all()} == {PostState.DROPPED, PostState.TAKEN_BACK}


@pytest.mark.parametrize(
    ("user", "flags"),
    [
        ({"id": "U0GUEST", "is_restricted": True}, {}),
        ({"id": "U0GUEST", "is_ultra_restricted": True}, {}),
        ({"id": "U0GUEST", "is_stranger": True}, {}),
        (None, {"is_ext_shared": True}),
        (None, {"is_pending_ext_shared": True}),
        ({"id": "U0OTHER"}, {}),
    ],
    ids=str,
)
def test_where_people_of_elsewhere_read_along_nothing_is_said(company: Company, user: Any, flags: Any) -> None:
    known = f"U0{company.cast.sam.pk}"
    company.slack.channel(CHANNEL, known, *([user["id"]] if user else []), **flags)
    if user and len(user) > 1:
        company.slack.users[user["id"]] = user
    elif user:
        del company.slack.users[user["id"]]  # of a company that is not ours: it is not listed at all
    topic(company.cast, company.cast.sam)
    published(company)
    company.post()
    assert company.channel == []
    assert company.slack.times("chat.postMessage") == 0


def test_a_guest_whom_parley_knows_counts_as_who_they_are(company: Company) -> None:
    company.slack.users[f"U0{company.cast.sam.pk}"] = {"id": f"U0{company.cast.sam.pk}", "is_restricted": True}
    topic(company.cast, company.cast.sam)
    company.post()
    assert len(company.channel) == 1


def test_channels_of_thousands_are_read_page_by_page(company: Company) -> None:
    company.slack.page = 2
    members = [f"U0N{n}" for n in range(7)]
    company.slack.channel(CHANNEL, *members, *linked(company.cast, company.cast.aiko))
    company.slack.users["U0N6"] = {"id": "U0N6", "is_restricted": True}  # on the last page
    published(company)
    company.post()
    assert company.channel == []
    company.slack.users["U0N6"] = {"id": "U0N6"}
    topic(company.cast, company.cast.sam)
    published(company, title="Another")
    company.post(seconds=5)
    assert len(company.channel) == 1


def test_access_withdrawn_between_event_and_sending_counts(company: Company) -> None:
    add_member(area=company.cast.identity, person=company.cast.omar, actor=MACHINE, at=company.cast.at)
    company.slack.channel(CHANNEL, *linked(company.cast, company.cast.omar))
    topic(company.cast, company.cast.sam)
    company.happens()
    assert is_owed(company.at)
    remove_member(area=company.cast.identity, person=company.cast.omar, actor=MACHINE, at=company.cast.at)
    company.post()
    assert company.channel == []


def test_a_channel_of_the_company_hears_of_every_area_what_all_may_see(company: Company) -> None:
    company.slack.channel("C0COMPANY", "U0SOMEBODY")
    tied(company.cast, "C0COMPANY", area=None, by=company.cast.ines)
    topic(company.cast, company.cast.sam)
    published(company)
    company.post()
    assert len(company.channel) == 2
    [message] = company.slack.in_channel("C0COMPANY")
    assert "Decided" in message.words


@pytest.mark.database
def test_the_worker_does_all_of_it(company: Company) -> None:
    Pending.objects.exclude(task="react", payload__entry__gt=company.last).delete()
    topic(company.cast, company.cast.sam)
    Worker(clock=lambda: company.at).work_off()
    assert len(company.channel) == 1
    assert not Pending.objects.filter(task="post_to_chat").exists()


def test_without_an_app_nothing_is_written_down(cast: Cast) -> None:
    tied(cast)
    topic(cast, cast.sam)
    for each in told(list(Entry.objects.order_by("pk"))):
        see_to_chat(each, cast.at)
    assert not PostedNews.objects.exists()


def test_what_is_about_nothing_single_is_no_matter(company: Company) -> None:
    see_to_chat(Told(1, company.at, None, LettersForgotten(letters=2), ""), company.at)
    assert not is_owed(company.at)
