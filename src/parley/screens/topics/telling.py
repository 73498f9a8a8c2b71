"""The history of a topic or a decision, as far as its reader may see what each line is about."""

from parley.ledger.queries import history_of
from parley.ledger.terms import Ref
from parley.screens.asking import Asked
from parley.screens.telling import Line, lines
from parley.search.queries import titles_seen_by

GUARDED = frozenset({"initiative", "topic", "decision"})


def told_in_sight(request: Asked, ref: Ref, *, limit: int = 200) -> list[Line]:
    """Tell what happened to a thing, newest first, leaving out lines about something else the reader may not see.

    The reason of such a line, or the plan it changed, is not theirs to read.
    """
    told = [(each.event.about()[0], each) for each in history_of(ref, limit=limit)]
    seen = titles_seen_by(request.viewer, {subject for subject, _each in told if subject.kind in GUARDED})
    return lines(request, [each for subject, each in told if subject.kind not in GUARDED or subject in seen])
