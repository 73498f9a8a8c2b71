"""Putting two initiatives against each other, completing their whys, and what would change somebody's mind."""

from collections.abc import Sequence
from datetime import date, datetime

from parley.decisions import rules
from parley.decisions.actions.drafting import open_decision
from parley.decisions.actions.settling import _begin_discussion, _locked, _option_of, _set_agreement_aside
from parley.decisions.events import (
    AskedToSpeak,
    LeaningSaid,
    LeaningTakenBack,
    PrivateNoteKept,
    StandsAgainst,
    WhyAsked,
    WhyCompleted,
)
from parley.decisions.models import Decision, Leaning, Option, PrivateNote
from parley.decisions.queries import affected_and_asked, facts_of, options_of, sight_of, viewers_of_decision
from parley.decisions.queries.weighed_before import asked_already
from parley.decisions.terms import DecisionState, OptionDraft, decision_ref
from parley.groups.models import Area
from parley.groups.queries import acting
from parley.kernel.refusals import Refused, Stale
from parley.ledger.door import action, record
from parley.people.models import Person
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.rules.whys import empty_reason
from parley.topics.rules import something_said
from parley.voices.actions import let_in


@action
def put_against(
    *,
    initiative: Initiative,
    other: Initiative,
    decide_by: date,
    decider: Person | None = None,
    area: Area | None = None,
    actor: Person,
    at: datetime,
) -> Decision:
    """Ask which of two initiatives goes first, in the group of the first. Whoever owns one is asked for a why it lacks.

    Anybody in the group may; across areas somebody is named who decides. An owner who is not of the group is let in on
    the question. Raises Refused as `open_decision` does, and for what not everybody in the group may see.
    """
    viewer, of = acting(actor), area or initiative.area
    both = initiatives_visible_to(viewer).in_bulk([initiative.pk, other.pk])
    if not {initiative.pk, other.pk} <= both.keys():
        raise Refused("One of these initiatives is not there any more. Choose again.", field="other")
    first, second = both[initiative.pk], both[other.pk]
    untold = [each.title for each in (first, second) if not rules.is_for_group(sight_of(each), of.pk)]
    stages, asked = (first.stage, second.stage), asked_already(of.pk, first.pk, second.pk)
    rules.must_put_against(viewer, of.pk, same=first.pk == second.pk, stages=stages, untold=untold, asked=asked)
    decision = open_decision(
        area=of,
        question=f"{first.title[:110]} or {second.title[:110]}: which goes first?",
        decide_by=decide_by,
        options=[
            OptionDraft(f"{each.title[:190]} first", _why_now(each), initiative=each.pk) for each in (first, second)
        ],
        decider=decider,
        initiatives=(first, second),
        by_group=True,
        actor=actor,
        at=at,
    )
    for option, each in zip(options_of(decision), (first, second), strict=True):
        if each.owner and each.owner.is_active:
            _bring_in(each.owner, decision, option, each, actor, at)
    return decision


def _bring_in(  # noqa: PLR0917 - one call above
    owner: Person, decision: Decision, option: Option, initiative: Initiative, actor: Person, at: datetime
) -> None:
    """Ask an owner for the why that their initiative lacks, or tell them what it stands against; let them in on it."""
    about = {"decision": decision.pk, "option": option.pk, "initiative": initiative.pk}
    if rules.lacks_why(option.why):
        option.asks = owner
        option.save(update_fields=["asks"])
        record(WhyAsked(**about, person=owner.pk))
    elif owner.pk != actor.pk:
        record(StandsAgainst(**about, person=owner.pk))
    if owner.pk != actor.pk and not viewers_of_decision(decision).filter(pk=owner.pk).exists():
        let_in(thread=decision.thread, person=owner, on=decision_ref(decision.pk), actor=actor, at=at)


