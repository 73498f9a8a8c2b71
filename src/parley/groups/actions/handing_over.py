"""Handing over what somebody holds in groups, and what an area has when it is dissolved."""

from datetime import datetime

from parley.groups import rules
from parley.groups.actions.changing import (
    add_member,
    name_decider,
    name_facilitator,
    name_product_person,
    remove_member,
)
from parley.groups.actions.shifts import _move_shifts
from parley.groups.events import AreaDissolved, DeciderNamed, TeamKept
from parley.groups.models import Area, Member, ProductPerson, Team
from parley.groups.queries import acting
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.people.rules import must_administer


@action
def hand_over_deciding(*, leaver: Person, heir: Person | None, actor: Actor, at: datetime) -> int:
    """Name another decider, or nobody, for every area somebody decides for; how many areas those were."""
    must_administer(acting(actor))
    areas = list(Area.objects.select_for_update(no_key=True).filter(decider=leaver, dissolved_on=None).order_by("pk"))
    for area in areas:
        if heir:
            name_decider(area=area, person=heir, actor=actor, at=at)
        else:
            Area.objects.filter(pk=area.pk).update(decider=None)
            record(DeciderNamed(area=area.pk, person=None))
    return len(areas)


@action
def hand_over_facilitating(*, leaver: Person, heir: Person | None, actor: Actor, at: datetime) -> int:
    """Let an heir, or nobody, run the meetings somebody ran; how many groups those were."""
    must_administer(acting(actor))
    areas = list(Area.objects.filter(facilitators__person=leaver).order_by("pk"))
    for area in areas:
        if heir and area.dissolved_on is None:
            name_facilitator(area=area, person=heir, named=True, actor=actor, at=at)
        name_facilitator(area=area, person=leaver, named=False, actor=actor, at=at)
    return len(areas)


@action
def hand_over_roadmaps(*, leaver: Person, heir: Person | None, actor: Actor, at: datetime) -> int:
    """Let an heir, or nobody, keep the roadmaps somebody kept; how many areas those were."""
    must_administer(acting(actor))
    areas = list(Area.objects.filter(product_people__person=leaver).order_by("pk"))
    for area in areas:
        if heir and area.dissolved_on is None:
            name_product_person(area=area, person=heir, named=True, actor=actor, at=at)
        name_product_person(area=area, person=leaver, named=False, actor=actor, at=at)
    return len(areas)


@action
def end_memberships(*, leaver: Person, actor: Actor, at: datetime) -> int:
    """End every membership of somebody; how many those were. That they were a member stays known."""
    must_administer(acting(actor))
    areas = list(Area.objects.filter(members__person=leaver, members__until=None).order_by("pk"))
    for area in areas:
        remove_member(area=area, person=leaver, actor=actor, at=at)
    return len(areas)


@action
def close_area(*, area: Area, heir: Area, reason: str, members_too: bool = False, actor: Actor, at: datetime) -> None:
    """End an area: its teams, whoever kept its roadmap, and if wished its members go to the heir.

    Its places stay, so that those who were there can read what was settled; they change nothing any more.

    Part of `meetings.actions.dissolve_area`, which hands over what higher rooms know of.
    """
    rules.must_keep_areas(acting(actor))
    row = Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    rules.must_be_open(row.name, dissolved=row.dissolved_on is not None)
    rules.must_inherit(area=row.pk, heir=heir.pk, heir_dissolved=heir.dissolved_on is not None)
    _move_teams(row, heir)
    _move_shifts(row, heir, at)
    for place in list(ProductPerson.objects.filter(area=row).select_related("person")):
        if place.person.is_active:
            name_product_person(area=heir, person=place.person, named=True, actor=actor, at=at)
    for member in list(Member.objects.filter(area=row, until=None).select_related("person")):
        there = Member.objects.filter(area=heir, person=member.person, until=None).exists()
        if members_too and member.person.is_active and not there:
            add_member(area=heir, person=member.person, kind=member.kind, actor=actor, at=at)
    Area.objects.filter(pk=row.pk).update(dissolved_on=at.date())
    area.dissolved_on = at.date()
    record(AreaDissolved(area=row.pk, heir=heir.pk), reason=reason)


def _move_teams(area: Area, heir: Area) -> None:
    """Give the teams to the heir; one whose name is taken there is told apart by where it came from."""
    taken = set(Team.objects.filter(area=heir).values_list("name", flat=True))
    for team in list(Team.objects.select_for_update().filter(area=area, closed_on=None).order_by("pk")):
        stem, n = team.name, 1
        while team.name in taken:
            ending = f" ({area.name})" if n == 1 else f" ({area.name} {n})"
            team.name, n = stem[: 120 - len(ending[:100])] + ending[:100], n + 1
        taken.add(team.name)
        team.area = heir
        team.save(update_fields=["area", "name"])
        record(TeamKept(area=heir.pk, team=team.pk))
