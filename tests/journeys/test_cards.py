"""A share card in a real browser: copied and logged in one press, printed on a page, read behind its link."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext
from pypdf import PdfReader

from tests.journeys.conftest import Served, Visitor
from tests.journeys.test_every_page import faults_of

pytestmark = pytest.mark.journey
WORDS = "We are building this with the clients who asked for it first."
# The sample gets words for clients in a process of its own, through the actions that people use.
APPROVE = f"""
from datetime import timedelta
import django
django.setup()
from django.utils import timezone
from parley.clients.queries import clients_visible_to
from parley.disclosure.actions import approve_words, draft_words
from parley.disclosure.terms import Told, Words
from parley.groups.queries import viewer_of
from parley.kernel.spans import window_of
from parley.people.queries import called_exactly, people_in_the_company
from parley.roadmap.queries import initiatives_visible_to
at = timezone.now()
noor, ines = (called_exactly(people_in_the_company(), name)[0] for name in ("Noor Haddad", "Ines Costa"))
mine = initiatives_visible_to(viewer_of(noor)).filter(area__in=viewer_of(noor).product_of)
told = mine.filter(stage__in=["build", "launch", "live"], shown_to="company", all_regions=True).first()
year = at.year + 1
words = [Words(None, {WORDS!r}, window_of(f"H1 {{year}}"))]
draft_words(initiative=told, name="What clients asked for", whom=Told.ANY_CLIENT, words=words, clients=[],
            expires_on=at.date() + timedelta(days=30), actor=noor, at=at)
approve_words(initiative=told, actor=ines, at=at)
print(told.pk, clients_visible_to(viewer_of(ines)).filter(left_on=None).order_by("pk").first().pk)
"""


@pytest.fixture(scope="module")
def card(served: Served) -> str:
    """The address of a card that tells of one thing."""
    settings = {"DATA_DIR": str(served.folder), "DJANGO_SETTINGS_MODULE": "parley.project.settings", "SAMPLE": "auto"}
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "PUBLIC_URL"}}
    done = subprocess.run([sys.executable, "-c", APPROVE], env=kept | settings, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    initiative, client = done.stdout.split()
    return f"/clients/{client}/card/?initiative={initiative}"


@pytest.fixture
def context(chromium: Browser) -> Iterator[Any]:
    """Give browsers of one's own making, and close them."""
    made: list[BrowserContext] = []

    def make(width: int, scheme: Literal["light", "dark"], **other: Any) -> BrowserContext:
        given = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **other)
        made.append(given)
        return given

    yield make
    for each in made:
        each.close()


def read_alone(context: Any, link: str, width: int, scheme: str) -> None:
    """Read a card as a client does: without a script, and with one that says so once a visit."""
    without = context(width, scheme, java_script_enabled=False).new_page()
    without.goto(link)
    assert WORDS in without.inner_text("main")
    assert len(PdfReader(io.BytesIO(without.pdf())).pages) == 1
    reader = context(width, scheme)
    alone = reader.new_page()
    for _n in range(2):
        alone.goto(link)
        with alone.expect_response(lambda answer: answer.url.endswith("/views/"), timeout=20_000):
            alone.wait_for_timeout(100)
    assert reader.cookies() == []


@pytest.mark.parametrize(("width", "scheme"), [(1360, "light"), (360, "dark")])
def test_a_card_is_handed_over_and_read(width: int, scheme: str, context: Any, served: Served, card: str) -> None:
    desk = context(width, scheme, bypass_csp=True)
    desk.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor = Visitor(desk, served)
    visitor.become("Aiko Tanaka")
    visitor.go(card)
    page = visitor.page
    faults = faults_of(page, "card", f"at {width} {scheme}")
    paper = PdfReader(io.BytesIO(page.pdf()))
    assert len(paper.pages) == 1
    printed = " ".join(paper.pages[0].extract_text().split())
    text = " ".join((page.locator("#card-text").text_content() or "").split())
    assert printed == text
    page.get_by_label("To whom there").fill("Ms Berg")
    page.get_by_role("button", name="Copy the text").click()
    page.get_by_text("It is logged that they were told").wait_for()
    assert " ".join(page.evaluate("navigator.clipboard.readText()").split()) == text
    faults += faults_of(page, "copied", f"at {width} {scheme}")
    visitor.go(card)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the PDF").click()
    assert re.fullmatch(r".+, \d{1,2} \w+ \d{4}\.pdf", download.value.suggested_filename)
    visitor.go(card)
    page.get_by_role("button", name="Make a link").click()
    found = re.search(r"/shared/[\w-]{43}/", page.locator("#handed").inner_text())
    assert found
    faults += faults_of(page, "link", f"at {width} {scheme}")
    link = served.address + found[0]

    read_alone(context, link, width, scheme)
    looking = context(width, scheme, bypass_csp=True).new_page()
    looking.goto(link)
    faults += faults_of(looking, "shared", f"at {width} {scheme}")

    visitor.go(card.replace("card/?", "links/?"))
    newest = page.locator(".given-link").first
    assert "Looked at" in newest.inner_text()
    faults += faults_of(page, "links", f"at {width} {scheme}")
    newest.get_by_text("End it").click()
    newest.get_by_role("button", name="Yes, end this link").click()
    page.get_by_text("The link is ended").wait_for()
    looking.goto(link)
    assert WORDS not in looking.content()
    assert "There is nothing here" in looking.inner_text("h1")
    faults += faults_of(looking, "nothing", f"at {width} {scheme}")
    assert not faults + visitor.trouble, "\n".join(faults + visitor.trouble)
