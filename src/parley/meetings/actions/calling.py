"""Calling somebody on call in for one item of an agenda, and calling them off."""

from datetime import datetime

from parley.groups.queries import acting, on_call_of
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings import rules
from parley.meetings.events import PersonCalledIn
from parley.meetings.models import AgendaItem, CalledIn
from parley.meetings.queries import is_seen, items_visible_to, locked, meeting_facts, thing_of
from parley.people.models import Person
from parley.people.terms import Viewer
from parley.voices.actions import let_in


@action
def call_in(*, item: AgendaItem, person: Person, actor: Actor, at: datetime) -> None:
    """Ask somebody on call to come for one item, and let them in on what it is about, and on nothing else."""
    viewer = acting(actor)
    row, now = locked(item.meeting), _as_seen(viewer, item)
    rules.must_change_agenda(viewer, meeting_facts(row), lead=now.lead_id)
    if not on_call_of(row.area_id).filter(pk=person.pk).exists():
        raise Refused(
            f"{person.name} is not on call for this group. A facilitator can add them as on call under People.",
            field="person",
        )
    _call(now, person, actor, at)


def _call(item: AgendaItem, person: Person, actor: Actor, at: datetime) -> None:
    """Call somebody in for an item, once, and let them in on what it is about."""
    if not CalledIn.objects.get_or_create(item=item, person=person, defaults={"function": person.function})[1]:
        return
    thing = item.topic or item.initiative or item.decision
    if thing:
        let_in(thread=thing.thread, person=person, on=thing_of(item), actor=actor, at=at)
    record(PersonCalledIn(meeting=item.meeting_id, item=item.pk, thing=thing_of(item), person=person.pk))


@action
def call_off(*, item: AgendaItem, person: Person, actor: Actor, at: datetime) -> None:
    """Tell somebody who was called in that they are not needed; what they were let in on stays open to them."""
    row = locked(item.meeting)
    rules.must_change_agenda(acting(actor), meeting_facts(row), lead=item.lead_id)
    invitation = CalledIn.objects.filter(item=item, person=person).first()
    if invitation:
        invitation.delete()
        record(PersonCalledIn(meeting=row.pk, item=item.pk, thing=thing_of(item), person=person.pk, called=False))


def _as_seen(viewer: Viewer, item: AgendaItem) -> AgendaItem:
    """The item, for somebody who may see what it is about."""
    related = "topic__thread", "initiative__thread", "decision__thread"
    found = items_visible_to(viewer).filter(pk=item.pk).select_related(*related).first()
    if found is None or not is_seen(found):
        raise Refused("This item is about something you may not see. Ask whoever leads it to call somebody in.")
    return found
