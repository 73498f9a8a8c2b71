"""Series make their meetings once, follow a change only where nobody was told, and guess nothing."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection

from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from parley.meetings.actions import (
    end_series,
    keep_series,
    move_meeting,
    name_first_week,
    plan_ahead,
    plan_all_ahead,
    publish_meeting,
)
from parley.meetings.models import AgendaItem, Meeting, Series
from parley.meetings.queries import series_without_first_week
from parley.meetings.terms import MeetingState, series_ref
from tests.cast import Cast, history
from tests.meetings.made import line, meetings_of, weekly

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FORTNIGHTLY = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_a_series_plans_its_next_meetings_at_its_local_hour(cast: Cast):
    series = weekly(cast, at=AT)
    meetings = meetings_of(series)
    assert [each.occurrence for each in meetings][:2] == [date(2026, 11, 24), date(2026, 12, 1)]
    assert meetings[0].starts_at == datetime(2026, 11, 24, 14, tzinfo=UTC)
    assert {each.state for each in meetings} == {MeetingState.PLANNED}
    assert meetings[-1].starts_at <= AT + timedelta(days=101)
    assert history(series_ref(series.pk)) == [
        f"planned the next meetings of [area:{cast.identity.pk}]: {len(meetings)} made",
        f"set when [area:{cast.identity.pk}] meets",
    ]


def test_planning_ahead_twice_makes_nothing_twice(cast: Cast):
    series = weekly(cast, at=AT)
    before = len(meetings_of(series))
    again = plan_ahead(series=series, until=date(2027, 2, 28), actor=MACHINE, at=AT)
    assert again == []
    assert len(plan_ahead(series=series, until=date(2027, 3, 31), actor=MACHINE, at=AT)) == 5
    assert plan_ahead(series=series, until=date(2027, 3, 31), actor=MACHINE, at=AT) == []
    assert len(meetings_of(series)) == before + 5
    assert [each.starts_at.hour for each in meetings_of(series)][-2:] == [14, 13]  # the clocks change on 28 March


def test_the_worker_plans_every_series(cast: Cast):
    weekly(cast, at=AT)
    weekly(cast, title="Monthly", rule="FREQ=MONTHLY;BYDAY=1TH", at=AT)
    later = AT + timedelta(days=28)
    assert plan_all_ahead(actor=MACHINE, at=later) == 5
    assert plan_all_ahead(actor=MACHINE, at=later) == 0


def test_a_series_that_cannot_be_planned_does_not_stop_the_others(cast: Cast, caplog):
    broken = weekly(cast, at=AT)
    weekly(cast, title="Monthly", rule="FREQ=MONTHLY;BYDAY=1TH", at=AT)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE parley_series SET rule = 'NONE' WHERE id = %s", [broken.pk])
    assert plan_all_ahead(actor=MACHINE, at=AT + timedelta(days=28)) == 1
    assert f"series {broken.pk} cannot be planned" in caplog.text


def test_a_meeting_that_was_moved_is_not_made_again(cast: Cast):
    series = weekly(cast, at=AT)
    first = meetings_of(series)[0]
    move_meeting(meeting=first, starts_at=first.starts_at + timedelta(days=1), actor=cast.femi, at=AT)
    assert plan_ahead(series=series, until=date(2026, 12, 31), actor=MACHINE, at=AT) == []


def test_a_fortnightly_series_without_a_first_week_makes_no_meeting_until_somebody_says(cast: Cast):
    series = weekly(cast, rule=FORTNIGHTLY, at=AT)
    assert meetings_of(series) == []
    areas = frozenset({cast.identity.pk})
    assert series_without_first_week(cast.viewer(cast.femi), areas) == [series]
    name_first_week(series=series, day=date(2026, 12, 1), actor=cast.femi, at=AT)
    assert [each.occurrence for each in meetings_of(series)][:2] == [date(2026, 12, 1), date(2026, 12, 15)]
    assert series_without_first_week(cast.viewer(cast.femi), areas) == []
    said = f"said that a series of [area:{cast.identity.pk}] starts on Tue 1 Dec 2026"
    assert said in history(series_ref(series.pk))
    with pytest.raises(Refused, match="Somebody has said"):
        name_first_week(series=series, day=date(2026, 12, 8), actor=cast.femi, at=AT)


def test_a_monthly_series_asks_which_week_and_keeps_it_in_its_rule(cast: Cast):
    series = weekly(cast, rule="FREQ=MONTHLY;BYDAY=TH", said="monthly", at=AT)
    with pytest.raises(Refused, match="Choose a Thursday"):
        name_first_week(series=series, day=date(2026, 12, 1), actor=cast.femi, at=AT)
    name_first_week(series=series, day=date(2026, 12, 10), actor=cast.femi, at=AT)
    series.refresh_from_db()
    assert series.rule == "FREQ=MONTHLY;BYDAY=2TH"
    assert [each.occurrence for each in meetings_of(series)][:2] == [date(2026, 12, 10), date(2027, 1, 14)]


def test_a_change_puts_right_only_what_nobody_was_told_of(cast: Cast):
    series = weekly(cast, at=AT)
    told, used, *rest = meetings_of(series)
    line(cast, told, at=AT)
    publish_meeting(meeting=told, actor=cast.femi, at=AT)
    line(cast, used, "Prices", at=AT)
    weekly(cast, series=series, rule="FREQ=WEEKLY;BYDAY=TH", local_time=time(10), minutes=90, at=AT)
    told.refresh_from_db()
    assert (told.occurrence, told.minutes, told.starts_at.hour) == (date(2026, 11, 24), 60, 14)
    used.refresh_from_db()
    assert used.occurrence in {date(2026, 12, 3), date(2026, 11, 26)}
    assert (used.starts_at.hour, used.minutes) == (10, 90)
    assert AgendaItem.objects.get(meeting=used).title == "Prices"
    assert not Meeting.objects.filter(pk__in=[each.pk for each in rest]).exists()
    days = [each.starts_at.weekday() for each in meetings_of(series)]
    assert days == [1, *[3] * (len(days) - 1)]
    assert Series.objects.get(pk=series.pk).minutes == 90


def test_another_hour_keeps_the_meetings_and_what_was_moved_by_hand(cast: Cast):
    series = weekly(cast, at=AT)
    keys = [each.pk for each in meetings_of(series)]
    by_hand = meetings_of(series)[1]
    there = by_hand.starts_at + timedelta(days=1)
    move_meeting(meeting=by_hand, starts_at=there, actor=cast.femi, at=AT)
    weekly(cast, series=series, local_time=time(15), at=AT)
    assert sorted(each.pk for each in meetings_of(series)) == sorted(keys)
    by_hand.refresh_from_db()
    assert by_hand.starts_at == there
    assert meetings_of(series)[0].starts_at.hour == 15


def test_saying_the_same_again_changes_nothing(cast: Cast):
    series = weekly(cast, at=AT)
    before = history(series_ref(series.pk))
    weekly(cast, series=series, at=AT)
    assert history(series_ref(series.pk)) == before


def test_an_ended_series_drops_its_empty_plans(cast: Cast):
    series = weekly(cast, at=AT)
    end_series(series=series, on=date(2026, 12, 5), actor=cast.femi, at=AT)
    assert [each.occurrence for each in meetings_of(series)] == [date(2026, 11, 24), date(2026, 12, 1)]
    assert plan_all_ahead(actor=MACHINE, at=AT + timedelta(days=30)) == 0


@pytest.mark.parametrize(("wrong", "sentence"), [
    ({"rule": "FREQ=DAILY"}, "is not a rule"),
    ({"time_zone": "Mars/Olympus"}, "not a time zone"),
    ({"title": " "}, "Write a name"),
    ({"minutes": 0}, "from 1 to 480"),
    ({"starts_on": date(2026, 11, 25)}, "Choose a Tuesday"),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_kept(cast: Cast, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        weekly(cast, **({"at": AT} | wrong))
    assert not Series.objects.exists()


def test_two_series_of_a_group_have_two_names(cast: Cast):
    weekly(cast, at=AT)
    with pytest.raises(Refused, match="already"):
        weekly(cast, at=AT)


def test_only_facilitators_say_when_a_group_meets(cast: Cast):
    for person in (cast.sam, cast.omar, cast.elena):
        with pytest.raises(Refused, match="facilitators"):
            weekly(cast, actor=person)
    assert keep_series(
        area=cast.identity, title="By operations", rule=FORTNIGHTLY, local_time=time(9), time_zone="UTC",
        actor=cast.ines, at=AT,
    )  # fmt: skip
