"""Pages around meetings that the walk over every page may not come to, for axe and on a phone; and the rota."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Served, Visitor
from tests.journeys.test_chain import Tour
from tests.journeys.test_every_page import faults_of

pytestmark = pytest.mark.journey


def linked(visitor: Visitor, path: str, sign: str) -> str:
    """Give the first link of a page whose address matches a sign of CSS: begins so, or ends so."""
    visitor.go(path)
    found = visitor.page.locator(f"main a[href{sign}]")
    assert found.count(), f"no link {sign} on {path}"
    return str(found.first.get_attribute("href"))


def held_with_talk(visitor: Visitor) -> str:
    """Give a meeting of Connected TV whose page leads to how talk was shared."""
    visitor.go("/groups/connected-tv/meetings/")
    links = visitor.page.locator("main a[href^='/meetings/']").evaluate_all("all => all.map(a => a.pathname)")
    for path in dict.fromkeys(links):
        visitor.go(path)
        if visitor.page.locator("main a[href$='/talk/']").count():
            return str(path)
    pytest.fail("no meeting of Connected TV leads to its talk")


def test_pages_around_meetings_can_be_used_on_a_phone(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, color_scheme="dark", bypass_csp=True)
    visitor = Visitor(context, served)
    faults = []

    def look(name: str, *paths: str) -> None:
        for path in paths:
            visitor.go(path)
            faults.extend(faults_of(visitor.page, path, f"as {name}"))

    tour = Tour()
    visitor.become("Femi Adeyemi")
    held = held_with_talk(visitor)
    look("Femi", f"{held}talk/", f"{held}transcript/", f"{held}taps/", "/groups/identity/presenters/",
         "/groups/connected-tv/change/")  # fmt: skip
    visitor.go(f"{held}talk/")
    tour.picture(visitor.page, "11-talk")
    visitor.become("Noor Haddad")
    coming = linked(visitor, "/groups/identity/meetings/", "^='/meetings/'")
    look("Noor", "/presenting/", linked(visitor, coming, "$='/preparation/'"))
    tour.picture(visitor.page, "12-preparation")
    visitor.become("Ines Costa")
    look("Ines", "/company/glossary/", "/company/hours/", "/company/holidays/",
         linked(visitor, "/groups/measurement/meetings/", "^='/series/'"))  # fmt: skip
    faults += visitor.trouble
    context.close()
    assert not faults, "\n" + "\n".join(faults)


def test_a_meeting_is_handed_on_by_the_rota_and_the_group_sees_how_it_is_doing(
    chromium: Browser, served: Served
) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    visitor, rota, doing = Visitor(context, served), "/groups/identity/rota/", "/groups/identity/doing/"
    page = visitor.page
    visitor.become("Femi Adeyemi")
    visitor.go(rota)
    coming = page.locator("ul.meetings a").evaluate_all("all => all.map(a => a.pathname)")[-1]
    faults = faults_of(page, rota, "as Femi")
    visitor.go(coming)
    if page.get_by_role("button", name="I run it").count():
        page.get_by_role("button", name="I run it").click()
    page.get_by_role("link", name="Ask another").click()
    page.get_by_label("Whom to ask").select_option(label="Hana Suzuki")
    page.get_by_role("button", name="Ask them").click()
    visitor.become("Hana Suzuki")
    visitor.go(coming)
    page.get_by_role("button", name="Yes, I run it").click()
    visitor.go(rota)
    assert "you run it" in page.locator("ul.meetings > li").last.inner_text()
    visitor.go(doing)
    faults += faults_of(page, doing, "as Hana")
    page.get_by_role("link", name="See the meetings").first.click()
    page.wait_for_url("**/groups/identity/meetings/")
    faults += visitor.trouble
    context.close()
    assert not faults, "\n" + "\n".join(faults)
