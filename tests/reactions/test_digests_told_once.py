"""A digest tells nobody what they know: neither what they read, nor what another mail tells."""

from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from parley.ledger.models import Pending
from parley.notifications.actions import read_up
from parley.notifications.actions.digests import choose_mails
from parley.notifications.models import Notice
from parley.notifications.queries.said import SPOKEN
from parley.notifications.rules import TOGETHER
from parley.reactions.news import gather, mail_news
from parley.topics.actions import answer_topic
from parley.topics.queries import viewers_of_topic
from parley.topics.terms import topic_ref
from parley.voices.actions import follow, say
from parley.voices.actions.commenting import change_comment
from tests.cast import Cast
from tests.reactions.digested import DAILY, chosen, digests, followed, moved, one, told
from tests.reactions.later import work_off
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db]


def test_nothing_is_told_that_was_read_or_mailed(cast: Cast) -> None:
    chosen(cast, cast.sam, cast.aiko)
    moved(cast, followed(cast, cast.sam))
    asked = topic(cast, cast.aiko)
    answer_topic(topic=asked, answer="Yes: APPI is covered from January on.", actor=cast.noor, at=cast.at)
    work_off()
    assert [each.to for each in mail.outbox] == [["aiko@parley.example"]], "her answer was mailed at once"
    assert Notice.objects.get(person=cast.aiko).mailed_at
    read_up(person=cast.sam, until=timezone.now(), actor=cast.sam, at=timezone.now())
    assert digests(cast.sam, cast.aiko) == []


def answered(cast: Cast) -> None:
    """Aiko's topic is answered, and she is told; the mail still waits."""
    chosen(cast, cast.aiko)
    words = "Yes: APPI is covered from January on."
    answer_topic(topic=topic(cast, cast.aiko), answer=words, actor=cast.noor, at=cast.at)
    told()


def test_what_is_mailed_at_once_is_in_no_digest_not_even_before(cast: Cast) -> None:
    answered(cast)
    assert digests(cast.aiko) == []
    work_off()
    assert len(mail.outbox) == 1
    assert digests(cast.aiko) == []


def test_a_comment_that_a_mail_says_names_somebody_is_in_no_digest_before_or_after(cast: Cast) -> None:
    """The name was added within minutes, so there are two notices: of who follows, and of whom it names."""
    chosen(cast, cast.femi)
    made = topic(cast, cast.aiko)
    facts: dict[str, Any] = {"on": topic_ref(made.pk), "readers": viewers_of_topic(made), "actor": cast.noor}
    follow(thread=made.thread, following=True, actor=cast.femi, at=cast.at)
    told()
    digests(cast.femi)
    comment = say(thread=made.thread, text="Do you know?", at=timezone.now(), **facts)
    text = f"@{cast.femi.name}, do you know?"
    change_comment(comment=comment, text=text, seen_edits=0, at=timezone.now(), **facts)
    told()
    assert Notice.objects.filter(person=cast.femi, entry__kind__in=SPOKEN).count() == 2
    assert digests(cast.femi) == []
    work_off()
    assert [text in str(each.body) for each in mail.outbox if each.to == [cast.femi.email]] == [True]
    assert digests(cast.femi) == []
    moved(cast, followed(cast, cast.femi))
    told()
    assert "do you know?" not in one(cast.femi).body


def test_who_turns_news_off_before_they_went_has_them_in_the_digest_once(cast: Cast) -> None:
    answered(cast)
    choose_mails(person=cast.aiko, times=DAILY, news=False, minutes=True, actor=cast.aiko, at=timezone.now())
    work_off()
    assert mail.outbox == []
    assert "APPI is covered" in one(cast.aiko).body
    assert digests(cast.aiko) == []


def test_news_that_wait_for_the_mail_server_go_into_the_digest_of_who_turns_them_off(cast: Cast) -> None:
    answered(cast)
    later = timezone.now() + TOGETHER
    gather({"person": cast.aiko.pk}, later)
    choose_mails(person=cast.aiko, times=DAILY, news=False, minutes=True, actor=cast.aiko, at=later)
    mail_news(Pending.objects.get(task="mail_notice").payload, later)
    assert mail.outbox == []
    assert "APPI is covered" in one(cast.aiko).body


def test_of_who_turned_news_off_nothing_waits_to_be_mailed(cast: Cast) -> None:
    chosen(cast, cast.aiko, news=False, minutes=False)
    answer_topic(topic=topic(cast, cast.aiko), answer="Yes, from January on.", actor=cast.noor, at=cast.at)
    told()
    assert Notice.objects.get(person=cast.aiko).mail_after is None
    assert not Pending.objects.filter(task="gather_news", payload__person=cast.aiko.pk).exists()
    assert "Yes, from January on." in one(cast.aiko).body
