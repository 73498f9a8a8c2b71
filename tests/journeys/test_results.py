"""An executive opens what a survey found, on a phone: the answer is on the first screen; every page of it is usable."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import _await, free_port
from tests.journeys.test_every_page import faults_of
from tests.tables import kept_tables

pytestmark = pytest.mark.journey
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1360, "height": 900}


class Company:
    """A company that was asked, served at an address, and the cookies of two who are signed in."""

    def __init__(self, address: str, made: dict[str, Any]) -> None:
        self.address, self.wave = address, made["wave"]
        self.name, self.cookies = made["name"], made["cookies"]

    def page(self, chromium: Browser, who: str, **options: Any) -> Page:
        """Open a browser in which somebody is signed in."""
        context: BrowserContext = chromium.new_context(bypass_csp=True, **options)
        context.add_cookies([{"name": self.name, "value": self.cookies[who], "url": self.address}])
        return context.new_page()


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """Make the company in a folder of its own, and serve it."""
    folder, port = tmp_path_factory.mktemp("asked"), free_port()
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "PUBLIC_URL"}}
    settings = kept | {"DATA_DIR": str(folder), "PORT": str(port), "SAMPLE": "off"}
    shutil.copy(kept_tables(), folder / "parley.sqlite3")
    making = [sys.executable, "-m", "tests.journeys.asked_company"]
    made = subprocess.run(making, env=settings, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr[-4000:]
    log = (folder / "log").open("w")
    program = Path(sys.executable).parent / "parley"
    process = subprocess.Popen([program, "run"], env=settings, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        _await(address, process, folder / "log")
        yield Company(address, json.loads(made.stdout.splitlines()[-1]))
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_an_executive_finds_the_answer_on_the_first_screen_of_a_phone(
    chromium: Browser, company: Company, *, scripts: bool
) -> None:
    page = company.page(chromium, "elena", viewport=PHONE, has_touch=True, java_script_enabled=scripts)
    page.goto(f"{company.address}/surveys/{company.wave}/results/")
    loud = page.get_by_role("heading", name="say they can influence the roadmap")
    bar = page.get_by_role("navigation", name="Quick ways").bounding_box()
    assert bar
    for each in (loud, page.locator(".finding-first > .finding-beside"), page.locator(".finding-first > .strip")):
        box = each.bounding_box()
        assert box
        assert box["y"] > 0
        assert box["y"] + box["height"] < bar["y"], "it is seen without scrolling"
    expect(page.locator(".finding-first > .finding-beside")).to_contain_text("answered; up 6 points: too few answers")
    page.get_by_role("link", name=re.compile("Do something about it.*73%")).tap()
    page.get_by_label("Which group should answer it?").select_option(label="Reporting")
    page.get_by_label("Why does it matter?").fill("Account managers hear of changes from their clients first.")
    page.get_by_label("Who sees to it?").fill("Elena Brandt")
    page.get_by_role("button", name="Open this topic").tap()
    expect(page.locator("#followed")).to_contain_text("Elena Brandt sees to it")
    page.context.close()


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (PHONE, "dark"), (DESK, "light"), (DESK, "dark")])
def test_every_page_of_results_can_be_used_by_everybody(
    chromium: Browser, company: Company, size: Any, scheme: Literal["light", "dark"]
) -> None:
    faults = []
    for who, paths in (("elena", ("", "topics/new/?question=influence")), ("ines", ("../words/",))):
        page = company.page(chromium, who, viewport=size, color_scheme=scheme)
        for path in paths:
            address = f"/surveys/{company.wave}/results/{path}"
            answer = page.goto(f"{company.address}{address}")
            assert answer
            assert answer.status == 200
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            faults += faults_of(page, address, f"at {size['width']} {scheme}")
        page.context.close()
    assert not faults, "\n" + "\n".join(faults)


def test_on_paper_everything_is_there_but_the_ways_on(chromium: Browser, company: Company) -> None:
    page = company.page(chromium, "elena", viewport=DESK)
    page.goto(f"{company.address}/surveys/{company.wave}/results/")
    page.emulate_media(media="print")
    assert page.get_by_text("Do something about it").first.is_hidden()
    assert page.get_by_role("heading", name="say they can influence the roadmap").is_visible()
    assert page.locator(".result-table .strip").first.is_visible()
    page.context.close()
