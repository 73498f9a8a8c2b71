"""Seeing groups, and making the viewer: everybody may know which groups there are and who is in them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.db.models import Count, Prefetch, Q, QuerySet

from parley.groups.models import Area, Facilitator, Group, Member, ProductPerson, Team
from parley.groups.terms import MemberKind
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from parley.people.terms import ANYBODY, Viewer
from parley.prepared import padded, prepared, prepared_one

# Asked on every request: the ORM takes 4 ms to build this union, the database 0.1 ms to answer it.
# A dissolved area keeps its people, so that they can still read what was said and settled there. Whatever they were in
# it, they are as members now: nobody runs its meetings, keeps its roadmap or decides for it any more.
PLACES = """
    SELECT area.id, CASE WHEN area.dissolved_on IS NULL OR kind = 'on_call' THEN kind ELSE 'core' END FROM (
        SELECT area_id, kind FROM parley_member WHERE person_id = %s AND until IS NULL
        UNION ALL SELECT area_id, 'facilitates' FROM parley_facilitator WHERE person_id = %s
        UNION ALL SELECT area_id, 'keeps' FROM parley_productperson WHERE person_id = %s
        UNION ALL SELECT id, 'decides' FROM parley_area WHERE decider_id = %s
    ) AS place JOIN parley_area AS area ON area.id = place.area_id
"""


# How many core members a group has, as a part of a query on areas.
CORE_MEMBERS = Count(
    "members", filter=Q(members__until=None, members__kind=MemberKind.CORE, members__person__left_on=None)
)


def areas_visible_to(viewer: Viewer) -> QuerySet[Area]:
    """Every area that is not dissolved: that a group exists, and its charter, is for the whole company."""
    del viewer
    return Area.objects.filter(dissolved_on=None).select_related("decider__function", "group")


@prepared_one
def area_seen(viewer: Viewer, key: str) -> QuerySet[Area]:
    """One of them, by its key in addresses."""
    return areas_visible_to(viewer).filter(key=key)


@prepared
def areas_by_name(viewer: Viewer) -> QuerySet[Area]:
    """All of them, by name, without their groups and deciders."""
    return areas_visible_to(viewer).select_related(None).order_by("name")


@prepared
def groups_by_name(viewer: Viewer) -> QuerySet[Area]:
    """All of them, by name, with their groups and deciders."""
    return areas_visible_to(viewer).order_by("name")


def viewer_of(person: Person) -> Viewer:
    """Gather what says what somebody may see. One query."""
    rows = list(_places(person.pk))
    return Viewer(
        person=person.pk,
        name=person.name,
        side=person.side,
        function=person.function_id,
        region=person.region_id,
        time_zone=person.time_zone,
        language=person.language,
        operations=person.operations,
        duty=person.duty,
        member_of=frozenset(area for area, place in rows if place == MemberKind.CORE),
        on_call_for=frozenset(area for area, place in rows if place == MemberKind.ON_CALL),
        facilitates=frozenset(area for area, place in rows if place == "facilitates"),
        product_of=frozenset(area for area, place in rows if place == "keeps"),
        decides=frozenset(area for area, place in rows if place == "decides"),
    )


def _places(person: int) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(PLACES, [person] * 4)
        return list(cursor.fetchall())


def insiders_of(area: int) -> Q:
    """Say as a condition on people who sees a group's matters: the inverse of `Viewer.inside`."""
    return (
        Q(pk__in=Member.objects.filter(area=area, until=None, kind=MemberKind.CORE).values("person"))
        | Q(pk__in=Facilitator.objects.filter(area=area).values("person"))
        | Q(pk__in=ProductPerson.objects.filter(area=area).values("person"))
        | Q(pk__in=Area.objects.filter(pk=area).exclude(decider=None).values("decider"))
    )


def people_in_groups() -> Q:
    """Say as a condition on people who sees the matters of any group at all: as `insiders_of` says of one."""
    return (
        Q(pk__in=Member.objects.filter(until=None, kind=MemberKind.CORE).values("person"))
        | Q(pk__in=Facilitator.objects.values("person"))
        | Q(pk__in=ProductPerson.objects.values("person"))
        | Q(pk__in=Area.objects.exclude(decider=None).values("decider"))
    )


def keepers_of(area: int) -> Q:
    """Say as a condition on people who sees an area's roadmap before its group does: product people and the decider.

    Of a dissolved area, whose people are as members now, nobody: as `PLACES` says.
    """
    return keeping_roadmap(area) | Q(
        pk__in=Area.objects.filter(pk=area, dissolved_on=None).exclude(decider=None).values("decider")
    )


def keeping_roadmap(area: int) -> Q:
    """Say as a condition on people who keeps an area's roadmap: its product people."""
    return Q(pk__in=ProductPerson.objects.filter(area=area, area__dissolved_on=None).values("person"))


def functions_in_group(area: int, functions: Collection[int]) -> set[int]:
    """Those of some functions of which somebody belongs to a group: in core, on call, running it or its roadmap."""
    inside = insiders_of(area) | Q(pk__in=Member.objects.filter(area=area, until=None).values("person"))
    people = people_in_the_company().filter(inside, function__in=functions)
    return set(people.order_by().values_list("function", flat=True).distinct())


def facilitating(area: int) -> Q:
    """Say as a condition on people who facilitates an area's group."""
    return Q(pk__in=Facilitator.objects.filter(area=area).values("person"))


def facilitators_of(area: Any) -> QuerySet[Person]:
    """Everybody in the company who facilitates an area’s group, by its key or as a part of another query."""
    return people_in_the_company().filter(pk__in=Facilitator.objects.filter(area=area).values("person"))


