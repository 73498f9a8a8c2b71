"""Changing levels: how much somebody hears of groups, and of one thing."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from parley.ledger.door import action, record
from parley.ledger.terms import Actor, Ref
from parley.notifications.events.levels import GroupHeard, ThingHeard
from parley.notifications.models.levels import GroupLevel, ThingLevel
from parley.notifications.terms import Level
from parley.people.models import Person
from parley.people.queries import is_self, person_to_change
from parley.people.rules import must_be_oneself
from parley.voices.actions import follow

if TYPE_CHECKING:
    from parley.voices.models import Thread


@action
def hear_of_groups(*, person: Person, levels: Mapping[int, Level | None], actor: Actor, at: datetime) -> int:
    """Choose how much somebody hears of some groups, by their areas' keys; None: what is usual. How many changed.

    Raises Refused unless it is oneself.
    """
    must_be_oneself(oneself=is_self(actor, person))
    person_to_change(person.pk)
    mine = GroupLevel.objects.filter(person=person)
    there: dict[int, Level] = dict(mine.values_list("area", "level"))
    changed = {area: level for area, level in levels.items() if there.get(area) is not level}
    if changed:
        mine.filter(area__in=list(changed)).delete()
        GroupLevel.objects.bulk_create(
            GroupLevel(person=person, area_id=area, level=level) for area, level in changed.items() if level
        )
    for area, level in changed.items():
        record(GroupHeard(person=person.pk, area=area, level=level))
    return len(changed)


@action
def hear_of_thing(*, thread: "Thread", on: Ref, level: Level | None, actor: Person, at: datetime) -> None:
    """Choose how much the actor hears of a thing, by its thread; None: as much as of its group, and it is not followed.

    Whoever hears nothing of a thing does not follow it. Whether they may see it is for the caller, who found it.
    """
    there = ThingLevel.objects.select_for_update().filter(person=actor, thread=thread).first()
    if (there.level if there else None) is not level:
        if level is None:
            ThingLevel.objects.filter(person=actor, thread=thread).delete()
        else:
            ThingLevel.objects.update_or_create(person=actor, thread=thread, defaults={"level": level})
        record(ThingHeard(person=actor.pk, thread=thread.pk, level=level, on=on))
    follows = level is not None and level is not Level.NOTHING
    follow(thread=thread, following=follows, on=on, actor=actor, at=at)


@action
def hear_of_things(
    *, threads: Mapping[Ref, "Thread"], levels: Mapping[Ref, Level | None], actor: Person, at: datetime
) -> None:
    """Choose how much the actor hears of several things, each as `hear_of_thing` does; those without a thread stay."""
    for on, thread in threads.items():
        hear_of_thing(thread=thread, on=on, level=levels[on], actor=actor, at=at)
