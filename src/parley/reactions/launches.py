"""After what may bring a launch to clients: who is to hear that it is there, and a mail to whoever tells them."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from parley.disclosure.actions import end_announcements_of_leavers, open_announcements
from parley.disclosure.events.launching import AnnouncementsOpened, AnnouncementsReminded
from parley.disclosure.queries import disclosed_each, people_assigned
from parley.disclosure.queries.announcements import announcements_waiting, initiatives_to_announce
from parley.disclosure.queries.launching import launches_come
from parley.groups.queries import acting, viewer_of
from parley.kernel.spans import today_of
from parley.ledger import outbox
from parley.ledger.queries import Told
from parley.ledger.terms import MACHINE
from parley.people.queries import person_signed_in
from parley.reactions.mail import absolute, as_read_by, send
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
        waiting = announcements_waiting(told.event.initiative, told.event.clients)
        for person in {person.pk for each in waiting for person in people_assigned(each, at=at)}:
            payload = {"person": person, "opened": told.entry}
            outbox.ensure("mail_announcements", unique_key=f"mail_announcements:{person}", run_after=at + TOGETHER,
                          payload=payload)  # fmt: skip


def open_launches_come(at: datetime) -> None:
    """Find whom to tell of what has its day today. For the worker, daily."""
    for key in launches_come(at.date()):
        _open(key, at)
    end_announcements_of_leavers(actor=MACHINE, at=at)


def _open(initiative: int, at: datetime, *, just_moved: bool = False) -> None:
    for row in initiatives_visible_to(acting(MACHINE)).filter(pk=initiative):
        open_announcements(
            initiative=row, tested=clients_that_tried(initiative), just_moved=just_moved, actor=MACHINE, at=at
        )


def mail_announcements(payload: dict[str, Any], at: datetime) -> None:
    """Tell somebody of what their clients are to hear that it is there: all in one mail, none once all were told.

    What has no words yet is not among it: nobody could tell it.
    """
    person = person_signed_in(payload["person"])
    if person is None or not person.email:
        return
    rows = list(initiatives_to_announce(viewer_of(person), on=today_of(person, at)).order_by("pk"))
    words = disclosed_each([each.pk for each in rows], on=at.date())
    rows = [each for each in rows if words[each.pk].track]
    if not rows:
        return
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
