"""One or two sittings, and hours that take turns: each meeting at its own local hour, made once."""

from datetime import UTC, date, datetime, time

import pytest

from parley.kernel.refusals import Refused
from parley.meetings.actions import cancel_meeting, keep_holiday, move_meeting, publish_meeting
from parley.meetings.models import Meeting
from parley.meetings.queries import coming_moments, meetings_on_holidays, places_of, rows_ahead, series_facts
from parley.meetings.queries.seats import second_regions_on
from parley.meetings.rules import next_occurrence, occurrences, series_words, turn_of
from parley.meetings.terms import Occurrence, SeriesFacts
from parley.meetings.terms.hours import SeriesHour
from parley.screens.meetings.hours_words import hours_in_words
from tests.cast import Cast
from tests.meetings.made import line, meetings_of, weekly

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
SYDNEY = SeriesHour(2, 0, time(9), "Australia/Sydney", 1)
MORNING = SeriesHour(1, 0, time(9), "Europe/London")
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


def test_words_take_the_hour_and_the_readers_hour_from_one_meeting():
    def said(*hours: SeriesHour, zone: str, at: datetime = AT, sitting: int = 1) -> str:
        named = hours_in_words((MORNING, *hours)) if hours else ""
        return series_words(facts(*hours), reader_zone=zone, at=at, sitting=sitting, hours=named)

    often, later = "Every other Tuesday, 09:00", datetime(2026, 11, 24, 12, tzinfo=UTC)
    in_turn = f"{often} and 20:00 London in turn; next at"
    assert said(EVENING, zone="America/New_York") == f"{in_turn} 09:00 London (04:00 for New York)"
    assert said(EVENING, zone="America/New_York", at=later) == f"{in_turn} 20:00 London (15:00 for New York)"
    two = f"{often} London, and a second sitting at 09:00 Sydney the next day; yours is next at"
    for at in (AT, later):
        assert said(SYDNEY, zone="Australia/Sydney", at=at, sitting=2) == f"{two} 09:00 Sydney"
        assert said(SYDNEY, zone="Australia/Sydney", at=at) == f"{two} 09:00 London (20:00 for Sydney)"
    assert said(zone="Australia/Sydney", sitting=2) == f"{often} London (20:00 for Sydney)"


@pytest.mark.django_db
@pytest.mark.database
def test_each_sitting_is_a_meeting_of_its_own_and_made_once(cast: Cast):
    given = {"at": AT, "hours": [SYDNEY], "second_regions": [cast.apac.pk]}
    series = weekly(cast, **given)
    assert [(each.occurrence, each.sitting, each.time_zone) for each in meetings_of(series)[:2]] == [
        (date(2026, 11, 24), 1, "Europe/London"), (date(2026, 11, 24), 2, "Australia/Sydney"),
    ]  # fmt: skip
    assert [each.title for each in meetings_of(series)[:2]] == ["Strategy group", "Strategy group, second sitting"]
    weekly(cast, series=series, title="Leads", at=AT)
    assert {(each.sitting, each.title) for each in meetings_of(series)} == {(1, "Leads"), (2, "Leads, second sitting")}
    long = weekly(cast, series=series, title="L" * 200, at=AT)
    assert {len(each.title) for each in meetings_of(long)} == {200}
    count = len(meetings_of(series))
    weekly(cast, series=series, **given)
    weekly(cast, series=series, at=AT)  # what is not said stays
    assert len(meetings_of(series)) == count
    assert series_facts(series).hours == (SYDNEY,)
    assert [each.region for each in series.second_regions.all()] == [cast.apac]
    weekly(cast, series=series, hours=[], at=AT)  # back to one sitting
    assert not series.second_regions.exists()
    assert {each.sitting for each in meetings_of(series)} == {1}
    assert len(meetings_of(series)) == count / 2


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
@pytest.mark.database
def test_the_next_meetings_are_all_that_come_in_order(cast: Cast):
    before = datetime(2026, 11, 6, 12, tzinfo=UTC)
    series = weekly(cast, at=before)
    moved, _, told, *_ = meetings_of(series)
    late = datetime(2026, 12, 1, 18, tzinfo=UTC)
    move_meeting(meeting=moved, starts_at=late, actor=cast.femi, at=before)
    for each in (moved, told):
        line(cast, each, at=before)
        publish_meeting(meeting=each, actor=cast.femi, at=before)
    series = weekly(cast, series=series, rule="FREQ=WEEKLY;BYDAY=WE", at=AT)
    skipped = Meeting.objects.get(series=series, occurrence=date(2026, 12, 2))
    cancel_meeting(meeting=skipped, reason="It would be on a holiday.", actor=cast.femi, at=AT)
    ahead = rows_ahead(series, AT)
    coming = coming_moments(series, ahead, AT, 4)
    wednesdays = [datetime(2026, month, day, 14, tzinfo=UTC) for month, day in ((11, 25), (12, 9))]
    assert [each.starts_at for each in coming] == [told.starts_at, wednesdays[0], late, wednesdays[1]]
    far = coming_moments(series, ahead, AT, 40)
    assert far[-1].starts_at > max(each.starts_at for each in ahead), "what is not made yet comes after"
    assert far == sorted(far, key=lambda each: each.starts_at)
    for day in (told.starts_at, late):
        keep_holiday(day=day.date(), name="Founders’ Day", actor=cast.ines, at=AT)
    clashes = meetings_on_holidays(ahead, places_of(cast.identity.pk), {}, AT)
    assert [each.meeting.pk for each in clashes] == [told.pk, moved.pk]


@pytest.mark.django_db
def test_a_holiday_is_one_of_those_who_come_to_that_sitting(cast: Cast):
    told = meetings_of(weekly(cast, at=AT))[0]
    line(cast, told, at=AT)
    publish_meeting(meeting=told, actor=cast.femi, at=AT)
    series = weekly(cast, series=told.series, hours=[SYDNEY], second_regions=[cast.apac.pk], at=AT)
    for day in (date(2026, 11, 25), date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 9)):
        keep_holiday(day=day, name="Spring Day", region=cast.apac, actor=cast.ines, at=AT)
    ahead = rows_ahead(series, AT)
    seats = second_regions_on([each.pk for each in ahead])
    clashes = meetings_on_holidays(ahead, places_of(cast.identity.pk), seats, AT)
    assert [(each.meeting.occurrence, each.meeting.sitting) for each in clashes] == [
        (date(2026, 12, 1), 2), (date(2026, 12, 8), 2),
    ]  # fmt: skip
    assert coming_moments(series, ahead, AT, 1) == [
        Occurrence(date(2026, 11, 24), told.starts_at, 1, "Europe/London")
    ], "no second sitting is announced for a day of which everybody was told to come to the first"


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
