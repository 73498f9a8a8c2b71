"""Web hooks whose receiver fails: tried again, paused, turned off with a mail to the owner, no trouble for others."""

import json
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from parley.ledger.models import Entry
from parley.notifications.actions.hooks import change_hook, replay, replay_failed, try_hook, turn_hook
from parley.notifications.models.hooks import Delivery, DeliveryTry, HookHealth
from parley.notifications.rules.hooks import OFF_AFTER, SCHEDULE
from parley.notifications.terms.hooks import DeliveryState, OffBecause, Sent, hook_ref
from parley.people.actions import note_leaving
from parley.reactions.hooks import carry_all, mail_hook_off
from tests.cast import Cast, history
from tests.notifications.hooked import hook
from tests.reactions.posted import Clock, moved, only
from tests.receiver import Receiver, answering, hang_up

pytestmark = pytest.mark.django_db


def test_every_try_bears_one_name_and_its_own_moment(cast: Cast, receiver: Receiver) -> None:
    hook(cast, receiver.at())
    moved(cast)
    receiver.status = 500
    clock = Clock(cast)
    for seconds in SCHEDULE[1:4]:
        carry_all(clock)
        assert carry_all(clock) == 0
        pause = (only().due_at - clock.at).total_seconds()
        assert seconds * 0.8 <= pause <= seconds * 1.2
        clock.move(seconds=pause)
    receiver.status = 200
    carry_all(clock)
    assert {each.headers["webhook-id"] for each in receiver.taken} == {only().message}
    assert len({each.headers["webhook-timestamp"] for each in receiver.taken}) == 4
    assert only().state is DeliveryState.DONE
    assert list(DeliveryTry.objects.order_by("pk").values_list("status", flat=True)) == [500, 500, 500, 200]


def test_after_the_tenth_try_it_has_failed_and_can_be_sent_again(cast: Cast, receiver: Receiver) -> None:
    row, _secret = hook(cast, receiver.at())
    moved(cast)
    receiver.status = 503
    clock = Clock(cast)
    for _try in SCHEDULE:
        assert carry_all(clock) == 1
        HookHealth.objects.update(failures=0, paused_until=None, failing_since=None)  # others of it were taken
        clock.move(hours=30)
    assert only().state is DeliveryState.FAILED
    assert carry_all(clock) == 0
    receiver.status = 204
    assert replay_failed(hook=row, since=cast.at, actor=cast.ines, at=clock.at) == 1
    assert carry_all(clock) == 1
    assert only().state is DeliveryState.DONE
    replay(delivery=only(), actor=cast.ines, at=clock.at)
    assert carry_all(clock) == 1
    assert len({each.headers["webhook-id"] for each in receiver.taken}) == 1


def test_a_web_hook_pauses_after_four_failures_and_one_try_ends_it(cast: Cast, receiver: Receiver) -> None:
    row, _secret = hook(cast, receiver.at())
    for n in range(6):
        moved(cast, f"Number {n}")
    receiver.status = 500
    clock = Clock(cast)
    assert carry_all(clock) == 4
    clock.move(seconds=59)
    assert carry_all(clock) == 0
    clock.move(seconds=2)
    assert carry_all(clock) == 1
    clock.move(seconds=100)
    assert carry_all(clock) == 0
    receiver.status = 204
    clock.move(seconds=21)
    assert carry_all(clock) == 6
    assert HookHealth.objects.get(hook=row).failures == 0


def test_it_is_turned_off_after_forty_failures_with_a_mail_to_its_owner(cast: Cast, receiver: Receiver) -> None:
    row, _secret = hook(cast, receiver.at())
    moved(cast)
    receiver.status = 500
    HookHealth.objects.update(failures=OFF_AFTER - 1, failing_since=cast.at)
    clock = Clock(cast)
    carry_all(clock)
    row.refresh_from_db()
    assert row.off_because is OffBecause.TRIES
    assert only().state is DeliveryState.FAILED
    mail_hook_off({"hook": row.pk, "work": 1}, clock.at)
    [letter] = mail.outbox
    assert letter.to == [cast.ines.email]
    assert row.address in letter.body
    assert "turned web hook" in history(hook_ref(row.pk))[0]
    moved(cast, "While it is off")
    assert Delivery.objects.filter(state=DeliveryState.FAILED).count() == 2
    turn_hook(hook=row, on=True, actor=cast.ines, at=clock.at)
    receiver.status = 200
    assert replay_failed(hook=row, since=cast.at, actor=cast.ines, at=clock.at) == 2
    assert carry_all(clock) == 2


