"""A mail that is posted, the form that waits with its words, and the domains on a client's page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parley.clients.actions import keep_domain
from parley.clients.models import ClientDomain, Insight
from parley.ledger.models import Pending
from parley.notifications.models.letters import ReceivedLetter
from parley.notifications.terms.letters import MOST_READ
from parley.topics.terms import topic_ref
from parley.voices.models import Comment
from tests.cast import Cast
from tests.clients.made import hartmann
from tests.notifications.mailed import address, answer, sent_on
from tests.notifications.test_letters import take
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db]
SECRET = "s" * 40


def post(mail: bytes, *, secret: str = f"Bearer {SECRET}", **given):
    return Client(enforce_csrf_checks=True).post(
        "/mail-in/", mail, content_type="message/rfc822", headers={"Authorization": secret}, **given
    )


@pytest.fixture
def secret(settings) -> None:
    settings.MAIL_IN_SECRET = SECRET


@pytest.mark.usefixtures("secret")
@pytest.mark.database
def test_a_posted_mail_is_taken_once(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "parley")
    mail = answer(address(cast, cast.aiko, topic_ref(topic(cast, cast.aiko).pk)))
    first, second = post(mail), post(mail)
    assert (first.status_code, first.content) == (200, f"Taken from person {cast.aiko.pk}: comment.\n".encode())
    assert (second.status_code, second.content.startswith(b"Left alone: ")) == (200, True)
    assert first["Content-Type"].startswith("text/plain")
    said = [each.getMessage() for each in caplog.records if each.name.startswith("parley.screens.letters")]
    assert said == [f"A posted mail: {each.content.decode().strip()}" for each in (first, second)]
    assert Comment.objects.get().author == cast.aiko


@pytest.mark.usefixtures("secret")
def test_a_recipient_may_stand_beside_the_mail(cast: Cast) -> None:
    to = address(cast, cast.aiko, topic_ref(topic(cast, cast.aiko).pk))
    headers = {"Authorization": f"Bearer {SECRET}", "X-Recipient": to}
    Client().post("/mail-in/", answer("list@localhost"), content_type="message/rfc822", headers=headers)
    assert Comment.objects.get().author == cast.aiko


@pytest.mark.usefixtures("secret")
def test_what_proves_nobody_needs_no_other_try(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "parley")
    for mail in (answer("parley@localhost"), b"", b"\xff\0", b"From: x"):
        assert post(mail).status_code == 200
    assert not ReceivedLetter.objects.exists()
    assert caplog.text.count("A posted mail is left alone: ") == 4


@pytest.mark.usefixtures("secret")
@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer ", f"Basic {SECRET}", f"Bearer {SECRET}x", f"Bearer {SECRET[1:]}", "é"]
)
def test_without_the_secret_nothing_is_there(cast: Cast, given: str) -> None:
    mail = answer(address(cast, cast.aiko, topic_ref(topic(cast, cast.aiko).pk)))
    assert post(mail, secret=given).status_code == 404
    assert cast.browser(cast.ines).get("/mail-in/").status_code == 404
    assert not Comment.objects.exists()


def test_where_no_secret_is_set_nothing_is_there(cast: Cast) -> None:
    for given in ("", "Bearer", "Bearer ", "Bearer x"):
        assert post(b"From: x\n\nHello", secret=given).status_code == 404


@pytest.mark.usefixtures("secret")
def test_only_a_mail_of_a_bearable_size_is_read(cast: Cast) -> None:
    assert post(b"x" * (MOST_READ + 1)).status_code == 413
    assert Client().get("/mail-in/", headers={"Authorization": f"Bearer {SECRET}"}).status_code in {302, 405}


def test_the_form_waits_with_the_words_for_whoever_sent_them_on(cast: Cast) -> None:
    client = hartmann(cast)
    take(cast, answer(address(cast, cast.aiko), sent_on(day="2 Mar 2026")))
    key = Pending.objects.get(task="gather_letters").payload["letter"]
    page = cast.browser(cast.aiko).get(f"/insights/new/?letter={key}&client={client.pk}").content.decode()
    assert "We cannot prove consent in the audits." in page
    assert "Hartmann &amp; Söhne" in page
    assert "2026-03-02" in page
    for other in (cast.sam, cast.ines):
        assert "audits" not in cast.browser(other).get(f"/insights/new/?letter={key}").content.decode()
    for odd in ("x", "0", "9" * 30, "-1"):
        assert cast.browser(cast.aiko).get(f"/insights/new/?letter={odd}").status_code == 200
    given = {"client": "Hartmann & Söhne", "text": "We cannot prove consent in the audits.", "said_on": "2026-03-02"}
    assert cast.browser(cast.aiko).post("/insights/new/", given).status_code == 302
    assert Insight.objects.get().author == cast.aiko


def test_ones_address_to_send_mail_on_to_is_said_where_somebody_takes_it(cast: Cast, settings) -> None:
    browser = cast.browser(cast.aiko)
    assert "parley+" not in browser.get("/insights/new/").content.decode()
    settings.EMAIL_ANSWERED = True
    assert address(cast, cast.aiko) in browser.get("/insights/new/").content.decode()
    assert address(cast, cast.aiko) not in cast.browser(cast.sam).get("/insights/new/").content.decode()


@pytest.mark.database
def test_a_clients_domains_are_kept_on_its_page(cast: Cast) -> None:
    client = hartmann(cast)
    browser, at = cast.browser(cast.aiko), f"/clients/{client.pk}/domains/"
    page = browser.post(at, {"domain": "@Hartmann.example"}, follow=True).content.decode()
    assert "Mail from hartmann.example is noted for Hartmann &amp; Söhne" in page
    assert "@hartmann.example" in page
    refused = browser.post(at, {"domain": "anna@gmail.com"})
    assert refused.status_code == 422
    assert "Anybody can have an address at gmail.com" in refused.content.decode()
    assert 'value="anna@gmail.com"' in refused.content.decode()
    row = ClientDomain.objects.get()
    assert "@hartmann.example" in cast.browser(cast.sam).get(f"/clients/{client.pk}/facts/").content.decode()
    for data in ({"domain": "other.example"}, {"domain_key": row.pk}):
        assert cast.browser(cast.sam).post(at, data).status_code == 422
    assert ClientDomain.objects.count() == 1
    assert browser.post("/clients/999999/domains/", {"domain": "x.example"}).status_code == 404
    browser.post(at, {"domain_key": row.pk})
    assert not ClientDomain.objects.exists()
    assert browser.post(at, {"domain_key": "9" * 30}).status_code == 302


def test_many_domains_cost_no_more_queries(cast: Cast) -> None:
    client = hartmann(cast)
    browser, counts = cast.browser(cast.aiko), []
    for n in range(20):
        keep_domain(client=client, domain=f"d{n}.example", actor=cast.aiko, at=cast.at)
        if n in {0, 19}:
            browser.get(f"/clients/{client.pk}/facts/")
            with CaptureQueriesContext(connection) as queries:
                browser.get(f"/clients/{client.pk}/facts/")
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
