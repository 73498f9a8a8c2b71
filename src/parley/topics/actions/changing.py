"""Changing topics: they are brought, supported, answered, parked, merged and withdrawn."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from parley.groups.models import Area
from parley.groups.queries import acting, group_of
from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor, Ref
from parley.people.models import Function, Person, Region
from parley.people.terms import Side
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_visible_to
from parley.topics import rules
from parley.topics.events import (
    TopicAnswered,
    TopicBrought,
    TopicChanged,
    TopicDecided,
    TopicMerged,
    TopicParked,
    TopicSupported,
    TopicWithdrawn,
    TopicWoken,
)
from parley.topics.models import Supporter, Topic, TopicFunction, TopicInitiative, TopicRegion
from parley.topics.queries import behind, facts_of
from parley.topics.terms import TopicKind, TopicState, topic_ref
from parley.voices.actions import follow, open_thread
from parley.voices.actions.commenting import take_further
from parley.voices.models import Comment
from parley.voices.rules import words_of

TELL = "Write the answer in a sentence that also says something to whoever was not there."


@action
def bring_topic(
    *,
    area: Area,
    kind: TopicKind,
    title: str,
    why: str,
    initiatives: Sequence[Initiative] = (),
    regions: Iterable[Region] = (),
    functions: Iterable[Function] = (),
    answer_by: date | None = None,
    raised_by: Person | None = None,
    side: Side | None = None,
    from_comment: Comment | None = None,
    actor: Person,
    at: datetime,
) -> Topic:
    """Bring a topic to a group; anybody may. Raises Refused without a why, or for an initiative not in sight.

    `raised_by` is whose topic it is when the actor only writes it down; `side` is theirs, unless another is named.
    `from_comment` is what it came of; whether the actor may see that is for the caller, who found it.
    """
    whose = raised_by or actor
    if area.dissolved_on is not None:
        raise Refused(f"The group of {area.name} has ended. Choose another group.", field="area")
    clean = rules.title_of(title)
    keys = list(dict.fromkeys(each.pk for each in initiatives))
    if initiatives_visible_to(acting(actor)).filter(pk__in=keys).count() != len(keys):
        raise Refused("One of these initiatives is not there any more. Choose again.", field="initiatives")
    topic = Topic.objects.create(
        area=area,
        kind=kind,
        title=clean,
        why=rules.why_of(why, clean),
        brought_by=whose,
        side=whose.side if side is None else side,
        brought_at=at,
        answer_by=rules.answer_by_of(today_of(actor, at), group_of(area).answer_days, answer_by),
        thread=open_thread(actor=actor, at=at),
    )
    TopicInitiative.objects.bulk_create(TopicInitiative(topic=topic, initiative_id=key) for key in keys)
    TopicRegion.objects.bulk_create(TopicRegion(topic=topic, region=each) for each in dict.fromkeys(regions))
    TopicFunction.objects.bulk_create(TopicFunction(topic=topic, function=each) for each in dict.fromkeys(functions))
    record(
        TopicBrought(topic=topic.pk, area=area.pk, topic_kind=kind, side=whose.side, answer_by=topic.answer_by,
                     initiatives=tuple(keys), on_behalf_of=whose.pk if whose != actor else None)
    )  # fmt: skip
    follow(thread=topic.thread, following=True, actor=actor, at=at)
    if from_comment:
        take_further(comment=from_comment, into=topic_ref(topic.pk), actor=actor, at=at)
    return topic


@action
def change_topic(
    *, topic: Topic, title: str, why: str, seen_version: int | None = None, actor: Actor, at: datetime
) -> None:
    """Write a waiting topic differently; only its bringer. Raises Stale when it changed since it was read."""
    row = _locked(topic)
    rules.must_take_back(acting(actor), facts_of(row))
    _must_be_as_seen(row, seen_version, f"{title}\n\n{why}")
    clean = rules.title_of(title)
    new = {"title": clean, "why": rules.why_of(why, clean)}
    changed = tuple(field for field, value in new.items() if getattr(row, field) != value)
    if changed:
        row.title, row.why, row.version = new["title"], new["why"], row.version + 1
        row.save(update_fields=["title", "why", "version"])
        record(TopicChanged(topic=row.pk, fields=changed))


@action
def support_topic(*, topic: Topic, why: str = "", actor: Person, at: datetime) -> None:
    """Say that one wants the answer too, and why. Raises Refused for the bringer and for a settled topic.

    Whether the actor may see the topic is for the caller, who found it.
    """
    row = _locked(topic)
    rules.must_support(acting(actor), facts_of(row))
    words = words_of(why, field="why", empty="", longest=2_000) if why.strip() else ""
    now = Supporter.objects.filter(topic=row, person=actor).first()
    if now and now.why == words:
        return
    if now:
        now.why = words
        now.save(update_fields=["why"])
    else:
        Supporter.objects.create(topic=row, person=actor, why=words, since=at)
        follow(thread=row.thread, following=True, actor=actor, at=at)
    record(TopicSupported(topic=row.pk, person=actor.pk, supporting=True))


@action
def end_support(*, topic: Topic, actor: Person, at: datetime) -> None:
    """Support a waiting topic no longer."""
    row = _locked(topic)
    rules.must_wait(facts_of(row))
    if Supporter.objects.filter(topic=row, person=actor).delete()[0]:
        record(TopicSupported(topic=row.pk, person=actor.pk, supporting=False))


@action
def answer_topic(*, topic: Topic, answer: str, seen_version: int | None = None, actor: Actor, at: datetime) -> None:
    """Answer a topic. Raises Refused unless the actor answers for the group and the answer says something."""
    row = _locked(topic)
    rules.must_answer(acting(actor), facts_of(row))
    words = rules.something_said(answer, row.title, field="answer", instead=TELL)
    _must_be_as_seen(row, seen_version, answer)
    late = rules.late_by(row.state, row.answer_by, today_of(actor, at))
    _settle(row, TopicState.ANSWERED, words, actor, at)
    record(
        TopicAnswered(
            topic=row.pk, area=row.area_id, initiatives=_initiatives(row), people=behind(row), days_late=late
        ),
        reason=words,
    )


@action
def park_topic(*, topic: Topic, until: date, reason: str, actor: Actor, at: datetime) -> None:
    """Let a topic wait until a day, on which it comes back by itself. The reason is shown until then."""
    row = _locked(topic)
    rules.must_answer(acting(actor), facts_of(row))
    words = rules.something_said(reason, row.title, field="reason", instead="Write what it waits for.")
    row.state, row.answer, row.parked_until = TopicState.PARKED, words, rules.until_of(until, today_of(actor, at))
    row.version += 1
    row.save(update_fields=["state", "answer", "parked_until", "version"])
    record(TopicParked(topic=row.pk, until=until, people=behind(row)), reason=words)


@action
def wake_topic(*, topic: Topic, actor: Actor, at: datetime) -> None:
    """Bring a parked topic back; the group has its usual days again. Does nothing when it is not parked."""
    row = _locked(topic)
    if row.state is not TopicState.PARKED:
        return
    if actor.pk is not None:
        rules.must_answer(acting(actor), facts_of(row))
    answer_days = group_of(row.area).answer_days
    row.state, row.answer, row.parked_until = TopicState.OPEN, "", None
    row.answer_by, row.version = today_of(actor, at) + timedelta(days=answer_days), row.version + 1
    row.save(update_fields=["state", "answer", "parked_until", "answer_by", "version"])
    record(TopicWoken(topic=row.pk, answer_by=row.answer_by, people=behind(row)))


@action
def wake_due(*, on: date, actor: Actor, at: datetime) -> int:
    """Bring back every topic parked until that day or an earlier one; how many. The worker’s, once a day."""
    due = list(Topic.objects.filter(state=TopicState.PARKED, parked_until__lte=on).order_by("pk"))
    for topic in due:
        wake_topic(topic=topic, actor=actor, at=at)
    return len(due)


@action
def merge_topic(*, topic: Topic, into: Topic, actor: Actor, at: datetime) -> None:
    """Make a topic part of another of the same group: whoever brought or supports it supports the other from now on."""
    first, second = (_locked(each) for each in sorted((topic, into), key=lambda each: each.pk))
    row, target = (first, second) if first.pk == topic.pk else (second, first)
    rules.must_merge(acting(actor), facts_of(row), facts_of(target))
    people, was_parked = behind(row), row.state is TopicState.PARKED
    whys = dict(row.supporters.values_list("person", "why")) | {row.brought_by_id: row.why}
    there = set(behind(target))
    Supporter.objects.bulk_create(
        Supporter(topic=target, person_id=key, why=whys[key], since=at, came_from=row)
        for key in people
        if key not in there
    )
    row.merged_into = target
    _settle(row, TopicState.MERGED, "", actor, at)
    target.answer_by = rules.earlier_answer(row.answer_by, target.answer_by, parked=was_parked)
    target.version += 1
    target.save(update_fields=["answer_by", "version"])
    record(TopicMerged(topic=row.pk, into=target.pk, people=people))


@action
def withdraw_topic(*, topic: Topic, reason: str, actor: Actor, at: datetime) -> None:
    """Take a topic back; only its bringer. Raises Refused without a reason that says something."""
    row = _locked(topic)
    rules.must_take_back(acting(actor), facts_of(row))
    words = rules.something_said(reason, row.title, field="reason", instead="Write what has changed.")
    _settle(row, TopicState.WITHDRAWN, words, actor, at)
    record(TopicWithdrawn(topic=row.pk, people=behind(row)), reason=words)


@action
def settle_by_decision(*, topic: Topic, decision: Ref, actor: Actor, at: datetime) -> None:
    """Note that a decision settled a topic. Who may decide is asked by the decision; a settled topic stays as it is."""
    row = _locked(topic)
    while row.merged_into_id is not None:  # whoever stood behind it stands behind the other now
        row = Topic.objects.select_for_update().get(pk=row.merged_into_id)
    if row.state not in (TopicState.OPEN, TopicState.PARKED):
        return
    _settle(row, TopicState.DECIDED, "", actor, at)
    record(
        TopicDecided(
            topic=row.pk, area=row.area_id, initiatives=_initiatives(row), people=behind(row), decision=decision
        )
    )


def _locked(topic: Topic) -> Topic:
    row: Topic = Topic.objects.select_for_update().get(pk=topic.pk)
    return row


def _initiatives(topic: Topic) -> tuple[int, ...]:
    return tuple(topic.initiative_links.order_by("pk").values_list("initiative", flat=True))


def _settle(row: Topic, state: TopicState, words: str, actor: Actor, at: datetime) -> None:
    row.state, row.answer, row.settled_at, row.parked_until = state, words, at, None
    row.settled_by_id = actor.pk
    row.version += 1
    row.save(update_fields=["state", "answer", "settled_at", "settled_by", "parked_until", "merged_into", "version"])


def _must_be_as_seen(row: Topic, seen_version: int | None, yours: str) -> None:
    if seen_version is not None and seen_version != row.version:
        raise Stale(
            "The topic was changed while you were writing. Read it as it is now, then write again.",
            theirs=f"{row.title}\n\n{row.why}",
            yours=yours,
        )
