"""A trial with the right clients: planned and asked for at a desk, nominated and answered with one thumb."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Served, Visitor
from tests.journeys.test_chain import somebody
from tests.journeys.test_deciding import Thumb
from tests.journeys.test_every_page import faults_of
from tests.voices import hostile

pytestmark = pytest.mark.journey
PHONE = {"width": 360, "height": 740}
MOST_TAPS = 3  # to nominate a client, from the page of the trial
CODE_NAME, TITLE = "Bluebird", "Consent signals in every bid request"


def on_a_phone(chromium: Browser, served: Served) -> Visitor:
    """Somebody on a phone, signed in as nobody."""
    return Visitor(chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True), served)


def fits(page: Page, what: str) -> None:
    """Nothing is wider than the phone, and axe finds nothing."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], what
    assert not faults_of(page, what, "on a phone")


def test_a_client_is_nominated_in_three_taps_and_answers_with_one_thumb(chromium: Browser, served: Served) -> None:
    noor = somebody(chromium, served, "Noor Haddad")
    noor.go("/trials/")
    noor.page.get_by_role("link", name=CODE_NAME).click()
    trial = re.sub(r"^.*(/trials/\d+/).*$", r"\1", noor.page.url)
    noor.page.get_by_role("link", name="See who would fit").first.click()
    expect(noor.page.locator("main")).to_contain_text("Do they stand for all?")
    assert not faults_of(noor.page, "the cohort", "Noor Haddad")

    jonas = on_a_phone(chromium, served)
    jonas.become("Jonas Weber")
    invitation = nominated_and_invited(jonas, trial)
    client = on_a_phone(chromium, served)
    says_yes(client, invitation)
    answers(client, link_to_questions(jonas))
    noor.go(f"{trial}results/")
    expect(noor.page.locator("main")).to_contain_text("of 7")
    for visitor in (noor, jonas, client):
        visitor.context.close()
        assert not visitor.trouble, visitor.trouble


def nominated_and_invited(jonas: Visitor, trial: str) -> str:
    """Nominate the client that asked most of those that can be, and make its invitation; give the link."""
    page, thumb = jonas.page, Thumb(jonas.page)
    jonas.go(trial)
    thumb.tap("link", "Nominate a client")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nominate a client")
    fits(page, "nominating")
    page.get_by_role("button", name=re.compile("^Nominate")).first.tap()
    expect(page.locator("#messages")).to_contain_text("is nominated")
    assert thumb.taps + 1 <= MOST_TAPS
    fits(page, "a place")
    page.get_by_label("To whom there?").fill("Ms Berg")
    page.get_by_role("button", name="Make the invitation").tap()
    link = (page.locator("#given").text_content() or "").strip()
    assert "/invited/" in link
    return link


def says_yes(client: Visitor, link: str) -> None:
    """Open an invitation where nobody is signed in, read nothing that is secret, agree and say yes."""
    page = client.page
    page.goto(link)
    shown = page.locator("body").text_content() or ""
    for secret in (CODE_NAME, TITLE, "Jonas", "auditor with what"):
        assert secret not in shown, secret
    fits(page, "an invitation")
    page.get_by_label("We agree to this.").tap()
    page.get_by_label("Yes, we take part").tap()
    page.get_by_role("button", name="Send the answer").tap()
    expect(page.locator("main")).to_contain_text("You have a place")


def link_to_questions(jonas: Visitor) -> str:
    """Make the link by which the client answers, from the page of its place."""
    page = jonas.page
    page.goto(re.sub(r"invitation/.*$", "", page.url))
    page.get_by_role("link", name="Ask them, or note what they said").tap()
    page.get_by_role("button", name="Make a link").tap()
    link = re.search(r"http\S+/answer/[\w-]{43}/", page.locator("#handed").text_content() or "")
    assert link
    return link[0]


def answers(client: Visitor, link: str) -> None:
    """Answer one question with one tap, and send it."""
    page = client.page
    page.goto(link)
    fits(page, "the questions")
    page.get_by_text("Yes", exact=True).first.tap()
    page.get_by_text("Add a few words or a screenshot").first.tap()
    page.get_by_label("A screenshot").first.set_input_files(
        {"name": "IMG_2231.png", "mimeType": "image/png", "buffer": hostile.png()}
    )
    fits(page, "a screenshot that is chosen")
    page.get_by_role("button", name="Send my answers").tap()
    expect(page.locator("main")).to_contain_text("Could you answer an auditor")
    expect(page.locator("main")).to_contain_text("with a screenshot")
