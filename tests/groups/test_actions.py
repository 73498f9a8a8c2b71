"""Changing groups: state, what the ledger says, and who may not."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from parley.groups.actions import (
    add_member,
    change_group,
    close_team,
    keep_team,
    name_decider,
    name_facilitator,
    name_product_person,
    open_area,
    remove_member,
)
from parley.groups.models import Area, Team
from parley.groups.queries import places_of
from parley.groups.terms import MemberKind, area_ref, team_ref
from parley.kernel.refusals import Refused
from tests.cast import Cast, history

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FORBIDDEN: dict[str, Callable[[Cast, dict[str, Any]], object]] = {
    "opening": lambda cast, now: open_area(name="Ads", charter="", **now),
    "changing": lambda cast, now: change_group(area=cast.identity, name="I", charter="", answer_days=7, **now),
    "a decider": lambda cast, now: name_decider(area=cast.identity, person=cast.ravi, **now),
    "a member": lambda cast, now: add_member(area=cast.identity, person=cast.omar, **now),
    "ending a membership": lambda cast, now: remove_member(area=cast.identity, person=cast.aiko, **now),
    "a facilitator": lambda cast, now: name_facilitator(area=cast.identity, person=cast.sam, named=True, **now),
    "a product person": lambda cast, now: name_product_person(area=cast.identity, person=cast.sam, named=True, **now),
    "a team": lambda cast, now: keep_team(area=cast.identity, name="Core", capacity=Decimal(9), **now),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_a_member_is_refused_with_a_sentence(cast: Cast, what: str) -> None:
    before = len(history(area_ref(cast.identity.pk)))
    with pytest.raises(Refused, match="Ask one of them"):
        FORBIDDEN[what](cast, {"actor": cast.sam, "at": cast.at})
    assert len(history(area_ref(cast.identity.pk))) == before


def test_a_facilitator_keeps_members_but_neither_roadmap_nor_teams(cast: Cast) -> None:
    now = {"actor": cast.femi, "at": cast.at}
    add_member(area=cast.identity, person=cast.omar, kind=MemberKind.ON_CALL, **now)
    assert places_of(cast.omar) == [(cast.identity, "on_call"), (cast.reporting, "core")]
    remove_member(area=cast.identity, person=cast.omar, **now)
    assert history(area_ref(cast.identity.pk))[0].startswith("ended the membership of")
    for refused in ("a product person", "a team", "a decider", "opening"):
        with pytest.raises(Refused):
            FORBIDDEN[refused](cast, now)


def test_a_decider_names_who_keeps_the_roadmap(cast: Cast) -> None:
    name_product_person(area=cast.identity, person=cast.petra, named=True, actor=cast.elena, at=cast.at)
    assert (cast.identity, "keeps") in places_of(cast.petra)
    with pytest.raises(Refused, match="Only the area’s decider"):
        name_product_person(area=cast.reporting, person=cast.noor, named=True, actor=cast.elena, at=cast.at)


def test_areas_open_with_a_key_of_their_own(cast: Cast) -> None:
    now = {"actor": cast.ines, "at": cast.at}
    assert open_area(name="Measurement", charter="What ads did.", **now).key == "measurement"
    assert open_area(name="計測", charter="", **now).key.startswith("area-")
    with pytest.raises(Refused, match="already an area called measurement"):
        open_area(name="measurement", charter="", **now)
    with pytest.raises(Refused, match="has left the company"):
        open_area(name="Billing", charter="", decider=cast.gone, **now)
    assert not Area.objects.filter(name="Billing").exists()


def test_a_group_is_changed_once(cast: Cast) -> None:
    now = {"actor": cast.femi, "at": cast.at}
    change_group(area=cast.identity, name="Identity", charter="Who.", answer_days=7, **now)
    said = f"changed the name and charter and answer days of {area_ref(cast.identity.pk).mark}"
    assert history(area_ref(cast.identity.pk))[0] == said
    with pytest.raises(Refused, match="already an area called Reporting"):
        change_group(area=cast.identity, name="Reporting", charter="Who.", answer_days=7, **now)


def test_naming_the_same_decider_again_says_nothing(cast: Cast) -> None:
    before = len(history(area_ref(cast.identity.pk)))
    name_decider(area=cast.identity, person=cast.elena, actor=cast.ines, at=cast.at)
    assert len(history(area_ref(cast.identity.pk))) == before
    name_decider(area=cast.identity, person=cast.ravi, actor=cast.ines, at=cast.at)
    assert "named" in history(area_ref(cast.identity.pk))[0]


def test_teams_are_kept_closed_and_taken_up_again(cast: Cast) -> None:
    now = {"actor": cast.ines, "at": cast.at}
    team = keep_team(area=cast.identity, name="Core", capacity=Decimal("9.5"), **now)
    with pytest.raises(Refused, match="a team called Core already"):
        keep_team(area=cast.identity, name="Core", capacity=Decimal(1), **now)
    close_team(team=team, **now)
    close_team(team=team, **now)
    assert history(team_ref(team.pk)) == [f"closed {team_ref(team.pk).mark}",
                                          f"added or changed {team_ref(team.pk).mark}"]  # fmt: skip
    assert keep_team(area=cast.identity, name="Core", capacity=Decimal(8), **now).pk == team.pk
    assert Team.objects.get().closed_on is None


def test_a_team_is_renamed_and_keeping_it_as_it_is_records_nothing(cast: Cast) -> None:
    now = {"actor": cast.ines, "at": cast.at}
    core = keep_team(area=cast.identity, name="Core", capacity=Decimal("9.5"), **now)
    keep_team(area=cast.identity, name="Login", capacity=Decimal(4), **now)
    for name in ("Core", "Kernel", "Kernel"):
        keep_team(area=cast.identity, team=core, name=name, capacity=Decimal("9.50"), **now)
    assert Team.objects.get(pk=core.pk).name == "Kernel"
    assert len(history(team_ref(core.pk))) == 2
    with pytest.raises(Refused, match="a team called Login already"):
        keep_team(area=cast.identity, team=core, name="Login", capacity=Decimal(4), **now)
