"""A hundred ways to run a script through what people write, in a real browser without any other guard."""

import pytest
from playwright.sync_api import Browser, Dialog

from parley.languages.prose import prose
from tests.languages.test_prose import PAYLOADS

pytestmark = pytest.mark.journey


def test_no_dialog_opens_and_nothing_is_asked_for(chromium: Browser) -> None:
    page = chromium.new_page()
    opened: list[str] = []
    asked: list[str] = []

    def noted(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", noted)
    page.on("request", lambda request: asked.append(request.url))
    page.set_content("".join(f"<article>{prose(each)}</article>" for each in PAYLOADS))
    for link in page.locator("a").all()[:40]:
        link.hover(force=True)
        link.focus()
    assert page.locator("article").count() == len(PAYLOADS)
    assert (opened, asked) == ([], [])
    page.set_content(f"<article>{PAYLOADS[0]}<img src=x onerror=alert(1)></article>")
    page.wait_for_timeout(500)
    assert opened, "so it would have been seen"
    page.close()
