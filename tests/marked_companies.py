"""Random companies full of marks, and what of them a client may read.

Every text of a company is a mark of its own, and every window a year of its own. Which of them a client may read is
worked out below from PRODUCT.md alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

from hypothesis import strategies as st

from parley.clients.models import AccountManager, Client, Insight
from parley.disclosure.models import (
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
from parley.people.events import CaughtUp
from parley.people.models import Person, Region
from parley.people.terms import Side
from parley.roadmap.models import Initiative, InitiativeRegion, InitiativeWhy, InsightLink, Override, RegionOverride
from parley.roadmap.terms import Audience, Horizon, Stage, Stance, Waiver
from parley.topics.models import Topic
from parley.topics.terms import TopicKind
from parley.voices.models import Comment, Thread

MARK = re.compile(r"qz\d{4}z")
YEAR = re.compile(r"\b2[1-9]\d\d\b")  # windows lie in years of their own, from 2100 on
REVENUE = 7_654_321
ORDER = [Told.NOBODY, Told.NAMED_CLIENTS, Told.ANY_CLIENT]
GRAINS = [Grain.DAY, Grain.QUARTER, Grain.HALF]  # finest first
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
        tracked(made, thing, "ended", at)
    if facts["next"] and facts["life"] != "draft":
        tracked(made, thing, "draft", at)
    thing.name, thing.words, thing.track = tracked(made, thing, facts["life"], at)
    if facts["told_freely"]:
        for client in (made.client, made.other):
            Statement.objects.create(initiative=row, client=client, name=made.mark(), text=made.mark(),
                                     to_whom=made.mark(), told_on=at.date() - timedelta(days=9), means=Means.CALL,
                                     by=made.person, logged_at=at)  # fmt: skip
    return thing


def tracked(made: Company, thing: Thing, life: str, at: Any) -> tuple[str, list[Said], TalkTrack]:
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
