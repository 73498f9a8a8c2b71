"""How a group is doing, reckoned without a database: cadence, gaps, voices, and who pays with unsocial hours."""

from datetime import UTC, date, datetime, timedelta

from parley.meetings.rules.doing import cadence_of, longest_gap, voices_in
from parley.meetings.rules.fairness import met_by, unsocial_hours
from parley.meetings.terms import MeetingState
from parley.meetings.terms.doing import DueMeeting
from parley.meetings.terms.hours import Place

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
HELD, CANCELLED, PLANNED = MeetingState.HELD, MeetingState.CANCELLED, MeetingState.PLANNED


def due(days_ago: float, state: MeetingState = HELD, *, series: int | None = 1, sitting: int = 1, **more) -> DueMeeting:
    begins = AT - timedelta(days=days_ago)
    return DueMeeting(meeting=int(days_ago * 100) + sitting, starts_at=begins, state=state, series=series,
                      occurrence=begins.date() if series else None, sitting=sitting, **more)  # fmt: skip


def test_what_became_of_those_due_adds_up_and_extra_ones_stand_apart() -> None:
    found = cadence_of([due(7), due(14), due(21, CANCELLED), due(28, PLANNED), due(3, series=None)])
    assert (found.due, found.held, found.cancelled, found.open, found.extra) == (4, 2, 1, 1, 1)


def test_two_sittings_are_one_meeting_held_when_either_was() -> None:
    found = cadence_of([
        due(7), due(7, CANCELLED, sitting=2), due(14, CANCELLED), due(14, CANCELLED, sitting=2),
        due(21, CANCELLED), due(21, PLANNED, sitting=2), due(7, series=2),
    ])  # fmt: skip
    assert (found.due, found.held, found.cancelled, found.open) == (4, 2, 1, 1)
    assert cadence_of([]).due == 0


def test_the_longest_gap_lies_between_two_held_or_goes_on() -> None:
    between = longest_gap([due(7), due(14, CANCELLED), due(28), due(35)], AT)
    assert between
    assert (between.days, between.since, between.until) == (21, AT - timedelta(days=28), AT - timedelta(days=7))
    still = longest_gap([due(30), due(35), due(7, PLANNED)], AT)
    assert still
    assert (still.days, still.until) == (30, None)
    before = longest_gap([due(90, CANCELLED), due(60, PLANNED), due(14), due(7)], AT)
    assert before
    assert (before.days, before.since) == (46, AT - timedelta(days=60))
    assert longest_gap([due(7, CANCELLED)], AT) is None


def test_voices_are_told_of_five_people_and_forty_turns_or_not_at_all() -> None:
    enough = {"turns": 40, "present": 5, "spoke": 4}
    meetings = [due(7), due(14), due(21), due(28)]
    keys = [each.meeting for each in meetings]
    reports = {
        keys[0]: enough, keys[1]: enough | {"turns": 39}, keys[2]: enough | {"present": 4, "spoke": 4},
    }  # fmt: skip
    found = voices_in(meetings, reports)
    assert [(each.spoke, each.present) for each in found] == [(4, 5), (None, None), (None, None), (None, None)]


def test_unsocial_hours_add_up_over_series_and_each_comes_to_their_own_sitting() -> None:
    london, tokyo = Place(1, "Europe/London", 3), Place(2, "Asia/Tokyo", 2)
    morning = datetime(2026, 11, 17, 9, tzinfo=UTC)  # 18:00 in Tokyo

    def meeting(key: int, begins: datetime, series: int | None, *, sitting: int = 1, minutes: int = 60) -> DueMeeting:
        return DueMeeting(meeting=key, starts_at=begins, state=HELD, series=series, occurrence=date(2026, 11, 17),
                          sitting=sitting, minutes=minutes)  # fmt: skip

    def paid(meetings: list[DueMeeting], seats: dict[int, frozenset[int]]) -> dict[int | None, float]:
        return unsocial_hours([london, tokyo], met_by(meetings, seats))

    assert paid([meeting(1, morning, 1), meeting(2, morning, None, minutes=30)], {}) == {1: 0, 2: 1.5}
    two = [meeting(1, morning, 1), meeting(2, morning - timedelta(hours=8), 1, sitting=2)]  # 10:00 in Tokyo
    seats = {1: frozenset({2}), 2: frozenset({2})}
    assert paid(two, seats) == paid(two[:1], seats) == {1: 0, 2: 0}  # also where one was skipped
    assert unsocial_hours([], met_by(two, {})) == {}
