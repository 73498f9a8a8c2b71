"""Initiatives are added, explained, shown and ordered, and the ledger says so."""

from dataclasses import replace
from datetime import timedelta

import pytest

from parley.disclosure.actions import replan
from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import window_of
from parley.ledger.terms import MACHINE, Ref
from parley.roadmap.actions import (
    add_initiative,
    end_override,
    end_overrides_due,
    give_override,
    hand_over_initiatives,
    link_insight,
    move_to_area,
    name_owner,
    rename_initiative,
    rename_stage,
    reorder,
    show_to,
    unlink_insight,
    write_why,
)
from parley.roadmap.queries import (
    initiative_to_change,
    links_of,
    overrides_of,
    owned_by,
    regions_of,
    stage_labels,
    whys_of,
)
from parley.roadmap.terms import Audience, Horizon, Plan, Stage, Stance, Waiver, Why, initiative_ref
from tests.cast import history
from tests.roadmap.made import WHY, initiative, insight

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def told(row):
    return history(initiative_ref(row.pk))


def now(row):
    return initiative_to_change(row.pk)


def test_an_initiative_is_added_with_its_why(cast):
    row = initiative(cast, window=window_of("Q2 2087"), regions=[cast.emea])
    mark, area = initiative_ref(row.pk).mark, Ref("area", cast.identity.pk).mark
    assert told(row) == [
        f"wrote the why of {mark}",
        f"added {mark} to the roadmap of {area} at Beta, now, for Q2 2087",
    ]
    assert now(row).shown_to is Audience.GROUP
    assert regions_of(row.pk) == [cast.emea]
    assert row.key


def test_only_product_people_add(cast):
    for person in (cast.aiko, cast.elena, cast.petra, cast.omar):
        with pytest.raises(Refused, match="Only the area’s product people"):
            initiative(cast, actor=person)


def test_an_initiative_is_not_added_further_than_its_why_and_stage_allow(cast):
    with pytest.raises(Refused, match="Still missing: the problem it solves"):
        initiative(cast, why=Why())
    with pytest.raises(Refused, match="At Beta an initiative is shown to its group at most"):
        initiative(cast, audience=Audience.COMPANY)
    with pytest.raises(Refused, match="Write a title"):
        initiative(cast, title=" ")


def test_a_key_is_used_once(cast):
    initiative(cast, key="kep-1")
    with pytest.raises(Refused, match="already an initiative with the key kep-1"):
        initiative(cast, key="kep-1")


def test_a_new_why_leaves_the_old_one_readable(cast):
    row = initiative(cast)
    write_why(
        initiative=row, why=replace(WHY, budget="Three teams"), reason="The beta needs a third team.",
        seen_version=1, actor=cast.noor, at=cast.at,
    )  # fmt: skip
    assert [why.budget for why in whys_of(row.pk)] == ["Three teams", "Two teams for two quarters"]
    assert told(row)[0] == f"wrote a new why of {initiative_ref(row.pk).mark}"
    with pytest.raises(Stale) as stale:
        write_why(initiative=row, why=WHY, seen_version=1, actor=cast.noor, at=cast.at)
    assert stale.value.theirs == stale.value.yours == WHY.because


def test_a_why_that_others_read_stays_complete(cast):
    row = initiative(cast)
    with pytest.raises(Refused, match="Missing now: the budget"):
        write_why(initiative=row, why=replace(WHY, budget=""), actor=cast.noor, at=cast.at)
    assert whys_of(row.pk).count() == 1


def test_an_initiative_without_a_why_is_shown_once_it_is_written(cast):
    row = initiative(cast, why=Why(), audience=Audience.PRODUCT_TEAM)
    with pytest.raises(Refused, match="complete why"):
        show_to(initiative=row, audience=Audience.GROUP, actor=cast.noor, at=cast.at)
    write_why(initiative=row, why=WHY, actor=cast.noor, at=cast.at)
    show_to(initiative=row, audience=Audience.GROUP, actor=cast.noor, at=cast.at)
    mark = initiative_ref(row.pk).mark
    assert told(row)[:3] == [
        f"opened {mark} from its product team to its group",
        f"chose to show {mark} to its group instead of its product team",
        f"wrote the why of {mark}",
    ]


