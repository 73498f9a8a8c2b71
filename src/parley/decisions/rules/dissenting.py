"""Who disagrees with a decision, with a name or without one, and when what has no name is read."""

from parley.decisions.rules.drafting import must_be_open
from parley.decisions.terms import UNSETTLED, DecisionFacts
from parley.kernel.refusals import Refused
from parley.people.terms import Viewer
from parley.topics.rules import something_said

MOST_UNSIGNED = 3  # of one browser about one decision


def dissent_of(text: str, question: str) -> str:
    """Give back somebody’s dissent; raises Refused when it says nothing."""
    return something_said(text, question, field="text", instead="Write what you see that speaks against it.")


def takes_unsigned(decision: DecisionFacts, *, opened: bool) -> bool:
    """Whether anybody may still disagree without a name: until what was written so is opened, once."""
    return decision.state in UNSETTLED and not opened


def must_take_unsigned(decision: DecisionFacts, person: int, *, opened: bool) -> None:
    """Raise Refused unless somebody may disagree with a decision without a name.

    Whoever decides it may not: of what stands without a name, nothing should be theirs.
    """
    must_be_open(decision)
    if not takes_unsigned(decision, opened=opened):
        raise Refused(
            "What was written without a name has been opened, so that one more would be told by its moment. "
            "Put yours on the record under your name.",
            field="named",
        )
    if person == decision.decider or person in decision.deputies:
        raise Refused("You decide this. Say what speaks against it in your reason, or under your name.", field="named")


def must_be_few(written: int) -> None:
    """Raise Refused when a browser wrote as much as it may about a decision without a name."""
    if written >= MOST_UNSIGNED:
        raise Refused(f"This browser wrote {MOST_UNSIGNED} without a name already, so that no one voice sounds like "
                      "many. Put this one on the record under your name.", field="named")  # fmt: skip


def may_open_dissents(viewer: Viewer, decision: DecisionFacts, *, opened: bool) -> bool:
    """Whether somebody may open what was written without a name before they decide: whoever decides."""
    decides = viewer.person == decision.decider or viewer.person in decision.deputies
    return decides and takes_unsigned(decision, opened=opened)


def must_open_dissents(viewer: Viewer, decision: DecisionFacts) -> None:
    """Raise Refused unless the viewer decides what is not settled."""
    must_be_open(decision)
    if viewer.person != decision.decider and viewer.person not in decision.deputies:
        raise Refused("Whoever decides opens what was written without a name. Everybody reads it then.")


def must_have_read(*, unread: int) -> None:
    """Raise Refused while there is dissent without a name that nobody could read."""
    if unread:
        raise Refused("Somebody disagrees without a name, and nobody has read why. "
                      "Open it on the decision’s page, then decide.")  # fmt: skip
