"""Seeing how much people want to hear: of groups, of single things, and what of it is usual."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet

from parley.groups.queries.places import places_in
from parley.notifications.models.levels import GroupLevel, ThingLevel
from parley.notifications.rules import usual_level, wish_for
from parley.notifications.terms import Level, ToTell
from parley.people.terms import Viewer
from parley.prepared import prepared

OF_GROUP = (Level.EVERYTHING, Level.CONCERNS, Level.DECISIONS)  # levels at which one hears what a group decides


@dataclass(frozen=True, slots=True)
class Scope:
    """What news is of: groups by their areas; threads of the thing itself, and then of what it is about."""

    areas: Sequence[int] = ()
    threads: Sequence[int] = ()


def with_wishes(people: Sequence[ToTell], scope: Scope) -> list[ToTell]:
    """Say of everybody who may be told how much they hear of it. Three queries, however many they are."""
    keys = [each.person for each in people]
    if not keys:
        return []
    things = ThingLevel.objects.filter(person__in=keys, thread__in=list(scope.threads))
    groups = GroupLevel.objects.filter(person__in=keys, area__in=list(scope.areas))
    of_thing = _by_person(things.values_list("person", "thread", "level"))
    of_group = _by_person(groups.values_list("person", "area", "level"))
    places: Mapping[tuple[int, int], set[str]] = places_in(scope.areas, keys)
    first = scope.threads[0] if scope.threads else 0
    found = []
    for each in people:
        said = of_thing[each.person]
        usual = {place for area in scope.areas for place in places.get((area, each.person), ())}
        wish = wish_for(
            each.because,
            thing=said.get(first),
            besides=[level for thread, level in said.items() if thread != first],
            groups=list(of_group[each.person].values()),
            usual=usual_level(usual),
        )
        found.append(replace(each, wish=wish))
    return found


def _by_person(rows: QuerySet[GroupLevel, tuple[int, int, Level]]) -> defaultdict[int, dict[int, Level]]:
    found: defaultdict[int, dict[int, Level]] = defaultdict(dict)
    for person, of, level in rows:
        found[person][of] = level
    return found


def hearing_group(area: int) -> Q:
    """Say as a condition on people who asked to hear of a group, whether they belong to it or not."""
    return Q(pk__in=GroupLevel.objects.filter(area=area, level__in=OF_GROUP).values("person"))


@prepared
def _groups_heard(viewer: Viewer) -> QuerySet[GroupLevel, tuple[int, Level]]:
    return GroupLevel.objects.filter(person=viewer.person).values_list("area", "level")


def group_levels(viewer: Viewer) -> dict[int, Level]:
    """Give what the viewer said of groups, by area. One query."""
    return dict(_groups_heard(viewer))


def usual_for(viewer: Viewer, area: int) -> Level | None:
    """Say how much the viewer hears of a group unless they choose; none outside it. No query."""
    places = {
        "facilitates": viewer.facilitates,
        "keeps": viewer.product_of,
        "core": viewer.member_of,
        "decides": viewer.decides,
        "on_call": viewer.on_call_for,
    }
    return usual_level([place for place, areas in places.items() if area in areas])


def groups_at(viewer: Viewer, *levels: Level) -> QuerySet[GroupLevel, int]:
    """Keys of the areas of whose groups the viewer said they want to hear so much; for use inside a condition."""
    return GroupLevel.objects.filter(person=viewer.person, level__in=levels).values_list("area", flat=True)


def threads_at(viewer: Viewer, *levels: Level) -> QuerySet[ThingLevel, int]:
    """Keys of the threads of which the viewer wants to hear so much; for use inside a condition."""
    return ThingLevel.objects.filter(person=viewer.person, level__in=levels).values_list("thread", flat=True)
