"""What choosing an option would break of what clients were told, said before it is chosen; and what then opens."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parley.decisions.actions import publish_decision, settle_decision
from parley.decisions.queries import effects_of, initiatives_of, options_of, prices_of
from parley.decisions.queries.breaking import broken_by
from parley.decisions.terms import EffectField
from parley.disclosure.models import Correction
from parley.kernel.spans import today_of
from parley.roadmap.terms import Confidence, Stage
from tests.decisions.made import REASON, decision, moved
from tests.disclosure.made import approved, buyer, in_build, told

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def promised(cast, title, *names):
    """Something of which some clients were told that it comes in the second quarter of 2087."""
    row = in_build(cast, title)
    approved(cast, row)
    for name in names:
        told(cast, row, buyer(cast, name))
    return row


def said(cast, person, row):
    """What a reader is told of each option, in one text."""
    viewer = cast.viewer(person)
    seen = {each.pk: each for each in initiatives_of(viewer, row.pk)}
    prices = prices_of(viewer, row.pk, seen, today=today_of(person, cast.at))
    return [" ".join(prices[each.pk]) for each in options_of(row)]


@pytest.mark.parametrize(
    ("field", "new"),
    [(EffectField.STAGE, Stage.STOPPED), (EffectField.WINDOW, "Q3 2087"), (EffectField.WINDOW, "Q1 2087"),
     (EffectField.CONFIDENCE, Confidence.LOW), (EffectField.HORIZON, "later"), (EffectField.AUDIENCE, "group")],
)  # fmt: skip
def test_just_what_is_foreseen_is_to_be_corrected(cast, field, new):
    row = promised(cast, "Consent", "Nordbank", "Corvid")
    asked = decision(cast, moved(row, field, new))
    first, second = said(cast, cast.elena, asked)
    assert "It breaks" not in second
    settle_decision(decision=asked, option=options_of(asked)[0], reason=REASON, actor=cast.elena, at=cast.at)
    publish_decision(decision=asked, actor=cast.femi, at=cast.at)
    opened = Correction.objects.filter(closed_at=None).count()
    assert (f"It breaks what {opened} clients were told" in first) == bool(opened)
    assert ("It breaks" in first) == bool(opened)
    assert opened in (0, 2)
    if field is EffectField.STAGE:
        assert opened == 2, "else this would hold of something that breaks nothing"


def test_clients_are_named_to_whoever_decides_and_counted_for_others(cast):
    row = promised(cast, "Consent", "Nordbank", "Corvid", "Aldermay", "Damson", "Ebor", "Fennel")
    asked = decision(cast, moved(row, EffectField.STAGE, Stage.STOPPED))
    deciders = said(cast, cast.elena, asked)[0]
    assert "It breaks what 6 clients were told of “Consent”." in deciders
    assert "and 2 more" in deciders
    members = said(cast, cast.sam, asked)[0]
    assert "It breaks what 6 clients were told of “Consent”." in members
    assert "Nordbank" not in members + said(cast, cast.aiko, asked)[0]


def test_whoever_publishes_reads_it_and_hears_how_many_are_to_be_told(cast):
    row = promised(cast, "Consent", "Nordbank")
    asked = decision(cast, moved(row, EffectField.STAGE, Stage.STOPPED))
    settle_decision(decision=asked, option=options_of(asked)[0], reason=REASON, actor=cast.elena, at=cast.at)
    browser = cast.browser(cast.femi)
    page = browser.get(reverse("decision", args=[asked.pk])).content.decode()
    assert reverse("decision_prices", args=[asked.pk]) in page
    assert "what 1 client was told" in browser.get(reverse("decision_prices", args=[asked.pk])).content.decode()
    asked.refresh_from_db()
    sent = {"version": asked.version}
    done = browser.post(reverse("decision_publication", args=[asked.pk]), sent, follow=True).content.decode()
    assert "1 client has to hear a correction." in done


def test_the_queries_are_as_many_for_one_promise_as_for_many(cast):
    rows = [promised(cast, f"Plan {n}", f"Client {n}", f"Other {n}") for n in range(7)]
    few = decision(cast, moved(rows[0], EffectField.STAGE, Stage.STOPPED))
    many = decision(cast, *(moved(each, EffectField.STAGE, Stage.STOPPED) for each in rows), question="All of them?")
    counts = []
    for asked in (few, many):
        viewer, effects = cast.viewer(cast.elena), {each.pk: list(effects_of(each.pk)) for each in options_of(asked)}
        seen = {each.pk: each for each in initiatives_of(viewer, asked.pk)}
        with CaptureQueriesContext(connection) as asking:
            broken_by(viewer, effects, seen, on=today_of(cast.elena, cast.at))
        counts.append(len(asking))
    assert counts == [counts[0]] * 2
    assert counts[0] <= 4
