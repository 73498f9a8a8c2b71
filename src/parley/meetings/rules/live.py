"""What may be done in a live room, whom to ask next, and what is said of how the talk was shared."""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from parley.kernel.refusals import Refused
from parley.meetings.rules.holding import (
    CLOSABLE,
    may_write_minutes,
    must_be_under_way,
    must_run,
    text_of,
)
from parley.meetings.rules.words import moment_words
from parley.meetings.terms import MeetingFacts, MeetingState
from parley.meetings.terms.live import (
    AskNext,
    Candidate,
    Captured,
    Clock,
    Part,
    RoomFacts,
    RoundFacts,
    RoundKind,
    Sharing,
    Why,
)
from parley.people.terms import Side, Viewer

LONGEST_LINE = 300
LONGEST_QUESTION = 300
AWAY = timedelta(seconds=45)  # without a word of somebody’s browser: they are not in the room any more
FEWEST_VOICES = 5  # below it, nothing is said by side
LARGE = 8  # people; from here on pairs are worth their time
MOST_EXTRA = 60  # minutes
LINGERS = timedelta(hours=12)  # after a meeting's end, until a room that nobody ended is ended
NOT_RUNNING = "The live room is not open. A facilitator opens it when the meeting begins."


def must_lead(viewer: Viewer, meeting: MeetingFacts, room: RoomFacts) -> None:
    """Raise Refused unless the room runs and the viewer leads it: who arranges meetings, and this one's substitute."""
    must_run(viewer, meeting)
    must_be_on(room)


def must_be_on(room: RoomFacts) -> None:
    """Raise Refused unless the room runs."""
    if room.ended:
        raise Refused("The live room has ended. Its minutes are on the meeting’s page.")
    if not room.running:
        raise Refused(NOT_RUNNING)


def why_not_open(viewer: Viewer, meeting: MeetingFacts, at: datetime) -> str:
    """Say why the live room cannot be opened by the viewer now; nothing when it can."""
    if not may_write_minutes(viewer, meeting):
        return "Only the facilitators and the note-taker open the live room. Ask one of them."
    if meeting.state is MeetingState.HELD:
        return "This meeting is closed. Open the live room of the next one."
    if meeting.state is MeetingState.PLANNED and at > meeting.ends_at:
        return "This meeting’s time has passed. Write its minutes on its page, if it was held."
    try:
        must_be_under_way(meeting, at)
    except Refused as refusal:
        return refusal.sentence
    if at < meeting.starts_at - CLOSABLE:
        when = moment_words(meeting.starts_at, meeting.time_zone, reader_zone=meeting.time_zone, at=at)
        return f"The meeting is on {when}. Its live room opens from two hours before."
    return ""


def must_open(viewer: Viewer, meeting: MeetingFacts, at: datetime) -> None:
    """Raise Refused unless the viewer may open the live room now."""
    if why := why_not_open(viewer, meeting, at):
        raise Refused(why)


def must_capture(viewer: Viewer, meeting: MeetingFacts, room: RoomFacts) -> None:
    """Raise Refused unless the viewer writes down what happens in a room that runs."""
    if not may_write_minutes(viewer, meeting):
        raise Refused("Only the note-taker and the facilitators write things down. Tell one of them, or raise a hand.")
    must_be_on(room)


def must_be_invited(*, invited: bool) -> None:
    """Raise Refused for somebody who sees the meeting and was not asked to come."""
    if not invited:
        raise Refused("You look on and are not invited to this meeting. Ask a facilitator to invite you.")


def must_write_note(round_: RoundFacts) -> None:
    """Raise Refused unless notes may be written in the round."""
    if round_.kind is not RoundKind.WRITTEN or not round_.open:
        raise Refused("This round is closed, so nothing is added to it. Say it in turn, or raise a hand.")


def must_take_back(round_: RoundFacts) -> None:
    """Raise Refused unless notes can be taken back, as they can while their round is open."""
    if not round_.open:
        raise Refused("The round is closed and its notes are nobody’s any more. Say aloud what you see differently.")


def line_of(words: str, field: str, *, needed: str) -> str:
    """Give back one line, its white space made single; raises Refused for none, or one too long."""
    return " ".join(text_of(words, field, most=LONGEST_LINE, needed=needed).split())


def question_of(words: str) -> str:
    """Give back what a round asks, perhaps nothing; raises Refused for too much."""
    return " ".join(text_of(words, "question", most=LONGEST_QUESTION).split())


def extra_of(extra: int, minutes: int) -> int:
    """Give the minutes an item then has on top; raises Refused above an hour."""
    if extra + minutes > MOST_EXTRA:
        raise Refused("This item has an hour more than planned already. Carry it over to the next meeting.")
    return extra + minutes


def here_since(at: datetime) -> datetime:
    """Give the moment since which a browser has to have been heard of for somebody to be in the room."""
    return at - AWAY


def clock_of(since: datetime | None, minutes: int, at: datetime) -> Clock | None:
    """Say how much of an item's time is left; None when no item is on."""
    if since is None:
        return None
    ends_at = since + timedelta(minutes=minutes)
    return Clock(ends_at, ends_at - at)


