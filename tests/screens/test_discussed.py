"""A topic that a meeting discussed: its page says so and offers what was decided; the next agenda says so too."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parley.meetings.actions import (
    capture_decision,
    go_to_item,
    hold_meeting,
    open_room,
    publish_meeting,
    publish_minutes,
)
from parley.meetings.queries import proposed_agenda
from parley.topics.actions import support_topic
from parley.topics.models import Topic
from tests.cast import Cast
from tests.meetings.made import line, soon, topic
from tests.screens.test_meetings import text

pytestmark = pytest.mark.django_db


def discussed(cast: Cast) -> Topic:
    """A topic that a meeting discussed and decided about; its minutes are published."""
    asked: Topic = topic(cast)
    meeting = soon(cast, ahead=timedelta(minutes=1), title="Strategy of identity")
    item = line(cast, meeting, topic=asked)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    open_room(meeting=meeting, actor=cast.femi, at=cast.at)
    go_to_item(meeting=meeting, item=item, actor=cast.femi, at=cast.at)
    for words in ("Yes: proof within a day.", "Legal words it."):
        capture_decision(meeting=meeting, words=words, actor=cast.femi, at=cast.at)
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at + timedelta(minutes=20))
    publish_minutes(meeting=meeting, actor=cast.femi, at=cast.at + timedelta(minutes=21))
    return asked


def test_a_topic_says_where_it_was_discussed_and_offers_what_was_decided_as_its_answer(cast: Cast) -> None:
    asked, there = topic(cast, "Never spoken of"), discussed(cast)
    quiet = text(cast.browser(cast.femi).get(reverse("topic", args=[asked.pk])))
    assert "Nobody has said anything yet" in quiet
    assert "Discussed in meetings" not in quiet
    page = cast.browser(cast.femi).get(reverse("topic", args=[there.pk]))
    words = text(page)
    assert "in Strategy of identity" in words
    assert "Decided: Yes: proof within a day." in words
    assert "Nobody has said anything yet" not in words
    assert "Yes: proof within a day.\nLegal words it.</textarea>" in page.content.decode()
    support_topic(topic=there, why="We need it too.", actor=cast.omar, at=cast.at)  # of no group: no meeting is theirs
    assert "Strategy of identity" not in text(cast.browser(cast.omar).get(reverse("topic", args=[there.pk])))


def test_it_is_proposed_again_as_discussed_and_not_answered(cast: Cast) -> None:
    there, fresh = discussed(cast), topic(cast, "Who signs the proof?")
    proposal = proposed_agenda(
        cast.viewer(cast.femi), soon(cast, ahead=timedelta(days=7)), cast.at + timedelta(hours=1)
    )
    reasons = {each.candidate.ref.key: each.reason for each in proposal.items}
    assert reasons[there.pk].startswith("It was discussed on")
    assert "and is not answered, and an answer is promised by" in reasons[there.pk]
    assert reasons[fresh.pk].startswith("An answer is promised by")
