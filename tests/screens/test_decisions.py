"""Pages of decisions: lists, one decision, and what people do on it beside settling it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parley.decisions.actions import change_decision
from parley.decisions.queries import options_of
from parley.decisions.terms import EffectField
from parley.kernel.spans import window_of
from parley.roadmap.actions import link_insight
from parley.roadmap.terms import Audience, Stance
from parley.voices.actions import say
from parley.voices.queries import comments_in, follows
from tests.decisions.made import QUESTION, REASON, decision, moved, options, settle_and_publish
from tests.roadmap.made import initiative, insight
from tests.screens.decision_pages import post, publish, read
from tests.topics.made import topic

pytestmark = pytest.mark.django_db


def test_options_stand_side_by_side_with_what_they_change(cast):
    consent = initiative(cast, window=window_of("Q2 2087"))
    row = decision(cast, moved(consent), moved(consent, EffectField.STAGE, "build"))
    html = read(cast, cast.sam, "decision", row.pk)
    changes = ("window: Q2 2087 → Q3 2087", "stage: Beta → Build", "Nothing on the roadmap.")
    for words in ("Audited clients first", "They lose spend", consent.title, "Elena Brandt", *changes):
        assert words in html, words
    assert "Decide so" not in html
    assert "Decide so" in read(cast, cast.elena, "decision", row.pk)


def test_a_change_on_what_a_reader_may_not_see_is_not_named(cast):
    hidden = initiative(cast, "Secret plan", audience=Audience.PRODUCT_TEAM)
    row = decision(cast, moved(hidden))
    html = read(cast, cast.sam, "decision", row.pk)
    assert "1 change on an initiative for fewer people" in html
    assert "Secret plan" not in html


def test_a_stranger_meets_nothing_of_it(cast):
    row = decision(cast)
    browser = cast.browser(cast.omar)
    for name in ("decision", "decision_history", "change_decision"):
        assert browser.get(reverse(name, args=[row.pk])).status_code == 404, name
    for name in ("comments", "following", "dissent", "publication", "decider", "withdrawal"):
        assert browser.post(reverse(f"decision_{name}", args=[row.pk])).status_code == 404, name
    for page in (reverse("decisions"), reverse("group_decisions", args=["identity"])):
        assert row.question not in browser.get(page).content.decode()
    assert Client().get(reverse("decision", args=[row.pk])).status_code == 302


def test_talking_following_disagreeing_handing_over_and_dropping(cast):
    row = decision(cast)
    assert post(cast, cast.sam, "decision_comments", row.pk, text="Tokyo waits.").status_code == 302
    (comment,) = comments_in(row.thread_id)
    assert post(cast, cast.sam, "comment_withdrawal", comment.pk).status_code == 302
    post(cast, cast.sam, "decision_following", row.pk, level="everything")
    assert follows(cast.viewer(cast.sam), row.thread_id)
    assert post(cast, cast.sam, "decision_dissent", row.pk, text="no", named="yes").status_code == 422
    assert (
        post(cast, cast.sam, "decision_dissent", row.pk, text="Two clients will leave.", named="yes").status_code == 302
    )
    assert "Two clients will leave." in read(cast, cast.aiko, "decision", row.pk)
    assert post(cast, cast.sam, "decision_decider", row.pk, person="Ravi Menon").status_code == 422
    assert post(cast, cast.elena, "decision_decider", row.pk, person="Ravi Menon").status_code == 302
    row.refresh_from_db()
    assert row.decider == cast.ravi
    assert post(cast, cast.noor, "decision_withdrawal", row.pk, reason="The client left in May.").status_code == 302
    assert "The client left in May." in read(cast, cast.sam, "decision", row.pk)


def test_lists_put_first_what_waits_for_me(cast):
    settled, waiting = decision(cast, question="Settled?"), decision(cast, question="Waiting?")
    publish(cast, settled)
    html = read(cast, cast.elena, "decisions")
    assert html.index("Waiting for you to decide") < html.index(waiting.question) < html.index(settled.question)
    assert "Open in your groups" in read(cast, cast.sam, "decisions")
    html = read(cast, cast.sam, "group_decisions", "identity")
    assert html.index(waiting.question) < html.index(settled.question)


def test_pages_ask_the_database_the_same_whatever_they_show(cast):
    consent = [initiative(cast, f"Initiative {n}") for n in range(6)]
    row = decision(cast, moved(consent[0], EffectField.STAGE, "build"), topics=[topic(cast, cast.sam)])
    told = decision(cast, moved(consent[1]))
    publish(cast, told)
    browser = cast.browser(cast.elena)
    pages = [reverse("decisions"), reverse("group_decisions", args=["identity"])]
    pages += [reverse("decision", args=[each.pk]) for each in (row, told)]

    def counted():
        found = {}
        for page in pages:
            with CaptureQueriesContext(connection) as seen:
                assert browser.get(page).status_code == 200
            found[page] = len(seen)
        return found

    few = counted()
    for n in range(30):
        made = decision(cast, question=f"Case {n}: who goes first?")
        if n % 2:
            publish(cast, made)
        say(thread=row.thread, text=f"Case {n}.", actor=cast.sam, at=cast.at)
        heard = insight(cast, f"Client {n}")
        link_insight(initiative=consent[0], insight=heard, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    change_decision(decision=row, question=QUESTION, decide_by=row.decide_by, actor=cast.noor, at=cast.at,
                    options=options(*(moved(each, EffectField.STAGE, "build") for each in consent)))  # fmt: skip
    many = counted()
    assert many == few
    assert max(many.values()) <= 15


def test_a_reason_is_not_told_where_fewer_may_read_it(cast):
    hidden = initiative(cast, "Secret plan", audience=Audience.PRODUCT_TEAM, window=window_of("Q2 2087"))
    asked = topic(cast, cast.omar)
    row = decision(cast, moved(hidden), topics=[asked])
    publish(cast, row)
    for person, name, args in (
        (cast.omar, "topic_history", [asked.pk]),
        (cast.omar, "topic", [asked.pk]),
        (cast.omar, "group_history", ["identity"]),
    ):
        html = read(cast, person, name, *args)
        assert REASON not in html
        assert QUESTION not in html
    told = read(cast, cast.sam, "decision_history", row.pk)
    assert REASON in told
    assert "Q3 2087" not in told
    assert "Q3 2087" in read(cast, cast.elena, "decision_history", row.pk)


def test_the_chosen_option_comes_first(cast):
    row = decision(cast)
    settle_and_publish(decision=row, option=options_of(row)[1], reason=REASON, actor=cast.elena, at=cast.at)
    page = read(cast, cast.aiko, "decision", row.pk)
    assert page.index("Leave it as it is") < page.index("What else was weighed") < page.index("Audited clients first")
    assert page.count("Chosen") == 1


def test_a_why_has_the_colour_of_whoever_wrote_it(cast):
    row = decision(cast, context="Two regulators ask in every audit.")
    page = read(cast, cast.sam, "decision", row.pk)
    assert page.count("why-product") == 3
    publish(cast, row)
    assert "why why-neither" in read(cast, cast.sam, "decision", row.pk)
    assert "why why-business" in read(cast, cast.sam, "topic", topic(cast, cast.sam).pk)
