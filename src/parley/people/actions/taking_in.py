"""Many people at once: regions, functions and people come in, or change, by one import."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from parley.kernel.bunches import bunches
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people import rules
from parley.people.events import FunctionKept, PeopleTakenIn, RegionKept
from parley.people.models import Function, Person, Region, SignInLink
from parley.people.terms import Side

FIELDS = ("key", "name", "email", "time_zone", "language", "company", "operations", "left_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Somebody as a file states them; only the fields in `stated` change somebody who is here already."""

    key: str
    name: str
    email: str | None = None
    function: str | None = None
    region: str | None = None
    time_zone: str = "UTC"
    language: str = "en"
    company: str = ""
    operations: bool = False
    left_on: date | None = None
    stated: frozenset[str]


@action
def take_in_regions(*, names: Iterable[str], actor: Actor, at: datetime) -> None:
    """Add regions that are new, each with its event: there are few."""
    taken = set(Region.objects.values_list("key", flat=True))
    for name in names:
        region = Region.objects.create(key=_free(name, taken), name=name)
        record(RegionKept(region=region.pk))


@action
def take_in_functions(*, sides: Mapping[str, Side], actor: Actor, at: datetime) -> None:
    """Add functions that are new, each with its side and its event: there are few."""
    taken = set(Function.objects.values_list("key", flat=True))
    for name, side in sides.items():
        function = Function.objects.create(key=_free(name, taken), name=name, side=side, duty=rules.duty_of(name))
        record(FunctionKept(function=function.pk, side=side, duty=function.duty))


@action
def take_in_people(*, rows: Iterable[PersonRow], batch: int, actor: Actor, at: datetime) -> tuple[int, int, int]:
    """Add and change people, 500 at a time; gives how many were added, changed and the same.

    Somebody is found by key, else by e-mail, and then takes the key of the file. Raises Refused when nobody would be
    left to administer Parley.
    """
    functions = dict(Function.objects.values_list("name", "pk"))
    regions = dict(Region.objects.values_list("name", "pk"))
    administered = _administered()
    added = changed = same = 0
    for bunch in bunches(rows):
        there = _there(bunch)
        new, moved = [], []
        for row in bunch:
            person = there.get(row.key) or (there.get(row.email) if row.email else None)
            if person is None:
                new.append(_person(row, functions, regions, actor, at))
            elif _change(person, row, functions, regions, (at, actor.pk)):
                moved.append(person)
            else:
                same += 1
        _write(new, moved, at)
        added, changed = added + len(new), changed + len(moved)
    if administered and not _administered():
        raise Refused("After this import nobody would administer Parley. Leave one person with yes under operations.")
    if added or changed:
        record(PeopleTakenIn(batch=batch, added=added, changed=changed))
    return added, changed, same


def _administered() -> bool:
    return Person.objects.filter(operations=True, left_on=None).exists()


def _there(bunch: list[PersonRow]) -> dict[str, Person]:
    """People who are here, by e-mail and, which counts more, by key."""
    by_email = Person.objects.filter(email__in=[row.email for row in bunch if row.email])
    by_key = Person.objects.filter(key__in=[row.key for row in bunch])
    found: dict[str, Person] = {}
    one_each: dict[int, Person] = {}
    for person in by_email:
        found[str(person.email)] = one_each.setdefault(person.pk, person)
    for person in by_key:
        found[person.key] = one_each.setdefault(person.pk, person)
    return found


def _person(
    row: PersonRow, functions: Mapping[str, int], regions: Mapping[str, int], actor: Actor, at: datetime
) -> Person:
    person = Person(
        function_id=functions[row.function] if row.function else None,
        region_id=regions[row.region] if row.region else None,
        password=make_password(None),
        entered_at=at,
        entered_by=actor.pk,
    )
    for field in FIELDS:
        setattr(person, field, getattr(row, field))
    person.email = row.email or None
    return person


def _change(
    person: Person,
    row: PersonRow,
    functions: Mapping[str, int],
    regions: Mapping[str, int],
    entered: tuple[datetime, int | None],
) -> bool:
    """Change what the file states otherwise; whether anything was."""
    new: dict[str, Any] = {field: getattr(row, field) for field in FIELDS if field in row.stated}
    new["key"] = row.key
    if "email" in new:
        new["email"] = row.email or None
    if "function" in row.stated:
        new["function_id"] = functions[row.function] if row.function else None
    if "region" in row.stated:
        new["region_id"] = regions[row.region] if row.region else None
    differs = {field for field, value in new.items() if getattr(person, field) != value}
    if "left_on" in differs:
        person.sessions += 1  # who leaves is signed out; who returns signs in by a new link
        person.password = make_password(None)
        person.entered_at, person.entered_by = entered  # who returns is new to whatever counts people
    for field in differs:
        setattr(person, field, new[field])
    if person.left_on:
        differs |= {"operations"} if person.operations else set()
        person.operations = False
    return bool(differs)


def _write(new: list[Person], moved: list[Person], at: datetime) -> None:
    if new:
        Person.objects.bulk_create(new)
    if moved:
        fields = [*FIELDS, "function", "region", "sessions", "password", "entered_at", "entered_by"]
        Person.objects.bulk_update(moved, fields, batch_size=100)
        left = [person.pk for person in moved if person.left_on]
        SignInLink.objects.filter(person__in=left, used_at=None).update(used_at=at)


def _free(name: str, taken: set[str]) -> str:
    """Make a key that is not taken; a name in another script is kept by its letters."""
    start = slugify(name)[:56] or slugify(name, allow_unicode=True)[:56] or "other"
    key = next(key for n in range(len(taken) + 2) if (key := start if n == 0 else f"{start}-{n}") not in taken)
    taken.add(key)
    return key
