"""Topics made through actions, for tests of this room and those above."""

from datetime import date
from typing import TYPE_CHECKING, Any

from parley.topics.actions import bring_topic
from parley.topics.terms import TopicKind, topic_ref
from parley.voices.actions import say

if TYPE_CHECKING:
    from parley.people.models import Person
    from parley.topics.models import Topic
    from parley.voices.models import Comment
    from tests.cast import Cast

WHY = "Tokyo clients ask every week, and two of them pause their budgets until they know."


def topic(
    cast: "Cast", by: "Person", title: str = "Does consent cover Japan?", *, answer_by: date | None = None, **more: Any
) -> "Topic":
    """Bring a topic to the identity group."""
    facts: dict[str, Any] = {"area": cast.identity, "kind": TopicKind.QUESTION, "why": WHY, "at": cast.at} | more
    return bring_topic(title=title, answer_by=answer_by, actor=by, **facts)


def told(cast: "Cast", brought: "Topic", text: str = "Tokyo needs it.", by: "Person | None" = None) -> "Comment":
    """Say something about a topic."""
    return say(thread=brought.thread, text=text, on=topic_ref(brought.pk), actor=by or cast.aiko, at=cast.at)
