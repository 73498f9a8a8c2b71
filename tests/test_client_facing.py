"""What clients read holds what may be said to them, all of it, and not one word more: random companies full of marks.

Each thing a client is given is searched for all marks; what may be in it is worked out in `tests/marked_companies.py`.
"""

import html
import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import URLPattern, reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader

from parley.disclosure.actions import end_link, stop, withdraw_words
from parley.disclosure.models import (
    Correction,
    ShareLink,
    TrackClient,
)
from parley.disclosure.terms import Told
from parley.ledger.door import action, record
from parley.ledger.terms import MACHINE
from parley.people.events import CaughtUp
from parley.people.models import Person
from parley.roadmap.terms import Audience, Stage
from tests.marked_companies import (
    MARK,
    Company,
    Said,
    Thing,
    build,
    found_in,
    may_tell,
    open_to,
    plans,
    readable,
    tracked,
)
from tests.screens.everything import patterns

pytestmark = [pytest.mark.django_db, pytest.mark.database]
KEPT = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def printed(answer: HttpResponse) -> str:
    """The part of the page of a card that is printed."""
    return html.unescape(answer.content.decode().partition("<article")[2].partition("</article>")[0])


def copied(answer: HttpResponse) -> str:
    """The text that was copied."""
    return html.unescape(answer.content.decode().partition('id="handed"')[2].partition("</pre>")[0])


def drawn(answer: HttpResponse) -> str:
    """All that a PDF holds: its text, what it says of itself, and the name of its file."""
    reader = PdfReader(io.BytesIO(answer.content))
    about = " ".join(str(each) for each in (reader.metadata or {}).values())
    streams = b" ".join(page.get_contents().get_data() for page in reader.pages)  # type: ignore[union-attr]
    written = MARK.findall(streams.decode("latin-1"))  # where one stands that is drawn out of sight
    return " ".join([*(page.extract_text() for page in reader.pages), about, *written, answer["Content-Disposition"]])


def opened(answer: HttpResponse) -> str:
    """All that a link answers with: the page and its headers."""
    return html.unescape(f"{answer.content.decode()} {dict(answer.items())}")


HANDED: dict[str, tuple[str, Callable[[HttpResponse], str]]] = {
    "the text": ("card/text", copied),
    "the PDF": ("card/pdf", drawn),
}


@pytest.mark.once
@settings(max_examples=120, deadline=None, suppress_health_check=KEPT)
@given(plan=plans)
def test_a_card_says_what_may_be_said_and_nothing_else(plan: dict[str, Any]) -> None:
    with transaction.atomic():
        made = build(plan=plan, actor=MACHINE, at=timezone.now())
        _read(made, plan)
        transaction.set_rollback(True)


@pytest.mark.once
@settings(max_examples=30, deadline=None, suppress_health_check=KEPT)
@given(plan=plans)
def test_clients_read_what_may_be_said_to_them_and_nothing_else(plan: dict[str, Any]) -> None:
    cache.clear()
    with transaction.atomic():
        made = build(plan=plan, actor=MACHINE, at=timezone.now())
        browser, mine, page = _read(made, plan)
        if mine:
            _hand_over(made, plan, browser, mine, page)
        transaction.set_rollback(True)


def _read(made: Company, plan: dict[str, Any]) -> tuple[Browser, list[tuple[Thing, Said]], str]:
    """Open the card, and give what may be told by whoever opened it, and the page."""
    said = [(thing, words) for thing in made.things if (words := open_to(made, thing))]
    mine = [(thing, words) for thing, words in said if may_tell(made, plan, thing)]
    browser = Browser()
    browser.force_login(made.person)
    page = browser.get(f"/clients/{made.client.pk}/card/")
    assert found_in(printed(page)) == readable(mine), "the page of the card"
    return browser, mine, page.content.decode()


def _hand_over(
    made: Company, plan: dict[str, Any], browser: Browser, mine: list[tuple[Thing, Said]], page: str
) -> None:
    """Hand the card over in every way, end some of what it says, and look at what clients read each time."""
    seen = html.unescape(page.partition('name="seen" value="')[2].partition('"')[0])
    form = {"initiative": [thing.row.pk for thing in made.things], "seen": seen, "to_whom": "qz9990z"}
    for what, (way, text) in HANDED.items():
        answer = browser.post(f"/clients/{made.client.pk}/{way}/", form)
        assert answer.status_code == 200, what
        assert found_in(text(answer)) == readable(mine), what
    answer = browser.post(f"/clients/{made.client.pk}/links/", form)
    address = re.search(r"/shared/[\w-]+/", copied(answer))
    assert address
    assert not MARK.search(copied(answer)), "the address of the link"
    stranger = Browser()
    assert found_in(opened(stranger.get(address[0]))) == readable(mine), "the link"
    _end_another(made, browser, form)
    for thing, end in zip(made.things, plan["ends"], strict=False):
        close(thing=thing, end=end, made=made, actor=MACHINE, at=timezone.now())
    left = [(thing, words) for thing, words in mine if open_to(made, thing) == words]
    assert found_in(opened(stranger.get(address[0]))) == readable(left), "the link, after some of it ended"
    answer = stranger.post(address[0] + "views/", {"visit": "v" * 32})
    assert found_in(opened(answer)) == (set(), set()), "what the beacon answers"
    _correct(made, left)
    assert not mail.outbox, "no mail goes to clients; when one does, search it here"