def test_showing_it_further_needs_a_name_and_a_reason(cast):
    row = initiative(cast)
    asked = {"initiative": row, "audience": Audience.COMPANY, "actor": cast.noor, "at": cast.at}
    with pytest.raises(Refused, match="needs an override"):
        show_to(**asked)
    with pytest.raises(Refused, match="leadership wants it"):
        show_to(**asked, override_reason="Leadership wants it")
    assert now(row).shown_to is Audience.GROUP
    show_to(**asked, override_reason="Every sales call in EMEA opens with the audits.")
    (override,) = overrides_of(row.pk)
    assert (override.by, override.reason) == (cast.noor, "Every sales call in EMEA opens with the audits.")
    assert now(row).shown_to is Audience.COMPANY
    end_override(initiative=row, waives=Waiver.AUDIENCE, actor=cast.noor, at=cast.at)
    assert now(row).shown_to is Audience.GROUP
    assert told(row)[0] == f"narrowed {initiative_ref(row.pk).mark} from the whole company to its group"


def test_who_may_set_a_rule_aside(cast):
    row = initiative(cast)
    asked = {"initiative": row, "waives": Waiver.AUDIENCE, "audience": Audience.COMPANY, "at": cast.at}
    with pytest.raises(Refused, match="product people and its decider"):
        give_override(**asked, reason="Sales calls open with the audits.", actor=cast.aiko)
    give_override(**asked, reason="Sales calls open with the audits.", actor=cast.elena)
    assert overrides_of(row.pk).get().by == cast.elena


def test_an_imported_initiative_is_shown_until_its_day(cast):
    row = initiative(cast, why=Why(), audience=Audience.PRODUCT_TEAM)
    today = cast.at.date()
    give_override(
        initiative=row, waives=Waiver.WHY, reason="Imported, its why to be completed.", until=today,
        actor=MACHINE, at=cast.at,
    )  # fmt: skip
    show_to(initiative=row, audience=Audience.GROUP, actor=MACHINE, at=cast.at)
    assert end_overrides_due(on=today, actor=MACHINE, at=cast.at) == 0
    assert now(row).shown_to is Audience.GROUP
    later = cast.at + timedelta(days=1)
    assert end_overrides_due(on=today + timedelta(days=1), actor=MACHINE, at=later) == 1
    assert now(row).shown_to is Audience.PRODUCT_TEAM
    assert "ended the override of the rule of the complete why" in told(row)[1]
    assert end_overrides_due(on=today + timedelta(days=2), actor=MACHINE, at=later) == 0


def test_a_title_changes_and_a_stale_one_does_not(cast):
    row = initiative(cast)
    rename_initiative(initiative=row, title="Proof of consent", seen_version=1, actor=cast.noor, at=cast.at)
    assert now(row).title == "Proof of consent"
    assert told(row)[0] == f"renamed {initiative_ref(row.pk).mark}"
    with pytest.raises(Stale) as stale:
        rename_initiative(initiative=row, title="Consent", seen_version=1, actor=cast.noor, at=cast.at)
    assert (stale.value.theirs, stale.value.yours) == ("Proof of consent", "Consent")


def test_an_initiative_is_put_at_a_place(cast):
    rows = [initiative(cast, title=f"Number {n}") for n in range(3)]
    initiative(cast, title="Elsewhere", horizon=Horizon.LATER)
    reorder(initiative=rows[2], place=1, actor=cast.noor, at=cast.at)
    assert [now(row).position for row in rows] == [1, 2, 0]
    assert told(rows[2])[0] == f"moved {initiative_ref(rows[2].pk).mark} from place 3 to place 1"
    reorder(initiative=rows[2], place=1, actor=cast.noor, at=cast.at)
    assert len(told(rows[2])) == 3


