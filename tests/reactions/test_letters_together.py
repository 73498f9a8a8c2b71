"""What became of mails that come one after another is told together, and once; whoever sends too many is told so."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from parley.clients.models import Insight
from parley.ledger import outbox
from parley.ledger.models import Pending
from parley.notifications.actions.letters import MOST_AN_HOUR
from parley.notifications.terms.letters import NOTED
from parley.reactions.replies import take_mail
from parley.reactions.worker import Worker
from parley.topics.terms import topic_ref
from parley.voices.models import Comment
from tests.cast import Cast
from tests.clients.made import recognised
from tests.notifications.mailed import address, answer, sent_on
from tests.reactions.later import work_off
from tests.reactions.test_letters import said_of
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db]


@pytest.mark.database
def test_a_wave_of_mails_is_answered_by_one(cast: Cast, settings) -> None:
    recognised(cast)
    to = address(cast, cast.aiko)
    wave = [answer(to, sent_on(words=f"Point {n}."), Subject=f"Fwd: Point {n}") for n in range(12)]
    wave += [answer(to, sent_on("anna@unknown.example", words="Exports."), Subject="Fwd: Exports")]
    wave += [answer(address(cast, cast.aiko, topic_ref(topic(cast, cast.aiko).pk)), "> quoted", Subject="Re: Yours")]
    (message,) = said_of(cast.aiko, *wave)
    assert message.subject == "2 of your mails have no place yet"
    text = str(message.body)
    assert [text.count(f"\nFwd: Point {n}\nWhat Hartmann") for n in range(12)] == [1] * 12
    assert text.count(f"{settings.PUBLIC_URL}/insights/") == 13  # the form among them
    assert "\nFwd: Exports\nNo client has the domain" in text
    assert "\nRe: Yours\nNothing of your own was found" in text
    assert "In-Reply-To" not in message.extra_headers


def test_whoever_sends_on_more_than_is_taken_is_told_which_was_the_last(cast: Cast) -> None:
    recognised(cast)
    to = address(cast, cast.aiko)
    wave = [answer(to, sent_on(words=f"Point {n}."), Subject=f"Fwd: Point {n}") for n in range(MOST_AN_HOUR + 3)]
    (message,) = said_of(cast.aiko, *wave)
    assert Insight.objects.count() == MOST_AN_HOUR
    for said in (str(message.body), str(message.alternatives[0][0])):
        assert f"the last of the {MOST_AN_HOUR} mails that Parley takes from one person within an hour" in said
        assert f"Fwd: Point {MOST_AN_HOUR - 1}" in said
        assert f"Fwd: Point {MOST_AN_HOUR}" not in said


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three mails within an hour are all that is taken of anybody."""
    monkeypatch.setattr("parley.notifications.actions.letters.MOST_AN_HOUR", 3)


LAST = "the last of the 30 mails that Parley takes from one person within an hour"


@pytest.mark.usefixtures("few")
def test_whoever_says_the_last_that_is_taken_is_told_so(cast: Cast) -> None:
    brought = topic(cast, cast.aiko)
    to = address(cast, cast.aiko, topic_ref(brought.pk))
    (message,) = said_of(cast.aiko, *(answer(to, f"Point {n}.", Subject=f"Re: {n}") for n in range(1, 6)))
    assert Comment.objects.count() == 3
    assert message.subject == "The last of your mails that is taken for now"
    assert LAST in str(message.body)
    assert "\nRe: 3\nWhat you wrote is said in Parley." in str(message.body)
    assert f"/topics/{brought.pk}/" in str(message.body)
    assert "Re: 2" not in str(message.body)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("minutes", [0, 20])
