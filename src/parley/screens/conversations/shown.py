"""Conversations as a page shows them: what was said, what stands beside it, what is new, and what one began."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _
from markupsafe import Markup

from parley.languages.prose import prose
from parley.screens.addresses import key_of
from parley.screens.attaching import FileShown, FilesShown, files_of
from parley.screens.conversations.forms import CommentForm
from parley.screens.rendering import absolute, day, url
from parley.search.queries import titles_seen_by
from parley.voices.queries.beside import BesideComment, beside_comments
from parley.voices.rules import may_withdraw
from parley.voices.terms import ReactionKind

if TYPE_CHECKING:
    from django.forms import Form
    from django_stubs_ext import StrOrPromise

    from parley.ledger.terms import Ref
    from parley.screens.asking import Asked
    from parley.voices.models import Comment

AT_ONCE = 30  # comments of one conversation on a page, the newest
LONGEST_QUOTE = 600  # characters


@dataclass(frozen=True, slots=True)
class ReactionShown:
    """What may be said to a comment in a word: who says so, and whether the reader does."""

    kind: str
    words: str
    names: tuple[str, ...]
    mine: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One comment with all that stands beside it, for its reader."""

    comment: "Comment"
    words: Markup
    files: list[FileShown]
    own: bool
    removable: bool  # by the reader
    reactions: tuple[ReactionShown, ...]
    became: tuple[tuple[str, str], ...]  # where, and how it is called
    first_new: bool

    @property
    def note(self) -> str:
        """What the page says below it."""
        comment: Any = self.comment
        if comment.credited:
            return _("Credited: a change rests on this.")
        if comment.input_at:
            return _("Input: %(name)s would like this considered.") % {"name": comment.author.name}
        return ""


class Mark(NamedTuple):
    """How far the reader has read, and what they began to write."""

    read_to: int = 0
    draft: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was said in one thread, as far as one page shows it, and the way to say something too."""

    thread: int  # 0 while nothing was said of an option of a decision that is older than threads of options
    said: tuple[Said, ...]
    earlier: int  # the key of the comment before which more was said; 0 when there is none
    new: int  # comments of others since the reader was here
    unread: bool  # whether they could say that they have read it
    form: "Form"
    send_to: str
    began: bool  # whether the form holds something already
    before: int  # the comment before which one reads on; 0 at the end
    markable: bool  # whether its author may say that a comment is input

    @property
    def anchor(self) -> str:
        """Where on the page its form stands."""
        return str(self.form.auto_id).removesuffix("_%s").replace("comment", "say").replace("_", "-")

    @property
    def last(self) -> int:
        """The key of the last comment that is shown."""
        return self.said[-1].comment.pk if self.said else 0


@dataclass(frozen=True, slots=True)
class Talked:
    """What is needed of all conversations of a page, read at once."""

    request: "Asked"
    files: FilesShown
    beside: dict[int, BesideComment]
    titles: "dict[Ref, str]"
    marks: dict[int, Mark]
    comments: dict[int, list["Comment"]] = field(default_factory=dict)

    def of(
        self, thread: int | None, send_to: str, form: "Form | None" = None, *, label: "StrOrPromise" = "",
        auto_id: str = "comment_%s", markable: bool = False,
    ) -> Conversation:  # fmt: skip
        """Give one of them; `form` is one that was refused."""
        rows = self.comments.get(thread or 0, [])
        before = _before(self.request)
        if before and (len(self.comments) == 1 or any(each.pk == before for each in rows)):
            rows = [each for each in rows if each.pk < before]
        shown = rows[-AT_ONCE:]
        mark = self.marks.get(thread or 0, Mark())
        viewer, read = self.request.viewer, mark.read_to
        new = [each for each in shown if read and each.pk > read and each.author_id != viewer.person]
        start = _beginning(self.request, mark.draft, rows)
        return Conversation(
            thread=thread or 0,
            said=tuple(self._said(each, first_new=bool(new) and each is new[0]) for each in shown),
            earlier=shown[0].pk if len(rows) > AT_ONCE else 0,
            new=len(new),
            unread=bool(shown) and shown[-1].pk > read,
            form=form or CommentForm(initial={"text": start}, label=label, auto_id=auto_id),
            send_to=send_to,
            began=bool(start) or form is not None,
            before=before,
            markable=markable,
        )

    def _said(self, comment: "Comment", *, first_new: bool) -> Said:
        viewer = self.request.viewer
        beside = self.beside.get(comment.pk) or BesideComment()
        own = comment.author_id == viewer.person
        return Said(
            comment=comment,
            words=prose(comment.text, beside.mentions),
            files=self.files.of(comment.pk),
            own=own,
            removable=may_withdraw(viewer, comment.author_id),
            reactions=tuple(_reactions(beside, viewer.person)),
            became=tuple((url(ref.kind, ref.key), self.titles[ref]) for ref in beside.became if ref in self.titles),
            first_new=first_new,
        )


def talked(request: "Asked", comments: "Iterable[Comment]", *of: Any, files: FilesShown | None = None) -> Talked:
    """Read what stands beside some comments that the asker sees. No query but for what there is, four at most.

    They are of things that were seen with their bookmarks. `files` is what is attached in them, where the page has read
    it already.
    """
    rows = list(comments)
    beside = beside_comments(rows)
    became = [ref for each in beside.values() for ref in each.became]
    found: dict[int, list[Comment]] = {}
    for each in rows:
        found.setdefault(each.thread_id, []).append(each)
    return Talked(
        request=request,
        files=files_of(request.viewer, rows) if files is None else files,
        beside=beside,
        titles=titles_seen_by(request.viewer, became) if became else {},
        marks={each.thread_id: Mark(each.read_to or 0, each.draft or "") for each in of},
        comments=found,
    )


def latest(request: "Asked", said: "Sequence[Comment]") -> "list[Comment]":
    """Take the newest of what was said, which comes newest first, for one page and one more; oldest first."""
    return list(reversed(said[: AT_ONCE + 1]))


def before_of(request: "Asked") -> int | None:
    """Give the comment before which the asker wants to read on."""
    return _before(request) or None


def _before(request: "Asked") -> int:
    return key_of(request.GET.get("before", "")) or 0


def _reactions(beside: BesideComment, person: int) -> Iterable[ReactionShown]:
    words = {
        ReactionKind.SAME: _("same here"),
        ReactionKind.NEW: _("new to me"),
        ReactionKind.DISAGREE: _("I disagree"),
    }
    for kind in ReactionKind:
        given = [each for each in beside.reactions if each.kind is kind]
        names = tuple(sorted(each.name for each in given))
        yield ReactionShown(kind.value, words[kind], names, any(each.person == person for each in given))


def _beginning(request: "Asked", draft: str, comments: "Iterable[Comment]") -> str:
    """Give what the form begins with: what one wrote here before, and the words one would like to quote."""
    wanted = key_of(request.GET.get("quote", ""))
    quoted = next((each for each in comments if each.pk == wanted), None)
    words = _quoted(request, quoted) if quoted else ""
    if not words or words.strip() in draft:  # the page may be read again under the same address
        return draft
    return f"{draft.rstrip()}\n\n{words}".lstrip()


def _quoted(request: "Asked", comment: "Comment") -> str:
    own = "\n".join(line for line in comment.text.split("\n") if not line.lstrip().startswith(">")).strip()
    text = own if len(own) <= LONGEST_QUOTE else f"{own[:LONGEST_QUOTE].rstrip()} …"
    lines = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    source = f"[{comment.author.name}, {day(comment.said_at)}]({absolute('comment', comment.pk)})"
    return f"{lines}\n>\n> {source}\n\n"
