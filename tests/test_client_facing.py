"""What clients read holds what may be said to them, all of it, and not one word more: random companies full of marks.

Every text of a company is a mark of its own, and every window a year of its own. Which of them a client may read is
worked out below from PRODUCT.md alone; then each thing a client is given is searched for all of them.
"""

import html
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
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
from hypothesis import strategies as st
from pypdf import PdfReader

from parley.clients.models import AccountManager, Client, Insight
from parley.disclosure.actions import end_link, stop, withdraw_words
from parley.disclosure.models import (
    Correction,
    ShareLink,
    Statement,
    TalkTrack,
    TellingOverride,
    TrackClient,
    TrackWords,
)
from parley.disclosure.terms import Means, Told
from parley.groups.models import Area, Group
from parley.kernel.spans import Grain
from parley.ledger.door import action, record
from parley.ledger.terms import MACHINE
from parley.people.events import CaughtUp
from parley.people.models import Person, Region
from parley.people.terms import Side
from parley.roadmap.models import Initiative, InitiativeRegion, InitiativeWhy, InsightLink, Override, RegionOverride
from parley.roadmap.terms import Audience, Horizon, Stage, Stance, Waiver
from parley.topics.models import Topic
from parley.topics.terms import TopicKind
from parley.voices.models import Comment, Thread
from tests.screens.everything import patterns

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MARK = re.compile(r"qz\d{4}z")
YEAR = re.compile(r"\b2[1-9]\d\d\b")  # windows lie in years of their own, from 2100 on
REVENUE = 7_654_321
ORDER = [Told.NOBODY, Told.NAMED_CLIENTS, Told.ANY_CLIENT]
GRAINS = [Grain.DAY, Grain.QUARTER, Grain.HALF]  # finest first


@dataclass
class Said:
    """The words of a talk track for one region or for all others, with their marks."""

    region: str  # "own", "other" or "" for everywhere else
    text: str
    window: tuple[date, date] | None
    grain: Grain | None


@dataclass
class Thing:
    """An initiative as the plain rule below needs it."""

    row: Initiative
    facts: dict[str, Any]
    name: str = ""
    words: list[Said] = field(default_factory=list)
    track: TalkTrack | None = None


@dataclass
class Company:
    """A company: the client that is told, another, who tells, and the things that may or may not be told."""

    person: Person
    client: Client
    other: Client
    own: Region
    far: Region
    things: list[Thing] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    years: Iterator[int] = field(default_factory=lambda: count(2101))

    def mark(self) -> str:
        return f"qz{next(self.numbers):04}z"

    def window(self, grain: Grain) -> tuple[date, date]:
        year = next(self.years)
        last = {Grain.DAY: date(year, 4, 1), Grain.QUARTER: date(year, 6, 30), Grain.HALF: date(year, 6, 30)}[grain]
        return date(year, 1 if grain is Grain.HALF else 4, 1), last


words = st.fixed_dictionaries(
    {"region": st.sampled_from(["", "own", "other"]), "grain": st.sampled_from([None, None, *GRAINS])}
)
things = st.fixed_dictionaries(
    {
        "stage": st.sampled_from([*Stage, Stage.BUILD, Stage.BUILD, Stage.LAUNCH, Stage.LIVE, Stage.BETA]),
        "shown_to": st.sampled_from([*Audience, Audience.GROUP, Audience.COMPANY, Audience.COMPANY]),
        "regions": st.sampled_from(["all", "all", "all", "own", "other"]),
        "whom": st.sampled_from([Told.ANY_CLIENT, Told.ANY_CLIENT, Told.NAMED_CLIENTS]),
        "named": st.sampled_from(["this", "this", "other", "both"]),
        "words": st.lists(words, min_size=1, max_size=3, unique_by=lambda each: each["region"]),
        "life": st.sampled_from(["in force"] * 6 + ["draft", "expired", "ended"]),
        "further": st.one_of(
            st.none(),
            st.just((Told.ANY_CLIENT, Grain.DAY)),
            st.tuples(st.sampled_from(ORDER), st.sampled_from([None, *GRAINS])),
        ),
        "before": st.booleans(),  # words that were superseded
        "next": st.booleans(),  # a draft beside the words in force
        "told_freely": st.booleans(),
    }
)
ENDS = ("nothing", "superseded", "withdrawn", "expired", "stage", "audience", "named", "stopped")
plans = st.fixed_dictionaries(
    {
        "who": st.sampled_from(["operations", "operations", "manager", "stranger"]),
        "placed": st.booleans(),  # whether the client has a region
        "things": st.lists(things, min_size=3, max_size=6),
        "ends": st.lists(st.sampled_from(ENDS), min_size=6, max_size=6),
    }
)


