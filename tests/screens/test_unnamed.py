"""Whoever names somebody who is not told hears it once, in words that say nothing of who else there is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parley.decisions.queries import options_of
from parley.groups.actions import add_member
from parley.people.actions import add_person
from parley.roadmap.terms import Audience, Stage
from parley.topics.models import Topic
from parley.voices.models import Comment, Mention
from tests.cast import Cast
from tests.decisions.made import decision
from tests.roadmap.made import initiative, proposed
from tests.screens.decision_pages import publish
from tests.topics.made import topic
from tests.trials.feedback_made import trial

pytestmark = pytest.mark.django_db
NOT_TOLD = "Nobody who can see this, and no group, is called {}: they are not told."


@pytest.fixture
def brought(cast: Cast) -> Topic:
    return topic(cast, cast.sam)


@pytest.fixture
def said(cast: Cast, brought: Topic) -> Callable[[str], str]:
    """Says something of the topic, and gives the page that comes back."""

    def say(text: str) -> str:
        address = reverse("topic_comments", args=[brought.pk])
        return str(cast.browser(cast.sam).post(address, {"text": text}, follow=True).content.decode())

    return say


def test_a_name_that_may_not_see_it_and_one_that_nobody_has_are_said_alike(cast: Cast, said: Any) -> None:
    for name in (cast.omar.name, "Zoe Nobody"):
        html = said(f"@{name} should know, says @{cast.aiko.name} of @{cast.identity.name}.")
        assert NOT_TOLD.format(f"@{name}") in html
        assert html.count("are not told") == 1
    assert "are not told" not in cast.browser(cast.sam).get("/").content.decode(), "it is said once"


@pytest.mark.parametrize("text", [
    "Write to omar@parley.example or a@b.", "`@app.route` does it.", "```\n@Override\n```", "> @Zoe said so\n\nNo.",
    "No name at all.", "It is at 3 @ Rome, or @3pm.",
])  # fmt: skip
def test_what_is_no_name_is_not_spoken_of(said: Any, text: str) -> None:
    html = said(text)
    assert Comment.objects.exists()
    assert "not told" not in html


def test_a_name_that_several_have_is_said_to_name_none(cast: Cast, said: Any) -> None:
    for email in ("one@parley.example", "two@parley.example"):
        person = add_person(key=email, email=email, name="Kim Park", function=cast.functions["product-management"],
                            region=cast.emea, actor=cast.ines, at=cast.at)  # fmt: skip
        add_member(area=cast.identity, person=person, actor=cast.ines, at=cast.at)
    html = said("@Kim Park, @Kim Park: is it so?")
    assert "More than one who can see this is called @Kim Park: the e-mail after the @ tells one of them." in html
    assert "are not told" not in html
    assert "More than one" not in said("@one@parley.example: is it so?")
    assert Mention.objects.exists()


def test_it_is_said_wherever_people_talk_and_when_a_comment_is_changed(cast: Cast, brought: Topic) -> None:
    row, asked = initiative(cast), decision(cast)
    way, made, option = proposed(cast, row), trial(cast, of={"title": "Tried"}), options_of(asked)[0]
    browser = cast.browser(cast.noor)
    for name, keys in (
        ("topic_comments", [brought.pk]), ("initiative_comments", [row.pk]), ("solution_comments", [row.pk, way.pk]),
        ("decision_comments", [asked.pk]), ("option_comments", [asked.pk, option.pk]), ("trial_comments", [made.pk]),
    ):  # fmt: skip
        html = browser.post(reverse(name, args=keys), {"text": "@Zoe, see"}, follow=True).content.decode()
        assert NOT_TOLD.format("@Zoe") in html, name
        change = reverse("change_comment", args=[Comment.objects.latest("pk").pk])
        html = browser.post(change, {"text": "@Yan, see", "edits": 0}, follow=True).content.decode()
        assert NOT_TOLD.format("@Yan") in html, name


def test_who_does_not_hear_what_was_said_before_a_decision_was_published_is_not_told(cast: Cast) -> None:
    row = decision(cast, initiatives=[initiative(cast, "Launched", stage=Stage.LAUNCH, audience=Audience.COMPANY)])
    browser, here = cast.browser(cast.sam), reverse("decision_comments", args=[row.pk])
    browser.post(here, {"text": "Osaka walks away."})
    early = reverse("change_comment", args=[Comment.objects.get().pk])
    publish(cast, row)
    words = NOT_TOLD.format(f"@{cast.omar.name}")
    text = f"Osaka walks away, @{cast.omar.name}."
    assert words in browser.post(early, {"text": text, "edits": 0}, follow=True).content.decode()
    assert words not in browser.post(here, {"text": f"Now {text}"}, follow=True).content.decode()


def test_many_names_are_asked_for_at_once(cast: Cast, brought: Topic) -> None:
    browser = cast.browser(cast.sam)
    asked: list[int] = []
    for many in (1, 1, 15):
        text = f"{len(asked)} " + " ".join(f"@Zoe{n}," for n in range(many))
        with CaptureQueriesContext(connection) as queries:
            assert browser.post(reverse("topic_comments", args=[brought.pk]), {"text": text}).status_code == 302
        asked.append(len(queries))
    assert asked[1] == asked[2]
