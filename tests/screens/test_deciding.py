"""Deciding from the mail: what it says, what its link opens, and how it is not to be abused."""

import logging
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parley.decisions.actions import (
    ask_to_sign_in,
    dissent,
    escalate_decision,
    lean,
    name_deputy,
    put_against,
    revoke_links,
)
from parley.decisions.models import DecidingLink
from parley.decisions.queries import options_of
from parley.decisions.terms import LINK_LASTS, DecisionState
from parley.kernel.spans import today_of
from parley.ledger import outbox
from parley.ledger.models import Entry, Pending
from parley.people.actions import change_person, end_sessions
from parley.project.keeping_quiet import KeysLeftOut
from parley.reactions.worker import Worker
from parley.roadmap.terms import Audience
from tests.cast import Cast
from tests.decisions.made import QUESTION, REASON, decision, moved
from tests.roadmap.made import initiative

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.database]
BECAUSE = "They cannot agree on who waits for the household graph."
SEEN = re.compile(r'name="seen" value="(\w{64})"')


def escalated(cast: Cast, **given: Any) -> "Decision":
    thing = initiative(cast, title="Household graph", audience=Audience.GROUP)
    other = initiative(cast, title="Second screen", audience=Audience.GROUP)
    row = decision(cast, moved(thing), initiatives=[thing, other], **given)
    first = options_of(row)[0]
    lean(decision=row, option=first, would_change="A client that left.", actor=cast.aiko, at=cast.at)
    dissent(decision=row, text="Nobody asked the clients in Japan.", actor=cast.sam, at=cast.at)
    escalate_decision(decision=row, reason=BECAUSE, actor=cast.femi, at=cast.at)
    return row


def mails(*, later: int = 2) -> list[Any]:
    mail.outbox.clear()
    now = timezone.now()
    Worker(clock=lambda: now + timedelta(seconds=later)).work_off()
    assert not outbox.parked()
    return [each for each in mail.outbox if "/decide/" in str(each.body)]


def address_in(message: Any) -> str:
    found = re.search(r"/decide/[\w-]+/", str(message.body))
    assert found
    assert found.group() in message.alternatives[0][0]
    return found.group()


def mailed(cast: Cast, row: "Decision") -> str:
    del row
    (message,) = mails()
    return address_in(message)


def lines_of(message: Any, option: str, until: str) -> int:
    """Count the lines of an option with its title; five and the title at most."""
    said = str(message.body).partition(option)[2].partition(until)[0]
    return len([line for line in said.splitlines() if line.strip()])


def confirm(browser: Client, address: str, row: "Decision", **given: Any) -> Any:
    shown = browser.get(address).content.decode()
    seen = SEEN.search(shown)
    facts = {"option": options_of(row)[0].pk, "reason": REASON, "seen": seen.group(1) if seen else ""} | given
    return browser.post(address, facts)


def test_from_the_mail_to_a_decision(cast: Cast, django_assert_max_num_queries: Any) -> None:
    row = escalated(cast)
    (message,) = mails()
    assert message.to == ["elena@parley.example"]
    assert QUESTION in message.subject
    for words in (
        QUESTION, "1. Audited clients first", "They lose spend every month", "Household graph, window: none → Q3 2087",
        "Asks for what it changes: Household graph: 0 clients (too little evidence)",
        "nobody has said how many team-weeks “Household graph” takes.", "It is advice: you decide",
        "Aiko Tanaka: Audited clients first.",
        "A client that left.", "Sam Okafor: Nobody asked the clients in Japan.", "2. Leave it as it is",
        "Weighed as well: Second screen: 0 clients",
    ):  # fmt: skip
        assert words in message.body, message.body
    assert "Price: " not in message.body, "what is only changed is not what an option takes"
    assert lines_of(message, "1. Audited", "2. Leave") == 1 + 4
    address, stranger = address_in(message), Client()
    for _ in range(3):  # a scanner opens it as often as it likes
        with django_assert_max_num_queries(15):
            answer = stranger.get(address)
        assert answer.status_code == 200
    page = answer.content.decode()
    for words in (QUESTION, "You decide as Elena Brandt.", "Nobody asked the clients in Japan.", "A client that left.",
                  "It changes: Household graph", "It weighs: Second screen"):  # fmt: skip
        assert words in page
    assert page.count("<textarea") + page.count('type="text"') == 1, "one text field"
    for name, value in (("Referrer-Policy", "strict-origin"), ("Cache-Control", "no-store, private")):
        assert answer[name] == value
    refused = confirm(stranger, address, row, reason="Strategic.")
    assert refused.status_code == 422
    assert confirm(stranger, address, row, option="").status_code == 422
    done = confirm(stranger, address, row)
    assert "Elena Brandt decided." in done.content.decode()
    row.refresh_from_db()
    assert row.state is DecisionState.DECIDED
    assert row.settlements.get().reason == REASON


