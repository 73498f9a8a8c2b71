"""Boards, facts and figures of the roadmap, as one viewer sees them."""

import pytest

from parley.disclosure.actions import change_regions, replan_region
from parley.kernel.spans import window_of
from parley.roadmap.actions import link_insight, rename_stage, show_to
from parley.roadmap.queries import (
    Sought,
    around,
    board,
    initiative_by_key,
    initiatives_in_full,
    initiatives_visible_to,
    links_of_insights,
    listed,
    placed_of,
    plan_in,
    plan_of,
    region_overrides_of,
    viewers_of_initiative,
)
from parley.roadmap.terms import Audience, Confidence, Horizon, Plan, Stage, Stance, Why
from parley.voices.actions import follow, let_in
from tests.roadmap.made import initiative, insight

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def titles(found):
    return [[placed.title for placed in column.placed] for column in found.columns]


def link(cast, row, said, stance=Stance.SUPPORTS):
    link_insight(initiative=row, insight=said, stance=stance, actor=cast.aiko, at=cast.at)


def test_a_board_has_now_next_and_later_in_order(cast):
    for title, horizon in (("A", Horizon.NOW), ("B", Horizon.NOW), ("C", Horizon.NEXT), ("D", Horizon.LATER)):
        initiative(cast, title=title, horizon=horizon)
    assert titles(board(cast.viewer(cast.aiko), Sought())) == [["A", "B"], ["C"], ["D"]]


def test_a_board_shows_a_viewer_what_they_may_see(cast):
    initiative(cast, title="For the team", why=Why(), audience=Audience.PRODUCT_TEAM)
    initiative(cast, title="For the group")
    initiative(cast, title="For all", stage=Stage.BUILD, audience=Audience.COMPANY)
    sees = {
        person: titles(board(cast.viewer(getattr(cast, person)), Sought()))[0]
        for person in ("noor", "elena", "ines", "aiko", "femi", "lena", "omar")
    }
    everything = ["For the team", "For the group", "For all"]
    assert sees == {
        "noor": everything, "elena": everything, "ines": everything, "aiko": everything[1:],
        "femi": everything[1:], "lena": everything[2:], "omar": everything[2:],
    }  # fmt: skip


def test_a_long_column_says_how_many_there_are(cast):
    for n in range(5):
        initiative(cast, title=f"Number {n}")
    viewer = cast.viewer(cast.aiko)
    now = board(viewer, Sought(), per_column=2).columns[0]
    assert ([placed.title for placed in now.placed], now.total) == (["Number 0", "Number 1"], 5)
    assert [each.title for each in placed_of(listed(viewer, Sought(), Horizon.NOW)[1:3])] == ["Number 1", "Number 2"]


def test_a_board_is_asked_for_area_stage_and_audience(cast):
    initiative(cast, title="Beta")
    initiative(cast, title="Build", stage=Stage.BUILD, audience=Audience.COMPANY)
    initiative(cast, title="Live", stage=Stage.LIVE, audience=Audience.COMPANY)
    viewer = cast.viewer(cast.noor)
    for sought, found in (
        (Sought(), ["Beta", "Build"]),
        (Sought(stage=Stage.LIVE), ["Live"]),
        (Sought(audience=Audience.COMPANY), ["Build"]),
        (Sought(area=cast.identity.pk), ["Beta", "Build"]),
        (Sought(area=cast.reporting.pk), []),
    ):
        assert titles(board(viewer, sought))[0] == found


def test_what_is_for_a_region_alone_comes_before_what_is_for_everybody(cast):
    everywhere = initiative(cast, "For everybody")
    apac = initiative(cast, "For APAC alone", regions=[cast.apac])
    viewer = cast.viewer(cast.aiko)

    def order(region: int | None) -> list[int]:
        return [each.initiative for each in board(viewer, Sought(region=region)).columns[0].placed]

    assert order(cast.apac.pk) == [apac.pk, everywhere.pk]
    assert order(None) == [everywhere.pk, apac.pk]


def test_a_region_sees_what_applies_to_it_first_with_its_own_plan(cast):
    only_emea = initiative(cast, title="EMEA only", regions=[cast.emea])
    everywhere = initiative(cast, title="Everywhere")
    replan_region(
        initiative=everywhere, region=cast.apac, reason="Tokyo needs its own audit first.", actor=cast.noor,
        plan=Plan(horizon=Horizon.NOW, window=window_of("Q4 2087"), confidence=Confidence.LOW), at=cast.at,
    )  # fmt: skip
    viewer = cast.viewer(cast.aiko)
    assert titles(board(viewer, Sought()))[0] == ["EMEA only", "Everywhere"]
    (here, not_here) = board(viewer, Sought(region=cast.apac.pk)).columns[0].placed
    assert (here.title, str(here.window), here.differs, here.applies) == (
        "Everywhere", "Q4 2087", True, True,
    )  # fmt: skip
    assert (not_here.initiative, not_here.applies, not_here.differs) == (only_emea.pk, False, False)
    assert titles(board(viewer, Sought(region=cast.apac.pk, region_only=True)))[0] == ["Everywhere"]


