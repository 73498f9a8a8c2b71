"""The mail to whoever decides: to whom it goes by itself, which of its links work, and what is not mailed any more."""

import re
from datetime import timedelta
from smtplib import SMTPDataError
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parley.decisions.actions import (
    escalate_decision,
    mail_to_decide,
    make_deciding_link,
    name_decider_of,
    name_deputy,
    record_agreement,
    revoke_links,
)
from parley.decisions.models import DecidingLink
from parley.decisions.queries import links_out, options_of
from parley.decisions.terms import decision_ref
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.people.actions import change_person, end_sessions, note_leaving, note_return
from parley.reactions.worker import Worker
from tests.cast import Cast, history
from tests.decisions.made import REASON, decision

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def work_off(later: int = 2) -> None:
    Worker(clock=lambda: timezone.now() + timedelta(seconds=later)).work_off()


def opened() -> list[int]:
    """What each link that was mailed answers."""
    links = [re.search(r"/decide/([^/\s]+)/", str(each.body)) for each in mail.outbox]
    return [Client().get(reverse("decide", args=[link[1]])).status_code for link in links if link]


def to_whom() -> list[str]:
    return sorted(each.to[0].partition("@")[0] for each in mail.outbox if "/decide/" in str(each.body))


class Failing(EmailBackend):
    """A mail server whose first answer is lost, or that refuses the first mail."""

    first: "list[Exception]" = []
    takes = True

    def send_messages(self, messages: Any) -> int:
        if self.first and not self.takes:
            raise self.first.pop()
        done = super().send_messages(messages)
        if self.first:
            raise self.first.pop()
        return done


@pytest.mark.parametrize(("trouble", "links"), [
    (ConnectionResetError("gone before it answered"), 2),
    (TimeoutError("no answer"), 2),
    (SMTPDataError(451, b"try again later"), 1),
    (ConnectionRefusedError("nobody listens"), 1),
])  # fmt: skip
def test_a_link_that_may_have_left_works(cast: Cast, settings: Any, trouble: Exception, links: int) -> None:
    row = decision(cast)
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    Failing.first, Failing.takes = [trouble], links == 2
    mail_to_decide(decision=row, actor=cast.femi, at=timezone.now())
    work_off()
    work_off(later=60)
    assert opened() == [200] * links, "whichever of the two a reader keeps is good"
    assert DecidingLink.objects.count() == links
    assert ("could not mail" in " ".join(history(decision_ref(row.pk)))) is (links == 1)


def test_a_link_works_while_its_person_has_the_address_it_was_mailed_to(cast: Cast) -> None:
    row, person = decision(cast), cast.elena
    token = make_deciding_link(decision=row, person=person, actor=MACHINE, at=timezone.now())
    facts = {each: getattr(person, each) for each in ("name", "function", "region", "time_zone", "language")}
    change_person(person=person, email="elena.new@parley.example", **facts, actor=cast.ines, at=timezone.now())
    page = Client().get(reverse("decide", args=[token]))
    assert page.status_code == 410
    assert "an address you had before" in page.content.decode()
    assert not links_out(row, timezone.now())


def test_what_was_to_be_mailed_before_links_were_taken_back_is_not_mailed(cast: Cast) -> None:
    row = decision(cast)
    mail_to_decide(decision=row, actor=cast.femi, at=timezone.now())
    assert revoke_links(decision=row, actor=cast.femi, at=timezone.now()) == 0
    work_off()
    assert to_whom() == []
    said = f"took back what was still to be mailed to settle [decision:{row.pk}]"
    assert history(decision_ref(row.pk))[0] == said
    mail_to_decide(decision=row, actor=cast.femi, at=timezone.now())
    work_off()
    assert (to_whom(), opened()) == (["elena"], [200])


def test_who_is_signed_out_everywhere_or_leaves_has_no_link_left_that_was_mailed(cast: Cast) -> None:
    row = decision(cast)
    token = make_deciding_link(decision=row, person=cast.elena, actor=MACHINE, at=cast.at)
    mail_to_decide(decision=row, actor=cast.femi, at=timezone.now())
    end_sessions(person=cast.elena, actor=cast.ines, at=timezone.now())
    work_off()
    assert (to_whom(), opened()) == (["elena"], [200]), "no phone that was lost by then has what is mailed later"
    assert Client().get(reverse("decide", args=[token])).status_code == 410
    assert f"took back the mailed link of [person:{cast.elena.pk}] to settle [decision:{row.pk}]" in history(
        decision_ref(row.pk)
    )
    note_leaving(person=cast.elena, on=cast.at.date(), actor=cast.ines, at=timezone.now() + timedelta(seconds=3))
    work_off(later=4)
    note_return(person=cast.elena, actor=cast.ines, at=timezone.now())
    assert opened() == [410]


def test_whoever_decides_next_is_mailed_what_the_group_agreed_on(cast: Cast) -> None:
    agreed, escalated, talked = (decision(cast, question=f"Who goes first {n}?") for n in range(3))
    now: dict[str, Any] = {"actor": cast.femi, "at": timezone.now()}
    record_agreement(decision=agreed, option=options_of(agreed)[0], reason=REASON, **now)
    escalate_decision(decision=escalated, reason="Two want audits, two the graph.", **now)
    work_off()
    assert to_whom() == ["elena", "elena"]
    today = today_of(cast.elena, timezone.now())
    name_deputy(person=cast.petra, first=today, last=today, actor=cast.elena, at=timezone.now())
    work_off()
    assert to_whom() == ["elena", "elena", "petra", "petra"]
    for row in (agreed, escalated, talked):
        name_decider_of(decision=row, person=cast.ravi, actor=cast.elena, at=timezone.now())
    work_off()
    assert to_whom() == ["elena", "elena", "petra", "petra", "ravi", "ravi"]