@action
def build(*, plan: dict[str, Any], actor: Any, at: Any) -> Company:
    """Make a company row by row, so that states the actions would refuse are tried as well; every text is a mark."""
    marks = count(9000)
    secret = lambda: f"qz{next(marks):04}z"  # noqa: E731 - before the company, whose own marks begin at 1
    own, far = (Region.objects.create(key=f"r{n}", name=secret()) for n in range(2))
    person = Person.objects.create(key="p", name=secret(), email="p@parley.example", region=own,
                                   operations=plan["who"] == "operations")  # fmt: skip
    client, other = (
        Client.objects.create(key=f"c{n}", name=secret(), segment=secret(), revenue=REVENUE, currency="EUR",
                              region=own if plan["placed"] else None) for n in range(2)
    )  # fmt: skip
    if plan["who"] == "manager":
        AccountManager.objects.create(client=client, person=person)
    made = Company(person, client, other, own, far)
    decider = Person.objects.create(key="d", name=secret(), email="d@parley.example")
    area = Area.objects.create(key="a", name=secret(), decider=decider)
    Group.objects.create(area=area, charter=secret())
    for n, facts in enumerate(plan["things"]):
        made.things.append(_thing(made, n, facts, area, at))
    record(CaughtUp(person=person.pk))
    return made


def _thing(made: Company, n: int, facts: dict[str, Any], area: Area, at: Any) -> Thing:
    first, last = made.window(Grain.QUARTER)
    thread = Thread.objects.create(opened_at=at)
    row = Initiative.objects.create(
        area=area, key=str(n), title=made.mark(), stage=facts["stage"], horizon=Horizon.NOW, audience=Audience.COMPANY,
        shown_to=facts["shown_to"], all_regions=facts["regions"] == "all", window_first=first, window_last=last,
        thread=thread, created_at=at, changed_at=at, owner=made.person,
    )  # fmt: skip
    if facts["regions"] != "all":
        InitiativeRegion.objects.create(initiative=row, region=made.own if facts["regions"] == "own" else made.far)
    why = ("because", "who_benefits", "budget", "expected_return", "return_basis", "instead")
    row.why = InitiativeWhy.objects.create(initiative=row, written_at=at, **{each: made.mark() for each in why})
    row.save()
    for region in (made.own, made.far):
        first, last = made.window(Grain.QUARTER)
        RegionOverride.objects.create(initiative=row, region=region, window_first=first, window_last=last)
    Override.objects.create(initiative=row, waives=Waiver.AUDIENCE, reason=made.mark(), given_at=at)
    Comment.objects.create(thread=thread, author=made.person, text=made.mark(), said_at=at)
    for client in (made.client, made.other):
        insight = Insight.objects.create(client=client, text=made.mark(), said_on=at.date(), noted_at=at,
                                         key=f"{client.pk}-{n}")  # fmt: skip
        InsightLink.objects.create(initiative=row, insight=insight, client=client, stance=Stance.SUPPORTS, linked_at=at)
    Topic.objects.create(area=area, kind=TopicKind.QUESTION, title=made.mark(), why=made.mark(), side=Side.NEITHER,
                         brought_by=made.person, brought_at=at, answer_by=at.date(), answer=made.mark(),
                         thread=Thread.objects.create(opened_at=at))  # fmt: skip
    if facts["further"]:
        whom, finest = facts["further"]
        TellingOverride.objects.create(initiative=row, whom=whom, finest=finest, reason=made.mark(), given_at=at)
    thing = Thing(row, facts)
    if facts["before"]:
        _track(made, thing, "ended", at)
    if facts["next"] and facts["life"] != "draft":
        _track(made, thing, "draft", at)
    thing.name, thing.words, thing.track = _track(made, thing, facts["life"], at)
    if facts["told_freely"]:
        for client in (made.client, made.other):
            Statement.objects.create(initiative=row, client=client, name=made.mark(), text=made.mark(),
                                     to_whom=made.mark(), told_on=at.date() - timedelta(days=9), means=Means.CALL,
                                     by=made.person, logged_at=at)  # fmt: skip
    return thing


