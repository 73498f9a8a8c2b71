"""Who pays for a series with unsocial hours: everybody for the sittings they come to, and for how long these are."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from parley.meetings.actions import cancel_meeting, publish_meeting
from parley.meetings.models import Meeting, Series
from parley.meetings.queries.fairness import last_met, met_ahead, seats_of
from parley.meetings.queries.hours import coming_moments, rows_ahead
from parley.meetings.queries.seats import second_regions_on
from parley.meetings.rules.fairness import Fairness, fairness_of, met_by, unsocial_hours, unsocial_rows
from parley.meetings.rules.hosting import hours_of_running, sittings_without_facilitator
from parley.meetings.terms.hours import Met, Place, SeriesHour
from parley.meetings.terms.rota import Runner
from tests.cast import Cast
from tests.meetings.made import line, weekly

EMEA, APAC = Place(1, "Europe/London", 4), Place(2, "Australia/Sydney", 3)
MORNING = datetime(2026, 11, 24, 9, tzinfo=UTC)
EVENING = datetime(2026, 11, 24, 22, tzinfo=UTC)  # a Wednesday morning in Sydney
DAY = date(2026, 11, 24)
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def test_fairness_says_who_pays():
    moments = [Met(EVENING, 60), Met(MORNING + timedelta(days=14), 60)]
    assert unsocial_hours([EMEA, APAC], moments) == {1: 1.0, 2: 1.0}
    after = unsocial_hours([EMEA, APAC], moments[1:])
    rows = unsocial_rows([EMEA, APAC], {1: "EMEA", 2: "APAC"}, {}, after)
    assert [(each.region, each.people, each.before, each.after) for each in rows] == [
        ("APAC", 3, 0, 1),
        ("EMEA", 4, 0, 0),
    ]
    assert fairness_of(rows, coming=1) is Fairness.UNLIKE
    assert fairness_of(rows[1:], coming=1) is Fairness.NO_ONE_PAYS
    assert fairness_of(rows, coming=0) is fairness_of([], coming=1) is Fairness.NO_ONE_COMES


@pytest.mark.parametrize("left", [(1, 2), (1,), (2,)])
def test_nobody_pays_for_the_sitting_of_others_also_where_their_own_is_over_or_skipped(left):
    two = [Met(MORNING, 60, 1, frozenset({2})), Met(EVENING, 60, 2, frozenset({2}))]
    assert unsocial_hours([EMEA, APAC], [each for each in two if each.sitting in left]) == {1: 0, 2: 0}


def test_each_meeting_counts_for_as_long_as_it_is():
    assert unsocial_hours([EMEA], [Met(EVENING, 60), Met(EVENING, 90)]) == {1: 2.5}


def ahead(series: Series) -> list[Met]:
    rows = rows_ahead(series, AT)
    return met_ahead(series, rows, coming_moments(series, rows, AT, 10), seats_of(series, [each.pk for each in rows]))


@pytest.mark.django_db
@pytest.mark.database
def test_a_day_has_two_sittings_also_when_one_is_skipped_or_over(cast: Cast):
    sydney = SeriesHour(2, 0, time(9), "Australia/Sydney", 1)
    series = weekly(cast, at=AT, local_time=time(9), hours=[sydney], second_regions=[cast.apac.pk])
    first, second = Meeting.objects.filter(series=series, occurrence=DAY).order_by("sitting")
    cancel_meeting(meeting=first, reason="Everybody in Europe is at the fair in Lisbon.", actor=cast.femi, at=AT)
    only = Met(EVENING, 60, 2, frozenset({cast.apac.pk}))
    assert ahead(series)[0] == only
    line(cast, second, minutes=10, at=AT)
    publish_meeting(meeting=second, actor=cast.femi, at=AT)
    changed = weekly(cast, at=AT, series=series, local_time=time(9), minutes=30)
    assert [each.minutes for each in ahead(changed)] == [60] + [30] * 18
    assert {each.second for each in ahead(changed)} == {frozenset({cast.apac.pk})}
    assert last_met(changed, AT, 10) == []
    gone = last_met(changed, EVENING + timedelta(days=1), 10)
    weekly(cast, at=AT, series=series, local_time=time(9), hours=[])  # what people were told stays
    assert met_by(gone, second_regions_on([second.pk])) == [only]


def test_a_sitting_without_a_facilitator_costs_those_of_the_other():
    second = frozenset({7})
    london = Runner(person=1, name="Femi", time_zone="Europe/London", region=1)
    tokyo = Runner(person=2, name="Aiko", time_zone="Asia/Tokyo", region=7)
    assert sittings_without_facilitator([london], second) == [2]
    assert sittings_without_facilitator([tokyo], second) == [1]
    assert sittings_without_facilitator([london, tokyo], second) == sittings_without_facilitator([], second) == []
    assert sittings_without_facilitator([london], frozenset()) == []
    night = [Met(datetime(2026, 12, day, tzinfo=UTC), 60, 2, second) for day in (1, 8, 15)]
    day = [Met(datetime(2026, 12, 1, 14, tzinfo=UTC), 60, 1, second)]
    assert hours_of_running([london], [*night, *day]) == 3
    assert hours_of_running([london, tokyo], night) == hours_of_running([], night) == 0
