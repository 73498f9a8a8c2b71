"""An invitation holds the words its client was sent and what it needs to answer, and not one mark more.

Every text of a company is a mark of its own; which of them a client may read is worked out below from the plain rule.
"""

import html
import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import count
from typing import Any, NamedTuple

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client as Browser
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.clients.models import Client, Insight
from parley.disclosure.models import Statement, TalkTrack, TrackClient, TrackWords
from parley.disclosure.terms import Ending, Means, Told
from parley.groups.models import Area
from parley.ledger.door import action, record
from parley.ledger.terms import MACHINE
from parley.people.events import CaughtUp
from parley.people.models import Person, Region
from parley.people.queries import hash_of
from parley.roadmap.models import Initiative
from parley.roadmap.terms import Audience, Horizon, Stage
from parley.trials.models import Trial, TrialAnswer, TrialLink, TrialPlace, TrialQuestion
from parley.trials.terms import AnswerKind, LinkFor, PlaceState, Reply, TrialKind, TrialState
from parley.voices.models import Thread

pytestmark = pytest.mark.django_db
MARK, TOKEN = re.compile(r"qz\d{4}z"), "a-token-that-was-given"
NOT_THERE = ("ended", "expired", "closed", "planned", "left", "feedback")
NO_LONGER = ("withdrawn", "run out", "reworded", "renamed", "narrowed", "stage", "stopped")
plans = st.fixed_dictionaries(
    {
        "life": st.sampled_from(["holds", "holds", "holds", *NOT_THERE, *NO_LONGER]),
        "own_words": st.booleans(),  # words for the region of the client, beside those for everywhere
        "agreement": st.booleans(),
        "requirements": st.booleans(),
        "state": st.sampled_from([PlaceState.INVITED, PlaceState.ACCEPTED, PlaceState.DECLINED, PlaceState.WAITING]),
        "reply": st.sampled_from([*Reply, "perhaps", ""]),
        "agreed": st.booleans(),
    }
)


class Scene(NamedTuple):
    """What every row is made with."""

    plan: dict[str, Any]
    mark: Callable[[], str]
    person: Person
    at: Any


@action
def build(*, plan: dict[str, Any], actor: Any, at: Any) -> set[str]:
    """Make a trial row by row, every text a mark; give those that its client may read."""
    numbers, life = count(1), plan["life"]
    mark = lambda: f"qz{next(numbers):04}z"  # noqa: E731 - one line says it
    region = Region.objects.create(key="r", name=mark())
    person = Person.objects.create(key="p", name=mark(), email="p@parley.example", region=region)
    client, other = (Client.objects.create(key=f"c{n}", name=mark(), segment=mark(), region=region) for n in range(2))
    stage = {"stage": Stage.EXPLORE, "stopped": Stage.STOPPED}.get(life, Stage.BETA)
    initiative = Initiative.objects.create(
        area=Area.objects.create(key="a", name=mark(), decider=person), key="i", title=mark(), stage=stage,
        horizon=Horizon.NOW, audience=Audience.GROUP, shown_to=Audience.GROUP, owner=person,
        thread=Thread.objects.create(opened_at=at), created_at=at, changed_at=at,
    )  # fmt: skip
    states = {"closed": TrialState.CLOSED, "planned": TrialState.PLANNED}
    trial = Trial.objects.create(
        initiative=initiative, kind=TrialKind.BETA, code_name=mark(), aim=mark(), first_day=at.date(),
        last_day=at.date() + timedelta(days=30), places=1, requirements=mark() if plan["requirements"] else "",
        agreement=mark() if plan["agreement"] else "", rest_months=6, state=states.get(life, TrialState.OPEN),
        thread=Thread.objects.create(opened_at=at), planned_at=at, because=mark(),
    )  # fmt: skip
    scene = Scene(plan, mark, person, at)
    name, text = _words(scene, initiative, region, (client, other))
    if life == "left":
        client.left_on = at.date()
        client.save()
    for each in (client, other):
        _place(scene, trial, each, (name, text))
    record(CaughtUp(person=person.pk))
    return {name, text, trial.requirements, trial.agreement} - {""}