def _track(made: Company, thing: Thing, life: str, at: Any) -> tuple[str, list[Said], TalkTrack]:
    facts, name = thing.facts, made.mark()
    track = TalkTrack.objects.create(
        initiative=thing.row, name=name, whom=facts["whom"], drafted_at=at,
        expires_on=at.date() + timedelta(days=-1 if life == "expired" else 30),
        in_force_at=None if life == "draft" else at, ended_at=at if life == "ended" else None,
    )  # fmt: skip
    said = []
    for each in facts["words"]:
        window = made.window(each["grain"]) if each["grain"] else None
        said.append(Said(each["region"], made.mark(), window, each["grain"]))
        TrackWords.objects.create(
            track=track, text=said[-1].text, region={"own": made.own, "other": made.far}.get(each["region"]),
            window_first=window[0] if window else None, window_last=window[1] if window else None,
        )  # fmt: skip
    if facts["whom"] is Told.NAMED_CLIENTS:
        for client in (made.client, made.other):
            if facts["named"] == "both" or facts["named"] == ("this" if client == made.client else "other"):
                TrackClient.objects.create(track=track, client=client)
    return name, said, track


# The plain rule, written from PRODUCT.md: rule 2, rule 11 and "Alpha and beta".


def open_to(made: Company, thing: Thing) -> Said | None:
    """The words that may be said of a thing to the client, whoever says them."""
    facts = thing.facts
    if facts["life"] != "in force" or facts["stage"] is Stage.STOPPED or facts["shown_to"] is Audience.PRODUCT_TEAM:
        return None
    region = "own" if made.client.region_id == made.own.pk else "none"
    if facts["regions"] not in {"all", region}:
        return None
    by_region = {each.region: each for each in thing.words}
    said = by_region.get(region) or by_region.get("")
    if said is None or (facts["whom"] is Told.NAMED_CLIENTS and facts["named"] == "other"):
        return None
    whom, finest = bound(facts)
    if ORDER.index(facts["whom"]) > ORDER.index(whom):
        return None
    if said.grain and (finest is None or GRAINS.index(said.grain) < GRAINS.index(finest)):
        return None
    return said


def bound(facts: dict[str, Any]) -> tuple[Told, Grain | None]:
    """How far words about a thing may go: as its stage and its audience allow, or an override further."""
    by_stage = {Stage.GATHER: 0, Stage.EXPLORE: 0, Stage.ALPHA: 1, Stage.BETA: 1}
    by_audience = {Audience.GROUP: 1, Audience.COMPANY: 2}
    whom = ORDER[min(by_stage.get(facts["stage"], 2), by_audience[facts["shown_to"]])]
    finest = {Stage.BUILD: Grain.QUARTER, Stage.LAUNCH: Grain.DAY, Stage.LIVE: Grain.DAY}.get(facts["stage"])
    if facts["further"]:
        further, finer = facts["further"]
        whom = max(whom, further, key=ORDER.index)
        finest = min(filter(None, (finest, finer)), key=GRAINS.index, default=None)
    return whom, finest


def may_tell(made: Company, plan: dict[str, Any], thing: Thing) -> bool:
    """Whether whoever hands over reads the words: they see the thing, or look after a client that it names."""
    sees = plan["who"] == "operations" or thing.facts["shown_to"] is Audience.COMPANY
    return sees or (plan["who"] == "manager" and thing.facts["whom"] is Told.NAMED_CLIENTS)


def readable(pairs: list[tuple[Thing, Said]]) -> tuple[set[str], set[str]]:
    """The marks and the years that a client may read, and should."""
    marks = {thing.name for thing, _said in pairs} | {said.text for _thing, said in pairs}
    return marks, {str(said.window[0].year) for _thing, said in pairs if said.window}


def found_in(text: str) -> tuple[set[str], set[str]]:
    """The marks and years that stand in what a client was given; a revenue is a fault in any form."""
    assert not re.search(r"7[ ,.]?654|7[.,]7 ?m|EUR|€", text)
    return set(MARK.findall(text)), set(YEAR.findall(text))


# What a client is given.


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


KEPT = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


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
            _track(made, thing, "in force" if thing.facts["life"] == "in force" else "ended", at)
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
