"""When a decision takes the place of another, and what it says of why that one is decided anew."""

from parley.decisions.terms import DecisionFacts, DecisionState
from parley.kernel.refusals import Refused
from parley.topics.rules import something_said


def must_supersede(decision: DecisionFacts, area: int, *, goes_on_in: int | None) -> None:
    """Raise Refused unless the decision is a published one that still holds, of the area that goes on with it.

    That is its own, or of a dissolved one its heir; None when nobody knows which: then it is any.
    """
    if goes_on_in == decision.area != area:
        raise Refused("A decision is superseded by one of the same group. Open it there.", field="supersedes")
    if goes_on_in not in (None, area):
        raise Refused(
            "The group of this decision ended, and another took over what it had. Open it there.", field="supersedes"
        )
    if decision.state is DecisionState.SUPERSEDED:
        raise Refused(
            "Another decision has superseded this one already. Read that one; it can be decided anew in its turn.",
            field="supersedes",
        )
    if decision.state is not DecisionState.PUBLISHED:
        raise Refused(
            "Only a published decision that still holds can be superseded. Change this one.", field="supersedes"
        )


def must_take_its_place(old: DecisionFacts) -> None:
    """Raise Refused when another decision has taken the place of the one that this would supersede.

    Both are of the same group when this one is opened; a group that ended leaves what it settled where it was.
    """
    if old.state is not DecisionState.PUBLISHED:
        raise Refused(
            "Another decision has superseded the one this takes the place of, so that one can be superseded no more. "
            "Send this one back and change it, so that it takes nobody’s place, or withdraw it.",
            field="supersedes",
        )


def what_changed_of(text: str, question: str) -> str:
    """Give back what changed since the decision before; raises Refused when it says nothing, as for a reason."""
    instead = "Write what is true now and was not, or not known, when it was decided."
    return something_said(text, question, field="what_changed", instead=instead)
