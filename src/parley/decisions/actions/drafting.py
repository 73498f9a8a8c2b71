"""Before a decision is published: the question, its options, what each would change, and who settles it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from parley.decisions import rules
from parley.decisions.events import DeciderChanged, DecisionChanged, DecisionOpened, DecisionWithdrawn
from parley.decisions.models import Decision, DecisionInitiative, DecisionTopic, Effect, Option
from parley.decisions.queries import decided_by, facts_of, initiative_keys_of, options_of, topic_keys_of, value_now
from parley.decisions.terms import DecisionState, OptionDraft
from parley.groups.models import Area
from parley.groups.queries import acting, viewer_of
from parley.kernel.refusals import Refused, Stale
from parley.ledger.door import action, record
from parley.ledger.terms import MACHINE, Actor
from parley.people.models import Person
from parley.people.rules import must_administer
from parley.people.terms import Viewer
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.terms import initiative_ref
from parley.topics.models import Topic
from parley.topics.queries import facts_of as facts_of_topic
from parley.topics.queries import topics_visible_to
from parley.topics.rules import must_wait, something_said
from parley.voices.actions import follow, let_in, open_thread


@action
def open_decision(
    *,
    area: Area,
    question: str,
    decide_by: date,
    options: Sequence[OptionDraft],
    context: str = "",
    decider: Person | None = None,
    initiatives: Sequence[Initiative] = (),
    topics: Sequence[Topic] = (),
    supersedes: Decision | None = None,
    actor: Person,
    at: datetime,
) -> Decision:
    """Ask a named person to settle a question by a day. Each effect keeps the value it changes from, as it is now.

    The area's decider settles it; one is named here when it touches initiatives of another area. Whom it names and
    cannot see one of its initiatives yet is let in on it. Raises Refused and Refusals with what is missing.
    """
    viewer = acting(actor)
    rules.must_open(viewer, area.pk)
    clean = rules.options_of(options)
    about = _initiatives_in_sight(viewer, clean, initiatives)
    settles = _topics_in_sight(viewer, topics)
    across = any(each.area_id != area.pk for each in about.values())
    rules.must_name_decider(across=across, named=decider is not None, area_has_one=area.decider_id is not None)
    named = _who_decides(area, decider)
    if supersedes is not None:
        rules.must_supersede(facts_of(_locked(supersedes)), area.pk)
    decision = Decision.objects.create(
        area=area,
        question=rules.question_of(question),
        context=rules.context_of(context),
        decide_by=rules.day_of(decide_by, at.date(), field="decide_by"),
        decider=named,
        opened_by=actor,
        opened_at=at,
        supersedes=supersedes,
        thread=open_thread(actor=actor, at=at),
    )
    _write_options(decision, clean, about, actor)
    _link(decision, about, settles)
    record(
        DecisionOpened(decision=decision.pk, area=area.pk, initiatives=tuple(about), decider=named.pk,
                       topics=tuple(each.pk for each in settles), decide_by=decision.decide_by)
    )  # fmt: skip
    _show_to(named, about.values(), actor, at)
    follow(thread=decision.thread, following=True, actor=actor, at=at)
    return decision


@action
def change_decision(
    *,
    decision: Decision,
    question: str,
    decide_by: date,
    options: Sequence[OptionDraft],
    context: str = "",
    decider: Person | None = None,
    initiatives: Sequence[Initiative] = (),
    topics: Sequence[Topic] = (),
    seen_version: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Write an open decision anew. Its effects start again from what the initiatives are now.

    Raises Refused once it is published, Stale when it changed since `seen_version` was read.
    """
    row, viewer = _locked(decision), acting(actor)
    rules.must_change(viewer, facts_of(row))
    if seen_version is not None and seen_version != row.version:
        raise Stale(
            "Somebody changed this decision meanwhile. Read it as it is now, then write yours again.",
            theirs=_in_words(row.question, row.context, [(each.title, each.why) for each in options_of(row)]),
            yours=_in_words(question, context, [(each.title, each.why) for each in options]),
        )
    clean = rules.options_of(options)
    known = initiative_keys_of(row)
    if initiatives_visible_to(viewer).filter(pk__in=known).count() < len(known):
        raise Refused("This decision weighs initiatives you may not see. Ask the area’s product people to change it.")
    about = _initiatives_in_sight(viewer, clean, initiatives)
    across = any(each.area_id != row.area_id for each in about.values())
    was_across = row.initiative_links.exclude(initiative__area=row.area_id).exists()
    rules.must_name_decider(across=across, named=decider is not None or was_across, area_has_one=True)
    settles = _topics_in_sight(viewer, topics, known=topic_keys_of(row))
    if decide_by != row.decide_by:
        row.decide_by = rules.day_of(decide_by, at.date(), field="decide_by")
    row.question, row.context, row.version = rules.question_of(question), rules.context_of(context), row.version + 1
    row.save(update_fields=["question", "context", "decide_by", "version"])
    for old in (row.options, row.initiative_links, row.topic_links):
        old.all().delete()
    _write_options(row, clean, about, actor)
    _link(row, about, settles)
    record(DecisionChanged(decision=row.pk, fields=("question", "options")))
    if decider is not None:
        _ask_instead(row, _who_decides(row.area, decider))
    _show_to(row.decider, about.values(), actor, at)


