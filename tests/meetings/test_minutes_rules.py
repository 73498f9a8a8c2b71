"""The rules of minutes, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from parley.kernel.refusals import Refused
from parley.meetings.rules import addition_of, may_add_to_minutes, titled, why_not_publish_minutes
from parley.meetings.rules.minutes import in_order, mailed_by
from parley.meetings.terms import MeetingFacts, MeetingState
from parley.meetings.terms.minutes import SENT_EVERY, TOGETHER, LineFacts, LineKind
from parley.people.terms import Side, Viewer
from parley.reactions.periodic import PERIODIC

WRITER = Viewer(person=1, name="Femi", side=Side.BUSINESS, function=None, region=None, time_zone="UTC", language="en",
                facilitates=frozenset({7}))  # fmt: skip


def meeting(state: MeetingState = MeetingState.HELD, *, published: bool = False) -> MeetingFacts:
    return MeetingFacts(area=7, state=state, starts_at=datetime(2026, 11, 24, tzinfo=UTC), time_zone="UTC", minutes=60,
                        minutes_published=published)  # fmt: skip


def test_lines_are_in_the_order_in_which_minutes_say_them() -> None:
    lines = [
        LineFacts(kind=LineKind.ADDED, words="5"),
        LineFacts(kind=LineKind.PROMISED, words="4", day=date(2026, 12, 2)),
        LineFacts(kind=LineKind.PROMISED, words="3", day=date(2026, 12, 1)),
        LineFacts(kind=LineKind.ANSWERED, words="2"),
        LineFacts(kind=LineKind.DECIDED, words="1"),
    ]
    assert [each.words for each in in_order(lines)] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (meeting(), ""),
        (meeting(MeetingState.PUBLISHED), "Close it first"),
        (meeting(MeetingState.CANCELLED), "Close it first"),
        (meeting(published=True), "published already"),
    ],
)
def test_minutes_are_published_once_the_meeting_is_closed(facts: MeetingFacts, words: str) -> None:
    why = why_not_publish_minutes(WRITER, facts)
    assert words in why
    assert bool(why) == bool(words)
    assert may_add_to_minutes(WRITER, facts) == facts.minutes_published


def test_an_addition_says_something_and_why() -> None:
    assert addition_of(" Nobody objected.\r\n", "It was missing.", title="Prices") == (
        "Nobody objected.", "It was missing.",
    )  # fmt: skip
    for text, why in (
        ("", "It was missing."),
        ("x", ""),
        ("x", "Prices"),
        ("x\0", "It was missing."),
        ("x" * 20_000, "y"),
    ):
        with pytest.raises(Refused):
            addition_of(text, why, title="Prices")


def test_a_meeting_is_named_with_its_group_once() -> None:
    assert titled("Reporting", "Extra") == "Reporting: Extra"
    assert titled("Reporting", "Reporting group") == "Reporting group"


@pytest.mark.parametrize(
    ("published", "mailed"),
    [("12:28:45", "12:35"), ("12:30:00", "12:35"), ("12:30:01", "12:40"), ("23:58:00", "00:05")],
)
def test_it_is_said_by_when_minutes_are_mailed_and_then_the_worker_looks(published: str, mailed: str) -> None:
    at = datetime.fromisoformat(f"2026-11-29T{published}+00:00")
    due = mailed_by(at)
    assert f"{due:%H:%M}" == mailed
    assert at + TOGETHER <= due < at + TOGETHER + SENT_EVERY
    assert next(each for each in PERIODIC if each.name == "send_minutes").next_time(due - timedelta(seconds=1)) == due
