"""What a page of meetings says and costs, and what a browser sends of its forms."""

import re
from html import unescape

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

FORTNIGHTLY = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
SERIES = {"title": "Strategy group", "frequency": "weekly", "weekday": "1", "local_time": "14:00",
          "time_zone": "Europe/London", "minutes": "60", "starts_on": ""}  # fmt: skip
ITEM = {"thing": "", "title": "Prices", "purpose": "hear", "minutes": "15", "lead": "", "why": ""}
NASTY = ["\x00", "x" * 1_000_000, "2026-99-99", "-1", "😀" * 300, "topic:999999999999999999999"]


def text(answer) -> str:
    """The words of a page, as somebody reads them."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def cost(browser, href) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(href).status_code == 200
    return len(queries)


def page_of(meeting) -> str:
    return reverse("meeting", args=[meeting.pk])


def minutes_of(meeting) -> str:
    return reverse("meeting_minutes", args=[meeting.pk])


def box(item, notes: str, version: int = 1, *, was: str = "") -> dict[str, object]:
    """What a browser sends of the box of one item."""
    start = f"item-{item.pk}"
    return {f"{start}-notes": notes, f"initial-{start}-notes": was, f"{start}-seen_version": version}


def sent_by(answer) -> dict[str, str]:
    """Everything that a browser would send of the page's one form of minutes, as it is filled in."""
    found: dict[str, str] = {}
    for tag in re.finditer(r"<(input|textarea|select)\b([^>]*form=\"minutes\"[^>]*)>(.*?)(?=<(?!option|/option))",
                           answer.content.decode(), re.DOTALL):  # fmt: skip
        kind, attributes, inside = tag.groups()
        name = re.findall(r'name="([^"]+)"', attributes)[0]
        value = re.search(r'value="([^"]*)"', attributes)
        if kind == "select":
            value = re.search(r'value="([^"]*)" selected', inside)
        found[name] = unescape(inside.removeprefix("\n") if kind == "textarea" else value[1] if value else "")
    return found