def test_what_an_option_puts_first_is_said_with_what_it_takes_in_five_lines(cast: Cast) -> None:
    graph, screen = (initiative(cast, title, audience=Audience.GROUP) for title in ("Household graph", "Second screen"))
    row = put_against(initiative=graph, other=screen, decide_by=cast.at.date() + timedelta(days=7), actor=cast.noor,
                      at=cast.at)  # fmt: skip
    escalate_decision(decision=row, reason=BECAUSE, actor=cast.femi, at=cast.at)
    (message,) = mails()
    assert "Price: Household graph: Two teams for two quarters, and for it: " in message.body
    assert lines_of(message, "1. Household", "2. Second") == 1 + 5, "a title, and five lines each"


def test_used_it_settles_nothing_and_is_found_nowhere(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    row = escalated(cast)
    address = mailed(cast, row)
    token = address.split("/")[2]
    stranger = Client()
    sent = {"option": options_of(row)[1].pk, "reason": REASON, "seen": "0" * 64}
    assert stranger.post(address, sent).status_code == 409, "without a look"
    assert confirm(stranger, address, row).status_code == 200
    for answer, status in ((stranger.get(address), 410), (stranger.post(address, sent), 409)):
        assert answer.status_code == status
        assert "was used" in answer.content.decode()
        assert QUESTION not in answer.content.decode()
    assert row.settlements.count() == 1
    mails()
    for rows in (Pending, Entry, DecidingLink):
        assert token not in str(list(rows.objects.values()))
    history = cast.browser(cast.elena).get(reverse("decision_history", args=[row.pk])).content.decode()
    assert "from the mail" in history
    assert token not in history
    for record in caplog.records:
        KeysLeftOut().filter(record)
    assert any("/decide/…/" in record.getMessage() for record in caplog.records), "what is refused is logged"
    assert not [record for record in caplog.records if token in record.getMessage()]
    line = logging.LogRecord("x", logging.INFO, "", 1, "100%% of %s", ("/shared/abc/",), None)
    KeysLeftOut().filter(line)
    assert line.getMessage() == "100% of /shared/…/"


def test_it_opens_for_nobody_else_and_not_for_ever(cast: Cast) -> None:
    row = escalated(cast)
    address = mailed(cast, row)
    for person in (cast.ines, cast.femi, cast.omar):
        for answer in (cast.browser(person).get(address), confirm(cast.browser(person), address, row)):
            assert answer.status_code == 404
            assert QUESTION not in answer.content.decode()
    assert Client().get("/decide/" + "x" * 43 + "/").status_code == 404
    assert Client().get(address[:-2] + "/").status_code == 404
    revoke_links(decision=row, actor=cast.femi, at=timezone.now())
    assert "taken back" in Client().get(address).content.decode()
    femi = cast.browser(cast.femi)
    femi.post(reverse("deciding_mail", args=[row.pk]))
    again = mailed(cast, row)
    assert again != address
    assert "Elena Brandt" in femi.get(reverse("deciding_mail", args=[row.pk])).content.decode()
    assert Client().get(again).status_code == 200
    link = DecidingLink.objects.latest("pk")
    assert link.expires_at - link.made_at == LINK_LASTS
    femi.post(reverse("deciding_links_end", args=[row.pk]))
    assert confirm(Client(), again, row).status_code == 409
    assert cast.browser(cast.sam).get(reverse("deciding_mail", args=[row.pk])).status_code == 422


def test_a_changed_brief_says_so_and_needs_a_new_look(cast: Cast) -> None:
    row = escalated(cast)
    address, elena = mailed(cast, row), Client()
    seen = SEEN.search(elena.get(address).content.decode())
    assert seen
    dissent(decision=row, text="The audits moved to autumn.", actor=cast.aiko, at=cast.at)
    answer = confirm(elena, address, row, seen=seen.group(1), reason="Written for minutes, and dear to its author.")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The brief has changed since you looked" in page
    assert "The audits moved to autumn." in page
    assert "Written for minutes" in page, "nothing typed is lost"
    assert "has changed since the mail was sent" in elena.get(address).content.decode()
    assert confirm(elena, address, row).status_code == 200


def test_where_the_company_asks_for_it_one_signs_in_first(cast: Cast) -> None:
    row = escalated(cast)
    address = mailed(cast, row)
    ines = cast.browser(cast.ines)
    assert ines.post(reverse("company_deciding"), {"needed": "on"}).status_code == 302
    answer = Client().get(address)
    assert QUESTION not in answer.content.decode()
    assert f"?next={reverse('deciding', args=[row.pk])}" in answer.content.decode(), "the link itself goes nowhere"
    assert confirm(Client(), address, row).status_code == 403
    elena = cast.browser(cast.elena)
    assert "checked" in ines.get(reverse("company_deciding")).content.decode()
    assert confirm(elena, reverse("deciding", args=[row.pk]), row).status_code == 200
    assert elena.get(address).status_code == 410, "settled meanwhile"
    assert elena.get(reverse("deciding", args=[row.pk])).status_code == 302
    ask_to_sign_in(needed=False, actor=cast.ines, at=cast.at)


def test_a_deputy_is_mailed_and_decides_for_the_decider(cast: Cast) -> None:
    row = decision(cast)
    elena, today = cast.browser(cast.elena), today_of(cast.elena, timezone.now())
    days = {"first": str(today), "last": str(today + timedelta(days=9))}
    answer = elena.post(reverse("deciding_deputy"), {"person": "Petra Novak"} | days)
    assert answer.status_code == 302, answer.content.decode()
    assert "Petra Novak" in elena.get(reverse("deciding_deputy")).content.decode()
    own = elena.post(reverse("deciding_deputy"), {"person": "Elena Brandt"} | days)
    assert 'id="deputy_person_error"' in own.content.decode()
    assert "nothing that a deputy could decide" in cast.browser(cast.aiko).get(reverse("deciding_deputy")).text
    mails()
    escalate_decision(decision=row, reason=BECAUSE, actor=cast.femi, at=cast.at)
    sent = {each.to[0]: each for each in mails()}
    assert set(sent) == {"elena@parley.example", "petra@parley.example"}
    message = sent["petra@parley.example"]
    assert "you decide for Elena Brandt at the moment" in message.body
    address = address_in(message)
    assert "You decide as Petra Novak for Elena Brandt." in Client().get(address).content.decode()
    assert "Petra Novak decided for Elena Brandt." in confirm(Client(), address, row).content.decode()
    settlement = row.settlements.get()
    assert (settlement.settled_by, settlement.instead_of) == (cast.petra, cast.elena)
    assert Client().get(address_in(sent["elena@parley.example"])).status_code == 410
    elena.post(reverse("deciding_deputy_end"))
    assert cast.browser(cast.petra).get(reverse("decision", args=[row.pk])).status_code == 404


def test_signing_out_everywhere_takes_back_what_a_lost_phone_holds(cast: Cast) -> None:
    row = escalated(cast)
    (message,) = mails(later=0)
    address = address_in(message)
    end_sessions(person=cast.elena, actor=cast.elena, at=timezone.now())
    mails()
    assert "taken back" in confirm(Client(), address, row).content.decode()


def test_named_later_a_deputy_is_mailed_what_waits_already(cast: Cast) -> None:
    decision(cast)
    row = escalated(cast)
    mails()
    today = today_of(cast.elena, cast.at)
    name_deputy(person=cast.petra, first=today, last=today, actor=cast.elena, at=cast.at)
    (message,) = mails()
    assert message.to == ["petra@parley.example"]
    assert row.question in message.subject
    page = Client().get(address_in(message)).content.decode()
    assert "an initiative that you may not see, so you cannot decide it yet" in page
    assert "Your reason" not in page


@pytest.mark.parametrize(("language", "words"), [("de", "Guten Tag Elena Brandt"), ("ja", "Elena Brandt様")])
def test_the_mail_speaks_the_deciders_language(cast: Cast, language: str, words: str) -> None:
    _speaks(cast, cast.elena, language)
    escalated(cast)
    (message,) = mails()
    assert words in message.body
    for english in ("Decide it", "Changes:", "Asks for", "Price", "disagrees", "The link settles"):
        assert english not in message.body
        assert english not in message.alternatives[0][0]


def _speaks(cast: Cast, person: "Person", language: str) -> None:
    change_person(
        person=person, name=person.name, email=str(person.email), function=person.function, region=person.region,
        time_zone=person.time_zone, language=language, actor=person, at=cast.at,
    )  # fmt: skip
