"""Files of hours: turns and second sittings of series, holidays, and what hours cost; only what is stated changes."""

from datetime import date, time

import pytest

from parley.exchange.rules.hours import turn, turn_written
from parley.exchange.rules.known import Known
from parley.kernel.refusals import Refused
from parley.meetings.models import Holiday, HourCosts, Meeting, Series, SittingRegion
from parley.meetings.queries.hours import hour_costs
from parley.meetings.terms.hours import SeriesHour
from tests.cast import Cast
from tests.exchange.made import refused, take_in, unchanged

HEAD = "key,group,title,rule,starts_on,time,time_zone"
ROW = "w,identity,Weekly,FREQ=WEEKLY;BYDAY=TU,2026-01-06,14:00,Europe/London"


@pytest.mark.parametrize("cell", ["09:00 Asia/Tokyo", "22:30 America/New_York -1", "00:00 Etc/GMT+5 +1"])
def test_an_hour_is_written_as_it_is_read(cell: str) -> None:
    assert turn_written(turn(cell, Known("own"))) == cell


def test_an_hour_without_its_zone_is_refused() -> None:
    with pytest.raises(Refused, match="Write an hour and its zone"):
        turn("09:00", Known("own"))


@pytest.mark.django_db
@pytest.mark.database
def test_sittings_come_in_and_stay_where_a_file_does_not_name_them(cast: Cast) -> None:
    full = f'{HEAD},turns,second_sitting,second_regions\n{ROW},16:00 Europe/London,"10:00 Asia/Tokyo +1","APAC; AMER"\n'
    take_in({"meetings": full})
    series = Series.objects.get()
    assert series.hours == [[1, 1, "16:00", "Europe/London", 0], [2, 0, "10:00", "Asia/Tokyo", 1]]
    assert set(SittingRegion.objects.values_list("region", flat=True)) == {cast.apac.pk, cast.amer.pk}
    assert set(Meeting.objects.filter(series=series).values_list("sitting", flat=True)) == {1, 2}
    unchanged({"meetings": full})
    unchanged({"meetings": f"{HEAD}\n{ROW}\n"})
    take_in({"meetings": f"{HEAD},second_sitting,second_regions\n{ROW},,\n"})
    series.refresh_from_db()
    assert series.hours == [[1, 1, "16:00", "Europe/London", 0]]
    assert not SittingRegion.objects.exists()


@pytest.mark.django_db
def test_a_sitting_for_nobody_is_refused_with_its_column(cast: Cast) -> None:
    more = f"{HEAD},second_sitting,second_regions\n"
    (said,) = refused({"meetings": f"{more}{ROW},10:00 Asia/Tokyo,\n"})
    assert ", second_regions" in said
    assert "Choose who comes to it" in said
    (said,) = refused({"meetings": f"{more}{ROW},,APAC\n"})
    assert ", second_sitting" in said
    assert "Say when these regions meet" in said


@pytest.mark.django_db
@pytest.mark.database
def test_holidays_and_what_hours_cost_change_what_they_state(cast: Cast) -> None:
    days = "day,region,name\n2026-12-25,,Christmas\n2026-04-29,APAC,Shōwa Day\n"
    take_in({"holidays": days})
    unchanged({"holidays": days})
    take_in({"holidays": "day,region,name\n2026-12-25,,Christmas Day\n"})
    assert Holiday.objects.get(day=date(2026, 12, 25)).name == "Christmas Day"
    assert Holiday.objects.count() == 2
    take_in({"hour_costs": "half_hour,points\n08:30,5\nweekend,9\n"})
    unchanged({"hour_costs": "half_hour,points\n08:30,5\n"})
    assert (hour_costs().halves[17], hour_costs().weekend, HourCosts.objects.count()) == (5, 9, 1)
    (said,) = refused({"hour_costs": "half_hour,points\n08:15,5\n"})
    assert ", half_hour" in said
    assert "Half hours begin at the hour" in said


def test_an_hour_of_the_next_day_is_kept_as_such() -> None:
    assert turn("9am Asia/Tokyo +1", Known("own")) == SeriesHour(1, 0, time(9), "Asia/Tokyo", 1)
