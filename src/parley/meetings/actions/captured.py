"""Changing what was written down in one line, until the minutes are published: its words, or leaving it out."""

from datetime import datetime

from parley.groups.queries import acting
from parley.kernel.refusals import Refused, Stale
from parley.ledger.door import action, record
from parley.ledger.terms import Actor
from parley.meetings.events import LineCorrected, LineLeftOut
from parley.meetings.models import Capture, Meeting
from parley.meetings.queries import captures_visible_to, locked, meeting_facts
from parley.meetings.rules import live as rules
from parley.meetings.rules import must_write_minutes
from parley.meetings.terms.live import Captured


@action
def correct_line(*, capture: Capture, words: str, seen: str | None = None, actor: Actor, at: datetime) -> Capture:
    """Say in other words what was decided; `seen` are those it had when it was read. Raises Stale when it has others.

    Raises Refused for any other line: a topic, a promise and a client's words are changed where they stand.
    """
    row = _to_change(capture, actor, at)
    if row.kind is not Captured.DECISION:
        raise Refused("Only what was decided is written here. Change the rest on its own page.")
    clean = rules.line_of(words, "words", needed=rules.words_of_capture(Captured.DECISION))
    if seen is not None and seen != row.words:
        raise Stale("Somebody else changed this line meanwhile. Put both together.", theirs=row.words, yours=clean)
    if clean != row.words:
        row.words = clean
        row.save(update_fields=["words"])
        record(LineCorrected(meeting=row.meeting_id))
    return row


@action
def leave_out_line(*, capture: Capture, actor: Actor, at: datetime) -> None:
    """Leave a line out of the minutes. A topic or insight stays where it is."""
    row = _to_change(capture, actor, at)
    if row.kind is Captured.ACTION:
        raise Refused("Somebody promised this. Let go of the promise on its own page, with the reason.")
    meeting, kind = row.meeting_id, row.kind
    row.delete()
    record(LineLeftOut(meeting=meeting, captured=kind))


def _to_change(capture: Capture, actor: Actor, at: datetime) -> Capture:
    """The line, held until the action ends. Raises Refused for who may not write, and for a line that is gone."""
    viewer = acting(actor)
    meeting: Meeting = locked(capture.meeting)
    must_write_minutes(viewer, meeting_facts(meeting), at)
    if not captures_visible_to(viewer).filter(pk=capture.pk).exists():
        raise Refused("This line is not there any more. Look at the minutes as they are now.")
    row: Capture = Capture.objects.select_for_update().get(pk=capture.pk)
    return row
