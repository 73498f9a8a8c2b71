"""Whoever has to correct something reads it among what waits, and in one mail for all that broke together."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from parley.disclosure.actions import close_correction, remind_of_corrections, replan
from parley.disclosure.actions.telling import Occasion
from parley.disclosure.models import Correction
from parley.kernel.spans import today_of
from parley.ledger import outbox
from parley.ledger.models import Pending
from parley.ledger.terms import MACHINE
from parley.notifications.queries import waiting_counts, waiting_for
from parley.notifications.rules import TOGETHER
from parley.notifications.terms import Waits
from parley.people.actions import choose_reminders, note_away
from parley.reactions.corrections import gather, mail_corrections
from parley.reactions.table import react
from parley.reactions.worker import Worker
from parley.roadmap.terms import Confidence, Horizon, Plan
from tests.disclosure.made import Q3, approved, buyer, drafted, in_build, mia, told

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LATER = Plan(horizon=Horizon.NOW, window=Q3, confidence=Confidence.HIGH)


@pytest.fixture
def broken(cast):
    """Two clients of Aiko's were told, and it slips."""
    row = in_build(cast)
    approved(cast, row)
    for name in ("Nordbank", "Hartmann"):
        told(cast, row, buyer(cast, name))
    replan(initiative=row, plan=LATER, reason="The audits moved to autumn.", actor=cast.noor, at=cast.at)
    return row


def react_to_all():
    for work in list(Pending.objects.filter(task="react").order_by("pk")):
        react(work.payload, timezone.now())
        work.delete()


def mails(at=None):
    """Let the worker gather and mail what is due then, if not now."""
    Pending.objects.exclude(task__endswith="_corrections").delete()
    at = at or timezone.now() + TOGETHER
    Worker(clock=lambda: at).work_off()
    assert not outbox.parked()
    return mail.outbox


def waits(cast, person):
    return [(each.waits, each.title) for each in waiting_for(cast.viewer(person), at=cast.at)]


def test_a_correction_waits_for_who_looks_after_the_client(cast, broken):
    assert waits(cast, cast.aiko) == [
        (Waits.CORRECT, "Nordbank: Consent signals"), (Waits.CORRECT, "Hartmann: Consent signals"),
    ]  # fmt: skip
    assert waiting_counts(cast.viewer(cast.aiko), at=cast.at).all == 2
    assert waits(cast, cast.omar) == []
    html = cast.browser(cast.aiko).get("/").content.decode()
    assert "Correct what you told" in html
    assert "My clients" in html


def test_a_draft_waits_for_who_approves_it(cast):
    row = in_build(cast)
    drafted(cast, row)
    assert waits(cast, mia(cast)) == [(Waits.APPROVE, row.title)]
    assert waits(cast, cast.noor) == waits(cast, cast.lena) == []


def test_all_that_broke_together_is_one_mail_with_names_that_clients_know(cast, broken):
    react_to_all()
    (message,) = mails()
    assert (message.to, message.subject) == (["aiko@parley.example"], "2 clients have to hear a correction")
    assert "- Nordbank: Consent signals, told" in message.body
    assert broken.title not in message.body
    assert "/corrections/" in message.body
    html = message.alternatives[0].content
    assert ("<b>Hartmann</b>" in html, broken.title in html) == (True, False)


def test_what_was_corrected_meanwhile_is_not_mailed(cast, broken):
    react_to_all()
    for row in Correction.objects.all():
        how = Occasion(on=today_of(cast.aiko, cast.at))
        close_correction(correction=row, text=row.text, how=how, actor=cast.aiko, at=cast.at)
    assert mails() == []


def test_a_reminder_is_mailed_and_whoever_chose_none_gets_none(cast, broken):
    react_to_all()
    mails().clear()
    assert remind_of_corrections(actor=MACHINE, at=cast.at + timedelta(days=3)) == 2
    react_to_all()
    assert len(mails()) == 1
    choose_reminders(person=cast.aiko, every=0, actor=cast.aiko, at=cast.at)
    assert remind_of_corrections(actor=MACHINE, at=cast.at + timedelta(days=9)) == 0


