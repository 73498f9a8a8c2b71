"""How far a decision is, as its page shows it: the steps, what the group agreed on, and what waits to be published."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from parley.decisions.queries import (
    Handed,
    facts_of,
    handed_over,
    is_heard,
    last_sent_back,
    settlement_seen,
    sights_after,
    why_impossible,
)
from parley.decisions.rules import UNTOLD, may_change, reason_beside, sees_settled
from parley.decisions.terms import UNPUBLISHED, UNSETTLED, DecisionState
from parley.people.queries import names_of

if TYPE_CHECKING:
    from parley.decisions.models import Agreement, Decision, Effect, Settlement
    from parley.decisions.terms import Sight
    from parley.people.models import Person
    from parley.people.terms import Viewer
    from parley.roadmap.models import Initiative
    from parley.screens.decisions.shown import Shown

STEPS = (
    DecisionState.OPEN,
    DecisionState.DISCUSSING,
    DecisionState.ESCALATED,
    DecisionState.DECIDED,
    DecisionState.PUBLISHED,
)


def steps_of(decision: "Decision", through: Collection[DecisionState]) -> list[tuple[str, str]]:
    """Give the steps of a decision, each done, skipped, now or later; none for one that was withdrawn.

    `through` are the states it went through besides being asked and being settled.
    """
    words = {
        DecisionState.OPEN: _("Open"),
        DecisionState.DISCUSSING: _("Discussing"),
        DecisionState.ESCALATED: _("Escalated"),
        DecisionState.DECIDED: _("Decided"),
        DecisionState.PUBLISHED: _("Published"),
    }
    if decision.state not in STEPS:
        return []
    here, passed = STEPS.index(decision.state), {DecisionState.OPEN, DecisionState.DECIDED, *through}
    before = ["done" if each in passed else "skipped" for each in STEPS[:here]]
    states = [*before, "now", *["later"] * (len(STEPS) - here - 1)]
    return [(words[each], state) for each, state in zip(STEPS, states, strict=True)]


@dataclass(frozen=True, slots=True)
class ToPublish:
    """What is settled and not published: why some effect is not possible any more, and who will read the reason."""

    settlement: "Settlement"
    impossible: list[str]
    seen: "list[Initiative]"  # who sees all of these may read the reason; so is it with `hidden` more
    hidden: int
    withheld: list["Initiative"]  # in whose history the reason is not told
    sights: "Sequence[Sight]"  # how far all that it weighs is seen once it is published


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a decision is, as far as its reader may know."""

    steps: list[tuple[str, str]]
    agreement: "Agreement | None"
    settled: ToPublish | None
    sent_back: "Settlement | None"
    reads_back: bool  # whether its reader may read why, and what had been settled
    handed: Handed | None  # why it was escalated; None once that is history
    handed_by: "Person | None"
    deputy: "Person | None"  # who decides for its decider now
    decided_by: "Settlement | None"  # by whom it was settled, once it is published


def progress_of(
    viewer: "Viewer",
    decision: "Decision",
    weighs: "Sequence[Any]",
    options: "Sequence[Shown]",
    *,
    on: date,
) -> Progress:
    """Give how far a decision is. Up to six queries, fewer for those who may read less, and once it is published."""
    settlement, facts = settlement_seen(viewer, decision), facts_of(decision)
    reads, open_ = sees_settled(viewer, facts), decision.state in UNSETTLED
    handed = handed_over(decision) if decision.state in UNPUBLISHED else None
    came_back = bool(handed and handed.came_back and open_)
    names = names_of([handed.by, *(facts.deputies if open_ else ())]) if handed else {}
    waits = settlement if decision.state is DecisionState.DECIDED else None
    return Progress(
        steps=steps_of(decision, handed.through) if handed else [],
        agreement=getattr(decision, "agreement", None) if is_heard(decision) else None,
        settled=_to_publish(waits, weighs, options, on=on) if waits else None,
        sent_back=last_sent_back(decision.pk) if came_back and (reads or may_change(viewer, facts)) else None,
        reads_back=reads,
        handed=handed if handed and handed.because else None,
        handed_by=names.get(handed.by or 0) if handed else None,
        deputy=next((names[key] for key in facts.deputies if key in names), None) if open_ else None,
        decided_by=settlement if waits is None else None,
    )


def _to_publish(
    settlement: "Settlement",
    weighs: "Sequence[Any]",
    options: "Sequence[Shown]",
    *,
    on: date,
) -> ToPublish:
    effects = next((each.effects for each in options if each.option.pk == settlement.option_id), ())
    sights = sights_after(weighs, effects)
    seen = {each.pk: each for each in weighs if each.in_sight}
    narrow = [each for each in sights if reason_beside(each, sights, "told") == UNTOLD]
    return ToPublish(
        settlement,
        impossible=_impossible(effects, seen, on),
        seen=list(seen.values()),
        hidden=len(weighs) - len(seen),
        withheld=[seen[each.initiative] for each in narrow if each.initiative in seen],
        sights=sights,
    )


def _impossible(effects: "Sequence[Effect]", seen: Mapping[int, "Initiative"], on: date) -> list[str]:
    """Say of what the reader may see why it is not possible any more; the rest is said on publishing."""
    here = [each for each in effects if each.initiative_id in seen]
    said = [why_impossible(each, seen[each.initiative_id], seen[each.initiative_id].title, on, here) for each in here]
    return [each for each in said if each]
