"""A meeting on a holiday gets a proposal with its reasons."""

from datetime import UTC, date, datetime, timedelta

import pytest

from parley.kernel.refusals import Refused, Stale
from parley.ledger.events import event_of
from parley.ledger.models import Entry
from parley.meetings.actions import move_meeting
from parley.meetings.actions.hours import (
    drop_holiday,
    hold_on_holiday,
    keep_holiday,
    keep_hour_costs,
    take_in_holidays,
)
from parley.meetings.models import Holiday
from parley.meetings.queries.hours import (
    holidays_between,
    holidays_listed,
    hour_costs,
    hour_costs_key,
    meetings_on_holidays,
    places_of,
    rows_ahead,
)
from parley.meetings.rules.holidays import clash_of
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
    assert clash.holidays == (wednesday,)


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


def told(kind: str) -> list[str]:
    """What the ledger says of a kind of event, the first first."""
    return [event_of(each.kind, each.data).sentence() for each in Entry.objects.filter(kind=kind).order_by("pk")]


@pytest.mark.django_db
@pytest.mark.database
def test_the_company_says_what_hours_cost_and_nobody_overwrites_what_they_did_not_read(cast: Cast):
    def keep(halves, *, seen: int | None, weekend: int = 5) -> None:
        keep_hour_costs(halves=halves, weekend=weekend, seen=seen, actor=cast.ines, at=AT)

    assert (hour_costs().halves, hour_costs_key()) == (USUAL_HALVES, 0)
    keep(USUAL_HALVES, seen=0, weekend=4)  # as it is: nothing to record
    costly = (9,) * 20 + (0,) * 28
    keep(costly, seen=0)
    assert (hour_costs().halves, hour_costs().weekend) == (costly, 5)
    keep(costly, seen=0)  # by now as somebody wanted it
    with pytest.raises(Stale, match="Somebody changed this table") as stale:
        keep(USUAL_HALVES, seen=0)
    assert (stale.value.theirs, stale.value.yours[:20]) == ("00:00 9, 10:00 0, weekend 5", "00:00 8, 06:00 4, 07")
    keep(USUAL_HALVES, seen=hour_costs_key())
    assert len(told("hours.costs_kept")) == 2
    with pytest.raises(Refused):
        keep_hour_costs(halves=costly, weekend=4, actor=cast.femi, at=AT)


@pytest.mark.django_db
@pytest.mark.database
def test_the_company_keeps_its_holidays(cast: Cast):
    first = date(2026, 12, 1)

    def keep(name: str, region=None) -> Holiday:
        return keep_holiday(day=first, name=name, region=region, actor=cast.ines, at=AT)

    row = keep("A day off")
    assert keep("Founders’ Day") == keep("Founders’ Day") == row
    assert told("holiday.kept") == ["wrote down a holiday: Tue 1 Dec 2026"] * 2
    rows = [(first, "Local Day", cast.emea.name), (first, "Same", "")]
    assert take_in_holidays(rows=rows, actor=cast.ines, at=AT) == (1, 1)
    assert {(each.name, each.region_name) for each in holidays_between(first, first)} == {
        ("Local Day", cast.emea.name), ("Founders’ Day", ""),
    }  # fmt: skip
    with pytest.raises(Refused, match="is no region"):
        take_in_holidays(rows=[(first, "X", "Mars")], actor=cast.ines, at=AT)
    with pytest.raises(Refused):
        drop_holiday(holiday=row, actor=cast.femi, at=AT)
    local = holidays_listed(AT.date()).get(region=cast.emea)
    for each in (row, local, local):
        drop_holiday(holiday=each, actor=cast.ines, at=AT)
    day = "Tue 1 Dec 2026"
    assert told("holiday.dropped") == [
        f"took a holiday back: {day}", f"took a holiday back in [region:{cast.emea.pk}]: {day}",
    ]  # fmt: skip
    assert holidays_between(first, first) == []


@pytest.mark.django_db
@pytest.mark.database
def test_a_meeting_is_held_on_a_holiday_until_it_moves_to_another(cast: Cast):
    series = weekly(cast, at=AT)
    other, meeting = meetings_of(series)[:2]
    for day in (date(2026, 12, 1), date(2026, 12, 3)):
        keep_holiday(day=day, name="Founders’ Day", actor=cast.ines, at=AT)

    def clashes() -> list[tuple[int, int]]:
        found = meetings_on_holidays(rows_ahead(series, AT), places, [], AT)
        return [(each.meeting.pk, each.clash.off) for each in found]

    places = places_of(cast.identity.pk)
    everybody = sum(each.people for each in places)
    assert clashes() == [(meeting.pk, everybody)]
    for _ in range(2):
        hold_on_holiday(meeting=meeting, actor=cast.femi, at=AT)
    assert (clashes(), len(told("meeting.held_on_holiday"))) == ([], 1)
    with pytest.raises(Refused, match="on nobody’s holiday"):
        hold_on_holiday(meeting=other, actor=cast.femi, at=AT)
    move_meeting(meeting=meeting, starts_at=meeting.starts_at + timedelta(days=2), actor=cast.femi, at=AT)
    assert clashes() == [(meeting.pk, everybody)]
