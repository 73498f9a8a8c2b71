"""Slack asks for patience, is away, or takes nothing: nothing is lost or doubled, and no channel holds up another."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from parley.ledger.models import Pending
from parley.ledger.terms import MACHINE
from parley.notifications.actions.channels import try_post_again
from parley.notifications.models.chat import ChannelPost
from parley.notifications.terms.chat import KEPT_DAYS, PostState
from parley.reactions import chat
from parley.reactions.chat import see_to_owed
from tests.cast import Cast
from tests.notifications.chatted import linked, tied
from tests.reactions.chatting import Company, published
from tests.slack import CHANNEL, Slack, set_up
from tests.topics.made import topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(cast: Cast, slack: Slack) -> Company:
    """A channel of identity in which are Sam and Noor, whose accounts are linked."""
    slack.channel(CHANNEL, *linked(cast, cast.sam, cast.noor))
    tied(cast)
    return Company(cast, slack)


@pytest.mark.parametrize(("asked", "seconds"), [("30", 30), ("", 1), ("soon", 1), ("99999", 3600)])
def test_a_limit_is_kept_to(company: Company, asked: str, seconds: int) -> None:
    topic(company.cast, company.cast.sam)
    company.slack.fails["chat.postMessage"] = (429, "ratelimited", {"Retry-After": asked})
    rest = company.post()
    assert rest is not None
    assert (rest.run_after - company.at).total_seconds() == seconds
    company.slack.fails.clear()
    company.at = rest.run_after
    assert company.post() is None
    assert len(company.channel) == 1


@pytest.mark.parametrize(
    ("status", "error"),
    [(500, "internal_error"), (503, "service_unavailable"), (200, "fatal_error"), (200, "invalid_auth")],
)
def test_while_slack_is_away_nothing_is_lost_and_afterwards_it_comes_together(
    company: Company, status: int, error: str
) -> None:
    company.slack.fails["*"] = (status, error, {})
    for n in range(6):
        topic(company.cast, company.cast.sam, f"What of country number {n}?")
        rest = company.post(minutes=10)
        assert rest is not None
        assert timedelta(seconds=5) <= rest.run_after - company.at <= timedelta(minutes=5)
    company.slack.fails.clear()
    assert company.post(minutes=5) is None
    [message] = company.channel
    assert all(f"country number {n}" in message.words for n in range(6))
    assert company.post(minutes=5) is None
    assert len(company.channel) == 1


def test_no_connection_is_waited_out(company: Company, settings: LazySettings) -> None:
    topic(company.cast, company.cast.sam)
    set_up(settings, 9)  # nobody listens there
    rest = company.post()
    assert rest is not None
    assert rest.run_after == company.at + timedelta(seconds=5)
    set_up(settings, company.slack.port)
    company.post()
    assert len(company.channel) == 1


def test_a_crash_between_posting_and_noting_doubles_nothing(company: Company) -> None:
    topic(company.cast, company.cast.sam)
    company.slack.dies_after = lambda method: method == "chat.postMessage"
    assert company.post() is not None
    assert ChannelPost.objects.get().state is PostState.BEGUN
    company.slack.dies_after = lambda _method: False
    assert company.post(minutes=2) is None
    assert len(company.channel) == 1
    assert company.slack.times("chat.postMessage") == 1
    assert ChannelPost.objects.get().state is PostState.POSTED


def test_a_crash_after_which_access_was_withdrawn_leaves_nothing_there(company: Company) -> None:
    topic(company.cast, company.cast.sam)
    company.slack.dies_after = lambda method: method == "chat.postMessage"
    company.post()
    company.slack.dies_after = lambda _method: False
    company.slack.channel(CHANNEL, "U0UNKNOWN")
    company.post(minutes=2)
    assert company.channel == []


def test_a_channel_that_is_gone_holds_up_no_other(company: Company) -> None:
    company.slack.channel("C0COMPANY", "U0SOMEBODY")
    tied(company.cast, "C0COMPANY", area=None, by=company.cast.ines)
    del company.slack.channels[CHANNEL]
    published(company)
    company.post()
    assert len(company.slack.in_channel("C0COMPANY")) == 1
    failed = ChannelPost.objects.get(state=PostState.FAILED)
    assert failed.trouble == "Slack answered: channel_not_found."
    company.slack.channel(CHANNEL, *(f"U0{each.pk}" for each in (company.cast.sam, company.cast.noor)))
    try_post_again(post=failed, actor=company.cast.femi, at=company.at)
    see_to_owed(company.at)
    company.post()
    assert len(company.channel) == 1


def test_parked_after_many_deaths_it_goes_on_by_itself(company: Company) -> None:
    topic(company.cast, company.cast.sam)
    company.happens()
    Pending.objects.filter(task="post_to_chat").update(parked=True, attempts=8)
    see_to_owed(company.at)
    assert Pending.objects.filter(task="post_to_chat", parked=False).exists()
    assert Pending.objects.get(task="post_to_chat").attempts == 0


def test_a_message_that_breaks_us_does_not_stop_the_others(company: Company, monkeypatch: Any) -> None:
    first = topic(company.cast, company.cast.sam)
    topic(company.cast, company.cast.sam, "And does it cover Korea?")
    real = chat.message_of

    def breaking(news: Any, *rest: Any) -> Any:
        if news[0].about.key == first.pk:
            raise ValueError("no")
        return real(news, *rest)

    monkeypatch.setattr(chat, "message_of", breaking)
    company.post()
    [message] = company.channel
    assert "Korea" in message.words
    assert ChannelPost.objects.get(state=PostState.FAILED).trouble == "ValueError: no"


def test_what_was_not_posted_is_forgotten_after_a_month(company: Company) -> None:
    from parley.notifications.actions.channels import forget_posts  # noqa: PLC0415

    topic(company.cast, company.cast.sam)
    company.post()
    company.slack.channel(CHANNEL, "U0UNKNOWN")
    topic(company.cast, company.cast.sam, "And does it cover Korea?")
    company.post()
    assert ChannelPost.objects.filter(state=PostState.DROPPED).count() == 1
    assert forget_posts(actor=MACHINE, at=company.at + timedelta(days=KEPT_DAYS + 1)) == 2  # with its news
    assert not ChannelPost.objects.filter(state=PostState.DROPPED).exists()
