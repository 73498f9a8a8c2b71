"""Signing in: by password, by a link sent by mail, as one of the sample's cast; and being signed out."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from parley.ledger.terms import MACHINE
from parley.meetings.actions import hand_over_everything
from parley.people.actions import choose_password, make_link, note_leaving
from parley.people.queries import sample_is_loaded
from parley.people.terms import person_ref
from parley.reactions.worker import Worker
from tests.cast import Cast, history

pytestmark = pytest.mark.django_db
LONG = "correct horse battery staple"
# What must never be followed after signing in: other hosts, other schemes, and what browsers make of these.
ELSEWHERE = (
    "https://evil.example", "http://evil.example/", "//evil.example", "///evil.example", "////evil.example",
    "/\\evil.example",
    "\\/evil.example", "\\\\evil.example", "/\t/evil.example", "\t//evil.example", "/\n/evil.example",
    "\n//evil.example", " //evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x",
    "vbscript:x", "http:evil.example", "https:/evil.example", "http:///evil.example", "https:evil.example",
    "ftp://evil.example", "evil.example", "@evil.example", "//user@evil.example", "//evil.example\\@parley.example",
    "/\r/evil.example", "\x00//evil.example", "//evil%E3%80%82example", "mailto:a@evil.example",
    "\u2028//evil.example", "//[::1]/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_tries_before() -> None:
    cache.clear()


def with_password(cast: Cast) -> dict[str, str]:
    choose_password(person=cast.sam, password=LONG, actor=cast.sam, at=cast.at)
    return {"email": "Sam@Parley.example", "password": LONG}


def test_a_password_signs_in_and_goes_where_one_wanted(cast: Cast) -> None:
    typed = with_password(cast)
    browser = Client()
    answer = browser.get("/people/")
    assert answer.headers["Location"] == "/sign-in/?next=/people/"
    shown = browser.get(answer.headers["Location"])
    assert 'name="next" value="/people/"' in shown.text
    answer = browser.post("/sign-in/", typed | {"next": "/people/?q=a"})
    assert answer.headers["Location"] == "/people/?q=a"
    assert browser.get("/people/").status_code == 200
    assert history(person_ref(cast.sam.pk))[0] == "signed in by password"
    assert browser.get("/sign-in/").headers["Location"] == "/"


@pytest.mark.parametrize("password", ["", "wrong horse battery staple", "a\0b", "x" * 501])
def test_a_wrong_password_is_a_sentence(cast: Cast, password: str) -> None:
    typed = with_password(cast) | {"password": password}
    answer = Client().post("/sign-in/", typed)
    assert answer.status_code == 422
    assert "parley" not in answer.cookies


def test_nobody_learns_whether_an_email_is_here(cast: Cast) -> None:
    said = []
    for email in ("sam@parley.example", "nobody@parley.example", "gone@parley.example"):
        answer = Client().post("/sign-in/", {"email": email, "password": "a wrong password"})
        assert answer.status_code == 422
        said.append(re.sub(r'value="[^"]*"', "", answer.text))
    assert len(set(said)) == 1
    sent = [Client().post("/sign-in/links/", {"email": email}).text.replace(email, "") for email in
            ("sam@parley.example", "nobody@parley.example")]  # fmt: skip
    assert sent[0] == sent[1]


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_signing_in_never_leads_elsewhere(cast: Cast, wanted: str) -> None:
    token = make_link(person=cast.sam, actor=MACHINE, at=timezone.now())
    answer = Client().post(f"/sign-in/links/{token}/", {"next": wanted})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"


def test_there_are_thirty_ways_elsewhere() -> None:
    assert len(set(ELSEWHERE)) >= 30


def test_a_link_by_mail_signs_in_once(cast: Cast) -> None:
    browser = Client()
    answer = browser.post("/sign-in/links/", {"email": "sam@parley.example", "next": "/people/"})
    assert "a link is on its way" in answer.text
    Worker().work_off()
    sent = [each for each in mail.outbox if each.to == ["sam@parley.example"]]
    assert len(sent) == 1
    found = re.search(r"http\S+/sign-in/links/\S+", str(sent[0].body))
    assert found
    address = found[0].partition("8000")[2] or re.sub(r"^https?://[^/]+", "", found[0])
    assert "next=/people/" in address.replace("%2F", "/")
    for _ in range(2):  # opening never uses it up
        shown = browser.get(address)
        assert shown.status_code == 200
        assert "Sign in as Sam Okafor" in shown.text
    answer = browser.post(address.partition("?")[0], {"next": "/people/"})
    assert answer.headers["Location"] == "/people/"
    assert browser.get("/people/").status_code == 200
    again = Client().post(address)
    assert again.status_code == 422
    assert "Ask for a new one" in again.text
    assert Client().get(address).status_code == 404


def test_too_many_tries_are_told_to_wait(cast: Cast) -> None:
    typed = with_password(cast) | {"password": "wrong"}
    browser = Client()
    answers = [browser.post("/sign-in/", typed).status_code for _ in range(21)]
    assert answers == [422] * 20 + [429]
    assert browser.post("/sign-in/", with_password(cast)).status_code == 429
    assert browser.post("/sign-in/links/", {"email": "sam@parley.example"}).status_code == 200


def test_right_passwords_are_not_counted_and_clear_the_wrong_ones(cast: Cast) -> None:
    typed = with_password(cast)
    for _ in range(2):
        wrong = [Client().post("/sign-in/", typed | {"password": "wrong"}).status_code for _ in range(15)]
        assert wrong == [422] * 15
        assert Client().post("/sign-in/", typed).status_code == 302
    assert [Client().post("/sign-in/", typed).status_code for _ in range(25)] == [302] * 25


@pytest.mark.once
@pytest.mark.parametrize("proxies", [0, 1])
def test_a_forged_address_does_not_begin_anew(cast: Cast, settings: Any, proxies: int) -> None:
    settings.TRUSTED_PROXIES = proxies
    typed = {"email": "sam@parley.example", "password": "wrong"}
    seen = "" if proxies == 0 else ", 203.0.113.9"  # what the proxy adds
    forged = [{"X-Forwarded-For": f"198.51.100.{n}{seen}"} for n in range(200)]
    answers = [Client().post("/sign-in/", typed, headers=each).status_code for each in forged]
    assert answers == [422] * 20 + [429] * 180


def test_behind_a_proxy_each_address_is_counted_by_itself(cast: Cast, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    typed = {"email": "sam@parley.example", "password": "wrong"}
    for n in (1, 2):
        answers = [
            Client().post("/sign-in/", typed, headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code
            for _ in range(21)
        ]
        assert answers == [422] * 20 + [429]


@pytest.mark.once
def test_one_address_does_not_lock_an_email_out_elsewhere(cast: Cast) -> None:
    typed = with_password(cast)
    for _ in range(150):
        Client(REMOTE_ADDR="203.0.113.9").post("/sign-in/", typed | {"password": "wrong"})
    assert Client().post("/sign-in/", typed).status_code == 302


@pytest.mark.once
def test_one_email_tried_from_many_addresses_keeps_its_links(cast: Cast, settings: Any) -> None:
    typed = with_password(cast)
    answers = [
        Client(REMOTE_ADDR=f"203.0.113.{n}").post("/sign-in/", typed | {"password": "wrong"}).status_code
        for n in range(105)
    ]
    assert answers == [422] * 100 + [429] * 5
    assert Client().post("/sign-in/links/", {"email": "sam@parley.example"}).status_code == 200


def test_ten_links_an_hour_are_sent_to_one_email_whoever_asks(cast: Cast) -> None:
    answers = [
        Client(REMOTE_ADDR=f"203.0.113.{n}").post("/sign-in/links/", {"email": f"{'sS'[n % 2]}am@parley.example"})
        for n in range(12)
    ]
    assert [each.status_code for each in answers] == [200] * 10 + [429] * 2
    assert "those sent before still work" in answers[-1].text


def test_whoever_left_is_signed_out_at_once(cast: Cast) -> None:
    browser = cast.browser(cast.sam)
    assert browser.get("/people/").status_code == 200
    hand_over_everything(leaver=cast.sam, heirs={}, on=cast.at.date(), actor=cast.ines, at=cast.at)
    assert browser.get("/people/").headers["Location"].startswith("/sign-in/")
    typed = {"email": "sam@parley.example", "password": LONG}
    assert Client().post("/sign-in/", typed).status_code == 422


def test_a_new_password_ends_other_sessions(cast: Cast) -> None:
    here, elsewhere = cast.browser(cast.sam), cast.browser(cast.sam)
    answer = here.post("/settings/password/", {"password": LONG})
    assert answer.status_code == 302
    assert here.get("/people/").status_code == 200
    assert elsewhere.get("/people/").status_code == 302


def test_what_a_form_sent_after_the_session_ended_leads_back_to_its_page(cast: Cast) -> None:
    stranger = Client()
    own, strange = "http://testserver/topics/1/?show=all", "http://evil.example/topics/1/"
    for referer, back in ((own, "/topics/1/"), (strange, "/"), ("", "/")):
        answer = stranger.post("/topics/1/comments/", {"text": "So?"}, headers={"referer": referer})
        assert answer.status_code == 302
        assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [back]
    stranger.force_login(cast.sam)
    assert "what you sent was not kept" in stranger.get("/").text


def test_a_place_that_only_takes_forms_leads_to_its_page(cast: Cast) -> None:
    browser = cast.browser(cast.sam)
    for address, page in (
        ("/topics/23/comments/", "/topics/23/"),
        ("/meetings/389/minutes/", "/meetings/389/"),
        ("/company/administrators/", "/company/"),
        ("/news/read/", "/"),
    ):
        answer = browser.get(address)
        assert (answer.status_code, answer["Location"]) == (302, page)


def test_signing_out_needs_a_form_and_forgets(cast: Cast) -> None:
    browser = cast.browser(cast.sam)
    assert browser.get("/sign-out/").status_code == 302
    answer = browser.post("/sign-out/")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert browser.get("/people/").status_code == 302


def test_the_cast_is_offered_in_the_sample_alone(cast: Cast, settings: Any) -> None:
    assert not sample_is_loaded()
    assert Client().get("/sign-in/cast/").status_code == 404
    assert Client().post("/sign-in/cast/", {"person": "sam"}).status_code == 404
    assert "/sign-in/cast/" not in Client().get("/sign-in/").text


def test_in_the_sample_one_continues_as_one_of_the_cast(db: None, settings: Any) -> None:
    from parley.people.actions import add_person  # noqa: PLC0415 - the sample's people, without loading it all
    from parley.people.terms import SAMPLE_ADMINISTRATOR  # noqa: PLC0415

    now: dict[str, Any] = {"actor": MACHINE, "at": timezone.now()}
    for key, name in ((SAMPLE_ADMINISTRATOR, "Ines Costa"), ("sam", "Sam Okafor"), ("noor", "Noor Haddad")):
        added = add_person(name=name, email=f"{name[0]}@x.example", function=None, region=None, key=key, **now)
    settings.SAMPLE_ALLOWED = True
    browser = Client()
    shown = browser.get("/sign-in/cast/")
    assert "Sam Okafor" in shown.text
    assert browser.post("/sign-in/cast/", {"person": "sam"}).headers["Location"] == "/"
    assert "Sam Okafor" in browser.get("/settings/").text
    assert browser.post("/sign-in/cast/", {"person": SAMPLE_ADMINISTRATOR}).status_code == 302
    assert browser.post("/sign-in/cast/", {"person": "nobody"}).status_code == 404
    note_leaving(person=added, on=timezone.localdate(), **now)
    assert browser.post("/sign-in/cast/", {"person": "noor"}).status_code == 404
    settings.SAMPLE_ALLOWED = False
    assert browser.get("/sign-in/cast/").status_code == 404


def test_each_field_of_the_page_has_a_mark_of_its_own(db: None) -> None:
    marks = re.findall(r'\bid="([^"]+)"', Client().get("/sign-in/").text)
    assert len(marks) == len(set(marks))
