"""Changing groups: areas open and dissolve, people come and go, teams are kept."""

from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q
from django.utils.text import slugify

from parley.groups import rules
from parley.groups.actions.shifts import _must_cover_what_is_lent, _must_lend_nothing
from parley.groups.events import (
    AreaChanged,
    AreaOpened,
    DeciderNamed,
    FacilitatorNamed,
    MemberAdded,
    MemberRemoved,
    ProductPersonNamed,
    TeamClosed,
    TeamKept,
)
from parley.groups.models import Area, Facilitator, Group, Member, ProductPerson, Team
from parley.groups.queries import acting
from parley.groups.terms import MemberKind
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.people.rules import must_have_a_name


@action
def open_area(
    *, name: str, charter: str, decider: Person | None = None, key: str = "", actor: Actor, at: datetime
) -> Area:
    """Open a product area with its strategy group. Raises Refused when the name is taken."""
    rules.must_keep_areas(acting(actor))
    _must_be_here(decider, "decider")
    clean = must_have_a_name(name)[:120]
    slug = slugify(key or clean)[:60] or f"area-{Area.objects.count() + 1}"
    if Area.objects.filter(Q(name__iexact=clean) | Q(key=slug)).exists():
        raise Refused(f"There is already an area called {clean}. Choose another name.", field="name")
    area = Area.objects.create(key=slug, name=clean, decider=decider)
    Group.objects.create(area=area, charter=rules.charter_of(charter))
    record(AreaOpened(area=area.pk))
    if decider:
        record(DeciderNamed(area=area.pk, person=decider.pk))
    return area


