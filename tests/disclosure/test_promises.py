"""What was told and no longer holds: what breaks it, in the same transaction, and what mends it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from parley.disclosure.actions import (
    approve_words,
    change_regions,
    expire_words_due,
    move_stage,
    replan_region,
    stop,
    take_up,
    withdraw_words,
)
from parley.disclosure.models import Correction
from parley.disclosure.queries import (
    corrections_assigned_to,
    disclosed_of,
    now_of,
    with_plan,
    with_regions,
    with_stage,
    with_words,
    would_break,
)
from parley.disclosure.terms import Broken, Closing, NoLonger, Told, Words
from parley.kernel.spans import window_of
from parley.ledger.terms import MACHINE, Ref
from parley.roadmap.terms import Confidence, Horizon, Plan, Stage
from tests.cast import history
from tests.disclosure.made import PROMISE, Q2, Q3, approved, buyer, drafted, fresh, told
from tests.disclosure.promised import AS_WAS, LATER, WHY, moved, only, open_ones

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_a_delay_opens_a_correction_for_each_client_told_with_draft_words(cast, row, nordbank):
    told(cast, row, nordbank)
    told(cast, row, buyer(cast, "Hartmann", manager=cast.sam))
    moved(cast, row)
    corrections = open_ones()
    assert {each.client.name for each in corrections} == {"Nordbank", "Hartmann"}
    first = corrections[0]
    assert (first.why, first.days, first.statement.client) == (NoLonger.LATER, 92, first.client)
    assert first.text.startswith(f"On {first.statement.told_on.day} ")
    assert "It is delayed: it will be later than we said." in first.text
    assert list(corrections_assigned_to(cast.viewer(cast.aiko), on=cast.at.date())) == [
        each for each in corrections if each.client == nordbank
    ]
    assert history(Ref("correction", first.pk))[0].endswith(": later, by 92 days")


def test_two_changes_in_a_row_update_one_correction_and_a_change_back_closes_it(cast, row, nordbank):
    told(cast, row, nordbank)
    moved(cast, row)
    moved(cast, row, replace(LATER, confidence=Confidence.LOW))
    assert only().faults == [["later", 92], ["less_sure", 0]]
    moved(cast, row, AS_WAS)
    assert (only().closing, only().closed_by) == (Closing.HOLDS_AGAIN, None)
    assert disclosed_of(row.pk, on=cast.at.date()).progress.of == 0
    moved(cast, row)
    assert [each.closing for each in Correction.objects.order_by("pk")] == [Closing.HOLDS_AGAIN, None]


def test_earlier_or_surer_breaks_nothing(cast, row, nordbank):
    told(cast, row, nordbank)
    moved(cast, row, Plan(horizon=Horizon.NOW, window=replace(Q2, last=Q2.first), confidence=Confidence.HIGH))
    assert open_ones() == []


def test_a_region_that_moves_alone_breaks_what_its_clients_were_told(cast, row, nordbank):
    hartmann = buyer(cast, "Hartmann", region=cast.apac)
    told(cast, row, nordbank)
    told(cast, row, hartmann)
    now = {"actor": cast.noor, "at": cast.at}
    replan_region(initiative=row, region=cast.apac, plan=LATER, reason=WHY, **now)
    assert [each.client for each in open_ones()] == [hartmann]
    replan_region(initiative=row, region=cast.apac, plan=None, reason="Tokyo is ready in time.", **now)
    assert open_ones() == []
    change_regions(initiative=row, regions=[cast.emea], reason="APAC waits for the law.", **now)
    assert [(each.client, each.why) for each in open_ones()] == [(hartmann, NoLonger.ELSEWHERE)]


def test_stopping_breaks_and_taking_up_mends(cast, row, nordbank):
    told(cast, row, nordbank)
    now = {"actor": cast.noor, "at": cast.at}
    stop(initiative=row, reason="The law changed, nobody needs it.", **now)
    assert (only().why, "We have stopped work on it." in only().text) == (NoLonger.STOPPED, True)
    take_up(initiative=row, reason="The law changed back again.", **now)
    assert open_ones() == []


def test_words_taken_back_break_what_was_told_and_words_that_expire_do_not(cast, row, nordbank):
    told(cast, row, nordbank)
    expire_words_due(on=cast.at.date() + timedelta(days=60), actor=MACHINE, at=cast.at)
    assert open_ones() == []
    approved(cast, row)
    withdraw_words(initiative=row, reason="The vendor we build on has left.", actor=cast.noor, at=cast.at)
    assert only().why is NoLonger.WITHDRAWN
    approved(cast, row)
    assert open_ones() == []


def test_words_narrowed_to_other_clients_break_what_the_rest_was_told(cast, row, nordbank):
    hartmann = buyer(cast, "Hartmann")
    told(cast, row, nordbank)
    told(cast, row, hartmann)
    approved(cast, row, whom=Told.NAMED_CLIENTS, clients=[hartmann])
    assert [(each.client, each.why) for each in open_ones()] == [(nordbank, NoLonger.WITHDRAWN)]


def test_a_stage_that_moves_back_takes_words_back(cast, row, nordbank):
    told(cast, row, nordbank)
    move_stage(initiative=row, stage=Stage.BETA, reason="The build found a hole.", actor=cast.noor, at=cast.at)
    assert only().why is NoLonger.WITHDRAWN
    move_stage(initiative=row, stage=Stage.BUILD, reason="The hole is closed.", actor=cast.noor, at=cast.at)
    assert open_ones() == []


def test_what_a_change_would_break_is_known_before_it_is_made(cast, row, nordbank):
    told(cast, row, nordbank)
    now = now_of(fresh(row), on=cast.at.date())

    def breaks(then):
        return [(each.name, each.faults[0].why, each.faults[0].days) for each in would_break(now, then)]

    assert breaks(with_plan(now, LATER)) == [("Nordbank", NoLonger.LATER, 92)]
    assert breaks(with_plan(now, LATER, cast.emea.pk)) == [("Nordbank", NoLonger.LATER, 92)]
    assert breaks(with_plan(now, LATER, cast.apac.pk)) == []
    assert breaks(with_plan(now, AS_WAS)) == []
    assert breaks(with_stage(now, Stage.STOPPED)) == [("Nordbank", NoLonger.STOPPED, 0)]
    assert breaks(with_stage(now, Stage.BETA)) == [("Nordbank", NoLonger.WITHDRAWN, 0)]
    assert breaks(with_regions(now, {cast.apac.pk: "APAC"})) == [("Nordbank", NoLonger.ELSEWHERE, 0)]
    assert open_ones() == []
    moved(cast, row)
    assert [each.client.name for each in open_ones()] == ["Nordbank"]


def test_words_that_name_a_later_time_or_less_certainty_break_what_was_told(cast, row, nordbank):
    hartmann, other = buyer(cast, "Hartmann"), buyer(cast, "Otter", region=cast.apac)
    for client in (nordbank, hartmann, other):
        told(cast, row, client)
    later = Words(None, "It comes in the third quarter.", Q3, Confidence.HIGH)
    draft = drafted(cast, row, later, replace(PROMISE, region=cast.apac.pk))
    now = now_of(fresh(row), on=cast.at.date())
    assert [(each.name, each.faults[0]) for each in would_break(now, with_words(now, draft))] == [
        (name, Broken(NoLonger.LATER, 92)) for name in ("Hartmann", "Nordbank")
    ]
    approve_words(initiative=row, actor=cast.ines, at=cast.at)
    assert sorted((each.client.name, each.why, each.days) for each in open_ones()) == [
        ("Hartmann", NoLonger.LATER, 92), ("Nordbank", NoLonger.LATER, 92),
    ]  # fmt: skip
    assert open_ones()[0].text.endswith(later.text)
    told(cast, row, hartmann)
    assert [each.client for each in open_ones()] == [nordbank]
    approved(cast, row, replace(PROMISE, text="In the second quarter, as we said."))
    assert open_ones() == []
    named = {"whom": Told.NAMED_CLIENTS, "clients": [nordbank]}
    approved(cast, row, replace(PROMISE, confidence=Confidence.MEDIUM), **named)
    assert sorted((each.client.name, each.why) for each in open_ones()) == [
        ("Hartmann", NoLonger.WITHDRAWN), ("Nordbank", NoLonger.LESS_SURE), ("Otter", NoLonger.WITHDRAWN),
    ]  # fmt: skip


def test_taking_up_at_an_earlier_stage_takes_words_back(cast, row, nordbank):
    told(cast, row, nordbank)
    now = {"actor": cast.noor, "at": cast.at}
    stop(initiative=row, reason="The law changed, nobody needs it.", **now)
    take_up(initiative=row, stage=Stage.ALPHA, reason="We begin again, with two clients.", **now)
    assert [each.why for each in open_ones()] == [NoLonger.WITHDRAWN]


def test_a_change_that_breaks_it_more_is_foreseen_too(cast, row, nordbank):
    told(cast, row, nordbank)
    moved(cast, row)
    now = now_of(fresh(row), on=cast.at.date())
    later = with_plan(now, replace(LATER, window=window_of("Q4 2087")))
    assert [each.faults[0].days for each in would_break(now, later)] == [184]
    assert would_break(now, with_plan(now, AS_WAS)) == []
