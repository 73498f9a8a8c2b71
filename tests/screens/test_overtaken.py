"""Whoever comes too late reads what happened beside what they typed; why it came back stands where it is decided."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from parley.decisions.actions import (
    escalate_decision,
    name_decider_of,
    name_deputy,
    send_back,
    settle_decision,
)
from parley.decisions.models import DecidingLink, Decision
from parley.decisions.queries import options_of
from parley.decisions.terms import decision_ref
from parley.disclosure.actions import replan
from parley.kernel.spans import today_of, window_of
from parley.ledger.models import Pending
from parley.reactions.worker import Worker
from parley.roadmap.terms import Horizon, Plan
from tests.cast import Cast, history
from tests.decisions.made import REASON, decision, moved
from tests.roadmap.made import initiative
from tests.screens.decision_pages import post, read
from tests.screens.test_deciding import BECAUSE, SEEN, address_in, escalated, mails

pytestmark = pytest.mark.django_db
MINE = "Written for minutes, and dear to its author."
BACK = "It names a client that few may know."


def settle(cast: Cast, row: Decision, by: Any = None) -> None:
    settle_decision(decision=row, option=options_of(row)[0], reason=REASON, actor=by or cast.elena, at=timezone.now())


def test_why_it_came_stands_in_the_mail_and_on_the_pages(cast: Cast, django_assert_max_num_queries: Any) -> None:
    row = escalated(cast)
    (message,) = mails(later=0)
    for text in (message.body, message.alternatives[0][0], read(cast, cast.sam, "decision", row.pk)):
        assert BECAUSE in text
    assert BECAUSE in Client().get(address_in(message)).text
    settle(cast, row)
    send_back(decision=row, reason=BACK, actor=cast.femi, at=timezone.now())
    (message,) = mails()
    address = address_in(message)
    with django_assert_max_num_queries(15):
        page = Client().get(address).text
    for text in (message.body, message.alternatives[0][0], page, read(cast, cast.elena, "decision", row.pk)):
        for words in (BACK, "What had been decided: Audited clients first", REASON, BECAUSE):
            assert words in text, words
    assert "this came back before it was published" in message.body
    noor = read(cast, cast.noor, "decision", row.pk)
    assert "Femi Adeyemi knows why" in noor
    assert BACK not in noor
    assert BACK not in read(cast, cast.sam, "decision", row.pk)


def test_a_second_window_gets_both(cast: Cast) -> None:
    row = decision(cast)
    elena, one_page = cast.browser(cast.elena), reverse("deciding", args=[row.pk])
    seen = SEEN.search(elena.get(one_page).text)
    settle(cast, row)
    sent: dict[str, Any] = {"option": options_of(row)[1].pk, "reason": MINE, "seen": seen and seen[1], "version": 1}
    for address in (one_page, reverse("decision_settlement", args=[row.pk])):
        answer = elena.post(address, sent)
        assert answer.status_code == 409
        for words in ("Elena Brandt decided it on ", REASON, MINE, "Leave it as it is"):
            assert words in answer.text, words
    name_deputy(person=cast.sam, first=today_of(cast.elena, cast.at), last=today_of(cast.elena, cast.at),
                actor=cast.elena, at=cast.at)  # fmt: skip
    assert "decides for Elena Brandt at the moment" not in read(cast, cast.femi, "decision", row.pk)
    assert row.settlements.count() == 1


def test_a_deputy_and_a_replaced_decider_keep_what_they_wrote(cast: Cast) -> None:
    row, today = decision(cast), today_of(cast.elena, cast.at)
    name_deputy(person=cast.sam, first=today, last=today, actor=cast.elena, at=cast.at)
    assert "decides for Elena Brandt at the moment" in read(cast, cast.aiko, "decision", row.pk)
    escalate_decision(decision=row, reason=BECAUSE, actor=cast.femi, at=cast.at)
    links = {each.to[0]: address_in(each) for each in mails()}
    sent: dict[str, Any] = {"option": options_of(row)[1].pk, "reason": MINE, "seen": "0" * 64, "version": 1}
    settle(cast, row)
    answer = Client().post(links["sam@parley.example"], sent)
    assert answer.status_code == 409
    assert "Elena Brandt decided it on " in answer.text
    assert MINE in answer.text
    assert REASON not in answer.text, "who is not signed in reads no reason"
    assert REASON in cast.browser(cast.sam).post(links["sam@parley.example"], sent).text
    other = decision(cast)
    name_decider_of(decision=other, person=cast.ravi, actor=cast.elena, at=cast.at)
    answer = cast.browser(cast.elena).post(reverse("deciding", args=[other.pk]), sent)
    assert answer.status_code == 409
    assert "Somebody else decides this now" in answer.text
    assert MINE in answer.text
    name_decider_of(decision=other, person=cast.elena, actor=cast.ravi, at=cast.at)
    answer = cast.browser(cast.ravi).post(reverse("deciding", args=[other.pk]), sent)
    gone = cast.browser(cast.ravi).post(reverse("deciding", args=[99_999]), sent)
    assert answer.status_code == gone.status_code == 404
    assert MINE in answer.text
    assert MINE in gone.text, "of what is there no more than of what is not"


def test_an_old_page_that_publishes_is_told_first_what_happened(cast: Cast) -> None:
    row = decision(cast)
    settle(cast, row)
    row.refresh_from_db()
    post(cast, cast.femi, "decision_publication", row.pk, version=row.version)
    for person in (cast.femi, cast.elena):
        answer = post(cast, person, "decision_publication", row.pk, version=row.version)
        assert answer.status_code == 409
        assert "It was published on " in answer.text


def test_a_facilitator_publishes_what_is_possible_and_sends_back_what_is_not(cast: Cast) -> None:
    thing = initiative(cast, window=window_of("Q2 2087"))
    row = decision(cast, moved(thing))
    settle(cast, row)
    assert "Publish this decision" in read(cast, cast.femi, "decision", row.pk)
    elena = read(cast, cast.elena, "decision", row.pk)
    assert "Publish this decision" not in elena
    assert "whoever decides does not do both" in elena
    assert "Take it back, to decide again" in elena
    assert "Let it drop" in elena
    assert "Escalated <span" in elena, "it was agreed on, or decided at once"
    plan = Plan(horizon=Horizon.NOW, window=window_of("Q4 2087"), confidence=None)
    replan(initiative=thing, plan=plan, reason="The audit takes longer.", actor=cast.noor, at=cast.at)
    femi = read(cast, cast.femi, "decision", row.pk)
    assert "Publish this decision" not in femi
    assert "Send it back first" in femi
    assert "Let it drop" not in femi
    assert "Change it, and it starts again" not in femi


def test_a_link_whose_mail_is_not_sent_is_undone(cast: Cast) -> None:
    row = escalated(cast)
    nobody_listens = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
    with override_settings(**nobody_listens, EMAIL_PORT=1):
        Worker(clock=lambda: timezone.now() + timedelta(seconds=2)).work_off()
    assert not DecidingLink.objects.exists()
    told = history(decision_ref(row.pk))
    assert f"could not mail [person:{cast.elena.pk}] what is needed to settle [decision:{row.pk}]" in told
    assert not [each for each in told if each.startswith("mailed")]
    page = read(cast, cast.femi, "deciding_mail", row.pk)
    assert "None is out" in page
    Pending.objects.filter(task="mail_decision").delete()
    post(cast, cast.femi, "deciding_mail", row.pk)
    (message,) = mails()
    assert message.to == ["elena@parley.example"]
    assert "to Elena Brandt, sent " in read(cast, cast.femi, "deciding_mail", row.pk)
    assert history(decision_ref(row.pk))[0].startswith("mailed")
