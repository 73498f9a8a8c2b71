"""One or two sittings, and hours that take turns: each meeting at its own local hour, made once."""

from datetime import UTC, date, datetime, time

import pytest

from parley.kernel.refusals import Refused
from parley.meetings.models import Meeting
from parley.meetings.queries import series_facts
from parley.meetings.rules import next_occurrence, occurrences, turn_of
from parley.meetings.terms import SeriesFacts
from parley.meetings.terms.hours import SeriesHour
from tests.cast import Cast
from tests.meetings.made import line, meetings_of, weekly

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
SYDNEY = SeriesHour(2, 0, time(9), "Australia/Sydney", 1)
EVENING = SeriesHour(1, 1, time(20), "Europe/London")
FACTS = SeriesFacts(rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", local_time=time(9), time_zone="Europe/London",
                    starts_on=date(2026, 11, 24))  # fmt: skip


def facts(*hours: SeriesHour, rule: str = FACTS.rule) -> SeriesFacts:
    return SeriesFacts(rule=rule, local_time=FACTS.local_time, time_zone=FACTS.time_zone, starts_on=FACTS.starts_on,
                       hours=hours)  # fmt: skip


def test_hours_take_turns_by_occurrence_through_clock_changes():
    found = occurrences(facts(EVENING), date(2027, 3, 1), date(2027, 4, 30))
    assert [each.starts_at for each in found] == [
        datetime(2027, 3, 2, 20, tzinfo=UTC), datetime(2027, 3, 16, 9, tzinfo=UTC),
        datetime(2027, 3, 30, 19, tzinfo=UTC), datetime(2027, 4, 13, 8, tzinfo=UTC),
        datetime(2027, 4, 27, 19, tzinfo=UTC),
    ]  # fmt: skip


@pytest.mark.parametrize("rule", [
    "FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,TH", "FREQ=MONTHLY;BYDAY=4TU",
    "FREQ=MONTHLY;BYDAY=1TU,1TH", "FREQ=MONTHLY;BYDAY=5TU", "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1MO,-1FR",
    "FREQ=MONTHLY;BYDAY=TU,WE;BYMONTHDAY=1,2,15,31",
])  # fmt: skip
@pytest.mark.parametrize("turns", [2, 3])
def test_every_hour_has_its_turn_in_order(rule: str, turns: int):
    days = [each.day for each in occurrences(facts(rule=rule), date(2026, 11, 24), date(2028, 11, 24))]
    assert [turn_of(facts(rule=rule), day, turns) for day in days] == [n % turns for n in range(len(days))]


def test_a_second_sitting_is_the_same_meeting_at_an_hour_of_another_zone():
    found = occurrences(facts(SYDNEY), date(2026, 11, 24), date(2026, 12, 8))
    assert [(each.day, each.sitting, each.starts_at, each.time_zone) for each in found[:2]] == [
        (date(2026, 11, 24), 1, datetime(2026, 11, 24, 9, tzinfo=UTC), "Europe/London"),
        (date(2026, 11, 24), 2, datetime(2026, 11, 24, 22, tzinfo=UTC), "Australia/Sydney"),
    ]
    after = next_occurrence(facts(SYDNEY), datetime(2026, 11, 24, 12, tzinfo=UTC))
    assert after is not None
    assert (after.day, after.sitting) == (date(2026, 11, 24), 2)


@pytest.mark.django_db
@pytest.mark.database
def test_each_sitting_is_a_meeting_of_its_own_and_made_once(cast: Cast):
    given = {"at": AT, "hours": [SYDNEY], "second_regions": [cast.apac.pk]}
    series = weekly(cast, **given)
    assert [(each.occurrence, each.sitting, each.time_zone) for each in meetings_of(series)[:2]] == [
        (date(2026, 11, 24), 1, "Europe/London"), (date(2026, 11, 24), 2, "Australia/Sydney"),
    ]  # fmt: skip
    count = len(meetings_of(series))
    weekly(cast, series=series, **given)
    weekly(cast, series=series, at=AT)  # what is not said stays
    assert len(meetings_of(series)) == count
    assert series_facts(series).hours == (SYDNEY,)
    assert [each.region for each in series.second_regions.all()] == [cast.apac]
    used = Meeting.objects.filter(series=series, sitting=2).earliest("starts_at")
    line(cast, used, at=AT)
    weekly(cast, series=series, hours=[], at=AT)  # back to one sitting: what is on the other's agenda goes along
    assert not series.second_regions.exists()
    used.refresh_from_db()
    assert {each.sitting for each in meetings_of(series)} <= {1, 2}
    assert Meeting.objects.filter(series=series, sitting=2).count() <= 1


@pytest.mark.django_db
@pytest.mark.parametrize(("hours", "sentence"), [
    ([SYDNEY], "Choose who comes"),
    ([SeriesHour(1, 1, time(14), "Europe/London")], "twice"),
    ([SeriesHour(1, n, time(n), "Europe/London") for n in range(1, 5)], "At most 4"),
    ([SeriesHour(1, 1, time(9), "Mars/Olympus")], "not a time zone"),
    ([SeriesHour(1, 1, time(9), "Europe/London", 2)], "same day"),
])  # fmt: skip
def test_hours_that_cannot_be_are_refused(cast: Cast, hours, sentence):
    with pytest.raises(Refused, match=sentence):
        weekly(cast, hours=hours, at=AT)


@pytest.mark.django_db
def test_a_second_sitting_has_regions_of_the_company_always(cast: Cast):
    series = weekly(cast, hours=[SYDNEY], second_regions=[cast.apac.pk], at=AT)
    with pytest.raises(Refused, match="none of the company") as refused:
        weekly(cast, series=series, second_regions=[999_999], at=AT)
    assert refused.value.field == "second_regions"
    with pytest.raises(Refused, match="Choose who comes"):
        weekly(cast, series=series, second_regions=[], at=AT)  # its hours stay, and would be for nobody
    with pytest.raises(Refused, match="twice"):
        weekly(cast, series=weekly(cast, title="Another", hours=[EVENING], at=AT), local_time=time(20), at=AT)
