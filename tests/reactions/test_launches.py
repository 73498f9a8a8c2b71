"""After a launch has come, who is to hear of it is found by itself, and whoever tells them gets one mail."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parley.disclosure.models.launching import Announcement
from parley.disclosure.terms import Closing, Told, Words
from parley.kernel.mornings import works_on
from parley.kernel.spans import today_of
from parley.ledger.models import Entry, Pending
from parley.ledger.queries import entry_told
from parley.reactions.launches import mail_announcements, open_launches_come, plan_reminders, see_to_launches
from parley.reactions.table import react
from parley.reactions.tasks import TASKS
from parley.roadmap.terms import Stage
from parley.seeds.files import take_in
from tests.disclosure.launched import asking, day, in_launch, moved, planned, there_from
from tests.disclosure.made import approved, buyer, in_build, told

pytestmark = pytest.mark.django_db
SAYS = Words(None, "It is there: your account shows the switch.")


def react_to_all(at=None):
    while works := list(Pending.objects.filter(task="react").order_by("pk")):
        for work in works:
            react(work.payload, at or timezone.now())
            work.delete()


def come(at):
    """What the worker does on a day: what it plans, and what was planned, one initiative after another."""
    open_launches_come(at)
    plan_reminders(at)
    for task in ("open_announcements_of", "remind_announcements_of"):
        for work in list(Pending.objects.filter(task=task).order_by("pk")):
            TASKS[task].do(work.payload, at)
            work.delete()


def mails():
    for work in list(Pending.objects.filter(task="mail_announcements")):
        mail_announcements(work.payload, timezone.now())
        work.delete()
    return mail.outbox


def waiting():
    return set(Announcement.objects.filter(closed_at=None).values_list("client__name", flat=True))


@pytest.fixture
def moved_on(cast):
    """Two clients ask for what is planned for today, and it is moved to launch."""
    row = in_launch(cast)
    clients = [asking(cast, row, name) for name in ("Nordbank", "Hartmann")]
    moved(cast, row)
    approved(cast, row, SAYS)
    return row, clients


@pytest.mark.database
def test_a_move_to_launch_opens_them_once_and_is_one_mail(cast, moved_on):
    react_to_all()
    assert waiting() == {"Nordbank", "Hartmann"}
    assert Announcement.objects.count() == 2
    (message,) = mails()
    assert (message.to, message.subject) == (["aiko@parley.example"], "2 clients to tell what is there")
    assert f"- {moved_on[0].title}: 2 clients to tell" in message.body
    assert "/announcements/" in message.body
    react_to_all()
    assert len(mails()) == 1


def test_a_day_that_comes_opens_them_and_again_changes_nothing(cast):
    row = in_build(cast)
    planned(cast, row)
    there_from(cast, row, day(cast, 2))
    asking(cast, row)
    moved(cast, row)
    react_to_all()
    come(cast.at + timedelta(days=1))
    assert waiting() == set()
    for days in (2, 3, 30):
        come(cast.at + timedelta(days=days))
        assert waiting() == {"Nordbank"}
    assert Announcement.objects.count() == 1
    asking(cast, row, "Hartmann")
    come(cast.at + timedelta(days=40))  # who asks for it then is told as of anything that is live
    assert waiting() == {"Nordbank"}


def test_a_day_that_is_set_late_opens_them_too(cast):
    row = in_build(cast)
    asking(cast, row)
    planned(cast, row)
    moved(cast, row)
    react_to_all()
    assert waiting() == set()
    there_from(cast, row, day(cast, -1))
    react_to_all()
    assert waiting() == {"Nordbank"}


def test_live_without_a_plan_opens_them_everywhere(cast):
    row = in_build(cast)
    asking(cast, row)
    asking(cast, row, "Tokyo Trust", region=cast.apac)
    moved(cast, row, Stage.LIVE)
    react_to_all()
    assert waiting() == {"Nordbank", "Tokyo Trust"}


def test_nobody_is_mailed_of_what_has_no_words_yet(cast):
    row = in_launch(cast)
    asking(cast, row)
    moved(cast, row)
    react_to_all()
    assert waiting() == {"Nordbank"}
    assert mails() == []


def test_the_mail_counts_only_whom_something_may_be_told(cast, moved_on):
    row, (theirs, _other) = moved_on
    approved(cast, row, SAYS, whom=Told.NAMED_CLIENTS, clients=[theirs, buyer(cast, "Other")])
    react_to_all()
    (message,) = mails()
    assert message.subject == "A client to tell that something is there"
    assert f"- {row.title}: 1 client to tell" in message.body


def test_nobody_is_mailed_of_words_for_elsewhere(cast, moved_on):
    approved(cast, moved_on[0], Words(cast.apac.pk, SAYS.text))
    react_to_all()
    assert waiting() == {"Nordbank", "Hartmann"}
    assert mails() == []


def test_the_mail_comes_in_a_working_morning_of_whoever_tells(cast):
    row = in_launch(cast)
    asking(cast, row, manager=cast.omar)
    moved(cast, row)
    approved(cast, row, SAYS)
    midnight = cast.at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)  # in UTC
    react_to_all(midnight)
    work = Pending.objects.get(task="mail_announcements")
    there = work.run_after.astimezone(ZoneInfo(cast.omar.time_zone))
    assert (there.hour, there.minute) == (9, 0)
    assert works_on(there.date(), cast.omar.time_zone)
    assert there.date() >= midnight.date()


def test_each_initiative_is_seen_to_in_a_transaction_of_its_own(cast, moved_on):
    row = in_launch(cast, title="Clean rooms")
    client = asking(cast, row, "Bolt")
    moved(cast, row)
    approved(cast, row, SAYS)
    open_launches_come(cast.at)
    planned = Pending.objects.filter(task="open_announcements_of")
    assert sorted(each.payload["initiative"] for each in planned) == sorted([row.pk, moved_on[0].pk])
    assert waiting() == set()
    come(cast.at)
    assert waiting() == {"Nordbank", "Hartmann", client.name}
    come(cast.at + timedelta(days=3))
    assert Announcement.objects.filter(reminded_at=cast.at + timedelta(days=3)).count() == 3


def test_letting_more_people_know_asks_no_more(cast, moved_on):
    def asked(number):
        for each in range(number):
            asking(cast, moved_on[0], f"Client {number}-{each}")
        come(cast.at)
        opening = entry_told(Entry.objects.latest("pk").pk)
        with CaptureQueriesContext(connection) as queries:
            see_to_launches(opening, cast.at)
        return len(queries)

    asked(1)
    assert asked(2) == asked(9)


def test_nobody_is_mailed_once_all_were_told(cast, moved_on):
    react_to_all()
    now = timezone.now()
    for client in moved_on[1]:
        told(cast, moved_on[0], client, on=today_of(cast.aiko, now), at=now)
    assert waiting() == set()
    assert mails() == []


def test_a_client_that_left_is_told_no_more(cast, moved_on):
    react_to_all()
    client = moved_on[1][0]
    take_in({"clients": [{"key": client.key, "name": client.name, "left_on": day(cast).isoformat()}]}, at=cast.at)
    react_to_all()
    assert waiting() == {"Hartmann"}
    assert Announcement.objects.get(client=client).closing is Closing.LEFT