def _words(scene: Scene, initiative: Initiative, region: Region, named: Sequence[Client]) -> tuple[str, str]:
    """Put words in force, and give the name and the words that the client was sent."""
    plan, mark, _person, at = scene
    life, name = plan["life"], mark()
    over = life in {"withdrawn", "run out"}
    track = TalkTrack.objects.create(
        initiative=initiative, name=mark() if life == "renamed" else name, whom=Told.NAMED_CLIENTS, drafted_at=at,
        expires_on=at.date() + timedelta(days=-1 if life == "run out" else 30), in_force_at=at,
        ended_at=at if over else None, ending=Ending.WITHDRAWN if over else None,
    )  # fmt: skip
    everywhere, own = mark(), mark()
    sent = own if plan["own_words"] else everywhere
    for where, text in ((None, everywhere), (region, own)) if plan["own_words"] else ((None, everywhere),):
        kept = mark() if life == "reworded" and text == sent else text
        TrackWords.objects.create(track=track, region=where, text=kept)
    for each in named if life != "narrowed" else named[1:]:
        TrackClient.objects.create(track=track, client=each)
    return name, sent


def _place(scene: Scene, trial: Trial, client: Client, said: tuple[str, str]) -> None:
    """Put a client into the trial with its invitation, and what it said; the first one's link has the token."""
    plan, mark, person, at = scene
    life, first = plan["life"], client.key == "c0"
    place = TrialPlace.objects.create(
        trial=trial, client=client, state=plan["state"], because=mark(), put_forward_by=person, put_forward_at=at,
        changed_at=at,
    )  # fmt: skip
    statement = Statement.objects.create(
        initiative=trial.initiative, client=client, name=said[0] if first else mark(), to_whom=mark(),
        text=said[1] if first else mark(), told_on=at.date(), means=Means.LINK, by=person, logged_at=at,
        key=f"s{client.key}",
    )  # fmt: skip
    TrialLink.objects.create(
        place=place, serves=LinkFor.FEEDBACK if life == "feedback" else LinkFor.INVITATION, statement=statement,
        token_hash=hash_of(TOKEN if first else f"of {client.key}"), to_whom=mark(), made_by=person, made_at=at,
        expires_on=at.date() + timedelta(days=-1 if life == "expired" else 20),
        ended_at=at if life == "ended" else None,
    )  # fmt: skip
    question = TrialQuestion.objects.create(trial=trial, position=len(client.key) + first, asks=mark(),
                                            changes_mind=mark(), kind=AnswerKind.TEXT)  # fmt: skip
    insight = Insight.objects.create(client=client, text=mark(), said_on=at.date(), noted_at=at, key=client.key)
    TrialAnswer.objects.create(question=question, place=place, text=insight.text, said_on=at.date(), noted_at=at,
                               noted_by=person, insight=insight)  # fmt: skip


def marks_in(answer: HttpResponse) -> set[str]:
    """All marks that an answer holds: its page and its headers."""
    return set(MARK.findall(html.unescape(f"{answer.content.decode()} {dict(answer.items())}")))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=plans)
def test_a_client_reads_its_own_invitation_and_nothing_else(plan: dict[str, Any]) -> None:
    cache.clear()
    with transaction.atomic():
        readable = build(plan=plan, actor=MACHINE, at=timezone.now())
        _read(plan, readable)
        transaction.set_rollback(True)


def _read(plan: dict[str, Any], readable: set[str]) -> None:
    browser, address = Browser(), f"/invited/{TOKEN}/"
    opened, never = browser.get(address), browser.get("/invited/never-given/")
    sent = browser.post(address, {"reply": plan["reply"]} | ({"agreed": "yes"} if plan["agreed"] else {}))
    if plan["life"] in NOT_THERE:
        assert (opened.status_code, opened.content) == (404, never.content)
        assert (sent.status_code, sent.content) == (404, never.content)
        return
    if plan["life"] in NO_LONGER:
        assert (opened.status_code, sent.status_code) == (410, 410)
        assert marks_in(opened) | marks_in(sent) == set()
        return
    assert opened.status_code == 200
    assert marks_in(opened) == readable
    assert marks_in(sent) <= readable
    agreed = plan["agreed"] or not plan["agreement"] or plan["reply"] != Reply.YES
    assert sent.status_code == (200 if plan["reply"] in set(Reply) and agreed else 422)
    assert marks_in(browser.get(address)) == readable


def test_a_mark_that_does_not_belong_is_found() -> None:
    assert marks_in(HttpResponse("<p>qz0001z</p>", headers={"X-Other": "qz0002z"})) == {"qz0001z", "qz0002z"}
