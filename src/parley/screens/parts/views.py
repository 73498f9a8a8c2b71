"""Every part in every state, on invented people and figures; nothing is read from the database."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_GET

from parley.screens.asking import Asked
from parley.screens.attaching import Attaching
from parley.screens.frame import Message, WayBack
from parley.screens.frame import page as framed
from parley.screens.parts.forms import EveryField

NOOR = SimpleNamespace(name="Noor Haddad", side="product")
JONAS = SimpleNamespace(name="Jonas Weber", side="business")
ELENA = SimpleNamespace(name="Elena Brandt", side="neither")
ZOFIA = SimpleNamespace(name="Żofia Łąkowska", initials="ŻŁ", side="business")

FRAME = SimpleNamespace(
    person=NOOR,
    company="Lumen Media",
    sample_mode=True,
    place="group:identity",
    waiting=4,
    decisions_waiting=2,
    groups=[
        SimpleNamespace(key="identity", name="Identity & privacy"),
        SimpleNamespace(key="reporting", name="Reporting"),
        SimpleNamespace(key="tv", name="Connected TV"),
    ],
    group_count=9,
    operations=True,
    messages=[
        Message("good", "Your topic is on the agenda for Tue 24 Nov.", WayBack("Take it off again", "#")),
        Message("warn", "Two account managers have not been told yet."),
        Message("bad", "The file could not be read: line 12 has no client."),
    ],
)
HISTORY = [
    SimpleNamespace(
        sentence="Moved from Q2 to Q3", who="Noor Haddad", when="28 Oct", why="To free two teams for audited clients."
    ),
    SimpleNamespace(sentence="Seen by the group", who="Noor Haddad", when="12 Sep", why=""),
]


def _files() -> list[SimpleNamespace]:
    """A picture of one's own and a PDF of somebody else's."""
    picture = SimpleNamespace(key=1, name="no-signal.png", is_picture=True, about="0.3 MB", width=240, height=240,
                              removable=True, preview=static("img/favicon.svg"))  # fmt: skip
    pdf = SimpleNamespace(key=2, name="consent-audit.pdf", is_picture=False, about="PDF, 3 pages, 0.8 MB",
                          removable=False)  # fmt: skip
    return [picture, pdf]


@require_GET
def blank(request: Asked) -> HttpResponse:
    """Show the frame with nothing in it: what every page costs at least, which `parley bench` compares with."""
    return framed(request, "parts_page/blank.html")


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Show every part; the form stands there untouched and refused."""
    refused = EveryField({"title": "", "kind": "wish", "when": "soon", "by_mail": "on"}, prefix="refused")
    refused.add_error(None, "A topic needs a why that says more than its title.")
    unattached = Attaching({}, prefix="unattached")
    unattached.add_error("file", "This file is called PNG and holds no picture. Save it again as what it is.")
    pages = Paginator(range(95), 30)
    return render(
        request,
        "parts_page/page.html",
        {
            "frame": FRAME,
            "noor": NOOR,
            "jonas": JONAS,
            "elena": ELENA,
            "zofia": ZOFIA,
            "form": EveryField(),
            "chosen": EveryField(prefix="chosen"),
            "refused": refused,
            "files": _files(),
            "attaching": Attaching(prefix="attaching"),
            "attaching_refused": unattached,
            "history": HISTORY,
            "today": date(2026, 11, 24),
            "now": datetime(2026, 11, 24, 14, 0, tzinfo=UTC),
            "middle": pages.page(2),
            "first": pages.page(1),
        },
    )