def test_a_deputy_is_mailed_too_while_somebody_is_away(cast, broken):
    today = timezone.now().date()
    note_away(person=cast.aiko, first=today - timedelta(days=1), last=today + timedelta(days=7), deputy=cast.sam,
              actor=cast.aiko, at=cast.at)  # fmt: skip
    react_to_all()
    assert [message.to[0] for message in mails()] == ["sam@parley.example"]
    later = timezone.now() + timedelta(days=9)
    assert [message.to[0] for message in mails(later)] == ["sam@parley.example", "aiko@parley.example"]


def test_whoever_goes_away_before_the_mail_is_mailed_when_they_are_back(cast, broken):
    react_to_all()
    today = today_of(cast.aiko, timezone.now())
    days = {"first": today, "last": today + timedelta(days=6), "deputy": None}
    note_away(person=cast.aiko, **days, actor=cast.aiko, at=timezone.now())
    assert mails() == []
    note_away(person=cast.aiko, first=None, last=None, deputy=None, actor=cast.aiko, at=timezone.now())
    assert len(mails(timezone.now() + timedelta(minutes=70))) == 1, "they came back early"


def slipped(cast, title, client, at):
    row = in_build(cast, title)
    approved(cast, row)
    told(cast, row, buyer(cast, client))
    replan(initiative=row, plan=LATER, reason="The audits moved to autumn.", actor=cast.noor, at=at)
    react_to_all()


def test_what_breaks_while_a_mail_is_sent_is_in_the_next_and_in_no_repetition_of_it(cast, broken):
    react_to_all()
    at = timezone.now() + TOGETHER
    Pending.objects.exclude(task="gather_corrections").delete()
    worker = Worker(clock=lambda: at)
    assert worker.one()
    work = Pending.objects.get(task="mail_corrections")
    leased = outbox.take(at=at)
    mail_corrections(work.payload, at)
    slipped(cast, "Receipts", "Tokyo Trust", at + timedelta(seconds=1))
    Pending.objects.filter(task="gather_corrections").update(run_after=at)
    assert worker.one(), "it waits while the first may still be sent"
    mail_corrections(work.payload, at)
    outbox.finish(leased)
    first, again = mail.outbox
    assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]
    assert "Tokyo Trust" not in again.body
    *_, second = mails(at + TOGETHER + timedelta(seconds=1))
    assert "Tokyo Trust" in second.body
    assert len(mail.outbox) == 3
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]


def test_one_that_waited_for_the_server_waits_for_whoever_went_away_meanwhile(cast, broken):
    react_to_all()
    at = timezone.now() + TOGETHER
    gather({"person": cast.aiko.pk, "opened": 1}, at)
    Pending.objects.exclude(task="mail_corrections").delete()
    today = today_of(cast.aiko, at)
    note_away(person=cast.aiko, first=today, last=today, deputy=None, actor=cast.aiko, at=at)
    assert mails(at) == []
    assert len(mails(at + timedelta(days=2))) == 1


def test_settings_say_when_one_is_away_and_how_often_one_is_reminded(cast):
    browser = cast.browser(cast.aiko)
    today = today_of(cast.aiko, cast.at)
    days = {"away_from": (today + timedelta(days=2)).isoformat(), "away_until": (today + timedelta(days=9)).isoformat()}
    assert browser.post("/settings/absence/", days | {"deputy": "aiko@parley.example"}).status_code == 422
    assert browser.post("/settings/absence/", {"away_from": days["away_from"]}).status_code == 422
    assert browser.post("/settings/absence/", days | {"deputy": "sam@parley.example"}).status_code == 302
    assert browser.post("/settings/reminders/", {"remind_every": "7"}).status_code == 302
    assert browser.post("/settings/reminders/", {"remind_every": "99"}).status_code == 422
    cast.aiko.refresh_from_db()
    assert (cast.aiko.deputy, cast.aiko.remind_every) == (cast.sam, 7)
    assert "sam@parley.example" in browser.get("/settings/").content.decode()
    assert browser.post("/settings/absence/", {}).status_code == 302
    cast.aiko.refresh_from_db()
    assert (cast.aiko.away_from, cast.aiko.deputy) == (None, None)
