"""A meeting on a holiday gets a proposal with its reasons."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from parley.kernel.refusals import Refused
from parley.meetings.actions.hours import (
    drop_holiday,
    hold_on_holiday,
    keep_holiday,
    keep_hour_costs,
    take_in_holidays,
)
from parley.meetings.queries.hours import (
    coming_moments,
    holidays_between,
    holidays_listed,
    hour_costs,
    meetings_on_holidays,
    past_moments,
    places_of,
    rows_ahead,
)
from parley.meetings.rules.fairness import fairness_sentence, unsocial_hours, unsocial_rows
from parley.meetings.rules.holidays import clash_of, holiday_words
from parley.meetings.terms import Occurrence
from parley.meetings.terms.hours import USUAL_HALVES, HolidayClash, HolidayFacts, OnHoliday, Place
from tests.cast import Cast
from tests.meetings.made import meetings_of, weekly

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
EMEA, APAC = Place(1, "Europe/London", 4), Place(2, "Australia/Sydney", 3)
TUESDAY = datetime(2026, 11, 24, 22, tzinfo=UTC)  # a Wednesday in Sydney


def met(starts_at, places, holidays, *, zone="Europe/London", at=AT, taken=()) -> HolidayClash | None:
    return clash_of(starts_at, places, holidays, taken, zone=zone, at=at)


def test_a_holiday_counts_on_the_day_it_is_there():
    wednesday = HolidayFacts(date(2026, 11, 25), "Show Day", 2, "APAC")
    clash = met(TUESDAY, [EMEA, APAC], [wednesday])
    assert clash is not None
    assert (clash.off, clash.people, clash.proposed) == (3, 7, OnHoliday.HOLD)
    assert met(TUESDAY, [EMEA, APAC], [HolidayFacts(date(2026, 11, 24), "Show Day", 2, "APAC")]) is None
    assert holiday_words(clash.holidays) == "Show Day in APAC"


def test_where_most_are_off_it_moves_to_a_day_on_which_all_work_or_is_skipped():
    day = datetime(2026, 12, 25, 14, tzinfo=UTC)  # a Friday
    off = [HolidayFacts(date(2026, 12, 25), "Christmas Day")]
    clash = met(day, [EMEA], off)
    assert clash is not None
    assert (clash.proposed, clash.better) == (OnHoliday.MOVE, day - timedelta(days=1))
    week = [HolidayFacts(date(2026, 12, n), "Shut down") for n in range(18, 32)]
    closed = met(day, [EMEA], week)
    assert closed is not None
    assert (closed.proposed, closed.better) == (OnHoliday.SKIP, None)


def test_a_meeting_moves_by_the_days_and_hours_of_its_own_zone():
    wednesday = [HolidayFacts(date(2026, 11, 25), "Show Day", 2, "APAC")]
    sydney = met(TUESDAY, [APAC], wednesday, zone="Australia/Sydney", taken={date(2026, 11, 24)})
    assert sydney is not None
    assert sydney.better == datetime(2026, 11, 25, 22, tzinfo=UTC)  # Thursday 09:00 there
    friday = datetime(2027, 3, 26, 14, tzinfo=UTC)  # the clocks change on the Sunday after
    off = [HolidayFacts(date(2027, 3, day), "Easter") for day in (23, 24, 25, 26)]
    easter = met(friday, [EMEA], off)
    assert easter is not None
    assert easter.better == datetime(2027, 3, 29, 13, tzinfo=UTC)  # 14:00 in London, as before


def test_no_meeting_moves_into_the_past():
    day = datetime(2026, 12, 25, 14, tzinfo=UTC)
    clash = met(day, [EMEA], [HolidayFacts(date(2026, 12, 25), "Christmas Day")], at=day - timedelta(hours=23))
    assert clash is not None
    assert (clash.proposed, clash.better) == (OnHoliday.MOVE, datetime(2026, 12, 28, 14, tzinfo=UTC))


def test_fairness_says_who_pays():
    moments = [
        Occurrence(date(2026, 11, 24), TUESDAY),
        Occurrence(date(2026, 12, 8), datetime(2026, 12, 8, 9, tzinfo=UTC)),
    ]
    after = unsocial_hours([EMEA, APAC], moments, minutes=60)
    assert after == {1: 1.0, 2: 1.0}
    after = unsocial_hours([EMEA, APAC], moments[1:], minutes=60)
    rows = unsocial_rows([EMEA, APAC], {1: "EMEA", 2: "APAC"}, {}, after)
    assert [(each.region, each.people, each.before, each.after) for each in rows] == [
        ("APAC", 3, 0, 1),
        ("EMEA", 4, 0, 0),
    ]
    assert fairness_sentence(rows, coming=1) == (
        "In the next meeting APAC pays most, 1 hour outside 08:00 to 18:00 a person; EMEA none."
    )
    two = [
        Occurrence(date(2026, 11, 24), datetime(2026, 11, 24, 9, tzinfo=UTC)),
        Occurrence(date(2026, 11, 24), TUESDAY, 2),
    ]
    assert unsocial_hours([EMEA, APAC], two, minutes=60, second_regions=[2]) == {1: 0, 2: 0}


@pytest.mark.django_db
@pytest.mark.database
def test_the_company_keeps_its_holidays_and_what_hours_cost(cast: Cast):
    assert hour_costs().halves == USUAL_HALVES
    costly = (9,) * 20 + (0,) * 28
    keep_hour_costs(halves=costly, weekend=5, actor=cast.ines, at=AT)
    assert (hour_costs().halves, hour_costs().weekend) == (costly, 5)
    row = keep_holiday(day=date(2026, 12, 1), name="A day off", region=None, actor=cast.ines, at=AT)
    keep_holiday(day=date(2026, 12, 1), name="Founders’ Day", region=None, actor=cast.ines, at=AT)
    rows = [(date(2026, 12, 1), "Local Day", cast.emea.name), (date(2026, 12, 1), "Same", "")]
    assert take_in_holidays(rows=rows, actor=cast.ines, at=AT) == (1, 1)
    assert [each.name for each in holidays_listed(AT.date())][-1:] in (["Local Day"], ["Founders’ Day"])
    assert len(holidays_between(date(2026, 12, 1), date(2026, 12, 1))) == 2
    with pytest.raises(Refused, match="is no region"):
        take_in_holidays(rows=[(date(2026, 12, 1), "X", "Mars")], actor=cast.ines, at=AT)
    for refused in (lambda: drop_holiday(holiday=row, actor=cast.femi, at=AT),
                    lambda: keep_hour_costs(halves=USUAL_HALVES, weekend=4, actor=cast.femi, at=AT)):  # fmt: skip
        with pytest.raises(Refused):
            refused()
    series = weekly(cast, at=AT)
    places = places_of(cast.identity.pk)
    (on,) = meetings_on_holidays(rows_ahead(series, AT), places, AT)
    assert (on.meeting, on.clash.off) == (meetings_of(series)[1], sum(each.people for each in places))
    hold_on_holiday(meeting=on.meeting, actor=cast.femi, at=AT)
    assert meetings_on_holidays(rows_ahead(series, AT), places, AT) == []
    drop_holiday(holiday=row, actor=cast.ines, at=AT)
    assert len(coming_moments(series, rows_ahead(series, AT), AT, 10)) == 10
    assert past_moments(series, AT, 10) == []
    assert time(14) == coming_moments(series, rows_ahead(series, AT), AT, 1)[0].starts_at.time()
