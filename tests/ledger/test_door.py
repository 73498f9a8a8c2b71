"""The door: nothing is written outside it, nothing is written silently, and what is written stays."""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from parley.kernel.refusals import Refused
from parley.ledger.door import NothingRecorded, action, enqueue, record, unsigned
from parley.ledger.events import Event
from parley.ledger.models import About, Entry, Pending
from parley.ledger.pen import OutsideTheDoor
from parley.ledger.queries import broken_links, history_of
from parley.ledger.terms import MACHINE, Ref
from parley.people.models import Region

pytestmark = [pytest.mark.django_db, pytest.mark.database]
AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
NOW: dict[str, Any] = {"actor": MACHINE, "at": AT}


@dataclass(frozen=True, kw_only=True)
class BellRang(Event, kind="test.bell_rang"):
    bell: int

    def about(self) -> tuple[Ref, ...]:
        return (Ref("bell", self.bell),)

    def sentence(self) -> str:
        return f"rang [bell:{self.bell}]"


@action
def ring(*, bell: int, reason: str = "", actor: Any, at: datetime) -> Region:
    row = Region.objects.create(key=f"bell-{bell}", name=f"Bell {bell}")
    enqueue("test", unique_key=f"bell:{bell}")
    record(BellRang(bell=bell), reason=reason)
    return row


@action
def ring_in_silence(*, actor: Any, at: datetime) -> None:
    Region.objects.create(key="silent", name="Silent")


@unsigned
def ring_without_a_name(*, actor: Any, at: datetime) -> None:
    Region.objects.create(key="nobody", name="Nobody")


@action
def come_second(*, bell: int, actor: Any, at: datetime) -> Region:
    try:  # as get_or_create does when another makes the row between its two queries
        with transaction.atomic():
            return Region.objects.create(key=f"bell-{bell}", name="Another bell")
    except IntegrityError:
        return Region.objects.get(key=f"bell-{bell}")


@action
def ring_twice(*, then_fail: bool, actor: Any, at: datetime) -> None:
    ring(bell=1, actor=actor, at=at)
    try:
        ring_then_refuse(actor=actor, at=at)
    except Refused:
        if then_fail:
            raise


@action
def ring_then_refuse(*, actor: Any, at: datetime) -> None:
    ring(bell=2, actor=actor, at=at)
    raise Refused("Bells are for mornings. Ring tomorrow.")


def test_rows_refuse_every_way_of_being_written_outside_the_door() -> None:
    row = ring(bell=7, **NOW)
    tries = (
        lambda: Region.objects.create(key="x", name="X"),
        lambda: Region(key="x", name="X").save(),
        row.save,
        row.delete,
        lambda: Region.objects.filter(pk=row.pk).update(name="Y"),
        lambda: Region.objects.filter(pk=row.pk).delete(),
        lambda: Region.objects.bulk_create([Region(key="x", name="X")]),
        lambda: Region.objects.bulk_update([row], ["name"]),
        lambda: Region.objects.get_or_create(key="x", defaults={"name": "X"}),
        lambda: Region.objects.update_or_create(key="x", defaults={"name": "X"}),
    )
    for attempt in tries:
        with pytest.raises(OutsideTheDoor, match="@action"):
            attempt()
    assert list(Region.objects.values_list("name", flat=True)) == ["Bell 7"]


def test_recording_outside_an_action_is_refused() -> None:
    with pytest.raises(OutsideTheDoor):
        record(BellRang(bell=1))
    with pytest.raises(OutsideTheDoor):
        enqueue("test")


def test_an_action_that_wrote_in_silence_is_rolled_back() -> None:
    with pytest.raises(NothingRecorded, match="ring_in_silence wrote Region"):
        ring_in_silence(**NOW)
    assert not Region.objects.exists()
    assert not Entry.objects.exists()


