"""A comment that becomes a topic or an insight: what it prefills, and where what came of it says that it began."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parley.screens.addresses import key_of
from parley.screens.asking import Asked
from parley.screens.rendering import url
from parley.search.queries.conversations import SeenComment, comment_seen
from parley.voices.queries.beside import came_from

if TYPE_CHECKING:
    from parley.ledger.terms import Ref


@dataclass(frozen=True, slots=True)
class Origin:
    """The comment that something came of, for somebody who may see it."""

    name: str  # of whoever said it
    title: str  # of what it was said about
    href: str


def taken_up(request: Asked) -> SeenComment | None:
    """Give the comment that is to become something else, if one was named and the asker may see it. No query else."""
    key = key_of(request.GET.get("comment", ""))
    return comment_seen(request.viewer, key) if key else None


def origin_of(request: Asked, into: "Ref") -> Origin | None:
    """Give the comment that a topic or an insight came of, if the asker may see it. One query, or four."""
    key = came_from(into.kind, into.key)
    seen = comment_seen(request.viewer, key) if key else None
    return Origin(seen.comment.author.name, seen.talk.title, url("comment", key)) if seen else None