def test_whoever_sends_the_same_to_the_last_is_told_that_it_was(cast: Cast, minutes: int) -> None:
    """Within the minutes that are gathered, and once they were told."""
    to, start = address(cast, cast.aiko, topic_ref(topic(cast, cast.aiko).pk)), timezone.now()
    mail.outbox.clear()
    for at in (start, start, start + timedelta(minutes=minutes)):
        take_mail(answer(to, "> quoted", Subject="Re: Yours"), at=at)
        if minutes:
            Worker(clock=lambda at=at: at + timedelta(minutes=6)).work_off()
    Worker(clock=lambda: start + timedelta(minutes=40)).work_off()
    told = [str(each.body) for each in mail.outbox if each.to == [cast.aiko.email]]
    assert [LAST in each for each in told] == ([False, True] if minutes else [True])
    assert [each.count("Re: Yours") for each in told] == [1] * len(told)
    assert not outbox.parked()


def test_the_mails_of_two_people_are_answered_apart(cast: Cast) -> None:
    recognised(cast)
    take_mail(answer(address(cast, cast.noor), sent_on(words="Noor’s."), sender="noor@parley.example"), at=cast.at)
    (message,) = said_of(cast.aiko, answer(address(cast, cast.aiko), sent_on()))
    assert "Noor" not in str(message.body)
    assert [each.subject for each in mail.outbox if each.to == [cast.noor.email]] == [message.subject]


def test_who_sends_the_same_again_within_the_hour_hears_it_once(cast: Cast) -> None:
    def again(text: str = "> quoted") -> bytes:
        return answer(address(cast, cast.aiko, topic_ref(brought.pk)), text)  # each has a name of its own

    brought, start = topic(cast, cast.aiko), timezone.now()
    for minutes, wrote, told in ((0, again(), 1), (20, again(), 1), (30, again("> quoted\n> more"), 2),
                                 (50, again(), 2), (75, again(), 3)):  # fmt: skip
        take_mail(wrote, at=start + timedelta(minutes=minutes))
        Worker(clock=lambda minutes=minutes: start + timedelta(minutes=minutes + 6)).work_off()
        assert len([each for each in mail.outbox if "no place" in str(each.subject)]) == told, minutes
    assert not outbox.parked()


def test_an_answer_that_cannot_be_sent_waits_and_gathers_what_comes_meanwhile(cast: Cast, settings) -> None:
    settings.EMAIL_BACKEND = "tests.reactions.test_letters_together.Down"
    start = timezone.now()
    for n in range(5):
        at = start + timedelta(minutes=10 * n)
        take_mail(answer(address(cast, cast.aiko), f"They said {n}.", Subject=f"No. {n}"), at=at)
        Worker(clock=lambda at=at: at + timedelta(minutes=6)).work_off()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox.clear()
    for minutes in (60, 70):
        Worker(clock=lambda minutes=minutes: start + timedelta(minutes=minutes)).work_off()
    told = [str(each.body) for each in mail.outbox]
    assert len(told) == 2
    assert "\nNo. 0\n" in told[0]
    assert [told[1].count(f"\nNo. {n}\n") for n in range(1, 5)] == [1] * 4


@pytest.mark.database
@pytest.mark.parametrize("parked", [False, True])
def test_what_waited_as_it_was_called_before_is_told_after_an_upgrade(cast: Cast, *, parked: bool) -> None:
    mail.outbox.clear()
    told = {"name": "", "why": "no_client", "sentence": "", "clients": [], "about": str(NOTED)}
    for letter in (1, 2):
        Pending.objects.create(
            task="mail_unplaced", unique_key=f"mail_unplaced:{letter}", run_after=timezone.now(), parked=parked,
            attempts=7, trouble="as it was", payload=told | {"person": cast.aiko.pk, "letter": letter},
        )  # fmt: skip
    import_module("parley.migrations.0063_letters_unplaced").gather(apps, None)
    work_off()
    (message,) = mail.outbox
    assert (message.subject, message.to) == ("2 of your mails have no place yet", [cast.aiko.email])
    assert str(message.body).count("No client has the domain") == 2
    assert not outbox.parked()


class Down(BaseEmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, _messages: object) -> int:
        """Refuse."""
        raise ConnectionRefusedError("nobody listens")
