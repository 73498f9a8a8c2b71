"""The outbox: one worker at a time has a piece of work, a failed try comes again later, and the last is parked."""

from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parley.ledger import outbox
from parley.ledger.models import Pending
from parley.ledger.outbox import GIVES_UP, LEASE, PAUSES, Leased
from parley.ledger.terms import MOST_TRIES, Rank

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


def test_parked_work_that_is_wanted_again_is_tried_again_for_what_is_wanted_now() -> None:
    later = NOW + timedelta(days=1)
    outbox.ensure("mail_it", unique_key="it", run_after=NOW, payload={"day": 1})
    Pending.objects.update(parked=True, attempts=MOST_TRIES, trouble="no such mailbox")
    outbox.ensure("mail_it", unique_key="it", run_after=later, payload={"day": 2})
    outbox.ensure("mail_it", unique_key="it", run_after=later, payload={"day": 3})
    row = Pending.objects.get()
    assert (row.parked, row.attempts, row.run_after, row.due_since) == (False, 0, later, later)
    assert (row.payload, row.trouble) == ({"day": 2}, "no such mailbox")


def test_parked_work_at_which_workers_died_waits_for_a_person() -> None:
    outbox.ensure("mail_it", unique_key="it", run_after=NOW)
    Pending.objects.update(parked=True, attempts=MOST_TRIES + 1)
    outbox.ensure("mail_it", unique_key="it", run_after=NOW)
    [parked] = outbox.parked()
    assert outbox.retry(parked.key, at=NOW)


def test_what_somebody_waits_for_comes_first_and_what_is_much_at_once_last() -> None:
    for task in ("mail_digest", "react", "mail_sign_in_link"):
        for n in range(2):
            outbox.ensure(task, unique_key=f"{task}:{n}", run_after=NOW - timedelta(minutes=n))
    taken = [
        outbox.take(at=NOW),
        outbox.take(at=NOW, ranks=sorted(Rank, reverse=True)),
        *(outbox.take(at=NOW) for _ in range(5)),
    ]
    assert [(each.task, each.key) if each else None for each in taken] == [
        ("mail_sign_in_link", key("mail_sign_in_link:1")),
        ("mail_digest", key("mail_digest:1")),
        ("mail_sign_in_link", key("mail_sign_in_link:0")),
        ("react", key("react:1")),
        ("react", key("react:0")),
        ("mail_digest", key("mail_digest:0")),
        None,
    ]


def key(unique: str) -> int:
    return Pending.objects.get(unique_key=unique).pk


def test_what_comes_next_is_found_in_an_index_however_much_waits() -> None:
    for rank in Rank:
        plan = Pending.objects.filter(parked=False, rank=rank, run_after__lte=NOW).order_by("run_after", "pk").explain()
        if connection.vendor == "sqlite":
            assert "USING INDEX work_due (rank=? AND run_after<?)" in plan
            assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("how", ["one", "all"])
def test_a_round_of_tries_by_hand_lasts_as_long_as_the_first(how: str) -> None:
    outbox.ensure("mail_it", unique_key="it", run_after=NOW - 2 * GIVES_UP)
    outbox.hold(take(), tasks=["mail_it"], at=NOW, trouble="ConnectionRefusedError")
    [parked] = outbox.parked()
    assert outbox.retry(parked.key, at=NOW) if how == "one" else outbox.retry_all(at=NOW) == 1
    for at in (NOW, NOW + GIVES_UP - timedelta(seconds=1)):
        outbox.hold(take(at=at), tasks=["mail_it"], at=at, trouble="ConnectionRefusedError")
        assert not outbox.parked()
    outbox.hold(take(at=NOW + 2 * GIVES_UP), tasks=["mail_it"], at=NOW + 2 * GIVES_UP, trouble="still")
    assert outbox.parked()


def test_what_waits_for_a_person_is_found_by_its_key() -> None:
    for unique in ("mail_it:5:70", "mail_it:51:70", "mail_it:8", "mail_it:80", "mail_its:6:70"):
        outbox.ensure(unique.split(":")[0], unique_key=unique, run_after=NOW)
    assert [each for each in (5, 6, 7, 8, 51) if outbox.is_waiting("mail_it", person=each)] == [5, 8, 51]
    with CaptureQueriesContext(connection) as asked:
        outbox.is_waiting("mail_it", person=5)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
            plans = [plan for *_numbers, plan in cursor.fetchall()]
        assert any("(unique_key>? AND unique_key<?)" in each for each in plans)
        assert not any("SCAN" in each for each in plans)
    Pending.objects.update(parked=True)
    assert not outbox.is_waiting("mail_it", person=5)


def test_what_waits_beside_it_is_taken_out_once_to_be_done_together() -> None:
    for n, key in enumerate(["gather:1:5", "gather:1:6", "gather:12:7", "gather:1"]):
        Pending.objects.create(task="gather", payload={"n": n}, unique_key=key, run_after=NOW + timedelta(hours=n))
    Pending.objects.create(task="gather", payload={"n": 9}, unique_key="gather:1:9", run_after=NOW, parked=True)
    assert outbox.payloads("gather:1:") == [{"n": 0}, {"n": 1}]
    first = take()
    with transaction.atomic():
        assert outbox.finish(first)
        assert outbox.claim("gather:1:") == [{"n": 1}]
    assert outbox.claim("gather:1:") == []
    assert sorted(Pending.objects.values_list("payload__n", flat=True)) == [2, 3, 9]


def test_much_work_is_there_once_by_its_keys_and_once_more_where_it_is_parked() -> None:
    both = {"do_it:1": {"n": 1}, "do_it:2": {"n": 2}}
    outbox.ensure("do_it", unique_key="do_it:1", run_after=NOW, payload={"n": 0})
    outbox.ensure_many("do_it", both, run_after=NOW)
    assert list(Pending.objects.order_by("unique_key").values_list("payload__n", flat=True)) == [0, 2]
    Pending.objects.filter(unique_key="do_it:2").update(parked=True, attempts=MOST_TRIES, payload={"n": 3})
    outbox.ensure_many("do_it", both, run_after=NOW)
    assert list(Pending.objects.order_by("unique_key").values_list("payload__n", "parked")) == [(0, False), (2, False)]
