"""Who discusses, escalates, settles and publishes a decision, in which order, and which reason may be told where."""

from collections.abc import Collection
from datetime import date

from parley.decisions.rules.drafting import day_of, may_change, may_open, must_be_open, must_be_unsettled
from parley.decisions.terms import UNPUBLISHED, UNSETTLED, DecisionFacts, DecisionState, Sight
from parley.kernel.refusals import Refused
from parley.people.terms import Viewer
from parley.roadmap.terms import AUDIENCES, Audience
from parley.topics.rules import something_said

WEIGHED = "Write what weighed most, and what is given up for it."
UNTOLD = "Settled by a decision that also weighs plans fewer people may see."


def may_discuss(viewer: Viewer, decision: DecisionFacts) -> bool:
    """Whether somebody may say that a group discusses a decision that is open: whoever may open one there."""
    return decision.state is DecisionState.OPEN and (may_open(viewer, decision.area) or _decides(viewer, decision))


def must_discuss(viewer: Viewer, decision: DecisionFacts) -> None:
    """Raise Refused unless the viewer may say that the group discusses the decision."""
    must_be_unsettled(decision)
    if decision.state is not DecisionState.OPEN:
        raise Refused("The group discusses this already. Say in the conversation what is missing.")
    if not may_discuss(viewer, decision):
        raise Refused("Facilitators put it to the group. Say something in the conversation: that opens it too.")


def may_escalate(viewer: Viewer, decision: DecisionFacts) -> bool:
    """Whether somebody may hand a decision to its decider: facilitators, the decider, product operations."""
    discussed = decision.state in (DecisionState.OPEN, DecisionState.DISCUSSING)
    return discussed and (keeps_it(viewer, decision) or _decides(viewer, decision))


def must_escalate(viewer: Viewer, decision: DecisionFacts) -> None:
    """Raise Refused unless the viewer may hand the decision to its decider."""
    must_be_unsettled(decision)
    if decision.state is DecisionState.ESCALATED:
        raise Refused("It waits for its decider already. Say in the conversation what they should know.")
    if not may_escalate(viewer, decision):
        raise Refused("A facilitator of the group, or the decider, says that it has to be settled. Ask one of them.")


def is_due(decision: DecisionFacts, on: date) -> bool:
    """Whether the day has come on which a question that still competes goes to its decider."""
    return decision.state in (DecisionState.OPEN, DecisionState.DISCUSSING) and decision.decide_by <= on


def may_record_agreement(viewer: Viewer, decision: DecisionFacts) -> bool:
    """Whether somebody may write down that the group agreed: its facilitators and product operations."""
    return decision.state in UNSETTLED and keeps_it(viewer, decision)


def must_record_agreement(viewer: Viewer, decision: DecisionFacts) -> None:
    """Raise Refused unless the viewer may write down what the group agreed on."""
    must_be_unsettled(decision)
    if not keeps_it(viewer, decision):
        raise Refused("A facilitator of the group writes down what it agreed on. Ask one of them.")


def may_settle(viewer: Viewer, decision: DecisionFacts) -> bool:
    """Whether somebody settles a decision, or settles it anew before it is published: its decider, or their deputy."""
    return decision.state in UNPUBLISHED and _decides(viewer, decision)


def must_settle(viewer: Viewer, decision: DecisionFacts) -> None:
    """Raise Refused unless the viewer is the decider of a decision that is not published, or their deputy."""
    must_be_open(decision)
    if not may_settle(viewer, decision):
        raise Refused("Only the decider can settle this. Say in the conversation, or as your dissent, what you see.")


def may_publish(viewer: Viewer, decision: DecisionFacts) -> bool:
    """Whether somebody publishes what is settled: facilitators of the group and product operations.

    Whoever decides it, or settled it, does so only where nobody else facilitates the group: what may be said to whom is
    for other eyes.
    """
    theirs = _decides(viewer, decision) or viewer.person == decision.settled_by
    return may_send_back(viewer, decision) and not (decision.checked and theirs)


def may_send_back(viewer: Viewer, decision: DecisionFacts) -> bool:
    """Whether somebody asks the decider to look again at what is settled: whoever may read it."""
    return decision.state is DecisionState.DECIDED and sees_settled(viewer, decision)


