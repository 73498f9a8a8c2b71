"""Random companies in which people gave things, and a plain count of what came of them, written from the definitions.

The count below follows `surveys.terms.influence.DEFINITIONS` on Python objects, so that it can disagree with the
queries.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from parley.clients.models import Client, Insight
from parley.decisions.models import Decision, DecisionTopic, Effect, Option
from parley.decisions.terms import TOLD, DecisionState, EffectField
from parley.groups.models import Area, Facilitator, Group, Member, ProductPerson
from parley.groups.terms import MemberKind
from parley.kernel.spans import quarter_of
from parley.ledger.door import action, record
from parley.ledger.terms import MACHINE
from parley.people.events import CaughtUp
from parley.people.models import Function, Person, Region
from parley.people.terms import Side
from parley.roadmap.models import Initiative, InsightLink, NotPlanned
from parley.roadmap.terms import Audience, Horizon, Stage, Stance
from parley.topics.models import Topic
from parley.topics.terms import TopicKind, TopicState
from parley.voices.models import Comment, Contribution, Thread
from parley.voices.terms import Given

START = datetime(2026, 6, 27, 9, tzinfo=UTC)  # near the end of a quarter, so that what is given falls into two
SECOND, THIRD = quarter_of(date(2026, 6, 1)), quarter_of(date(2026, 7, 1))
TWO_WEEKS = timedelta(days=14)
SIDES = {"am": Side.BUSINESS, "pm": Side.PRODUCT, "exec": Side.NEITHER}
MOVES = {EffectField.HORIZON, EffectField.WINDOW, EffectField.STAGE, EffectField.SHIFT}


@dataclass
class Company:
    """What was made, as the plain count reads it."""

    people: list[Person] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    initiatives: list[Initiative] = field(default_factory=list)
    insights: list[Insight] = field(default_factory=list)
    links: list[InsightLink] = field(default_factory=list)
    refusals: list[NotPlanned] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    settles: set[tuple[int, int]] = field(default_factory=set)  # (decision, topic)
    comments: list[Comment] = field(default_factory=list)
    credits: set[tuple[Given, int, int, str, int]] = field(default_factory=set)  # kind, given, person, by what
    answering: set[int] = field(default_factory=set)  # people who facilitate, keep or decide


def a_day(random: Random, since: datetime = START, days: int = 30) -> datetime:
    return since + timedelta(hours=random.randrange(days * 24))


def build(*, random: Random) -> Company:
    """Make a company row by row, so that states that actions would refuse are tried as well."""
    return _build(random=random, actor=MACHINE, at=START)


@action
def _build(*, random: Random, actor: Any, at: datetime) -> Company:
    made = Company()
    functions = [Function.objects.create(key=key, name=key, side=side) for key, side in SIDES.items()]
    regions = [Region.objects.create(key=key, name=key) for key in ("emea", "apac")]
    for n in range(7):
        made.people.append(Person.objects.create(
            key=f"p{n}", name=f"P{n}", email=f"p{n}@parley.example", function=random.choice([None, *functions]),
            region=random.choice([None, *regions]),
        ))  # fmt: skip
    _groups(made, random)
    for n in range(3):
        made.initiatives.append(Initiative.objects.create(
            area=random.choice(made.areas), key=str(n), title=f"I{n}", stage=Stage.BUILD, horizon=Horizon.NOW,
            audience=Audience.COMPANY, shown_to=Audience.COMPANY, thread=_thread(), created_at=a_day(random),
            changed_at=START,
        ))  # fmt: skip
    _insights(made, random)
    _topics(made, random)
    _decisions(made, random)
    _comments(made, random)
    _credit(made, random)
    record(CaughtUp(person=made.people[0].pk))
    return made


def _thread() -> Thread:
    return Thread.objects.create(opened_at=START)


def _groups(made: Company, random: Random) -> None:
    for n in range(2):
        decider = random.choice([None, *made.people])
        area = Area.objects.create(key=f"a{n}", name=f"A{n}", decider=decider)
        Group.objects.create(area=area)
        made.areas.append(area)
        made.answering |= {decider.pk} if decider else set()
        for table in (Facilitator, ProductPerson):
            if random.random() < 0.5:
                made.answering.add(table.objects.create(area=area, person=random.choice(made.people)).person_id)
        for person in random.sample(made.people, 4):
            Member.objects.create(
                area=area, person=person, kind=random.choice(list(MemberKind)),
                since=date(2026, 1, random.randint(1, 28)), until=random.choice([None, None, date(2026, 2, 1)]),
            )  # fmt: skip


def _insights(made: Company, random: Random) -> None:
    client = Client.objects.create(key="c", name="C")
    for n in range(9):
        row = Insight.objects.create(
            client=client, text=f"T{n}", said_on=START.date(), noted_at=a_day(random), key=f"i{n}",
            author=random.choice([None, *made.people]), on_behalf_of=random.choice([None, None, *made.people]),
        )  # fmt: skip
        heads = [each for each in made.insights if each.kept_id is None]
        if heads and random.random() < 0.3:
            row.merged_into = row.kept = random.choice(heads)
            row.merged_at = a_day(random, row.noted_at)
            row.save()
        made.insights.append(row)
        for initiative in made.initiatives:
            if random.random() < 0.35:
                at = random.choice([row.noted_at, initiative.created_at, a_day(random, row.noted_at)])
                made.links.append(InsightLink.objects.create(
                    initiative=initiative, insight=row, client=client, stance=Stance.SUPPORTS, linked_at=at,
                    linked_by=random.choice([None, *made.people]), own=row.kept is None or random.random() < 0.5,
                ))  # fmt: skip
        if random.random() < 0.3:
            given_at = a_day(random, row.noted_at)
            made.refusals.append(NotPlanned.objects.create(
                insight=row, reason="R", by=random.choice([None, *made.people]), given_at=given_at,
                ended_at=random.choice([None, None, given_at + timedelta(days=1)]),
            ))  # fmt: skip


def _topics(made: Company, random: Random) -> None:
    for n in range(7):
        state = random.choice(list(TopicState))
        brought_at = a_day(random)
        row = Topic.objects.create(
            area=random.choice(made.areas), kind=TopicKind.QUESTION, title=f"T{n}", why="W", side=Side.BUSINESS,
            brought_by=random.choice(made.people), brought_at=brought_at, state=state, thread=_thread(),
            answer_by=(brought_at + timedelta(days=random.randrange(20))).date(),
        )  # fmt: skip
        if state in {TopicState.ANSWERED, TopicState.DECIDED, TopicState.WITHDRAWN, TopicState.MERGED}:
            row.settled_at, row.settled_by = a_day(random, brought_at, 25), random.choice([None, *made.people])
        if state is TopicState.MERGED and made.topics:
            row.merged_into = random.choice(made.topics)
        row.save()
        made.topics.append(row)


def _decisions(made: Company, random: Random) -> None:
    for n in range(4):
        state = random.choice([DecisionState.OPEN, DecisionState.WITHDRAWN, *TOLD, *TOLD])
        row = Decision.objects.create(
            area=random.choice(made.areas), question=f"Q{n}", decide_by=START.date(), state=state, opened_at=START,
            decider=made.people[0], opened_by=made.people[0], thread=_thread(),
            published_at=a_day(random, days=60) if state in TOLD else None,
        )  # fmt: skip
        options = [
            Option.objects.create(
                decision=row, position=at, title="O", why="W", thread=random.choice([None, _thread()])
            )
            for at in range(2)
        ]
        row.chosen = random.choice(options) if state in TOLD else None
        row.save()
        made.decisions.append(row)
        made.options += options
        for option in options:
            if random.random() < 0.6:
                made.effects.append(Effect.objects.create(
                    option=option, initiative=random.choice(made.initiatives), field=random.choice(list(EffectField)),
                    applied_at=random.choice([None, START]),
                ))  # fmt: skip
        for topic in random.sample(made.topics, 2):
            DecisionTopic.objects.create(decision=row, topic=topic)
            made.settles.add((row.pk, topic.pk))


def _comments(made: Company, random: Random) -> None:
    threads = [each.thread for each in (*made.topics, *made.decisions, *made.options) if each.thread]
    for n in range(24):
        said_at = a_day(random, days=45)
        made.comments.append(Comment.objects.create(
            thread=random.choice(threads), author=random.choice(made.people), text=f"C{n}", said_at=said_at,
            input_at=random.choice([None, said_at, said_at + timedelta(days=1)]),
            withdrawn_at=random.choice([None, None, None, said_at + timedelta(days=2)]),
        ))  # fmt: skip


def _credit(made: Company, random: Random) -> None:
    things = {Given.INSIGHT: made.insights, Given.TOPIC: made.topics, Given.COMMENT: made.comments}
    for kind, rows in things.items():
        for row in rows:
            if random.random() < 0.4:
                by = random.choice(made.decisions).pk
                credit = (
                    kind,
                    row.pk,
                    (giver_of(row) or made.people[0].pk),
                    random.choice(["decision", "meeting"]),
                    by,
                )
                if random.random() < 0.2:
                    credit = (*credit[:2], random.choice(made.people).pk, *credit[3:])
                made.credits.add(credit)
    for kind, key, person, by_kind, by in sorted(made.credits):
        Contribution.objects.create(
            kind=kind, given=key, person_id=person, credited_by_kind=by_kind, credited_by=by, credited_at=START
        )


def giver_of(row: Any) -> int | None:
    """Who gave it."""
    if isinstance(row, Insight):
        return row.on_behalf_of_id or row.author_id
    return row.brought_by_id if isinstance(row, Topic) else row.author_id


def counted(made: Company, quarter: Any) -> dict[tuple[int, Given], tuple[int, int, int, int, int]]:
    """Count, by person and kind, what was given in a quarter: given, answered, in time, credited, changed."""
    found: dict[tuple[int, Given], Counter[str]] = {}
    for kind, rows in ((Given.INSIGHT, made.insights), (Given.TOPIC, made.topics), (Given.COMMENT, made.comments)):
        for row in rows:
            person, when = giver_of(row), moment_of(row)
            if person is None or when is None or not quarter.first <= when.date() <= quarter.last:
                continue
            answers = answers_of(made, row, person)
            named = [each for each in made.credits if each[:4] == (kind, row.pk, person, "decision")]
            moved = {each[4] for each in named} | {
                d
                for d, t in made.settles
                if kind is Given.TOPIC and t == row.pk and next(x for x in made.decisions if x.pk == d).state in TOLD
            }
            changed = bool(moved & that_changed(made)) or (kind is Given.INSIGHT and began(made, row, person))
            each = found.setdefault((person, kind), Counter())
            each.update(given=1, answered=bool(answers), in_time=any(answers), credited=bool(named), changed=changed)
    names = ("given", "answered", "in_time", "credited", "changed")
    return {key: tuple(each[name] for name in names) for key, each in found.items()}


def moment_of(row: Any) -> datetime | None:
    """When it was given; nothing for what does not count."""
    if isinstance(row, Insight):
        return row.noted_at
    if isinstance(row, Topic):
        return None if row.state is TopicState.WITHDRAWN else row.brought_at
    return None if row.withdrawn_at else row.input_at


def that_changed(made: Company) -> set[int]:
    """Decisions whose chosen option moved, stopped or lent something, and did so."""
    chosen = {each.chosen_id: each.pk for each in made.decisions if each.chosen_id}
    return {chosen[each.option_id] for each in made.effects
            if each.option_id in chosen and each.applied_at and each.field in MOVES}  # fmt: skip


def began(made: Company, row: Insight, person: int) -> bool:
    """Whether somebody else created an initiative from it after it was noted."""
    born = {each.pk: each.created_at for each in made.initiatives}
    return any(
        each.insight_id == row.pk and each.linked_by_id != person
        and each.linked_at == born[each.initiative_id] and each.linked_at > row.noted_at
        for each in made.links
    )  # fmt: skip


def answers_of(made: Company, row: Any, person: int) -> list[bool]:
    """Say of each answer whether it came in time; none when it is not answered."""
    if isinstance(row, Insight):
        return _answers_of_insight(made, row, person)
    if isinstance(row, Topic):
        head = row
        while head.merged_into is not None:
            head = next(each for each in made.topics if each.pk == head.merged_into_id)
        settled = head.state in {TopicState.ANSWERED, TopicState.DECIDED} and head.settled_by_id != person
        return [head.settled_at.date() <= row.answer_by] if settled and head.settled_at else []
    return _answers_of_comment(made, row, person)


def _answers_of_insight(made: Company, row: Insight, person: int) -> list[bool]:
    due, standing = row.noted_at + TWO_WEEKS, False
    times: list[bool] = []
    merged = row.merged_at is not None and row.merged_at <= due
    for link in made.links:
        if link.insight_id == row.pk and link.linked_by_id != person:
            if link.own and link.linked_at > row.noted_at:
                standing, times = True, [*times, link.linked_at <= due]
            if not link.own:
                standing, times = True, [*times, link.linked_at <= due and merged]
    for told in made.refusals:
        if told.by_id != person and told.insight_id in {row.pk, row.kept_id}:
            standing |= told.ended_at is None
            times.append(told.given_at <= due and (told.insight_id == row.pk or merged))
    return [any(times)] if standing else []


def _answers_of_comment(made: Company, row: Comment, person: int) -> list[bool]:
    since = row.input_at
    assert since is not None
    said = [each for each in made.comments if each.thread_id == row.thread_id and each.withdrawn_at is None]
    times = [each.said_at for each in said if each.said_at > since and each.author_id in made.answering - {person}]
    times += [each.settled_at for each in made.topics if each.thread_id == row.thread_id and each.settled_at
              and each.state in {TopicState.ANSWERED, TopicState.DECIDED} and each.settled_at > since
              and each.settled_by_id != person]  # fmt: skip
    for each in made.decisions:
        threads = {each.thread_id, *(option.thread_id for option in made.options if option.decision_id == each.pk)}
        if each.state in TOLD and each.published_at and each.published_at > since and row.thread_id in threads:
            times.append(each.published_at)
    return [when <= since + TWO_WEEKS for when in times]
