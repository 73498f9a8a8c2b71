"""How a group is doing, reckoned from what became of its meetings: about the group, and of nobody singly."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from parley.meetings.rules.balance import FEWEST_TURNS
from parley.meetings.rules.talk import FEWEST_PEOPLE
from parley.meetings.terms import MeetingState
from parley.meetings.terms.doing import Cadence, DueMeeting, Gap, Voices


def cadence_of(meetings: Iterable[DueMeeting]) -> Cadence:
    """Count the meetings that were due and what became of them: one counts as held when either sitting was."""
    due: dict[tuple[int, object], set[MeetingState]] = {}
    extra = 0
    for each in meetings:
        if each.series is None:
            extra += each.state is MeetingState.HELD
        else:
            due.setdefault((each.series, each.occurrence or each.meeting), set()).add(each.state)
    return Cadence(
        due=len(due),
        held=sum(MeetingState.HELD in states for states in due.values()),
        cancelled=sum(states == {MeetingState.CANCELLED} for states in due.values()),
        extra=extra,
    )


def longest_gap(meetings: Iterable[DueMeeting], at: datetime) -> Gap | None:
    """Give the longest time between two meetings that were held, before the first or since the last; None if none was.

    Before the first it is counted from when one was first due.
    """
    all_of = sorted(meetings, key=lambda each: each.starts_at)
    held = [each.starts_at for each in all_of if each.state is MeetingState.HELD]
    first = [each.starts_at for each in all_of if each.state is not MeetingState.CANCELLED][:1]
    gaps = [Gap((held[0] - due).days, due, held[0]) for due in first if held and due < held[0]]
    gaps += [Gap((after - before).days, before, after) for before, after in pairwise(held)]
    gaps += [Gap((at - last).days, last, None) for last in held[-1:]]
    return max(gaps, key=lambda each: each.days, default=None)


def voices_in(meetings: Iterable[DueMeeting], reports: Mapping[int, Mapping[str, Any]]) -> list[Voices]:
    """Say of meetings how many spoke of those present, as their transcripts’ reports do.

    Where fewer than five were present, or there were fewer than 40 turns, it is as if nobody had counted.
    """
    found = []
    for each in meetings:
        report = reports.get(each.meeting, {})
        counted = report.get("turns", 0) >= FEWEST_TURNS and report.get("present", 0) >= FEWEST_PEOPLE
        said = (report["spoke"], report["present"]) if counted else (None, None)
        found.append(Voices(each.meeting, each.starts_at, *said))
    return found
