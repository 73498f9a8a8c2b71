"""Talking in a real browser: what one began to write is there again however one left, and is gone once it was said.

Also when one leaves only to quote somebody; and of one option among several. Who can be named is offered, not imposed.
"""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey
BEGUN = "Two clients of mine in Osaka ask for this every week, and one of them would pay for it. "


def box(page: Page) -> Locator:
    """Where something is written of a topic, and kept."""
    return page.locator("keep-draft[to] textarea[name=text]")


def comes_to_hold(page: Page, words: str) -> None:
    """Read the page again until its form begins with these words; what is sent while one leaves takes a moment."""
    until = time.monotonic() + 20
    while box(page).input_value() != words and time.monotonic() < until:
        page.wait_for_timeout(300)
        page.reload()
    expect(box(page)).to_have_value(words)


def test_what_one_began_to_write_is_not_lost(visitor: Visitor) -> None:
    visitor.become("Noor Haddad")
    page, name = visitor.page, "desk" if not visitor.phone else "phone"
    visitor.go("/topics/")
    links = page.locator("main a").evaluate_all("all => all.map((each) => each.getAttribute('href'))")
    topic = next(each for each in links if re.fullmatch(r"/topics/\d+/", each or ""))
    visitor.go(topic)
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.post_data or "") if "/draft/" in asked.url else None)

    box(page).fill("")
    box(page).press_sequentially(BEGUN * 2, delay=20)  # without a pause, for some seconds
    assert sent, "it is kept while one types"
    assert len(sent) < 6, "and not with each letter"
    box(page).press_sequentially(name, delay=5)
    page.locator(".crumbs a").first.click()  # and gone at once
    visitor.go(topic)
    comes_to_hold(page, f"{BEGUN * 2}{name}")

    box(page).press("Control+End")
    box(page).press_sequentially("!", delay=5)
    page.get_by_role("button", name="Say it").click()
    expect(page.locator(".talk", has_text=f"{name}!").last).to_be_in_viewport()
    page.wait_for_timeout(2500)
    visitor.go(topic)
    expect(box(page)).to_have_value("")


def test_what_one_has_just_typed_stands_before_a_quote_and_one_goes_on_behind_it(visitor: Visitor) -> None:
    visitor.become("Noor Haddad")
    page, name = visitor.page, "Desk" if not visitor.phone else "Phone"  # what one has just said is no draft again
    visitor.go("/decisions/")
    address = page.get_by_role("link", name="Consent signals or household graph").first.get_attribute("href")
    visitor.go(f"{address}options/")
    option = page.locator(".option-chosen")
    option.get_by_text("Say something about this option").click()
    field = option.locator("keep-draft[to] textarea[name=text]")
    field.fill("")
    page.wait_for_timeout(2500)
    field.press_sequentially(f"{name}: I ask them. ", delay=5)
    option.get_by_role("link", name=re.compile("Quote.*Sam Okafor")).first.click()  # at once
    page.wait_for_url("**quote=**")
    expect(field).to_be_focused()
    expect(field).to_have_value(re.compile(rf"^{name}: I ask them\.\n\n> Does this hold for publishers"))
    page.keyboard.type("Most have one.")
    page.get_by_role("button", name="Say it").first.click()
    expect(option.locator(".talk", has_text=f"{name}: I ask them.").last).to_be_in_viewport()
    expect(option.locator("keep-draft[to] textarea[name=text]")).to_have_value("")


@pytest.mark.parametrize("visitor", [360], indirect=True, ids=["phone"])
def test_what_one_began_to_note_is_there_again_until_it_was_noted_or_begun_anew(visitor: Visitor) -> None:
    visitor.become("Aiko Tanaka")
    page, text = visitor.page, visitor.page.get_by_label("What they said")
    visitor.go("/insights/new/")
    expect(page.get_by_role("button", name="Begin anew")).to_be_hidden()
    text.press_sequentially("They asked for consent reports in", delay=5)
    visitor.go("/roadmap/")
    visitor.go("/insights/new/")
    expect(text).to_have_value("They asked for consent reports in")
    page.get_by_role("button", name="Begin anew").click()
    expect(text).to_have_value("")
    text.press_sequentially("They asked for consent reports in Japanese", delay=5)
    page.get_by_role("button", name="Note it").click()  # without its client
    expect(page.get_by_role("alert")).to_be_visible()
    expect(text).to_have_value("They asked for consent reports in Japanese")
    expect(page.get_by_role("button", name="Begin anew")).to_be_hidden()
    visitor.go("/insights/new/")
    expect(text).to_have_value("They asked for consent reports in Japanese")
    page.get_by_label("Client").first.fill(page.locator("#client-names option").first.get_attribute("value") or "")
    page.get_by_role("button", name="Note it").click()
    expect(page).to_have_url(re.compile(r"(?<!/new/)$"))
    visitor.go("/insights/new/")
    expect(text).to_have_value("")


def test_a_list_of_names_takes_nothing_that_was_typed(visitor: Visitor) -> None:
    visitor.become("Aiko Tanaka")
    page = visitor.page
    visitor.go("/topics/")
    links = page.locator("main a").evaluate_all("all => all.map((each) => each.getAttribute('href'))")
    visitor.go(next(each for each in links if re.fullmatch(r"/topics/\d+/", each or "")))
    field, offers = box(page), page.get_by_role("option")

    def typed(begun: str, *, offered: int) -> None:
        field.fill("")
        field.press_sequentially(begun, delay=20)
        if offered:
            expect(offers).to_have_count(offered)
        else:
            page.wait_for_timeout(900)
            expect(offers).to_have_count(0)

    for begun, offered in (("Hi @Noor Haddad", 0), ("Hi @Noor", 1)):  # whole, and as far as it is offered
        typed(begun, offered=offered)
        field.press_sequentially(", thanks", delay=80)
        expect(offers).to_have_count(0)
        field.press("Enter")
        expect(field).to_have_value(f"{begun}, thanks\n")
    typed("Hi @Noor Haddad", offered=0)
    field.press("Enter")
    expect(field).to_have_value("Hi @Noor Haddad\n")

    typed("Hi @Noor", offered=1)
    field.press_sequentially(" Ha")  # still the one who is offered
    expect(page.get_by_role("option", name="Noor Haddad")).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(field).to_have_value("Hi @Noor Haddad ")
    field.press(",")
    field.press_sequentially(" see")
    expect(field).to_have_value("Hi @Noor Haddad, see")
    for _step in ("what was typed behind it", "the name"):
        field.press("Control+z")
    expect(field).to_have_value("Hi @Noor Ha")
    field.fill("")
    page.wait_for_timeout(2500)


def test_what_one_can_choose_to_hear_of_a_topic_opens_in_sight(visitor: Visitor) -> None:
    visitor.become("Aiko Tanaka")
    visitor.go("/topics/1/")
    menu = visitor.page.locator(".hearing")
    menu.locator("summary").click()
    last = menu.get_by_role("link", name="What reaches me")
    expect(last).to_be_in_viewport(ratio=1)
    bar = visitor.page.locator(".thumb").bounding_box() if visitor.phone else None
    place = last.bounding_box()
    assert place is not None
    assert bar is None or place["y"] + place["height"] <= bar["y"], "and not behind the bar of a phone"
    expect(menu.get_by_text("How much do you want to hear of it?")).to_be_in_viewport(ratio=1)