def test_a_region_may_move_it_to_another_column(cast):
    row = initiative(cast)
    plan = Plan(horizon=Horizon.LATER, window=None, confidence=None)
    asked = {"initiative": row, "region": cast.apac, "actor": cast.noor, "at": cast.at}
    replan_region(**asked, plan=plan, reason="Tokyo waits.")
    columns = board(cast.viewer(cast.aiko), Sought(region=cast.apac.pk)).columns
    assert [column.total for column in columns] == [0, 0, 1]
    (different,) = region_overrides_of(row.pk)
    assert plan_in(row, different) == plan
    assert plan_in(row, None) == plan_of(row)


def test_what_stands_around_an_initiative_comes_in_one_query(cast, django_assert_num_queries):
    row = initiative(cast, regions=[cast.emea, cast.apac])
    plan = Plan(horizon=Horizon.NEXT, window=window_of("Q4 2087"), confidence=Confidence.LOW)
    asked = {"initiative": row, "region": cast.apac, "actor": cast.noor, "at": cast.at}
    replan_region(**asked, plan=plan, reason="Tokyo waits.")
    rename_stage(stage=Stage.BETA, label="Pilot", actor=cast.ines, at=cast.at)
    with django_assert_num_queries(1):
        found = around(row)
    assert found.labels[Stage.BETA] == "Pilot"
    assert found.labels[Stage.BUILD] == "Build"
    assert found.regions == {cast.emea.pk: "EMEA", cast.apac.pk: "APAC"}
    assert found.different == {cast.apac.pk: ("APAC", plan)}


@pytest.mark.parametrize("rows", [1, 30])
def test_a_board_takes_three_queries(cast, rows, django_assert_num_queries):
    for n in range(rows):
        row = initiative(cast, title=f"Number {n}")
    link(cast, row, insight(cast))
    viewer = cast.viewer(cast.aiko)
    with django_assert_num_queries(3):
        assert board(viewer, Sought(region=cast.emea.pk), per_column=30).total == rows


def test_links_of_insights_name_only_what_the_viewer_may_see(cast):
    row, said = initiative(cast), insight(cast)
    link(cast, row, said)
    assert [each.initiative for each in links_of_insights(cast.viewer(cast.aiko), [said.pk])] == [row]
    assert not links_of_insights(cast.viewer(cast.omar), [said.pk])


def test_a_guest_sees_the_one_initiative_they_were_let_in_on(cast):
    row = initiative(cast)
    initiative(cast, title="Another")
    let_in(thread=row.thread, person=cast.lena, actor=cast.femi, at=cast.at)
    assert list(initiatives_visible_to(cast.viewer(cast.lena))) == [row]
    assert cast.lena in viewers_of_initiative(row)


def test_seeing_and_its_inverse_agree(cast):
    rows = [
        initiative(cast, title="Team", why=Why(), audience=Audience.PRODUCT_TEAM),
        initiative(cast, title="Group"),
        initiative(cast, title="All", stage=Stage.BUILD, audience=Audience.COMPANY),
    ]
    let_in(thread=rows[0].thread, person=cast.omar, actor=cast.noor, at=cast.at)
    show_to(
        initiative=rows[1], audience=Audience.COMPANY, override_reason="Sales calls open with audits.",
        actor=cast.noor, at=cast.at,
    )  # fmt: skip
    change_regions(initiative=rows[2], regions=[cast.emea], reason="The law is European.", actor=cast.noor, at=cast.at)
    for row in initiatives_visible_to(cast.viewer(cast.ines)):
        inverse = set(viewers_of_initiative(row))
        for person in (cast.noor, cast.elena, cast.aiko, cast.lena, cast.omar, cast.petra, cast.ravi, cast.ines):
            seen = initiatives_visible_to(cast.viewer(person)).filter(pk=row.pk).exists()
            assert seen == (person in inverse), (row.title, person.name)
        assert cast.gone not in inverse


def test_an_initiative_knows_whether_its_reader_follows_it(cast):
    row = initiative(cast)
    follow(thread=row.thread, following=True, actor=cast.aiko, at=cast.at)
    by_aiko, by_sam = (vars(initiatives_in_full(cast.viewer(person)).get()) for person in (cast.aiko, cast.sam))
    assert by_aiko["following"]
    assert not by_sam["following"]


def test_an_initiative_is_found_by_the_key_of_its_source(cast):
    row = initiative(cast, key="kep-1", source="kubernetes")
    assert initiative_by_key("kep-1", source="kubernetes") == row
    assert initiative_by_key("kep-1") is None
