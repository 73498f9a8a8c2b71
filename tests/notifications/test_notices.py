"""What is to be mailed to one person is found by their own notices, however many others have some."""

from datetime import timedelta
from typing import Any

import pytest

from parley.ledger.models import Entry
from parley.ledger.queries import entry_told
from parley.ledger.terms import MACHINE
from parley.notifications.actions import tell
from parley.notifications.models import Notice
from parley.notifications.queries.notices import news_to_mail
from parley.notifications.rules import TOGETHER
from parley.notifications.terms import Because, ToTell
from parley.topics.actions import answer_topic
from tests.cast import Cast
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db]


def answered(cast: Cast, *people: Any, after: timedelta = timedelta(0)) -> None:
    """Tell people of an answer to what they brought."""
    at = cast.at + after
    answer_topic(topic=topic(cast, people[0], at=at), answer="Yes: APPI is covered.", actor=cast.noor, at=at)
    told = entry_told(Entry.objects.filter(kind="topic.answered").latest("pk").pk)
    assert told
    tell(told=told, people=[ToTell(each.pk, Because.BROUGHT) for each in people], actor=MACHINE, at=at)


def test_once_some_of_it_is_due_all_of_it_goes_and_nobody_elses(cast: Cast) -> None:
    answered(cast, cast.aiko)
    answered(cast, cast.aiko, cast.sam, after=timedelta(minutes=4))
    due = cast.at + TOGETHER
    assert not news_to_mail(cast.aiko.pk, due - timedelta(seconds=1)).exists()
    assert not news_to_mail(cast.sam.pk, due).exists()
    assert set(news_to_mail(cast.aiko.pk, due)) == set(Notice.objects.filter(person=cast.aiko))
    assert news_to_mail(cast.aiko.pk, due).count() == 2


def test_nobody_elses_notices_are_looked_at(cast: Cast) -> None:
    steps = [line for line in news_to_mail(cast.aiko.pk, cast.at).order_by("pk").explain().splitlines()
             if "parley_notice" in line or " U0" in line]  # fmt: skip
    assert len(steps) == 2
    assert all("SEARCH" in step and "(person_id=?" in step for step in steps), steps
