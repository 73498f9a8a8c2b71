"""A survey is answered on a phone of 360 px: by taps alone, with a keyboard alone, without scripts, in two sittings."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Served, Visitor
from tests.journeys.test_every_page import faults_of

pytestmark = pytest.mark.journey
WORDS = "Tell us earlier what slips. Aiko Tanaka waited for weeks."
PHONE = {"width": 360, "height": 740}
PICTURES = os.environ.get("PARLEY_PICTURES", "")  # a folder, for whoever wants to look at the pages
# In a process of its own, through the actions that people use.
OPEN = """
from datetime import timedelta
import django
django.setup()
from django.utils import timezone
from parley.ledger.terms import MACHINE
from parley.people.queries import called_exactly, people_in_the_company
from parley.surveys.actions.opening import open_wave
from parley.surveys.actions.planning import plan_wave, withdraw_wave
from parley.surveys.models import Wave
at = timezone.now()
ines = called_exactly(people_in_the_company(), "Ines Costa")[0]
for other in Wave.objects.filter(sealed_at=None, withdrawn_at=None):  # nobody is asked by two at once
    withdraw_wave(wave=other, reason="Another is tried here.", actor=ines, at=at)
wave = plan_wave(name="Pulse", opens_at=at, closes_at=at + timedelta(days=2), everybody=True, actor=ines, at=at)
open_wave(wave=wave, actor=MACHINE, at=at)
print(wave.pk)
"""


@pytest.fixture(scope="module")
def survey(served: Served) -> str:
    """The path of a wave that asks the whole sample company."""
    settings = {"DATA_DIR": str(served.folder), "DJANGO_SETTINGS_MODULE": "parley.project.settings", "SAMPLE": "auto"}
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "PUBLIC_URL"}}
    done = subprocess.run([sys.executable, "-c", OPEN], env=kept | settings, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return f"/surveys/{done.stdout.strip()}/"


@pytest.fixture
def sitting(chromium: Browser, served: Served) -> Iterator[Any]:
    """Seat people of the cast at browsers of their own."""
    seated: list[Visitor] = []

    def sit(name: str, **options: Any) -> Visitor:
        visitor = Visitor(chromium.new_context(**{"viewport": PHONE, "bypass_csp": True} | options), served)
        seated.append(visitor)
        if name:
            visitor.become(name)
        return visitor

    yield sit
    for each in seated:
        each.context.close()
        assert not [line for line in each.trouble if "autofocus" not in line.lower()], each.trouble


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES, f"{name}.png"), full_page=True)


def on_the_heading(page: Page, words: str | re.Pattern[str]) -> None:
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text(words)
    expect(heading).to_be_focused()


def large_enough(page: Page) -> None:
    """Every button of the page is large enough for a thumb."""
    for box in page.locator("main button").evaluate_all("all => all.map(b => b.getBoundingClientRect().toJSON())"):
        assert box["height"] >= 44, box


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [("Sam Okafor", 360, "dark"), ("Omar Reyes", 1360, "light"), ("Femi Adeyemi", 360, "light"),
     ("Noor Haddad", 1360, "dark")],
)  # fmt: skip
def test_from_what_waits_to_thanks_by_taps_alone(
    name: str, width: int, scheme: Literal["light", "dark"], sitting: Any, survey: str
) -> None:
    seen_as = f"{width}-{scheme}"
    size = {"width": width, "height": 740 if width == 360 else 900}
    visitor = sitting(name, viewport=size, color_scheme=scheme, has_touch=True)
    page, faults = visitor.page, []

    def look(what: str) -> None:
        picture(page, f"{what}-{seen_as}")
        faults.extend(faults_of(page, what, seen_as))

    visitor.go("/waiting/")
    waits = page.locator(".waits", has_text="Answer the survey").filter(has_text="Pulse")
    expect(waits).to_contain_text(re.compile("Pulse: 5 questions, 2 minutes.*until", re.DOTALL))
    picture(page, f"waiting-{seen_as}")
    visitor.go("/surveys/")
    look("list")
    visitor.go("/waiting/")
    waits.get_by_role("link").tap()
    expect(page.locator("main")).to_contain_text("none of fewer than 5 answers")
    look("notice")
    page.get_by_role("button", name="Begin").tap()
    for number, step in ((1, "I agree"), (2, "Neither, nor"), (3, "I disagree strongly")):
        expect(page.locator("main")).to_contain_text(f"Question {number} of 5")
        on_the_heading(page, "I ")
        large_enough(page)
        if number == 1:
            look("agree")
        page.get_by_role("button", name=step, exact=True).tap()
    on_the_heading(page, "value most")
    large_enough(page)
    look("rank")
    for label in ("Client feedback", "Execution", "Roadmap and plans"):
        page.get_by_role("button", name=label).tap()
        expect(page.get_by_role("button", name=re.compile(f"Your (first|second|third): {label}"))).to_be_visible()
    look("ranked")
    page.get_by_role("button", name="Next").tap()
    on_the_heading(page, "change first")
    look("open")
    page.get_by_label("Your answer").tap()
    page.keyboard.type(WORDS)
    page.get_by_role("button", name="Check my answers").tap()
    on_the_heading(page, "Check, then send")
    expect(page.locator("main")).to_contain_text("This names Aiko Tanaka.")
    large_enough(page)
    look("check")
    page.get_by_role("button", name="Send my answers").tap()
    on_the_heading(page, "Thank you")
    look("thanks")
    kept = {each["name"] for each in visitor.context.cookies() if each["name"].startswith("survey_secret")}
    assert len(kept) == 1, "only what takes it back is kept"
    visitor.go("/waiting/")
    expect(page.locator(".waits", has_text="Pulse")).to_have_count(0)
    visitor.go(survey)
    look("after")
    assert not faults, "\n" + "\n".join(faults)


def test_with_a_keyboard_alone(sitting: Any, survey: str) -> None:
    visitor = sitting("Aiko Tanaka", viewport={"width": 1360, "height": 900})
    page = visitor.page

    def reach(words: str) -> None:
        """Go on with the tab key until something of that name has the focus, then press it."""
        for _ in range(60):
            page.keyboard.press("Tab")
            if words in (page.evaluate("document.activeElement.textContent") or ""):
                page.keyboard.press("Enter")
                page.wait_for_load_state()
                return
        pytest.fail(f"{words} cannot be reached by the tab key")

    visitor.go(survey)
    reach("Begin")
    for step in ("I agree strongly", "I agree", "Neither, nor"):
        on_the_heading(page, "I ")
        reach(step)
    on_the_heading(page, "value most")
    for n in range(3):
        page.locator("button[name=item][aria-pressed=false]").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("button[name=item][aria-pressed=true]")).to_have_count(n + 1)
    expect(page.get_by_role("button", name="Next")).to_be_focused()
    page.keyboard.press("Enter")
    on_the_heading(page, "change first")
    page.keyboard.press("Tab")
    page.keyboard.type("More time to test.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    on_the_heading(page, "Check, then send")
    reach("Send my answers")
    on_the_heading(page, "Thank you")
    reach("Take my answers back")
    reach("Yes, delete them")
    expect(page.locator("#messages")).to_contain_text("Your answers are deleted")
    expect(page.get_by_role("button", name="Begin")).to_be_visible()


def test_without_scripts_and_gone_on_after_the_browser_was_closed(
    chromium: Browser, served: Served, sitting: Any, survey: str
) -> None:
    first = sitting("Elena Brandt", java_script_enabled=False)
    page = first.page
    first.go(survey)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="I disagree", exact=True).click()
    page.get_by_role("button", name="Go on without an answer").click()
    kept = first.context.storage_state()
    again = Visitor(chromium.new_context(viewport=PHONE, java_script_enabled=False, storage_state=kept), served)
    page = again.page
    again.go(survey)
    page.get_by_role("link", name="Go on at question 3").click()
    page.get_by_role("button", name="I agree", exact=True).click()
    for label in ("Execution", "Testing opportunities"):
        page.get_by_role("button", name=label).click()
    page.get_by_role("button", name="Execution").click()  # taken out again
    expect(page.get_by_role("button", name="Your first: Testing opportunities")).to_be_visible()
    for label in ("Execution", "Vision and strategy"):
        page.get_by_role("button", name=label).click()
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="Go on without an answer").click()
    expect(page.locator(".checked > li").nth(1)).to_contain_text("No answer")
    expect(page.locator(".checked > li").nth(3)).to_contain_text(re.compile("Testing.*Execution.*Vision", re.DOTALL))
    page.get_by_role("link", name=re.compile("Change.*I can influence")).click()
    page.get_by_role("button", name="I agree", exact=True).click()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    again.context.close()


def test_nothing_is_wider_than_a_screen_at_400_percent(sitting: Any, survey: str) -> None:
    visitor = sitting("Ines Costa", viewport={"width": 320, "height": 256})
    page = visitor.page
    visitor.go(survey)
    page.get_by_role("button", name=re.compile("Begin|Go on")).click()
    for number in (1, 4, 5):
        visitor.go(f"{survey}questions/{number}/")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, number
        assert not faults_of(page, str(number), "at 400 percent")
    visitor.go(f"{survey}answers/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
