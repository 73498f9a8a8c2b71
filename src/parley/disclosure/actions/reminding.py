"""Whoever has to correct something, or to tell a client that something is there, is reminded at their own rhythm."""

from datetime import datetime, timedelta
from itertools import groupby

from parley.disclosure.events import CorrectionReminded
from parley.disclosure.events.launching import AnnouncementsReminded
from parley.disclosure.models import Correction
from parley.disclosure.models.launching import Announcement
from parley.disclosure.queries import open_corrections, people_assigned
from parley.disclosure.queries.announcements import announcements_to_remind_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor

DAY = timedelta(days=1)


@action
def remind_of_corrections(*, actor: Actor, at: datetime) -> int:
    """Remind of each open correction whose people are due to be reminded; how many. For the worker, daily.

    The shortest rhythm of a correction's people counts; none of them is reminded when all chose never.
    """
    reminded = 0
    for correction in open_corrections():
        if _is_due(correction, at):
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
def remind_of_announcements(*, actor: Actor, at: datetime) -> int:
    """Remind of each open announcement as of a correction, of all about one initiative at once; how many.

    Of what there are no words for, nobody is reminded: the list says what is missing.
    """
    reminded = 0
    for initiative, some in groupby(announcements_to_remind_of(at.date()), key=lambda each: each.initiative_id):
        due = [each for each in some if _is_due(each, at)]
        for each in due:
            each.reminded_at = at
        if due:
            Announcement.objects.bulk_update(due, ["reminded_at"], batch_size=200)
            record(AnnouncementsReminded(initiative=initiative, clients=tuple(each.client_id for each in due)))
            reminded += len(due)
    return reminded


def _is_due(errand: Correction | Announcement, at: datetime) -> bool:
    rhythms = [person.remind_every for person in people_assigned(errand, at=at) if person.remind_every]
    every = min(rhythms, default=0)
    since = errand.reminded_at or errand.opened_at
    return bool(every) and at - since >= every * DAY - DAY / 2
