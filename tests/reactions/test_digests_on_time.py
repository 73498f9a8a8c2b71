"""A digest comes once, at its hour: whatever dies between, whoever is away, and while the mail server is."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from parley.kernel.spans import today_of
from parley.ledger import outbox
from parley.ledger.models import Pending
from parley.ledger.terms import MACHINE
from parley.notifications.actions.digests import choose_mails, follow_the_clock
from parley.notifications.models.digests import MailChoice
from parley.notifications.terms.digests import Rhythm, Times, mails_ref
from parley.people.actions import change_person, choose_quiet_hours, note_away, note_leaving
from parley.people.models import Person
from parley.reactions.digests import mail_digest, plan
from parley.reactions.worker import Worker
from tests.cast import Cast, history
from tests.reactions.digested import DAILY, before_it_died, chosen, digests, followed, moved, one, told
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db]


def test_a_crash_between_sending_and_marking_repeats_the_same_id(cast: Cast) -> None:
    chosen(cast, cast.sam)
    moved(cast, followed(cast, cast.sam))
    told()
    planned = timezone.now().isoformat()
    first = before_it_died(lambda: one(cast.sam, planned=planned))
    second = one(cast.sam, planned=planned)
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert digests(cast.sam) == []


def test_whoever_is_away_has_it_all_when_they_are_back(cast: Cast) -> None:
    chosen(cast, cast.sam)
    moved(cast, followed(cast, cast.sam))
    told()
    today = timezone.now().astimezone(ZoneInfo(cast.sam.time_zone)).date()
    days = today - timedelta(days=1), today + timedelta(days=1)
    note_away(person=cast.sam, first=days[0], last=days[1], deputy=None, actor=cast.sam, at=timezone.now())
    assert digests(cast.sam) == []
    note_away(person=cast.sam, first=None, last=None, deputy=None, actor=cast.sam, at=timezone.now())
    assert len(digests(cast.sam)) == 1


def test_neither_a_leaver_nor_whoever_wants_none_is_sent_one(cast: Cast) -> None:
    chosen(cast, cast.sam)
    chosen(cast, cast.aiko, times=Times(Rhythm.NEVER))
    moved(cast, followed(cast, cast.sam, cast.aiko))
    told()
    note_leaving(person=cast.sam, on=cast.at.date(), actor=MACHINE, at=cast.at)
    assert digests(cast.sam, cast.aiko, cast.omar) == []


def test_the_clock_sends_it_through_the_outbox_once(cast: Cast) -> None:
    chosen(cast, cast.sam)
    moved(cast, followed(cast, cast.sam))
    told()
    due = MailChoice.objects.get(person=cast.sam).next_at
    assert due
    Pending.objects.all().delete()
    plan(due)
    for _ in range(2):
        Worker(clock=lambda: due + timedelta(seconds=1)).work_off()
    assert not outbox.parked()
    (message,) = mail.outbox
    assert f"digest-{cast.sam.pk}-{due:%Y%m%dT%H%MZ}" in message.extra_headers["Message-ID"]
    assert history(mails_ref(cast.sam.pk))[0] == "sent a digest"


def at_its_hour(person: Person) -> Any:
    """Send what is planned next for somebody, when it is due."""
    due = MailChoice.objects.get(person=person).next_at
    assert due
    before = len(mail.outbox)
    plan(due)
    Worker(clock=lambda: due + timedelta(seconds=1)).work_off()
    (message,) = mail.outbox[before:]
    return message, due


def settled_on(cast: Cast) -> tuple[datetime, Pending]:
    """Let the worker settle what Sam's next digest tells, and no more; give when it was due."""
    due = MailChoice.objects.get(person=cast.sam).next_at
    assert due
    Pending.objects.all().delete()
    plan(due)
    worker = Worker(clock=lambda: due)
    while not (work := Pending.objects.get(task="mail_digest")).payload.get("tells"):
        assert worker.one()
    mail.outbox.clear()
    return due, work


def after_a_lost_answer(cast: Cast, meanwhile: Callable[[], object]) -> tuple[Any, Any]:
    """Let a digest of Sam's go whose worker dies before it can say so, then something happen, and the next go on."""
    due, work = settled_on(cast)
    before_it_died(lambda: mail_digest(work.payload, due))
    meanwhile()
    Worker(clock=lambda: due + timedelta(minutes=10)).work_off()
    first, second = [each for each in mail.outbox if each.to == [cast.sam.email]]
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    return first, second


def test_a_digest_sent_again_tells_of_nothing_that_came_since(cast: Cast) -> None:
    chosen(cast, cast.sam)
    row, other = followed(cast, cast.sam), followed(cast, cast.sam, title="Receipts")
    moved(cast, row)
    told()

    def more() -> None:
        moved(cast, other)
        told()

    first, second = after_a_lost_answer(cast, more)
    assert "Consent signals" in first.body
    assert first.body == second.body
    assert "Receipts" in at_its_hour(cast.sam)[0].body