@action
def name_decider_of(*, decision: Decision, person: Person, actor: Actor, at: datetime) -> None:
    """Ask somebody else to settle an open decision: the area's decider, the decider of another area, an executive."""
    row = _locked(decision)
    rules.must_hand_over(acting(actor), facts_of(row))
    _ask_instead(row, _who_decides(row.area, person))
    _show_to(person, _rows(initiative_keys_of(row)), actor, at)


@action
def hand_over_decisions(*, person: Person, heir: Person, actor: Actor, at: datetime) -> int:
    """Ask somebody else to settle every open decision that waits for somebody; give back how many that were."""
    must_administer(acting(actor))
    waiting = list(decided_by(person))
    for row in waiting:
        name_decider_of(decision=row, person=heir, actor=actor, at=at)
    return len(waiting)


@action
def withdraw_decision(*, decision: Decision, reason: str, actor: Actor, at: datetime) -> None:
    """Let an open decision drop. Raises Refused without a reason that says something, and once it is published."""
    row = _locked(decision)
    rules.must_change(acting(actor), facts_of(row))
    words = something_said(reason, row.question, field="reason", instead="Write why it need not be settled any more.")
    row.state, row.reason, row.version = DecisionState.WITHDRAWN, words, row.version + 1
    row.save(update_fields=["state", "reason", "version"])
    record(DecisionWithdrawn(decision=row.pk), reason=words)


def _locked(decision: Decision) -> Decision:
    row: Decision = Decision.objects.select_for_update().get(pk=decision.pk)
    return row


def _rows(keys: Iterable[int]) -> list[Initiative]:
    return list(initiatives_visible_to(acting(MACHINE)).filter(pk__in=set(keys)))


def _initiatives_in_sight(
    viewer: Viewer, options: Sequence[OptionDraft], initiatives: Sequence[Initiative]
) -> dict[int, Initiative]:
    """Give every initiative of the options and those named besides. Raises Refused for one the viewer may not see."""
    keys = dict.fromkeys(each.pk for each in initiatives)
    keys |= dict.fromkeys(effect.initiative for option in options for effect in option.effects)
    found = initiatives_visible_to(viewer).in_bulk(list(keys))
    if len(found) < len(keys):
        raise Refused("One of these initiatives is not there any more. Choose again.", field="initiatives")
    return {key: found[key] for key in keys}


def _topics_in_sight(viewer: Viewer, topics: Sequence[Topic], known: Sequence[int] = ()) -> list[Topic]:
    keys = [each.pk for each in topics]
    found = topics_visible_to(viewer).in_bulk(keys)
    if len(found) < len(set(keys)):
        raise Refused("One of these topics is not there any more. Choose again.", field="topics")
    for topic in found.values():
        if topic.pk not in known:
            must_wait(facts_of_topic(topic))
    return list(found.values())


def _who_decides(area: Area, person: Person | None) -> Person:
    named = person or area.decider
    if named is None:
        raise Refused(rules.NO_DECIDER, field="decider")
    rules.must_be_named(
        name=named.name,
        left=not named.is_active,
        decides=bool(viewer_of(named).decides),
        side=named.side,
        has_function=named.function_id is not None,
    )
    return named


def _ask_instead(row: Decision, person: Person) -> None:
    if row.decider_id != person.pk:
        row.decider = person
        row.save(update_fields=["decider"])
        record(DeciderChanged(decision=row.pk, decider=person.pk))


def _write_options(
    decision: Decision, options: Sequence[OptionDraft], about: dict[int, Initiative], actor: Actor
) -> None:
    for place, draft in enumerate(options):
        option = Option.objects.create(
            decision=decision, position=place, title=draft.title, why=draft.why, put_by_id=actor.pk
        )
        for each in draft.effects:
            expected = value_now(about[each.initiative], each.field)
            rules.must_change_something(
                title=about[each.initiative].title, field=each.field, expected=expected, new=each.new, place=place
            )
            Effect.objects.create(
                option=option, initiative_id=each.initiative, field=each.field, expected=expected, new=each.new
            )


def _link(decision: Decision, about: Iterable[int], topics: Iterable[Topic]) -> None:
    DecisionInitiative.objects.bulk_create(DecisionInitiative(decision=decision, initiative_id=key) for key in about)
    DecisionTopic.objects.bulk_create(DecisionTopic(decision=decision, topic=each) for each in topics)


def _show_to(decider: Person, initiatives: Iterable[Initiative], actor: Actor, at: datetime) -> None:
    """Let the decider in on what they are asked to weigh and could not see."""
    wanted = {each.pk: each for each in initiatives}
    seen = set(initiatives_visible_to(viewer_of(decider)).filter(pk__in=wanted).values_list("pk", flat=True))
    for key, initiative in wanted.items():
        if key not in seen:
            let_in(thread=initiative.thread, person=decider, on=initiative_ref(key), actor=actor, at=at)


def _in_words(question: str, context: str, options: Iterable[tuple[str, str]]) -> str:
    return "\n\n".join([question, *filter(None, [context]), *(f"{title}\n{why}" for title, why in options)])
