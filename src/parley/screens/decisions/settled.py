"""How far a decision is, as its page shows it: the steps, what the group agreed on, and what waits to be published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from parley.decisions.queries import (
    facts_of,
    last_sent_back,
    settlement_seen,
    sight_of,
    why_impossible,
)
from parley.decisions.rules import UNTOLD, reason_beside, sees_settled
from parley.decisions.terms import UNSETTLED, DecisionState

if TYPE_CHECKING:
    from parley.decisions.models import Agreement, Decision, Effect, Settlement
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


def steps_of(decision: "Decision") -> list[tuple[str, str]]:
    """Give the steps of a decision, each done, now or later; none for one that was withdrawn."""
    words = {
        DecisionState.OPEN: _("Open"),
        DecisionState.DISCUSSING: _("Discussing"),
        DecisionState.ESCALATED: _("Escalated"),
        DecisionState.DECIDED: _("Decided"),
        DecisionState.PUBLISHED: _("Published"),
    }
    if decision.state not in STEPS:
        return []
    here = STEPS.index(decision.state)
    return [(words[each], "done" if n < here else "now" if n == here else "later") for n, each in enumerate(STEPS)]


@dataclass(frozen=True, slots=True)
class ToPublish:
    """What is settled and not published: why some effect is not possible any more, and who will read the reason."""

    settlement: "Settlement"
    impossible: list[str]
    seen: "list[Initiative]"  # who sees all of these may read the reason; so is it with `hidden` more
    hidden: int
    withheld: list["Initiative"]  # in whose history the reason is not told


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a decision is, as far as its reader may know."""

    steps: list[tuple[str, str]]
    agreement: "Agreement | None"
    settled: ToPublish | None
    sent_back: "Settlement | None"
    decided_by: "Settlement | None"  # by whom it was settled, once it is published


def progress_of(
    viewer: "Viewer",
    decision: "Decision",
    weighs: "Sequence[Any]",
    options: "Sequence[Shown]",
    *,
    on: date,
) -> Progress:
    """Give how far a decision is. One to three queries, fewer for those who may read less."""
    settlement = settlement_seen(viewer, decision)
    reads = decision.state in UNSETTLED and sees_settled(viewer, facts_of(decision))
    waits = settlement if decision.state is DecisionState.DECIDED else None
    return Progress(
        steps=steps_of(decision),
        agreement=getattr(decision, "agreement", None),
        settled=_to_publish(waits, weighs, options, on=on) if waits else None,
        sent_back=last_sent_back(decision.pk) if reads else None,
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
    sights = [sight_of(each) for each in weighs]
    seen = {each.pk: each for each in weighs if each.in_sight}
    narrow = [each for each in sights if reason_beside(each, sights, "told") == UNTOLD]
    return ToPublish(
        settlement,
        impossible=_impossible(effects, seen, on),
        seen=list(seen.values()),
        hidden=len(weighs) - len(seen),
        withheld=[seen[each.initiative] for each in narrow if each.initiative in seen],
    )


def _impossible(effects: "Sequence[Effect]", seen: Mapping[int, "Initiative"], on: date) -> list[str]:
    """Say of what the reader may see why it is not possible any more; the rest is said on publishing."""
    here = [each for each in effects if each.initiative_id in seen]
    said = [why_impossible(each, seen[each.initiative_id], seen[each.initiative_id].title, on) for each in here]
    return [each for each in said if each]
