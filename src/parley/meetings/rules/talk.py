"""What a meeting’s report of its talk may say: of enough people and enough turns, and of nobody singly."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from parley.kernel.refusals import Refused
from parley.kernel.telling import tells_of_few
from parley.kernel.words import folded
from parley.meetings.rules.balance import FEWEST_TURNS, evenness, longest_run
from parley.meetings.rules.holding import must_arrange
from parley.meetings.terms import MeetingFacts, MeetingState
from parley.people.terms import Side, Viewer

FEWEST_PEOPLE = 5
FEWEST_OTHERS = 5  # in each share, beside whoever reads it and knows their own
FEWEST_EXACT = 20  # people; of fewer, shares are rounded to fives
COARSE, LEAST = 5, 5  # percent
MOST_UPLOADED = 2_900_000  # bytes: a whole day of talk
MOST_SPEAKERS = 100
MOST_PARTS = 6  # of each kind, the largest
OWN_KEPT = timedelta(days=30)  # METHODS.md c: no history of a person beyond that


@dataclass(frozen=True, slots=True)
class Heard:
    """What was read from a transcript: floor turns as places in the list of speakers, and each one’s seconds."""

    order: tuple[int, ...]
    seconds: tuple[float | None, ...]
    only_in_chat: int | None = None


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who was there, by what they do and where."""

    side: Side
    function: str
    region: str


def must_count_talk(viewer: Viewer, meeting: MeetingFacts, came: int) -> None:
    """Raise Refused unless the viewer arranges the group’s meetings, this one was held, and who came is noted."""
    must_arrange(viewer, meeting.area)
    if meeting.state is not MeetingState.HELD:
        raise Refused("This meeting is not closed yet. Close it, then bring its transcript.")
    if not came:
        raise Refused("Nobody noted who came, so nobody can say who was silent. Note attendance first.")


def kept_until(kept_at: datetime, days: int) -> datetime:
    """When a kept transcript goes: after the days that the group's charter names now, at once where it names none."""
    return kept_at + timedelta(days=days)


def report_of(
    order: Sequence[int],
    seconds: Mapping[int, float | None],
    people: Mapping[int, Present],
    *,
    chat: int | None,
    concerned: Collection[int] = (),
) -> dict[str, Any]:
    """Say how talk was shared among the people who were there, by their keys; others are in `order` as 0.

    With fewer than 40 turns, and of fewer than five people, it holds their numbers alone. How many of those
    `concerned` by the items spoke is said where they and the others are six or more each, or they are everybody.
    """
    own = [key for key in order if key in people]
    report: dict[str, Any] = {"turns": len(own), "present": len(people)}
    if len(own) < FEWEST_TURNS:
        return report
    if len(people) < FEWEST_PEOPLE:
        return report
    turns = Counter(own)
    report |= {"spoke": len(seconds), "only_in_chat": chat}
    asked = people.keys() & set(concerned)
    others = len(people) - len(asked)
    if len(asked) > FEWEST_OTHERS and not 0 < others <= FEWEST_OTHERS:  # each knows of themselves whether they spoke
        report["concerned"] = [len(asked & seconds.keys()), len(asked)]
    known = all(each is not None for each in seconds.values())
    amounts = {key: (seconds.get(key) or 0.0) if known else float(turns[key]) for key in people}
    sides = {str(key): each.side for key, each in people.items()}
    report |= {
        "by_time": known,
        "evenness": round(evenness(list(amounts.values())) or 0, 2),
        "run": longest_run([str(key) for key in order], sides),
        "parts": _parts(amounts, people),
    }
    return report


def _parts(amounts: Mapping[int, float], people: Mapping[int, Present]) -> dict[str, list[list[Any]]]:
    """Give the shares of sides, functions and regions in percent, as far as they let nobody work out those of few.

    All kinds are weighed together: what one of them leaves over may be in part what another one shows.
    """
    parts: dict[str, list[list[Any]]] = {}
    shown: list[frozenset[int]] = []
    total = sum(amounts.values()) or 1
    step = COARSE if len(people) < FEWEST_EXACT else 1
    for kind in ("side", "function", "region"):
        own: dict[str, set[int]] = {}
        for key, each in people.items():
            own.setdefault(str(getattr(each, kind)), set()).add(key)
        named = sorted((name for name in own if name), key=lambda name: (-len(own[name]), name))[:MOST_PARTS]
        while named and tells_of_few(people, [*shown, *(own[name] for name in named)], FEWEST_OTHERS + 1):
            named.pop()  # the smallest
        shown += [frozenset(own[name]) for name in named]
        parts[kind] = [[name, _percent(sum(amounts[key] for key in own[name]) / total, step)] for name in sorted(named)]
    return parts


def _percent(share: float, step: int) -> int:
    """Round a share; the ends stand for all that lies beyond, since none and all would tell of each (R8)."""
    return min(max(step * round(100 * share / step), LEAST), 100 - LEAST)


def proposed(speakers: Sequence[str], names: Mapping[int, str]) -> dict[int, int]:
    """Propose a person for each speaker’s place, where one name fits and no other."""
    found: dict[int, int] = {}
    words = {key: set(folded(name).split()) for key, name in names.items()}
    for place, label in enumerate(speakers):
        plain = folded(label.partition("(")[0].partition("|")[0]).replace(",", " ").split()
        fits = [key for key, own in words.items() if own == set(plain)]
        fits = fits or [key for key, own in words.items() if plain and set(plain) <= own]
        if len(fits) == 1:
            found[place] = fits[0]
    return found
