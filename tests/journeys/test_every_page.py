"""Every page somebody can open: no fault for axe, nothing wider than the screen, at a desk and on a phone, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.journeys.conftest import Served, Visitor

pytestmark = pytest.mark.journey
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PEOPLE = ("Noor Haddad", "Aiko Tanaka", "Elena Brandt", "Ines Costa", "Femi Adeyemi")
START = ("/", "/roadmap/", "/groups/", "/clients/", "/insights/", "/topics/", "/meetings/", "/decisions/", "/people/",
         "/search/?q=consent", "/company/")  # fmt: skip
MOST = 60  # pages for each person: one of each kind of address that can be reached from the start


def kind_of(path: str) -> str:
    """Give an address with its keys taken out: one page of each kind is enough."""
    parts = path.split("?")[0].strip("/").split("/")
    return "/".join("#" if part.isdigit() or (place == 1 and parts[0] == "groups") else part
                    for place, part in enumerate(parts))  # fmt: skip


def walk(visitor: Visitor) -> list[str]:
    """Find one address of each kind that links lead to, from the start, as this person sees them."""
    found, waiting, kinds = [], list(START), set()
    while waiting and len(found) < MOST:
        path = waiting.pop(0)
        if kind_of(path) in kinds:
            continue
        answer = visitor.page.goto(f"{visitor.served.address}{path}")
        assert answer is not None
        if answer.status == 404 and path == "/company/":
            continue
        kinds.add(kind_of(path))
        found.append(path)
        links = visitor.page.locator("a[href^='/']").evaluate_all("links => links.map(a => a.getAttribute('href'))")
        waiting += [link.split("#")[0] for link in links if not link.startswith(("/static", "/sign-in"))]
    return found


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_can_be_used_by_everybody(name: str, chromium: Browser, served: Served) -> None:
    faults = []
    for width, scheme in ((1360, "light"), (360, "dark")):
        context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
        visitor = Visitor(context, served)
        visitor.become(name)
        for path in walk(visitor):
            page = visitor.page
            answer = page.goto(f"{served.address}{path}")
            assert answer is not None
            if answer.status != 200:
                faults.append(f"{path} answered {answer.status}")
                continue
            for fault in Axe().run(page, options=RULES).response["violations"]:
                nodes = "; ".join(node["html"][:120] for node in fault["nodes"][:3])
                faults.append(f"{path} at {width} {scheme}: {fault['id']}: {fault['help']}: {nodes}")
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wider > 0:
                faults.append(f"{path} at {width}: {wider} px wider than the screen")
        faults += [f"{name}: {trouble}" for trouble in visitor.trouble]
        context.close()
    assert not faults, "\n" + "\n".join(faults)
