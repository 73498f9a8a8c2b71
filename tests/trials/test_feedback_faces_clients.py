"""What a client reads by its link holds its own questions and not one word more: random trials full of marks.

Every text of a trial is a mark of its own. Which of them a client may read is worked out below from PRODUCT.md and from
what the trial says; then the page, what it answers with and its headers are searched for all of them.
"""

import html
import re
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client as Browser
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.clients.models import Client, Insight
from parley.disclosure.models import Statement
from parley.disclosure.terms import Means
from parley.groups.models import Area
from parley.ledger.door import action, record
from parley.ledger.terms import MACHINE
from parley.people.events import CaughtUp
from parley.people.models import Person, Region
from parley.people.queries import hash_of
from parley.roadmap.models import Initiative
from parley.roadmap.terms import Audience, Horizon, Stage
from parley.trials.models import Trial, TrialAnswer, TrialLink, TrialPlace, TrialQuestion, TrialScreenshot
from parley.trials.terms import AnswerKind, LinkFor, PlaceState, Tap, TrialKind, TrialState, Verdict
from parley.voices.actions.attaching import attach
from parley.voices.models import Thread
from tests.roadmap.made import sketch

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MARK = re.compile(r"qz\d{4}z")
TOKEN = "a-token-that-was-given"
LIVES = ("holds", "holds", "holds", "holds", "ended", "expired", "invitation", "closed", "planned", "out", "left")

questions = st.fixed_dictionaries(
    {"kind": st.sampled_from(list(AnswerKind)), "region": st.sampled_from(["", "", "own", "other"]),
     "segment": st.sampled_from(["", "", "own", "other"]), "said": st.booleans()}
)  # fmt: skip
plans = st.fixed_dictionaries(
    {
        "life": st.sampled_from(LIVES),
        "placed": st.booleans(),
        "agreement": st.booleans(),
        "invited": st.sampled_from([0, 1, 2]),
        "questions": st.lists(questions, min_size=1, max_size=4),
    }
)


@dataclass
class Made:
    """A trial, and the marks that a client may read on its page."""

    asked: list[TrialQuestion] = field(default_factory=list)
    readable: set[str] = field(default_factory=set)


@action
def build(*, plan: dict[str, Any], actor: Any, at: Any) -> Made:
    """Make a trial row by row; every text is a mark."""
    numbers, made = count(1), Made()
    mark = lambda: f"qz{next(numbers):04}z"  # noqa: E731 - one line says it
    own, far = (Region.objects.create(key=f"r{n}", name=mark()) for n in range(2))
    person = Person.objects.create(key="p", name=mark(), email="p@parley.example", region=own)
    segments = {"own": mark(), "other": mark(), "": ""}
    client, other = (
        Client.objects.create(key=f"c{n}", name=mark(), segment=segments["own"], region=own if plan["placed"] else None)
        for n in range(2)
    )
    initiative = Initiative.objects.create(
        area=Area.objects.create(key="a", name=mark(), decider=person), key="i", title=mark(), stage=Stage.BETA,
        horizon=Horizon.NOW, audience=Audience.GROUP, shown_to=Audience.GROUP, owner=person,
        thread=Thread.objects.create(opened_at=at), created_at=at, changed_at=at,
    )  # fmt: skip
    agreement = mark() if plan["agreement"] else ""
    states = {"closed": TrialState.CLOSED, "planned": TrialState.PLANNED}
    trial = Trial.objects.create(
        initiative=initiative, kind=TrialKind.BETA, code_name=mark(), aim=mark(), first_day=at.date(),
        last_day=at.date() + timedelta(days=30), places=9, requirements=mark(), agreement=agreement, rest_months=9,
        state=states.get(plan["life"], TrialState.OPEN), thread=Thread.objects.create(opened_at=at), planned_at=at,
        because=mark(),
    )  # fmt: skip
    mine, theirs = (
        TrialPlace.objects.create(trial=trial, client=each, state=PlaceState.ACCEPTED, because=mark(),
                                  put_forward_by=person, put_forward_at=at, changed_at=at)
        for each in (client, other)
    )  # fmt: skip
    if plan["life"] == "out":
        mine.state = PlaceState.TAKEN_OUT
        mine.save()
    if plan["life"] == "left":
        client.left_on = at.date()
        client.save()
    names = [_invited(place, mark, person, n, at) for place in (theirs, mine) for n in range(plan["invited"])]
    TrialLink.objects.create(
        place=mine, serves=LinkFor.INVITATION if plan["life"] == "invitation" else LinkFor.FEEDBACK,
        token_hash=hash_of(TOKEN), to_whom=mark(), made_by=person, made_at=at,
        expires_on=at.date() + timedelta(days=-1 if plan["life"] == "expired" else 30),
        ended_at=at if plan["life"] == "ended" else None,
    )  # fmt: skip
    regions = {"own": own, "other": far, "": None}
    for n, facts in enumerate(plan["questions"]):
        question = TrialQuestion.objects.create(
            trial=trial, position=n, asks=mark(), changes_mind=mark(), kind=facts["kind"],
            region=regions[facts["region"]], segment=segments[facts["segment"]], verdict=Verdict.YES, evidence=mark(),
            answered_by=person, answered_at=at,
        )  # fmt: skip
        if facts["said"]:
            for place in (mine, theirs):
                _said(question, place, mark, person, at)
        # The plain rule: one is asked what is for everybody, or for one’s own region and segment.
        if facts["region"] in ({"", "own"} if plan["placed"] else {""}) and facts["segment"] in {"", "own"}:
            made.asked.append(question)
            made.readable.add(question.asks)
    made.readable |= {names[-1]} if plan["invited"] else set()
    made.readable |= {agreement} if agreement else set()
    record(CaughtUp(person=person.pk))
    return made


