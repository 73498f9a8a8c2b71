"""What reaches me: levels of groups and things, quiet hours, and the button on the page of a thing."""

import re
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from parley.notifications.actions.levels import hear_of_groups, hear_of_thing
from parley.notifications.models.levels import GroupLevel, ThingLevel
from parley.notifications.terms import Level
from parley.people.actions import note_away
from parley.people.models import Person
from parley.people.terms import person_ref
from parley.topics.terms import topic_ref
from parley.voices.actions import follow
from parley.voices.queries import follows
from tests.cast import Cast, history
from tests.decisions.made import decision
from tests.roadmap.made import initiative
from tests.topics.made import topic
from tests.trials.feedback_made import trial

pytestmark = [pytest.mark.django_db]

PAGE = "/settings/news/"


def levels_of(person: Person) -> dict[str, Level]:
    return dict(GroupLevel.objects.filter(person=person).values_list("area__key", "level"))


def test_each_group_stands_there_with_ones_place_and_what_is_usual(cast: Cast) -> None:
    page = cast.browser(cast.femi).get(PAGE).text
    assert page.index("Identity &amp; privacy</a>") < page.index("Reporting</a>"), "ones own first"
    assert "core member, runs the meetings" in page
    assert "Usual: Everything" in page
    assert "Usual: Nothing" in cast.browser(cast.lena).get(PAGE).text
    assert "not in it" in cast.browser(cast.omar).get(PAGE).text


def test_one_chooses_how_much_one_hears_of_each_group_and_only_what_differs_is_kept(cast: Cast) -> None:
    browser = cast.browser(cast.sam)
    own, other = f"group_{cast.identity.pk}", f"group_{cast.reporting.pk}"
    assert browser.post(PAGE, {own: "decisions", other: "usual"}).status_code == 302
    assert levels_of(cast.sam) == {"identity": Level.DECISIONS}
    assert history(person_ref(cast.sam.pk))[0].startswith("wants to hear decisions only of [area:")
    assert re.search(r'value="decisions" selected', browser.get(PAGE).text)
    before = len(history(person_ref(cast.sam.pk)))
    browser.post(PAGE, {own: "decisions", other: "usual"})
    assert len(history(person_ref(cast.sam.pk))) == before
    assert browser.post(PAGE, {own: "usual", other: "usual"}).status_code == 302
    assert levels_of(cast.sam) == {}
    refused = browser.post(PAGE, {own: "loud", other: "usual"})
    assert refused.status_code == 422
    assert "Not sent yet" in refused.text


def test_quiet_hours_are_kept_changed_and_given_up(cast: Cast) -> None:
    browser, address = cast.browser(cast.sam), reverse("my_quiet_hours")
    assert browser.post(address, {"quiet_from": "18:30", "quiet_until": "09:00"}).status_code == 302
    cast.sam.refresh_from_db()
    assert (cast.sam.quiet_from, cast.sam.quiet_until) == (time(18, 30), time(9))
    assert 'value="18:30"' in browser.get(PAGE).text
    refused = browser.post(address, {"quiet_from": "18:30", "quiet_until": ""})
    assert refused.status_code == 422
    assert "Write both hours" in refused.text
    assert 'value="18:30"' in refused.text
    same = browser.post(address, {"quiet_from": "08:00", "quiet_until": "08:00"})
    assert same.status_code == 422
    assert "it would never be quiet" in same.text
    assert browser.post(address, {"quiet_from": "", "quiet_until": ""}).status_code == 302
    cast.sam.refresh_from_db()
    assert cast.sam.quiet_from == cast.sam.quiet_until
    assert 'name="quiet_from" value' not in browser.get(PAGE).text


def test_whoever_is_new_has_quiet_nights() -> None:
    assert (Person().quiet_from, Person().quiet_until) == (time(19), time(8))


def test_it_says_when_one_is_away(cast: Cast) -> None:
    first = cast.at.date() + timedelta(days=1)
    note_away(person=cast.sam, first=first, last=first + timedelta(days=3), deputy=None, actor=cast.sam, at=cast.at)
    assert "You are away from" in cast.browser(cast.sam).get(PAGE).text


@pytest.mark.parametrize("kind", ["topic", "initiative", "decision", "trial"])
def test_on_the_page_of_a_thing_one_chooses_how_much_one_hears_of_it(cast: Cast, kind: str) -> None:
    make = {"topic": lambda: topic(cast, cast.aiko), "initiative": lambda: initiative(cast),
            "decision": lambda: decision(cast), "trial": lambda: trial(cast)}[kind]  # fmt: skip
    made, browser, viewer = make(), cast.browser(cast.sam), cast.viewer(cast.sam)
    page, address = reverse(kind, args=[made.pk]), reverse(f"{kind}_following", args=[made.pk])
    assert "How much do you want to hear of it?" in browser.get(page).text
    for level, said in ((Level.EVERYTHING, "Everything"), (Level.DECISIONS, "Decisions only")):
        assert browser.post(address, {"level": level}).status_code == 302
        assert f"You hear: {said}" in browser.get(page).text
        assert follows(viewer, made.thread_id)
        assert ThingLevel.objects.get(person=cast.sam).level is level
    browser.post(address, {"level": "nothing"})
    assert not follows(viewer, made.thread_id)
    assert "You hear: Nothing" in browser.get(page).text
    browser.post(address, {"level": "usual"})
    assert not ThingLevel.objects.exists()
    assert browser.post(address, {"level": "loud"}).status_code == 422
    assert cast.browser(cast.omar).post(address, {"level": "everything"}).status_code == 404
    assert not ThingLevel.objects.exists()


