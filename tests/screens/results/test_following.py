"""You said, we did: a topic because of a result, what it shows of it, and what the next survey tells."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.ledger.terms import MACHINE
from parley.people.actions import note_leaving
from parley.screens.rendering import environment
from parley.screens.results.shown import because_of
from parley.surveys.actions.following import follow_result
from parley.surveys.queries.followed import what_came_of
from parley.surveys.queries.released import found_in
from parley.surveys.rules.finding import found_of
from parley.surveys.terms.waves import wave_ref
from parley.topics.actions import answer_topic
from parley.topics.models import Topic
from tests.cast import history
from tests.screens.results.numbers import of_page

pytestmark = pytest.mark.django_db
WHY = "Account managers hear of changes from their clients first."


def form_at(wave, more="?question=influence"):
    return f"/surveys/{wave.pk}/results/topics/new/{more}"


def filled(**other):
    return {
        "group": "identity",
        "title": "How do we hear earlier?",
        "why": WHY,
        "owner": "Sam Okafor",
        "answer_by": "",
    } | other


def sent(cast, wave, person, more="?question=influence", status=302, **other):
    answer = cast.browser(person).post(form_at(wave, more), filled(**other))
    assert answer.status_code == status, answer.status_code
    return answer


def page(cast, person, wave, more=""):
    return of_page(cast.browser(person).get(f"/surveys/{wave.pk}/results/{more}").text)


def test_a_result_opens_a_topic_and_shows_it_with_its_owner(cast, spring):
    form = cast.browser(cast.elena).get(form_at(spring)).text
    assert "say they can influence the roadmap" in form.partition('name="title"')[2][:200]
    assert sent(cast, spring, cast.elena)["Location"] == f"/surveys/{spring.pk}/results/#followed"
    topic = Topic.objects.get(title="How do we hear earlier?")
    assert topic.brought_by == cast.elena
    told = history(wave_ref(spring.pk))[0]
    assert "opened" in told
    assert "sees to it" in told
    shown = page(cast, cast.elena, spring)
    assert shown.count("How do we hear earlier?") == 2, "beside the result, and among all that is done"
    assert "Sam Okafor sees to it" in shown
    assert "Answer by" in shown


def test_a_part_and_a_ranking_are_results_too(cast, spring):
    part = "?question=influence&group=identity"
    form = cast.browser(cast.sam).get(form_at(spring, part)).text
    assert '<option value="identity" selected>' in form
    assert "Identity &amp; privacy: " in form
    sent(cast, spring, cast.sam, part)
    sent(cast, spring, cast.sam, "?question=value", title="More alphas?")
    shown = page(cast, cast.sam, spring)
    assert shown.count("How do we hear earlier?") == 2
    assert "What do you value most in your group? More alphas?" in shown


def test_what_is_not_shown_is_not_there_to_follow(cast, spring):
    browser = cast.browser(cast.elena)
    for more in ("", "?question=nothing", "?question=influence&function=legal", "?question=influence&group=nowhere"):
        assert browser.get(form_at(spring, more)).status_code == 404, more
        assert browser.post(form_at(spring, more), filled()).status_code == 404, more
    assert cast.browser(cast.elena).get("/surveys/999999/results/topics/new/?question=influence").status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"why": "Strategic."}, "Write who has the problem"),
        ({"owner": "Nobody Atall"}, "Nobody here is called"),
        ({"owner": ""}, "required"),
        ({"group": ""}, "required"),
        ({"answer_by": "2020-01-01"}, ""),
    ],
)
def test_a_rule_refuses_with_its_sentence_and_keeps_what_was_typed(cast, spring, typed, sentence):
    answer = sent(cast, spring, cast.elena, status=422, **typed).text
    assert "Not sent yet." in answer
    assert sentence == "required" or sentence in answer
    assert "How do we hear earlier?" in answer
    assert not Topic.objects.filter(title="How do we hear earlier?").exists()


def test_an_owner_who_left_is_refused(cast, spring):
    note_leaving(person=cast.sam, on=cast.at.date() - timedelta(days=1), actor=MACHINE, at=cast.at)
    assert "Nobody here is called" in sent(cast, spring, cast.elena, status=422).text


def test_what_came_of_it_is_told_as_far_as_one_may_see_it(cast, spring):
    topic = followed(cast, spring, "How do we hear earlier?")
    assert [each.topic for each in what_came_of(spring, cast.viewer(cast.sam))] == [topic]
    assert what_came_of(spring, cast.viewer(cast.omar)) == [], "he is a stranger to the group"
    assert what_came_of(None, cast.viewer(cast.sam)) == []
    assert "How do we hear" not in page(cast, cast.omar, spring)
    answer_topic(topic=topic, answer="A digest goes out on the day of each change.", seen_version=None,
                 actor=cast.femi, at=cast.at)  # fmt: skip
    came = because_of(
        spring.pk, found_of(found_in(spring.pk)), what_came_of(spring, cast.viewer(cast.sam)), cast.at.date()
    )
    rows = [each for some in came.rows.values() for each in some]
    part = environment().from_string('{% from "results/followed.html" import came_of %}{{ came_of(rows, "Spring") }}')
    text = " ".join(of_page(f"<main>{part.render(rows=rows)}</main>").split())
    assert text.startswith("You said, we did What came of Spring: ")
    assert "A digest goes out on the day of each change." in text
    assert "Answered" in text


def followed(cast, wave, title):
    return follow_result(wave=wave, question="influence", cell=(), area=cast.identity, title=title, why=WHY,
                         owner=cast.sam, actor=cast.aiko, at=cast.at)  # fmt: skip


def test_one_topic_and_thirty_ask_the_same(cast, spring):
    browser = cast.browser(cast.elena)

    def queries(address):
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        return len(asked)

    addresses = (f"/surveys/{spring.pk}/results/", form_at(spring))
    followed(cast, spring, "How do we hear earlier?")
    few = [queries(each) for each in addresses]
    for n in range(29):
        followed(cast, spring, f"How do we hear {n} days earlier?")
    assert [queries(each) for each in addresses] == few
    assert max(few) <= 15
