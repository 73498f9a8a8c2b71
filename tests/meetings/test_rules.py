"""When a series meets, through clock changes on both sides of the Atlantic; and in which order a meeting goes."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from parley.kernel.refusals import Refused
from parley.meetings import rules
from parley.meetings.terms import WEEKDAYS, Frequency, MeetingFacts, MeetingState, Presence, SeriesFacts
from parley.people.terms import Side, Viewer

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def series(rule, hour="14:00", zone="Europe/London", starts_on=None, **more):
    return SeriesFacts(rule=rule, local_time=time.fromisoformat(hour), time_zone=zone, starts_on=starts_on, **more)


def days(facts, first, last):
    return [
        each.day.isoformat() for each in rules.occurrences(facts, date.fromisoformat(first), date.fromisoformat(last))
    ]


def moments(facts, first, last):
    return [
        f"{each.starts_at:%d %b %H:%M}"
        for each in rules.occurrences(facts, date.fromisoformat(first), date.fromisoformat(last))
    ]


@pytest.mark.parametrize(("rule", "starts_on", "expected"), [
    ("FREQ=WEEKLY;BYDAY=TU", None, ["2026-11-24", "2026-12-01", "2026-12-08", "2026-12-15"]),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2026, 11, 10), ["2026-11-24", "2026-12-08"]),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2026, 12, 1), ["2026-12-01", "2026-12-15"]),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", date(2018, 6, 7), ["2026-11-26", "2026-12-10"]),
    ("FREQ=WEEKLY;INTERVAL=4;BYDAY=WE", date(2026, 10, 28), ["2026-11-25"]),
    ("FREQ=MONTHLY;BYDAY=1TU", None, ["2026-12-01"]),
    ("FREQ=MONTHLY;BYDAY=2TU", None, ["2026-12-08"]),
    ("FREQ=MONTHLY;BYDAY=-1MO", None, ["2026-11-30"]),
    ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU", date(2026, 10, 6), ["2026-12-01"]),
    ("FREQ=MONTHLY;BYDAY=WE;BYMONTHDAY=23,24,25,26,27,28,29", None, ["2026-11-25"]),
    ("RRULE:freq=weekly;byday=mo,th", None,
     ["2026-11-23", "2026-11-26", "2026-11-30", "2026-12-03", "2026-12-07", "2026-12-10", "2026-12-14"]),
])  # fmt: skip
def test_a_rule_gives_its_days(rule, starts_on, expected):
    assert days(series(rule, starts_on=starts_on), "2026-11-21", "2026-12-15") == expected


def test_fortnights_are_counted_from_the_first_week_over_the_turn_of_a_year_with_53_weeks():
    found = days(series("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", starts_on=date(2026, 12, 17)), "2026-12-01", "2027-01-31")
    assert found == ["2026-12-17", "2026-12-31", "2027-01-14", "2027-01-28"]


def test_the_local_hour_stays_when_london_changes_its_clocks():
    weekly = series("FREQ=WEEKLY;BYDAY=TU")
    assert moments(weekly, "2027-03-20", "2027-04-01") == ["23 Mar 14:00", "30 Mar 13:00"]
    assert moments(weekly, "2026-10-20", "2026-10-28") == ["20 Oct 13:00", "27 Oct 14:00"]


def test_the_local_hour_stays_when_new_york_changes_its_clocks():
    weekly = series("FREQ=WEEKLY;BYDAY=TU", "09:00", "America/New_York")
    assert moments(weekly, "2027-03-08", "2027-03-17") == ["09 Mar 14:00", "16 Mar 13:00"]
    assert moments(weekly, "2026-10-26", "2026-11-04") == ["27 Oct 13:00", "03 Nov 14:00"]


def test_between_the_two_changes_the_reader_across_the_atlantic_is_told_another_hour():
    weekly = series("FREQ=WEEKLY;BYDAY=TU")

    def said(year, month, day):
        return rules.series_words(weekly, reader_zone="America/New_York", at=datetime(year, month, day, tzinfo=UTC))

    assert said(2027, 3, 10) == "Every Tuesday, 14:00 London (10:00 for New York)"
    assert said(2027, 3, 31) == "Every Tuesday, 14:00 London (09:00 for New York)"
    assert said(2026, 10, 26) == "Every Tuesday, 14:00 London (10:00 for New York)"
    assert said(2026, 11, 5) == "Every Tuesday, 14:00 London (09:00 for New York)"


def test_an_hour_that_a_clock_change_leaves_out_comes_an_hour_later():
    # London skips 01:00 to 02:00 on 28 March 2027, New York 02:00 to 03:00 on 14 March.
    assert rules.begins_at(date(2027, 3, 28), time(1, 30), "Europe/London") == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert rules.begins_at(date(2027, 3, 14), time(2, 30), "America/New_York") == datetime(
        2027, 3, 14, 7, 30, tzinfo=UTC
    )


def test_an_hour_that_comes_twice_is_the_first_of_the_two():
    assert rules.begins_at(date(2026, 10, 25), time(1, 30), "Europe/London") == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )
    assert rules.begins_at(date(2026, 11, 1), time(1, 30), "America/New_York") == datetime(
        2026, 11, 1, 5, 30, tzinfo=UTC
    )


def test_a_day_that_is_another_day_in_utc_keeps_its_local_day():
    found = rules.occurrences(
        series("FREQ=WEEKLY;BYDAY=MO", "07:30", "Asia/Tokyo"), date(2026, 11, 23), date(2026, 11, 23)
    )
    assert [(each.day, each.starts_at) for each in found] == [
        (date(2026, 11, 23), datetime(2026, 11, 22, 22, 30, tzinfo=UTC))
    ]


@pytest.mark.parametrize("rule", ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=4;BYDAY=TU",
                                  "FREQ=MONTHLY;BYDAY=TU", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1TU"])  # fmt: skip
def test_without_a_first_week_nothing_is_guessed(rule):
    facts = series(rule)
    assert rules.lacks_first_week(facts)
    assert days(facts, "2026-11-21", "2027-11-21") == []
    assert rules.next_occurrence(facts, AT) is None
    assert "nobody has said yet in which week it starts" in rules.series_words(facts, reader_zone="UTC", at=AT)


def test_a_first_day_settles_which_week_of_the_month_is_meant():
    assert rules.settled("FREQ=MONTHLY;BYDAY=TH", date(2026, 12, 10)) == "FREQ=MONTHLY;BYDAY=2TH"
    assert rules.settled("FREQ=MONTHLY;BYDAY=TH", date(2026, 12, 31)) == "FREQ=MONTHLY;BYDAY=-1TH"
    assert rules.settled("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2026, 11, 24)) == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"


def test_the_days_on_which_it_could_start_are_offered():
    assert rules.first_days("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2026, 11, 24)) == [
        date(2026, 12, 1),
        date(2026, 12, 8),
    ]
    assert len(rules.first_days("FREQ=MONTHLY;BYDAY=TU", date(2026, 11, 24))) == 5


def test_a_first_day_on_another_weekday_is_refused():
    with pytest.raises(Refused, match="25 Nov 2026 is a Wednesday"):
        rules.must_start_on(rules.rhythm_of("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"), date(2026, 11, 25))
    with pytest.raises(Refused, match="between 2000 and 2100"):
        rules.must_start_on(rules.rhythm_of("FREQ=WEEKLY;BYDAY=TU"), date(1, 1, 2))


@pytest.mark.parametrize("interval", [1, 2, 3, 4, 6])
@pytest.mark.parametrize("begun", ["2024-01-01", "2025-06-15", "2026-11-18"])
def test_a_series_keeps_its_count_however_long_ago_it_began(interval, begun):
    facts = series(f"FREQ=WEEKLY;INTERVAL={interval};BYDAY=TU,FR", starts_on=date.fromisoformat(begun))
    first = date.fromisoformat(begun)
    monday = first - timedelta(days=first.weekday())
    meant = [
        day.isoformat()
        for day in (date(2026, 11, 1) + timedelta(days=n) for n in range(150))
        if day >= first and day.weekday() in (1, 4) and (day - monday).days // 7 % interval == 0
    ]
    assert days(facts, "2026-11-01", "2027-03-30") == meant


def test_an_ended_series_meets_no_more():
    ended = series("FREQ=WEEKLY;BYDAY=TU", ended_on=date(2026, 11, 30))
    assert days(ended, "2026-11-21", "2027-01-01") == ["2026-11-24"]
    assert rules.series_words(ended, reader_zone="UTC", at=AT + timedelta(days=30)).endswith("; ended")


@pytest.mark.parametrize("rule", [
    "", "weekly", "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=1TU", "FREQ=MONTHLY",
    "FREQ=WEEKLY;BYDAY=TU;COUNT=4", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270101", "FREQ=WEEKLY;INTERVAL=0;BYDAY=TU",
    "FREQ=WEEKLY;INTERVAL=99;BYDAY=TU", "FREQ=WEEKLY;INTERVAL=x;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU;BYDAY=WE",
    "FREQ=MONTHLY;BYDAY=6TU", "FREQ=MONTHLY;BYDAY=1TU,2TU", "FREQ=MONTHLY;BYDAY=WE;BYMONTHDAY=40",
    "FREQ=MONTHLY;BYDAY=1WE;BYMONTHDAY=4", "FREQ=WEEKLY;BYDAY=TU;DTSTART=20260101", "\x00", "😀" * 500,
])  # fmt: skip
def test_what_is_no_rule_is_refused_with_what_to_choose_instead(rule):
    with pytest.raises(Refused, match="Choose weekly, every other week") as refused:
        rules.rhythm_of(rule)
    assert refused.value.field == "rule"
    assert len(refused.value.sentence) < 250


@pytest.mark.parametrize("frequency", Frequency)
@pytest.mark.parametrize("day", range(7))
def test_every_choice_of_the_form_makes_a_rule_that_is_read_back(frequency, day):
    rule = rules.make_rule(frequency, day)
    assert rules.choice_of(rule) == (frequency, day)
    assert WEEKDAYS[day] in rules.rhythm_words(rules.rhythm_of(rule))


@pytest.mark.parametrize(("rule", "zone", "said"), [
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "America/New_York", "Every other Tuesday, 14:00 London (09:00 for New York)"),
    ("FREQ=WEEKLY;BYDAY=TU", "Europe/Lisbon", "Every Tuesday, 14:00 London"),
    ("FREQ=WEEKLY;INTERVAL=4;BYDAY=TU", "Asia/Tokyo", "Every four weeks on Tuesday, 14:00 London (23:00 for Tokyo)"),
    ("FREQ=MONTHLY;BYDAY=-1TU", "Pacific/Auckland",
     "The last Tuesday of each month, 14:00 London (03:00 the next day for Auckland)"),
    ("FREQ=WEEKLY;BYDAY=MO,TU,TH", "UTC", "Every Monday, Tuesday and Thursday, 14:00 London"),
])  # fmt: skip
def test_a_rule_is_said_as_a_sentence_for_the_readers_zone(rule, zone, said):
    assert rules.series_words(series(rule, starts_on=date(2026, 11, 24)), reader_zone=zone, at=AT) == said


def test_a_moment_is_said_where_it_is_held_and_for_the_reader():
    starts_at = datetime(2026, 11, 24, 14, tzinfo=UTC)
    said = rules.moment_words(starts_at, "Europe/London", reader_zone="America/New_York", at=AT)
    assert said == "Tue 24 Nov, 14:00 London (09:00 for New York)"
    said = rules.moment_words(starts_at, "America/Los_Angeles", reader_zone="UTC", at=AT)
    assert said == "Tue 24 Nov, 06:00 Los Angeles (14:00 UTC)"
    next_year = datetime(2027, 1, 5, 5, tzinfo=UTC)
    said = rules.moment_words(next_year, "Asia/Tokyo", reader_zone="America/Los_Angeles", at=AT)
    assert said == "Tue 5 Jan 2027, 14:00 Tokyo (21:00 the day before for Los Angeles)"


def viewer(person=1, **places):
    return Viewer(person=person, name="A", side=Side.BUSINESS, function=None, region=None, time_zone="UTC",
                  language="en", **places)  # fmt: skip


FACILITATOR = viewer(1, facilitates=frozenset({7}))
MEMBER = viewer(2, member_of=frozenset({7}))
STRANGER = viewer(3)


def meeting(state=MeetingState.PUBLISHED, *, ahead=timedelta(hours=1), note_taker=None):
    return MeetingFacts(area=7, state=state, starts_at=AT + ahead, time_zone="Europe/London", minutes=60,
                        note_taker=note_taker)  # fmt: skip


def test_minutes_are_for_the_note_taker_and_the_facilitators():
    assert rules.may_write_minutes(FACILITATOR, meeting())
    assert rules.may_write_minutes(MEMBER, meeting(note_taker=2))
    assert not rules.may_write_minutes(MEMBER, meeting())
    with pytest.raises(Refused, match="Offer to take notes"):
        rules.must_write_minutes(MEMBER, meeting(), AT)


@pytest.mark.parametrize(("state", "ahead", "sentence"), [
    (MeetingState.CANCELLED, 1, "was cancelled"),
    (MeetingState.PLANNED, 1, "Publish its agenda first"),
    (MeetingState.PUBLISHED, 25, "Come back from the day before"),
])  # fmt: skip
def test_minutes_come_in_their_time(state, ahead, sentence):
    with pytest.raises(Refused, match=sentence):
        rules.must_write_minutes(FACILITATOR, meeting(state, ahead=timedelta(hours=ahead)), AT)
    rules.must_write_minutes(FACILITATOR, meeting(ahead=timedelta(hours=24)), AT)


def test_an_agenda_is_published_once_and_not_empty():
    rules.must_publish(meeting(MeetingState.PLANNED), 1, AT)
    with pytest.raises(Refused, match="empty"):
        rules.must_publish(meeting(MeetingState.PLANNED), 0, AT)
    with pytest.raises(Refused, match="published already"):
        rules.must_publish(meeting(), 1, AT)
    with pytest.raises(Refused, match="time has passed"):
        rules.must_publish(meeting(MeetingState.PLANNED, ahead=-timedelta(hours=2)), 1, AT)


def test_members_add_items_until_the_agenda_is_published():
    assert not rules.why_not_add(MEMBER, meeting(MeetingState.PLANNED))
    assert rules.why_not_add(MEMBER, meeting())
    assert not rules.why_not_add(FACILITATOR, meeting())
    assert rules.why_not_add(STRANGER, meeting(MeetingState.PLANNED))
    assert rules.why_not_add(FACILITATOR, meeting(MeetingState.HELD))


def test_time_boxes_are_added_up_in_words():
    assert rules.time_sum([20, 30], 60).sentence == "50 of 60 minutes are planned, 10 are free."
    assert rules.time_sum([30, 30], 60).sentence == "All 60 minutes are planned."
    assert rules.time_sum([40, 30], 60).sentence.startswith("70 minutes for a meeting of 60: 10 too many.")


def test_the_slot_of_somebody_called_in_stays_in_the_last_24_hours():
    before = rules.slots([(1, 20, False), (2, 10, True), (3, 30, False)])
    earlier = rules.slots([(2, 10, True), (1, 20, False), (3, 30, False)])
    later_ones = rules.slots([(1, 20, False), (2, 10, True), (3, 15, False)])
    with pytest.raises(Refused, match="24 hours"):
        rules.must_keep_slots(before, earlier, meeting(), AT)
    rules.must_keep_slots(before, later_ones, meeting(), AT)
    rules.must_keep_slots(before, earlier, meeting(ahead=timedelta(hours=30)), AT)
    rules.must_keep_slots(before, earlier, meeting(ahead=-timedelta(minutes=5)), AT)


def test_a_meeting_moves_only_forward_from_now():
    rules.must_move(meeting(), AT + timedelta(days=3), AT)
    with pytest.raises(Refused, match="between now and two years"):
        rules.must_move(meeting(), AT - timedelta(days=1), AT)
    with pytest.raises(Refused, match="already"):
        rules.must_move(meeting(), meeting().starts_at, AT)
    with pytest.raises(Refused, match="held already"):
        rules.must_move(meeting(MeetingState.HELD), AT + timedelta(days=3), AT)


@pytest.mark.parametrize("text", ["x" * 2001, "a\x00b"])
def test_texts_that_cannot_be_kept_are_refused(text):
    with pytest.raises(Refused):
        rules.text_of(text, "why")


@pytest.mark.parametrize(("written", "settled"), [
    ("RRULE:interval=1;byday=th,tu;freq=weekly;wkst=mo", "FREQ=WEEKLY;BYDAY=TU,TH"),
    ("FREQ=WEEKLY;;INTERVAL=02;BYDAY=MO;", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
    ("BYDAY=1TU,1MO;FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=1MO,1TU"),
    ("FREQ=MONTHLY;BYMONTHDAY=7,1;BYDAY=MO", "FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=1,7"),
    ("FREQ=MONTHLY;BYDAY=TU", "FREQ=MONTHLY;BYDAY=TU"),
])  # fmt: skip
def test_rules_that_mean_the_same_are_written_the_same(written, settled):
    assert rules.settled(written, None) == settled
    assert rules.rhythm_of(settled) == rules.rhythm_of(written)
    assert rules.settled(settled, None) == settled


def test_whoever_sent_no_apologies_is_supposed_to_come_until_attendance_is_noted():
    sorry = {2: Presence.APOLOGIES}
    assert rules.supposed([1, 2, 3], sorry) == {1: Presence.PRESENT, 2: Presence.APOLOGIES, 3: Presence.PRESENT}
    assert rules.supposed([1, 2, 3], sorry | {1: Presence.ABSENT}) == {1: Presence.ABSENT, 2: Presence.APOLOGIES}
