"""A published decision is mailed to each once, with every reason, the clients who asked, and what they may hear."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parley.decisions.actions import publish_decision, settle_decision
from parley.decisions.models import Decision
from parley.decisions.queries import contributions_to, options_of
from parley.disclosure.terms import Words
from parley.ledger import outbox
from parley.ledger.terms import MACHINE
from parley.people.actions import add_person, change_person, choose_quiet_hours, note_away
from parley.people.models import Person
from parley.roadmap.actions import link_insight
from parley.roadmap.models import Initiative
from parley.roadmap.terms import Audience, Stance
from parley.voices.actions import follow
from tests.cast import Cast
from tests.clients.made import said
from tests.decisions.made import QUESTION, REASON, decision, moved
from tests.disclosure.made import approved, buyer, in_build, told
from tests.reactions.later import work_off

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def asked_for(cast: Cast, found: Initiative, name: str, manager: Person) -> Any:
    """A client whose account manager noted that they ask for an initiative."""
    client = buyer(cast, name, manager=manager)
    insight = said(cast, client, f"{name} cannot prove consent.", by=manager)
    link_insight(initiative=found, insight=insight, stance=Stance.SUPPORTS, actor=cast.noor, at=cast.at)
    return client


def settled(cast: Cast, *about: Initiative, later: bool = False) -> Decision:
    made = decision(cast, *([moved(about[0])] if later else []), initiatives=list(about))
    settle_decision(decision=made, option=options_of(made)[0], reason=REASON, actor=cast.elena, at=cast.at)
    return Decision.objects.get(pk=made.pk)


def publish(cast: Cast, made: Decision) -> None:
    gifts = [gift for each in contributions_to(cast.viewer(cast.femi), made) for gift in each.gifts]
    publish_decision(decision=made, credits=gifts, actor=cast.femi, at=timezone.now())


def mailed() -> dict[str, list[Any]]:
    """Who was mailed about the decision, with each of their mails."""
    work_off()
    assert not outbox.parked()
    found: dict[str, list[Any]] = {}
    for each in mail.outbox:
        if QUESTION in each.subject and not each.subject.startswith("To decide"):
            found.setdefault(each.to[0].partition("@")[0], []).append(each)
    return found


def test_whoever_has_several_reasons_reads_one_mail_that_names_them_all(cast: Cast) -> None:
    found = in_build(cast)
    client = asked_for(cast, found, "Nordbank", cast.sam)
    follow(thread=found.thread, following=True, actor=cast.sam, at=cast.at)
    follow(thread=found.thread, following=True, actor=cast.femi, at=cast.at)
    approved(cast, found, Words(None, "We work on consent signals."))
    told(cast, found, client)
    publish(cast, settled(cast, found, later=True))
    found_mails = mailed()
    assert "femi" not in found_mails, "who publishes it knows"
    (message,) = found_mails["sam"]
    assert message.subject == f"Decided, with credit to you: {QUESTION}"
    for words in (
        "What you noted from a client was part of this decision",
        "Clients whom you look after asked for what it is about.",
        "You follow it, or something that it is about.",
        "Nordbank asked for: Consent signals in every bid request",
        "We work on consent signals.",
        REASON,
        "Q3 2087",
    ):
        assert words in message.body
        assert words in message.alternatives[0][0].replace("&#39;", "'")
    everybody = [each.extra_headers["Message-ID"] for some in found_mails.values() for each in some]
    assert len(set(everybody)) == len(everybody)
    assert "You settled it" in found_mails["elena"][0].body


def test_where_a_statement_broke_the_mail_says_that_a_correction_waits(cast: Cast) -> None:
    found = in_build(cast)
    client = asked_for(cast, found, "Nordbank", cast.sam)
    asked_for(cast, found, "Elbkredit", cast.sam)
    approved(cast, found)
    told(cast, found, client)
    publish(cast, settled(cast, found, later=True))
    body = mailed()["sam"][0].body
    nordbank = body[body.index("Nordbank asked") :].partition("\n\n")[0]
    elbkredit = body[body.index("Elbkredit asked") :].partition("\n\n")[0]
    assert "A correction waits" in nordbank
    assert "A correction waits" not in elbkredit
    assert "Nothing may be said to them about it today." in elbkredit, "its words promise a time that has moved"


def test_nobody_is_told_what_they_may_not_see(cast: Cast) -> None:
    found, hidden = in_build(cast), in_build(cast, "Household graph v2", audience=Audience.GROUP)
    for each in (found, hidden):
        asked_for(cast, each, f"Client of {each.title}", cast.omar)
    publish(cast, settled(cast, found, hidden))
    told_of = mailed()
    assert "omar" not in told_of, "it weighs what he may not see"
    assert "elena" in told_of


def test_whoever_stands_in_for_an_account_manager_is_told_instead_too(cast: Cast) -> None:
    found = in_build(cast)
    asked_for(cast, found, "Nordbank", cast.sam)
    today = cast.at.date()
    note_away(person=cast.sam, first=today - timedelta(days=2), last=today + timedelta(days=2), deputy=cast.aiko,
             actor=cast.sam, at=cast.at)  # fmt: skip
    publish(cast, settled(cast, found))
    assert "Nordbank asked for" in mailed()["aiko"][0].body


def test_it_is_told_in_the_language_of_whoever_reads_it(cast: Cast) -> None:
    found = in_build(cast)
    asked_for(cast, found, "Nordbank", cast.sam)
    change_person(person=cast.sam, name=cast.sam.name, function=cast.sam.function, region=cast.emea,
                  time_zone="Europe/Berlin", language="de", actor=MACHINE, at=cast.at)  # fmt: skip
    publish(cast, settled(cast, found))
    body = mailed()["sam"][0].body
    assert "Was Ihre Kunden heute hören dürfen" in body
    assert "asked for" not in body


def test_three_hundred_followers_make_no_transaction_longer(cast: Cast) -> None:
    counted = []
    for n in (0, 30):
        found = in_build(cast, f"Initiative {n}")
        for k in range(n):
            person = add_person(name=f"Person {k}", email=f"p{k}@parley.example", function=cast.functions["sales"],
                                region=cast.emea, time_zone="UTC", actor=MACHINE, at=cast.at)  # fmt: skip
            choose_quiet_hours(person=person, first=None, until=None, actor=person, at=cast.at)
            follow(thread=found.thread, following=True, actor=person, at=cast.at)
        made = settled(cast, found)
        with CaptureQueriesContext(connection) as asked:
            publish(cast, made)
        counted.append(len(asked))
    assert counted[0] == counted[1]
    assert len([name for name in mailed() if name.startswith("p")]) == 30


def test_today_names_the_clients_who_asked(cast: Cast) -> None:
    found = in_build(cast)
    client = asked_for(cast, found, "Nordbank", cast.omar)
    publish(cast, settled(cast, found))
    mailed()
    for page in ("/", f"/decisions/{Decision.objects.latest('pk').pk}/"):
        shown = cast.browser(cast.omar).get(page).content.decode()
        assert QUESTION in shown
        asked = shown[shown.index("Your clients who asked:") :].partition("</p>")[0]
        assert f'href="/clients/{client.pk}/"' in asked
        assert "Your clients who asked:" not in cast.browser(cast.petra).get(page).content.decode()
