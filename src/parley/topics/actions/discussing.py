"""Talking about topics."""

from collections.abc import Iterable
from datetime import datetime

from parley.groups.rules import must_be_open
from parley.ledger.door import action
from parley.people.models import Person
from parley.topics.models import Topic
from parley.topics.queries import viewers_of_topic
from parley.topics.terms import topic_ref
from parley.voices.actions import say
from parley.voices.models import Comment
from parley.voices.terms import Attachable


@action
def say_about(
    *, topic: Topic, text: str, files: Iterable[Attachable] = (), drafted: bool = False, actor: Person, at: datetime
) -> Comment:
    """Say something about a topic, perhaps with files; whoever sees it may be named. `drafted` is as in `say`.

    Whether the actor may see it is for the caller, who found it. Raises Refused where the group was dissolved.
    """
    must_be_open(topic.area.name, dissolved=topic.area.dissolved_on is not None)
    return say(thread=topic.thread, text=text, files=files, on=topic_ref(topic.pk), readers=viewers_of_topic(topic),
               drafted=drafted, actor=actor, at=at)  # fmt: skip
