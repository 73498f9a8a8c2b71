"""What somebody may do on the page of a decision, by the words its template asks for."""

from typing import TYPE_CHECKING

from parley.decisions.queries.superseding import may_supersede
from parley.decisions.rules import (
    may_change,
    may_discuss,
    may_escalate,
    may_hand_over,
    may_publish,
    may_record_agreement,
    may_review,
    may_see_to_links,
    may_send_back,
    may_settle,
    may_withdraw,
)
from parley.decisions.terms import UNSETTLED

if TYPE_CHECKING:
    from datetime import date

    from parley.decisions.models import Decision
    from parley.decisions.terms import DecisionFacts
    from parley.people.terms import Viewer


def rights_of(
    viewer: "Viewer", row: "Decision", facts: "DecisionFacts", *, on: "date", sees_all: bool
) -> dict[str, bool]:
    """Give them. `sees_all`: whether the viewer sees every initiative that it weighs. One query at most."""
    return {
        "decides": row.state in UNSETTLED and may_settle(viewer, facts),
        "publishes": may_publish(viewer, facts),
        "sends_back": may_send_back(viewer, facts),
        "may_discuss": may_discuss(viewer, facts),
        "may_escalate": may_escalate(viewer, facts),
        "may_agree": may_record_agreement(viewer, facts),
        "may_withdraw": may_withdraw(viewer, facts),
        "due_again": may_review(viewer, facts, on),
        "may_change": may_change(viewer, facts) and sees_all,
        "may_supersede": may_supersede(viewer, row),
        "sees_links": may_see_to_links(viewer, facts),
        "may_hand_over": may_hand_over(viewer, facts),
    }
