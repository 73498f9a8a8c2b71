"""What may be done with a meeting and its agenda, by whom, and in which order."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from parley.groups.rules import may_keep_group
from parley.kernel.refusals import Refused
from parley.kernel.words import shortened
from parley.meetings.rules.words import moment_words
from parley.meetings.terms import (
    STILL_TO_COME,
    MeetingFacts,
    MeetingState,
    Presence,
)
from parley.people.terms import Viewer
from parley.roadmap.rules.whys import empty_reason

LONGEST_NOTES = 20_000
LONGEST_TEXT = 2_000
EARLY = timedelta(days=1)
LOCKED = "These minutes are published, so they stay as they are. Add what is wrong or missing to them, with the reason."
CLOSABLE = timedelta(hours=2)  # people who are all there begin early; nobody closes what others still prepare for
KEEPERS = "Only the group’s facilitators can do this. Ask one of them."


def may_arrange(viewer: Viewer, area: int) -> bool:
    """Whether somebody arranges the group's meetings: its facilitators and product operations."""
    return may_keep_group(viewer, area)


def must_arrange(viewer: Viewer, area: int) -> None:
    """Raise Refused unless the viewer arranges the group's meetings."""
    if not may_arrange(viewer, area):
        raise Refused(KEEPERS)


def is_substitute(viewer: Viewer, meeting: MeetingFacts) -> bool:
    """Whether somebody of the group stands in for its facilitators in a meeting: until that one is closed."""
    stands_in = meeting.substitute == viewer.person and meeting.area in viewer.inside
    return stands_in and meeting.area_goes_on and meeting.state in STILL_TO_COME


def may_run(viewer: Viewer, meeting: MeetingFacts) -> bool:
    """Whether somebody has a facilitator's rights for one meeting: who arranges all of them, and its substitute."""
    return may_arrange(viewer, meeting.area) or is_substitute(viewer, meeting)


def must_run(viewer: Viewer, meeting: MeetingFacts) -> None:
    """Raise Refused unless the viewer has a facilitator's rights for this meeting."""
    if not may_run(viewer, meeting):
        raise Refused(KEEPERS)


def may_write_minutes(viewer: Viewer, meeting: MeetingFacts) -> bool:
    """Whether somebody writes down what was said: the facilitators, and the note-taker while they are of the group."""
    takes_notes = meeting.note_taker == viewer.person and meeting.area in viewer.inside
    return meeting.area_goes_on and (takes_notes or may_run(viewer, meeting))


def why_not_take_notes(viewer: Viewer, meeting: MeetingFacts) -> str:
    """Say why the viewer may not name themselves to take the notes; nothing when they may."""
    if not meeting.area_goes_on:
        return "This group has ended, so its notes stay as they are. Look at the groups that go on."
    if meeting.state is MeetingState.CANCELLED:
        return "This meeting was cancelled, so nobody takes notes. Look at the next one."
    if meeting.minutes_published:
        return LOCKED
    if may_run(viewer, meeting):
        return ""
    if meeting.area not in viewer.inside:
        return "Only people of this group take its notes. Tell its facilitators what should be written down."
    if meeting.state not in STILL_TO_COME:
        return "This meeting is over. Ask a facilitator to correct its minutes, or take the notes of the next one."
    if meeting.note_taker not in (None, viewer.person):
        return "Somebody takes the notes already. Ask a facilitator to name you instead."
    return ""


def must_name_note_taker(viewer: Viewer, meeting: MeetingFacts, person: int) -> None:
    """Raise Refused unless facilitators name somebody, or somebody of the group themselves while nobody is named."""
    if person != viewer.person:
        must_run(viewer, meeting)
    if why := why_not_take_notes(viewer, meeting):
        raise Refused(why)


def must_write_minutes(viewer: Viewer, meeting: MeetingFacts, at: datetime) -> None:
    """Raise Refused unless the viewer writes the minutes and it is time to."""
    if not may_write_minutes(viewer, meeting):
        raise Refused(
            "Only the note-taker and the facilitators write the minutes. Offer to take notes, or ask one of them."
        )
    if meeting.minutes_published:
        raise Refused(LOCKED)
    must_be_under_way(meeting, at)


def must_be_under_way(meeting: MeetingFacts, at: datetime) -> None:
    """Raise Refused unless the meeting is published and at most a day ahead, or was held.

    A plan nobody was told of, whose time has passed, may have been held all the same.
    """
    if meeting.state is MeetingState.CANCELLED:
        raise Refused("This meeting was cancelled, so there is nothing to write down. Put it into the next meeting.")
    if meeting.state is MeetingState.PLANNED and at <= meeting.ends_at:
        raise Refused("Nobody has been told of this meeting yet. Publish its agenda first.")
    if meeting.state is MeetingState.PUBLISHED and at < meeting.starts_at - EARLY:
        when = moment_words(meeting.starts_at, meeting.time_zone, reader_zone=meeting.time_zone, at=at)
        raise Refused(f"The meeting is on {when}. Come back from the day before.")


def why_not_add(viewer: Viewer, meeting: MeetingFacts) -> str:
    """Say why the viewer may not put an item on the agenda; nothing when they may."""
    if meeting.state not in STILL_TO_COME:
        return "This meeting is over. Put the item on the agenda of the next one."
    if may_run(viewer, meeting):
        return ""
    if meeting.area not in viewer.inside:
        return "Only people of this group put items on its agenda. Bring a topic to the group instead."
    if meeting.state is MeetingState.PUBLISHED:
        return "The agenda is published, so only facilitators change it. Ask one of them, or bring a topic."
    return ""