@action
def complete_why(*, option: Option, why: str, seen_why: str | None = None, actor: Person, at: datetime) -> None:
    """Write the why of an option as whoever owns it; it waits for them no more.

    What the group had agreed on is set aside, as it agreed on other words. Raises Refused when it says nothing, Stale
    when the sign of the why that was read is not that of what stands there now.
    """
    row = _locked(option.decision)
    mine = _option_of(row, option)
    about = mine.initiative
    answers = (mine.asks_id, mine.put_by_id, about.owner_id if about else None)
    area = about.area_id if about else None
    rules.must_complete(acting(actor), facts_of(row), answers=answers, area=area)
    words = rules.why_completed(why, mine.title)
    if seen_why is not None and seen_why != rules.sign_of([mine.why]):
        raise Stale(
            "Somebody has written this why meanwhile. Read theirs, then write what both of you see.",
            theirs=mine.why,
            yours=why,
        )
    mine.why, mine.asks = words, None
    mine.save(update_fields=["why", "asks"])
    row.version += 1
    row.save(update_fields=["version"])
    record(WhyCompleted(decision=row.pk, option=mine.pk), reason=words)
    _set_agreement_aside(row)


@action
def lean(*, decision: Decision, option: Option, would_change: str, actor: Person, at: datetime) -> None:
    """Say to which option one leans, and what would change one's mind; or say it anew, while it is not settled."""
    row = _locked(decision)
    rules.must_be_unsettled(facts_of(row))
    chosen = _option_of(row, option)
    words = rules.would_change_of(would_change, row.question)
    said = {"option": chosen, "would_change": words, "said_at": at}
    Leaning.objects.update_or_create(decision=row, person=actor, defaults=said)
    record(LeaningSaid(decision=row.pk, option=chosen.pk), reason=words)


@action
def take_back_leaning(*, decision: Decision, actor: Person, at: datetime) -> None:
    """Lean to nothing any more. Doing it twice changes nothing; refused once it is settled."""
    row = _locked(decision)
    rules.must_be_unsettled(facts_of(row))
    if Leaning.objects.filter(decision=row, person=actor).delete()[0]:
        record(LeaningTakenBack(decision=row.pk))


@action
def ask_to_speak(*, decision: Decision, people: Sequence[Person], actor: Person, at: datetime) -> None:
    """Ask people whom it affects what they know; whoever could not see the decision is let in on it.

    Raises Refused unless the actor runs the group or decides, and for somebody who was asked or is not affected.
    """
    row = _locked(decision)
    affected, asked = affected_and_asked(row.pk)
    names = {each.pk: each.name for each in people}
    rules.must_ask_to_speak(acting(actor), facts_of(row), names, affected=affected, asked=asked)
    see_it = set(viewers_of_decision(row).filter(pk__in=names).values_list("pk", flat=True))
    for each in people:
        if each.pk not in see_it:
            let_in(thread=row.thread, person=each, on=decision_ref(row.pk), actor=actor, at=at)
        record(AskedToSpeak(decision=row.pk, person=each.pk))
    if row.state is DecisionState.OPEN:
        _begin_discussion(row)


@action
def note_privately(*, decision: Decision, text: str, to: int | None, actor: Person, at: datetime) -> None:
    """Tell whoever decides (the key of that person) something that nobody else reads; anew, it replaces what was.

    Its words are kept nowhere else: not in the ledger, not in the search index. Raises Refused when somebody else
    decides meanwhile, who does not read it either.
    """
    row = _locked(decision)
    facts = facts_of(row)
    rules.must_be_unsettled(facts)
    rules.must_be_for_its_decider(facts, author=actor.pk, to=to)
    words = something_said(text, row.question, field="text", instead="Write what only the decider should read.")
    note, _new = PrivateNote.objects.update_or_create(
        decision=row, author=actor, defaults={"told_id": row.decider_id, "text": words, "written_at": at}
    )
    record(PrivateNoteKept(note=note.pk))


def _why_now(initiative: Initiative) -> str:
    """Give the why that an initiative has, or say that its owner is asked for it."""
    because = initiative.why.because if initiative.why else ""
    return rules.TO_COMPLETE if not because or empty_reason(because, title=initiative.title) else because[:5_000]
