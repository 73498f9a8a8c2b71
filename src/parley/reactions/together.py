"""News that were held up, told in one mail: after a mail server was down, or a worker, nobody gets ten at once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.decisions.queries import reason_told
from parley.ledger import outbox
from parley.ledger.queries import entry_told
from parley.ledger.terms import MACHINE
from parley.notifications.actions.digests import note_mailed
from parley.notifications.terms.digests import Stops
from parley.people.queries import person_signed_in
from parley.reactions.mail import NEWS, absolute, as_read_by, noticed_by, send
from parley.reactions.way_out import way_out

if TYPE_CHECKING:
    from parley.ledger.queries import Told
    from parley.reactions.mail import Noticed

HELD_UP = timedelta(minutes=20)  # since it happened: less is how mail goes at a busy hour
MOST = 50  # in one mail


def told_together(payload: Mapping[str, Any], told: "Told", at: datetime) -> bool:
    """Tell somebody in one mail all that waits for them when this was held up. False when it goes out by itself.

    The mail is named after the first thing it tells, so that one sent again after a crash bears the same Message-ID.
    """
    if at - told.at < HELD_UP:
        return False
    waiting = outbox.alike("mail_notice", limit=MOST, person=payload["person"])
    if len(waiting) < 2:
        return False
    person = person_signed_in(payload["person"])
    if person is None or not person.email:
        return False
    with as_read_by(person):
        lines = [line for each in waiting if (line := _line(person.pk, each.payload["entry"]))]
        if len(lines) < 2:
            return False
        subject = ngettext("%(num)d thing is new for you", "%(num)d things are new for you", len(lines))
        context = {"name": person.name, "lines": lines, "link": absolute("/")}
        first = min(each.payload["entry"] for each in waiting)
        about, out = f"together-{person.pk}-{first}", way_out(person, Stops.NEWS, at)
        send(person, subject % {"num": len(lines)}, "together", context, about=about, out=out)
    note_mailed(person=person.pk, entries=[each.payload["entry"] for each in waiting], actor=MACHINE, at=at)
    outbox.drop_these(each.key for each in waiting if each.key != payload["work"])
    return True


def _line(person: int, entry: int) -> dict[str, str] | None:
    told = entry_told(entry)
    noticed = noticed_by(person, told) if told else None
    if told is None or noticed is None:
        return None
    return {
        "subject": _subject(told, noticed),
        "reason": reason_told(told, noticed.titles),
        "link": absolute(reverse(noticed.ref.kind, args=[noticed.ref.key])),
    }


def _subject(told: "Told", noticed: "Noticed") -> str:
    if told.event.kind in NEWS:
        return NEWS[told.event.kind](noticed.title)[0]
    return _("Decided: %(title)s") % {"title": noticed.title}
