"""What follows for trials: from a decision about one, and from a client that says nothing."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.clients.queries import carers_of
from parley.groups.queries import viewer_of
from parley.kernel.mornings import next_morning
from parley.kernel.spans import today_of
from parley.ledger import outbox
from parley.ledger.outbox import Rest
from parley.ledger.terms import MACHINE
from parley.people.queries import person_signed_in
from parley.reactions.mail import MOST_NAMED, absolute, as_read_by, send
from parley.reactions.peace import left_in_peace
from parley.trials.actions import conclude, drop_outcome
from parley.trials.queries.outcome import trials_asked_in
from parley.trials.queries.silence import silence_of

if TYPE_CHECKING:
    from parley.ledger.queries import Told


def see_to_trials(told: "Told", at: datetime) -> None:
    """After a decision, let the trial it is about do what was decided; after a reminder, let people be mailed."""
    about = {ref.kind: ref.key for ref in reversed(told.event.about())}  # the first of each kind
    match told.event.kind:
        case "decision.published":
            for trial in trials_asked_in(about["decision"]):
                conclude(trial=trial, actor=MACHINE, at=at)
        case "decision.withdrawn":
            for trial in trials_asked_in(about["decision"]):
                drop_outcome(trial=trial, actor=MACHINE, at=at)
        case "trial.silence_reminded":
            for person in carers_of(about["client"], at):
                outbox.ensure("mail_silence", unique_key=f"mail_silence:{person.pk}", payload={"person": person.pk},
                              run_after=next_morning(at, person.time_zone))  # fmt: skip


def mail_silence(payload: dict[str, Any], at: datetime) -> Rest | None:
    """Tell somebody in their morning which clients of theirs have said nothing in a trial: all in one mail.

    None is sent once all of them have answered; while somebody is left in peace, it waits.
    """
    person = person_signed_in(payload["person"])
    if person is None or not person.email:
        return None
    if rest := left_in_peace(person, payload, at):
        return rest
    rows = silence_of(viewer_of(person), today_of(person, at)).select_related("client", "trial")
    some = list(rows.order_by("client__folded", "pk")[: MOST_NAMED + 1])
    if not some:
        return None
    with as_read_by(person):
        count = len(some)
        subject = ngettext("A client has not answered yet", "Clients that have not answered yet", count)
        lines = [
            (each.client.name, each.trial.code_name, absolute(reverse("place_feedback", args=[each.pk])))
            for each in some[:MOST_NAMED]
        ]
        more = _("and others, on Today") if count > MOST_NAMED else ""
        context = {"name": person.name, "lines": lines, "more": more, "link": absolute("/")}
        send(person, subject, "silence", context, about=f"silence-{person.pk}-{payload['work']}")
    return None
