"""What may be said, and who may take it back; and what holds for notes of a written round, which have no name."""

import unicodedata

from parley.kernel.refusals import Refused, Stale
from parley.kernel.words import unturned
from parley.people.terms import Viewer
from parley.voices.terms import ReactionKind

LONGEST = 10_000  # characters of one comment
MOST_NOTES = 5  # of one browser in one round
LONGEST_NOTE = 500
FEWEST_WRITERS = 5  # below it, whoever writes is told that the others may guess
FEWEST_NOTES = 3  # below it the others may guess whose they are, however many could write


def words_of(text: str, *, field: str, empty: str, longest: int = LONGEST) -> str:
    """Give back what somebody wrote, trimmed, without marks that turn the direction of writing.

    Raises Refused with the sentence `empty` when nothing is left, and above `longest` characters.
    """
    clean = unturned(text).replace("\r\n", "\n").strip()
    if "\0" in clean:
        raise Refused("The text holds a character that cannot be kept. Type it again instead of pasting.", field=field)
    if not clean:
        raise Refused(empty, field=field)
    if len(clean) > longest:
        raise Refused(f"This has more than {longest:,} characters. Keep what matters and link the rest.", field=field)
    return clean


def must_be_seen(shown: str) -> None:
    """Raise Refused when nothing is seen of a comment: `shown` are its words as the page shows them."""
    if all(each.isspace() or unicodedata.category(each) in {"Cc", "Cf"} for each in shown):
        raise Refused("Nobody would see anything of this: it holds only signs that begin a quote, a line or a list. "
                      "Add your words.", field="text")  # fmt: skip


def may_withdraw(viewer: Viewer, author: int) -> bool:
    """Whether somebody may take a comment back: whoever wrote it, and product operations."""
    return viewer.operations or viewer.person == author


def must_be_theirs(viewer: Viewer, author: int) -> None:
    """Raise Refused unless the viewer may take the comment back."""
    if not may_withdraw(viewer, author):
        raise Refused("Only whoever wrote a comment can take it back. Answer it instead.")


def must_be_markable(viewer: Viewer, author: int, *, credited: bool) -> None:
    """Raise Refused unless it is the viewer's own comment and no decision credits it yet.

    What is marked once it was credited would be counted for no other reason than that it was.
    """
    if viewer.person != author:
        raise Refused("Only whoever wrote a comment can say that it is input. Ask them to.")
    if credited:
        raise Refused("A decision credits this already, so it has been considered. Nothing more is needed.")


def must_be_changeable(viewer: Viewer, author: int, *, credited: bool) -> None:
    """Raise Refused unless it is the viewer's own comment and nothing rests on its words yet."""
    if viewer.person != author:
        raise Refused("Only whoever wrote a comment can change it. Answer it instead.")
    if credited:
        raise Refused("A decision credits this as it stands, so it stays. Say what has changed in a new comment.")


def must_be_anothers(viewer: Viewer, author: int) -> None:
    """Raise Refused when somebody would agree or disagree with themselves."""
    if viewer.person == author:
        raise Refused("You wrote this yourself. Change it if you see it differently now.")


def opposite_of(kind: ReactionKind) -> ReactionKind | None:
    """Give what nobody can mean as well; that something is new to somebody goes with either."""
    return {ReactionKind.SAME: ReactionKind.DISAGREE, ReactionKind.DISAGREE: ReactionKind.SAME}.get(kind)


def must_be_as_read(edits: int, seen: int, *, theirs: str, yours: str) -> None:
    """Raise Stale when a comment was changed since its author opened it, on another device perhaps."""
    if edits != seen:
        raise Stale("You changed this comment meanwhile, perhaps on another device. Both texts are below.",
                    theirs=theirs, yours=yours)  # fmt: skip


def note_of(words: str) -> str:
    """Give back the words of a note; raises Refused for none, or too many."""
    return words_of(words, field="words", empty="Write what you know that others here may not.", longest=LONGEST_NOTE)


def must_write_another(written: int) -> None:
    """Raise Refused when a browser has written as many notes as a round takes."""
    if written >= MOST_NOTES:
        raise Refused(f"You wrote {MOST_NOTES} notes already. Take one back to write another.")


def must_be_this_browsers(*, found: bool) -> None:
    """Raise Refused unless a note was written by the browser that would take it back."""
    if not found:
        raise Refused("This browser did not write that note. Take it back on the device you wrote it on.")


def few_notes(notes: int) -> bool:
    """Whether so few notes came in that one may guess whose they are."""
    return 0 < notes < FEWEST_NOTES


def must_show(notes: int, *, show: bool | None) -> bool:
    """Say whether notes are shown. Raises Refused when they are few and nobody said whether to."""
    if show is None and few_notes(notes):
        many = "Only one note came in" if notes == 1 else f"Only {notes} notes came in"
        raise Refused(f"{many}, so the others may guess whose they are. Wait, show them all the same, or close the "
                      "round without showing them.")  # fmt: skip
    return show is not False
