"""Who runs a meeting, as its page and its group's rota show it: in words, with what the reader may do about it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parley.meetings.queries import meeting_facts, open_ask_on
from parley.meetings.rules.rota import may_note_who_ran, why_not_hand_on
from parley.meetings.terms import STILL_TO_COME
from parley.meetings.terms.rota import RunAs

if TYPE_CHECKING:
    from datetime import datetime

    from parley.meetings.models import Meeting, RotaAsk
    from parley.people.terms import Viewer


@dataclass(frozen=True, slots=True)
class Running:
    """Who runs a meeting in words, who is asked to, and what the reader may do about it."""

    words: str
    note: str
    asked: "RotaAsk | None"
    answers: bool
    hands_on: bool
    takes: bool
    passes_on: bool
    notes: bool  # whether the reader says who in fact ran it
    noted: bool  # whether somebody has


def runs_words(viewer: "Viewer", meeting: "Meeting") -> str:
    """Say who runs a meeting, or ran it; nothing when nobody does."""
    if meeting.run_by is None:
        return ""
    name = {"name": meeting.run_by.name}
    mine = meeting.run_by_id == viewer.person
    if meeting.state not in STILL_TO_COME:
        return _("you ran it") if mine else _("%(name)s ran it") % name
    return _("you run it") if mine else _("%(name)s runs it") % name


def running_of(viewer: "Viewer", meeting: "Meeting", at: "datetime") -> Running | None:
    """Give it for the people of the group; None where nothing is to be said."""
    facts = meeting_facts(meeting)
    hands_on = not why_not_hand_on(viewer, facts, at)
    coming = meeting.state in STILL_TO_COME
    asked = open_ask_on(meeting) if coming else None
    notes = may_note_who_ran(viewer, facts)
    if meeting.run_by is None and not (hands_on or notes):
        return None
    mine = meeting.run_by_id == viewer.person
    said = runs_words(viewer, meeting)
    return Running(
        words=said[:1].upper() + said[1:] + "." if said else _("Nobody runs it yet.") if coming else "",
        note=_note(meeting, coming=coming),
        asked=asked,
        answers=asked is not None and asked.person_id == viewer.person,
        hands_on=hands_on,
        takes=hands_on and meeting.area_id in viewer.facilitates and not mine,
        passes_on=hands_on and mine,
        notes=notes,
        noted=meeting.run_as is RunAs.RAN,
    )


def _note(meeting: "Meeting", *, coming: bool) -> str:
    """Say what is special: that it may still change, or that a substitute runs it."""
    if meeting.run_by is None:
        return (
            _("Every facilitator is away that day or cannot, or there is none. Ask somebody of the group.")
            if coming
            else ""
        )
    if meeting.run_as is RunAs.SUBSTITUTE:
        return _("As a substitute, with a facilitator’s rights for this meeting until it is closed.") if coming else ""
    if meeting.run_as is RunAs.DRAWN and coming:
        return _("As it looks now: it is settled two weeks before.")
    return ""
