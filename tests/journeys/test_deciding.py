"""An executive decides from the mail, on a phone of 360 px: one text field, and at most six taps.

The mail is the real one, read from an SMTP server. Then a facilitator publishes it, and an account manager whose client
was told otherwise has the words to correct that.
"""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Served, Visitor
from tests.journeys.post import text_of
from tests.journeys.test_chain import somebody
from tests.journeys.test_every_page import faults_of
from tests.journeys.test_live import mailed_link

pytestmark = pytest.mark.journey
MOST_TAPS = 6
LINK = r"/decide/[\w-]{43}/"
ABOUT = "Frequency caps across broadcasters"
CHOSEN = "Pause adverts first"
REASON = "Two broadcasters sign this quarter, and caps hold for too few of them to be promised."


class Thumb:
    """Taps as a finger does, and counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, what: str, name: str | re.Pattern[str]) -> None:
        """Tap a thing of a role by its name; it has to be large enough for a thumb."""
        there = self.page.get_by_role(what, name=name)
        box = there.bounding_box()
        assert box
        assert max(box["width"], box["height"]) >= 24, f"{name} is too small"
        there.tap()
        self.taps += 1


def test_an_executive_decides_from_the_mail(chromium: Browser, served: Served) -> None:
    mailed_at_any_hour(chromium, served, "Elena Brandt")
    femi = somebody(chromium, served, "Femi Adeyemi")
    before = len(served.post.mails)
    decision = waiting(femi.page, served)
    femi.go(f"{decision}deciding/mail/")
    femi.page.get_by_role("button", name=re.compile("Send the mail")).click()
    expect(femi.page.locator("#messages")).to_contain_text(re.compile("on (its|their) way"))
    link = mailed_link(served, LINK, before, to="elena@")  # her deputy, mailed too, sees less
    token = link.split("/")[2]
    mail = next(each for each in served.post.mails[before:] if token in text_of(each))
    whom = str(mail["To"])
    for text in (text_of(mail), text_of(mail, "html")):
        assert "Advice for Q" in text, "what an option displaces"
        assert f"“{ABOUT}”" in text or f"&#34;{ABOUT}" in text

    decided = decides(chromium, served, link, of=whom)
    again = decided.page.goto(f"{served.address}{link}")
    assert again
    assert again.status == 410
    log = (served.folder / "log").read_text(errors="replace")
    assert token not in log
    assert "/decide/…" in log, "what was refused was logged, without its key"
    decided.context.close()
    assert not [each for each in decided.trouble if "410" not in each], decided.trouble

    femi.go(decision)
    expect(femi.page.locator("#to-publish")).to_contain_text(REASON)
    femi.page.get_by_role("button", name="Publish this decision").click()
    expect(femi.page.locator("#main")).to_contain_text("Published")
    correct_it(chromium, served)
    femi.context.close()
    assert not femi.trouble, femi.trouble


def mailed_at_any_hour(chromium: Browser, served: Served, name: str) -> None:
    """Let somebody choose no quiet hours: until these end, no mail would come."""
    theirs = somebody(chromium, served, name)
    theirs.go("/settings/news/")
    for hour in ("Quiet from", "Quiet until"):
        theirs.page.get_by_label(hour).fill("")
    theirs.page.get_by_role("button", name="Keep these hours").click()
    expect(theirs.page.locator("#messages")).not_to_be_empty()
    theirs.context.close()
    assert not theirs.trouble, theirs.trouble


def decides(chromium: Browser, served: Served, link: str, *, of: str) -> Visitor:
    """Open the link on a phone on which nobody is signed in, read, choose, write the reason, confirm."""
    phone = {"width": 360, "height": 740}
    visitor = Visitor(chromium.new_context(viewport=phone, has_touch=True, is_mobile=True), served)
    page, thumb = visitor.page, Thumb(visitor.page)
    visitor.go(link)
    thumb.taps += 1  # on the link of the mail
    expect(page.locator(".price").first).to_contain_text("Advice for Q")
    assert not faults_of(page, link, f"as {of}, signed in nowhere")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("main").locator("textarea, input[type=text], input[type=date], select").count() == 1
    thumb.tap("radio", CHOSEN)
    thumb.tap("textbox", "Your reason")
    page.keyboard.type(REASON)
    thumb.tap("button", re.compile("Decide so|Confirm what"))
    assert thumb.taps <= MOST_TAPS
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Decided: {CHOSEN}")
    expect(page.locator("main")).to_contain_text(REASON)
    assert not faults_of(page, link, "once it is decided")
    return visitor


def correct_it(chromium: Browser, served: Served) -> None:
    """An account manager reads whom they told otherwise, with the words for it, and tells them."""
    aiko = somebody(chromium, served, "Aiko Tanaka", width=360)
    aiko.go("/corrections/")
    waits = aiko.page.locator("#main li", has_text=ABOUT).first
    waits.get_by_role("link", name="Correct it").click()
    words = aiko.page.get_by_label("What you told them")
    expect(words).to_have_value(re.compile("It is delayed"))
    aiko.page.get_by_role("button", name="I have told them").click()
    expect(aiko.page.locator("#messages")).not_to_be_empty()
    aiko.context.close()
    assert not aiko.trouble, aiko.trouble


def waiting(page: Page, served: Served) -> str:
    """Give the path of the decision that waits for its decider."""
    page.goto(f"{served.address}/decisions/docket/?state=escalated")
    found = page.locator("main a[href^='/decisions/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    for path in found:
        if re.fullmatch(r"/decisions/\d+/", path):
            return str(path)
    return pytest.fail("no decision waits in the sample company")
