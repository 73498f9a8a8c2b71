"""Before a decision is published: it is opened with its question and options, written anew, or withdrawn."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from parley.decisions import rules
from parley.decisions.actions.naming import _ask_instead, _rows, _show_to, _who_decides
from parley.decisions.actions.parts import (
    _initiatives_in_sight,
    _lent,
    _link_initiatives,
    _link_topics,
    _topics_in_sight,
    _weighed,
    _write_options,
    _write_parts,
)
from parley.decisions.actions.sealing import _end_rounds
from parley.decisions.actions.settling import _end_settlement, _locked, _set_agreement_aside
from parley.decisions.events import DecisionChanged, DecisionOpened, DecisionWithdrawn
from parley.decisions.models import Decision, Option, UnsignedDissent
from parley.decisions.queries import facts_at, facts_of, initiative_keys_of, options_of, topic_keys_of, weighed_by
from parley.decisions.queries.shifts import lent_in_options, takes_from_elsewhere
from parley.decisions.terms import DecisionState, OptionDraft
from parley.groups.models import Area
from parley.groups.queries import acting
from parley.groups.queries.heirs import heir_key
from parley.groups.queries.held import area_to_change
from parley.groups.rules import must_be_open
from parley.kernel.refusals import Stale
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.people.models import Person
from parley.people.terms import Viewer
from parley.roadmap.models import Initiative
from parley.topics.models import Topic
from parley.topics.queries import topics_visible_to
from parley.topics.rules import something_said
from parley.voices.actions import follow, open_thread
from parley.voices.models import Thread

WORDS = {"question", "context", "options", "account of what changed"}  # on which a group agrees


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
    heard: Thread | None = None,
    actor: Person,
    at: datetime,
) -> Decision:
    """Ask a named person to settle a question by a day. Each effect keeps the value it changes from, as it is now.

    With `by_group` two initiatives compete, and anybody in the group may ask. The area's decider settles it; one is
    named here when it touches another area, by its decider and product operations also when it does not. Whom it names
    and cannot see one of its initiatives yet is let in on it. What takes a decision's place says what changed since
    that one. What is marked as input in the conversation that is `heard`, about its initiatives, can be credited too.
    Raises Refused and Refusals with what is missing.
    """
    viewer, area = acting(actor), area_to_change(area.pk)
    must_be_open(area.name, dissolved=area.dissolved_on is not None)
    if not (by_group and rules.may_put_against(viewer, area.pk)):
        rules.must_open(viewer, area.pk)
    clean = rules.options_of(options)
    about = _initiatives_in_sight(viewer, clean, initiatives)
    settles = _topics_in_sight(viewer, topics)
    named = _who_settles(viewer, area, decider, across=_is_across(area.pk, about.values(), _lent(clean)))
    asked = rules.question_of(question)
    since = _after(supersedes, area, what_changed, asked) if supersedes else {}
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
    _write_options(decision, _weighed(clean, about, today_of(actor, at)), actor=actor, at=at)
    _link_initiatives(decision, about, heard)
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
    without `what_changed` what it says of that stays. Another decider is named by whoever may ask one.
    Raises Refused once it is published, Stale when it changed since `seen_version` was read.
    """
    row, viewer = _locked(decision), acting(actor)
    facts = facts_of(row)
    rules.must_change(viewer, facts)
    if seen_version is not None and seen_version != row.version:
        raise _overtaken(row, _in_words(question, context, options))
    other = decider if decider is not None and decider.pk != row.decider_id else None
    if other:
        rules.must_hand_over(viewer, facts)
    clean = rules.options_of(options)
    rules.must_see_all_it_weighs(hidden=weighed_by(viewer, row)[1])
    about = _initiatives_in_sight(viewer, clean, initiatives)
    across = _is_across(row.area_id, about.values(), _lent(clean))
    named = decider is not None or _is_across(row.area_id, _rows(initiative_keys_of(row)), lent_in_options(row))
    rules.must_name_decider(across=across, named=named, area_has_one=True)
    kept = _topics_kept(viewer, row, topics)
    if decide_by != row.decide_by:
        rules.day_of(decide_by, today_of(actor, at), field="decide_by")
    changed = _write_facts(
        row,
        question=rules.question_of(question),
        context=rules.context_of(context),
        decide_by=decide_by,
        **_still_after(row, what_changed, question, still=supersedes_still),
    )
    changed += _write_parts(row, _weighed(clean, about, today_of(actor, at)), list(about), kept, actor=actor, at=at)
    if changed:
        _note_change(row, changed)
    if other:
        _ask_instead(row, _who_decides(row.area, other))
    _show_to(row.decider, about.values(), actor, at)