def must_publish(viewer: Viewer, decision: DecisionFacts) -> None:
    """Raise Refused unless the decision is settled and the viewer may publish it."""
    must_send_back(viewer, decision)
    if not may_publish(viewer, decision):
        raise Refused("Whoever decides does not publish it too: a facilitator of the group checks it. Ask one of them.")


def must_send_back(viewer: Viewer, decision: DecisionFacts) -> None:
    """Raise Refused unless the decision is settled and the viewer may ask the decider to look at it again."""
    must_be_open(decision)
    if not sees_settled(viewer, decision):
        raise Refused("A facilitator of the group publishes this, or sends it back. Say to one of them what you see.")
    if decision.state is not DecisionState.DECIDED:
        raise Refused("This is not settled yet. Its decider chooses an option and writes the reason first.")


def sees_settled(viewer: Viewer, decision: DecisionFacts) -> bool:
    """Whether somebody may read what is settled before it is published: nobody beyond these hears of it."""
    return keeps_it(viewer, decision) or _decides(viewer, decision)


def may_withdraw(viewer: Viewer, decision: DecisionFacts) -> bool:
    """Whether somebody may let a decision drop: as `may_change`, and whoever asked, until the group talks about it.

    Once it is settled, its decider and product operations alone: nobody else takes back the decider’s word.
    """
    if decision.state is DecisionState.DECIDED:
        return viewer.operations or viewer.person == decision.decider
    asked = decision.state is DecisionState.OPEN and viewer.person == decision.opened_by
    return asked or may_change(viewer, decision)


def must_withdraw(viewer: Viewer, decision: DecisionFacts) -> None:
    """Raise Refused unless the viewer may let the decision drop, which nobody may once it is published."""
    must_be_open(decision)
    if decision.state is DecisionState.DECIDED and not may_withdraw(viewer, decision):
        raise Refused(
            "This is settled: only its decider and product operations let it drop. Send it back, and say why."
        )
    if not may_withdraw(viewer, decision):
        raise Refused("Only whoever prepares a decision lets it drop. Say in the conversation why it is not needed.")


def keeps_it(viewer: Viewer, decision: DecisionFacts) -> bool:
    """Whether somebody runs the group of a decision: its facilitators and product operations."""
    return viewer.operations or decision.area in viewer.facilitates


def _decides(viewer: Viewer, decision: DecisionFacts) -> bool:
    return viewer.person == decision.decider or viewer.person in decision.deputies


def may_review(viewer: Viewer, decision: DecisionFacts, on: date) -> bool:
    """Whether somebody may say that day what became of a decision: see `must_review`."""
    try:
        must_review(viewer, decision, on)
    except Refused:
        return False
    return True


def must_review(viewer: Viewer, decision: DecisionFacts, on: date) -> None:
    """Raise Refused unless the decision is published, is its viewer's or their area's, and its day has come."""
    if decision.state is not DecisionState.PUBLISHED:
        raise Refused("Only a published decision that holds is looked at again. Settle it, or read what replaced it.")
    if viewer.person != decision.decider and decision.area not in viewer.decides:
        raise Refused("Only the decider says what became of a decision. Say in the conversation what has changed.")
    if decision.review_on is None or decision.review_on > on:
        raise Refused("Its day to be looked at again has not come. If something has changed, decide it anew.")


def next_review_of(day: date, on: date) -> date:
    """Give back the day to look at a decision again; raises Refused unless it is 1 day to three years ahead."""
    if day == on:
        raise Refused("It has been looked at today. Choose a later day, within three years.", field="review_on")
    return day_of(day, on, field="review_on")


def reason_of(text: str, question: str) -> str:
    """Give back the reason of a decision; raises Refused when it says nothing."""
    return something_said(text, question, field="reason", instead=WEIGHED)


def reason_beside(initiative: Sight, weighed: Collection[Sight], reason: str) -> str:
    """Give the reason as the history of one initiative tells it: in full only if all that it weighs is seen as far."""
    if all(_as_far(each, initiative) for each in weighed):
        return reason
    return UNTOLD


def _as_far(other: Sight, initiative: Sight) -> bool:
    if other.shown_to is Audience.COMPANY:
        return True
    return other.area == initiative.area and AUDIENCES.index(other.shown_to) >= AUDIENCES.index(initiative.shown_to)
