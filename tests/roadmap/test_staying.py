"""Where initiatives stay is written with every change of their stage, and filled in for those that were here before."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from parley.disclosure.actions import move_stage, stop, take_up
from parley.ledger.door import action, record
from parley.people.events import CaughtUp
from parley.roadmap.models import Initiative
from parley.roadmap.models.flow import Stay
from parley.roadmap.queries.flow import stays_seen, stops_told
from parley.roadmap.rules.flow import stops_in
from parley.roadmap.terms import Audience, Stage
from tests.cast import Cast
from tests.exchange.made import take_in
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db, pytest.mark.database]
HOUR = timedelta(hours=1)
GROUPS = "key,name\nidentity,Identity & privacy\n"


def stays(row: Initiative) -> list[tuple[Any, ...]]:
    own = Stay.objects.filter(initiative=row).order_by("entered_at", "pk")
    return [*own.values_list("stage", "entered_at", "left_at", "begun")]


def moved(cast: Cast, row: Initiative, stage: Stage, at: Any) -> None:
    move_stage(initiative=row, stage=stage, reason="The audits went well.", skipping=True, actor=cast.noor, at=at)


def test_each_stage_is_a_stay_and_the_last_one_goes_on(cast: Cast) -> None:
    at = cast.at
    row = initiative(cast, stage=Stage.EXPLORE)
    moved(cast, row, Stage.BETA, at + HOUR)
    stop(initiative=row, reason="Two clients left the trial early.", actor=cast.noor, at=at + 2 * HOUR)
    take_up(
        initiative=row,
        stage=Stage.ALPHA,
        skipping=True,
        reason="The regulator changed its mind.",
        actor=cast.noor,
        at=at + 3 * HOUR,
    )
    assert stays(row) == [
        (Stage.EXPLORE, at, at + HOUR, True),
        (Stage.BETA, at + HOUR, at + 2 * HOUR, True),
        (Stage.STOPPED, at + 2 * HOUR, at + 3 * HOUR, True),
        (Stage.ALPHA, at + 3 * HOUR, None, True),
    ]


def test_a_move_that_is_dated_before_the_last_one_ends_no_stay_before_it_began(cast: Cast) -> None:
    row = initiative(cast, stage=Stage.EXPLORE, at=cast.at)
    moved(cast, row, Stage.BETA, cast.at - HOUR)
    assert stays(row) == [(Stage.EXPLORE, cast.at, cast.at, True), (Stage.BETA, cast.at, None, True)]


def test_of_what_comes_by_an_import_nobody_knows_since_when_it_is_there_but_for_what_says_so(cast: Cast) -> None:
    head = "key,title,group,stage,horizon,live_at\n"
    take_in({"initiatives": head + "A,Consent signals,identity,beta,now,\nB,Clean rooms,identity,live,now,"
             "2026-03-15T09:30:00+00:00\n"}, at=cast.at)  # fmt: skip
    beta, live = Initiative.objects.order_by("key")
    assert stays(beta) == [(Stage.BETA, cast.at, None, False)]
    assert stays(live) == [(Stage.LIVE, live.live_at, None, True)]
    take_in({"initiatives": head + "A,Consent signals,identity,build,now,\n"}, at=cast.at + HOUR)
    assert stays(beta) == [(Stage.BETA, cast.at, cast.at + HOUR, False), (Stage.BUILD, cast.at + HOUR, None, True)]


@action
def two_at_once(*, row: Initiative, actor: Any, at: Any) -> None:
    record(CaughtUp(person=actor.pk))
    Stay.objects.create(initiative=row, stage=Stage.BETA, entered_at=at)


def test_one_stay_is_open_at_a_time(cast: Cast) -> None:
    row = initiative(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        two_at_once(row=row, actor=cast.noor, at=cast.at)


@action
def fill_anew(*, actor: Any, at: Any) -> None:
    record(CaughtUp(person=actor.pk))
    Stay.objects.all().delete()
    import_module("parley.migrations.0047_stays").fill(apps, None)


def test_the_migration_gives_what_is_here_the_stays_that_the_ledger_tells(cast: Cast) -> None:
    by_hand = initiative(cast, stage=Stage.GATHER)
    for n, stage in enumerate((Stage.EXPLORE, Stage.BETA, Stage.ALPHA), start=1):
        moved(cast, by_hand, stage, cast.at + n * HOUR)
    take_in({"initiatives": "key,title,group,stage,horizon,live_at\nA,Consent signals,identity,beta,now,\n"
             "B,Clean rooms,identity,live,now,2026-03-15T09:30:00+00:00\nC,Never moved,identity,explore,later,\n"},
            at=cast.at)  # fmt: skip
    stop(initiative=Initiative.objects.get(key="A"), reason="Two clients left it.", actor=cast.noor, at=cast.at + HOUR)
    told = {row: stays(row) for row in Initiative.objects.all()}
    assert sum(map(len, told.values())) == 8
    fill_anew(actor=cast.noor, at=cast.at)
    assert {row: stays(row) for row in Initiative.objects.all()} == told


def test_what_was_stopped_is_told_with_its_reason_to_whoever_may_see_it(cast: Cast) -> None:
    seen, hidden = initiative(cast), initiative(cast, "Hidden", audience=Audience.PRODUCT_TEAM)
    for row in (seen, hidden):
        stop(initiative=row, reason=f"Nobody uses {row.title.split()[0]}.", actor=cast.noor, at=cast.at + HOUR)

    def told_to(person: Any) -> list[tuple[str, str, Any, Any]]:
        viewer = cast.viewer(person)
        found = stops_told(viewer, stops_in(stays_seen(viewer, cast.identity.pk)))
        return sorted((title, reason, stop.before, stop.at) for stop, title, reason in found)

    one = (seen.title, "Nobody uses Consent.", Stage.BETA, cast.at + HOUR)
    assert told_to(cast.noor) == [one, ("Hidden", "Nobody uses Hidden.", Stage.BETA, cast.at + HOUR)]
    assert told_to(cast.sam) == [one]
    assert told_to(cast.omar) == []
