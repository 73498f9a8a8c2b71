"""The live room as one viewer sees it. Each part asks for what it shows, and no more, when it is shown."""

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parley.kernel.spans import today_of
from parley.ledger.queries import newest_entry
from parley.meetings.queries import (
    agenda_of,
    hands_of,
    lines_captured,
    meeting_facts,
    people_coming_to,
    room_of,
    rounds_of,
    said_in_earlier_sittings,
    tap_facts,
    writers_on,
)
from parley.meetings.rules import live as rules
from parley.meetings.rules import may_run, may_write_minutes
from parley.meetings.rules.taps import FEWEST as FEWEST_TAPS
from parley.meetings.rules.taps import why_not_tap
from parley.meetings.terms import ItemState
from parley.meetings.terms.live import Clock, RoundKind, Sharing
from parley.people.terms import Side
from parley.screens.asking import Asked
from parley.screens.meetings.captured import LinesOf, by_item, seen_by_words
from parley.screens.meetings.documents import purpose_words, result_href, result_words
from parley.screens.meetings.live_asking import ToAsk, asking_next
from parley.screens.meetings.live_forms import form_of
from parley.screens.meetings.live_turns import Turns, turns_of
from parley.screens.meetings.presenting_forms import TapsForm
from parley.screens.meetings.shown import thing_href
from parley.voices.rules import FEWEST_WRITERS, MOST_NOTES, few_notes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django import forms

    from parley.meetings.models import Hand, LiveRoom, Meeting
    from parley.meetings.queries import AgendaLine, RoundSeen
    from parley.meetings.terms.minutes import LineFacts
    from parley.people.models import Person

MOST_ASKED = 4  # names in the list of whom to ask next
MOST_HANDS = 3  # hands shown, the first in the queue; of the others their number


