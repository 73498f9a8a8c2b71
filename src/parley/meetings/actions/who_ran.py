"""Noting who in fact ran a meeting, by which the next turns are reckoned."""

from datetime import datetime

from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings.events import RunNoted
from parley.meetings.models import Meeting
from parley.meetings.queries import locked, meeting_facts
from parley.meetings.queries.rota import people_to_ask
from parley.meetings.rules.rota import must_note_who_ran
from parley.meetings.terms.rota import RunAs
from parley.people.models import Person


@action
def note_who_ran(*, meeting: Meeting, person: Person, actor: Actor, at: datetime) -> None:
    """Note who of the group ran a meeting that was held: whoever was to, or somebody else.

    Raises Refused for who does not write its minutes, once these are published, and for somebody outside the group.
    """
    row = locked(meeting)
    must_note_who_ran(acting(actor), meeting_facts(row))
    before = row.run_by_id
    if (before, row.run_as) == (person.pk, RunAs.RAN):
        return
    if person.pk != before and not people_to_ask(row.area_id).filter(pk=person.pk).exists():
        raise Refused(f"{person.name} is not in this group. Name somebody who is.", field="person")
    row.run_by_id, row.run_as = person.pk, RunAs.RAN
    row.save(update_fields=["run_by", "run_as"])
    record(RunNoted(meeting=row.pk, area=row.area_id, person=person.pk, before=before))
