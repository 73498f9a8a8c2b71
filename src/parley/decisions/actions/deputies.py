"""Naming who decides for one for a time: in their own name, for the decider."""

from datetime import date, datetime

from parley.decisions import rules
from parley.decisions.events import DeputyBegan, DeputyEnded, DeputyNamed
from parley.decisions.models import DecidingDeputy
from parley.decisions.queries import deputies_to_see_to, to_decide
from parley.groups.queries import acting
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.people.queries import person_to_change


@action
def name_deputy(*, person: Person, first: date, last: date, actor: Person, at: datetime) -> None:
    """Name who decides for oneself from one day to another; whoever was named before decides no more."""
    viewer = acting(actor)
    rules.must_decide_somewhere(viewer, waits=bool(to_decide(viewer)))
    rules.must_stand_in(oneself=person.pk == actor.pk, left=not person.is_active)
    today = today_of(actor, at)
    rules.must_be_a_time(first, last, today=today)
    person_to_change(actor.pk)  # of two who are named at once, one after the other
    _end(actor, at)
    begins = first <= today
    DecidingDeputy.objects.create(decider=actor, deputy=person, first=first, last=last, in_force=begins)
    record(DeputyNamed(decider=actor.pk, deputy=person.pk, first=first, last=last))
    if begins:
        record(DeputyBegan(decider=actor.pk, deputy=person.pk))


@action
def end_deputy(*, actor: Person, at: datetime) -> None:
    """Let nobody decide for oneself any more. Doing it twice changes nothing."""
    _end(actor, at)


@action
def see_to_deputies(*, actor: Actor, at: datetime) -> int:
    """Begin and end the time of deputies whose day it is where their decider is; how many. For the worker.

    It ends as well once one of the two has left the company.
    """
    count = 0
    for row in deputies_to_see_to(at).select_for_update(of=("self",)):
        today = today_of(row.decider, at)
        if row.last < today or not (row.decider.is_active and row.deputy.is_active):
            _close(row, at)
        elif row.first <= today and not row.in_force:
            row.in_force = True
            row.save(update_fields=["in_force"])
            record(DeputyBegan(decider=row.decider_id, deputy=row.deputy_id))
        else:
            continue
        count += 1
    return count


def _end(decider: Person, at: datetime) -> None:
    for row in DecidingDeputy.objects.select_for_update().filter(decider=decider, ended_at=None):
        _close(row, at)


def _close(row: DecidingDeputy, at: datetime) -> None:
    row.in_force, row.ended_at = False, at
    row.save(update_fields=["in_force", "ended_at"])
    record(DeputyEnded(decider=row.decider_id, deputy=row.deputy_id))
