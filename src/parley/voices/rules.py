"""What may be said, and who may take it back."""

from parley.kernel.refusals import Refused
from parley.people.terms import Viewer

LONGEST = 10_000  # characters of one comment
FEWEST_WRITERS = 5  # without a name: below it, whoever writes is told that the others may guess


def words_of(text: str, *, field: str, empty: str, longest: int = LONGEST) -> str:
    """Give back what somebody wrote, trimmed.

    Raises Refused with the sentence `empty` when nothing is left, and above `longest` characters.
    """
    clean = text.replace("\r\n", "\n").strip()
    if "\0" in clean:
        raise Refused("The text holds a character that cannot be kept. Type it again instead of pasting.", field=field)
    if not clean:
        raise Refused(empty, field=field)
    if len(clean) > longest:
        raise Refused(f"This has more than {longest:,} characters. Keep what matters and link the rest.", field=field)
    return clean


def may_withdraw(viewer: Viewer, author: int) -> bool:
    """Whether somebody may take a comment back: whoever wrote it, and product operations."""
    return viewer.operations or viewer.person == author


def must_be_theirs(viewer: Viewer, author: int) -> None:
    """Raise Refused unless the viewer may take the comment back."""
    if not may_withdraw(viewer, author):
        raise Refused("Only whoever wrote a comment can take it back. Answer it instead.")
