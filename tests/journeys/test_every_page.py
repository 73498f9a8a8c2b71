"""Every page somebody can open: no fault for axe, nothing wider than the screen, at a desk and on a phone."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Served, Visitor

pytestmark = pytest.mark.journey
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}  # to list what is right takes axe as long again
ALIKE = {"exclude": [["tbody > tr:nth-child(n+7)"], ["li:nth-child(n+9)"]]}  # of a long list the first say it all
SEATS = (  # who sits where: product at both, product operations at a desk, account managers with a phone
    (1360, "light", ("Noor Haddad", "Ines Costa")),
    (360, "dark", ("Noor Haddad", "Aiko Tanaka")),
)
START = ("/", "/roadmap/", "/groups/", "/clients/", "/insights/", "/topics/", "/meetings/", "/decisions/", "/people/",
         "/search/?q=consent")  # fmt: skip
# A browser saves these instead of showing them.
FILES = (".pdf", ".md", ".csv", ".zip", ".ics", ".png", ".pptx", ".xlsx", ".json")
MOST = 60, 90  # pages for the first, and for both at a width: one of each kind that can be reached from the start


def kind_of(path: str) -> str:
    """Give an address with its keys taken out: one page of each kind is enough."""
    parts = path.split("?", maxsplit=1)[0].strip("/").split("/")
    return "/".join("#" if part.isdigit() or (place == 1 and parts[0] == "groups") else part
                    for place, part in enumerate(parts))  # fmt: skip


def faults_of(page: Page, path: str, seen_as: str) -> list[str]:
    """Ask axe about the page that is open, and whether anything is wider than the screen."""
    found = []
    for fault in Axe().run(page, context=ALIKE, options=RULES).response["violations"]:
        nodes = "; ".join(node["html"][:120] for node in fault["nodes"][:3])
        found.append(f"{path} {seen_as}: {fault['id']}: {fault['help']}: {nodes}")
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wider > 0:
        found.append(f"{path} {seen_as}: {wider} px wider than the screen")
    return found


def walk(visitor: Visitor, seen_as: str, before: set[str], most: int) -> tuple[list[str], set[str]]:
    """Open one page of each kind that links lead to, from the start; gives the faults and the kinds there were.

    The start is looked at again by everybody; of the rest, what somebody else has looked at `before` is not.
    """
    faults: list[str] = []
    waiting, kinds = list(START), set[str]()
    while waiting and len(kinds | before) < most:
        path = waiting.pop(0)
        if kind_of(path) in kinds | (set() if path in START else before):
            continue
        kinds.add(kind_of(path))
        answer = visitor.page.goto(f"{visitor.served.address}{path}")
        assert answer is not None
        if answer.status != 200:
            faults.append(f"{path} answered {answer.status}")
            continue
        faults += faults_of(visitor.page, path, seen_as)
        links = visitor.page.locator("a[href^='/']").evaluate_all("links => links.map(a => a.getAttribute('href'))")
        links = [link.split("#")[0] for link in links if not link.startswith(("/static", "/sign-in"))]
        waiting += [link for link in links if not link.endswith(FILES)]
    return faults, kinds


@pytest.mark.parametrize(("width", "scheme", "names"), SEATS)
def test_every_page_can_be_used_by_everybody(
    width: int, scheme: Literal["light", "dark"], names: tuple[str, ...], chromium: Browser, served: Served
) -> None:
    faults, seen = list[str](), set[str]()
    for name, most in zip(names, MOST, strict=True):
        context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
        visitor = Visitor(context, served)
        visitor.become(name)
        found, kinds = walk(visitor, f"at {width} {scheme} for {name}", seen, most)
        faults += found + visitor.trouble
        assert kinds - seen, f"{name} sees nothing that others do not"
        assert len(kinds) > len(START), name
        seen |= kinds
        context.close()
    assert len(seen) > 40
    assert not faults, "\n" + "\n".join(faults)
