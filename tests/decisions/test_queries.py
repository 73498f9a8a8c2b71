"""Who sees which decision, and in which order."""

from datetime import timedelta
from typing import Any

import pytest

from parley.decisions.queries import (
    decided_by,
    decision_seen,
    decisions_settling,
    decisions_visible_to,
    due_for_review,
    initiatives_of,
    newer_than,
    open_first,
    open_in_my_groups,
    published_to,
    to_decide,
    viewers_of_decision,
)
from parley.decisions.terms import EffectField
from parley.kernel.spans import today_of
from parley.roadmap.terms import Audience, Stage
from tests.decisions.made import decision, moved, publish
from tests.roadmap.made import initiative
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_reason_reaches_everybody_who_sees_all_it_weighs(cast):
    told = initiative(cast, stage=Stage.BUILD, audience=Audience.COMPANY)
    hidden = initiative(cast, "Household graph")
    open_one, both = (
        decision(cast, moved(told, EffectField.HORIZON, "next")),
        decision(cast, moved(told, EffectField.CONFIDENCE, "low"), moved(hidden)),
    )
    assert not decisions_visible_to(cast.viewer(cast.omar)).exists()
    for made in (open_one, both):
        publish(cast, made)
        made.refresh_from_db()
    assert list(decisions_visible_to(cast.viewer(cast.omar))) == [open_one]
    assert cast.omar in viewers_of_decision(open_one)
    assert cast.omar not in viewers_of_decision(both)


def test_what_waits_for_whom(cast):
    later, soon = decision(cast), decision(cast, decide_by=today_of(cast.noor, cast.at))
    elena, sam = cast.viewer(cast.elena), cast.viewer(cast.sam)
    assert list(to_decide(elena)) == [soon, later]
    assert list(decided_by(cast.elena)) == [later, soon]
    assert not open_in_my_groups(elena)
    assert list(open_in_my_groups(sam)) == [soon, later]
    publish(cast, soon, review_on=today_of(cast.elena, cast.at))
    assert list(published_to(sam)) == [soon]
    assert list(open_first(decisions_visible_to(sam))) == [later, soon]
    assert list(due_for_review(sam, on=today_of(cast.elena, cast.at))) == [soon]
    assert not due_for_review(sam, on=today_of(cast.elena, cast.at) - timedelta(days=1))


def test_decisions_are_found_from_what_they_touch(cast):
    consent, asked = initiative(cast), topic(cast, cast.sam)
    made = decision(cast, moved(consent), topics=[asked])
    viewer = cast.viewer(cast.sam)
    assert list(decisions_settling(viewer, asked.pk)) == [made]
    assert list(initiatives_of(viewer, made.pk)) == [consent]


def test_a_page_knows_whether_its_reader_follows(cast):
    made = decision(cast)
    for person, following in ((cast.noor, 1), (cast.sam, 0)):
        row: Any = decision_seen(cast.viewer(person), made.pk)
        assert row.following == following


def test_the_decision_that_took_its_place_is_found(cast):
    old = decision(cast)
    publish(cast, old)
    new = decision(cast, supersedes=old)
    assert newer_than(cast.viewer(cast.sam), [old]) == {}
    publish(cast, new)
    old.refresh_from_db()
    assert newer_than(cast.viewer(cast.sam), [old]) == {old.pk: new}
