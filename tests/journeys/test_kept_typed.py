"""What one types into a form is there again in a real browser: after another page, and after one was signed out.

It is gone once it was sent, and does not pass for newer than what it was written on.
"""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Visitor

pytestmark = pytest.mark.journey
ANSWER = "Consent covers Japan from spring on, as legal read the act with us."


def own_comment(visitor: Visitor, name: str, topic: str) -> tuple[str, Locator]:
    """Say something about a topic, and open the form that changes it."""
    page = visitor.page
    visitor.go(topic)
    page.locator("keep-draft[to] textarea[name=text]").fill(f"Said by {name}.")
    page.get_by_role("button", name="Say it").click()
    mine = page.locator(".talk", has_text=f"Said by {name}.").last
    mine.get_by_text("More", exact=False).first.click()
    mine.get_by_role("link", name="Change it").click()
    page.wait_for_url("**/change/")
    return page.url.removeprefix(visitor.served.address), page.locator("keep-typed textarea[name=text]")


def a_topic_to_answer(visitor: Visitor) -> str:
    """Find a topic that waits for whoever is here."""
    visitor.go("/waiting/?kind=answer")
    href = visitor.page.locator(".waits-title a[href$='#answer']").first.get_attribute("href") or ""
    return href.partition("#")[0]


def sign_out_elsewhere(page: Page) -> None:
    """End the session behind the page’s back, as an hour without a word does."""
    page.context.clear_cookies(name="parley")


def changed_in_another_tab(page: Page, address: str, text: str) -> None:
    """Change a comment where nothing of this tab is kept."""
    other = page.context.new_page()
    other.goto(address)
    other.locator("textarea[name=text]").fill(text)
    other.get_by_role("button", name="Change it").click()
    other.wait_for_url("**#comment-*")
    other.close()


def test_an_answer_begun_is_there_again_in_its_own_form_alone(visitor: Visitor) -> None:
    visitor.become("Noor Haddad")
    page, topic = visitor.page, a_topic_to_answer(visitor)
    visitor.go(topic)
    answer, waiting = page.locator("#answer textarea[name=answer]"), page.locator("#answer textarea[name=reason]")
    answer.fill("")
    answer.press_sequentially(ANSWER, delay=1)
    page.locator("#answer summary").click()
    waiting.press_sequentially("Legal is away.", delay=1)
    visitor.go("/roadmap/")
    visitor.go(topic)
    expect(answer).to_have_value(ANSWER)
    expect(waiting).to_have_value("Legal is away.")
    expect(waiting).to_be_visible()
    again = page.locator("#answer keep-typed").first
    again.get_by_role("button", name="Begin anew").click()
    expect(answer).not_to_have_value(ANSWER)
    expect(waiting).to_have_value("Legal is away.")
    page.get_by_role("button", name="Park it until then").click()  # without its day
    expect(page.get_by_role("alert")).to_be_visible()
    visitor.go(topic)
    expect(waiting).to_have_value("Legal is away.")


@pytest.mark.parametrize("visitor", [360], indirect=True, ids=["phone"])
def test_what_was_sent_while_one_was_signed_out_is_there_again_and_what_was_taken_is_not(visitor: Visitor) -> None:
    visitor.become("Noor Haddad")
    page = visitor.page
    change, text = own_comment(visitor, "Noor", a_topic_to_answer(visitor))
    text.fill("Said by Noor, and meant.")
    sign_out_elsewhere(page)
    page.get_by_role("button", name="Change it").click()
    page.wait_for_url("**/sign-in/**")
    visitor.become("Noor Haddad")
    visitor.go(change)
    expect(text).to_have_value("Said by Noor, and meant.")
    expect(page.get_by_text("What you had begun to write is here again.")).to_be_visible()
    page.get_by_role("button", name="Change it").click()
    expect(page.locator(".talk", has_text="Said by Noor, and meant.").last).to_be_visible()
    page.wait_for_function("sessionStorage.getItem('sent') === null")
    changed_in_another_tab(page, f"{visitor.served.address}{change}", "Said by Noor at last.")
    sign_out_elsewhere(page)
    visitor.go("/sign-in/")
    visitor.become("Noor Haddad")
    visitor.go(change)
    expect(text).to_have_value("Said by Noor at last.")
    expect(page.get_by_text("What you had begun to write is here again.")).to_be_hidden()


@pytest.mark.parametrize("visitor", [360], indirect=True, ids=["phone"])
def test_what_comes_back_does_not_overwrite_what_was_changed_since(visitor: Visitor) -> None:
    visitor.become("Noor Haddad")
    page = visitor.page
    change, text = own_comment(visitor, "Haddad", a_topic_to_answer(visitor))
    text.fill("Said by Haddad on the phone.")
    changed_in_another_tab(page, page.url, "Said by Haddad at the desk.")
    visitor.go(change)
    expect(text).to_have_value("Said by Haddad on the phone.")
    expect(page.locator("input[name=edits]")).to_have_value("0")  # so that sending it says what was changed
    page.get_by_role("button", name="Begin anew").click()
    expect(text).to_have_value("Said by Haddad at the desk.")
    expect(page.locator("input[name=edits]")).to_have_value("1")
