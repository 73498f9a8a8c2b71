"""The pages of clients: found, read, added and changed by those who may; a revenue only for those who may see it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.clients.actions import add_client, change_client
from parley.clients.models import Client
from parley.clients.queries import managers_of
from parley.clients.terms import client_ref
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import link_insight
from parley.roadmap.terms import Stance
from parley.voices.actions import credit
from parley.voices.terms import Given
from tests.cast import history
from tests.clients.made import hartmann, said
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db]

FACTS = {"name": "Orbit Media", "region": "", "segment": "", "amount": "1.2m", "currency": "usd", "parent": ""}


def text_of(response):
    return response.content.decode()


def queries_of(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(address).status_code == 200
    return queries


def test_the_list_shows_mine_first_and_finds_by_name(cast):
    add_client(name="Aardvark", region=cast.amer, actor=MACHINE, at=cast.at)
    hartmann(cast)
    page = text_of(cast.browser(cast.aiko).get("/clients/"))
    assert page.index("Hartmann &amp; Söhne") < page.index("Aardvark")
    page = text_of(cast.browser(cast.omar).get("/clients/?q=sohne&region=emea"))
    assert "Hartmann" in page
    assert "Aardvark" not in page
    assert "No client fits" in text_of(cast.browser(cast.omar).get("/clients/?q=sohne&region=apac"))
    assert "Aardvark" not in text_of(cast.browser(cast.aiko).get("/clients/?mine=yes"))


@pytest.mark.parametrize("query", ["q=%00", "q=%25", "region=nowhere", "page=abc", "page=9999", "q=" + "x" * 3000])
def test_the_list_survives_any_question(cast, query):
    hartmann(cast)
    assert cast.browser(cast.omar).get(f"/clients/?{query}").status_code == 200


def test_an_empty_list_says_what_would_be_here(cast):
    assert "Product operations add them" in text_of(cast.browser(cast.omar).get("/clients/"))
    assert "Add the first client" in text_of(cast.browser(cast.ines).get("/clients/"))


@pytest.mark.parametrize("address", ["/clients/", "/clients/{pk}/"])
def test_the_number_of_queries_stays_the_same(cast, address):
    client = hartmann(cast)
    of = initiative(cast)

    def fill(n):
        insight = said(cast, client, f"Point {n}")
        link_insight(initiative=of, insight=insight, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)
        credit(person=cast.aiko, kind=Given.INSIGHT, given=insight.pk, credited_by=client_ref(client.pk),
               actor=MACHINE, at=cast.at)  # fmt: skip
        hartmann(cast, name=f"Client {n}")

    fill(0)
    browser = cast.browser(cast.aiko)
    few = len(queries_of(browser, address.format(pk=client.pk)))
    for n in range(1, 31):
        fill(n)
    assert len(queries_of(browser, address.format(pk=client.pk))) == few
    assert few <= 15


def test_a_client_shows_what_they_said_and_what_became_of_it(cast):
    client = hartmann(cast)
    insight = said(cast, client, "Proof of deletion")
    link_insight(initiative=initiative(cast, "Deletion log"), insight=insight, stance=Stance.SUPPORTS, actor=cast.aiko,
                 at=cast.at)  # fmt: skip
    page = text_of(cast.browser(cast.sam).get(f"/clients/{client.pk}/"))
    assert "Proof of deletion" in page
    assert "Deletion log" in page
    assert "Aiko Tanaka" in page
    stranger = text_of(cast.browser(cast.omar).get(f"/clients/{client.pk}/"))
    assert "Proof of deletion" in stranger
    assert "Deletion log" not in stranger
    assert cast.browser(cast.omar).get("/clients/99999999999999999999/").status_code == 404


@pytest.mark.parametrize(
    ("who", "sees"),
    [("aiko", True), ("noor", True), ("elena", True), ("ines", True), ("omar", False), ("sam", False), ("femi", False)],
)
@pytest.mark.parametrize("address", ["/clients/", "/clients/{pk}/", "/clients/{pk}/facts/", "/insights/"])
def test_a_revenue_leaves_the_database_only_for_those_who_may_see_it(cast, who, sees, address):
    client = hartmann(cast)
    said(cast, client, "Something")
    browser = cast.browser(getattr(cast, who))
    queries = queries_of(browser, address.format(pk=client.pk))
    shown = "1.9m" in text_of(browser.get(address.format(pk=client.pk)))
    assert shown == (sees and address == "/clients/{pk}/")
    if not sees:
        with connection.cursor() as cursor:
            for query in queries:
                if "revenue" in query["sql"]:
                    cursor.execute(query["sql"])
                    assert cursor.fetchall() == []


def test_operations_add_a_client(cast):
    browser = cast.browser(cast.ines)
    answer = browser.post("/clients/new/", FACTS | {"region": cast.amer.pk}, follow=True)
    client = Client.objects.get()
    assert "Orbit Media is added" in text_of(answer)
    assert (client.region, str(client.revenue), client.currency) == (cast.amer, "1200000.00", "USD")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "it cannot stay empty"),
        ({"name": "a\x00b"}, "cannot be kept"),
        ({"name": "x" * 1_000_000}, "at most 200"),
        ({"amount": "lots"}, "is not an amount"),
        ({"currency": "Eur0"}, "at most 3"),
        ({"currency": ""}, "An amount needs its currency"),
        ({"amount": "-5"}, "below nothing"),
        ({"region": "99999"}, "cannot be chosen here"),
        ({"parent": "Nobody"}, "No client is called"),
        ({"name": "hartmann & sohne"}, "is here already"),
    ],
)
def test_what_cannot_be_a_client_is_refused_with_a_sentence(cast, wrong, sentence):
    hartmann(cast)
    answer = cast.browser(cast.ines).post("/clients/new/", FACTS | wrong)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert Client.objects.count() == 1


def test_somebody_who_keeps_no_client_is_told_whom_to_ask(cast):
    client = hartmann(cast)
    browser = cast.browser(cast.omar)
    for answer in (browser.get("/clients/new/"), browser.post("/clients/new/", FACTS),
                   browser.post(f"/clients/{client.pk}/facts/", FACTS),
                   browser.post(f"/clients/{client.pk}/managers/", {"person": "Omar Reyes"})):  # fmt: skip
        assert answer.status_code == 422
        assert "Ask" in text_of(answer)
    assert Client.objects.get().name == "Hartmann & Söhne"
    assert managers_of(client) == [cast.aiko.pk]


def test_an_account_manager_changes_their_client(cast):
    client = hartmann(cast)
    browser = cast.browser(cast.aiko)
    assert 'value="1900000"' in text_of(browser.get(f"/clients/{client.pk}/facts/"))
    answer = browser.post(f"/clients/{client.pk}/facts/", FACTS | {"seen_version": "1"}, follow=True)
    assert "up to date" in text_of(answer)
    assert Client.objects.get().name == "Orbit Media"
    assert "changed name" in history(client_ref(client.pk))[0]


def test_a_stale_change_shows_both(cast):
    client = hartmann(cast)
    change_client(client=client, name="Theirs", region=None, actor=cast.ines, at=cast.at)
    answer = cast.browser(cast.aiko).post(f"/clients/{client.pk}/facts/", FACTS | {"seen_version": "1"})
    assert answer.status_code == 409
    assert "Theirs" in text_of(answer)
    assert "Orbit Media" in text_of(answer)


def test_account_managers_are_named_and_ended(cast):
    client = hartmann(cast)
    browser = cast.browser(cast.aiko)
    browser.post(f"/clients/{client.pk}/managers/", {"person": "omar@parley.example"})
    assert sorted(managers_of(client)) == sorted([cast.aiko.pk, cast.omar.pk])
    answer = browser.post(f"/clients/{client.pk}/managers/", {"person": "Nobody At All"})
    assert answer.status_code == 422
    answer = browser.post(f"/clients/{client.pk}/managers/", {"person_key": cast.aiko.pk})
    assert answer.headers["Location"] == f"/clients/{client.pk}/"
    assert managers_of(client) == [cast.omar.pk]


def test_names_are_offered_while_typing(cast):
    hartmann(cast)
    browser = cast.browser(cast.omar)
    assert 'value="Hartmann &amp; Söhne"' in text_of(browser.get("/clients/names/?client=sohne"))
    assert text_of(browser.get("/clients/names/?client=%00")).strip() == ""
    assert text_of(browser.get("/clients/names/")).strip() == ""


@pytest.mark.parametrize(
    "address", ["/clients/", "/clients/new/", "/clients/1/", "/insights/", "/insights/new/", "/search/"]
)
def test_signed_out_one_is_asked_to_sign_in(db, client, address):
    answer = client.get(address)
    assert answer.status_code == 302
    assert "sign-in" in answer.headers["Location"]
