"""The real program with the sample company on a port of its own, and a real browser to walk through it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.journeys.post import Post
from tests.tables import kept_tables

STARTS_WITHIN = 180  # seconds, on a busy machine
ANSWERED_WITHIN = 30  # seconds, likewise


class Served:
    """The program as it serves, and where; `post` is where its mails arrive."""

    def __init__(self, address: str, folder: Path, post: Post) -> None:
        self.address = address
        self.folder = folder
        self.post = post


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Start `parley run` where there are tables and no row; it loads the sample and serves until the last journey."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(kept_tables(), folder / "parley.sqlite3")
    port = free_port()
    program = Path(sys.executable).parent / "parley"
    post = Post()
    settings = {"DATA_DIR": str(folder), "PORT": str(port), "SAMPLE": "auto", "EMAIL_URL": post.url}
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "PUBLIC_URL"}}
    log = (folder / "log").open("w")
    process = subprocess.Popen([program, "run"], env=kept | settings, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        _await(address, process, folder / "log")
        yield Served(address, folder, post)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        post.shutdown()
        post.server_close()
        log.close()


def _await(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"parley run did not serve:\n{log.read_text()[-4000:]}")


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Start the machine's own Chromium; nothing is downloaded.

    It is stopped before any other test begins: while Playwright runs, so does its event loop, in which Django asks no
    database.
    """
    program = os.environ.get("PARLEY_CHROMIUM", "/usr/bin/chromium")
    if not Path(program).exists():
        pytest.fail("Journeys need Chromium. Start them with ./parley test, which installs it or says how.")
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
               "--disable-sync"]  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=options)
        yield browser
        browser.close()


class Visitor:
    """Somebody of the cast in front of a browser."""

    def __init__(self, context: BrowserContext, served: Served) -> None:
        self.context = context
        self.served = served
        self.page: Page = context.new_page()
        self.phone = (self.page.viewport_size or {"width": 0})["width"] <= 400
        self.trouble: list[str] = []
        self.page.on("console", lambda said: self._note(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.under_way: set[Request] = set()
        self.page.on("request", lambda asked: self.under_way.add(asked) if asked.is_navigation_request() else None)
        self.page.on("requestfinished", self._ended)
        self.page.on("requestfailed", self._ended)

    def _ended(self, asked: Request) -> None:
        self.under_way.discard(asked)

    def _note(self, text: str) -> None:
        """Keep what a script complains of; that a rule refused (422) is no trouble, and the browser says it too."""
        if "status of 422" not in text:
            self.trouble.append(text)

    def become(self, name: str) -> None:
        """Continue as one of the cast, once what was pressed has been answered.

        The page is left first: what it still asks for by itself would bring back its cookies.
        """
        until = time.monotonic() + ANSWERED_WITHIN
        while self.under_way and time.monotonic() < until:
            self.page.wait_for_timeout(20)
        self.page.goto("about:blank")
        self.context.clear_cookies()
        self.page.goto(f"{self.served.address}/sign-in/cast/")
        self.page.get_by_role("button", name=name).click()
        self.page.wait_for_url(f"{self.served.address}/")

    def go(self, path: str) -> None:
        """Open a page by its path."""
        answer = self.page.goto(f"{self.served.address}{path}")
        assert answer is not None
        assert answer.status == 200, f"{path} answered {answer.status}"


@pytest.fixture(params=[1360, 360], ids=["desk", "phone"])
def visitor(request: pytest.FixtureRequest, chromium: Browser, served: Served) -> Iterator[Visitor]:
    """Give a browser at the width of a desk and of a phone; a script's error fails the test."""
    width = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900 if width > 400 else 740})
    visitor = Visitor(context, served)
    yield visitor
    context.close()
    assert not visitor.trouble, visitor.trouble
