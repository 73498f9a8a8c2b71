"""The directory, a person, one's own settings, and leaving."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.ledger.terms import MACHINE
from parley.meetings.terms import Held
from parley.people.actions import add_person, choose_password
from parley.people.models import Person
from tests.cast import Cast
from tests.clients.made import hartmann, said
from tests.meetings.made import initiative
from tests.topics.made import topic

pytestmark = pytest.mark.django_db
LONG = "correct horse battery staple"


def queries_of(browser, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def test_the_directory_is_for_everybody_and_narrows(cast: Cast) -> None:
    browser = cast.browser(cast.omar)
    shown = browser.get("/people/").text
    assert "Aiko Tanaka" in shown
    assert "Grace Gone" not in shown
    found = browser.get("/people/?q=okafor&side=business&region=emea&function=client-services").text
    assert "Sam Okafor" in found
    assert "Aiko Tanaka" not in found
    assert "Nobody fits this" in browser.get("/people/?q=zzz").text
    assert "Grace Gone" in browser.get("/people/?left=1").text


def test_the_directory_asks_the_same_of_few_and_many_and_shows_thirty(cast: Cast) -> None:
    browser = cast.browser(cast.omar)
    few = queries_of(browser, "/people/?q=Okafor")
    for n in range(40):
        add_person(name=f"Kim {n:02}", email=f"kim{n}@parley.example", function=cast.functions["sales"],
                   region=cast.amer, actor=MACHINE, at=cast.at)  # fmt: skip
    assert queries_of(browser, "/people/?q=Kim") == few <= 15
    shown = browser.get("/people/?q=Kim").text
    assert shown.count("Kim ") - shown.count("Kim 3") >= 30
    assert "1 to 30 of 40" in shown
    assert "Kim 39" in browser.get("/people/?q=Kim&page=2").text


def test_names_are_offered_while_typing(cast: Cast) -> None:
    browser = cast.browser(cast.omar)
    assert '<option value="Sam Okafor"' in browser.get("/people/names/?person=oka").text
    add_person(name="Sam Okafor", email="sam2@parley.example", function=None, region=None, actor=MACHINE, at=cast.at)
    assert '<option value="sam2@parley.example"' in browser.get("/people/names/?q=oka").text
    assert browser.get("/people/names/").text.strip() == ""


def test_a_person_shows_groups_and_what_they_brought_as_far_as_the_reader_sees(cast: Cast) -> None:
    topic(cast, cast.sam, "Does consent cover Japan?")
    said(cast, hartmann(cast), "We <b>cannot</b> prove consent.", by=cast.sam)
    address = f"/people/{cast.sam.pk}/"
    theirs, strangers = cast.browser(cast.aiko).get(address).text, cast.browser(cast.omar).get(address).text
    assert "Does consent cover Japan?" in theirs
    assert "Does consent cover Japan?" not in strangers
    for shown in (theirs, strangers):
        assert "We &lt;b&gt;cannot" in shown
        assert "Identity &amp; privacy" in shown
        assert "They are leaving" not in shown
    assert queries_of(cast.browser(cast.ines), address) <= 15


def test_one_changes_ones_own_settings(cast: Cast) -> None:
    browser = cast.browser(cast.sam)
    typed = {"name": "Sam O. Okafor", "time_zone": "Asia/Tokyo", "language": "en"}
    assert browser.post("/settings/", typed).status_code == 302
    assert Person.objects.get(pk=cast.sam.pk).time_zone == "Asia/Tokyo"
    assert "Your settings are kept" in browser.get("/settings/").text
    for bad in ({"time_zone": "Mars/Olympus"}, {"name": ""}, {"name": "a\0b"}, {"language": "xx"}, {"name": "x" * 201}):
        assert browser.post("/settings/", typed | bad).status_code == 422
    assert Person.objects.get(pk=cast.sam.pk).name == "Sam O. Okafor"


def test_each_zone_stands_once_in_the_list_and_ones_own_also_in_an_older_spelling(cast: Cast) -> None:
    browser = cast.browser(cast.sam)
    for own in ("Asia/Calcutta", "Asia/Kolkata"):
        answer = browser.post("/settings/", {"name": "Sam Okafor", "time_zone": own, "language": "en"})
        assert answer.status_code == 302
        page = browser.get("/settings/").text
        assert re.findall(r'<option value="([^"]+)" selected>', page)[:1] == [own]
        assert page.count('value="Asia/Kolkata"') == 1
    assert 'value="Asia/Calcutta"' not in page
    assert 'value="US/Eastern"' not in page


def test_a_new_password_asks_for_the_old_one(cast: Cast) -> None:
    choose_password(person=cast.sam, password=LONG, actor=cast.sam, at=cast.at)
    browser = cast.browser(cast.sam)
    answer = browser.post("/settings/password/", {"before": "wrong", "password": "another long password 9"})
    assert answer.status_code == 422
    assert "not the password you have now" in answer.text
    assert LONG not in answer.text
    weak = browser.post("/settings/password/", {"before": LONG, "password": "short"})
    assert weak.status_code == 422
    assert "too short" in weak.text
    assert (
        browser.post("/settings/password/", {"before": LONG, "password": "another long password 9"}).status_code == 302
    )
    assert Person.objects.get(pk=cast.sam.pk).check_password("another long password 9")


def test_sessions_elsewhere_end(cast: Cast) -> None:
    here, there = cast.browser(cast.sam), cast.browser(cast.sam)
    assert here.post(f"/people/{cast.sam.pk}/sessions/").status_code == 302
    assert here.get("/settings/").status_code == 200
    assert there.get("/settings/").status_code == 302
    assert cast.browser(cast.omar).post(f"/people/{cast.sam.pk}/sessions/").status_code == 422
    assert cast.browser(cast.ines).post(f"/people/{cast.sam.pk}/sessions/").status_code == 302
    assert here.get("/settings/").status_code == 302


def test_leaving_lists_what_is_held_and_refuses_to_orphan_it(cast: Cast) -> None:
    initiative(cast, "Household graph", owner=cast.sam)
    browser = cast.browser(cast.ines)
    address = f"/people/{cast.sam.pk}/leaving/"
    assert "Household graph" in browser.get(address).text
    on = cast.at.date().isoformat()
    refused = browser.post(address, {"on": on})
    assert refused.status_code == 422
    assert "owns an initiative" in refused.text
    assert Person.objects.get(pk=cast.sam.pk).left_on is None
    assert browser.post(address, {"on": "no day", "heir": "nobody at all"}).status_code == 422
    assert browser.post(address, {"on": on, f"heir_{Held.INITIATIVES}": "Noor Haddad"}).status_code == 302
    assert Person.objects.get(pk=cast.sam.pk).left_on == cast.at.date()
    assert "Left on" in browser.get(f"/people/{cast.sam.pk}/").text
    assert browser.post(f"/people/{cast.sam.pk}/return/").status_code == 302
    assert Person.objects.get(pk=cast.sam.pk).left_on is None


def test_leaving_may_leave_a_place_empty_if_that_is_said(cast: Cast) -> None:
    initiative(cast, "Household graph", owner=cast.sam)
    typed = {"on": cast.at.date().isoformat(), "heir": "noor@parley.example", f"empty_{Held.INITIATIVES}": "on"}
    assert cast.browser(cast.ines).post(f"/people/{cast.sam.pk}/leaving/", typed).status_code == 302
    assert not cast.identity.initiatives.exclude(owner=None).exists()


def test_leaving_is_for_product_operations(cast: Cast) -> None:
    browser = cast.browser(cast.femi)
    assert browser.get(f"/people/{cast.sam.pk}/leaving/").status_code == 422
    assert browser.post(f"/people/{cast.sam.pk}/leaving/", {"on": "2026-01-01"}).status_code == 422
    assert browser.post(f"/people/{cast.gone.pk}/return/").status_code == 422
    assert cast.browser(cast.ines).get("/people/987654/leaving/").status_code == 404


def test_the_page_of_leaving_asks_a_bounded_number_of_queries(cast: Cast) -> None:
    for n in range(5):
        initiative(cast, f"Initiative {n}", owner=cast.noor)
    hartmann(cast, manager=cast.noor)
    assert queries_of(cast.browser(cast.ines), f"/people/{cast.noor.pk}/leaving/") <= 15
