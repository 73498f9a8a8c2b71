"""The sample's hours: holidays of its regions, and a second sitting for a group whose people are far apart."""

from datetime import date, time
from typing import TYPE_CHECKING

from parley.meetings.actions import keep_holiday, keep_series
from parley.meetings.terms.hours import SeriesHour
from parley.people.queries import regions
from parley.people.terms import SAMPLE_ADMINISTRATOR
from parley.seeds.stage import Telling

if TYPE_CHECKING:
    from parley.meetings.models import Series
    from parley.people.models import Person

HOLIDAYS = (  # month, day, name, region
    (1, 1, "New Year’s Day", ""), (12, 25, "Christmas Day", ""), (4, 29, "Shōwa Day", "APAC"),
    (5, 1, "Labour Day", "EMEA"), (7, 4, "Independence Day", "AMER"),
)  # fmt: skip
FAR = "measurement"  # whose people in Asia meet in a second sitting


def tell_holidays(telling: Telling) -> None:
    """Write down holidays of this year and the next."""
    administrator, then = telling.people[SAMPLE_ADMINISTRATOR], telling.ago(200)
    places = {each.name: each for each in regions()}
    for year in (telling.at.year, telling.at.year + 1):
        for month, day, name, region in HOLIDAYS:
            keep_holiday(day=date(year, month, day), name=name, region=places.get(region),
                         actor=administrator, at=then)  # fmt: skip


def tell_sittings(telling: Telling, key: str, series: "Series", facilitator: "Person") -> None:
    """Give the group whose people are far apart a second sitting from now on."""
    if key == FAR:
        keep_series(
            series=series, area=telling.areas[key], title=series.title, rule=series.rule, starts_on=series.starts_on,
            local_time=series.local_time, time_zone=series.time_zone,
            hours=[SeriesHour(2, 0, time(10), "Asia/Singapore", days_later=1)],
            second_regions=[each.pk for each in regions() if each.name == "APAC"], actor=facilitator, at=telling.ago(0),
        )  # fmt: skip
