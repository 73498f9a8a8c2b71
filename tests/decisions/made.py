"""Decisions made through actions, for tests of this room and those above."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from parley.decisions.actions import open_decision, publish_decision, settle_decision
from parley.decisions.queries import options_of
from parley.decisions.terms import EffectDraft, EffectField, OptionDraft
from parley.groups.queries import facilitators_of
from parley.roadmap.actions import give_override, show_to
from parley.roadmap.terms import Audience, Waiver, Why
from tests.roadmap.made import initiative

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.people.models import Person
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


def without_why(cast: "Cast", title: str, owner: "Person") -> "Initiative":
    """An initiative that its group sees although nobody has written its why."""
    made = initiative(cast, title, owner=owner, why=Why(), audience=Audience.PRODUCT_TEAM)
    now: dict[str, Any] = {"actor": cast.elena, "at": cast.at}
    give_override(initiative=made, waives=Waiver.WHY, reason="The group has to weigh it this month.", **now)
    show_to(initiative=made, audience=Audience.GROUP, actor=cast.noor, at=cast.at)
    made.refresh_from_db()
    return made


def settle_and_publish(
    *, decision: "Decision", option: Any, reason: str = REASON, review_on: Any = None, seen_version: int | None = None,
    actor: Any, at: Any, **given: Any,
) -> None:  # fmt: skip
    """Settle a decision by its decider, and let its group’s facilitator publish it at once; the decider without one."""
    now: dict[str, Any] = {"decision": decision, "at": at}
    settle_decision(option=option, reason=reason, review_on=review_on, seen_version=seen_version, actor=actor, **now)
    publish_decision(actor=facilitators_of(decision.area_id).exclude(pk=actor.pk).first() or actor, **now, **given)


def publish(cast: "Cast", made: "Decision", place: int = 0, reason: str = REASON, **given: Any) -> None:
    """Settle and publish a decision by its decider, unless told otherwise, for one of its options."""
    by = given.pop("actor", cast.elena)
    settle_and_publish(decision=made, option=options_of(made)[place], reason=reason, actor=by, at=cast.at, **given)