class Showing:
    """What the parts of the page show. Made for one request; every question to the database is asked at most once."""

    def __init__(
        self, request: Asked, meeting: "Meeting", secret: str, fresh: str, bound: "Mapping[str, forms.Form]"
    ) -> None:
        self.request, self.meeting, self.bound = request, meeting, bound
        self.secret, self.fresh = secret, fresh  # what takes notes back; what a browser without one holds from now on
        self.viewer, self.now = request.viewer, request.now
        self.inside = meeting.area_id in self.viewer.inside or self.viewer.operations
        self.leads = may_run(self.viewer, meeting_facts(meeting))
        self.writes = may_write_minutes(self.viewer, meeting_facts(meeting))

    most_asked = MOST_ASKED
    most_hands = MOST_HANDS

    @property
    def spread(self) -> int:
        """Over how many milliseconds browsers spread their asking anew: the more are invited, the longer."""
        return min(4_000, 100 + 8 * (self.room.invited if self.room else 0))

    @cached_property
    def room(self) -> "LiveRoom | None":
        """The room, if it was ever opened."""
        return room_of(self.meeting.pk)

    @property
    def since(self) -> int:
        """The newest entry of the ledger before anything of the room was read: from there on the stream tells."""
        room: Any = self.room  # annotated by its query
        return room.newest_entry if room else newest_entry()

    @property
    def running(self) -> bool:
        """Whether the room runs."""
        return self.room is not None and self.room.ended_at is None

    @cached_property
    def why_not_open(self) -> str:
        """Why the viewer cannot open the room now."""
        return rules.why_not_open(self.viewer, meeting_facts(self.meeting), self.now)

    @cached_property
    def agenda(self) -> "list[AgendaLine]":
        """The agenda as far as the viewer may see it."""
        return agenda_of(self.viewer, self.meeting)

    @cached_property
    def line(self) -> "AgendaLine | None":
        """The item that is on, if the viewer may know of it."""
        return next((line for line in self.agenda if self.room and line.item.pk == self.room.item_id), None)

    @property
    def in_room(self) -> bool:
        """Whether the viewer belongs in the room now: of the group, or called in for the item that is on."""
        return self.inside or self.line is not None

    @property
    def released(self) -> bool:
        """Whether whatever the viewer was called in for is over, so that they may leave."""
        return bool(self.agenda) and all(line.item.state is ItemState.DONE for line in self.agenda)

    @cached_property
    def taps(self) -> TapsForm | None:
        """The two questions, for whoever may answer them now that the meeting is over."""
        if self.room is None or self.room.ended_at is None:
            return None
        return None if why_not_tap(tap_facts(self.viewer, self.meeting), self.now) else TapsForm()

    fewest_taps = FEWEST_TAPS

    @property
    def seen(self) -> bool:
        """Whether the viewer may see what the item is about, and so what is said of it."""
        return self.line is not None and not self.line.hidden

    @property
    def place(self) -> str:
        """Where in the agenda the item stands, in words."""
        line = self.line
        if line is None:
            return ""
        facts = [ngettext("%d minute", "%d minutes", line.item.minutes) % line.item.minutes]
        if self.inside:
            n = self.agenda.index(line) + 1
            facts.insert(0, _("Item %(n)d of %(all)d") % {"n": n, "all": len(self.agenda)})
        if line.item.lead:
            facts.append(_("led by %s") % line.item.lead.name)
        return " · ".join(facts)

    @property
    def purpose(self) -> str:
        """What the item is for, in words."""
        return purpose_words(self.line.item.purpose) if self.line else ""

    @property
    def href(self) -> str:
        """The page of what the item is about."""
        return thing_href(self.line.thing) if self.line else ""

    @cached_property
    def following(self) -> "AgendaLine | None":
        """The next item that was not reached yet."""
        ahead = [each for each in self.agenda if each.item.state is ItemState.AHEAD and each is not self.line]
        later = self.agenda[self.agenda.index(self.line) + 1 :] if self.line else []
        return next((each for each in ahead if each in later), ahead[0] if ahead else None)

    @cached_property
    def clock(self) -> Clock | None:
        """How much of the item's time is left."""
        if self.room is None or self.line is None:
            return None
        return rules.clock_of(self.room.item_since, self.line.item.minutes + self.room.extra, self.now)

    @cached_property
    def rounds(self) -> "list[RoundSeen]":
        """The rounds on the item, for whoever may see it."""
        if self.room is None or not self.seen:
            return []
        earlier = [key for key, _notes in self.said_earlier]
        return rounds_of(self.room.pk, self.room.item_id, self.secret, earlier=earlier)

    @cached_property
    def said_earlier(self) -> list[tuple[int, str]]:
        """What stands in the minutes of an earlier sitting of this meeting about the same."""
        return said_in_earlier_sittings(self.meeting, self.line.item) if self.line and self.seen else []

    @property
    def round(self) -> "RoundSeen | None":
        """The round that is open."""
        return next((each for each in self.rounds if each.closed_at is None), None)

    @property
    def written(self) -> "list[RoundSeen]":
        """Written rounds that are closed, with their notes."""
        return [each for each in self.rounds if each.closed_at and each.notes]

    @property
    def suggested(self) -> RoundKind | None:
        """The round that comes next."""
        return rules.next_round({each.kind for each in self.rounds if not each.earlier})

    @property
    def kinds(self) -> tuple[RoundKind, ...]:
        """The rounds that may be opened, in order."""
        return rules.rounds_for(self.room.invited if self.room else 0)

    @property
    def few_write(self) -> bool:
        """Whether so few can write that one may guess who wrote what."""
        return self.round is not None and self.round.writers < FEWEST_WRITERS

    @property
    def notes_left(self) -> int:
        """How many more notes this browser may write."""
        return MOST_NOTES - (len(self.round.mine) if self.round else 0)

    @cached_property
    def table(self) -> "list[Person]":
        """With whom the viewer talks in a round of pairs or fours; nobody when they are not invited."""
        if self.round is None or self.round.kind not in (RoundKind.PAIRS, RoundKind.FOURS):
            return []
        people = {each.pk: each for each in people_coming_to(self.meeting)}
        size = 2 if self.round.kind is RoundKind.PAIRS else 4
        tables = rules.tables_of([(each.pk, each.side) for each in people.values()], size, self.meeting.pk)
        mine = next((table for table in tables if self.viewer.person in table), ())
        return [people[key] for key in mine if key != self.viewer.person]

    @cached_property
    def all_hands(self) -> "list[Hand]":
        """Who has a hand up, and so on; for the screens alone."""
        return hands_of(self.room.pk, self.meeting.pk, self.meeting.area_id) if self.room else []

    @property
    def hands(self) -> "list[Hand]":
        """Raised hands in order."""
        return [hand for hand in self.all_hands if hand.hand_since is not None]

    @property
    def mine(self) -> "Hand | None":
        """What is known of the viewer's own hand."""
        return next((hand for hand in self.all_hands if hand.person_id == self.viewer.person), None)

    @property
    def hand_up(self) -> bool:
        """Whether the viewer's hand is up."""
        return self.mine is not None and self.mine.hand_since is not None

    @property
    def hand_place(self) -> int:
        """Which place in the queue the viewer's raised hand has."""
        return next((n for n, hand in enumerate(self.hands, 1) if hand is self.mine), 0)

    @cached_property
    def sharing(self) -> Sharing:
        """How the talk is shared so far, in the meeting."""
        room: Any = self.room  # annotated by its query
        seconds = {Side.PRODUCT: room.product_seconds, Side.BUSINESS: room.business_seconds}
        voices = {Side.PRODUCT: room.product_voices, Side.BUSINESS: room.business_voices}
        return rules.sharing(room.voices_now, room.invited, seconds, voices)

    @property
    def voices_words(self) -> str:
        """How many have had the floor, in words."""
        room: Any = self.room
        if not room.voices_now:
            return _("Nobody has had the floor yet.")
        said: str = ngettext(
            "%(n)d of %(all)d people has had the floor,", "%(n)d of %(all)d people have had the floor,", room.voices_now
        ) % {"n": room.voices_now, "all": max(room.invited, room.voices_now)}
        return " ".join([said, _("%d on this item.") % room.voices_on_item])

    @cached_property
    def asking(self) -> list[ToAsk]:
        """Whom to ask next: for facilitators alone."""
        if not self.leads or self.room is None:
            return []
        item = self.line.item if self.line and self.seen else None
        given: dict[str, Any] = {"hands": self.all_hands, "by": self.viewer.person, "at": self.now}
        return asking_next(self.meeting, self.room, item, **given)

    @cached_property
    def few_here(self) -> bool:
        """Whether so few are here who can write about the item that one may guess who wrote what."""
        if self.line is None or not self.seen:
            return False
        return writers_on(self.meeting, self.line.item, rules.here_since(self.now)) < FEWEST_WRITERS

    @cached_property
    def turns(self) -> Turns | None:
        """Whose turn it is, in a round in turn."""
        if self.room is None or self.round is None or self.round.kind is not RoundKind.TURN:
            return None
        said: dict[str, Any] = {"hands": self.all_hands, "floor": self.room.floor_id, "at": self.now}
        return turns_of(self.meeting, self.round.key, viewer=self.viewer.person, **said)

    @property
    def few_notes(self) -> bool:
        """Whether so few notes came in that whoever leads is asked whether to show them."""
        return self.round is not None and few_notes(self.round.count)

    @cached_property
    def lines(self) -> "list[LineFacts]":
        """What was written down in one line as the viewer may see it, also on the same item in an earlier sitting."""
        return lines_captured(self.viewer, self.meeting.pk, earlier=[key for key, _notes in self.said_earlier])

    @property
    def lines_here(self) -> "list[LineFacts]":
        """What was written down on the item that is on."""
        return [each for each in self.lines if self.line and each.item == self.line.item.pk]

    @property
    def lines_earlier(self) -> "list[LineFacts]":
        """What an earlier sitting wrote down on the same item."""
        earlier = {key for key, _notes in self.said_earlier}
        return [each for each in self.lines if each.item in earlier]

    @property
    def lines_before(self) -> list[LinesOf]:
        """What was written down on other items of this meeting, by item."""
        earlier = {key for key, _notes in self.said_earlier}
        here = [each for each in self.lines if each.item not in earlier]
        return by_item(here, self.agenda, but=self.line.item.pk if self.line else None)

    line_words, line_page = staticmethod(result_words), staticmethod(result_href)

    @property
    def changes(self) -> bool:
        """Whether the viewer may change lines: whoever writes minutes, until they are published."""
        return self.writes and self.meeting.minutes_published_at is None

    def seen_by(self, line: "LineFacts") -> str:
        """Say who may see a line."""
        return seen_by_words(line, self.agenda)

    def form(self, name: str) -> "forms.Form":
        """Give a form by its name, as it was sent and refused, or empty."""
        if name in self.bound:
            return self.bound[name]
        return form_of(name, self.viewer, due_on=today_of(self.request.user, self.now) + timedelta(days=7))
