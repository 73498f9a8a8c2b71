"""What somebody said, for those who are told of it: only while it stands, and to whom it is said."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parley.decisions.queries import comments_heard, talks_of
from parley.ledger.queries import Told
from parley.people.terms import Viewer
from parley.prepared import padded, prepared
from parley.voices.queries import comments_that_stand
from parley.voices.queries.naming import naming

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from parley.voices.models import Comment

SAID, NAMED = "comment.said", "comment.named"
SPOKEN = frozenset({SAID, NAMED})


@dataclass(frozen=True, slots=True)
class Heard:
    """A comment that somebody is told of, and whether it names them: "" as a person, else by the name of a group."""

    comment: int
    words: str
    named: str | None = None


def comment_of(told: Told) -> int:
    """Give the comment that an entry tells of, 0 for one that tells of none."""
    return next((ref.key for ref in told.event.about() if ref.kind == "comment"), 0)


def heard_of(viewer: Viewer, told: Sequence[Told], mentioned: Collection[int]) -> dict[int, Heard]:
    """Give by entry those comments that stand and that the viewer hears, as the talk before a decision.

    Whether they see what was commented on is asked elsewhere. `mentioned` are the entries that they were told because
    they are named. Three queries, none without comments; the third only where they are named.
    """
    about = {each.entry: {ref.kind: ref.key for ref in reversed(each.event.about())} for each in told
             if each.event.kind in SPOKEN}  # fmt: skip
    if not about:
        return {}
    comments = {each.pk: each for each in _standing(padded({refs["comment"] for refs in about.values()}))}
    decisions = talks_of(viewer, {refs["decision"] for refs in about.values() if "decision" in refs})
    names = naming(viewer, {refs["comment"] for entry, refs in about.items() if entry in mentioned})
    found = {}
    for entry, refs in about.items():
        comment, decision = comments.get(refs["comment"]), decisions.get(refs.get("decision", 0))
        if comment and (decision is None or comments_heard(decision, [comment])):
            found[entry] = Heard(comment.pk, comment.text, names.get(comment.pk))
    return found


@prepared
def _standing(keys: tuple[int, ...]) -> "QuerySet[Comment]":
    return comments_that_stand().filter(pk__in=keys)
