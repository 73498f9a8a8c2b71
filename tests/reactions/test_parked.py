"""Mail that was parked: what comes later for the same person still reaches them, once."""

import smtplib
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

import pytest
from django.core import mail

from parley.ledger import outbox
from parley.ledger.models import Pending
from parley.ledger.outbox import PAUSES
from parley.ledger.terms import MACHINE
from parley.notifications.actions.digests import plan_digests
from parley.notifications.models.digests import MailChoice
from parley.reactions.tasks import TASKS, How, Task
from parley.reactions.worker import Worker
from tests.cast import Cast
from tests.reactions.digested import chosen, followed, moved, told

pytestmark = [pytest.mark.django_db]


def due(cast: Cast) -> datetime:
    at = MailChoice.objects.get(person=cast.sam).next_at
    assert at
    return at


def test_a_digest_that_was_parked_comes_again_at_the_next_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(payload: dict[str, Any], at: datetime) -> None:
        raise smtplib.SMTPRecipientsRefused({"sam@parley.example": (550, b"no such mailbox")})

    thing = followed(cast, cast.sam)
    chosen(cast, cast.sam)
    moved(cast, thing)
    told()
    first = due(cast)
    plan_digests(actor=MACHINE, at=first)
    Pending.objects.exclude(task="mail_digest").delete()
    with monkeypatch.context() as broken:
        broken.setitem(TASKS, "mail_digest", Task(refused, How.OUTSIDE))
        tries = [first + timedelta(seconds=seconds) for seconds in accumulate((0, *PAUSES))]
        for at in tries:
            Worker(clock=lambda at=at: at).work_off()
    [parked] = outbox.parked()
    assert "no such mailbox" in parked.trouble
    second = due(cast)
    plan_digests(actor=MACHINE, at=second)
    Worker(clock=lambda: second).work_off()
    assert [each.to for each in mail.outbox] == [[cast.sam.email]]
    assert not outbox.retry(parked.key, at=second), "nothing is left that could be sent a second time"
