"""What somebody said, for those who are told of it by mail: only while it stands, and to whom it is said."""

from typing import TYPE_CHECKING

from parley.decisions.queries import comments_heard, decision_seen
from parley.voices.queries import comments_that_stand

if TYPE_CHECKING:
    from parley.ledger.queries import Told
    from parley.people.terms import Viewer

SAID, NAMED = "comment.said", "comment.named"


def said_in(told: "Told", viewer: "Viewer") -> str | None:
    """Give the words of a comment; none when it was taken back, or is part of a talk its reader does not hear."""
    keys = {ref.kind: ref.key for ref in reversed(told.event.about())}
    comment = comments_that_stand().filter(pk=keys["comment"]).first()
    if comment is None:
        return None
    decision = decision_seen(viewer, keys["decision"]) if "decision" in keys else None
    if decision is not None and not comments_heard(decision, [comment]):
        return None
    return comment.text