def test_an_initiative_is_put_at_a_place_of_the_horizon_it_has_by_then(cast):
    row, later = initiative(cast), initiative(cast, title="Later", horizon=Horizon.LATER)
    plan = Plan(horizon=Horizon.LATER, window=None, confidence=None)
    replan(initiative=now(row), plan=plan, reason="The audits come first.", actor=cast.noor, at=cast.at)
    assert row.horizon is Horizon.NOW
    reorder(initiative=row, place=2, actor=cast.noor, at=cast.at)
    assert [now(each).position for each in (later, row)] == [0, 1]


def test_an_insight_speaks_for_or_against_and_may_be_taken_off(cast):
    row, said = initiative(cast), insight(cast)
    for stance in (Stance.SUPPORTS, Stance.SUPPORTS, Stance.CONTRADICTS):
        link_insight(initiative=row, insight=said, stance=stance, actor=cast.aiko, at=cast.at)
    assert [link.stance for link in links_of(row.pk)] == [Stance.CONTRADICTS]
    mark, what = initiative_ref(row.pk).mark, Ref("insight", said.pk).mark
    assert told(row)[:2] == [f"noted that {what} speaks against {mark}", f"noted that {what} speaks for {mark}"]
    with pytest.raises(Refused, match="Only whoever linked it"):
        unlink_insight(initiative=row, insight=said, actor=cast.sam, at=cast.at)
    unlink_insight(initiative=row, insight=said, actor=cast.aiko, at=cast.at)
    assert not links_of(row.pk)
    assert history(Ref("insight", said.pk))[0] == f"took {what} off {mark}"


def test_a_link_is_turned_by_whoever_made_it_or_keeps_the_roadmap_and_stays_theirs(cast):
    row, said = initiative(cast), insight(cast)
    link_insight(initiative=row, insight=said, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)
    with pytest.raises(Refused, match="Only whoever linked it"):
        link_insight(initiative=row, insight=said, stance=Stance.CONTRADICTS, actor=cast.sam, at=cast.at)
    link_insight(initiative=row, insight=said, stance=Stance.CONTRADICTS, actor=cast.noor, at=cast.at)
    assert [(link.stance, link.linked_by) for link in links_of(row.pk)] == [(Stance.CONTRADICTS, cast.aiko)]
    with pytest.raises(Refused, match="Only whoever linked it"):
        unlink_insight(initiative=row, insight=said, actor=cast.sam, at=cast.at)


def test_a_leavers_initiatives_are_handed_over(cast):
    row = initiative(cast, owner=cast.noor)
    cast.gone.refresh_from_db()
    with pytest.raises(Refused, match="has left the company"):
        name_owner(initiative=row, person=cast.gone, actor=cast.noor, at=cast.at)
    assert hand_over_initiatives(person=cast.noor, heir=cast.petra, actor=cast.ines, at=cast.at) == 1
    assert list(owned_by(cast.petra)) == [row]
    assert "as the owner of" in told(row)[0]


def test_a_dissolved_areas_initiatives_move(cast):
    row = initiative(cast)
    with pytest.raises(Refused, match="Only product operations"):
        move_to_area(area=cast.identity, heir=cast.reporting, actor=cast.noor, at=cast.at)
    assert move_to_area(area=cast.identity, heir=cast.reporting, actor=cast.ines, at=cast.at) == 1
    assert now(row).area == cast.reporting
    assert Ref("area", cast.reporting.pk).mark in told(row)[0]


def test_a_stage_is_called_what_the_company_calls_it(cast):
    with pytest.raises(Refused, match="Only product operations"):
        rename_stage(stage=Stage.BETA, label="Pilot", actor=cast.noor, at=cast.at)
    for _ in range(2):
        rename_stage(stage=Stage.BETA, label="Pilot", actor=cast.ines, at=cast.at)
    assert stage_labels()[Stage.BETA] == "Pilot"
    assert history(Ref("stage", list(Stage).index(Stage.BETA))) == ["renamed the stage Beta"]
    with pytest.raises(Refused, match="At Pilot an initiative"):
        initiative(cast, audience=Audience.COMPANY)


def test_the_machine_may_add(cast):
    row = add_initiative(
        area=cast.identity, title="Deletion in a day", stage=Stage.GATHER, horizon=Horizon.LATER, why=Why(),
        actor=MACHINE, at=cast.at,
    )  # fmt: skip
    assert now(row).why is None
