"""An agenda proposed from what waits: decisions that are due, then the two sides in turn, as far as there is time."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from parley.meetings.rules.words import day_words
from parley.meetings.terms.agenda import AgendaProposal, Candidate, LeftOut, Proposed, Room, Urgency
from parley.people.terms import Side

UNTIL_NEXT = timedelta(days=14)  # nobody has said when the group meets again: it meets at least fortnightly
OTHER = {Side.PRODUCT: Side.BUSINESS, Side.BUSINESS: Side.PRODUCT}


def draw_up(candidates: Iterable[Candidate], room: Room, at: datetime) -> AgendaProposal:
    """Propose an agenda: the same for the same things, in whichever order they are given.

    Decisions due before the group meets again come first, by their day. Then product and business take turns, each
    with what is most urgent of theirs; what is of neither side comes when its day does. What concerns regions of the
    other sitting alone, what its lead may not see, and what no time is left for is not on it.
    """
    waiting, left = _sorted_out(candidates, room, at)
    free, last = room.free, room.last_side
    items: list[Proposed] = []
    while fitting := [each for each in waiting if each.least <= free]:
        chosen = _next(fitting, last, room)
        waiting.remove(chosen)
        minutes = min(chosen.wanted, free)
        items.append(Proposed(chosen, minutes, reason_for(chosen, room, at)))
        free -= minutes
        last = chosen.side if chosen.side is not Side.NEITHER else last
    left += [LeftOut(each, "No time is left for it in this meeting.") for each in waiting]
    return AgendaProposal(tuple(items), tuple(left))


def _sorted_out(candidates: Iterable[Candidate], room: Room, at: datetime) -> tuple[list[Candidate], list[LeftOut]]:
    """What may come onto the agenda, the most urgent first, each once; and what may not, with the reason."""
    waiting: list[Candidate] = []
    left: list[LeftOut] = []
    seen = set()
    for each in sorted(candidates, key=lambda each: _rank(each, room)):
        if each.ref in seen or not each.lead_sees:
            continue
        seen.add(each.ref)
        if not belongs(each, room):
            names = _names(each)
            left.append(LeftOut(each, f"It concerns {names}, whose people come to the other sitting."))
        elif each.ref.kind == "decision" and not is_due(each, room) and each.unreached_on is None:
            by = day_words(each.due, at) if each.due else "a later day"
            left.append(LeftOut(each, f"It can wait: it is to be decided by {by}, after the group meets again."))
        else:
            waiting.append(each)
    return waiting, left


def _next(fitting: list[Candidate], last: Side, room: Room) -> Candidate:
    """Of what fits, most urgent first, choose what comes next: a due decision, else what the side in turn has."""
    first = fitting[0]
    if urgency(first, room) is Urgency.DECISION or Side.NEITHER in {first.side, last}:
        return first
    return next((each for each in fitting if each.side is OTHER[last]), first)


def urgency(candidate: Candidate, room: Room) -> Urgency:
    """Say how something comes onto the agenda."""
    if candidate.ref.kind == "decision" and is_due(candidate, room):
        return Urgency.DECISION
    return Urgency.UNREACHED if candidate.unreached_on else Urgency.WAITING


def is_due(candidate: Candidate, room: Room) -> bool:
    """Whether something is due before the group meets again."""
    return candidate.due is not None and candidate.due < (room.next_on or room.day + UNTIL_NEXT)


def belongs(candidate: Candidate, room: Room) -> bool:
    """Whether something is for this sitting: it concerns everybody, or a region whose people come to it."""
    if not room.second or not candidate.regions:
        return True
    return any((key in room.second) == (room.sitting == 2) for key, _name in candidate.regions)


def reason_for(candidate: Candidate, room: Room, at: datetime) -> str:
    """Say in one sentence why something is proposed."""
    said = _due_words(candidate, room, at)
    if before := _before_words(candidate, at):
        said = before + (f", and {_small(said)}" if said else "")
    if room.second and candidate.regions:
        here = (
            f"it concerns {_names(candidate)}, whose sitting this is"
            if _all_here(candidate, room)
            else (f"it concerns {_names(candidate)}, some of whom come to this sitting")
        )
        said = f"{said}; {here}" if said else here[0].upper() + here[1:]
    return f"{said or 'It waits for the group'}."


def _before_words(candidate: Candidate, at: datetime) -> str:
    """Say what an earlier meeting made of it, the latest that had it on its agenda."""
    unreached, discussed = candidate.unreached_on, candidate.discussed_on
    if unreached and (discussed is None or discussed < unreached):
        return f"It was not reached on {day_words(unreached, at)}"
    if discussed:
        return f"It was discussed on {day_words(discussed, at)} and is not answered"
    return ""


def _due_words(candidate: Candidate, room: Room, at: datetime) -> str:
    if candidate.due is None:
        return ""
    late, day = candidate.due < room.today, day_words(candidate.due, at)
    match candidate.ref.kind:
        case "decision":
            said = f"It was to be decided by {day} and is late" if late else f"It is to be decided by {day}"
        case "initiative":
            said = f"Its why was to be complete by {day} and is late" if late else f"Its why is to be complete by {day}"
        case _:
            said = f"An answer was promised by {day} and is late" if late else f"An answer is promised by {day}"
    if late or not is_due(candidate, room):
        return said
    return said + (", before this meeting" if candidate.due < room.day else ", before the group meets again")


def _rank(candidate: Candidate, room: Room) -> tuple[Urgency, date, date, str, int, str]:
    far = date.max
    first = (candidate.unreached_on or far) if urgency(candidate, room) is Urgency.UNREACHED else far
    ref = candidate.ref
    return urgency(candidate, room), first, candidate.due or far, ref.kind, ref.key, candidate.title


def _all_here(candidate: Candidate, room: Room) -> bool:
    return all((key in room.second) == (room.sitting == 2) for key, _name in candidate.regions)


def _names(candidate: Candidate) -> str:
    return " and ".join(", ".join(sorted(name for _key, name in candidate.regions)).rsplit(", ", 1))


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
