"""Whom to ask next in a live room, and why, in words: for whoever leads it alone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from parley.meetings.queries import Concern, had_floor_in, people_to_hear
from parley.meetings.rules import live as rules
from parley.meetings.terms import Presence
from parley.meetings.terms.live import Candidate, Why

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from parley.meetings.models import AgendaItem, Hand, LiveRoom, Meeting
    from parley.people.models import Person


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Somebody on the ask-next list, why in words, and whether they know already."""

    person: "Person"
    why: str
    next: bool


def asking_next(
    meeting: "Meeting", room: "LiveRoom", item: "AgendaItem | None", *, hands: "Collection[Hand]", by: int,
    at: "datetime",
) -> list[ToAsk]:  # fmt: skip
    """Give whom to ask next on an item, if `by`, who leads, sees what it is about. Two queries."""
    concern = Concern(
        item=item.pk if item else None,
        topic=item.topic_id if item else None,
        initiative=item.initiative_id if item else None,
    )
    people = {each.pk: each for each in people_to_hear(meeting.pk, meeting.area_id, concern, rules.here_since(at))}
    for leading in (by, meeting.run_by_id):
        people.pop(leading or 0, None)
    heard = {person for of, person in had_floor_in(room.pk) if of == room.item_id}
    raised = {hand.person_id: hand for hand in hands}
    found = rules.ask_next(_candidate(person, raised.get(key), heard=key in heard) for key, person in people.items())
    return [ToAsk(people[each.person], _whys(people[each.person], each.whys), each.next) for each in found]


def _candidate(person: Any, hand: "Hand | None", *, heard: bool) -> Candidate:
    """Say what is known of somebody; what the query of people to ask says of them stands on their row."""
    return Candidate(
        person=person.pk,
        name=person.name,
        side=person.side,
        in_room=bool(person.in_room),
        here=person.presence not in (Presence.APOLOGIES, Presence.ABSENT),
        asks=hand is not None and hand.asks,
        next=hand is not None and hand.next,
        called=bool(person.called),
        client=bool(person.client),
        region=bool(person.in_region),
        quiet=not person.in_minutes,
        heard=heard,
    )


def _whys(person: Any, whys: tuple[Why, ...]) -> str:
    """Say every reason in words; that somebody was not heard on this item goes without saying beside another."""
    words = {
        Why.ASKS: _("asked to be asked"),
        Why.CALLED: _("here for this item"),
        Why.CLIENT: _("looks after a client who asks for it"),
        Why.REGION: _("it concerns %s") % (person.region.name if person.region else ""),
        Why.QUIET: _("not in the last two meetings’ minutes"),
        Why.UNHEARD: _("not heard on this item"),
    }
    told = [words[why] for why in whys if why is not Why.UNHEARD or len(whys) == 1]
    where = [str(each) for each in (person.function, person.region) if each]
    if not person.in_room:
        told.append(_("not in the room"))
    return " · ".join([", ".join(where), *told] if where else told)
