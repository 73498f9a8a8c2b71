"""Putting two initiatives against each other, completing their whys, and what would change somebody's mind."""

from datetime import date, datetime

from parley.decisions import rules
from parley.decisions.actions.drafting import open_decision
from parley.decisions.actions.settling import _locked, _option_of
from parley.decisions.events import (
    LeaningSaid,
    LeaningTakenBack,
    PrivateNoteKept,
    StandsAgainst,
    WhyAsked,
    WhyCompleted,
)
from parley.decisions.models import Decision, Leaning, Option, PrivateNote
from parley.decisions.queries import facts_of, options_of, sight_of
from parley.decisions.terms import OptionDraft
from parley.groups.models import Area
from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import action, record
from parley.people.models import Person
from parley.roadmap.models import Initiative
from parley.roadmap.queries import initiatives_visible_to
from parley.roadmap.rules.whys import empty_reason
from parley.topics.rules import something_said


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

    Anybody in the group may; across areas somebody is named who decides. Raises Refused as `open_decision` does.
    """
    viewer, of = acting(actor), area or initiative.area
    both = initiatives_visible_to(viewer).in_bulk([initiative.pk, other.pk])
    if not {initiative.pk, other.pk} <= both.keys():
        raise Refused("One of these initiatives is not there any more. Choose again.", field="other")
    first, second = both[initiative.pk], both[other.pk]
    sights = [sight_of(each) for each in (first, second)]
    rules.must_put_against(viewer, of.pk, stages=(first.stage, second.stage), sights=sights)
    decision = open_decision(
        area=of,
        question=f"{first.title[:110]} or {second.title[:110]}: which goes first?",
        decide_by=decide_by,
        options=[OptionDraft(f"{each.title[:190]} first", _why_now(each)) for each in (first, second)],
        decider=decider,
        initiatives=(first, second),
        by_group=True,
        actor=actor,
        at=at,
    )
    for option, each in zip(options_of(decision), (first, second), strict=True):
        option.initiative = each
        option.asks_id = each.owner_id if option.why == rules.TO_COMPLETE else None
        option.save(update_fields=["initiative", "asks"])
        told = {"decision": decision.pk, "option": option.pk, "initiative": each.pk}
        if option.asks_id:
            record(WhyAsked(**told, person=option.asks_id))
        elif each.owner_id and each.owner_id != actor.pk:
            record(StandsAgainst(**told, person=each.owner_id))
    return decision


@action
def complete_why(*, option: Option, why: str, actor: Person, at: datetime) -> None:
    """Write the why of an option as whoever owns it; it waits for them no more. Raises Refused when it says nothing."""
    row = _locked(option.decision)
    mine = _option_of(row, option)
    about = mine.initiative
    answers = [key for key in (mine.asks_id, mine.put_by_id, about.owner_id if about else None) if key]
    area = about.area_id if about else None
    rules.must_complete(acting(actor), facts_of(row), answers=answers, area=area)
    instead = "Say what speaks for it, also if you would not take it."
    words = something_said(why, mine.title, field="why", instead=instead)
    mine.why, mine.asks = words, None
    mine.save(update_fields=["why", "asks"])
    row.version += 1
    row.save(update_fields=["version"])
    record(WhyCompleted(decision=row.pk, option=mine.pk), reason=words)


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
def note_privately(*, decision: Decision, text: str, actor: Person, at: datetime) -> None:
    """Tell whoever decides something that nobody else reads; written anew, it replaces what was.

    Its words are kept nowhere else: not in the ledger, not in the search index.
    """
    row = _locked(decision)
    rules.must_be_unsettled(facts_of(row))
    words = something_said(text, row.question, field="text", instead="Write what only the decider should read.")
    note, _new = PrivateNote.objects.update_or_create(
        decision=row, author=actor, defaults={"text": words, "written_at": at}
    )
    record(PrivateNoteKept(note=note.pk))


def _why_now(initiative: Initiative) -> str:
    """Give the why that an initiative has, or say that its owner is asked for it."""
    because = initiative.why.because if initiative.why else ""
    return rules.TO_COMPLETE if not because or empty_reason(because, title=initiative.title) else because[:5_000]
