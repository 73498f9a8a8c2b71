"""The worker in this process: what it does with work it knows, work that fails, and work of another version."""

import argparse
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from parley.clients.actions import change_client
from parley.commands import worker as word
from parley.ledger import outbox
from parley.ledger.events import KINDS
from parley.ledger.models import Entry, Pending
from parley.ledger.outbox import PAUSES
from parley.ledger.rules import RANKS
from parley.ledger.terms import MACHINE
from parley.meetings.actions import end_series
from parley.meetings.models import Meeting
from parley.meetings.terms import MeetingState
from parley.notifications.models import Notice
from parley.people.actions import ask_for_link
from parley.reactions.periodic import PERIODIC, ensure_all
from parley.reactions.table import TELLS, react
from parley.reactions.tasks import TASKS, How, Task
from parley.reactions.worker import DIED, EVERY, SHARE, URGENT, Worker, do
from parley.roadmap.actions import link_insight
from parley.roadmap.models import Evidence
from parley.roadmap.queries import initiatives_to_count
from parley.roadmap.terms import Stance
from parley.search.models import Indexed
from parley.search.queries import found
from parley.search.terms import Kind
from parley.topics.actions import answer_topic
from tests.cast import Cast
from tests.meetings.made import weekly
from tests.roadmap.made import initiative, insight
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def add(task: str, **payload: Any) -> Pending:
    return Pending.objects.create(task=task, payload=payload, run_after=timezone.now())


def test_people_are_told_once_of_what_happened(cast: Cast) -> None:
    brought = topic(cast, cast.aiko)
    answer_topic(topic=brought, answer="Yes: APPI is covered from January on.", actor=cast.noor, at=cast.at)
    Worker().work_off()
    answered = Entry.objects.get(kind="topic.answered")
    told = set(Notice.objects.filter(entry=answered).values_list("person", flat=True))
    assert told == {cast.aiko.pk, cast.femi.pk}, "who brought it, and who runs the group"
    react({"entry": answered.pk}, timezone.now())
    assert Notice.objects.filter(entry=answered).count() == 2
    assert not Pending.objects.filter(task="react").exists()


def test_every_event_in_the_table_is_one_that_can_happen() -> None:
    assert TELLS.keys() <= KINDS.keys()


def test_an_entry_that_is_gone_or_concerns_nobody_is_no_trouble(cast: Cast) -> None:
    react({"entry": 10**9}, cast.at)
    add("react", entry=10**9)
    assert Worker().work_off() > 0
    assert not outbox.parked()


def test_work_of_another_version_waits_for_it_and_says_so() -> None:
    row = add("dance")
    assert Worker().one()
    row.refresh_from_db()
    assert row.trouble == "This version of Parley knows no work called dance."
    assert row.run_after > timezone.now()


def test_a_failure_leaves_nothing_half_done_and_does_not_hold_up_the_next(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(payload: dict[str, Any], at: Any) -> None:
        add("never")
        message = "in the middle"
        raise RuntimeError(message)

    Pending.objects.all().delete()
    monkeypatch.setitem(TASKS, "half", Task(half))
    monkeypatch.setitem(TASKS, "whole", Task(lambda payload, at: None))
    row = add("half")
    add("whole")
    assert Worker().work_off() == 2
    assert [each.pk for each in Pending.objects.all()] == [row.pk]
    row.refresh_from_db()
    assert row.trouble == "RuntimeError: in the middle"


def test_the_lease_is_asked_before_anything_is_done() -> None:
    done = []
    task = Task(lambda payload, at: done.append(at))
    add("react")
    late = outbox.take(at=timezone.now())
    now = outbox.take(at=timezone.now() + outbox.LEASE)
    assert late
    assert now
    do(task, late, at=timezone.now())
    assert done == []
    do(task, now, at=timezone.now())
    assert len(done) == 1


def test_work_outside_a_transaction_is_ended_after_it_was_done() -> None:
    seen: list[Any] = []
    task = Task(lambda payload, at: seen.append((payload, Pending.objects.count())), How.OUTSIDE)
    row = add("mail_notice", person=1)
    work = outbox.take(at=timezone.now())
    assert work
    do(task, work, at=timezone.now())
    assert seen == [({"person": 1, "work": row.pk}, 1)]
    assert not Pending.objects.exists()


def test_work_that_kills_every_worker_is_parked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TASKS, "deadly", Task(lambda payload, at: pytest.fail("tried once more")))
    row = add("deadly")
    Pending.objects.filter(pk=row.pk).update(attempts=len(PAUSES) + 1)
    Worker().work_off()
    assert [each.trouble for each in outbox.parked()] == [DIED]


