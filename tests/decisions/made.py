"""Decisions made through actions, for tests of this room and those above."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from parley.decisions.actions import open_decision, publish_decision, settle_decision
from parley.decisions.terms import EffectDraft, EffectField, OptionDraft

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.roadmap.models import Initiative
    from tests.cast import Cast

QUESTION = "Do audited clients go first?"
CHANGED = "The regulator moved the date to autumn, and two clients left."
REASON = "Losing audited clients costs more than a quarter of delay on the household graph."


def options(*effects: EffectDraft) -> tuple[OptionDraft, ...]:
    """Two options; the effects belong to the first."""
    return (
        OptionDraft("Audited clients first", "They lose spend every month they cannot prove consent.", effects),
        OptionDraft("Leave it as it is", "Nobody who was promised something has to wait."),
    )


def moved(initiative: "Initiative", field: EffectField = EffectField.WINDOW, new: str = "Q3 2087") -> EffectDraft:
    """An effect on an initiative."""
    return EffectDraft(initiative.pk, field, new)


def decision(cast: "Cast", *effects: EffectDraft, **given: Any) -> "Decision":
    """Open a decision in identity by its product person, for its decider, unless told otherwise."""
    facts: dict[str, Any] = {
        "area": cast.identity,
        "question": QUESTION,
        "decide_by": cast.at.date() + timedelta(days=7),
        "options": options(*effects),
        "what_changed": CHANGED,  # said only where it takes another's place
        "actor": cast.noor,
        "at": cast.at,
    } | given
    return open_decision(**facts)


def settle_and_publish(
    *, decision: "Decision", option: Any, reason: str = REASON, review_on: Any = None, seen_version: int | None = None,
    actor: Any, at: Any, **given: Any,
) -> None:  # fmt: skip
    """Settle a decision and publish it at once, both by its decider."""
    now: dict[str, Any] = {"decision": decision, "actor": actor, "at": at}
    settle_decision(option=option, reason=reason, review_on=review_on, seen_version=seen_version, **now)
    publish_decision(**now, **given)
