"""Published minutes by mail: to each what they may see, in their zone and language, and first what concerns them."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.groups.queries import viewer_of
from parley.languages.joining import headed
from parley.languages.moments import day_at, moment_words
from parley.ledger import outbox
from parley.ledger.outbox import Rest
from parley.ledger.terms import MACHINE
from parley.meetings.actions import send_minutes_due
from parley.meetings.queries import meeting_seen, minutes_of
from parley.meetings.rules import titled
from parley.meetings.terms import ItemState
from parley.meetings.terms.minutes import LineFacts, LineKind
from parley.notifications.actions.news import leave_minutes_to_digest
from parley.notifications.queries.digests import choice_of
from parley.notifications.rules import TOGETHER
from parley.notifications.terms.digests import Stops
from parley.people.queries import person_signed_in
from parley.reactions.mail import absolute, as_read_by, send
from parley.reactions.peace import left_in_peace
from parley.reactions.way_out import way_out

if TYPE_CHECKING:
    from parley.meetings.queries import ItemMinutes, Minutes
    from parley.people.models import Person
    from parley.people.terms import Viewer

MOST_TOLD = 10  # meetings in full in one mail, the last: whoever was away for long reads the others on their pages


def send_minutes(at: datetime) -> None:
    """Send the minutes that are to be sent."""
    send_minutes_due(actor=MACHINE, at=at)


def gather(payload: dict[str, Any], at: datetime) -> None:
    """Put the minutes that wait for somebody into one mail: later while they are left in peace or an earlier one waits.

    In one transaction with its own end. What is gathered stays together, so that one piece waits for each person.
    """
    person = _person_mailed(payload, at)
    if person is None:
        return
    some = [payload, *outbox.claim(f"gather_minutes:{person.pk}:")]
    meetings = sorted({meeting for each in some for meeting in each["meetings"]})
    rest = left_in_peace(person, payload, at)
    due = rest.run_after if rest else at
    if rest is None and outbox.is_waiting("mail_minutes", person=person.pk):
        due += TOGETHER
    task = "mail_minutes" if due == at else "gather_minutes"
    key = f"{task}:{person.pk}:{meetings[0]}"
    outbox.ensure(task, unique_key=key, run_after=due, payload={"person": person.pk, "meetings": meetings})


def mail_minutes(payload: dict[str, Any], at: datetime) -> Rest | None:
    """Send somebody the minutes of some meetings in one mail, as far as they may see them when they may be mailed.

    However many they still see when it is sent again after a crash, it bears the same Message-ID.
    """
    person = _person_mailed(payload, at)
    if person is None:
        return None
    if rest := left_in_peace(person, payload, at):
        return rest
    seen = _seen(viewer_of(person), payload["meetings"])
    some = sorted(seen, key=lambda each: (each.meeting.starts_at, each.meeting.pk))
    if not some:
        return None
    with as_read_by(person):
        first = some[0].meeting
        subject = ngettext("Minutes: %(title)s", "Minutes of %(count)d meetings: %(title)s", len(some))
        title = titled(first.area.name, first.title, headed)
        about = f"minutes-{person.pk}-{payload['meetings'][0]}"
        subject %= {"title": title, "count": len(some)}
        out = way_out(person, Stops.MINUTES, at, about=about)
        send(person, subject, "minutes", _context(person, some, at), about=about, out=out)
    return None


def _person_mailed(payload: dict[str, Any], at: datetime) -> "Person | None":
    """Give who is mailed minutes; none who left, or turned them off meanwhile: then their digest has them."""
    person, choice = person_signed_in(payload["person"]), choice_of(payload["person"])
    if person is None or not person.email:
        return None
    if choice and not choice.minutes:
        leave_minutes_to_digest(person=person.pk, meetings=payload["meetings"], actor=MACHINE, at=at)
        return None
    return person


def _seen(viewer: "Viewer", meetings: list[int]) -> Iterator["Minutes"]:
    for key in meetings:
        meeting = meeting_seen(viewer, key)
        if meeting is None or meeting.minutes_published_at is None:
            continue
        minutes = minutes_of(viewer, meeting)
        if minutes.items or minutes.lines:
            yield minutes


def _context(person: "Person", some: list["Minutes"], at: datetime) -> dict[str, Any]:
    before, told = some[:-MOST_TOLD], some[-MOST_TOLD:]
    return {
        "name": person.name,
        "meetings": [_headed(person, each, at) | _one(each, at) for each in told],
        "before": [_headed(person, each, at) for each in before],
    }


def _headed(person: "Person", minutes: "Minutes", at: datetime) -> dict[str, Any]:
    meeting = minutes.meeting
    return {
        "title": titled(meeting.area.name, meeting.title, headed),
        "when": moment_words(meeting.starts_at, meeting.time_zone, reader_zone=person.time_zone, at=at),
        "credited": any(each.person == person.pk for each in minutes.credits),
        "link": absolute(reverse("meeting", args=[meeting.pk])),
    }


def _one(minutes: "Minutes", at: datetime) -> dict[str, Any]:
    """Give what came of one meeting as its mail says it, in plain words: one template is HTML, one is text."""
    parts = [("", minutes.rest)]
    if minutes.first:
        parts = [(_("You were not there: your topics first"), minutes.first), (_("Everything else"), minutes.rest)]
    return {
        "parts": [(heading, [_item(each, at) for each in items]) for heading, items in parts if items],
        "whole": [(_said(each, at), _link(each)) for each in minutes.results],
    }


def _item(item: "ItemMinutes", at: datetime) -> dict[str, Any]:
    line = item.line
    return {
        "title": line.title,
        "lead": _("led by %(name)s") % {"name": line.item.lead.name} if line.item.lead else "",
        "results": [(_said(each, at), _link(each)) for each in item.results],
        "notes": line.notes,
        "unreached": line.item.state is ItemState.UNREACHED,
        "additions": [(_added(each, at), each.words) for each in item.additions],
    }


def _said(line: LineFacts, at: datetime) -> str:
    day = day_at(line.day, at) if line.day else ""
    match line.kind:
        case LineKind.DECIDED:
            return _("Decided: %(words)s") % {"words": line.words}
        case LineKind.ANSWERED:
            return _("Answered: %(words)s") % {"words": line.words}
        case LineKind.PARKED:
            return _("Left for later: it comes back %(day)s") % {"day": day}
        case LineKind.MERGED:
            return _("Became part of another topic.")
        case LineKind.LATER:
            return _("Left for later: %(title)s") % {"title": line.words}
        case LineKind.SAID:
            return _("A client said: “%(words)s” (%(client)s)") % {"words": line.words, "client": line.client}
    return _("Promised: %(words)s (%(name)s, by %(day)s)") % {"words": line.words, "name": line.name, "day": day}


def _link(line: LineFacts) -> str:
    """Give the address of the topic or insight that a line speaks of; nothing for other lines."""
    if line.topic:
        return absolute(reverse("topic", args=[line.topic]))
    return absolute(reverse("insight", args=[line.insight])) if line.insight else ""


def _added(line: LineFacts, at: datetime) -> str:
    on = timezone.localtime(line.at).date() if line.at else at.date()
    words = {"day": day_at(on, at), "name": line.name, "why": line.why}
    return _("Added %(day)s by %(name)s, because: %(why)s") % words
