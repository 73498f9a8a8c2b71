"""What waits, in a real browser: on a phone three things are done in four taps, with keys, and without scripts."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Served, Visitor
from tests.journeys.test_deciding import Thumb
from tests.journeys.test_every_page import faults_of

pytestmark = pytest.mark.journey
PHONE = {"width": 360, "height": 740}


def waiting(page: Page) -> int:
    """How many things the list names."""
    return page.locator(".waits").count()


def test_three_things_are_done_in_four_taps_on_a_phone(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    visitor = Visitor(context, served)
    visitor.become("Sam Okafor")
    page, thumb = visitor.page, Thumb(visitor.page)
    thumb.tap("link", re.compile("^See (all|it)"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Waiting for you")
    assert not faults_of(page, "/waiting/", "on a phone")
    before = waiting(page)
    for done, name in enumerate(("^Done ?: Send the group", "^Done ?: Ask client services", "^I cannot")):
        thumb.tap("button", re.compile(name))
        expect(page.locator(".waits")).to_have_count(before - done - 1)
        expect(page.locator("#messages .notice-good")).to_have_count(1)
        expect(page.locator("#messages .notice-good")).to_be_in_viewport()
    assert thumb.taps == 4
    assert re.search(r"/waiting/$", page.url), "the page was not left"
    assert not faults_of(page, "/waiting/", "with three things done")
    assert not visitor.trouble, visitor.trouble
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1360, "light"), (360, "dark")])
def test_keys_lead_along_the_list_and_stay_where_something_was_done(
    width: int, scheme: Literal["light", "dark"], chromium: Browser, served: Served
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    visitor = Visitor(context, served)
    visitor.become("Aiko Tanaka")
    page = visitor.page
    visitor.go("/waiting/")
    assert not faults_of(page, "/waiting/", f"at {width} {scheme}")
    lines = page.locator(".waits-title a")
    assert lines.count() > 2
    lines.first.focus()
    page.keyboard.press("j")
    expect(lines.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(lines.first).to_be_focused()
    assert not visitor.trouble, visitor.trouble
    context.close()


def test_without_scripts_it_is_done_and_taken_back(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(java_script_enabled=False)
    visitor = Visitor(context, served)
    visitor.become("Noor Haddad")
    page = visitor.page
    visitor.go("/waiting/?kind=do")
    before = waiting(page)
    title = page.locator(".waits", has=page.get_by_role("button", name=re.compile("^Done"))).first
    words = title.locator(".waits-title").inner_text()
    title.get_by_role("button").click()
    expect(page).to_have_url(re.compile(r"/waiting/\?kind=do$"))
    expect(page.locator(".waits")).to_have_count(before - 1)
    page.get_by_role("button", name="It is not done yet").click()
    expect(page.locator("#messages")).to_contain_text("is open again")
    expect(page.locator("#waiting")).to_contain_text(words)
    context.close()
