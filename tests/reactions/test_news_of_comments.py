"""What was said, as a mail tells it: who said it, whom it names, its files, and how much of it."""

from typing import Any

import pytest
from django.conf import settings
from django.core import mail

from parley.notifications.actions.levels import hear_of_thing
from parley.notifications.terms import Level
from parley.topics.queries import viewers_of_topic
from parley.topics.terms import topic_ref
from parley.voices.actions import say
from parley.voices.actions.commenting import change_comment
from parley.voices.rules.apart import attachable
from parley.voices.rules.attaching import megabytes
from parley.voices.terms import Limits
from tests.cast import Cast
from tests.reactions.later import work_off
from tests.reactions.spoken import now, spoken, to
from tests.topics.made import topic
from tests.voices.hostile import png

pytestmark = [pytest.mark.django_db]


def test_whoever_is_named_reads_so_by_mail_also_when_it_was_added(cast: Cast) -> None:
    made = topic(cast, cast.aiko)
    facts: dict[str, Any] = {"on": topic_ref(made.pk), "readers": viewers_of_topic(made)}
    comment = say(thread=made.thread, text=f"@{cast.sam.name}, do you know?", **facts, **now(cast.noor))
    work_off()
    text = f"@{cast.sam.name}, do you know? Or @{cast.femi.name}?"
    change_comment(comment=comment, text=text, seen_edits=0, **facts, **now(cast.noor))
    work_off()
    for person in (cast.sam, cast.femi):
        (message,) = to(person)
        assert message.subject == "Said about: Does consent cover Japan?"
        assert "Noor Haddad named you there." in message.body
        assert "do you know?" in message.body


def named(cast: Cast, made: Any, text: str) -> Any:
    """Noor says something about a topic, in which she may name whoever sees it."""
    return say(thread=made.thread, text=text, on=topic_ref(made.pk), readers=viewers_of_topic(made), **now(cast.noor))


@pytest.mark.parametrize("several", [False, True])
def test_a_mail_says_why_it_came_first_that_they_are_named(cast: Cast, *, several: bool) -> None:
    made = topic(cast, cast.aiko)
    hear_of_thing(thread=made.thread, on=topic_ref(made.pk), level=Level.EVERYTHING, **now(cast.femi))
    for n in range(1 + several):
        named(cast, made, f"@{cast.sam.name}, do you know {n}?")
    work_off()
    for person, why in (
        (cast.aiko, "Noor Haddad wrote about what is yours."),
        (cast.sam, "Noor Haddad named you there."),
        (cast.femi, "Noor Haddad wrote about what you asked to hear of."),
    ):
        (message,) = to(person)
        for said in (message.body, message.alternatives[0][0]):
            assert said.count(why) == 1 + several
            assert "Somebody" not in said
    named(cast, made, f"@{cast.aiko.name}, @{cast.identity.name}?")
    mail.outbox.clear()
    work_off()
    assert "Noor Haddad named you there." in to(cast.aiko)[0].body, "though it is hers, and of her group"
    assert f"Noor Haddad named {cast.identity.name} there, a group of yours." in to(cast.sam)[0].body


def test_a_comment_to_which_their_name_was_added_is_once_in_a_mail(cast: Cast) -> None:
    made = topic(cast, cast.aiko)
    comment = spoken(cast, made, "Do you know?")
    facts: dict[str, Any] = {"on": topic_ref(made.pk), "readers": viewers_of_topic(made)}
    change_comment(comment=comment, text=f"@{cast.aiko.name}, do you know?", seen_edits=0, **facts, **now(cast.noor))
    work_off()
    (message,) = to(cast.aiko)
    assert message.body.count("do you know?") == 1
    assert "Noor Haddad named you there." in message.body


@pytest.mark.parametrize("several", [False, True])
def test_a_mail_says_which_files_came_with_what_was_said(cast: Cast, *, several: bool) -> None:
    made = topic(cast, cast.aiko)
    sketch = attachable("sketch.png", png(), limits=Limits())
    comment = spoken(cast, made, "Like this.", files=(sketch,))
    if several:
        spoken(cast, made, "Or not.")
    work_off()
    (message,) = to(cast.aiko)
    words = f"With sketch.png ({megabytes(len(sketch.made.content))})"
    assert message.body.count("With ") == 1
    assert words in message.body
    assert f'<a href="{settings.PUBLIC_URL}/comments/{comment.pk}/">{words}</a>' in message.alternatives[0][0]


@pytest.mark.parametrize("several", [False, True])
def test_long_words_are_cut_in_a_mail_with_the_way_to_the_rest(cast: Cast, *, several: bool) -> None:
    made = topic(cast, cast.aiko)
    comment = spoken(cast, made, "word " * 700 + "end")
    if several:
        spoken(cast, made, "Short.")
    work_off()
    (message,) = to(cast.aiko)
    for said in (message.body, message.alternatives[0][0]):
        assert (said.count("word ") < 100) == several
        assert said.count("word ") < 220
        assert "word…" in said
        assert said.count("Read on in Parley") == 1
        assert f"/comments/{comment.pk}/" in said


def test_whoever_is_named_in_what_they_silenced_is_told_though_it_is_theirs(cast: Cast) -> None:
    made = topic(cast, cast.aiko)
    hear_of_thing(thread=made.thread, on=topic_ref(made.pk), level=Level.NOTHING, **now(cast.aiko))
    spoken(cast, made, "I asked legal.")
    work_off()
    assert to(cast.aiko) == []
    say(thread=made.thread, text=f"@{cast.aiko.name}, do you know?", on=topic_ref(made.pk),
        readers=viewers_of_topic(made), **now(cast.noor))  # fmt: skip
    work_off()
    (message,) = to(cast.aiko)
    assert "do you know?" in message.body
    assert "I asked legal." not in message.body
