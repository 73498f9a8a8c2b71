"""The inbox in a real browser: what is like the one in hand comes by itself, for keys, or by a link without scripts."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Served, Visitor
from tests.journeys.test_every_page import faults_of

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(("width", "scheme"), [(1360, "light"), (360, "dark")])
def test_what_is_like_it_comes_by_itself_and_keys_lead_there(
    width: int, scheme: Literal["light", "dark"], chromium: Browser, served: Served
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    visitor = Visitor(context, served)
    visitor.become("Noor Haddad")
    page = visitor.page
    visitor.go("/insights/inbox/")
    page.locator("[data-triage] a").nth(1).click()
    expect(page.locator("#suggested")).to_have_count(1)
    expect(page.locator("[hx-get*='/suggested/']")).to_have_count(0)
    expect(page.locator("[data-triage] a[aria-current]")).to_be_focused()  # what came took no focus
    assert not faults_of(page, "/insights/inbox/", f"at {width} {scheme}")
    offered = page.locator("#suggested [data-key=l]")
    page.keyboard.press("l")
    expect(offered if offered.count() else page.get_by_label("Initiative", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-triage] a[aria-current]")).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("l")  # from anywhere on the page
    expect(offered if offered.count() else page.get_by_label("Initiative", exact=True)).to_be_focused()
    assert not visitor.trouble
    context.close()


def test_without_scripts_a_link_leads_to_it(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(java_script_enabled=False)
    visitor = Visitor(context, served)
    visitor.become("Noor Haddad")
    visitor.go("/insights/inbox/")
    expect(visitor.page.locator("#suggested")).to_have_count(0)
    visitor.page.get_by_role("link", name="See what may say the same").click()
    expect(visitor.page).to_have_url(re.compile(r"look=yes$"))
    expect(visitor.page.locator("#suggested")).to_have_count(1)
    context.close()
