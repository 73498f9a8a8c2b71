"""Share cards on screen: looking logs nothing, handing over is the statement, a link shows the card alone."""

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pypdf import PdfReader

from parley.disclosure.actions import withdraw_words
from parley.disclosure.models import ShareLink, Statement
from parley.disclosure.terms import Card, CardItem, Means, Told, Words
from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.ledger.models import Entry
from parley.screens.disclosure.paper import pdf_of
from parley.screens.paper import wrapped
from tests.disclosure.made import PROMISE, approved, buyer, in_build

pytestmark = [pytest.mark.django_db]
VISIT = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def client(cast):
    return buyer(cast)


@pytest.fixture
def row(cast):
    row = in_build(cast)
    approved(cast, row)
    return row


def text_of(answer):
    return answer.content.decode()


def form_of(page: str) -> dict[str, Any]:
    """What the card's form would send."""
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen
    return {"initiative": re.findall(r'name="initiative" value="(\d+)"', page), "seen": seen[1], "to_whom": "Ms Berg"}


def hand(cast, client, way: str, person=None, **other: Any):
    browser = cast.browser(person or cast.aiko)
    form = form_of(text_of(browser.get(f"/clients/{client.pk}/card/")))
    return browser.post(f"/clients/{client.pk}/{way}/", form | other)


def link_of(cast, client) -> str:
    found = re.search(r"/shared/[\w-]{43}/", text_of(hand(cast, client, "links")))
    assert found
    return found[0]


