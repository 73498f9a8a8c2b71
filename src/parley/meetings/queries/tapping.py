"""Seeing the two taps after meetings: whether somebody may still answer, and what was sealed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from parley.meetings.models import Meeting, TapCount, TapGiven, TapRelease
from parley.meetings.queries.seeing import attendance_of, people_invited_to
from parley.meetings.rules.taps import LAST, OPEN_FOR, share_of, why_not_tap
from parley.meetings.terms import MeetingState, Presence
from parley.meetings.terms.taps import TapCounts, TapFacts, TapShare
from parley.people.terms import Viewer
from parley.prepared import prepared

SEALED_WITHIN = timedelta(days=100)  # meetings held before were never asked about


@dataclass(frozen=True, slots=True)
class TapsShown:
    """The shares over the last meetings that were sealed: how many of them had enough answers, of how many."""

    could_say: TapShare | None
    worth: TapShare | None
    meetings: int
    of: int


def tap_facts(viewer: Viewer, meeting: Meeting) -> TapFacts:
    """What says whether somebody may answer about a meeting. At most three queries."""
    there = dict(attendance_of(meeting.pk))
    invited = people_invited_to(meeting).filter(pk=viewer.person)
    return _facts(viewer, meeting, was_there=was_there(viewer, there, invited.exists))


def was_there(viewer: Viewer, there: Mapping[int, Presence], was_invited: Callable[[], bool]) -> bool:
    """Whoever was noted as present was there; where nobody noted who came, those invited who sent no apologies were."""
    if any(presence is not Presence.APOLOGIES for presence in there.values()):
        return there.get(viewer.person) is Presence.PRESENT
    return viewer.person not in there and was_invited()


def _facts(viewer: Viewer, meeting: Meeting, *, was_there: bool) -> TapFacts:
    given = TapGiven.objects.filter(meeting=OuterRef("pk"), person=viewer.person)
    sealed = TapRelease.objects.filter(meeting=OuterRef("pk"))
    found = Meeting.objects.filter(pk=meeting.pk).values_list(Exists(given), Exists(sealed)).get()
    return TapFacts(state=meeting.state, ends_at=ends_at(meeting), was_there=was_there, answered=found[0],
                    sealed=found[1])  # fmt: skip


def ends_at(meeting: Meeting) -> datetime:
    """When a meeting is over."""
    return meeting.starts_at + timedelta(minutes=meeting.minutes)


def asks_for_taps(
    viewer: Viewer, meeting: Meeting, at: datetime, *, there: Mapping[int, Presence], invited: Collection[int]
) -> bool:
    """Whether a meeting's page, which knows who came and who was invited, asks its viewer for the two taps.

    The meeting is one that `meeting_seen` gave. No query for people of the group; in the week after it was held three
    for others, of whom the page does not know whether they were there.
    """
    if meeting.state is not MeetingState.HELD or at > ends_at(meeting) + OPEN_FOR:
        return False
    if meeting.area_id not in viewer.inside:
        return not why_not_tap(tap_facts(viewer, meeting), at)
    here = was_there(viewer, there, lambda: viewer.person in invited)
    answered, sealed = meeting.tapped, meeting.sealed  # type: ignore[attr-defined]  # annotated there
    facts = TapFacts(state=meeting.state, ends_at=ends_at(meeting), was_there=here, answered=answered, sealed=sealed)
    return not why_not_tap(facts, at)


def meetings_to_seal(at: datetime) -> QuerySet[Meeting]:
    """Meetings whose answers are to be sealed, those of the last months with none too, so that their silence shows."""
    asked = Exists(TapCount.objects.filter(meeting=OuterRef("pk")))
    lately = Q(starts_at__gte=at - SEALED_WITHIN) & ~Exists(TapRelease.objects.filter(meeting=OuterRef("pk")))
    over = Meeting.objects.filter(state=MeetingState.HELD, starts_at__lte=at - OPEN_FOR)
    return over.filter(asked | lately).order_by("starts_at", "pk")


def taps_of(area: int) -> TapsShown:
    """What people said after the last three meetings of a group that were sealed. One query."""
    return shares_of(_last_released(area))


@prepared
def _last_released(area: int) -> QuerySet[TapRelease]:
    return TapRelease.objects.filter(meeting__area=area).order_by("-meeting__starts_at", "-pk")[:LAST]


def shares_of(releases: Sequence[TapRelease]) -> TapsShown:
    """The shares of the releases together, as they may be shown."""
    could_say, worth = zip(*(counts_of(each) for each in releases), strict=True) if releases else ((), ())
    shown = sum(each.of > 0 for each in could_say)
    return TapsShown(share_of(could_say), share_of(worth), shown, len(releases))


def counts_of(row: TapCount | TapRelease) -> tuple[TapCounts, TapCounts]:
    """The two questions' counts: could say, and worth my time."""
    could_say = row.could_say_yes, row.could_say_yes + row.could_say_partly + row.could_say_no
    worth = row.worth_yes, row.worth_yes + row.worth_partly + row.worth_no
    return TapCounts(*could_say), TapCounts(*worth)
