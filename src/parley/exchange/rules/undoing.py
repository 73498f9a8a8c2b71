"""When an import of a file may be undone, and by whom."""

from datetime import datetime

from parley.exchange.terms.uploads import UNDONE_WITHIN
from parley.kernel.refusals import Refused
from parley.people.terms import Viewer


def undoing_refusal(
    viewer: Viewer, *, by: int | None, began: datetime, asked: bool, of_file: bool, at: datetime
) -> str:
    """Say why somebody may not undo an import; nothing when they may."""
    if not viewer.operations and by != viewer.person:
        return "Only whoever made this import and product operations can undo it. Ask one of them."
    if not of_file:
        return "A folder is not undone as a whole, since it changes what was here. Import the folder as it was before."
    if asked:
        return "This import is undone already, or just being undone. See what stays on its page."
    if at - began > UNDONE_WITHIN:
        return "An import can be undone within a day. Now others rely on what came in: take insights back one by one."
    return ""


def must_undo(viewer: Viewer, *, by: int | None, began: datetime, asked: bool, of_file: bool, at: datetime) -> None:
    """Raise Refused unless the viewer may undo the import."""
    if sentence := undoing_refusal(viewer, by=by, began=began, asked=asked, of_file=of_file, at=at):
        raise Refused(sentence)
