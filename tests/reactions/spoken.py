"""What is said in tests of a topic, and the mails that somebody was sent of it."""

from typing import Any

from django.core import mail
from django.utils import timezone

from parley.topics.terms import topic_ref
from parley.voices.actions import say
from tests.cast import Cast


def now(actor: Any) -> dict[str, Any]:
    return {"actor": actor, "at": timezone.now()}


def spoken(cast: Cast, made: Any, words: str, by: Any = None, **given: Any) -> Any:
    return say(thread=made.thread, text=words, on=topic_ref(made.pk), **given, **now(by or cast.noor))


def to(person: Any) -> list[Any]:
    return [each for each in mail.outbox if each.to == [person.email]]