@action
def change_group(
    *,
    area: Area,
    name: str,
    charter: str,
    answer_days: int,
    legal_approves: bool | None = None,
    transcript_days: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Change a group's name, charter, the days in which it answers topics, and whether legal approves words too.

    `transcript_days` say how long the transcript of a meeting is kept, 0 for not at all. What is not given stays.
    """
    rules.must_keep_group(acting(actor), area.pk)
    _must_go_on(area)
    group = Group.objects.select_for_update().get(area=area)
    new = {
        "name": must_have_a_name(name)[:120],
        "charter": rules.charter_of(charter),
        "answer_days": rules.answer_days_of(answer_days),
        "legal_approves": group.legal_approves if legal_approves is None else legal_approves,
        "transcript_days": group.transcript_days
        if transcript_days is None
        else rules.transcript_days_of(transcript_days),
    }
    old = {"name": area.name} | {field: getattr(group, field) for field in new if field != "name"}
    changed = tuple(field for field in new if new[field] != old[field])
    if not changed:
        return
    if Area.objects.filter(name__iexact=str(new["name"])).exclude(pk=area.pk).exists():
        raise Refused(f"There is already an area called {new['name']}. Choose another name.", field="name")
    Area.objects.filter(pk=area.pk).update(name=new["name"])
    Group.objects.filter(area=area).update(**{field: value for field, value in new.items() if field != "name"})
    record(AreaChanged(area=area.pk, fields=changed))


@action
def name_decider(*, area: Area, person: Person, actor: Actor, at: datetime) -> None:
    """Name the one executive who decides for an area. Nothing is recorded when they do already."""
    rules.must_keep_areas(acting(actor))
    _must_go_on(area)
    _must_be_here(person, "decider")
    if Area.objects.filter(pk=area.pk, decider=person).exists():
        return
    Area.objects.filter(pk=area.pk).update(decider=person)
    record(DeciderNamed(area=area.pk, person=person.pk))


@action
def add_member(
    *,
    area: Area,
    person: Person,
    kind: MemberKind = MemberKind.CORE,
    since: date | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Bring somebody into a group, or change how they belong to it."""
    rules.must_keep_group(acting(actor), area.pk)
    _must_go_on(area)
    _must_be_here(person, "person")
    now = Member.objects.filter(area=area, person=person, until=None)
    if now.filter(kind=kind).exists():
        return
    if not now.update(kind=kind, entered_at=at):
        Member.objects.create(area=area, person=person, kind=kind, since=since or at.date(), entered_at=at)
    record(MemberAdded(area=area.pk, person=person.pk, member_kind=kind))


@action
def remove_member(*, area: Area, person: Person, actor: Actor, at: datetime) -> None:
    """End somebody's membership; that they were a member stays known."""
    rules.must_keep_group(acting(actor), area.pk)
    if Member.objects.filter(area=area, person=person, until=None).update(until=at.date()):
        record(MemberRemoved(area=area.pk, person=person.pk))


@action
def name_facilitator(*, area: Area, person: Person, named: bool, actor: Actor, at: datetime) -> None:
    """Let somebody run a group's meetings, or no longer."""
    rules.must_keep_group(acting(actor), area.pk)
    if _place(Facilitator, area, person, named=named, at=at):
        record(FacilitatorNamed(area=area.pk, person=person.pk, named=named))


@action
def name_product_person(*, area: Area, person: Person, named: bool, actor: Actor, at: datetime) -> None:
    """Let somebody keep an area's roadmap, or no longer."""
    rules.must_name_product_people(acting(actor), area.pk)
    if _place(ProductPerson, area, person, named=named, at=at):
        record(ProductPersonNamed(area=area.pk, person=person.pk, named=named))


def _must_go_on(area: Area) -> None:
    rules.must_be_open(area.name, dissolved=Area.objects.filter(pk=area.pk).exclude(dissolved_on=None).exists())


def _must_be_here(person: Person | None, field: str) -> None:
    if person and not person.is_active:
        raise Refused(f"{person.name} has left the company. Choose somebody who is here.", field=field)


def _place(
    place: type[Facilitator] | type[ProductPerson], area: Area, person: Person, *, named: bool, at: datetime
) -> bool:
    """Give or end a place; whether anything changed."""
    if not named:
        return bool(place.objects.filter(area=area, person=person).delete()[0])
    _must_go_on(area)
    _must_be_here(person, "person")
    kept = {"entered_at": at} if place is ProductPerson else {}
    return place.objects.get_or_create(area=area, person=person, defaults=kept)[1]


@action
def keep_team(
    *, area: Area, name: str, capacity: Decimal, team: Team | None = None, actor: Actor, at: datetime
) -> Team:
    """Add a team, change its name and capacity in team-weeks a quarter (0 to 999), or take a closed one up again.

    Nothing is recorded when nothing differs.
    """
    rules.must_keep_areas(acting(actor))
    _must_go_on(area)
    full = must_have_a_name(name)[:120]
    teams = Team.objects.select_for_update().filter(area=area)
    there = teams.get(pk=team.pk) if team else teams.filter(name=full).exclude(closed_on=None).first()
    row = there or Team(area=area)
    before = (row.name, row.capacity, row.closed_on) if there else None
    row.name, row.capacity, row.closed_on = full, rules.capacity_of(capacity), None
    if (row.name, row.capacity, row.closed_on) == before:
        return row
    if Team.objects.filter(area=area, name=row.name).exclude(pk=row.pk).exists():
        raise Refused(f"The area has a team called {row.name} already. Change that one instead.", field="name")
    if there:
        _must_cover_what_is_lent(row, at)
    row.save()
    record(TeamKept(area=area.pk, team=row.pk))
    return row


@action
def close_team(*, team: Team, actor: Actor, at: datetime) -> None:
    """Note that a team ended. Raises Refused while part of it is lent."""
    rules.must_keep_areas(acting(actor))
    Team.objects.select_for_update().get(pk=team.pk)  # as whoever lends it does
    _must_lend_nothing(team)
    if Team.objects.filter(pk=team.pk, closed_on=None).update(closed_on=at.date()):
        record(TeamClosed(area=team.area_id, team=team.pk))