def rounds_for(people: int) -> tuple[RoundKind, ...]:
    """Give the rounds in the order in which people are heard best: pairs and fours where there are many."""
    large = (RoundKind.PAIRS, RoundKind.FOURS) if people >= LARGE else ()
    return (RoundKind.WRITTEN, *large, RoundKind.TURN, RoundKind.OPEN)


def next_round(done: Collection[RoundKind]) -> RoundKind | None:
    """Say which round comes next on an item; None after the open floor. Pairs are never next by themselves."""
    for kind in (RoundKind.WRITTEN, RoundKind.TURN, RoundKind.OPEN):
        if kind not in done:
            return kind
    return None


def whys_of(one: Candidate) -> tuple[Why, ...]:
    """Say every reason to ask somebody, the most telling first; none for who was heard and asks for nothing."""
    found = (
        (Why.ASKS, one.asks),
        (Why.CALLED, one.called and not one.heard),
        (Why.CLIENT, one.client and not one.heard),
        (Why.REGION, one.region and not one.heard),
        (Why.QUIET, one.quiet and not one.heard),
        (Why.UNHEARD, not one.heard),
    )
    return tuple(why for why, holds in found if holds)


def ask_next(people: Iterable[Candidate]) -> list[AskNext]:
    """Say whom to ask next: who is in the room, by their most telling reason, then by name.

    It ranks nobody by how much they spoke.
    """
    found = [(one, whys_of(one)) for one in people if one.here]
    telling = sorted(
        ((one, whys) for one, whys in found if whys or one.next),
        key=lambda pair: (not pair[0].next, not pair[0].in_room, _place(pair[1]), pair[0].name),
    )
    return [AskNext(one.person, whys, one.next) for one, whys in telling]


def _place(whys: tuple[Why, ...]) -> int:
    """Say how telling the first of some reasons is."""
    return list(Why).index(whys[0]) if whys else len(Why)


def sharing(voices: int, here: int, seconds: Mapping[Side, int], of_side: Mapping[Side, int]) -> Sharing:
    """Say how the talk is shared: the number of voices always; by side from five voices on, and of no single person."""
    shown = voices >= FEWEST_VOICES and 1 not in of_side.values()
    return Sharing(voices, here, dict(seconds) if shown else None)


def sides_kept(of_side: Mapping[Side, int]) -> list[Side]:
    """Say of which sides the sum of time stays after a meeting, by their voices: of those with five or more."""
    return [side for side, voices in of_side.items() if voices >= FEWEST_VOICES]


def tables_of(people: Sequence[tuple[int, Side]], size: int, seed: int) -> list[tuple[int, ...]]:
    """Seat people in twos or fours: sides mixed, and mixed anew by each seed. Nobody sits alone if others are there.

    The tables of four are pairs of the tables of two, as long as the seed and the people are the same.
    """
    shuffled = sorted(people)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - nothing depends on its being hard to guess
    product = [key for key, side in shuffled if side is Side.PRODUCT]
    others = [key for key, side in shuffled if side is not Side.PRODUCT]
    row = _mixed(product, others)
    tables = [tuple(row[n : n + size]) for n in range(0, len(row), size)]
    if len(tables) > 1 and len(tables[-1]) == 1:
        tables[-2:] = [tables[-2] + tables[-1]]
    return tables


def _mixed(some: list[int], others: list[int]) -> list[int]:
    """Lay two lists into one row as evenly as their lengths allow."""
    few, many = sorted((some, others), key=len)
    row: list[int] = []
    taken = 0
    for place, key in enumerate(many, 1):
        row.append(key)
        due = place * len(few) // max(1, len(many))
        row += few[taken:due]
        taken = due
    return row


PAGE = tuple(Part)
CHANGES: dict[str, tuple[Part, ...]] = {
    "live.opened": PAGE,
    "live.item": PAGE,
    "live.time": (Part.NOW,),
    "live.turns": (Part.ROUND,),
    "live.round_opened": (Part.NOW, Part.ROUND),
    "live.round_closed": (Part.NOW, Part.ROUND),
    "live.hands": (Part.FLOOR,),
    "live.floor": (Part.FLOOR, Part.ASKING, Part.MINE),
    "live.asking": (Part.ASKING, Part.MINE),
    "live.captured": (Part.WRITTEN,),
    "live.corrected": (Part.WRITTEN,),
    "live.left_out": (Part.WRITTEN,),
    "live.ended": PAGE,
    "meeting.attendance": (Part.ASKING,),
    "agenda.notes_written": (Part.WRITTEN,),
}
AGENDA = "agenda."


def parts_changed(kind: str) -> tuple[Part, ...]:
    """Say which parts of the page an event about a meeting changes; none for what the live room does not show."""
    return CHANGES.get(kind, (Part.NOW,) if kind.startswith(AGENDA) else ())


def words_of_capture(kind: Captured) -> str:
    """Say what is missing when a line is sent empty."""
    return {
        Captured.DECISION: "Write what was decided, as a sentence.",
        Captured.ACTION: "Write what was promised, as a sentence.",
        Captured.PARKED: "Write what is left for later.",
        Captured.INSIGHT: "Write what the client said.",
    }[kind]


def with_line(notes: str, line: str) -> str:
    """Add a line at the end of some minutes."""
    return f"{notes}\n{line}" if notes else line
