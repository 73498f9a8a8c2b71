"""Who publishes minutes and who adds to them, and in which order what came of a meeting is told."""

from collections.abc import Callable, Iterable

from parley.kernel.refusals import Refused
from parley.meetings.rules.holding import LONGEST_NOTES, LONGEST_TEXT, may_write_minutes, reason_of, text_of
from parley.meetings.terms import MeetingFacts, MeetingState
from parley.meetings.terms.minutes import LineFacts, LineKind
from parley.people.terms import Viewer

WRITERS = "Only the note-taker and the facilitators do this. Tell one of them what should stand in the minutes."
ORDER = {kind: place for place, kind in enumerate(LineKind)}


def why_not_publish_minutes(viewer: Viewer, meeting: MeetingFacts) -> str:
    """Say why the viewer may not publish the minutes; nothing when they may."""
    if meeting.state is not MeetingState.HELD:
        return "The minutes are published once the meeting is closed. Close it first."
    if meeting.minutes_published:
        return "These minutes are published already. Add what is wrong or missing to them, with the reason."
    return "" if may_write_minutes(viewer, meeting) else WRITERS


def must_publish_minutes(viewer: Viewer, meeting: MeetingFacts) -> None:
    """Raise Refused unless the viewer may publish the minutes."""
    if why := why_not_publish_minutes(viewer, meeting):
        raise Refused(why)


def may_add_to_minutes(viewer: Viewer, meeting: MeetingFacts) -> bool:
    """Whether somebody may add to published minutes: whoever may write minutes."""
    return meeting.minutes_published and may_write_minutes(viewer, meeting)


def must_add_to_minutes(viewer: Viewer, meeting: MeetingFacts) -> None:
    """Raise Refused unless the minutes are published and the viewer may write minutes."""
    if not may_write_minutes(viewer, meeting):
        raise Refused(WRITERS)
    if not meeting.minutes_published:
        raise Refused("These minutes are not published yet. Change them where they are written.")


def addition_of(text: str, why: str, *, title: str) -> tuple[str, str]:
    """Give back what is added to minutes of a meeting with that title, and why. Raises Refused without either."""
    needed = "Write what should stand in the minutes."
    words = text_of(text.replace("\r\n", "\n"), "text", most=min(LONGEST_NOTES, 5 * LONGEST_TEXT), needed=needed)
    return words, reason_of(why, of=title, needed="Write why it is added now, for whoever reads both.")


def titled(group: str, meeting: str, headed: Callable[[str, str], str] = "{}: {}".format) -> str:
    """Name a meeting with its group, once; `headed` puts one before the other as the reader's language does."""
    return meeting if group.casefold() in meeting.casefold() else headed(group, meeting)


def in_order(lines: Iterable[LineFacts]) -> list[LineFacts]:
    """Put lines in the order in which minutes say them: what was decided first, promises by their day, additions."""
    return sorted(lines, key=lambda each: (ORDER[each.kind], each.day.toordinal() if each.day else 0))