def test_an_unsigned_action_may_write_and_leave_no_entry() -> None:
    ring_without_a_name(**NOW)
    assert Region.objects.exists()
    assert not Entry.objects.exists()


def test_whoever_comes_second_wrote_nothing_and_needs_no_event() -> None:
    made = ring(bell=1, **NOW)
    assert come_second(bell=1, **NOW) == made


def test_a_change_its_entry_and_its_work_are_kept_together() -> None:
    ring(bell=3, reason="It was time.", **NOW)
    (told,) = history_of(Ref("bell", 3))
    assert (told.sentence, told.reason, told.actor, told.at) == ("rang [bell:3]", "It was time.", None, AT)
    assert sorted(Pending.objects.values_list("task", flat=True)) == ["react", "test"]


def test_an_inner_refusal_takes_back_only_the_inner_action() -> None:
    ring_twice(then_fail=False, **NOW)
    assert list(Region.objects.values_list("key", flat=True)) == ["bell-1"]
    assert [entry.data for entry in Entry.objects.all()] == [{"bell": 1}]
    assert Pending.objects.filter(task="test").count() == 1


def test_a_refusal_that_goes_on_takes_everything_back() -> None:
    with pytest.raises(Refused):
        ring_twice(then_fail=True, **NOW)
    assert not Region.objects.exists()
    assert not Entry.objects.exists()
    assert not Pending.objects.exists()


def test_an_action_needs_a_moment_with_its_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        ring(bell=1, actor=MACHINE, at=datetime(2026, 11, 2, 9))  # noqa: DTZ001 - that is the point


def test_after_a_refusal_the_door_is_shut_again() -> None:
    with pytest.raises(Refused):
        ring_then_refuse(**NOW)
    with pytest.raises(OutsideTheDoor):
        Region.objects.create(key="x", name="X")


def test_another_thread_does_not_come_in_by_an_open_door() -> None:
    caught: list[type[BaseException]] = []

    @action
    def hold_open(*, actor: Any, at: datetime) -> None:
        def sneak() -> None:
            try:
                Region.objects.create(key="x", name="X")
            except OutsideTheDoor as trouble:
                caught.append(type(trouble))

        thread = threading.Thread(target=sneak)
        thread.start()
        thread.join()

    hold_open(**NOW)
    assert caught == [OutsideTheDoor]


@pytest.mark.parametrize("table", [Entry, About])
@pytest.mark.parametrize("verb", ["UPDATE {} SET kind = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_ledger(table: type[Entry | About], verb: str) -> None:
    ring(bell=1, **NOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(verb.format(table._meta.db_table))
    assert Entry.objects.get().kind == "test.bell_rang"


def test_the_chain_is_whole_and_shows_a_changed_past() -> None:
    for bell in range(4):
        ring(bell=bell, **NOW)
    assert list(broken_links()) == []
    third = Entry.objects.order_by("pk")[2]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE parley_entry DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER parley_entry_no_update")
        cursor.execute("UPDATE parley_entry SET actor = 99 WHERE id = %s", [third.pk])
    assert list(broken_links()) == [third.pk]


def test_work_with_a_key_that_waits_is_not_doubled() -> None:
    @action
    def ask(*, actor: Any, at: datetime) -> None:
        enqueue("test", unique_key="once")

    ask(**NOW)
    ask(**NOW)
    assert Pending.objects.filter(unique_key="once").count() == 1


def test_parked_work_that_an_action_wants_again_is_no_longer_parked() -> None:
    @action
    def want(*, what: str, actor: Any, at: datetime) -> None:
        enqueue("test", payload={"what": what}, unique_key="once")
        enqueue("test", payload={"what": what})

    want(what="first", **NOW)
    Pending.objects.update(parked=True)
    want(what="second", **NOW)
    rows = Pending.objects.order_by("pk").values_list("unique_key", "parked", "payload__what")
    assert list(rows) == [("once", False, "second"), (None, True, "first"), (None, False, "second")]