def legal_approves(area: int) -> bool:
    """Whether words for clients in an area wait for legal too."""
    return Group.objects.filter(area=area, legal_approves=True).exists()


def insiders(area: int) -> QuerySet[Person]:
    """Everybody in the company who sees a group's matters, product operations included."""
    return people_in_the_company().filter(insiders_of(area) | Q(operations=True))


@prepared
def area_names(viewer: Viewer) -> QuerySet[Area, tuple[int, str, str]]:
    """Every area's key as a row, its key in addresses, and its name, by name."""
    return areas_visible_to(viewer).select_related(None).order_by("name").values_list("pk", "key", "name")


@prepared
def groups_with_counts(viewer: Viewer) -> QuerySet[Area]:
    """Every group with the number of its core members."""
    return areas_visible_to(viewer).annotate(core_members=CORE_MEMBERS)


@dataclass(frozen=True, slots=True)
class Belonging:
    """Who belongs to a group now, each by name, and its teams."""

    members: list[Member]
    facilitators: list[Facilitator]
    product_people: list[ProductPerson]
    teams: list[Team]


def belonging_to(area: int) -> Belonging:
    """Say who belongs to a group now. Four queries."""
    return Belonging(_members(area), _facilitators(area), _product_people(area), _teams(area))


_HERE = {"person__left_on": None}


_PEOPLE = "person__function", "person__region"


@prepared
def _members(area: int) -> QuerySet[Member]:
    return Member.objects.filter(area=area, until=None, **_HERE).select_related(*_PEOPLE).order_by("person__name")


@prepared
def _facilitators(area: int) -> QuerySet[Facilitator]:
    return Facilitator.objects.filter(area=area, **_HERE).select_related(*_PEOPLE).order_by("person__name")


@prepared
def _product_people(area: int) -> QuerySet[ProductPerson]:
    return ProductPerson.objects.filter(area=area, **_HERE).select_related(*_PEOPLE).order_by("person__name")


def area_by_key(key: str) -> Area | None:
    """An area by its key, dissolved ones included."""
    return Area.objects.select_related("group", "decider").filter(key=key).first()


def group_of(area: Area) -> Group:
    """The strategy group of an area."""
    return Group.objects.get(area=area)


def acting(actor: Actor) -> Viewer:
    """Give the viewer whose rights an action asks about; the Machine may do everything."""
    if isinstance(actor, Person):
        return viewer_of(actor)
    return replace(ANYBODY, name="Parley", operations=True)


def area_keys(keys: Iterable[int]) -> dict[int, str]:
    """Give the keys by which addresses name areas; no query when none is asked for."""
    return dict(_keys_of(padded(set(keys))))


@prepared
def _keys_of(areas: tuple[int, ...]) -> QuerySet[Area, tuple[int, str]]:
    return Area.objects.filter(pk__in=areas).values_list("pk", "key")


def area_texts(keys: Collection[int] | None = None) -> Iterator[tuple[int, str, str]]:
    """Key, name and charter of some areas, or of all, for the search index."""
    rows = Area.objects.filter(pk__in=keys) if keys is not None else Area.objects.all()
    for key, name, charter in rows.values_list("pk", "name", "group__charter").order_by("pk"):
        yield key, name, charter or ""


def teams_visible_to(viewer: Viewer) -> QuerySet[Team]:
    """Every team of every area that is not dissolved."""
    return Team.objects.filter(area__in=areas_visible_to(viewer).values("pk"))


def on_call_of(area: int) -> QuerySet[Person]:
    """Who may be called in for an item of a group's agenda, by name."""
    called = Member.objects.filter(area=area, until=None, kind=MemberKind.ON_CALL).values("person")
    return people_in_the_company().filter(pk__in=called).select_related("function").order_by("name")


def area_pks() -> dict[str, int]:
    """The key of each area's row, dissolved ones included, by the area's key."""
    return dict(Area.objects.values_list("key", "pk"))


def areas_by_key(keys: Iterable[str]) -> dict[str, Area]:
    """Areas by their keys, dissolved ones included."""
    return {area.key: area for area in Area.objects.filter(key__in=set(keys))}


def areas_that_go_on(areas: Collection[int] | None = None, *, run_by: int | None = None) -> QuerySet[Area]:
    """Areas that are not dissolved: some of them, all, or those whose group's meetings somebody runs."""
    rows = Area.objects.filter(dissolved_on=None).order_by("pk")
    if areas is not None:
        rows = rows.filter(pk__in=areas)
    return rows.filter(facilitators__person=run_by) if run_by else rows


def places_of(person: Person) -> list[tuple[Area, str]]:
    """The groups somebody belongs to, by name, each with how: core, on_call, facilitates, keeps or decides."""
    how: dict[int, list[str]] = {}
    for area, place in _places(person.pk):
        how.setdefault(area, []).append(place)
    return [(area, place) for area in _standing(padded(how)) for place in sorted(how[area.pk])]


@prepared
def _standing(areas: tuple[int, ...]) -> QuerySet[Area]:
    return Area.objects.filter(pk__in=areas, dissolved_on=None).order_by("name")


def area_teams(area: int) -> QuerySet[Team]:
    """The teams of an area that go on, by name."""
    return Team.objects.filter(area=area, closed_on=None).order_by("name")


_teams = prepared(area_teams)


def areas_with_teams(viewer: Viewer) -> QuerySet[Area]:
    """Every area that goes on, with its teams, by name."""
    teams = Prefetch("teams", Team.objects.filter(closed_on=None).order_by("name"))
    return areas_visible_to(viewer).prefetch_related(teams).order_by("name")
