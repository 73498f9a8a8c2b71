"""Corrections: whoever has to tell clients is mailed, once for all that broke together, when they may be mailed."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from parley.disclosure.queries import correction_opened, corrections_assigned_to, people_assigned
from parley.groups.queries import viewer_of
from parley.kernel.spans import today_of
from parley.ledger import outbox
from parley.ledger.outbox import Rest
from parley.ledger.queries import Told
from parley.notifications.rules import TOGETHER
from parley.people.queries import person_signed_in
from parley.reactions.mail import MOST_NAMED, absolute, as_read_by, send
from parley.reactions.peace import left_in_peace

CORRECTING = frozenset({"correction.opened", "correction.reminded"})


def see_to_corrections(told: Told, at: datetime) -> None:
    """Let whoever has to correct something be told by mail, once for all that was broken together."""
    correction = correction_opened(told.event.about()[0].key) if told.event.kind in CORRECTING else None
    if correction is None:
        return
    for person in people_assigned(correction, at=at):
        _gather_later({"person": person.pk, "opened": told.entry}, at + TOGETHER)


def _gather_later(payload: dict[str, Any], at: datetime) -> None:
    key = f"gather_corrections:{payload['person']}"
    outbox.ensure("gather_corrections", unique_key=key, run_after=at, payload=payload)


def gather(payload: dict[str, Any], at: datetime) -> None:
    """Hand over the mail about all that broke by now: later while somebody is left in peace, or an earlier one waits.

    In one transaction with its own end: what breaks while the mail is sent is gathered anew.
    """
    person = person_signed_in(payload["person"])
    if person is None:
        return
    rest = left_in_peace(person, payload, at)
    if rest or outbox.is_waiting("mail_corrections", person=person.pk):
        _gather_later(payload, rest.run_after if rest else at + TOGETHER)
        return
    key = f"mail_corrections:{person.pk}:{payload['opened']}"
    outbox.ensure("mail_corrections", unique_key=key, run_after=at, payload=payload | {"until": at.isoformat()})


def mail_corrections(payload: dict[str, Any], at: datetime) -> Rest | None:
    """Tell somebody which clients have to hear a correction from them: all in one mail, none once there are none.

    What was opened since it was handed over is for the next mail: whoever has the first drops what bears its name.
    """
    person = person_signed_in(payload["person"])
    if person is None or not person.email:
        return None
    if rest := left_in_peace(person, payload, at):
        return rest
    rows = corrections_assigned_to(viewer_of(person), on=today_of(person, at)).select_related("client", "statement")
    rows = rows.filter(opened_at__lte=datetime.fromisoformat(payload["until"]))
    some = list(rows.order_by("opened_at")[: MOST_NAMED + 1])
    if not some:
        return None
    with as_read_by(person):
        count = rows.count()
        subject = ngettext("A client has to hear a correction", "%(count)d clients have to hear a correction", count)
        context = {
            "name": person.name,
            "lines": [(each.client.name, each.statement.name, each.statement.told_on) for each in some[:MOST_NAMED]],
            "more": max(count - MOST_NAMED, 0),
            "link": absolute(reverse("corrections")),
        }
        about = f"corrections-{person.pk}-{payload['opened']}"
        send(person, subject % {"count": count}, "corrections", context, about=about)
    return None
