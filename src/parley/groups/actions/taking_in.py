"""Many groups at once: areas with their groups and teams, and who has which place in them, come in by one import."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from parley.groups.events import GroupsTakenIn
from parley.groups.models import Area, Facilitator, Group, Member, ProductPerson, Team
from parley.groups.queries import area_pks
from parley.groups.terms import MemberKind
from parley.kernel.bunches import bunches
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.queries import person_keys

OF_GROUP = ("charter", "answer_days", "legal_approves", "transcript_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A group as a file states it; teams are names with their team-weeks a quarter."""

    key: str
    name: str
    charter: str = ""
    answer_days: int = 14
    legal_approves: bool = False
    transcript_days: int = 0
    teams: tuple[tuple[str, Decimal], ...] = ()
    dissolved_on: date | None = None
    stated: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """Somebody's places in a group: `member` core or on call, and what else they are there."""

    group: str
    person: str
    member: MemberKind | None = None
    facilitator: bool = False
    product_person: bool = False
    decider: bool = False
    since: date | None = None


@action
def take_in_groups(*, rows: Iterable[GroupRow], batch: int, actor: Actor, at: datetime) -> tuple[int, int, int]:
    """Add and change groups with their teams; gives how many were added, changed and the same."""
    added = changed = same = 0
    for bunch in bunches(rows):
        there = {area.key: area for area in Area.objects.select_related("group").prefetch_related("teams")
                 .filter(key__in=[row.key for row in bunch])}  # fmt: skip
        new = [row for row in bunch if row.key not in there]
        if new:
            _open(new)
        moved = sum(_change(there[row.key], row, at) for row in bunch if row.key in there)
        added, changed, same = added + len(new), changed + moved, same + len(bunch) - len(new) - moved
    if added or changed:
        record(GroupsTakenIn(batch=batch, groups=added + changed, members=0))
    return added, changed, same


@action
def take_in_places(*, rows: Iterable[PlaceRow], batch: int, actor: Actor, at: datetime) -> tuple[int, int, int]:
    """Give people their places in groups; places that the file does not name stay as they are.

    Gives how many people got a place, changed one, and had all of theirs.
    """
    areas, people = area_pks(), person_keys()
    added = changed = same = 0
    for bunch in bunches(rows):
        for row, new, moved in _placed(bunch, areas, people, at):
            del row
            added, changed, same = added + new, changed + moved, same + (not new and not moved)
    if added or changed:
        record(GroupsTakenIn(batch=batch, groups=0, members=added + changed))
    return added, changed, same


def _open(rows: list[GroupRow]) -> None:
    areas = Area.objects.bulk_create(Area(key=row.key, name=row.name, dissolved_on=row.dissolved_on) for row in rows)
    Group.objects.bulk_create(
        Group(area=area, **{field: getattr(row, field) for field in OF_GROUP})
        for area, row in zip(areas, rows, strict=True)
    )
    Team.objects.bulk_create(
        Team(area=area, name=name, capacity=weeks)
        for area, row in zip(areas, rows, strict=True)
        for name, weeks in row.teams
    )


def _change(area: Area, row: GroupRow, at: datetime) -> bool:
    """Change what the file states otherwise; whether anything was. Groups are few, so each is saved by itself."""
    moved = False
    for thing, fields in ((area, ("name", "dissolved_on")), (area.group, OF_GROUP)):
        differs = [each for each in fields if each in row.stated and getattr(thing, each) != getattr(row, each)]
        for field in differs:
            setattr(thing, field, getattr(row, field))
        if differs:
            thing.save(update_fields=differs)
            moved = True
    return (_change_teams(area, row, at) if "teams" in row.stated else False) or moved


def _change_teams(area: Area, row: GroupRow, at: datetime) -> bool:
    now = {team.name: team for team in area.teams.all()}
    wanted = dict(row.teams)
    moved = False
    for name, weeks in wanted.items():
        team = now.get(name)
        if team is None:
            Team.objects.create(area=area, name=name, capacity=weeks)
        elif team.capacity != weeks or team.closed_on:
            Team.objects.filter(pk=team.pk).update(capacity=weeks, closed_on=None)
        else:
            continue
        moved = True
    gone = [team.pk for name, team in now.items() if name not in wanted and team.closed_on is None]
    if gone:
        Team.objects.filter(pk__in=gone).update(closed_on=at.date())
    return moved or bool(gone)


def _placed(
    bunch: list[PlaceRow], areas: Mapping[str, int], people: Mapping[str, int], at: datetime
) -> list[tuple[PlaceRow, bool, bool]]:
    """Write the places of a bunch; for each row whether it brought one, and whether it changed one."""
    pairs = [(row, areas[row.group], people[row.person]) for row in bunch]
    wanted_areas = {area for _, area, _ in pairs}
    members = {(m.area_id, m.person_id): m for m in Member.objects.filter(area__in=wanted_areas, until=None)}
    runs = set(Facilitator.objects.filter(area__in=wanted_areas).values_list("area", "person"))
    keeps = set(ProductPerson.objects.filter(area__in=wanted_areas).values_list("area", "person"))
    decides = dict(Area.objects.filter(pk__in=wanted_areas).values_list("pk", "decider"))
    told = []
    new_members: list[Member] = []
    for row, area, person in pairs:
        new = moved = False
        if row.facilitator and (area, person) not in runs:
            Facilitator.objects.create(area_id=area, person_id=person)
            runs.add((area, person))
            new = True
        if row.product_person and (area, person) not in keeps:
            ProductPerson.objects.create(area_id=area, person_id=person, entered_at=at)
            keeps.add((area, person))
            new = True
        if row.decider and decides[area] != person:
            Area.objects.filter(pk=area).update(decider=person)
            moved = decides[area] is not None
            new = not moved
            decides[area] = person
        if row.member:
            now = members.get((area, person))
            if now is None:
                now = Member(
                    area_id=area, person_id=person, kind=row.member, since=row.since or at.date(), entered_at=at
                )
                members[area, person] = now
                new_members.append(now)
                new = True
            elif now.kind != row.member or (row.since and now.since != row.since):
                now.entered_at = at if now.kind != row.member else now.entered_at
                now.kind, now.since = row.member, row.since or now.since
                if now.pk:
                    now.save(update_fields=["kind", "since", "entered_at"])
                    moved = True
        told.append((row, new, moved and not new))
    if new_members:
        Member.objects.bulk_create(new_members)
    return told
