"""An executive decides from the mail, on a phone of 360 px: one text field, and at most six taps."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Served
from tests.journeys.test_chain import somebody
from tests.journeys.test_every_page import faults_of
from tests.journeys.test_live import mailed_link

pytestmark = pytest.mark.journey
MOST_TAPS = 6
REASON = "Losing audited clients costs more than a quarter of delay, and their dates cannot be moved."
UNSETTLED = "?state=escalated", "?state=discussing", "?state=open"


def test_an_executive_decides_from_the_mail(chromium: Browser, served: Served) -> None:
    ines = somebody(chromium, served, "Ines Costa")
    before = (served.folder / "log").stat().st_size
    ines.go(first_unsettled(ines.page, served) + "deciding/mail/")
    ines.page.get_by_role("button", name="Send the mail").click()
    expect(ines.page.locator("#messages")).to_contain_text("on its way")
    link = mailed_link(served, r"/decide/[\w-]{43}/", before)
    page = ines.page
    ines.context.clear_cookies()  # whoever reads mail on a phone is not signed in there
    page.set_viewport_size({"width": 360, "height": 740})
    ines.go(link)
    taps = 1  # on the link
    assert not faults_of(page, link, "as nobody")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("main").locator("textarea, input[type=text], input[type=date]").count() == 1
    page.locator("main input[type=radio]").first.click()
    page.get_by_label("Your reason").click()
    page.keyboard.type(REASON)
    page.get_by_role("button", name=re.compile("Decide so|Confirm what")).click()
    taps += 3
    assert taps <= MOST_TAPS
    expect(page.get_by_role("heading", level=1)).to_contain_text("Decided:")
    expect(page.locator("main")).to_contain_text(REASON)
    assert not faults_of(page, link, "as nobody, once it is decided")
    again = page.goto(f"{served.address}{link}")
    assert again
    assert again.status == 410
    token = link.split("/")[2]
    lines = (served.folder / "log").read_text(errors="replace").splitlines()
    assert not [line for line in lines if token in line and line.startswith("20")], "what the server says of it"
    ines.context.close()
    assert not [each for each in ines.trouble if "410" not in each], ines.trouble


def first_unsettled(page: Page, served: Served) -> str:
    """Give the path of a decision that waits."""
    for query in UNSETTLED:
        page.goto(f"{served.address}/decisions/docket/{query}")
        found = page.locator("main a[href^='/decisions/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        for path in found:
            if re.fullmatch(r"/decisions/\d+/", path):
                return str(path)
    return pytest.fail("no decision waits in the sample company")
