"""Messages of web hooks: what they say and do not say, who signed them, and that each goes out once."""

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from standardwebhooks.webhooks import Webhook

from parley.disclosure.actions import replan
from parley.kernel.refusals import Refused
from parley.ledger.models import Entry
from parley.ledger.queries import entry_told
from parley.notifications.actions.hooks import rotate_secret, try_hook
from parley.notifications.models.hooks import HookHealth
from parley.notifications.queries.hooks import hooks_due, secret_of
from parley.notifications.rules.hooks import secret_words
from parley.notifications.terms.hooks import DeliveryState, Sent, ToPost
from parley.reactions.hooks import body_of, carry_all, see_to_hooks
from parley.roadmap.terms import Audience
from tests.cast import Cast
from tests.disclosure.made import approved, buyer, in_build
from tests.disclosure.made import told as told_client
from tests.notifications.hooked import hook
from tests.reactions.posted import Clock, moved, only
from tests.reactions.test_corrections import LATER
from tests.receiver import Receiver

pytestmark = pytest.mark.django_db


@pytest.mark.database
def test_a_message_is_signed_thin_and_goes_out_once(cast: Cast, receiver: Receiver) -> None:
    row, secret = hook(cast, receiver.at())
    hook(cast, receiver.at("/other"), Sent.REPLANNED)
    thing = moved(cast)
    clock = Clock(cast)
    assert carry_all(clock) == 1
    assert carry_all(clock) == 0
    [taken] = receiver.taken
    with time_machine.travel(clock.at, tick=False):  # the library compares with the clock of the process
        said = Webhook(secret).verify(taken.body, taken.headers)
    assert said["type"] == "initiative.stage_moved"
    assert said["data"]["thing"]["title"] == "Consent receipts"
    assert said["data"]["thing"]["link"].endswith(f"/initiatives/{thing.pk}/")
    assert "Four clients" not in taken.body.decode()  # the reason is read where it stands
    assert len(taken.body) < 20_000
    assert only().state is DeliveryState.DONE
    assert only().message == taken.headers["webhook-id"]
    assert HookHealth.objects.get(hook=row).done_at == clock.at


def test_what_not_everybody_may_see_at_that_moment_is_not_sent(cast: Cast, receiver: Receiver) -> None:
    hook(cast, receiver.at())
    moved(cast, "Heliotrope", audience=Audience.GROUP)
    assert carry_all(Clock(cast)) == 1
    assert not receiver.taken
    assert only().state is DeliveryState.DROPPED
    assert only().body == ""


def sent_of(cast: Cast, kind: str) -> dict[str, Any]:
    """Give what a web hook says of the newest event of a kind."""
    told = entry_told(Entry.objects.filter(kind=kind).latest("pk").pk)
    assert told
    see_to_hooks(told, cast.at)
    body = body_of(ToPost(1, kind, told.entry, "msg_1", ""))
    assert body
    data: dict[str, Any] = json.loads(body)["data"]
    return data


def test_no_name_of_a_client_leaves_the_company(cast: Cast) -> None:
    thing = in_build(cast)
    approved(cast, thing)
    told_client(cast, thing, buyer(cast, "Hartmann"))
    replan(initiative=thing, plan=LATER, reason="The audits moved to autumn.", actor=cast.noor, at=cast.at)
    corrected = sent_of(cast, Sent.CORRECTED)
    assert corrected["thing"]["key"] == thing.pk
    assert "what" not in corrected
    assert sent_of(cast, Sent.REPLANNED)["what"]


def test_every_kind_is_of_things_the_whole_company_may_see() -> None:
    assert {each.partition(".")[0] for each in Sent} <= {"decision", "initiative", "correction"}


def test_for_a_day_both_secrets_sign(cast: Cast, receiver: Receiver) -> None:
    row, old = hook(cast, receiver.at())
    new = rotate_secret(hook=row, actor=cast.ines, at=cast.at)
    clock = Clock(cast)
    for secrets, hours in (([old, new], 0), ([new], 25)):
        clock.move(hours=hours)
        try_hook(hook=row, actor=cast.ines, at=clock.at)
        carry_all(clock)
        taken = receiver.taken[-1]
        assert len(taken.headers["webhook-signature"].split()) == len(secrets)
        with time_machine.travel(clock.at, tick=False):
            for secret in secrets:
                assert Webhook(secret).verify(taken.body, taken.headers)["type"] == "hook.test"
    row.refresh_from_db()
    assert secret_words(secret_of(row.salt)) == new


def test_the_secret_in_use_is_not_lost_by_a_second_change_within_a_day(cast: Cast) -> None:
    row, _old = hook(cast)
    rotate_secret(hook=row, actor=cast.ines, at=cast.at)
    with pytest.raises(Refused, match="less than a day ago"):
        rotate_secret(hook=row, actor=cast.ines, at=cast.at + timedelta(hours=23))
    assert rotate_secret(hook=row, actor=cast.ines, at=cast.at + timedelta(hours=25))


def test_nothing_is_due_of_a_web_hook_that_another_serves(cast: Cast, receiver: Receiver) -> None:
    row, _secret = hook(cast, receiver.at())
    moved(cast)
    clock = Clock(cast)
    HookHealth.objects.filter(hook=row).update(leased_until=clock.at + timedelta(seconds=1), lease=7)
    assert hooks_due(clock.at, limit=20) == []
    clock.move(seconds=1)
    assert hooks_due(clock.at, limit=20) == [row.pk]