def must_change_agenda(viewer: Viewer, meeting: MeetingFacts, *, lead: int | None = None) -> None:
    """Raise Refused unless the viewer may change the agenda, or leads the item and the agenda is not published."""
    if meeting.state not in STILL_TO_COME:
        raise Refused("This meeting is over, so its agenda stays as it is. Use the agenda of the next one.")
    leads_it = lead == viewer.person and meeting.state is MeetingState.PLANNED and meeting.area in viewer.inside
    if not may_run(viewer, meeting) and not leads_it:
        raise Refused(KEEPERS)


def must_publish(meeting: MeetingFacts, items: int, at: datetime) -> None:
    """Raise Refused unless the agenda can be published now."""
    if meeting.state is not MeetingState.PLANNED:
        raise Refused({
            MeetingState.PUBLISHED: "The agenda is published already. Change it below; people see it as it is.",
            MeetingState.HELD: "This meeting was held already. Publish the agenda of the next one.",
            MeetingState.CANCELLED: "This meeting was cancelled. Publish the agenda of the next one.",
        }[meeting.state])  # fmt: skip
    if not items:
        raise Refused("The agenda is empty. Put at least one item on it, or cancel the meeting.")
    if at > meeting.ends_at:
        raise Refused(
            "This meeting’s time has passed. If it was held, write its minutes and close it. If not, move or cancel it."
        )


def must_hold(meeting: MeetingFacts, at: datetime) -> None:
    """Raise Refused unless the meeting can be closed: published, and at most two hours ahead."""
    if meeting.state is MeetingState.HELD:
        raise Refused("This meeting is closed already. Its minutes can be changed until they are published.")
    must_be_under_way(meeting, at)
    if at < meeting.starts_at - CLOSABLE:
        when = moment_words(meeting.starts_at, meeting.time_zone, reader_zone=meeting.time_zone, at=at)
        raise Refused(f"The meeting is on {when}. It can be closed from two hours before.")


def why_not_hold(meeting: MeetingFacts, at: datetime) -> str:
    """Say why the meeting cannot be closed now; nothing when it can."""
    try:
        must_hold(meeting, at)
    except Refused as refusal:
        return refusal.sentence
    return ""


def supposed(invited: Sequence[int], noted: Mapping[int, Presence]) -> dict[int, Presence]:
    """Suppose who comes, by people's keys: until attendance is noted, everybody who sent no apologies."""
    if any(presence is not Presence.APOLOGIES for presence in noted.values()):
        return dict(noted)
    return dict.fromkeys(invited, Presence.PRESENT) | dict(noted)


def must_still_come(meeting: MeetingFacts) -> None:
    """Raise Refused when the meeting is over or cancelled."""
    if meeting.state is MeetingState.HELD:
        raise Refused("This meeting was held already. Plan another one instead.")
    if meeting.state is MeetingState.CANCELLED:
        raise Refused("This meeting is cancelled already. Plan another one instead.")


def must_move(meeting: MeetingFacts, to: datetime, at: datetime) -> None:
    """Raise Refused unless the meeting can be moved to that moment: from now to two years ahead."""
    must_still_come(meeting)
    if to == meeting.starts_at:
        raise Refused("It begins at that moment already. Choose another day or hour.", field="day")
    if not at <= to <= at + timedelta(days=731):
        raise Refused("A meeting is moved to a moment between now and two years ahead. Choose one.", field="day")


def minutes_of(minutes: int, *, most: int, field: str = "minutes") -> int:
    """Give back a length in minutes, 1 to `most`; raises Refused outside."""
    if not 1 <= minutes <= most:
        raise Refused(f"Write a number of minutes from 1 to {most}.", field=field)
    return minutes


def text_of(text: str, field: str, *, most: int = LONGEST_TEXT, needed: str = "") -> str:
    """Give back a text, trimmed; raises Refused when too long, or empty though `needed` says what for."""
    clean = text.strip()
    if not clean and needed:
        raise Refused(needed, field=field)
    if len(clean) > most:
        raise Refused(f"This has {len(clean):,} characters of at most {most:,}. Keep what matters.", field=field)
    if "\x00" in clean:
        raise Refused("This holds a character that cannot be kept. Type it again.", field=field)
    return clean


def why_along(text: str) -> str:
    """Give the why of a topic as the item about it says it: in full, or its beginning when it is too long for one."""
    return text if len(text) <= LONGEST_TEXT else shortened(text, LONGEST_TEXT)


def reason_of(text: str, *, of: str, needed: str = "") -> str:
    """Give back a reason about something called `of`; perhaps nothing, unless `needed` says what it is for.

    Raises Refused for one that says nothing to whoever was not there.
    """
    clean = text_of(text, "reason", needed=needed)
    if clean and (sentence := empty_reason(clean, title=of)):
        raise Refused(f"{sentence} {needed or 'Write what happened, or leave it empty.'}", field="reason")
    return clean


def must_be_owner(viewer: Viewer, owner: int, area: int, meeting: MeetingFacts | None = None) -> None:
    """Raise Refused unless the viewer promised it, or runs the meeting in which it was, or all of the group's."""
    runs = may_arrange(viewer, area) or (meeting is not None and is_substitute(viewer, meeting))
    if viewer.person != owner and not runs:
        raise Refused("Only whoever promised it and the facilitators can close this. Ask them how it stands.")