def _end_another(made: Company, browser: Browser, form: dict[str, Any]) -> None:
    """End a link while all that it shows still holds."""
    again = re.search(r"/shared/[\w-]+/", copied(browser.post(f"/clients/{made.client.pk}/links/", form)))
    assert again
    end_link(link=ShareLink.objects.latest("pk"), actor=MACHINE, at=timezone.now())
    assert found_in(opened(Browser().get(again[0]))) == (set(), set()), "a link, after it was ended"


@action
def close(*, thing: Thing, end: str, made: Company, actor: Any, at: Any) -> None:
    """End what may be said of a thing in one of the ways there are."""
    row, track = thing.row, thing.track
    assert track
    match end:
        case "superseded":
            track.ended_at = at
            track.save()
            tracked(made, thing, "in force" if thing.facts["life"] == "in force" else "ended", at)
            thing.facts = thing.facts | {"life": "ended"}
        case "withdrawn":
            track.ended_at = at
            track.save()
            thing.facts = thing.facts | {"life": "ended"}
        case "expired":
            track.expires_on = at.date() - timedelta(days=1)
            track.save()
            thing.facts = thing.facts | {"life": "expired"}
        case "stage" | "stopped":
            row.stage = Stage.STOPPED if end == "stopped" else Stage.EXPLORE
            thing.facts = thing.facts | {"stage": row.stage}
        case "audience":
            row.shown_to = Audience.PRODUCT_TEAM
            thing.facts = thing.facts | {"shown_to": row.shown_to}
        case "named":
            track.whom = Told.NAMED_CLIENTS
            track.save()
            TrackClient.objects.filter(track=track, client=made.client).delete()
            thing.facts = thing.facts | {"whom": Told.NAMED_CLIENTS, "named": "other"}
        case _:
            record(CaughtUp(person=made.person.pk))
            return
    row.save()
    record(CaughtUp(person=made.person.pk))


def _correct(made: Company, left: list[tuple[Thing, Said]]) -> None:
    """Break what still holds, through the actions, and read the words that are drafted for the client."""
    boss = Person.objects.get(key="d")
    promote(person=boss, actor=MACHINE, at=timezone.now())
    for n, (thing, said) in enumerate(left):
        told = {"initiative": thing.row, "reason": "qz9991z is why we cannot go on.", "actor": boss}
        thing.row.refresh_from_db()
        (withdraw_words if n % 2 else stop)(**told, at=timezone.now())
        text = Correction.objects.get(initiative=thing.row, client=made.client).text
        marks, years = found_in(text)
        assert marks <= {thing.name, said.text}, "the words that correct it"
        assert years <= {str(said.window[0].year)} if said.window else not years
        assert thing.name in text


@action
def promote(*, person: Person, actor: Any, at: Any) -> None:
    """Let somebody keep every roadmap."""
    person.operations = True
    person.save()
    record(CaughtUp(person=person.pk))


STRANGERS_MAY_OPEN = {
    "slack",  # answers nobody but Slack, by its signature, and people there by their linked accounts
    "mail_in",  # answers nobody without the secret, and says nothing of what is here
    "stop_mails",  # whoever holds the mail turns it off: no client does
    "health", "sign_in", "sign_in_links", "sign_in_link", "cast", "shared_card", "shared_card_views",
    "feed", "invitation",  # of meetings: no word for clients is in them
    "waiting_news", "waiting_calendar",  # of what waits for one colleague
    "trial_answer", "trial_invited",  # tests/trials/test_{feedback,invitation}_faces_clients.py
    "decide_prices",  # as the next
    "decide",  # for one colleague: no client is given it
}  # fmt: skip


def test_every_address_that_a_stranger_may_open_is_known_here() -> None:
    """Another page for clients belongs into the test above before it belongs into this list."""

    def asks_nobody(pattern: URLPattern) -> bool:
        return not getattr(pattern.callback, "login_required", True)

    assert {each.name for each in patterns() if asks_nobody(each)} == STRANGERS_MAY_OPEN
    assert reverse("shared_card", args=["x"]) == "/shared/x/"


def test_a_mark_that_does_not_belong_is_found() -> None:
    assert found_in("<p>qz0001z</p> in 2104, not qz12z") == ({"qz0001z"}, {"2104"})
    for text in ("7,654,321", "€7.7m", "7654321.00", "EUR 7654321"):
        with pytest.raises(AssertionError):
            found_in(text)
