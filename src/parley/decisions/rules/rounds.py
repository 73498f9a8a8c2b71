"""Written rounds on a decision: who opens and closes one, who writes, and until when."""

from datetime import datetime, timedelta

from parley.decisions.rules.drafting import must_be_unsettled
from parley.decisions.rules.settling import keeps_it
from parley.decisions.terms import UNSETTLED, DecisionFacts
from parley.kernel.refusals import Refused
from parley.people.terms import Viewer

LONGEST_QUESTION = 300
SHORTEST_ROUND, LONGEST_ROUND = timedelta(minutes=15), timedelta(days=30)


def may_hold_round(viewer: Viewer, decision: DecisionFacts) -> bool:
    """Whether somebody opens and closes written rounds: facilitators and product operations, until it is settled."""
    return decision.state in UNSETTLED and keeps_it(viewer, decision)


def must_hold_round(viewer: Viewer, decision: DecisionFacts) -> None:
    """Raise Refused unless the viewer may open and close written rounds on the decision."""
    must_be_unsettled(decision)
    if not keeps_it(viewer, decision):
        raise Refused("A facilitator of the group opens and closes its written rounds. Ask one of them.")


def must_be_the_only_round(*, another: bool) -> None:
    """Raise Refused while another round on the decision is open."""
    if another:
        raise Refused("A written round is open on this already. Close it first, then ask the next question.")


def closing_of(closes_at: datetime, at: datetime) -> datetime:
    """Give back when a round closes; raises Refused below a quarter of an hour and above 30 days."""
    if not SHORTEST_ROUND <= closes_at - at <= LONGEST_ROUND:
        raise Refused("Leave people a quarter of an hour at least, and 30 days at most.", field="closes")
    return closes_at


def round_question_of(words: str) -> str:
    """Give back what a round asks on one line, perhaps nothing; raises Refused for too much."""
    clean = " ".join(words.split())
    if len(clean) > LONGEST_QUESTION:
        raise Refused(f"This has {len(clean):,} characters of at most {LONGEST_QUESTION:,}. Ask one thing.",
                      field="question")  # fmt: skip
    if "\0" in clean:
        raise Refused("This holds a character that cannot be kept. Type it again.", field="question")
    return clean


def may_write_in_round(viewer: Viewer, area: int) -> bool:
    """Whether somebody who sees a decision writes in its rounds: whoever belongs to its group."""
    return area in viewer.inside


def must_write_in_round(viewer: Viewer, area: int) -> None:
    """Raise Refused unless the viewer belongs to the group."""
    if not may_write_in_round(viewer, area):
        raise Refused("Only the group writes in its rounds. Say in the conversation what you see, under your name.")


def must_be_written_in(*, closed: bool, closes_at: datetime, at: datetime) -> None:
    """Raise Refused once a round is closed, or its hour has come."""
    if closed or closes_at <= at:
        raise Refused(
            "This round is closed, and its notes are nobody’s any more. Say in the conversation what you see."
        )
