"""Who comes to which sitting: said once on each meeting, and left as it was when the series changes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from parley.groups.actions import add_member, remove_member
from parley.ledger.terms import MACHINE
from parley.meetings.actions import (
    call_in,
    cancel_meeting,
    end_series,
    hold_meeting,
    name_note_taker,
    note_attendance,
    plan_meeting,
    promise,
    publish_meeting,
    reply_to_meeting,
    revise_invitations,
)
from parley.meetings.models import AgendaItem, Attendance, Invitation, Meeting, Series
from parley.meetings.queries import next_meetings_of, people_invited_to, series_of, sitting_in, tap_facts, wanted_for
from parley.meetings.queries.talk import could_speak_in
from parley.meetings.terms import Presence, meeting_ref
from parley.meetings.terms.hours import SeriesHour
from parley.meetings.terms.invitations import Coming
from parley.people.actions import add_person
from parley.people.models import Person
from parley.people.queries import people_in_the_company
from tests.cast import Cast, history
from tests.meetings.made import line, topic, weekly

pytestmark = [pytest.mark.django_db, pytest.mark.database]

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
TUESDAY, NEXT = date(2026, 11, 24), date(2026, 12, 1)
SYDNEY = SeriesHour(2, 0, time(9), "Australia/Sydney", 1)


def one(cast: Cast, series: Series | None = None, **more):
    return weekly(cast, series=series, **({"at": AT, "hours": []} | more))


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
        viewer = cast.viewer(person)
        assert {each.sitting for each in next_meetings_of(viewer, AT)[:9]} == {sitting}
        assert [sitting_in(each) for each in series_of(viewer, cast.identity.pk, AT)] == [sitting]


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


def test_what_a_sitting_does_not_reach_goes_to_the_next_same_sitting(cast: Cast):
    series = two(cast)
    first, second = told(cast, sat(series, 1)), told(cast, sat(series, 2))
    hold_meeting(meeting=first, actor=cast.femi, at=first.starts_at + timedelta(hours=1))
    hold_meeting(meeting=second, actor=MACHINE, at=second.starts_at + timedelta(hours=1))
    for held in (first, second):
        (carried,) = AgendaItem.objects.filter(carried_from__meeting=held)
        assert (carried.meeting.occurrence, carried.meeting.sitting) == (NEXT, held.sitting)


def test_what_a_skipped_sitting_was_about_does_not_go_to_the_other_of_that_day(cast: Cast):
    series = two(cast)
    end_series(series=series, on=TUESDAY, actor=cast.femi, at=AT)  # nothing comes after it
    first = told(cast, sat(series, 1))
    cancel_meeting(meeting=first, reason="It would be on a holiday.", actor=cast.femi, at=AT)
    assert not AgendaItem.objects.filter(carried_from__meeting=first).exists(), "it waits to be put on an agenda"
    extra = plan_meeting(area=cast.identity, title="An extra meeting", starts_at=AT + timedelta(days=10),
                         time_zone="UTC", actor=MACHINE, at=AT)  # fmt: skip
    line(cast, sat(series, 2), at=AT)
    cancel_meeting(meeting=sat(series, 2), reason="It would be on a holiday.", actor=cast.femi, at=AT)
    assert AgendaItem.objects.get(carried_from__meeting__series=series).meeting == extra


def test_ending_a_second_sitting_brings_its_agenda_and_its_people_to_the_first_of_that_day(cast: Cast):
    series = two(cast)
    first, second = told(cast, sat(series, 1)), sat(series, 2)
    about = topic(cast)
    there = line(cast, first, topic=about, at=AT)
    same = line(cast, second, topic=about, lead=cast.aiko, at=AT)
    call_in(item=same, person=cast.lena, actor=cast.femi, at=AT)
    own = line(cast, second, "What Sydney asks", at=AT)
    planned = line(cast, sat(series, 2, NEXT), "Next week", at=AT)
    one(cast, series)
    assert not Meeting.objects.filter(series=series, sitting=2).exists()
    assert [each.pk for each in AgendaItem.objects.filter(meeting=first)][1:] == [there.pk, own.pk]
    assert [each.person for each in there.called_in.all()] == [cast.lena]
    assert come(first) == {*first_ones(cast), cast.aiko, cast.lena}
    assert AgendaItem.objects.get(pk=planned.pk).meeting == sat(series, 1, NEXT)
    assert come(sat(series, 1, NEXT)) == {*first_ones(cast), cast.aiko}
    assert f"put an item on the agenda of [meeting:{first.pk}]" in history(meeting_ref(first.pk))[:3]


def test_ending_a_second_sitting_whose_first_is_over_brings_its_agenda_to_the_next(cast: Cast):
    series = two(cast)
    between = sat(series, 1).starts_at + timedelta(hours=2)
    item = line(cast, sat(series, 2), at=AT)
    one(cast, series, at=between)
    assert AgendaItem.objects.get(pk=item.pk).meeting == sat(series, 1, NEXT)
    assert not Meeting.objects.filter(series=series, sitting=2).exists()


def test_an_agenda_follows_its_sitting_to_another_day(cast: Cast):
    series = two(cast)
    item = line(cast, sat(series, 2), at=AT)
    two(cast, series, rule="FREQ=WEEKLY;BYDAY=TH")
    meeting = AgendaItem.objects.get(pk=item.pk).meeting
    assert (meeting.occurrence, meeting.sitting) == (date(2026, 11, 26), 2)
    assert come(meeting) == {cast.aiko}


def leads(cast: Cast, meeting: Meeting) -> None:
    line(cast, meeting, "Privacy in Japan", lead=cast.aiko, at=AT)


def takes_notes(cast: Cast, meeting: Meeting) -> None:
    name_note_taker(meeting=meeting, person=cast.aiko, actor=cast.femi, at=AT)


def says(coming: Coming):
    def say(cast: Cast, meeting: Meeting) -> None:
        reply_to_meeting(meeting=meeting, person=cast.aiko, coming=coming, actor=cast.aiko, at=AT)

    return say


WAYS = {"leads": leads, "takes notes": takes_notes, "yes": says(Coming.YES), "perhaps": says(Coming.MAYBE)}


@pytest.mark.parametrize("how", WAYS.values(), ids=WAYS)
def test_whoever_comes_to_the_other_sitting_is_counted_there_in_everything(cast: Cast, how):
    series = two(cast)
    first = told(cast, sat(series, 1))
    assert cast.aiko not in come(first)
    how(cast, first)
    assert come(first) == {*first_ones(cast), cast.aiko}
    assert come(sat(series, 2)) == {cast.aiko}
    mine = next_meetings_of(cast.viewer(cast.aiko), AT)[:3]
    assert [(each.occurrence, each.sitting) for each in mine] == [(TUESDAY, 1), (TUESDAY, 2), (NEXT, 2)]
    first = Meeting.objects.get(pk=first.pk)
    given = {"meeting": first, "actor": MACHINE, "at": first.starts_at}
    promise(text="Ask in Tokyo", owner=cast.aiko, due_on=NEXT, **given)
    assert tap_facts(cast.viewer(cast.aiko), first).was_there
    note_attendance(presences={cast.aiko.pk: Presence.PRESENT}, **given)
    assert cast.aiko.pk in could_speak_in(first)


def test_whoever_says_no_to_the_other_sitting_does_not_come_to_it(cast: Cast):
    first = told(cast, sat(two(cast), 1))
    for coming in (Coming.NO, Coming.YES, Coming.NO):
        says(coming)(cast, first)
        assert (cast.aiko in come(first)) is (coming is Coming.YES)


def test_whoever_said_yes_to_the_other_sitting_and_then_no_is_not_disinvited(cast: Cast):
    first = told(cast, sat(two(cast), 1))
    revise_invitations(meeting=first, actor=MACHINE, at=AT)
    says(Coming.YES)(cast, first)
    assert revise_invitations(meeting=first, actor=MACHINE, at=AT) == 1
    says(Coming.NO)(cast, first)
    assert revise_invitations(meeting=first, actor=MACHINE, at=AT) == 0, "they know that they do not come"
    assert cast.aiko not in set(people_invited_to(first))
    assert Attendance.objects.get(person=cast.aiko).presence is Presence.APOLOGIES
    remove_member(area=cast.identity, person=cast.aiko, actor=cast.femi, at=AT)
    assert revise_invitations(meeting=first, actor=MACHINE, at=AT) == 1
    assert Invitation.objects.get(person=cast.aiko).taken_back


def test_of_people_and_of_meetings_the_same_is_said(cast: Cast):
    series = two(cast)
    first, second = told(cast, sat(series, 1)), told(cast, sat(series, 2))
    leads(cast, first)
    line(cast, second, "What operations ask", lead=cast.ines, at=AT)
    reply_to_meeting(meeting=second, person=cast.sam, coming=Coming.MAYBE, actor=cast.sam, at=AT)
    reply_to_meeting(meeting=first, person=cast.noor, coming=Coming.NO, actor=cast.noor, at=AT)
    call_in(item=line(cast, second, "Is it legal?", at=AT), person=cast.lena, actor=cast.femi, at=AT)
    nowhere = add_person(name="Nico Nowhere", email="nico@parley.example", function=None, region=None,
                         actor=MACHINE, at=AT)  # fmt: skip
    add_member(area=cast.identity, person=nowhere, actor=MACHINE, at=AT)
    assert nowhere in come(first)
    days = Meeting.objects.filter(occurrence__in=[TUESDAY, NEXT])
    assert len(days) == 4
    for person in people_in_the_company():
        mine = {each.pk for each in next_meetings_of(cast.viewer(person), AT)[:99]}
        for meeting in days:
            assert (person in come(meeting)) == (meeting.pk in mine), (person, meeting.occurrence, meeting.sitting)
