"""Channels are told what all who read them may see, once, and not a word longer than that holds."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings

from parley.disclosure.actions import replan
from parley.groups.actions import add_member, remove_member
from parley.ledger.models import Entry, Pending
from parley.ledger.outbox import Rest
from parley.ledger.queries import Told, told
from parley.ledger.terms import MACHINE
from parley.notifications.actions.channels import end_channel, look_again_at_all, look_again_in, try_post_again
from parley.notifications.events.letters import LettersForgotten
from parley.notifications.models.chat import ChannelPost, PostedNews
from parley.notifications.queries.channels import is_owed, person_in_chat
from parley.notifications.terms.chat import KEPT_DAYS, PostState
from parley.people.actions import note_leaving
from parley.reactions import chat
from parley.reactions.chat import look_again_by_itself, post_to_chat, see_to_chat, see_to_owed
from parley.reactions.worker import Worker
from parley.roadmap.actions import show_to
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan
from parley.topics.actions import answer_topic, change_topic, withdraw_topic
from tests.cast import Cast
from tests.clients.made import hartmann
from tests.decisions.made import REASON, decision, moved, settle_and_publish
from tests.disclosure.made import Q3, approved, in_build
from tests.disclosure.made import told as told_client
from tests.notifications.chatted import linked, tied
from tests.slack import CHANNEL, Message, Slack, set_up, slack_at_work
from tests.topics.made import WHY, topic

pytestmark = pytest.mark.django_db
ANSWER = "Yes: Japan is covered from the first day on, by the same signal."


@pytest.fixture
def slack(settings: LazySettings) -> Iterator[Slack]:
    with slack_at_work() as kept:
        set_up(settings, kept.port)
        yield kept


class Company:
    """The cast with a channel of identity, and a clock."""

    def __init__(self, cast: Cast, slack: Slack) -> None:
        self.cast, self.slack, self.at = cast, slack, cast.at + timedelta(seconds=1)
        slack.now = self.clock
        self.last = Entry.objects.latest("pk").pk

    def clock(self) -> float:
        """Give the seconds of the moment."""
        return self.at.timestamp()

    def happens(self) -> None:
        """Let what has happened since the last time be reacted to, twice, as it may be."""
        entries = list(Entry.objects.filter(pk__gt=self.last).order_by("pk"))
        self.last = max([self.last, *(each.pk for each in entries)])
        for each in told(entries) * 2:
            see_to_chat(each, self.at)

    def post(self, **later: float) -> Rest | None:
        """React, and send what is owed."""
        self.at += timedelta(**later)
        self.happens()
        return post_to_chat({}, self.at)

    @property
    def channel(self) -> list[Message]:
        return self.slack.in_channel(CHANNEL)


@pytest.fixture
def company(cast: Cast, slack: Slack) -> Company:
    """A channel of identity in which are Sam and Noor, whose accounts are linked."""
    slack.channel(CHANNEL, *linked(cast, cast.sam, cast.noor))
    tied(cast)
    return Company(cast, slack)


def published(company: Company, **given: Any) -> Any:
    cast = company.cast
    made = in_build(cast, **given)
    row = decision(cast, moved(made))
    settle_and_publish(decision=row, option=row.options.order_by("pk")[0], actor=cast.elena, at=cast.at)
    row.refresh_from_db()
    return made, row


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


def test_a_channel_of_the_company_hears_of_every_area_what_all_may_see(company: Company) -> None:
    company.slack.channel("C0COMPANY", "U0SOMEBODY")
    tied(company.cast, "C0COMPANY", area=None, by=company.cast.ines)
    topic(company.cast, company.cast.sam)
    published(company)
    company.post()
    assert len(company.channel) == 2
    [message] = company.slack.in_channel("C0COMPANY")
    assert "Decided" in message.words


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


def test_what_is_about_nothing_single_is_no_matter(company: Company) -> None:
    see_to_chat(Told(1, company.at, None, LettersForgotten(letters=2), ""), company.at)
    assert not is_owed(company.at)
