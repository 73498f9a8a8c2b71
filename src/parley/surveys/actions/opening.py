"""Opening waves: from then on what is asked, of whom, and where each is counted, is fixed."""

import logging
import secrets
from dataclasses import asdict
from datetime import datetime

from parley.kernel.refusals import Refused
from parley.ledger.door import action, enqueue, record
from parley.ledger.terms import Actor
from parley.surveys.events.waves import WaveOpened
from parley.surveys.models import Invited, Wave
from parley.surveys.queries.asking import asked_alone
from parley.surveys.queries.waves import facts_of, waves_due_to_open
from parley.surveys.rules import planning as rules

LOG = logging.getLogger(__name__)


@action
def open_wave(*, wave: Wave, actor: Actor, at: datetime) -> None:
    """Open a wave: fix whom it asks and hand the mails to the worker. Opened twice is once.

    Whoever another open wave asks, since they changed groups after this was planned, is not asked by this: one in ten
    at most.

    Raises Refused when so few would be asked that nothing could be shown, or too many are asked elsewhere.
    """
    row = Wave.objects.select_for_update().get(pk=wave.pk)
    if row.opened_at:
        return
    rules.must_be_planned(facts_of(row))
    people, left_out = asked_alone(row, at)
    rules.must_leave_out_few(left_out, len(people) + left_out)
    rules.must_ask_somebody(len(people), row.floor)
    asked = list(people.items())
    secrets.SystemRandom().shuffle(asked)
    Invited.objects.bulk_create(
        (Invited(wave=row, person_id=person, **asdict(where)) for person, where in asked),
        batch_size=1_000,
    )
    row.opened_at, row.invited = at, len(asked)
    row.save(update_fields=["opened_at", "invited"])
    enqueue("mail_wave", payload={"wave": row.pk, "mail": 1}, unique_key=f"mail_wave:{row.pk}:1")
    record(WaveOpened(wave=row.pk, invited=len(asked)))


@action
def open_waves_due(*, actor: Actor, at: datetime) -> int:
    """Open the waves whose day has come; how many. One that nobody would answer is logged and waits. For the worker."""
    count = 0
    for wave in waves_due_to_open(at):
        try:
            open_wave(wave=wave, actor=actor, at=at)
            count += 1
        except Refused as refusal:
            LOG.warning("The wave %s cannot open: %s", wave.pk, refusal.sentence)
    return count