@action
def withdraw_decision(*, decision: Decision, reason: str, actor: Actor, at: datetime) -> None:
    """Let a decision drop. Raises Refused without a reason that says something, and once it is published."""
    row = _locked(decision)
    rules.must_withdraw(acting(actor), facts_at(row, at))
    words = something_said(reason, row.question, field="reason", instead="Write why it need not be settled any more.")
    _end_rounds(row, at)
    _end_settlement(row, at)
    row.state, row.reason, row.version = DecisionState.WITHDRAWN, words, row.version + 1
    row.save(update_fields=["state", "reason", "version"])
    UnsignedDissent.objects.filter(decision=row).exclude(browser=None).delete()  # unread, as nothing is decided
    record(DecisionWithdrawn(decision=row.pk), reason=words)


def _who_settles(viewer: Viewer, area: Area, named: Person | None, *, across: bool) -> Person:
    """Give who decides what is asked. Raises Refused where somebody is to be named, or its own decider passed over."""
    rules.must_name_decider(across=across, named=named is not None, area_has_one=area.decider_id is not None)
    decider = _who_decides(area, named)
    own = area.decider_id if area.decider and area.decider.is_active else None
    rules.must_leave_to_its_decider(viewer, area.pk, across=across, own=own, named=decider.pk)
    return decider


def _note_change(row: Decision, changed: tuple[str, ...]) -> None:
    """Note what was written anew; a group that had agreed agrees again once its words are others."""
    if WORDS & set(changed):
        _set_agreement_aside(row)
    row.version += 1
    row.save(update_fields=["version"])
    record(
        DecisionChanged(decision=row.pk, fields=changed, decide_by=row.decide_by if "decide_by" in changed else None)
    )


def _after(old: Decision, area: Area, what_changed: str, question: str) -> dict[str, Any]:
    """Say what a decision keeps of the one whose place it takes. Raises Refused unless that one can be superseded."""
    before = _locked(old)
    rules.must_supersede(facts_of(before), area.pk, goes_on_in=heir_key(before.area))
    words = rules.what_changed_of(what_changed, question)
    return {"supersedes": before, "first_id": before.first_id or before.pk, "what_changed": words}


def _still_after(row: Decision, what_changed: str | None, question: str, *, still: bool) -> dict[str, Any]:
    if row.supersedes_id is None or not still:
        return {"supersedes_id": None, "first_id": None, "what_changed": ""}
    return {} if what_changed is None else {"what_changed": rules.what_changed_of(what_changed, question)}


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


def _is_across(area: int, about: Iterable[Initiative], lent: Iterable[str]) -> bool:
    """Whether something touches initiatives or teams of another area."""
    return any(each.area_id != area for each in about) or takes_from_elsewhere(area, lent)


def _topics_kept(viewer: Viewer, row: Decision, topics: Sequence[Topic]) -> list[int]:
    """Give the topics that it settles from now on: those that are named, and those that the viewer may not see."""
    known = topic_keys_of(row)
    settles = _topics_in_sight(viewer, topics, known=known)
    seen = set(topics_visible_to(viewer).filter(pk__in=known).values_list("pk", flat=True))
    return [*(each.pk for each in settles), *(key for key in known if key not in seen)]


def _overtaken(row: Decision, yours: str) -> Stale:
    return Stale(
        "Somebody changed this decision meanwhile. Read it as it is now, then write yours again.",
        theirs=_in_words(row.question, row.context, options_of(row)),
        yours=yours,
    )


def _in_words(question: str, context: str, options: Iterable[Option | OptionDraft]) -> str:
    said = (f"{each.title}\n{each.why}" for each in options)
    return "\n\n".join([question, *filter(None, [context]), *said])
