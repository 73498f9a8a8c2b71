"""Who says that they come, as a meeting's page shows it: counts for everybody inside, names for who arranges it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parley.meetings.queries import meeting_facts, replies_to
from parley.meetings.rules import still_said, why_not_reply
from parley.meetings.terms import MeetingState
from parley.meetings.terms.invitations import Coming, Seat

if TYPE_CHECKING:
    from parley.meetings.models import Meeting
    from parley.meetings.queries import AgendaLine
    from parley.people.models import Person
    from parley.people.terms import Viewer


@dataclass(frozen=True, slots=True)
class Replying:
    """What the viewer is asked (0, or the item they are called in for, each with their reply), and what others said.

    `elsewhere`: the viewer's region comes to the other sitting of that day, and they have not said that they come here.
    """

    asked: list[tuple[int, Coming | None]]
    words: list[tuple[Coming, str]]
    counts: str
    names: list[tuple[str, str]]
    elsewhere: bool = False


def replying_of(
    viewer: "Viewer", meeting: "Meeting", people: "Sequence[Person]", agenda: "Sequence[AgendaLine]", at: datetime
) -> Replying:
    """Show it; one query, and none for a meeting that is not published. `people` are for insiders alone."""
    words = answers()
    if meeting.state is not MeetingState.PUBLISHED:
        return Replying([], words, "", [])
    starts = {0: meeting.starts_at} | {line.item.pk: line.begins_at for line in agenda}
    said = still_said(replies_to(meeting.pk), starts)
    items = [0] if meeting.area_id in viewer.inside else [
        line.item.pk for line in agenda if any(each.pk == viewer.person for each in line.called_in)
    ]  # fmt: skip
    open_ = not why_not_reply(meeting_facts(meeting), invited=True, at=at)
    asked = [(item, said.get(Seat(viewer.person, item))) for item in items] if open_ else []
    by_person = {seat.person: coming for seat, coming in said.items()}
    sorted_out: dict[Coming | None, list[str]] = {Coming.YES: [], Coming.MAYBE: [], Coming.NO: [], None: []}
    for person in people:
        sorted_out[by_person.get(person.pk)].append(person.name)
    labels = {Coming.YES: _("coming"), Coming.MAYBE: _("perhaps"), Coming.NO: _("cannot come"), None: _("no reply yet")}
    counts = ", ".join(f"{len(names)} {labels[coming]}" for coming, names in sorted_out.items() if names)
    named = [(labels[coming].capitalize(), ", ".join(names)) for coming, names in sorted_out.items() if names]
    elsewhere = 0 in items and all(each.pk != viewer.person for each in people)
    return Replying(asked, words, counts, named, elsewhere)


def answers() -> list[tuple[Coming, str]]:
    """Give the three replies in words."""
    return [(Coming.YES, _("I come")), (Coming.MAYBE, _("Perhaps")), (Coming.NO, _("I cannot come"))]