def test_days_without_success_turn_it_off(cast: Cast, receiver: Receiver) -> None:
    row, _secret = hook(cast, receiver.at())
    moved(cast)
    receiver.status = 500
    clock = Clock(cast)
    carry_all(clock)
    clock.move(days=5)
    carry_all(clock)
    row.refresh_from_db()
    assert row.off_because is OffBecause.DAYS


def test_the_owner_who_left_is_stood_in_for(cast: Cast, receiver: Receiver) -> None:
    row, _secret = hook(cast, receiver.at())
    change_hook(hook=row, address=row.address, kinds=tuple(Sent), owner=cast.sam, actor=cast.ines, at=cast.at)
    note_leaving(person=cast.sam, on=cast.at.date(), actor=cast.ines, at=cast.at)
    moved(cast)
    receiver.status = 410
    carry_all(Clock(cast))
    row.refresh_from_db()
    assert row.off_because is OffBecause.GONE
    mail_hook_off({"hook": row.pk, "work": 1}, cast.at)
    assert [letter.to for letter in mail.outbox] == [[cast.ines.email]]


@pytest.mark.parametrize(
    ("do", "trouble"),
    [
        (answering(302, Location="http://127.0.0.1/elsewhere"), "Redirects are not followed"),
        (answering(404, b"<b>no</b>"), "It answered 404."),
        (answering(500, b"x" * 10_000_000), "It answered 500."),
        (hang_up, "It could not be reached"),
        (lambda asked: asked.wfile.write(b"SSH-2.0-OpenSSH\r\n"), "It could not be reached"),
    ],
    ids=["redirect", "not found", "ten megabytes", "reset", "not HTTP"],
)
def test_what_is_no_success_is_said_and_tried_again(cast: Cast, receiver: Receiver, do: Any, trouble: str) -> None:
    hook(cast, receiver.at("/it"))
    receiver.does["/it"] = do
    moved(cast)
    carry_all(Clock(cast))
    assert trouble in only().trouble
    assert only().state is DeliveryState.WAITING
    assert [each.path for each in receiver.taken] == ["/it"]
    assert len(DeliveryTry.objects.get().answer) <= 500


@pytest.mark.parametrize("header", ["600", "date"])
def test_retry_after_is_honoured(cast: Cast, receiver: Receiver, header: str) -> None:
    clock = Clock(cast)
    value = format_datetime(clock.at.replace(microsecond=0) + timedelta(seconds=601)) if header == "date" else header
    receiver.does["/"] = answering(429, Retry_After=value)
    hook(cast, receiver.at())
    moved(cast)
    carry_all(clock)
    assert 600 <= (only().due_at - clock.at).total_seconds() <= 602


def test_a_test_is_tried_once(cast: Cast, receiver: Receiver) -> None:
    row, _secret = hook(cast, receiver.at())
    receiver.status = 500
    try_hook(hook=row, actor=cast.ines, at=cast.at)
    carry_all(Clock(cast))
    assert only().state is DeliveryState.FAILED
    assert json.loads(only().body)["type"] == "hook.test"


def test_a_message_that_breaks_us_does_not_stop_the_others(cast: Cast, receiver: Receiver) -> None:
    hook(cast, receiver.at())
    moved(cast, "First")
    moved(cast, "Second")
    with connection.cursor() as cursor:  # an entry of a version that is to come: no door makes one
        cursor.execute(
            "INSERT INTO parley_entry (at, kind, data, chain) VALUES (%s, 'nobody.knows', '{}', 'x')", [cast.at]
        )
    poison = Delivery.objects.earliest("pk")
    Delivery.objects.filter(pk=poison.pk).update(entry=Entry.objects.latest("pk"))
    assert carry_all(Clock(cast)) == 2
    assert [json.loads(each.body)["data"]["thing"]["title"] for each in receiver.taken] == ["Second"]
    poison.refresh_from_db()
    assert poison.trouble == "KeyError: 'nobody.knows'"
