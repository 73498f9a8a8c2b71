"""Who looks after a silent client is reminded twice, a week apart, in their morning; of one that answered never."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from parley.decisions.actions import ask_to_sign_in
from parley.kernel.mornings import next_morning, works_on
from parley.ledger.models import Pending
from parley.ledger.terms import MACHINE
from parley.notifications.queries import waiting_counts, waiting_for
from parley.notifications.terms import Waits
from parley.reactions.table import react
from parley.reactions.trials import mail_silence
from parley.trials.actions import give_feedback, remind_of_silence
from parley.trials.models import TrialPlace
from tests.trials.feedback_made import asked, buyer, said, taking_part, trial

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WEEK = timedelta(days=7)


@pytest.fixture
def made(cast):
    return trial(cast, days=40)


@pytest.fixture
def place(cast, made):
    return taking_part(cast, made, buyer(cast, "Nordbank"))[0]


def remind(at):
    return remind_of_silence(actor=MACHINE, at=at)


def react_at(at):
    for work in list(Pending.objects.filter(task="react").order_by("pk")):
        react(work.payload, at)
        work.delete()


def mails(at):
    for work in list(Pending.objects.filter(task="mail_silence")):
        mail_silence(work.payload | {"work": work.pk}, at)
        work.delete()
    return mail.outbox


def waits(cast, person, at):
    found = waiting_for(cast.viewer(person), at=at)
    assert waiting_counts(cast.viewer(person), at=at).all == len(found)
    return [each.title for each in found if each.waits is Waits.SILENT]


def test_who_looks_after_a_silent_client_is_reminded_twice_a_week_apart(cast, made, place):
    at = cast.at + timedelta(hours=1)
    found = [(day, remind(at + timedelta(days=day))) for day in range(36)]
    assert [day for day, n in found if n] == [7, 14]
    assert TrialPlace.objects.get(pk=place.pk).reminders == 2


def test_it_counts_from_the_link_and_nobody_is_reminded_of_who_answered(cast, made, place):
    link, _token = asked(cast, place, at=cast.at + timedelta(days=5))
    assert remind(cast.at + timedelta(days=11)) == 0
    assert remind(cast.at + timedelta(days=12, hours=1)) == 1
    give_feedback(link=link, answers=said(made), actor=MACHINE, at=cast.at + timedelta(days=13))
    assert remind(cast.at + timedelta(days=20)) == 0


def test_it_waits_on_today_for_who_looks_after_the_client_until_it_answers(cast, made, place):
    at = cast.at + timedelta(days=8)
    assert waits(cast, cast.aiko, at) == []
    remind(at)
    assert waits(cast, cast.aiko, at) == ["Nordbank: Heron"]
    assert waits(cast, cast.noor, at) == waits(cast, cast.omar, at) == waits(cast, cast.ines, at) == []
    over = cast.at + timedelta(days=40 + 15)
    assert waits(cast, cast.aiko, over) == [], "nothing waits that cannot be answered any more"
    give_feedback(link=asked(cast, place)[0], answers=said(made), actor=MACHINE, at=at)
    assert waits(cast, cast.aiko, at) == []


def test_all_silent_clients_of_somebody_are_one_mail_in_their_morning(cast, made):
    first, _second = taking_part(cast, made, buyer(cast, "Nordbank"), buyer(cast, "Hartmann"))
    at = cast.at + timedelta(days=8)
    assert remind(at) == 2
    react_at(at)
    work = Pending.objects.get(task="mail_silence")
    here = work.run_after.astimezone(ZoneInfo("Asia/Tokyo"))
    assert work.run_after >= at
    assert 9 <= here.hour < 12
    assert works_on(here.date(), "Asia/Tokyo")
    (message,) = mails(work.run_after)
    assert (message.to, message.subject) == (["aiko@parley.example"], "Clients that have not answered yet")
    assert "Nordbank: Heron" in message.body
    assert f"/trials/places/{first.pk}/feedback/" in message.body
    assert made.initiative.title not in message.body + message.alternatives[0].content


def test_nobody_is_mailed_of_a_client_that_answered_meanwhile(cast, made, place):
    at = cast.at + timedelta(days=8)
    remind(at)
    react_at(at)
    give_feedback(link=asked(cast, place)[0], answers=said(made), actor=MACHINE, at=at)
    assert mails(at) == []


def test_what_is_about_nothing_is_no_trouble(cast):
    ask_to_sign_in(needed=True, actor=cast.ines, at=cast.at)
    react_at(cast.at)


@pytest.mark.parametrize(
    ("at", "zone", "then"),
    [
        (datetime(2027, 3, 22, 10, tzinfo=UTC), "Europe/London", datetime(2027, 3, 22, 10, tzinfo=UTC)),
        (datetime(2027, 3, 22, 12, tzinfo=UTC), "Europe/London", datetime(2027, 3, 23, 9, tzinfo=UTC)),
        (datetime(2027, 3, 26, 13, tzinfo=UTC), "Europe/London", datetime(2027, 3, 29, 8, tzinfo=UTC)),
        (datetime(2027, 3, 25, 13, tzinfo=UTC), "Asia/Dubai", datetime(2027, 3, 26, 5, tzinfo=UTC)),
        (datetime(2027, 3, 25, 13, tzinfo=UTC), "Asia/Riyadh", datetime(2027, 3, 28, 6, tzinfo=UTC)),
    ],
)
def test_the_next_morning_is_one_of_a_working_day(at, zone, then):
    assert next_morning(at, zone) == then
