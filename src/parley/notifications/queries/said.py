"""What somebody said, for those who are told of it: only while it stands, and to whom it is said."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from parley.decisions.queries import comments_heard, talks_of
from parley.ledger.queries import Told
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.voices.queries import comments_that_stand

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parley.voices.models import Comment

SAID, NAMED = "comment.said", "comment.named"
SPOKEN = frozenset({SAID, NAMED})


def words_heard(viewer: Viewer, told: Sequence[Told]) -> dict[int, str]:
    """Give by entry the words of those comments that stand and that the viewer hears, as the talk before a decision.

    Whether they see what was commented on is asked elsewhere. Two queries, none without comments.
    """
    about = {each.entry: {ref.kind: ref.key for ref in reversed(each.event.about())} for each in told
             if each.event.kind in SPOKEN}  # fmt: skip
    if not about:
        return {}
    comments = {each.pk: each for each in _standing(padded({refs["comment"] for refs in about.values()}))}
    decisions = talks_of(viewer, {refs["decision"] for refs in about.values() if "decision" in refs})
    found = {}
    for entry, refs in about.items():
        comment, decision = comments.get(refs["comment"]), decisions.get(refs.get("decision", 0))
        if comment and (decision is None or comments_heard(decision, [comment])):
            found[entry] = comment.text
    return found


@prepared
def _standing(keys: tuple[int, ...]) -> "QuerySet[Comment]":
    return comments_that_stand().filter(pk__in=keys)
