"""Where a comment stands: on which page, and how one comes back there."""

from typing import TYPE_CHECKING

from parley.screens.asking import Asked, found
from parley.screens.conversations.shown import AT_ONCE
from parley.screens.rendering import url
from parley.search.queries.conversations import SeenComment, Talk, comment_seen, thread_seen
from parley.voices.queries import said_after

if TYPE_CHECKING:
    from parley.ledger.terms import Ref

PAGES = {"solution": "initiative_solutions", "option": "decision_options"}  # of parts; of others their own


def seen(request: Asked, key: int) -> SeenComment:
    """The comment, if the asker may see it. Raises Http404."""
    return found(comment_seen(request.viewer, key))


def talk_seen(request: Asked, key: int) -> Talk:
    """The thread, if the asker may see it. Raises Http404."""
    return found(thread_seen(request.viewer, key))


def page_of(ref: "Ref") -> str:
    """Give the address of the page on which a conversation stands."""
    return url(PAGES.get(ref.kind, ref.kind), ref.key)


def place_of(comment: SeenComment) -> str:
    """Give where a comment stands, on a page that shows it however much was said since."""
    key = comment.comment.pk
    later = said_after(comment.talk.thread.pk, key, AT_ONCE)
    before = f"?before={later[-1]}" if len(later) == AT_ONCE else ""
    return f"{page_of(comment.talk.page)}{before}#comment-{key}"
