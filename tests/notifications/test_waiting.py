"""What waits: counted and listed alike, for those concerned and for nobody else, in one query each."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from parley.decisions.actions import review_decision
from parley.decisions.queries import options_of
from parley.decisions.terms import Outcome
from parley.kernel.spans import today_of
from parley.ledger.terms import MACHINE
from parley.meetings.actions import answer_ask, ask_to_run, draw_rota, finish_point, promise
from parley.meetings.models import Series
from parley.meetings.queries import series_without_first_week
from parley.notifications.queries import waiting_counts, waiting_for
from parley.notifications.terms import Waiting, Waits
from parley.people.actions import note_leaving
from parley.topics.actions import answer_topic
from tests.cast import Cast
from tests.decisions.made import REASON, decision, settle_and_publish
from tests.meetings.made import published, soon, weekly
from tests.notifications.made import much
from tests.surveys.made import answer, answers, crew, opened
from tests.topics.made import topic

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def waits(cast: Cast, person) -> list[tuple[Waits, str]]:
    viewer = cast.viewer(person)
    found = [(each.waits, each.title) for each in waiting_for(viewer, at=cast.at)]
    assert waiting_counts(viewer, at=cast.at).all == len(found), "the frame counts what Today lists"
    return found


def test_nothing_waits_for_anybody_at_first(cast: Cast) -> None:
    for person in (cast.noor, cast.femi, cast.elena, cast.aiko, cast.omar, cast.ines):
        assert waits(cast, person) == []
        assert waiting_counts(cast.viewer(person), at=cast.at) == Waiting(0, 0)


def test_a_topic_waits_for_those_who_answer_until_it_is_answered(cast: Cast) -> None:
    brought = topic(cast, cast.aiko)
    line = [(Waits.TOPIC, "Does consent cover Japan?")]
    assert waits(cast, cast.noor) == waits(cast, cast.femi) == waits(cast, cast.elena) == line
    assert waits(cast, cast.sam) == waits(cast, cast.aiko) == waits(cast, cast.omar) == waits(cast, cast.ines) == []
    answer_topic(topic=brought, answer="Yes: APPI is covered from January on.", actor=cast.noor, at=cast.at)
    assert waits(cast, cast.noor) == []


def test_what_is_latest_comes_first(cast: Cast) -> None:
    today = today_of(cast.aiko, cast.at)
    topic(cast, cast.aiko, "In a week", answer_by=today + timedelta(days=7))
    topic(cast, cast.aiko, "Tomorrow", answer_by=today + timedelta(days=1))
    assert [title for _, title in waits(cast, cast.noor)] == ["Tomorrow", "In a week"]


def test_what_i_run_and_am_asked_to_run_waits(cast: Cast) -> None:
    meeting = soon(cast, ahead=timedelta(days=6))
    soon(cast, ahead=timedelta(days=9))
    draw_rota(area=cast.identity, actor=MACHINE, at=cast.at)
    ask = ask_to_run(meeting=meeting, person=cast.sam, actor=cast.femi, at=cast.at)
    assert waits(cast, cast.femi) == [(Waits.RUNNING, meeting.title)]
    assert waits(cast, cast.sam) == [(Waits.ASKED, meeting.title)]
    answer_ask(ask=ask, accepted=True, actor=cast.sam, at=cast.at)
    assert waits(cast, cast.femi) == waits(cast, cast.aiko) == waits(cast, cast.ines) == []
    assert waits(cast, cast.sam) == [(Waits.RUNNING, meeting.title)]


def test_what_i_promised_waits_when_it_is_due_within_a_week(cast: Cast) -> None:
    meeting = published(cast)
    for text, days in (("Ask legal", 2), ("Write to Tokyo", 8)):
        due = today_of(cast.sam, cast.at) + timedelta(days=days)
        promise(meeting=meeting, text=text, owner=cast.sam, due_on=due, actor=cast.femi, at=cast.at)
    assert waits(cast, cast.sam) == [(Waits.PROMISE, "Ask legal")]
    finish_point(point=meeting.action_points.get(text="Ask legal"), actor=cast.sam, at=cast.at)
    assert waits(cast, cast.sam) == []


def test_whoever_leads_an_item_of_a_published_meeting_is_reminded_once_a_meeting(cast: Cast) -> None:
    much(cast, 1)
    assert (Waits.LEADING, "Extra meeting 0") in waits(cast, cast.femi)
    assert waits(cast, cast.sam) == []
    planned = soon(cast, title="Not out yet")
    assert planned.title not in [title for _, title in waits(cast, cast.femi)]


def test_what_i_decided_waits_to_be_looked_at_again_from_its_day_on(cast: Cast) -> None:
    today = today_of(cast.elena, cast.at)
    for question, days in (("Whose day has come?", 0), ("Whose has not?", 1)):
        made = decision(cast, question=question)
        option = options_of(made)[0]
        facts: dict[str, Any] = {"decision": made, "option": option, "reason": REASON, "actor": cast.elena}
        settle_and_publish(**facts, review_on=today + timedelta(days=days), at=cast.at)
    assert waits(cast, cast.elena) == [(Waits.REVIEW, "Whose day has come?")]
    assert waits(cast, cast.sam) == waits(cast, cast.noor) == []
    assert "Look again at what was decided" in cast.browser(cast.elena).get("/").text
    for person, listed in ((cast.elena, True), (cast.sam, True), (cast.omar, False)):
        page = cast.browser(person).get("/decisions/").text
        assert ("Due to be looked at again" in page) is (listed and today_of(person, timezone.now()) >= today)


def test_what_a_leaver_decided_waits_for_the_decider_of_its_area(cast: Cast) -> None:
    made, today = decision(cast, decider=cast.ravi, actor=cast.ines), today_of(cast.ravi, cast.at)
    when: dict[str, Any] = {"review_on": today + timedelta(days=1), "actor": cast.ravi, "at": cast.at}
    settle_and_publish(decision=made, option=options_of(made)[0], reason=REASON, **when)
    later = cast.at + timedelta(days=2)

    def reviewing(person) -> bool:
        viewer = cast.viewer(person)
        listed = Waits.REVIEW in [each.waits for each in waiting_for(viewer, at=later)]
        assert waiting_counts(viewer, at=later).all == len(waiting_for(viewer, at=later))
        return listed

    assert [reviewing(each) for each in (cast.ravi, cast.elena, cast.petra, cast.noor)] == [True, False, False, False]
    note_leaving(person=cast.ravi, on=cast.at.date(), actor=cast.ines, at=cast.at)
    assert [reviewing(each) for each in (cast.elena, cast.petra, cast.noor)] == [True, False, False]
    kept = {"reason": "The audits went as planned in both regions.", "review_on": later.date() + timedelta(days=9)}
    review_decision(decision=made, outcome=Outcome.CAME_TRUE, **kept, actor=cast.elena, at=later)
    assert not reviewing(cast.elena)


def test_a_series_without_its_first_week_waits_for_the_facilitator(cast: Cast) -> None:
    weekly(cast, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", title="Which week?")
    weekly(cast, title="Every week")
    assert waits(cast, cast.femi) == [(Waits.START, "Which week?")]
    assert waits(cast, cast.noor) == []


def test_the_database_reads_rules_of_series_as_the_meetings_room_does(cast: Cast) -> None:
    for rule in (
        "FREQ=WEEKLY;BYDAY=TU",
        "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        "FREQ=WEEKLY;INTERVAL=12;BYDAY=TU",
        "FREQ=MONTHLY;BYDAY=TU",
        "FREQ=MONTHLY;BYDAY=1TU",
        "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
    ):
        weekly(cast, rule=rule, title=rule)
    wanted = series_without_first_week(cast.viewer(cast.femi), frozenset({cast.identity.pk}))
    assert Series.objects.count() == 7
    assert sorted(title for _, title in waits(cast, cast.femi)) == sorted(each.title for each in wanted)


def test_a_survey_waits_for_those_it_asks_until_they_answer_or_it_closes(cast: Cast) -> None:
    crew(cast, 12)
    wave = opened(cast, everybody=True, sides=["business"], name="Autumn")
    assert waits(cast, cast.sam) == waits(cast, cast.omar) == [(Waits.SURVEY, "Autumn")]
    assert waits(cast, cast.noor) == []
    found = waiting_for(cast.viewer(cast.sam), at=cast.at)[0]
    assert (found.key, found.starts_at, found.whom, found.area) == (wave.pk, wave.closes_at, "5", "")
    answer(wave, cast.sam, answers(1))
    assert waits(cast, cast.sam) == []
    assert waiting_for(cast.viewer(cast.omar), at=wave.closes_at) == []


@pytest.mark.parametrize("times", [1, 30])
def test_one_query_counts_and_one_lists_however_much_waits(cast: Cast, times: int, django_assert_num_queries) -> None:
    much(cast, times)
    viewer = cast.viewer(cast.femi)
    with django_assert_num_queries(1):
        assert waiting_counts(viewer, at=cast.at).all == 4 * times
    with django_assert_num_queries(1):
        assert len(waiting_for(viewer, at=cast.at)) == 4 * times
