"""Whoever has to correct something, or to tell a client that something is there, is reminded at their own rhythm."""

from datetime import datetime, timedelta

from parley.disclosure.events import CorrectionReminded
from parley.disclosure.events.launching import AnnouncementsReminded
from parley.disclosure.models import Correction
from parley.disclosure.models.launching import Announcement
from parley.disclosure.queries import open_corrections, people_assigned
from parley.disclosure.queries.announcements import announcements_to_remind_of
from parley.disclosure.queries.errands import assigned_to_each
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiative_to_change

DAY = timedelta(days=1)


@action
def remind_of_corrections(*, actor: Actor, at: datetime) -> int:
    """Remind of each open correction whose people are due to be reminded; how many. For the worker, daily.

    The shortest rhythm of a correction's people counts; none of them is reminded when all chose never.
    """
    reminded = 0
    for correction in open_corrections():
        if _is_due(correction, people_assigned(correction, at=at), at):
            correction.reminded_at = at
            correction.save(update_fields=["reminded_at"])
            record(
                CorrectionReminded(
                    correction=correction.pk, initiative=correction.initiative_id, client=correction.client_id
                )
            )
            reminded += 1
    return reminded


@action
def remind_of_announcements(*, initiative: Initiative, actor: Actor, at: datetime) -> int:
    """Remind of each open announcement of an initiative as of a correction, of all at once; how many. For the worker.

    Of what there are no words for, where the client is, nobody is reminded: the list says what is missing.
    """
    row = initiative_to_change(initiative.pk)  # before its announcements, as every change of it locks them
    rows = list(announcements_to_remind_of(at.date()).filter(initiative=row).select_for_update(of=("self",)))
    due = [each for each, people in assigned_to_each(rows, at=at) if _is_due(each, people, at)]
    for each in due:
        each.reminded_at = at
    if due:
        Announcement.objects.bulk_update(due, ["reminded_at"], batch_size=200)
        record(AnnouncementsReminded(initiative=row.pk, clients=tuple(each.client_id for each in due)))
    return len(due)


def _is_due(errand: Correction | Announcement, people: list[Person], at: datetime) -> bool:
    rhythms = [person.remind_every for person in people if person.remind_every]
    every = min(rhythms, default=0)
    since = errand.reminded_at or errand.opened_at
    return bool(every) and at - since >= every * DAY - DAY / 2
