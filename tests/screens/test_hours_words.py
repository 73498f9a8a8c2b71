"""Hours said to people, in sentences that can be translated as a whole."""

from datetime import date, time

import pytest

from parley.meetings.terms.hours import HolidayFacts, Payer, Place, Proposal, SeriesHour, UnsocialRow, Way
from parley.screens.meetings.hours_words import (
    fairness_sentence,
    holiday_words,
    hours_in_words,
    hours_words,
    payers_in_words,
    region_names,
)

APAC, EMEA = UnsocialRow("APAC", 3, 0, 1), UnsocialRow("EMEA", 4, 0, 0)
MORNING = SeriesHour(1, 0, time(9), "Europe/London")


@pytest.mark.parametrize(("rows", "coming", "sentence"), [
    ([APAC, EMEA], 1, "In the next meeting APAC pays most, 1 hour outside 08:00 to 18:00 a person; EMEA none."),
    ([APAC, UnsocialRow("AMER", 1, 0, 1)], 10,
     "In the next 10 meetings every region pays the same: 1 hour outside 08:00 to 18:00 a person."),
    ([APAC], 2, "In the next 2 meetings each person in APAC meets 1 hour outside 08:00 to 18:00."),
    ([EMEA], 2, "In the next 2 meetings nobody meets outside 08:00 to 18:00."),
    ([], 2, "Nobody comes yet, or no meeting is to come, so nobody pays."),
])  # fmt: skip
def test_one_sentence_says_who_pays(rows, coming, sentence):
    assert fairness_sentence(rows, coming=coming) == sentence


def test_hours_are_said_with_turns_and_the_second_sitting():
    evening, sydney = SeriesHour(1, 1, time(20), "Europe/London"), SeriesHour(2, 0, time(9), "Australia/Sydney", 1)
    assert hours_in_words([MORNING]) == "09:00 London"
    assert hours_in_words([MORNING, evening]) == "09:00 and 20:00 London in turn"
    assert hours_in_words([MORNING, sydney], region_names([2, 3], {2: "APAC", 3: "AMER"})) == (
        "09:00 London, and a second sitting at 09:00 Sydney the next day for APAC and AMER"
    )
    assert [hours_words(each) for each in (0.01, 1, 1.5, 12)] == ["none", "1 hour", "1.5 hours", "12 hours"]


def test_payers_and_holidays_are_named():
    london, sydney = Place(1, "Europe/London", 4), Place(2, "Australia/Sydney", 3)
    paid = Proposal(Way.ONE_HOUR, (MORNING,), (Payer(london, 0), Payer(sydney, 24)), 6)
    assert payers_in_words(paid) == "Over 6 meetings each person in Sydney pays 24 points. Everybody else pays nothing."
    both = Proposal(Way.ONE_HOUR, (MORNING,), (Payer(london, 2), Payer(sydney, 24)), 1)
    assert payers_in_words(both) == "Over one meeting each person in Sydney pays 24 points, London 2."
    days = [
        HolidayFacts(date(2026, 11, 26), "Thanksgiving", 1, "AMER"),
        HolidayFacts(date(2026, 11, 26), "Founders’ Day"),
    ]
    assert holiday_words([*days, days[0]]) == "Thanksgiving in AMER and Founders’ Day"