def _invited(place: TrialPlace, mark: Any, person: Person, n: int, at: Any) -> str:
    statement = Statement.objects.create(
        initiative=place.trial.initiative, client=place.client, name=mark(), text=mark(), to_whom=mark(),
        told_on=at.date(), means=Means.LINK, by=person, logged_at=at, latest=n == 0, key=f"{place.pk}-{n}",
    )  # fmt: skip
    TrialLink.objects.create(
        place=place, serves=LinkFor.INVITATION, token_hash=hash_of(f"{place.pk}-{n}"), statement=statement,
        to_whom=mark(), made_by=person, made_at=at + timedelta(minutes=n), expires_on=at.date(),
    )  # fmt: skip
    return statement.name


def _said(question: TrialQuestion, place: TrialPlace, mark: Any, person: Person, at: Any) -> None:
    text = mark()
    insight = Insight.objects.create(client=place.client, text=text, said_on=at.date(), noted_at=at,
                                     key=f"{question.pk}-{place.pk}")  # fmt: skip
    place.thread = place.thread or Thread.objects.create(opened_at=at)
    place.save()
    TrialAnswer.objects.create(question=question, place=place, tap=Tap.NO, text=text, said_on=at.date(), noted_at=at,
                               noted_by=person, insight=insight)  # fmt: skip
    shot = attach(thread=place.thread, file=sketch(f"{mark()}.webp"), actor=person, at=at)
    TrialScreenshot.objects.create(question=question, place=place, attachment=shot, said_on=at.date())


def marks_in(answer: HttpResponse) -> set[str]:
    """All marks that an answer holds: its page and its headers."""
    return set(MARK.findall(html.unescape(f"{answer.content.decode()} {dict(answer.items())}")))


@pytest.mark.once
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plans)
def test_a_client_reads_its_own_questions_and_nothing_else(plan: dict[str, Any]) -> None:
    cache.clear()
    with transaction.atomic():
        made = build(plan=plan, actor=MACHINE, at=timezone.now())
        _read(made, holds=plan["life"] == "holds")
        transaction.set_rollback(True)


def _read(made: Made, *, holds: bool) -> None:
    browser, address = Browser(), f"/answer/{TOKEN}/"
    never = browser.get("/answer/never-given/")
    opened = browser.get(address)
    wrote = {f"text-{each.pk}": f"qz9{n:03}z" for n, each in enumerate(TrialQuestion.objects.order_by("pk"))}
    if not holds:
        assert (opened.status_code, opened.content) == (404, never.content)
        sent = browser.post(address, wrote)
        assert sent.status_code == 404
        assert marks_in(sent) == set(wrote.values()), "what they wrote is theirs"
        return
    assert opened.status_code == 200
    assert marks_in(opened) == made.readable
    refused = browser.post(address, {f"text-{each.pk}": "x" * 2001 for each in made.asked})
    assert refused.status_code == 422
    assert marks_in(refused) == made.readable
    sent = browser.post(address, wrote)  # answers to questions that are not asked of it are nobody’s
    theirs = {wrote[f"text-{each.pk}"] for each in made.asked}
    assert sent.status_code == (200 if theirs else 422)
    if theirs:
        agreed = marks_in(opened) - marks_in(sent)
        assert marks_in(sent) - theirs <= made.readable
        assert theirs <= marks_in(sent)
        assert not agreed & {each.asks for each in made.asked}
    assert marks_in(browser.get(address)) == made.readable, "what was sent is shown to nobody who opens it later"


def test_a_mark_that_does_not_belong_is_found() -> None:
    assert marks_in(HttpResponse("<p>qz0001z</p>", headers={"X-Other": "qz0002z"})) == {"qz0001z", "qz0002z"}
