"""What was posted is looked at again: changed as its thing changes, taken back once somebody there may not see it."""

import pytest

from parley.groups.actions import remove_member
from parley.ledger.terms import MACHINE
from parley.notifications.actions.channels import end_channel, look_again_at_all, look_again_in
from parley.notifications.models.chat import ChannelPost
from parley.notifications.queries.channels import person_in_chat
from parley.notifications.terms.chat import PostState
from parley.people.actions import note_leaving
from parley.reactions.chat import look_again_by_itself
from parley.roadmap.actions import show_to
from parley.roadmap.terms import Audience
from parley.topics.actions import change_topic, withdraw_topic
from tests.cast import Cast
from tests.notifications.chatted import linked, tied
from tests.reactions.chatting import Company, published
from tests.slack import CHANNEL, Slack
from tests.topics.made import WHY, topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(cast: Cast, slack: Slack) -> Company:
    """A channel of identity in which are Sam and Noor, whose accounts are linked."""
    slack.channel(CHANNEL, *linked(cast, cast.sam, cast.noor))
    tied(cast)
    return Company(cast, slack)


def test_access_withdrawn_after_sending_takes_the_message_back(company: Company) -> None:
    company.slack.members[CHANNEL] += linked(company.cast, company.cast.aiko)
    topic(company.cast, company.cast.sam)
    company.post()
    assert len(company.channel) == 1
    remove_member(area=company.cast.identity, person=company.cast.aiko, actor=MACHINE, at=company.cast.at)
    company.post()
    assert company.channel == []


def test_what_nobody_told_us_of_is_found_by_itself(company: Company) -> None:
    topic(company.cast, company.cast.sam)
    company.post()
    company.slack.channel(CHANNEL, "U0UNKNOWN")
    company.post()
    assert len(company.channel) == 1
    look_again_by_itself(company.at)
    company.post()
    assert company.channel == []


def test_somebody_who_joins_a_channel_does_not_read_what_they_may_not_see(company: Company) -> None:
    topic(company.cast, company.cast.sam)
    published(company)
    company.post()
    assert len(company.channel) == 2
    company.slack.members[CHANNEL].append("U0NEW")
    company.slack.users["U0NEW"] = {"id": "U0NEW"}
    look_again_in(slack_id=CHANNEL, actor=MACHINE, at=company.at)
    company.post()
    [message] = company.channel
    assert "Decided" in message.words


def test_whoever_leaves_is_unlinked_and_what_they_may_not_see_goes(company: Company) -> None:
    topic(company.cast, company.cast.sam)
    company.post()
    note_leaving(person=company.cast.noor, on=company.cast.at.date(), actor=company.cast.ines, at=company.cast.at)
    company.post()
    assert person_in_chat(f"U0{company.cast.noor.pk}") is None
    company.post()
    assert company.channel == []  # their account is still in the channel, and nobody knows whose it is now


def test_what_changes_is_changed_and_what_is_withdrawn_says_so(company: Company) -> None:
    row = topic(company.cast, company.cast.sam)
    company.post()
    change_topic(topic=row, title="Does consent cover Korea?", why=WHY, actor=company.cast.sam, at=company.cast.at)
    company.post()
    [message] = company.channel
    assert "Korea" in message.words
    withdraw_topic(
        topic=row, reason="A client found the page that says so.", actor=company.cast.sam, at=company.cast.at
    )
    company.post()
    [message] = company.channel
    assert "A topic that was withdrawn" in message.words
    assert WHY not in message.words
    changes = company.slack.times("chat.update")
    look_again_at_all(actor=MACHINE, at=company.at)
    company.post()
    assert company.slack.times("chat.update") == changes  # it says what is so already


def test_what_cannot_be_changed_is_taken_back(company: Company) -> None:
    row = topic(company.cast, company.cast.sam)
    company.post()
    company.slack.fails["chat.update"] = (200, "edit_window_closed", {})
    change_topic(topic=row, title="Does consent cover Korea?", why=WHY, actor=company.cast.sam, at=company.cast.at)
    company.post()
    assert company.channel == []


def test_what_somebody_deleted_there_is_left_alone(company: Company) -> None:
    row = topic(company.cast, company.cast.sam)
    company.post()
    company.slack.messages.clear()
    change_topic(topic=row, title="Does consent cover Korea?", why=WHY, actor=company.cast.sam, at=company.cast.at)
    company.post()
    assert company.channel == []
    assert ChannelPost.objects.get().state is PostState.TAKEN_BACK


def test_a_channel_that_was_ended_hears_nothing_new_and_is_still_watched(company: Company) -> None:
    row = topic(company.cast, company.cast.sam)
    company.post()
    topic(company.cast, company.cast.sam, "Another question of mine?")
    company.happens()
    channel = ChannelPost.objects.get().channel
    end_channel(channel=channel, actor=company.cast.femi, at=company.at)
    withdraw_topic(
        topic=row, reason="A client found the page that says so.", actor=company.cast.sam, at=company.cast.at
    )
    company.post()
    [message] = company.channel
    assert "withdrawn" in message.words


def test_a_bundle_shows_what_may_be_shown_and_is_changed_as_that_changes(company: Company) -> None:
    company.slack.channel(CHANNEL, "U0UNKNOWN")
    things = [published(company, title=f"Thing {n}") for n in range(4)]
    topic(company.cast, company.cast.sam)
    company.post()
    [message] = company.channel
    assert message.words.count("Decided: *") == 4
    assert "consent cover" not in message.words
    show_to(initiative=things[0][0], audience=Audience.GROUP, actor=company.cast.noor, at=company.at)
    company.post()
    [message] = company.channel
    assert message.words.count("Decided: *") == 3