def test_periodic_work_comes_back_the_next_day(cast: Cast) -> None:
    Pending.objects.all().delete()
    ensure_all(at=timezone.now())
    ensure_all(at=timezone.now())
    assert Pending.objects.count() == len(PERIODIC)
    Worker().work_off()
    assert not outbox.parked()
    rows = Pending.objects.filter(unique_key__startswith="periodic:")
    assert rows.count() == len(PERIODIC)
    for row in rows:
        assert row.trouble == ""
        assert timezone.now() < row.run_after <= timezone.now() + timedelta(days=1)


def test_the_worker_alone_does_what_is_due_and_ends(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    word.arguments(parser)
    assert word.run(parser.parse_args(["--once"])) == 0
    assert "pieces of work" in capsys.readouterr().out
    assert word.run(parser.parse_args(["--lease", "0"])) == 2


def test_meetings_a_series_planned_are_found_by_those_who_may_see_them_and_dropped_ones_are_gone(cast: Cast) -> None:
    series = weekly(cast, title="Wednesday circle", rule="FREQ=WEEKLY;BYDAY=WE")
    Worker().work_off()
    planned = Meeting.objects.filter(series=series, state=MeetingState.PLANNED).count()
    assert planned > 3
    for person, finds in ((cast.sam, planned), (cast.ines, planned), (cast.lena, 0), (cast.omar, 0)):
        assert len(found(cast.viewer(person), "circle", limit=99)) == finds, person
    end_series(series=series, on=cast.at.date() - timedelta(days=1), actor=cast.femi, at=cast.at)
    Worker().work_off()
    assert not Indexed.objects.filter(kind=Kind.MEETING).exists()


def test_who_asks_is_counted_again_once_a_client_has_changed(cast: Cast) -> None:
    row, said = initiative(cast), insight(cast)
    link_insight(initiative=row, insight=said, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)
    Worker().work_off()
    assert initiatives_to_count() == []
    change_client(client=said.client, name="Nordbank AG", region=cast.apac, actor=MACHINE, at=cast.at)
    assert initiatives_to_count() == [row.pk]
    Worker().work_off()
    assert initiatives_to_count() == []
    kept = Evidence.objects.get(initiative=row).figures
    assert (kept["most_insights"]["client"], kept["regions"][0]["name"]) == ("Nordbank AG", "APAC")
    assert not Pending.objects.filter(task="count_evidence").exists()


def test_a_link_to_sign_in_does_not_wait_behind_the_digests_nor_they_behind_all_else(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    for name in ("mail_digest", "mail_sign_in_link", "gather_news"):
        monkeypatch.setitem(TASKS, name, Task(lambda _payload, _at, name=name: done.append(name), How.OUTSIDE))
    Pending.objects.all().delete()
    at = timezone.now()
    for n in range(100):
        outbox.ensure("mail_digest", unique_key=f"digest:{n}", run_after=at)
    for n in range(50):
        outbox.ensure("gather_news", unique_key=f"news:{n}", run_after=at + timedelta(seconds=1))
    ask_for_link(email=str(cast.sam.email), actor=MACHINE, at=at + timedelta(seconds=2))
    Worker(clock=lambda: at + timedelta(seconds=3)).work_off()
    assert done.index("mail_sign_in_link") < 2
    assert len(done) == 151
    first = done[: done.index("gather_news") + 60]
    assert first.count("gather_news") == 50
    assert first.count("mail_digest") >= 6


def test_the_thread_of_what_is_urgent_takes_no_turn_of_what_comes_last(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    for name in ("mail_digest", "mail_sign_in_link"):
        monkeypatch.setitem(TASKS, name, Task(lambda _payload, _at, name=name: done.append(name), How.OUTSIDE))
    Pending.objects.all().delete()
    at = timezone.now()
    outbox.ensure("mail_digest", unique_key="digest", run_after=at)
    for n in range(20):
        outbox.ensure("mail_sign_in_link", unique_key=f"link:{n}", run_after=at)
    worker = Worker(clock=lambda: at)
    for _turn in range(SHARE):  # of the two threads
        worker.one(EVERY)
        worker.one(URGENT)
    assert done.count("mail_digest") == 1


def test_every_rank_is_one_of_a_task_there_is() -> None:
    assert RANKS.keys() <= TASKS.keys()
