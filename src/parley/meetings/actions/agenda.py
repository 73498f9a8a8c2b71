"""Changing an agenda: what is on it, in which order, for how long, and led by whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from parley.decisions.models import Decision
from parley.decisions.queries import decisions_visible_to
from parley.groups.models import Area
from parley.groups.queries import acting, insiders, on_call_of
from parley.kernel.refusals import Refused, Stale
from parley.ledger.door import action, record
from parley.ledger.terms import Actor, Ref
from parley.meetings import rules
from parley.meetings.actions.bringing import _bring_along
from parley.meetings.actions.calling import _call
from parley.meetings.events import ItemAdded, ItemCarriedOver, ItemChanged, ItemDropped
from parley.meetings.models import AgendaItem, Meeting
from parley.meetings.queries import (
    item_now,
    locked,
    meeting_facts,
    said_by,
    slots_of,
    thing_of,
    was_on,
)
from parley.meetings.queries.carrying import left_of
from parley.meetings.terms import ItemState, Purpose
from parley.people.models import Person
from parley.people.terms import Viewer
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_visible_to
from parley.topics.models import Topic
from parley.topics.queries import topics_visible_to

LONGEST_ITEM = 240  # minutes
LONGEST_TITLE = 240  # characters
MOST_ITEMS = 50


@action
def add_item(
    *,
    meeting: Meeting,
    purpose: Purpose,
    minutes: int,
    topic: Topic | None = None,
    initiative: Initiative | None = None,
    decision: Decision | None = None,
    title: str = "",
    lead: Person | None = None,
    why: str = "",
    carried_from: AgendaItem | None = None,
    actor: Actor,
    at: datetime,
) -> AgendaItem:
    """Put a topic, an initiative, a decision or a free line (`title`) last on an agenda, for 1 to 240 minutes.

    Led by whoever brought, owns or decides it unless `lead` says otherwise; a topic brings its why along unless `why`
    says one, and calls in whoever is on call of a function that it needs. What an earlier meeting did not reach says
    so. Raises Refused when the actor may not, or the thing is on this agenda already.
    """
    viewer = acting(actor)
    row = locked(meeting)
    if refusal := rules.why_not_add(viewer, meeting_facts(row)):
        raise Refused(refusal)
    thing = {"topic": topic, "initiative": initiative, "decision": decision}
    _must_be_one_thing(viewer, thing)
    items = AgendaItem.objects.filter(meeting=row)
    if any(thing.values()) and items.filter(**thing).exists():
        raise Refused("This is on the agenda already. Change it there.", field="thing")
    if len(items) >= MOST_ITEMS:
        raise Refused(f"An agenda has at most {MOST_ITEMS} items. Plan another meeting for the rest.")
    free = not any(thing.values())
    before = _taken_on(carried_from) if free else carried_from or _left(row, thing, at)
    item = AgendaItem.objects.create(
        meeting=row,
        position=max((each.position for each in items), default=0) + 1,
        title=_title(title) if free else "",
        **thing,
        purpose=purpose,
        minutes=rules.minutes_of(minutes, most=LONGEST_ITEM),
        why=rules.text_of(why, "why") or rules.why_along(topic.why if topic else ""),
        lead=_lead(row.area, lead, topic, initiative, decision),
        carried_from=before,
    )
    if before:
        _bring_along(before, item)
        record(ItemCarriedOver(meeting=row.pk, item=item.pk, thing=thing_of(item), from_meeting=before.meeting_id))
    else:
        record(ItemAdded(meeting=row.pk, item=item.pk, thing=thing_of(item)))
    if topic is not None:
        for person in on_call_of(row.area_id).filter(function__in=topic.functions.values("function")):
            _call(item, person, actor, at)
    return item


@action
def change_item(
    *,
    item: AgendaItem,
    purpose: Purpose,
    minutes: int,
    why: str | None,
    lead: Person | None,
    title: str = "",
    seen: str = "",
    actor: Actor,
    at: datetime,
) -> AgendaItem:
    """Change an item's purpose, time box, lead, the title of a free line, and its why unless that is None.

    Raises Stale when somebody has changed it since the actor had `seen` it, which is the `item_mark` of what it said.
    """
    row = locked(item.meeting)
    now = item_now(item)
    rules.must_change_agenda(acting(actor), meeting_facts(row), lead=now.lead_id)
    new: dict[str, Any] = {
        "purpose": purpose,
        "minutes": rules.minutes_of(minutes, most=LONGEST_ITEM),
        "lead": _lead(row.area, lead, None, None, None),
    }
    if why is not None:
        new["why"] = rules.text_of(why, "why")
    if thing_of(now) is None:
        new["title"] = _title(title)
    changed = tuple(field for field, value in new.items() if getattr(now, field) != value)
    if changed:
        before, said = slots_of(row), said_by(now, why=why is not None)
        for field in changed:
            setattr(now, field, new[field])
        if seen and seen != rules.item_mark(said):
            sentence = "Somebody else changed this item meanwhile. Put both together and send it again."
            raise Stale(sentence, theirs="\n".join(said), yours="\n".join(said_by(now, why=why is not None)))
        now.save(update_fields=changed)
        rules.must_keep_slots(before, slots_of(row), meeting_facts(row), at)
        words = tuple("time box" if field == "minutes" else field for field in changed)
        record(ItemChanged(meeting=row.pk, item=now.pk, thing=thing_of(now), fields=words))
    return now


@action
def move_item(*, item: AgendaItem, position: int, seen: str = "", actor: Actor, at: datetime) -> None:
    """Give an item another place: 1 is the first; a number past the end is the last.

    Raises Stale when the agenda is not in the order that the actor had `seen`, which is its `order_mark`.
    """
    row = locked(item.meeting)
    rules.must_change_agenda(acting(actor), meeting_facts(row))
    before = slots_of(row)
    order = [each.item for each in before]
    if item.pk not in order or (seen and seen != rules.order_mark(order)):
        sentence = "Somebody else changed this agenda meanwhile. Look at it as it is now, and move the item again."
        raise Stale(sentence, theirs="", yours="")
    old = order.index(item.pk)
    order.insert(max(0, min(position, len(order)) - 1), order.pop(old))
    if order.index(item.pk) == old:
        return
    _number(row, order)
    rules.must_keep_slots(before, slots_of(row), meeting_facts(row), at)
    record(ItemChanged(meeting=row.pk, item=item.pk, thing=thing_of(item), fields=("place",)))


@action
def drop_item(*, item: AgendaItem, reason: str = "", actor: Actor, at: datetime) -> None:
    """Take an item off an agenda. Raises Refused once something was written down about it."""
    row = locked(item.meeting)
    now = item_now(item)
    rules.must_change_agenda(acting(actor), meeting_facts(row), lead=now.lead_id)
    if now.notes or now.action_points.exists() or now.captures.exists() or now.state is ItemState.DONE:
        raise Refused("Something was written down about this item, so it stays. Mark it as not reached instead.")
    if was_on(now):
        raise Refused(
            "This item is or was on in the live room, so it stays. Go on to another, or mark it as not reached."
        )
    before, thing = slots_of(row), thing_of(now)
    key = now.pk
    now.delete()
    _number(row, [each.item for each in before if each.item != key])
    rules.must_keep_slots(before, slots_of(row), meeting_facts(row), at)
    record(ItemDropped(meeting=row.pk, item=key, thing=thing), reason=rules.reason_of(reason, of=now.title))


def _taken_on(left: AgendaItem | None) -> AgendaItem | None:
    """A line that was not reached, held until the action ends. Raises Refused when it is on another agenda already."""
    if left is None:
        return None
    now: AgendaItem = AgendaItem.objects.select_for_update().get(pk=left.pk)
    if now.carried_to.exists():
        raise Refused("Somebody has put this line on an agenda already. Look at the next ones.", field="thing")
    return now


def _left(meeting: Meeting, thing: dict[str, Any], at: datetime) -> AgendaItem | None:
    """What an earlier meeting did not reach about a thing."""
    ref = next(Ref(kind, each.pk) for kind, each in thing.items() if each is not None)
    return left_of(ref, meeting.area_id, at)


def _must_be_one_thing(viewer: Viewer, thing: dict[str, Any]) -> None:
    """Raise Refused unless at most one thing is named, and the viewer may see it."""
    if sum(each is not None for each in thing.values()) > 1:
        raise Refused("An item is about one thing. Add another item for the other.", field="thing")
    sets = {"topic": topics_visible_to, "initiative": initiatives_visible_to, "decision": decisions_visible_to}
    for kind, each in thing.items():
        if each is not None and not sets[kind](viewer).filter(pk=each.pk).exists():
            raise Refused("You may not see this, so you cannot put it on an agenda. Bring a topic.", field="thing")


def _title(title: str) -> str:
    needed = "Write what the item is about, or choose something from the list."
    return " ".join(rules.text_of(title, "title", most=LONGEST_TITLE, needed=needed).split())


def _lead(
    area: Area, lead: Person | None, topic: Topic | None, initiative: Initiative | None, decision: Decision | None
) -> Person | None:
    """Whoever was named, else who brought, owns or decides the thing, as far as they belong to the group."""
    if lead is not None:
        if not insiders(area.pk).filter(pk=lead.pk).exists():
            raise Refused(f"{lead.name} is not in this group. Name somebody who is to lead the item.", field="lead")
        return lead
    default = topic.brought_by if topic else initiative.owner if initiative else decision.decider if decision else None
    return default if default and insiders(area.pk).filter(pk=default.pk).exists() else None


def _number(meeting: Meeting, order: Sequence[int]) -> None:
    """Number the items of an agenda in that order."""
    items = {item.pk: item for item in AgendaItem.objects.filter(meeting=meeting)}
    moved = []
    for position, key in enumerate(order, start=1):
        if items[key].position != position:
            items[key].position = position
            moved.append(items[key])
    if moved:
        AgendaItem.objects.bulk_update(moved, ["position"])
