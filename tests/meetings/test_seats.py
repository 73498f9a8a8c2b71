"""Who comes to which sitting: said once on each meeting, and left as it was when the series changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from parley.ledger.terms import MACHINE
from parley.meetings.actions import hold_meeting, note_attendance, publish_meeting, revise_invitations
from parley.meetings.models import Attendance, Invitation, Meeting, Series
from parley.meetings.queries import next_meetings_of, people_invited_to, wanted_for
from parley.meetings.terms import Presence
from parley.meetings.terms.hours import SeriesHour
from parley.people.models import Person
from tests.cast import Cast
from tests.meetings.made import line, weekly

pytestmark = [pytest.mark.django_db, pytest.mark.database]

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
TUESDAY, NEXT = date(2026, 11, 24), date(2026, 12, 1)
SYDNEY = SeriesHour(2, 0, time(9), "Australia/Sydney", 1)


def one(cast: Cast, series: Series | None = None, **more):
    return weekly(cast, series=series, at=AT, hours=[], **more)


def two(cast: Cast, series: Series | None = None, **more):
    """Tuesdays at 14:00 London, and for APAC, of whom there is Aiko, on Wednesdays at 09:00 Sydney."""
    return weekly(cast, series=series, at=AT, **({"hours": [SYDNEY], "second_regions": [cast.apac.pk]} | more))


def sat(series: Series, sitting: int, day: date = TUESDAY) -> Meeting:
    return Meeting.objects.get(series=series, occurrence=day, sitting=sitting)


def told(cast: Cast, meeting: Meeting) -> Meeting:
    line(cast, meeting, at=AT)
    return publish_meeting(meeting=meeting, actor=cast.femi, at=AT)


def come(meeting: Meeting) -> set[Person]:
    """Who is invited, by the page of the meeting; the mails say the same."""
    found = set(people_invited_to(meeting))
    wanted = wanted_for(meeting, AT)
    assert wanted is None or {seat.person for seat in wanted} == {each.pk for each in found}
    return found


def first_ones(cast: Cast) -> set[Person]:
    return {cast.noor, cast.elena, cast.femi, cast.sam}


def test_everybody_comes_to_the_sitting_of_their_region_and_finds_it_in_their_list(cast: Cast):
    series = two(cast)
    assert come(sat(series, 1)) == first_ones(cast)
    assert come(sat(series, 2)) == {cast.aiko}
    for person, sitting in ((cast.aiko, 2), (cast.sam, 1)):
        assert {each.sitting for each in next_meetings_of(cast.viewer(person), AT)[:9]} == {sitting}


def test_a_second_sitting_added_leaves_the_published_first_as_it_is(cast: Cast):
    series = one(cast)
    first = told(cast, sat(series, 1))
    revise_invitations(meeting=first, actor=MACHINE, at=AT)
    two(cast, series)
    assert come(first) == {*first_ones(cast), cast.aiko}
    assert revise_invitations(meeting=first, actor=MACHINE, at=AT) == 0, "nobody is told that they are not needed"
    assert not Meeting.objects.filter(series=series, occurrence=TUESDAY, sitting=2).exists()
    assert come(sat(series, 1, NEXT)) == first_ones(cast)
    assert come(sat(series, 2, NEXT)) == {cast.aiko}


def test_a_second_sitting_removed_leaves_a_published_one_its_people(cast: Cast):
    series = two(cast)
    second = told(cast, sat(series, 2))
    revise_invitations(meeting=second, actor=MACHINE, at=AT)
    one(cast, series)
    assert come(second) == {cast.aiko}
    assert revise_invitations(meeting=second, actor=MACHINE, at=AT) == 0
    assert not Invitation.objects.filter(taken_back=True).exists()
    assert come(sat(series, 1)) == first_ones(cast), "the other sitting of that day stays what it was"
    assert come(sat(series, 1, NEXT)) == {*first_ones(cast), cast.aiko}


def test_whoever_came_to_a_held_sitting_can_still_be_noted(cast: Cast):
    series = two(cast)
    second = told(cast, sat(series, 2))
    after = second.starts_at + timedelta(hours=2)
    second = hold_meeting(meeting=second, actor=MACHINE, at=after)
    one(cast, series)
    note_attendance(meeting=second, presences={cast.aiko.pk: Presence.PRESENT}, actor=MACHINE, at=after)
    assert Attendance.objects.get(meeting=second).person == cast.aiko


def test_other_regions_come_to_the_second_sitting_from_the_next_plan_on(cast: Cast):
    series = two(cast)
    second = told(cast, sat(series, 2))
    two(cast, series, second_regions=[cast.apac.pk, cast.emea.pk])
    assert come(second) == {cast.aiko}
    assert come(sat(series, 1)) == first_ones(cast), "both sittings of a day have the same seats"
    assert come(sat(series, 1, NEXT)) == set()
    assert come(sat(series, 2, NEXT)) == {*first_ones(cast), cast.aiko}