@pytest.mark.database
def test_what_one_follows_is_listed_by_name_as_far_as_one_may_see_it(cast: Cast) -> None:
    made, hidden = topic(cast, cast.sam), topic(cast, cast.aiko, "Does it cover Korea?")
    follow(thread=hidden.thread, following=True, actor=cast.omar, at=cast.at)
    browser = cast.browser(cast.sam)
    assert made.title in browser.get(PAGE).text
    assert hidden.title not in browser.get(PAGE).text
    assert hidden.title not in cast.browser(cast.omar).get(PAGE).text
    address, of = reverse("my_followed_things"), f"topic:{made.pk}"
    sent = {of: "nothing", f"was:{of}": ""}
    assert browser.post(address, sent).status_code == 302
    assert ThingLevel.objects.get(person=cast.sam).level is Level.NOTHING
    assert made.title in browser.get(PAGE).text, "what was silenced stays in the list"
    for wrong in ("topic:0", "person:1", "topic:x", "", "topic:99999999999999999999"):
        assert browser.post(address, {wrong: "nothing", f"was:{wrong}": ""}).status_code == 404
    assert browser.post(address, sent | {of: "loud"}).status_code == 422
    assert cast.browser(cast.omar).post(address, sent).status_code == 404


def test_several_things_are_chosen_at_once_and_what_was_left_alone_stays(cast: Cast) -> None:
    three = [topic(cast, cast.sam, f"Does consent cover country {n}?") for n in range(3)]
    browser, address, viewer = cast.browser(cast.sam), reverse("my_followed_things"), cast.viewer(cast.sam)
    first, second, third = (f"topic:{each.pk}" for each in three)
    sent = {first: "nothing", second: "usual", third: "", **{f"was:{each}": "" for each in (first, second, third)}}
    hear_of_thing(thread=three[2].thread, on=topic_ref(three[2].pk), level=Level.DECISIONS, actor=cast.sam, at=cast.at)
    assert browser.post(f"{address}?page=1", sent).url == f"{PAGE}?page=1#things"
    assert {each.thread_id: each.level for each in ThingLevel.objects.filter(person=cast.sam)} == {
        three[0].thread_id: Level.NOTHING,
        three[2].thread_id: Level.DECISIONS,  # chosen elsewhere since the page was read
    }
    assert [follows(viewer, each.thread_id) for each in three] == [False, False, True]
    assert '<option value="nothing" selected>' in browser.get(PAGE).text
    assert browser.post(address, {third: "", f"was:{third}": ""}).status_code == 302
    assert "You changed none of these." in browser.get(PAGE).text


def queries(browser: Any) -> int:
    browser.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        browser.get(PAGE)
    return len(asked)


def test_the_page_asks_as_much_for_one_thing_as_for_thirty(cast: Cast) -> None:
    browser = cast.browser(cast.sam)
    topic(cast, cast.sam)
    one = queries(browser)
    for n in range(30):
        topic(cast, cast.sam, f"Does consent cover country {n}?")
    assert queries(browser) == one <= 15
    assert "Further in the list" in browser.get(PAGE).text


def test_of_a_group_one_silenced_today_shows_only_what_one_was_told(cast: Cast) -> None:
    made = topic(cast, cast.aiko)
    browser = cast.browser(cast.sam)
    assert made.title in browser.get("/").text
    browser.post(PAGE, {f"group_{cast.identity.pk}": "nothing", f"group_{cast.reporting.pk}": "usual"})
    assert made.title not in browser.get("/").text
    browser.post(PAGE, {f"group_{cast.identity.pk}": "usual", f"group_{cast.reporting.pk}": "usual"})
    assert made.title in browser.get("/").text
    browser.post(reverse("topic_following", args=[made.pk]), {"level": "nothing"})
    assert made.title not in browser.get("/").text


def test_nobody_chooses_for_another(cast: Cast) -> None:
    with pytest.raises(Refused, match="for themselves alone"):
        hear_of_groups(person=cast.sam, levels={cast.identity.pk: Level.NOTHING}, actor=cast.ines, at=cast.at)
    hear_of_groups(person=cast.sam, levels={cast.identity.pk: Level.NOTHING}, actor=MACHINE, at=cast.at)
