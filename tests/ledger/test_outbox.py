"""The outbox: one worker at a time has a piece of work, a failed try comes again later, and the last is parked."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from parley.ledger import outbox
from parley.ledger.models import Pending
from parley.ledger.outbox import LEASE, PAUSES, Leased

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = timezone.now()


def add(task: str = "react", *, at: datetime = NOW) -> int:
    return Pending.objects.create(task=task, payload={"entry": 1}, run_after=at).pk


def take(*, at: datetime = NOW) -> Leased:
    work = outbox.take(at=at)
    assert work is not None
    return work


def test_the_oldest_due_work_comes_first_and_what_is_not_due_waits() -> None:
    later, oldest = add(at=NOW), add(at=NOW - timedelta(hours=1))
    add(at=NOW + timedelta(seconds=1))
    assert [take().key, take().key] == [oldest, later]
    assert outbox.take(at=NOW) is None
    assert not outbox.is_due(at=NOW)


def test_work_that_is_not_finished_comes_again_when_its_lease_has_passed() -> None:
    key = add()
    first = take()
    assert outbox.take(at=NOW + LEASE - timedelta(seconds=1)) is None
    second = take(at=NOW + LEASE)
    assert (second.key, second.attempts) == (key, 2)
    assert not outbox.finish(first), "the lease of the first worker has passed"
    assert outbox.finish(second)
    assert not outbox.finish(second)
    assert not Pending.objects.exists()


def test_a_lease_lasts_as_long_as_the_worker_asked() -> None:
    add()
    outbox.take(at=NOW, lease=timedelta(seconds=2))
    assert outbox.next_due() == NOW + timedelta(seconds=2)


def test_a_failed_try_comes_again_after_longer_and_longer_and_the_last_is_parked() -> None:
    key, at = add(), NOW
    for pause in PAUSES:
        outbox.put_off(take(at=at), at=at, trouble="The mail server does not answer.")
        assert outbox.next_due() == at + timedelta(seconds=pause)
        assert not outbox.parked()
        at += timedelta(seconds=pause)
    outbox.put_off(take(at=at), at=at, trouble="The mail server still does not answer.")
    assert [(each.key, each.trouble) for each in outbox.parked()] == [(key, "The mail server still does not answer.")]
    assert outbox.next_due() is None
    assert outbox.take(at=at + timedelta(days=30)) is None


def test_parked_work_can_be_tried_again() -> None:
    key = add()
    Pending.objects.filter(pk=key).update(parked=True, attempts=9)
    assert outbox.retry(key, at=NOW)
    assert not outbox.retry(key, at=NOW), "it waits already"
    assert take().attempts == 1


def test_a_late_worker_cannot_put_off_what_another_has() -> None:
    add()
    late, now = take(), take(at=NOW + LEASE)
    outbox.put_off(late, at=NOW, trouble="too late")
    outbox.again(late, run_after=NOW)
    assert outbox.take(at=NOW + LEASE) is None
    assert outbox.finish(now)


def test_periodic_work_is_there_once_and_is_never_parked() -> None:
    for _ in range(3):
        outbox.ensure("wake_topics", unique_key="periodic:wake_topics", run_after=NOW)
    assert Pending.objects.count() == 1
    at = NOW
    for _ in range(2 * len(PAUSES)):
        work = take(at=at)
        outbox.put_off(work, at=at, trouble="no", for_ever=True)
        at += timedelta(seconds=PAUSES[-1])
    work = take(at=at)
    assert outbox.again(work, run_after=at + timedelta(days=1))
    row = Pending.objects.get()
    assert (row.attempts, row.trouble, row.parked) == (0, "", False)