def text_in(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


class TestCard:
    def test_looking_shows_the_card_and_logs_nothing(self, cast, client, row):
        before = Entry.objects.count()
        page = text_of(cast.browser(cast.aiko).get(f"/clients/{client.pk}/card/"))
        assert "second quarter of 2087" in page
        assert PROMISE.text in page
        assert "Valid until" in page
        assert row.title not in page.partition("<article")[2].partition("</article>")[0]
        assert (Statement.objects.count(), Entry.objects.count()) == (0, before)

    def test_one_initiative_or_all(self, cast, client, row):
        other = in_build(cast, "Household graph")
        approved(cast, other, Words(None, "In the making."), name="Households")
        browser = cast.browser(cast.aiko)
        page = text_of(browser.get(f"/clients/{client.pk}/card/?initiative={other.pk}"))
        assert form_of(page)["initiative"] == [str(other.pk)]
        assert PROMISE.text not in page
        page = text_of(browser.get(f"/clients/{client.pk}/card/?initiative=999999"))
        assert "Nothing may be told to Nordbank about this now" in page
        assert 'name="initiative"' not in page

    def test_nothing_to_tell_is_said_with_a_next_step(self, cast, client):
        assert "no words are in force for them" in text_of(cast.browser(cast.omar).get(f"/clients/{client.pk}/card/"))

    def test_a_client_that_is_not_there(self, cast):
        for path in ("card/", "links/"):
            assert cast.browser(cast.aiko).get(f"/clients/999/{path}").status_code == 404
        for path in ("card/text/", "card/pdf/", "links/", "links/1/end/"):
            assert cast.browser(cast.aiko).post(f"/clients/999/{path}").status_code == 404

    def test_the_number_of_queries_does_not_grow(self, cast, client, row):
        def queries(address):
            with CaptureQueriesContext(connection) as found:
                assert browser.get(address).status_code == 200
            return len(found)

        browser, link = cast.browser(cast.aiko), link_of(cast, client)
        pages = (f"/clients/{client.pk}/card/", f"/clients/{client.pk}/links/", link)
        before = {each: queries(each) for each in pages}
        for n in range(9):
            approved(cast, in_build(cast, f"Thing {n}"), Words(None, "In the making."), name=f"Thing {n}")
        more = [link_of(cast, client) for _n in range(9)]
        assert {each: queries(each) for each in pages} == before
        assert queries(more[-1]) == before[link]


class TestHandingOver:
    def test_copying_gives_the_text_and_logs_it(self, cast, client, row):
        page = text_of(hand(cast, client, "card/text"))
        assert "It is logged that they were told" in page
        assert "Consent signals\nPlanned for the second quarter of 2087.\nWhen: second quarter of 2087\n" in page
        told = Statement.objects.get()
        assert (told.means, told.to_whom, told.by, told.told_on) == (
            Means.COPY, "Ms Berg", cast.aiko, today_of(cast.aiko, timezone.now()),
        )  # fmt: skip
        hand(cast, client, "card/text")
        assert Statement.objects.count() == 1

    def test_a_pdf_holds_the_card(self, cast, client, row):
        answer = hand(cast, client, "card/pdf")
        assert answer["Content-Type"] == "application/pdf"
        named = answer["Content-Disposition"]
        assert named.startswith('attachment; filename="Consent signals, ')
        assert named.endswith(f'{today_of(cast.aiko, cast.at).year}.pdf"')
        assert "Planned for the second quarter of 2087. When: second quarter of 2087" in text_in(answer.content)
        assert Statement.objects.get().means == Means.CARD

    def test_letters_that_cannot_be_printed_are_refused_before_anything_is_logged(self, cast, client, row):
        approved(cast, row, Words(None, "שלום, planned."))
        answer = hand(cast, client, "card/pdf")
        assert answer.status_code == 422
        assert "The PDF cannot write “שלום”" in text_of(answer)
        assert not Statement.objects.exists()
        assert hand(cast, client, "card/text").status_code == 200

    def test_words_that_changed_are_shown_beside_what_was_read(self, cast, client, row):
        browser = cast.browser(cast.aiko)
        form = form_of(text_of(browser.get(f"/clients/{client.pk}/card/")))
        approved(cast, row, Words(None, "Later than we said."))
        for way in ("card/text", "card/pdf", "links"):
            answer = browser.post(f"/clients/{client.pk}/{way}/", form)
            assert answer.status_code == 409
            assert "Later than we said." in text_of(answer)
            assert PROMISE.text in text_of(answer)
        withdraw_words(initiative=row, reason="The vendor we build on left.", actor=cast.noor, at=cast.at)
        answer = browser.post(f"/clients/{client.pk}/links/", form)
        assert answer.status_code == 422
        assert "there is no card" in text_of(answer)
        assert not Statement.objects.exists()

    def test_a_day_that_has_not_come_is_refused(self, cast, client, row):
        answer = hand(cast, client, "links", told_on=(cast.at + timedelta(days=3)).date().isoformat())
        assert answer.status_code == 422
        assert "They cannot have been told on a day that has not come" in text_of(answer)
        assert not ShareLink.objects.exists()

    def test_what_one_may_not_tell_is_not_handed_over(self, cast, client):
        hidden = in_build(cast, "Household graph", audience="group", stage="beta", window=None, confidence=None)
        approved(cast, hidden, Words(None, "In testing."), whom=Told.NAMED_CLIENTS, clients=[client])
        form = {"initiative": [hidden.pk], "seen": ""}
        answer = cast.browser(cast.omar).post(f"/clients/{client.pk}/card/text/", form)
        assert answer.status_code == 422
        assert "In testing." not in text_of(answer)
        assert not Statement.objects.exists()


class TestLink:
    def test_it_shows_the_card_to_a_stranger_and_is_kept_by_nobody(self, cast, client, row):
        answer = Browser().get(link_of(cast, client))
        page = text_of(answer)
        assert answer.status_code == 200
        assert PROMISE.text in page
        assert "second quarter of 2087" in page
        assert answer["X-Robots-Tag"].startswith("noindex")
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "no-store, private"
        assert '<meta name="robots" content="noindex' in page
        assert not answer.cookies
        for word in ("Nordbank", row.title, "Parley<", "Aiko", "Berg", 'href="/'):
            assert word not in page.replace('href="/static', ""), word

    def test_unknown_ended_and_expired_links_answer_alike(self, cast, client, row):
        link, other = link_of(cast, client), link_of(cast, client)
        stranger = Browser()
        unknown = stranger.get("/shared/" + "x" * 43 + "/")
        made = ShareLink.objects.order_by("pk")
        cast.browser(cast.noor).post(f"/clients/{client.pk}/links/{made[0].pk}/end/")
        ended = stranger.get(link)
        with time_machine.travel(cast.at + timedelta(days=40)):
            expired = stranger.get(other)
        answers = [(each.status_code, text_of(each), each["X-Robots-Tag"]) for each in (unknown, ended, expired)]
        assert answers[0] == answers[1] == answers[2]
        assert unknown.status_code == 404
        assert stranger.post(link + "views/", {"visit": VISIT}).status_code == 404

    def test_words_that_do_not_hold_any_more_are_not_shown(self, cast, client, row):
        other = in_build(cast, "Household graph")
        approved(cast, other, Words(None, "In the making."), name="Households")
        link = link_of(cast, client)
        approved(cast, row, Words(None, "Later than we said."))
        page = text_of(Browser().get(link))
        assert "In the making." in page
        assert "Something else stood here" in page
        assert "Later" not in page
        assert "Consent" not in page
        withdraw_words(initiative=other, reason="The vendor we build on left.", actor=cast.noor, at=cast.at)
        answer = Browser().get(link)
        assert answer.status_code == 410
        assert "What stood here no longer holds" in text_of(answer)
        assert "making" not in text_of(answer)
        assert "data-views" not in text_of(answer)

    def test_a_look_counts_once_a_visit_and_opening_counts_nothing(self, cast, client, row):
        link, stranger = link_of(cast, client), Browser(enforce_csrf_checks=True)
        entries = Entry.objects.count()
        for _n in range(3):
            stranger.get(link)
            stranger.head(link)
        assert (ShareLink.objects.get().views, Entry.objects.count()) == (0, entries)
        for visit in (VISIT, VISIT, "f" * 32, "short", "f" * 65):
            stranger.post(link + "views/", {"visit": visit})
        assert ShareLink.objects.get().views == 2
        assert "Looked at 2 times" in text_of(cast.browser(cast.aiko).get(f"/clients/{client.pk}/links/"))

    def test_a_script_cannot_drive_the_figure_up(self, cast, client, row):
        link, stranger = link_of(cast, client), Browser()
        for n in range(30):
            assert stranger.post(link + "views/", {"visit": f"{n:032}"}).status_code == 204
        assert ShareLink.objects.get().views == 10
        for n in range(100):
            stranger.post(link + "views/", {"visit": f"{n + 50:032}"}, REMOTE_ADDR=f"10.0.0.{n}")
        assert ShareLink.objects.get().views <= 60

    def test_a_colleague_looking_is_no_view(self, cast, client, row):
        link = link_of(cast, client)
        assert "count-view" in text_of(Browser().get(link))
        assert "count-view" not in text_of(cast.browser(cast.noor).get(link))

    def test_who_sees_and_ends_links(self, cast, client, row):
        link_of(cast, client)
        made = ShareLink.objects.get()
        page = f"/clients/{client.pk}/links/"
        assert "No link yet that you see" in text_of(cast.browser(cast.omar).get(page))
        assert cast.browser(cast.omar).post(f"{page}{made.pk}/end/").status_code == 404
        for person in (cast.aiko, cast.noor, cast.ines):
            assert "Consent signals" in text_of(cast.browser(person).get(page))
        assert cast.browser(cast.noor).post(f"{page}{made.pk}/end/", follow=True).status_code == 200
        made.refresh_from_db()
        assert made.ended_by == cast.noor


def test_long_words_and_japanese_are_broken_where_they_may_be() -> None:
    def measure(line: str) -> float:
        return float(len(line))

    assert wrapped("one two three", 8, measure) == ["one two", "three"]
    assert wrapped("abcdefghij", 4, measure) == ["abcd", "efgh", "ij"]
    assert wrapped("同意です、「はい」と。", 5, measure) == ["同意です、", "「はい」", "と。"]
    assert wrapped("a\n\nb", 4, measure) == ["a", "", "b"]
    assert wrapped("Vera Keller、Zoe（Tan）", 11, measure) == ["Vera", "Keller、Zoe", "（Tan）"]  # noqa: RUF001 - as above


def test_a_card_of_one_thing_fits_on_a_page_and_holds_german_and_japanese() -> None:
    text = "Größe und Straße: „geplant“ für ŁÓDŹ. 同意シグナルは2027年上半期に提供予定です。" * 20
    item = CardItem("N" * 120, text[:1000], "first half of 2027", date(2027, 1, 31))
    reader = PdfReader(io.BytesIO(pdf_of(Card("Northlight", date(2026, 11, 9), (item,)))))
    assert len(reader.pages) == 1
    found = "".join(reader.pages[0].extract_text().split())
    assert "".join(text[:1000].split()) in found
    many = Card("Northlight", date(2026, 11, 9), (item,) * 9)
    pages = PdfReader(io.BytesIO(pdf_of(many))).pages
    assert "Page 1 of" in pages[0].extract_text()
    assert sum("When: first half of 2027" in each.extract_text() for each in pages) >= len(pages) - 1


@pytest.mark.parametrize("text", ["שלום", "مرحبا", "สวัสดี", "한국", "\U0001f600", "नमस्ते", "q\u0307"])
def test_a_script_without_letters_here_is_refused_and_never_printed_as_boxes(text: str) -> None:
    with pytest.raises(Refused, match="The PDF cannot write"):
        pdf_of(Card("Northlight", date(2026, 11, 9), (CardItem("A", text, "", date(2027, 1, 31)),)))
