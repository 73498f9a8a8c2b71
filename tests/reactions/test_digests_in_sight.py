"""A digest tells nobody what they may not see, or not any more: withdrawn access, words taken back, talk of others."""

from typing import Any

import pytest
from django.utils import timezone

from parley.decisions.actions import publish_decision
from parley.decisions.queries import decision_seen
from parley.decisions.terms import decision_ref
from parley.groups.actions import remove_member
from parley.ledger.models import Pending
from parley.notifications.models import Notice
from parley.roadmap.actions import show_to
from parley.roadmap.terms import Audience
from parley.topics.terms import topic_ref
from parley.voices.actions import follow, say, withdraw_comment
from tests.cast import Cast
from tests.disclosure.made import fresh, in_build
from tests.reactions.digested import chosen, digests, followed, moved, one, told
from tests.reactions.test_decided import settled
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db]


def test_nothing_is_said_of_what_they_may_not_see_any_more(cast: Cast) -> None:
    chosen(cast, cast.sam)
    row = followed(cast, cast.sam)
    moved(cast, row)
    told()
    show_to(initiative=fresh(row), audience=Audience.PRODUCT_TEAM, actor=cast.noor, at=cast.at)
    assert digests(cast.sam) == []
    show_to(initiative=fresh(row), audience=Audience.GROUP, actor=cast.noor, at=cast.at)
    assert "Consent signals" in one(cast.sam).body


def test_words_that_were_taken_back_are_not_told(cast: Cast) -> None:
    made = topic(cast, cast.aiko)
    follow(thread=made.thread, following=True, actor=cast.sam, at=cast.at)
    chosen(cast, cast.sam)
    facts: dict[str, Any] = {"on": topic_ref(made.pk), "actor": cast.noor, "at": cast.at}
    comment = say(thread=made.thread, text="Hartmann will leave us.", **facts)
    told()
    assert Notice.objects.filter(person=cast.sam).exists()
    withdraw_comment(comment=comment, **facts)
    assert digests(cast.sam) == []


def test_of_words_that_were_taken_back_before_anybody_was_told_nobody_is(cast: Cast) -> None:
    made = topic(cast, cast.aiko)
    chosen(cast, cast.sam)
    facts: dict[str, Any] = {"on": topic_ref(made.pk), "actor": cast.noor, "at": cast.at}
    withdraw_comment(comment=say(thread=made.thread, text="Hartmann will leave us.", **facts), **facts)
    told()
    assert not Notice.objects.exists()


def test_who_left_the_group_is_told_nothing_of_the_talk_before_a_decision(cast: Cast) -> None:
    made = settled(cast, in_build(cast))
    follow(thread=made.thread, following=True, actor=cast.sam, at=cast.at)
    chosen(cast, cast.sam)
    say(thread=made.thread, text="We lose Hartmann.", on=decision_ref(made.pk), actor=cast.noor, at=timezone.now())
    told()
    assert Notice.objects.filter(person=cast.sam, entry__kind="comment.said").exists()
    remove_member(area=cast.identity, person=cast.sam, actor=cast.ines, at=timezone.now())
    publish_decision(decision=made, credits=[], actor=cast.femi, at=timezone.now())
    Pending.objects.filter(task="react").delete()
    assert decision_seen(cast.viewer(cast.sam), made.pk), "they may see the decision"
    assert digests(cast.sam) == []
    say(thread=made.thread, text="Now for everybody.", on=decision_ref(made.pk), actor=cast.noor, at=timezone.now())
    told()
    assert "Noor Haddad said: “Now for everybody.”" in one(cast.sam).body
