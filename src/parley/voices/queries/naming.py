"""Whom a comment may name: people who may see the thing it is about, and groups."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from parley.groups.queries import areas_that_go_on, insiders_of
from parley.people.models import Person
from parley.people.queries import names_beginning
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.voices.models import Mention
from parley.voices.rules.naming import begins_a_word, folded, named_in, named_nobody, tried_names

OFFERED = 6  # people, and as many groups


@dataclass(frozen=True, slots=True)
class Named:
    """Keys of people and of areas that a text names, by how they are written."""

    people: dict[str, int]
    areas: dict[str, int]
    several: tuple[str, ...] = ()  # what more than one who may read is called, so that it names none of them
    nobody: tuple[str, ...] = ()  # what nobody who may read is called, whether or not somebody else is


def named_by(text: str, readers: QuerySet[Person]) -> Named:
    """Say whom a text names among those who may read it, and which groups. Two queries; none without an @.

    A name that several have names nobody: their e-mail tells them apart. So does nothing whether somebody else is here.
    """
    tried = tried_names(text)
    if not tried:
        return Named({}, {})
    known, shared = _people(readers, {name for names in tried for name in names})
    people = named_in(tried, known)
    areas = named_in([names for names in tried if not people.keys() & set(names)], _areas())
    several = named_in([names for names in tried if not {*people, *areas} & set(names)], dict.fromkeys(shared, 0))
    return Named(people, areas, tuple(several), tuple(named_nobody(tried, {*people, *areas, *several})))


def naming(viewer: Viewer, comments: Collection[int]) -> dict[int, str]:
    """Give those of some comments that name the viewer, or a group of theirs. One query, none without any.

    With each comes the name of the group; "" where it names the viewer as a person.
    """
    found: dict[int, str] = {}
    for each in _naming(viewer, padded(comments)) if comments else ():
        name = each.area.name if each.area else ""
        found[each.comment_id] = min(name, found.get(each.comment_id, name))
    return found


@prepared
def _naming(viewer: Viewer, comments: tuple[int, ...]) -> QuerySet[Mention]:
    theirs = Q(person=viewer.person) | Q(area__in=viewer.inside)
    return Mention.objects.filter(theirs, comment__in=comments).select_related("area").order_by()


def _people(readers: QuerySet[Person], names: Collection[str]) -> tuple[dict[str, int], set[str]]:
    """Give the keys of people by their folded names and e-mails, and the names that several have."""
    spelt = {*names, *(each.title() for each in names)}
    rows = readers.filter(Q(name__in=spelt) | Q(email__in={each.casefold() for each in names})).order_by("pk")
    found: dict[str, int] = {}
    shared: set[str] = set()
    for pk, name, email in rows.values_list("pk", "name", "email").distinct():
        if folded(name) in found:
            shared.add(folded(name))
        found[folded(name)] = pk
        if email:
            found[folded(email)] = pk
    return {name: key for name, key in found.items() if name not in shared}, shared


def _areas() -> dict[str, int]:
    rows = areas_that_go_on()
    return {folded(word): each.pk for each in rows for word in (each.key, each.name)}


def mentions_made(comment: int, at: datetime) -> QuerySet[Mention]:
    """Whom a comment names since the moment at which it was said or changed."""
    return Mention.objects.filter(comment=comment, made_at=at)


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody, or a group, that can be named: how to write it after the @, and what tells it from others."""

    written: str
    name: str
    about: str
    is_group: bool = False
    people: int = 0  # whom a group’s name tells, at most
    sure: bool = True  # whether the name begins as was typed, and not the e-mail alone


def offers_for(readers: QuerySet[Person], text: str) -> list[Offer]:
    """Offer people who may read, and groups, of whose name a word begins as was typed after an @. Three queries.

    First come those whose whole name begins so, last those of whom the e-mail alone does.
    """
    clean = text.replace("\0", " ").strip()[:80]
    if not clean:
        return []
    people = list(names_beginning(readers.distinct(), clean).select_related("function", "region")[:OFFERED])
    shared = {folded(each.name) for each in people if sum(one.name == each.name for one in people) > 1}
    offered = [
        Offer(
            each.email if folded(each.name) in shared and each.email else each.name,
            each.name,
            ", ".join(part.name for part in (each.function, each.region) if part),
            sure=begins_a_word(each.name, clean),
        )
        for each in people
    ]
    groups = [each for each in areas_that_go_on() if begins_a_word(each.name, clean)][:OFFERED]
    reached = _reached(readers, [each.pk for each in groups])
    return offered + [Offer(each.name, each.name, "", is_group=True, people=reached[each.pk]) for each in groups]


def _reached(readers: QuerySet[Person], areas: Collection[int]) -> dict[int, int]:
    """How many of those who may read see the matters of some groups. One query; none without a group."""
    counted = {f"of_{area}": Count("pk", filter=insiders_of(area), distinct=True) for area in areas}
    found = readers.order_by().aggregate(**counted) if counted else {}
    return {area: found[f"of_{area}"] for area in areas}
