"""What can break a promise changes with a reason, and who sees it follows at once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from parley.disclosure.actions import change_regions, move_stage, replan, replan_region, stop, take_up
from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import Window, window_of
from parley.ledger.terms import Ref
from parley.people.terms import person_ref
from parley.roadmap.queries import initiative_to_change, plan_of, region_overrides_of, regions_of
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage, initiative_ref
from tests.cast import history
from tests.roadmap.made import TITLE, initiative

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Q2 = Plan(horizon=Horizon.NOW, window=window_of("Q2 2087"), confidence=Confidence.HIGH)
Q3 = Plan(horizon=Horizon.NEXT, window=window_of("Q3 2087"), confidence=Confidence.MEDIUM)


@pytest.fixture
def row(cast):
    return initiative(cast, window=Q2.window, confidence=Q2.confidence)


def told(row):
    return history(initiative_ref(row.pk))


def now(row):
    return initiative_to_change(row.pk)


def by(person, cast, reason="The audits moved to autumn."):
    return {"reason": reason, "actor": person, "at": cast.at}


def test_a_plan_moves_with_a_reason(cast, row):
    replan(initiative=row, plan=Q3, seen_version=1, **by(cast.noor, cast))
    mark = initiative_ref(row.pk).mark
    assert told(row)[0] == (
        f"moved {mark} from Q2 2087 to Q3 2087 and from now to next, with confidence lowered from high to medium"
    )
    assert plan_of(now(row)) == Q3
    with pytest.raises(Stale) as stale:
        replan(initiative=row, plan=Q2, seen_version=1, **by(cast.noor, cast))
    assert stale.value.theirs == "next, Q3 2087, confidence medium"


@pytest.mark.parametrize(
    "reason", ["", "ok", "test", "Just testing!", "Done", "Strategic", "leadership wants it", TITLE]
)
def test_a_plan_does_not_move_without_a_reason(cast, row, reason):
    with pytest.raises(Refused, match="Say what happened, what was learned"):
        replan(initiative=row, plan=Q3, **by(cast.noor, cast, reason))
    assert plan_of(now(row)) == Q2


def test_the_same_plan_is_no_change(cast, row):
    before = told(row)
    replan(initiative=row, plan=Q2, **by(cast.noor, cast, ""))
    assert told(row) == before


def test_who_does_not_keep_the_roadmap_does_not_move_it(cast, row):
    for person in (cast.aiko, cast.elena, cast.petra):
        for change in (
            lambda given: replan(initiative=row, plan=Q3, **given),
            lambda given: move_stage(initiative=row, stage=Stage.BUILD, **given),
            lambda given: stop(initiative=row, **given),
            lambda given: change_regions(initiative=row, regions=[cast.emea], **given),
            lambda given: replan_region(initiative=row, region=cast.apac, plan=Q3, **given),
        ):
            with pytest.raises(Refused, match="Only the area’s product people"):
                change(by(person, cast))


def test_a_decision_moves_it_for_its_decider(cast, row):
    decision = Ref("decision", 4)
    replan(initiative=row, plan=Q3, decided_in=decision, **by(cast.elena, cast))
    assert told(row)[0].endswith(", as decided in [decision:4]")
    assert history(decision) == told(row)[:1]
    move_stage(initiative=row, stage=Stage.BUILD, decided_in=decision, **by(cast.elena, cast))
    assert now(row).stage is Stage.BUILD


def test_a_stage_that_moves_back_narrows_who_sees_it(cast):
    row = initiative(cast, stage=Stage.BUILD, audience=Audience.COMPANY)
    move_stage(initiative=row, stage=Stage.BETA, **by(cast.noor, cast))
    mark = initiative_ref(row.pk).mark
    assert told(row)[:2] == [
        f"narrowed {mark} from the whole company to its group",
        f"moved {mark} back from Build to Beta",
    ]
    assert (now(row).audience, now(row).shown_to) == (Audience.COMPANY, Audience.GROUP)
    move_stage(initiative=row, stage=Stage.BUILD, **by(cast.noor, cast))
    assert now(row).shown_to is Audience.COMPANY


def test_an_initiative_stops_once_and_may_be_taken_up_again(cast, row):
    stop(initiative=row, **by(cast.noor, cast))
    with pytest.raises(Refused, match="stopped already"):
        stop(initiative=now(row), **by(cast.noor, cast))
    with pytest.raises(Refused, match="Only the area’s product people"):
        take_up(initiative=now(row), **by(cast.aiko, cast))
    take_up(initiative=now(row), **by(cast.noor, cast))
    mark = initiative_ref(row.pk).mark
    assert told(row)[:2] == [f"took {mark} up again at Beta", f"stopped {mark} at Beta"]
    with pytest.raises(Refused, match="under way already"):
        take_up(initiative=now(row), **by(cast.noor, cast))
    stop(initiative=now(row), **by(cast.noor, cast))
    take_up(initiative=now(row), stage=Stage.EXPLORE, **by(cast.noor, cast))
    assert told(row)[0] == f"took {mark} up again at Explore solutions"


def test_taking_up_asks_about_the_stages_that_it_leaves_out(cast, row):
    set_out = now(row)
    move_stage(initiative=row, stage=Stage.GATHER, **by(cast.noor, cast))
    stop(initiative=now(row), **by(cast.noor, cast))
    with pytest.raises(Refused, match="This skips Explore solutions, ") as refused:
        take_up(initiative=now(row), stage=Stage.LIVE, **by(cast.noor, cast))
    assert refused.value.field == "skipping"
    assert now(row).stage is Stage.STOPPED
    assert set_out.stage is Stage.BETA
    take_up(initiative=set_out, stage=Stage.LIVE, skipping=True, **by(cast.noor, cast))  # as it is, not as it was read
    assert now(row).stage is Stage.LIVE
    row.stage = Stage.STOPPED
    with pytest.raises(Refused, match="under way already"):
        take_up(initiative=row, **by(cast.noor, cast))


def test_a_window_that_has_passed_is_refused(cast, row):
    past = replace(Q2, window=window_of("Q1 2026"))
    with pytest.raises(Refused, match="Q1 2026 has ended already") as refused:
        replan(initiative=row, plan=past, **by(cast.noor, cast))
    assert refused.value.field == "window"
    with pytest.raises(Refused, match="ended already"):
        replan_region(initiative=row, region=cast.apac, plan=past, **by(cast.noor, cast))
    with pytest.raises(Refused, match="ended already"):
        initiative(cast, "Household graph", window=past.window)
    live = initiative(cast, "Audits", stage=Stage.LIVE, audience=Audience.COMPANY, window=past.window)
    replan(initiative=live, plan=replace(past, window=window_of("Q2 2026")), **by(cast.noor, cast))
    assert plan_of(now(live)).window == window_of("Q2 2026")
    today = replace(Q2, window=Window(cast.at.date(), cast.at.date()))
    replan(initiative=row, plan=today, **by(cast.noor, cast))
    later = {"reason": "The team is smaller.", "actor": cast.noor, "at": cast.at + timedelta(days=40)}
    replan(initiative=row, plan=replace(today, confidence=Confidence.LOW), **later)
    replan_region(initiative=row, region=cast.apac, plan=replace(today, horizon=Horizon.LATER), **later)


def test_stages_are_left_out_only_when_it_is_meant(cast):
    row = initiative(cast, stage=Stage.GATHER)
    with pytest.raises(Refused, match="This skips Explore solutions, Alpha and Beta: what people") as refused:
        move_stage(initiative=row, stage=Stage.BUILD, **by(cast.noor, cast))
    assert refused.value.field == "skipping"
    move_stage(initiative=row, stage=Stage.BUILD, skipping=True, **by(cast.noor, cast))
    move_stage(initiative=row, stage=Stage.GATHER, **by(cast.noor, cast))
    move_stage(initiative=row, stage=Stage.BUILD, decided_in=Ref("decision", 4), **by(cast.elena, cast))
    assert now(row).stage is Stage.BUILD


def test_regions_change_with_a_reason(cast, row):
    change_regions(initiative=row, regions=[cast.emea, cast.apac], **by(cast.noor, cast))
    assert regions_of(row.pk) == [cast.apac, cast.emea]
    assert not now(row).all_regions
    change_regions(initiative=row, regions=[], **by(cast.noor, cast))
    assert now(row).all_regions
    apac, emea = Ref("region", cast.apac.pk).mark, Ref("region", cast.emea.pk).mark
    mark = initiative_ref(row.pk).mark
    assert told(row)[:2] == [
        f"{mark} applies to all regions instead of {apac} and {emea}",
        f"{mark} applies to {apac} and {emea} instead of all regions",
    ]


def test_a_region_is_planned_differently_and_then_as_everywhere_again(cast, row):
    replan_region(initiative=row, region=cast.apac, plan=Q3, **by(cast.noor, cast))
    (different,) = region_overrides_of(row.pk)
    assert different.horizon is Horizon.NEXT
    assert plan_of(now(row)) == Q2
    where, mark = Ref("region", cast.apac.pk).mark, initiative_ref(row.pk).mark
    assert told(row)[0].endswith(f"with confidence lowered from high to medium in {where}")
    replan_region(initiative=row, region=cast.apac, plan=None, **by(cast.noor, cast))
    assert not region_overrides_of(row.pk)
    assert told(row)[0] == f"planned {mark} in {where} as everywhere else again"


def test_the_ledger_keeps_keys_and_no_names(cast, row):
    replan(initiative=row, plan=Q3, **by(cast.noor, cast))
    assert cast.noor.name not in " ".join(told(row))
    assert person_ref(cast.noor.pk).mark not in told(row)[0]  # who did it is told beside the sentence
