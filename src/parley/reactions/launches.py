"""After what may bring a launch to clients: who is to hear that it is there, and a mail to whoever tells them."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from parley.disclosure.actions import end_announcements_of_leavers, open_announcements, remind_of_announcements
from parley.disclosure.events.launching import AnnouncementsOpened, AnnouncementsReminded
from parley.disclosure.queries.announcements import (
    announcements_to_remind_of,
    announcements_waiting,
    initiatives_to_announce,
)
from parley.disclosure.queries.errands import assigned_to_each
from parley.disclosure.queries.launching import launches_come
from parley.groups.queries import acting, viewer_of
from parley.kernel.mornings import next_morning
from parley.kernel.spans import today_of
from parley.ledger import outbox
from parley.ledger.outbox import Rest
from parley.ledger.queries import Told
from parley.ledger.terms import MACHINE
from parley.people.queries import person_signed_in
from parley.reactions.mail import absolute, as_read_by, send
from parley.reactions.peace import left_in_peace
from parley.roadmap.queries import initiatives_visible_to
from parley.trials.queries.seeing import clients_that_tried

MAY_COME = {"initiative.stage_moved", "initiative.regions_changed", "launch.region_planned"}
TOGETHER = timedelta(minutes=5)  # what comes within that time is told in one mail


def see_to_launches(told: Told, at: datetime) -> None:
    """Find whom to tell of what an entry is about, and let who tells them know. Doing it again changes nothing."""
    if told.event.kind in MAY_COME:
        _open(told.event.about()[0].key, at, just_moved=told.event.kind == "initiative.stage_moved")
    elif told.event.kind == "clients.taken_in":
        end_announcements_of_leavers(actor=MACHINE, at=at)
    elif isinstance(told.event, AnnouncementsOpened | AnnouncementsReminded):
        waiting = list(announcements_waiting(told.event.initiative, told.event.clients))
        for person in {person for _each, people in assigned_to_each(waiting, at=at) for person in people}:
            payload = {"person": person.pk, "opened": told.entry}
            morning = next_morning(at + TOGETHER, person.time_zone)  # by then its day has come where they are, too
            outbox.ensure("mail_announcements", unique_key=f"mail_announcements:{person.pk}", run_after=morning,
                          payload=payload)  # fmt: skip


def open_launches_come(at: datetime) -> None:
    """Let the worker find whom to tell of what has its day today, one initiative after another. Daily."""
    _plan_each("open_announcements_of", launches_come(at.date()), at)
    end_announcements_of_leavers(actor=MACHINE, at=at)


def plan_reminders(at: datetime) -> None:
    """Let the worker remind of what clients are still to hear, one initiative after another. Daily."""
    waiting = announcements_to_remind_of(at.date()).order_by().values_list("initiative", flat=True)
    _plan_each("remind_announcements_of", sorted(set(waiting.distinct())), at)


def _plan_each(task: str, initiatives: list[int], at: datetime) -> None:
    for key in initiatives:
        outbox.ensure(task, unique_key=f"{task}:{key}", run_after=at, payload={"initiative": key})


def open_one(payload: dict[str, Any], at: datetime) -> None:
    """Find whom to tell of an initiative."""
    _open(payload["initiative"], at)


def remind_of_one(payload: dict[str, Any], at: datetime) -> None:
    """Remind of what clients are still to hear of an initiative."""
    for row in initiatives_visible_to(acting(MACHINE)).filter(pk=payload["initiative"]):
        remind_of_announcements(initiative=row, actor=MACHINE, at=at)


def _open(initiative: int, at: datetime, *, just_moved: bool = False) -> None:
    for row in initiatives_visible_to(acting(MACHINE)).filter(pk=initiative):
        open_announcements(
            initiative=row, tested=clients_that_tried(initiative), just_moved=just_moved, actor=MACHINE, at=at
        )


def mail_announcements(payload: dict[str, Any], at: datetime) -> Rest | None:
    """Tell somebody of what their clients are to hear that it is there: all in one mail, none once all were told.

    While they are left in peace it waits, and what comes meanwhile goes with it. Whom nothing may be told yet is not
    among it: nobody could tell them.
    """
    person = person_signed_in(payload["person"])
    if person is None or not person.email:
        return None
    if rest := left_in_peace(person, payload, at):
        return rest
    rows = list(initiatives_to_announce(viewer_of(person), on=today_of(person, at)).order_by("pk"))
    if not rows:
        return None
    with as_read_by(person):
        count = sum(each.to_tell for each in rows)
        subject = ngettext("A client to tell that something is there", "%(count)d clients to tell what is there", count)
        context = {
            "name": person.name,
            "lines": [(each.called, each.to_tell) for each in rows],
            "link": absolute(reverse("announcements")),
        }
        about = f"announcements-{person.pk}-{payload['opened']}"
        send(person, subject % {"count": count}, "announcements", context, about=about)
    return None
