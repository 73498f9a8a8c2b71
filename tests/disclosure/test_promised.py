"""Promises are kept once each, as they were first told; and since when an initiative is live is known."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from parley.disclosure.actions import Occasion, move_stage, stop, take_up, tell_freely
from parley.disclosure.models import ToldPromise
from parley.disclosure.queries import promised
from parley.disclosure.rules import became, calibration_of
from parley.disclosure.terms import Outcome, Words
from parley.kernel.spans import today_of
from parley.ledger.pen import frames
from parley.roadmap.actions import set_stage
from parley.roadmap.terms import Audience, Confidence, Stage
from tests.disclosure.made import Q2, Q3, approved, buyer, fresh, in_build, told

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def moved(cast, row, stage, **given):
    facts = {"reason": "The last client said yes.", "skipping": True, "actor": cast.noor, "at": cast.at} | given
    move_stage(initiative=row, stage=stage, **facts)


def test_a_promise_counts_once_however_many_clients_hear_it_and_is_frozen_as_first_told(cast):
    row, today = in_build(cast), today_of(cast.aiko, cast.at)
    approved(cast, row)
    told(cast, row, buyer(cast))
    told(cast, row, buyer(cast, "Hartmann"), on=today - timedelta(days=9))
    only = ToldPromise.objects.get()
    assert (only.window_first, only.window_last, only.confidence) == (Q2.first, Q2.last, Confidence.HIGH)
    assert only.told_on == today - timedelta(days=9)
    approved(cast, row, Words(None, "Planned for the third quarter of 2087.", Q3, Confidence.MEDIUM))
    told(cast, row, buyer(cast, "Vasco"))
    assert ToldPromise.objects.count() == 2


@pytest.mark.parametrize("words", [Words(None, "Soon."), Words(None, "By summer.", Q2)])
def test_words_without_a_window_or_a_confidence_are_no_promise_to_hold_against_anybody(cast, words):
    row = in_build(cast)
    how = Occasion(on=today_of(cast.aiko, cast.at))
    tell_freely(initiative=row, client=buyer(cast), name="Consent", words=words, how=how, actor=cast.aiko, at=cast.at)
    assert not ToldPromise.objects.exists()


def test_since_when_an_initiative_is_live_is_kept_through_a_stop_and_lost_by_a_move_back(cast):
    row = in_build(cast)
    now = {"reason": "The last client said yes.", "actor": cast.noor}

    def since():
        return fresh(row).live_at

    later = cast.at + timedelta(days=3)
    assert since() is None
    moved(cast, row, Stage.LIVE)
    assert since() == cast.at
    stop(initiative=fresh(row), at=later, **now)
    assert since() == cast.at
    take_up(initiative=fresh(row), at=later, **now)
    assert since() == cast.at
    moved(cast, row, Stage.BUILD, at=later)
    assert since() is None
    moved(cast, row, Stage.LIVE, at=later)
    assert since() == later


def test_promises_are_read_by_whoever_may_see_what_they_are_about(cast):
    row = in_build(cast, audience=Audience.GROUP)
    how = Occasion(on=today_of(cast.aiko, cast.at))
    words = Words(None, "By summer, very likely.", Q2, Confidence.HIGH)
    tell_freely(initiative=row, client=buyer(cast), name="Consent", words=words, how=how, actor=cast.aiko, at=cast.at)

    def seen(person, area=None):
        return [(each.initiative, each.window) for each in promised(cast.viewer(person), area)]

    assert seen(cast.sam) == seen(cast.ines) == seen(cast.sam, cast.identity.pk) == [(row.pk, Q2)]
    assert seen(cast.omar) == seen(cast.sam, cast.reporting.pk) == []


def test_a_promise_is_held_against_the_day_the_initiative_came_live(cast):
    row = in_build(cast)
    approved(cast, row)
    told(cast, row, buyer(cast))
    moved(cast, row, Stage.LIVE, at=cast.at + timedelta(days=2))
    (each,) = promised(cast.viewer(cast.noor))
    after = Q2.last + timedelta(days=1)
    what = became(each.forecast, on=after)
    assert what is not None
    assert what.outcome is Outcome.KEPT
    assert calibration_of([each.forecast], on=after).kept == 1


def test_what_there_was_before_is_filled_in_from_the_ledger_and_the_statements(cast):
    live, back, ended = (in_build(cast, title) for title in ("Consent signals", "Household graph", "Clean rooms"))
    given = {"reason": "The last client said yes.", "skipping": True, "actor": cast.noor}
    for row in (live, back, ended):
        set_stage(initiative=row, stage=Stage.LIVE, at=cast.at, **given)
    set_stage(initiative=back, stage=Stage.BUILD, at=cast.at, **given)
    set_stage(initiative=ended, stage=Stage.STOPPED, at=cast.at, **given)
    approved(cast, back)
    told(cast, back, buyer(cast))
    loader = MigrationLoader(connection, replace_migrations=False)
    name = next(each for each in loader.disk_migrations if each[1].endswith("live_and_promises"))
    before = loader.project_state(name).apps
    before.get_model("parley", "Initiative").objects.update(live_at=None)
    before.get_model("parley", "ToldPromise").objects.all().delete()
    assert not frames()
    for operation in loader.disk_migrations[name].operations[-2:]:
        operation.code(before, None)
    assert [fresh(row).live_at for row in (live, back, ended)] == [cast.at, None, cast.at]
    assert ToldPromise.objects.get().initiative == back
