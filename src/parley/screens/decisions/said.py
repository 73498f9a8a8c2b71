"""What is said of a decision: on its own page, and of its options beside each other."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.decisions.queries import Way, comments_heard
from parley.languages.joining import listed
from parley.prepared import padded
from parley.voices.queries import comments_in_any

if TYPE_CHECKING:
    from parley.decisions.models import Decision
    from parley.decisions.queries import Position
    from parley.screens.decisions.shown import Shown
    from parley.voices.models import Comment


def said_here(decision: "Decision", options: "Iterable[Shown]") -> "list[Comment]":
    """Give what was said of a decision and of its options, as far as its reader hears it. One query."""
    return comments_heard(decision, comments_in_any(padded({decision.thread_id, *_threads(options)})))


def of_options(options: "Sequence[Shown]", said: "Iterable[Comment]", positions: "Iterable[Position]") -> str:
    """Say how much is said of the options: “2 comments and a leaning on the options”; nothing where nothing is."""
    threads = _threads(options)
    comments = sum(each.thread_id in threads for each in said)
    leanings = sum(each.way is Way.LEANS for each in positions)
    parts = [
        ngettext("%d comment", "%d comments", comments) % comments if comments else "",
        ngettext("%d leaning", "%d leanings", leanings) % leanings if leanings else "",
    ]
    found = [each for each in parts if each]
    return _("%(how_much)s on the options, side by side") % {"how_much": listed(found)} if found else ""


def _threads(options: "Iterable[Shown]") -> set[int]:
    return {each.option.thread_id for each in options if each.option.thread_id}
