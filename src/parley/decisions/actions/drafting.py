"""Before a decision is published: the question, its options, what each would change, and who settles it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from parley.decisions import rules
from parley.decisions.actions.sealing import _end_rounds
from parley.decisions.events import AgreementEnded, DeciderChanged, DecisionChanged, DecisionOpened, DecisionWithdrawn
from parley.decisions.models import (
    Agreement,
    Decision,
    DecisionInitiative,
    DecisionTopic,
    Effect,
    Option,
    UnsignedDissent,
)
from parley.decisions.queries import (
    decided_by,
    facts_at,
    facts_of,
    initiative_keys_of,
    must_be_allowed,
    options_of,
    owner_named,
    topic_keys_of,
    value_now,
    weighed_by,
)
from parley.decisions.queries.shifts import lent_in_options, must_be_lendable, takes_from_elsewhere
from parley.decisions.terms import DecisionState, EffectField, OptionDraft
from parley.groups.models import Area
from parley.groups.queries import acting, viewer_of
from parley.groups.rules import must_be_open
from parley.kernel.refusals import Refused, Stale
from parley.kernel.spans import today_of
from parley.kernel.words import folded
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


@dataclass(frozen=True, slots=True)
class Weighed:
    """An option with its effects: key of the initiative, field, the value it changes from, and the new one."""

    title: str
    why: str
    effects: tuple[tuple[int, EffectField, str, str], ...]
    initiative: int | None = None  # which it puts first

    @property
    def plain(self) -> object:
        """The same, whatever order its effects were written in."""
        return self.title, self.why, sorted(self.effects), self.initiative


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
    what_changed: str = "",
    by_group: bool = False,
    actor: Person,
    at: datetime,
) -> Decision:
    """Ask a named person to settle a question by a day. Each effect keeps the value it changes from, as it is now.

    With `by_group` two initiatives compete, and anybody in the group may ask. The area's decider settles it; one is
    named here when it touches initiatives of another area. Whom it names and cannot see one of its initiatives yet is
    let in on it. What takes a decision's place says what changed since that one. Raises Refused and Refusals with what
    is missing.
    """
    viewer = acting(actor)
    must_be_open(area.name, dissolved=area.dissolved_on is not None)
    if not (by_group and rules.may_put_against(viewer, area.pk)):
        rules.must_open(viewer, area.pk)
    clean = rules.options_of(options)
    about = _initiatives_in_sight(viewer, clean, initiatives)
    settles = _topics_in_sight(viewer, topics)
    across = any(each.area_id != area.pk for each in about.values()) or takes_from_elsewhere(area.pk, _lent(clean))
    rules.must_name_decider(across=across, named=decider is not None, area_has_one=area.decider_id is not None)
    named = _who_decides(area, decider)
    asked, since = rules.question_of(question), {}
    if supersedes is not None:
        since = _after(supersedes, area, what_changed, asked)
    decision = Decision.objects.create(
        area=area,
        question=asked,
        context=rules.context_of(context),
        decide_by=rules.day_of(decide_by, today_of(actor, at), field="decide_by"),
        decider=named,
        opened_by=actor,
        opened_at=at,
        thread=open_thread(actor=actor, at=at),
        **since,
    )
    _write_options(decision, _weighed(clean, about, today_of(actor, at)), actor)
    _link_initiatives(decision, about)
    _link_topics(decision, [each.pk for each in settles])
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
    supersedes_still: bool = True,
    what_changed: str | None = None,
    seen_version: int | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Write an open decision anew. Its effects start again from what the initiatives are now.

    Topics that the actor may not see stay with it. Without `supersedes_still` it takes nobody's place any more;
    without `what_changed` what it says of that stays.
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
    rules.must_see_all_it_weighs(hidden=weighed_by(viewer, row)[1])
    about = _initiatives_in_sight(viewer, clean, initiatives)
    across = any(each.area_id != row.area_id for each in about.values())
    across = across or takes_from_elsewhere(row.area_id, _lent(clean))
    was_across = row.initiative_links.exclude(initiative__area=row.area_id).exists()
    was_across = was_across or takes_from_elsewhere(row.area_id, lent_in_options(row))
    rules.must_name_decider(across=across, named=decider is not None or was_across, area_has_one=True)
    known = topic_keys_of(row)
    settles = _topics_in_sight(viewer, topics, known=known)
    seen = set(topics_visible_to(viewer).filter(pk__in=known).values_list("pk", flat=True))
    kept = [*(each.pk for each in settles), *(key for key in known if key not in seen)]
    if decide_by != row.decide_by:
        rules.day_of(decide_by, today_of(actor, at), field="decide_by")
    changed = _write_facts(
        row,
        question=rules.question_of(question),
        context=rules.context_of(context),
        decide_by=decide_by,
        **_still_after(row, what_changed, question, still=supersedes_still),
    )
    changed += _write_parts(row, _weighed(clean, about, today_of(actor, at)), list(about), kept, actor)
    if changed:
        row.version += 1
        row.save(update_fields=["version"])
        record(
            DecisionChanged(decision=row.pk, fields=changed, decide_by=decide_by if "decide_by" in changed else None)
        )
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
    """Let a decision drop. Raises Refused without a reason that says something, and once it is published."""
    row = _locked(decision)
    rules.must_withdraw(acting(actor), facts_at(row, at))
    words = something_said(reason, row.question, field="reason", instead="Write why it need not be settled any more.")
    _end_rounds(row, at)
    row.state, row.reason, row.version = DecisionState.WITHDRAWN, words, row.version + 1
    row.save(update_fields=["state", "reason", "version"])
    UnsignedDissent.objects.filter(decision=row).exclude(browser=None).delete()  # unread, as nothing is decided
    record(DecisionWithdrawn(decision=row.pk), reason=words)


def _locked(decision: Decision) -> Decision:
    row: Decision = Decision.objects.select_for_update().get(pk=decision.pk)
    return row


def _after(old: Decision, area: Area, what_changed: str, question: str) -> dict[str, Any]:
    """Say what a decision keeps of the one whose place it takes. Raises Refused unless that one can be superseded."""
    before = _locked(old)
    rules.must_supersede(facts_of(before), area.pk)
    words = rules.what_changed_of(what_changed, question)
    return {"supersedes": before, "first_id": before.first_id or before.pk, "what_changed": words}


def _still_after(row: Decision, what_changed: str | None, question: str, *, still: bool) -> dict[str, Any]:
    if row.supersedes_id is None or not still:
        return {"supersedes_id": None, "first_id": None, "what_changed": ""}
    return {} if what_changed is None else {"what_changed": rules.what_changed_of(what_changed, question)}


def _rows(keys: Iterable[int]) -> list[Initiative]:
    return list(initiatives_visible_to(acting(MACHINE)).filter(pk__in=set(keys)))


def _lent(options: Sequence[OptionDraft]) -> list[str]:
    """Give what the options would lend."""
    return [each.new for option in options for each in option.effects if each.field is EffectField.SHIFT]


def _initiatives_in_sight(
    viewer: Viewer, options: Sequence[OptionDraft], initiatives: Sequence[Initiative]
) -> dict[int, Initiative]:
    """Give every initiative of the options and those named besides. Raises Refused for one the viewer may not see."""
    keys = dict.fromkeys(each.pk for each in initiatives)
    keys |= dict.fromkeys(effect.initiative for option in options for effect in option.effects)
    keys |= dict.fromkeys(option.initiative for option in options if option.initiative)
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


def _weighed(options: Sequence[OptionDraft], about: dict[int, Initiative], on: date) -> list[Weighed]:
    """Say what each option changes from what, as the initiatives are now.

    Raises Refused for what changes nothing, and for a window that has ended by that day.
    """
    found = []
    for place, draft in enumerate(options):
        effects = []
        for each in draft.effects:
            expected = value_now(about[each.initiative], each.field)
            at = f"option-{place}-{each.field}-{each.initiative}"
            title, new = about[each.initiative].title, each.new
            if each.field is EffectField.ASSIGNMENT and new == expected:
                expected = new = owner_named(new)
            rules.must_change_something(title=title, field=each.field, expected=expected, new=new, at=at)
            if each.field is EffectField.WINDOW:
                rules.must_be_ahead(each.new, stage=about[each.initiative].stage, on=on, at=at)
            if each.field is EffectField.SHIFT:
                must_be_lendable(each.new, to=about[each.initiative].area_id, on=on, field=at)
            must_be_allowed(each, about[each.initiative], draft.effects, field=at)
            effects.append((each.initiative, each.field, expected, each.new))
        found.append(Weighed(draft.title, draft.why, tuple(effects), draft.initiative))
    return found


def _as_written(decision: Decision) -> list[Weighed]:
    return [
        Weighed(
            option.title,
            option.why,
            tuple((each.initiative_id, each.field, each.expected, each.new) for each in option.effects.all()),
            option.initiative_id,
        )
        for option in options_of(decision)
    ]


def _write_facts(row: Decision, **facts: Any) -> tuple[str, ...]:
    """Write what differs; give the names of it."""
    changed = [name for name, value in facts.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, facts[name])
    if changed:
        row.save(update_fields=changed)
    said = {"supersedes_id": "predecessor", "what_changed": "account of what changed"}
    gone = {"first_id", "what_changed"} if "supersedes_id" in changed else set()
    return tuple(said.get(name, name) for name in changed if name not in gone)


def _write_parts(
    row: Decision, options: Sequence[Weighed], about: Sequence[int], topics: Sequence[int], actor: Actor
) -> tuple[str, ...]:
    """Write options and links where they differ; give the names of what did."""
    changed = []
    if [each.plain for each in options] != [each.plain for each in _as_written(row)]:
        _write_options(row, options, actor)
        changed.append("options")
    if set(about) != set(initiative_keys_of(row)):
        row.initiative_links.all().delete()
        _link_initiatives(row, about)
        changed.append("initiatives")
    if set(topics) != set(topic_keys_of(row)):
        row.topic_links.all().delete()
        _link_topics(row, topics)
        changed.append("topics")
    return tuple(changed)


def _write_options(decision: Decision, options: Sequence[Weighed], actor: Actor) -> None:
    """Write the options anew. One that was there under its title is the same, with whoever put it and what was said.

    What a group agreed on is set aside, as it agreed on other words.
    """
    if Agreement.objects.filter(decision=decision).delete()[0]:
        record(AgreementEnded(decision=decision.pk))
    before = {folded(each.title): each for each in Option.objects.filter(decision=decision)}
    kept = []
    for place, each in enumerate(options):
        option = before.get(folded(each.title)) or Option(decision=decision, put_by_id=actor.pk)
        option.position, option.title, option.why = place, each.title, each.why
        if option.initiative_id != each.initiative:
            option.initiative_id, option.asks = each.initiative, None
        option.save()
        kept.append(option.pk)
        Effect.objects.filter(option=option).delete()
        for initiative, field, expected, new in each.effects:
            Effect.objects.create(option=option, initiative_id=initiative, field=field, expected=expected, new=new)
    Option.objects.filter(decision=decision).exclude(pk__in=kept).delete()


def _link_initiatives(decision: Decision, about: Iterable[int]) -> None:
    DecisionInitiative.objects.bulk_create(DecisionInitiative(decision=decision, initiative_id=key) for key in about)


def _link_topics(decision: Decision, topics: Iterable[int]) -> None:
    DecisionTopic.objects.bulk_create(DecisionTopic(decision=decision, topic_id=key) for key in topics)


def _show_to(decider: Person, initiatives: Iterable[Initiative], actor: Actor, at: datetime) -> None:
    """Let the decider in on what they are asked to weigh and could not see."""
    wanted = {each.pk: each for each in initiatives}
    seen = set(initiatives_visible_to(viewer_of(decider)).filter(pk__in=wanted).values_list("pk", flat=True))
    for key, initiative in wanted.items():
        if key not in seen:
            let_in(thread=initiative.thread, person=decider, on=initiative_ref(key), actor=actor, at=at)


def _in_words(question: str, context: str, options: Iterable[tuple[str, str]]) -> str:
    return "\n\n".join([question, *filter(None, [context]), *(f"{title}\n{why}" for title, why in options)])