def test_what_waits_since_a_try_that_may_have_gone_is_new_to_the_next(cast: Cast) -> None:
    chosen(cast, cast.noor)
    topic(cast, cast.aiko, "Does consent cover Japan?")
    payload: dict[str, Any] = {"person": cast.noor.pk, "planned": timezone.now().isoformat()}
    rest = mail_digest(payload, timezone.now())
    assert rest
    topic(cast, cast.aiko, "Does consent cover Korea?")
    mail_digest(rest.payload, timezone.now())
    (message,) = mail.outbox
    assert message.subject == "One thing waits for you"
    assert "Korea" not in message.body
    assert one(cast.noor).subject == "2 things wait for you"


def test_a_day_that_came_while_one_waited_for_the_server_has_its_own_at_once(cast: Cast) -> None:
    chosen(cast, cast.sam)
    row, other = followed(cast, cast.sam), followed(cast, cast.sam, title="Receipts")
    moved(cast, row)
    told()
    due, work = settled_on(cast)
    moved(cast, other)
    told()
    next_day = MailChoice.objects.get(person=cast.sam).next_at
    assert next_day
    plan(next_day)
    assert Pending.objects.get(task="mail_digest") == work, "it is not doubled"
    for n in range(2):
        at = next_day + timedelta(minutes=5 * n)
        plan(at)
        Worker(clock=lambda at=at: at).work_off()
    first, second = [each for each in mail.outbox if each.to == [cast.sam.email]]
    assert ["Consent signals" in each.body for each in (first, second)] == [True, False]
    assert ["Receipts" in each.body for each in (first, second)] == [False, True]
    names = [each.extra_headers["Message-ID"] for each in (first, second)]
    assert [f"{each:%Y%m%dT%H%MZ}" in name for each, name in zip((due, next_day), names, strict=True)] == [True] * 2


def test_one_that_waited_for_the_server_comes_neither_at_night_nor_while_its_reader_is_away(cast: Cast) -> None:
    choose_quiet_hours(person=cast.sam, first=time(19), until=time(9), actor=cast.sam, at=cast.at)
    chosen(cast, cast.sam)
    moved(cast, followed(cast, cast.sam))
    told()
    due, work = settled_on(cast)
    for hours in range(12, 24):  # the server was down from eight in the morning until eight in the evening
        Pending.objects.filter(pk=work.pk).update(run_after=due + timedelta(hours=hours))
        Worker(clock=lambda hours=hours: due + timedelta(hours=hours)).work_off()
    assert mail.outbox == []
    day = today_of(cast.sam, due) + timedelta(days=1)
    note_away(person=cast.sam, first=day, last=day, deputy=None, actor=cast.sam, at=due)
    for hours in range(24, 60):
        Worker(clock=lambda hours=hours: due + timedelta(hours=hours)).work_off()
        assert len(mail.outbox) == int(hours >= 49), hours
    assert f"{due:%Y%m%dT%H%MZ}" in mail.outbox[0].extra_headers["Message-ID"]


def test_an_hour_that_somebody_chose_within_their_quiet_hours_is_theirs_to_choose(cast: Cast) -> None:
    choose_quiet_hours(person=cast.sam, first=time(19), until=time(9), actor=cast.sam, at=cast.at)
    chosen(cast, cast.sam)
    moved(cast, followed(cast, cast.sam))
    told()
    assert "Consent signals" in at_its_hour(cast.sam)[0].body


def test_whoever_is_away_is_planned_none(cast: Cast) -> None:
    chosen(cast, cast.sam)
    due = MailChoice.objects.get(person=cast.sam).next_at
    assert due
    day = today_of(cast.sam, due)
    note_away(person=cast.sam, first=day, last=day, deputy=None, actor=cast.sam, at=cast.at)
    plan(due)
    assert not Pending.objects.filter(task="mail_digest").exists()
    assert MailChoice.objects.get(person=cast.sam).next_at > due  # type: ignore[operator]  # one is due


@pytest.mark.parametrize("moves", [False, True], ids=["another hour", "a zone to the west"])
def test_two_on_one_day_bear_two_ids(cast: Cast, moves: bool) -> None:  # noqa: FBT001 - a parameter of the test
    row, other = followed(cast, cast.sam), followed(cast, cast.sam, title="Receipts")
    chosen(cast, cast.sam)
    moved(cast, row)
    told()
    first, due = at_its_hour(cast.sam)
    moved(cast, other)
    told()
    if moves:
        change_person(person=cast.sam, name="Sam", function=cast.sam.function, region=cast.sam.region,
                      time_zone="America/New_York", language="en", actor=cast.sam, at=due)  # fmt: skip
        cast.sam.refresh_from_db()
        follow_the_clock(person=cast.sam, actor=MACHINE, at=due + timedelta(minutes=1))
    else:
        later = Times(Rhythm.WORKING_DAYS, hour=DAILY.hour + 1)
        choose_mails(person=cast.sam, times=later, news=True, minutes=True, actor=cast.sam, at=due)
    second, again = at_its_hour(cast.sam)
    assert again.date() == due.date()
    assert "Receipts" in second.body
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]
