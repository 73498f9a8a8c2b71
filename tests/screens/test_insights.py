"""The pages of what clients said: noted in two fields from any page, listed, linked to what it speaks for."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.clients.actions import add_client
from parley.clients.models import Insight
from parley.ledger.terms import MACHINE
from parley.roadmap.actions import link_insight
from parley.roadmap.queries import links_of
from parley.roadmap.terms import Stance
from tests.clients.made import hartmann, said
from tests.roadmap.made import initiative

pytestmark = [pytest.mark.django_db]


def text_of(response):
    return response.content.decode()


def note(cast, **other):
    return {
        "client": "hartmann & sohne",
        "text": "Proof of deletion",
        "said_on": (cast.at - timedelta(days=1)).date().isoformat(),
    } | other


def test_two_fields_note_what_a_client_said(cast):
    client = hartmann(cast)
    answer = cast.browser(cast.omar).post("/insights/new/", note(cast), follow=True)
    insight = Insight.objects.get()
    assert (insight.client, insight.text, insight.author) == (client, "Proof of deletion", cast.omar)
    assert answer.redirect_chain == [(f"/clients/{client.pk}/", 302)]
    assert f'<a href="/insights/{insight.pk}/">See it</a>' in text_of(answer)
    again = cast.browser(cast.omar).post("/insights/new/", note(cast), follow=True)
    assert "to have said this already" in text_of(again)
    assert Insight.objects.count() == 1


def test_the_form_knows_where_one_comes_from(cast):
    client = hartmann(cast)
    of = initiative(cast, "Deletion log")
    browser = cast.browser(cast.sam)
    assert 'value="Hartmann &amp; Söhne"' in text_of(browser.get(f"/insights/new/?client={client.pk}"))
    assert 'value="Deletion log"' in text_of(browser.get(f"/insights/new/?initiative={of.pk}"))
    stranger = text_of(cast.browser(cast.omar).get(f"/insights/new/?initiative={of.pk}"))
    assert "Deletion log" not in stranger
    for query in ("client=x", "client=99999999999999999999", "initiative=0", "back=//evil.example"):
        page = browser.get(f"/insights/new/?{query}")
        assert page.status_code == 200


def test_an_initiative_is_linked_in_the_same_go_and_one_lands_back(cast):
    hartmann(cast)
    of = initiative(cast, "Deletion log")
    answer = cast.browser(cast.sam).post(
        "/insights/new/",
        note(cast, initiative="deletion", on_behalf_of="Omar Reyes", back=f"/initiatives/{of.pk}/"),
    )
    assert answer.headers["Location"] == f"/initiatives/{of.pk}/"
    (link,) = links_of(of.pk)
    assert (link.stance, link.insight.on_behalf_of) == (Stance.SUPPORTS, cast.omar)


def test_one_lands_back_on_the_page_one_came_from(cast):
    hartmann(cast)
    browser = cast.browser(cast.sam)
    page = text_of(browser.get("/insights/new/", headers={"Referer": "http://testserver/meetings/?page=2"}))
    assert 'name="back" value="/meetings/?page=2"' in page
    for other in ("http://evil.example/meetings/", "http://testserver/insights/new/?client=1", "nonsense"):
        assert "meetings/?page" not in text_of(browser.get("/insights/new/", headers={"Referer": other}))
    answer = browser.post("/insights/new/", note(cast, back="/meetings/?page=2"))
    assert answer.headers["Location"] == "/meetings/?page=2"


def test_one_never_lands_on_another_site(cast):
    client = hartmann(cast)
    for back in ("https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"):
        answer = cast.browser(cast.sam).post("/insights/new/", note(cast, back=back))
        assert answer.headers["Location"] == f"/clients/{client.pk}/"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"client": "Hartman & Sonne"}, "Did you mean “Hartmann &amp; Söhne”?"),
        ({"client": "Zzz"}, "No client is called “Zzz”"),
        ({"client": "a\x00"}, "cannot be kept"),
        ({"text": ""}, "it cannot stay empty"),
        ({"text": "x" * 1_000_000}, "at most 5000"),
        ({"said_on": "tomorrow"}, "is no day Parley can read"),
        ({"said_on": "2099-01-01"}, "has not come"),
        ({"said_on": "0001-01-01"}, "between the years 2000 and 2100"),
        ({"initiative": "Nothing"}, "You see no initiative"),
        ({"initiative": "Deletion log"}, "You see no initiative"),
        ({"on_behalf_of": "Nobody"}, "Nobody here is called"),
    ],
)
def test_what_cannot_be_noted_is_refused_with_a_sentence(cast, wrong, sentence):
    hartmann(cast)
    initiative(cast, "Deletion log")
    answer = cast.browser(cast.omar).post("/insights/new/", note(cast, **wrong))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Insight.objects.exists()


def test_namesakes_are_told_apart(cast):
    for region, key in ((cast.emea, "1"), (cast.apac, "2")):
        add_client(name="Acme", region=region, source="crm", key=key, actor=MACHINE, at=cast.at)
    browser = cast.browser(cast.omar)
    answer = browser.post("/insights/new/", note(cast, client="Acme"))
    assert "“Acme (EMEA)”, “Acme (APAC)”" in text_of(answer)
    browser.post("/insights/new/", note(cast, client="Acme (APAC)"))
    assert Insight.objects.get().client.region == cast.apac


def test_the_list_is_narrowed(cast):
    client = hartmann(cast)
    linked, loose = said(cast, client, "Linked words"), said(cast, client, "Loose words", by=cast.sam)
    link_insight(initiative=initiative(cast), insight=linked, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)
    browser = cast.browser(cast.sam)

    def shown(query):
        page = text_of(browser.get(f"/insights/?{query}"))
        return [each.text for each in (linked, loose) if each.text in page]

    assert shown("") == ["Linked words", "Loose words"]
    assert shown("show=mine") == ["Loose words"]
    assert shown("show=unlinked") == ["Loose words"]
    assert shown("area=identity") == ["Linked words"]
    assert shown("area=reporting") == []
    assert shown("region=apac") == []
    assert shown("region=x&area=%00&show=y&page=z") == ["Linked words", "Loose words"]


def test_a_stranger_sees_a_link_to_what_is_hidden_as_none(cast):
    insight = said(cast, hartmann(cast), "Linked words")
    link_insight(initiative=initiative(cast, "Deletion log"), insight=insight, stance=Stance.SUPPORTS, actor=cast.aiko,
                 at=cast.at)  # fmt: skip
    browser = cast.browser(cast.omar)
    assert "Linked words" in text_of(browser.get("/insights/?show=unlinked"))
    assert "Linked words" not in text_of(browser.get("/insights/?area=identity"))
    for address in ("/insights/", f"/insights/{insight.pk}/"):
        assert "Deletion log" not in text_of(browser.get(address))
    assert "Deletion log" in text_of(cast.browser(cast.sam).get(f"/insights/{insight.pk}/"))


def test_the_number_of_queries_stays_the_same(cast):
    client = hartmann(cast)
    of = initiative(cast)

    def fill(n):
        insight = said(cast, client, f"Point {n}")
        link_insight(initiative=of, insight=insight, stance=Stance.SUPPORTS, actor=cast.aiko, at=cast.at)

    def count(address):
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            browser.get(address)
        return len(queries)

    fill(0)
    browser = cast.browser(cast.aiko)
    few = count("/insights/")
    for n in range(1, 31):
        fill(n)
    assert count("/insights/") == few <= 15
    assert count(f"/insights/{Insight.objects.latest('pk').pk}/") <= 15
    assert count("/insights/new/") <= 15


def test_linking_and_undoing_it(cast):
    insight = said(cast, hartmann(cast), "Words")
    of = initiative(cast, "Deletion log")
    address = f"/insights/{insight.pk}/links/"
    sam, omar = cast.browser(cast.sam), cast.browser(cast.omar)
    assert omar.post(address, {"initiative": "Deletion log", "stance": "supports"}).status_code == 422
    assert sam.post(address, {"initiative": "Deletion log", "stance": "hates"}).status_code == 422
    assert not links_of(of.pk)
    answer = sam.post(address, {"initiative": "Deletion log", "stance": "contradicts"}, follow=True)
    assert "Linked to “Deletion log”" in text_of(answer)
    assert links_of(of.pk).get().stance is Stance.CONTRADICTS
    assert omar.post(f"{address}{of.pk}/end/").status_code == 404
    assert cast.browser(cast.femi).post(f"{address}{of.pk}/end/").status_code == 422
    sam.post(f"{address}{of.pk}/end/")
    assert not links_of(of.pk)


def test_initiatives_are_offered_only_to_those_who_see_them(cast):
    initiative(cast, "Deletion log")
    assert "Deletion log" in text_of(cast.browser(cast.sam).get("/insights/initiatives/?initiative=del"))
    assert "Deletion log" not in text_of(cast.browser(cast.omar).get("/insights/initiatives/?initiative=del"))


@pytest.mark.parametrize("address", ["/insights/0/", "/insights/99999999999999999999/"])
def test_what_is_not_there_is_not_found(cast, address):
    assert cast.browser(cast.omar).get(address).status_code == 404
