"""The live room on a bad line: late answers, a server that is away, a dead connection, many windows, a keyboard."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Served
from tests.journeys.test_chain import somebody
from tests.journeys.test_live import call_a_meeting

pytestmark = pytest.mark.journey
SLOW = """
const real = window.fetch;
window.fetch = async (...asked) => {
  const answer = await real(...asked);
  if (window.slow && String(asked[0]).endsWith(window.slow)) {
    window.slow = "";
    await new Promise((done) => setTimeout(done, 3000));
  }
  return answer;
};
"""  # of one request the answer comes late, and is what was true when it was asked


def test_what_a_browser_shows_survives_a_bad_line(chromium: Browser, served: Served) -> None:
    femi = somebody(chromium, served, "Femi Adeyemi")
    sam = somebody(chromium, served, "Sam Okafor")
    live = f"{call_a_meeting(femi.page, served)}live/"
    femi.page.goto(live)
    femi.page.get_by_role("button", name="Open the live room").click()
    sam.page.add_init_script(SLOW)
    sam.page.clock.install()
    sam.page.goto(live)

    press_by_keyboard(sam.page)
    hear_late(femi.page, sam.page)
    find_a_dead_connection(sam.page)
    keep_what_is_typed(femi.page, sam.page)
    open_many_windows(sam.page, live)
    for visitor in (femi, sam):
        visitor.context.close()


def press_by_keyboard(page: Page) -> None:
    """The focus stays where somebody pressed, and never moves to what does something else."""
    page.get_by_role("button", name="Raise my hand").press("Enter")
    expect(page.get_by_role("button", name="Take my hand down")).to_be_focused()


def hear_late(femi: Page, sam: Page) -> None:
    """An answer that comes late does not replace what was asked after it."""
    sam.evaluate("window.slow = '/parts/floor/'")
    name = ""
    for _ in range(2):
        first = femi.locator(".live-asking .person:not(:has-text('Sam Okafor'))").first
        name = first.locator("b").first.inner_text()
        with sam.expect_response(re.compile("/parts/floor/")):
            first.get_by_role("button", name=re.compile("Give the floor")).click()
        expect(femi.locator(".live-floor .person").first).to_contain_text(name)
        expect(femi.locator(".live-asking")).not_to_contain_text(name)
    sam.wait_for_timeout(3_500)
    expect(sam.locator(".live-floor .person").first).to_contain_text(name)


def find_a_dead_connection(page: Page) -> None:
    """A connection on which nothing comes any more is opened anew."""
    with page.expect_request(re.compile("/live/events/"), timeout=15_000):
        page.clock.fast_forward(60_000)


def keep_what_is_typed(femi: Page, sam: Page) -> None:
    """While the server is away nothing typed is lost, and the page comes back by itself."""
    femi.get_by_role("button", name="Let everybody write first").click()
    sam.get_by_label("Your note").fill("We cannot prove it today.")
    sam.route("**/live/events/**", lambda route: route.fulfill(status=502, body="Away."))
    with sam.expect_request(re.compile("/live/events/"), timeout=15_000):
        sam.clock.fast_forward(60_000)
    expect(sam.locator("[data-state]")).to_contain_text("connection was lost")
    sam.unroute("**/live/events/**")
    sam.clock.fast_forward(20_000)
    expect(sam.locator("[data-state]")).to_be_hidden(timeout=15_000)
    expect(sam.get_by_label("Your note")).to_have_value("We cannot prove it today.")
    femi.get_by_role("button", name="Close the round and show the notes").click()
    expect(sam.locator(".live-round")).to_contain_text("changed while you were writing")
    sam.get_by_label("Your note").fill("")
    sam.get_by_label("Your note").blur()
    expect(sam.get_by_label("Your note")).to_have_count(0)


def open_many_windows(page: Page, live: str) -> None:
    """A browser opens six connections at most: streams do not take them all, and the window looked at hears."""
    for _ in range(6):
        page.context.new_page().goto(live, timeout=15_000)
    expect(page.locator("[data-state]")).to_contain_text("open in other windows")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("[data-state]")).to_be_hidden()
