"""How often a group meets, in the words of people who typed it."""

from datetime import date

import pytest

from parley.exchange.rules.frequency import cadence_of
from parley.kernel.refusals import Refused

SAID = {
    ("Tuesday", "weekly"): ("FREQ=WEEKLY;BYDAY=TU", None),
    ("Tuesdays", "every week"): ("FREQ=WEEKLY;BYDAY=TU", None),
    ("", "every Friday"): ("FREQ=WEEKLY;BYDAY=FR", None),
    ("Mon & Wed", "weekly"): ("FREQ=WEEKLY;BYDAY=MO,WE", None),
    ("Thursday", "biweekly"): ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", None),
    ("Thursday", "Bi-Weekly"): ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", None),
    ("Thursday", "fortnightly"): ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", None),
    ("Thursday", "every other week"): ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", None),
    ("Wednesday", "every four weeks"): ("FREQ=WEEKLY;INTERVAL=4;BYDAY=WE", None),
    ("Wednesday", "every 3 weeks"): ("FREQ=WEEKLY;INTERVAL=3;BYDAY=WE", None),
    ("Wednesday", "First Wednesday of the month"): ("FREQ=MONTHLY;BYDAY=1WE", None),
    ("", "last Friday of every month"): ("FREQ=MONTHLY;BYDAY=-1FR", None),
    ("Thurs.", "every two weeks"): ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", None),
    ("Monday", "monthly (first Monday)"): ("FREQ=MONTHLY;BYDAY=1MO", None),
    ("Wed", "1st Wednesday of month"): ("FREQ=MONTHLY;BYDAY=1WE", None),
    ("Tuesday", "biweekly starting Tuesday Oct. 28, 2025"): ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2025, 10, 28)),
    ("", "every other Tuesday"): ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", None),
    ("Tuesday", "alternate weeks"): ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", None),
    ("Tuesday", "every 2nd week"): ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", None),
    ("Tuesday", "meets weekly"): ("FREQ=WEEKLY;BYDAY=TU", None),
    ("", "weekly on Tuesdays"): ("FREQ=WEEKLY;BYDAY=TU", None),
    ("", "every weekday"): ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", None),
    ("", "monthly, on the third Thursday"): ("FREQ=MONTHLY;BYDAY=3TH", None),
    ("Thursday", "3rd Thursday"): ("FREQ=MONTHLY;BYDAY=3TH", None),
    ("Thursday", "2nd of the month"): ("FREQ=MONTHLY;BYDAY=2TH", None),
    ("", "every month on the last Friday"): ("FREQ=MONTHLY;BYDAY=-1FR", None),
    ("Monday", "quarterly"): ("FREQ=MONTHLY;INTERVAL=3;BYDAY=MO", None),
    ("Thursday", "monthly"): ("FREQ=MONTHLY;BYDAY=TH", None),  # of which week nobody says: asked on the page
    ("Wednesday", "monthly - Wednesday, after the fourth Tuesday, every month"): (
        "FREQ=MONTHLY;BYDAY=WE;BYMONTHDAY=23,24,25,26,27,28,29", None),
    ("Tuesday", "biweekly starting Tuesday Feb 11, 2025"): ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2025, 2, 11)),
    ("Thursday", "biweekly starting 2018-06-07"): ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", date(2018, 6, 7)),
    ("Tuesday (starting September 10th 2024)", "bi-weekly"): ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2024, 9, 10)),
    ("Tuesday", "monthly starting 10 March 2026"): ("FREQ=MONTHLY;BYDAY=2TU", date(2026, 3, 10)),
}  # fmt: skip

UNCLEAR = {
    ("Tuesday", "every second Tuesday"): "no frequency Parley understands",  # of the month, or every other?
    ("Tuesday", "bi-monthly"): "no frequency Parley understands",  # every other month, or twice in one?
    ("Tuesday", "when needed"): "no frequency Parley understands",
    ("Tuesday", "first and third Tuesday of the month"): "more than one frequency",
    ("Tuesday", "weekly, monthly in summer"): "more than one frequency",
    ("Tuesday", ""): "How often it meets is missing",
    ("", "weekly"): "On which day of the week it meets is missing",
    ("someday", "weekly"): "not a day of the week",
    ("Monday", "first Tuesday of the month"): "name different days of the week",
    ("Tuesday", "biweekly starting Feb 12, 2025"): "12 Feb 2025 is a Wednesday",
    ("Tuesday", "biweekly starting 11/02/2025"): "is not a day Parley can read",  # in February or in November?
}


@pytest.mark.parametrize("said", SAID)
def test_what_people_type_becomes_a_rule(said: tuple[str, str]) -> None:
    cadence = cadence_of(*said)
    assert (cadence.rule, cadence.starts_on) == SAID[said]


@pytest.mark.parametrize("said", UNCLEAR)
def test_what_is_unclear_is_asked_for_and_not_guessed(said: tuple[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        cadence_of(*said)
    assert UNCLEAR[said] in refused.value.sentence


def test_what_a_rule_cannot_follow_is_told() -> None:
    assert (
        cadence_of("Friday", "biweekly - alternating with regular meeting").rest == "alternating with regular meeting"
    )
