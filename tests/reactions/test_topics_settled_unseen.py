"""A topic that a decision settled does not end in silence for those who may not read the decision."""

import pytest
from django.core import mail
from django.utils import timezone

from parley.decisions.queries import options_of
from parley.ledger import outbox
from parley.notifications.models import Notice
from parley.roadmap.terms import Audience
from parley.topics.actions import support_topic
from tests.cast import Cast
from tests.decisions.made import QUESTION, REASON, decision, moved, settle_and_publish
from tests.reactions.later import work_off
from tests.roadmap.made import initiative
from tests.screens.decision_pages import read
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def told(person: object) -> set[str]:
    kinds = "decision.published", "topic.decided"
    return set(Notice.objects.filter(person=person, entry__kind__in=kinds).values_list("entry__kind", flat=True))


def test_whoever_may_not_read_the_decision_is_told_in_words_that_name_nothing_else(cast: Cast) -> None:
    brought = topic(cast, cast.omar)
    support_topic(topic=brought, why="Tokyo asks every week.", actor=cast.sam, at=cast.at)
    row = decision(cast, moved(initiative(cast, "Secret Two", audience=Audience.GROUP)), topics=[brought])
    settle_and_publish(decision=row, option=options_of(row)[0], actor=cast.elena, at=timezone.now())
    work_off()
    assert not outbox.parked()
    assert (told(cast.omar), told(cast.sam)) == ({"topic.decided"}, {"decision.published"}), "each is told once"
    (sent,) = [each for each in mail.outbox if each.to == [cast.omar.email]]
    pages = read(cast, cast.omar, "topic", brought.pk), read(cast, cast.omar, "today"), f"{sent.subject} {sent.body}"
    assert brought.title in sent.subject
    assert "Whoever runs the group can say what it means for you." in pages[0]
    assert brought.title in pages[1]
    assert not [word for word in (QUESTION, REASON, "Secret Two", "Elena") for page in pages if word in page]
    assert "Fewer people may read" not in read(cast, cast.sam, "topic", brought.pk)
