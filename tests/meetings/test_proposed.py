"""What is proposed for an agenda: of what waits, for who arranges it, taken over with one tap."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parley.kernel.refusals import Refused
from parley.kernel.spans import today_of
from parley.meetings.actions import drop_item, hold_meeting, publish_meeting, take_proposed
from parley.meetings.models import AgendaItem
from parley.meetings.queries import proposed_agenda, waiting_for_agenda
from parley.meetings.terms import ItemState, Purpose
from parley.meetings.terms.hours import SeriesHour
from parley.roadmap.actions import give_override, show_to
from parley.roadmap.terms import Audience, Waiver
from parley.topics.terms import topic_ref
from tests.cast import Cast
from tests.decisions.made import decision
from tests.meetings.made import after_tomorrow, initiative, line, meetings_of, published, soon, topic, weekly

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def proposed(cast: Cast, meeting, person=None):
    return proposed_agenda(cast.viewer(person or cast.femi), meeting, cast.at)


def titles(proposal) -> list[str]:
    return [each.candidate.title for each in proposal.items]


def test_an_agenda_is_proposed_of_what_waits_and_taken_over_whole(cast: Cast):
    today = today_of(cast.femi, cast.at)
    held = published(cast, "Prices again")
    hold_meeting(meeting=held, actor=cast.femi, at=cast.at)
    meeting = soon(cast, ahead=timedelta(days=4), minutes=90)
    topic(cast, "Can deletion be proven?", answer_by=today + timedelta(days=9))
    topic(cast, "Is the graph for everybody?", by=cast.noor, answer_by=today + timedelta(days=13))
    topic(cast, "What do retailers pay?", answer_by=today + timedelta(days=12))
    decision(cast, question="One graph or two?", decide_by=today + timedelta(days=6))
    proposal = proposed(cast, meeting)
    assert titles(proposal) == [
        "One graph or two?", "Prices again", "Can deletion be proven?", "Is the graph for everybody?",
        "What do retailers pay?",
    ]  # fmt: skip
    browser, there = cast.browser(cast.femi), reverse("meeting_proposal", args=[meeting.pk])
    assert (
        reverse("meeting_proposal", args=[meeting.pk])
        in browser.get(reverse("meeting", args=[meeting.pk])).content.decode()
    )
    shown = [str(each.candidate.ref) for each in proposal.items]
    assert browser.post(there, {"take": shown[2], "shown": shown}).status_code == 302
    assert [each.topic.title for each in AgendaItem.objects.filter(meeting=meeting)] == ["Can deletion be proven?"]
    assert browser.post(there, {"take": "all", "shown": shown}).status_code == 302
    items = list(AgendaItem.objects.filter(meeting=meeting))
    assert len(items) == 5
    assert sum(each.minutes for each in items) <= meeting.minutes
    settled = next(each for each in items if each.decision)
    assert (settled.purpose, settled.lead) == (Purpose.DECIDE, cast.elena)
    assert "before the group meets again" in settled.why
    again = next(each for each in items if each.title == "Prices again")
    assert again.carried_from.state is ItemState.UNREACHED
    assert titles(proposed(cast, meeting)) == []
    refused = browser.post(there, {"take": shown[0], "shown": shown})
    assert refused.status_code == 422
    assert "not proposed any more" in refused.content.decode()


def test_only_who_arranges_the_meetings_sees_and_takes_what_is_proposed(cast: Cast):
    meeting, about = soon(cast), topic(cast)
    there = reverse("meeting_proposal", args=[meeting.pk])
    for person in (cast.sam, cast.omar, cast.lena):
        assert cast.browser(person).get(there).status_code == 404
        assert cast.browser(person).post(there, {"take": f"topic:{about.pk}"}).status_code == 404
    with pytest.raises(Refused, match="Only the group’s facilitators"):
        take_proposed(meeting=meeting, things=[topic_ref(about.pk)], actor=cast.sam, at=cast.at)
    femi = cast.browser(cast.femi)
    for odd in ("", "topic", "topic:x", "client:3", "topic:0", "all"):
        assert femi.post(there, {"take": odd, "shown": ["\x00"]}).status_code == 422, odd
    assert not AgendaItem.objects.exists()


def test_an_initiative_whose_why_is_owed_is_proposed_unless_its_lead_may_not_see_it(cast: Cast):
    owed = initiative(cast, "Household graph")
    given = {"waives": Waiver.WHY, "reason": "Imported; its why is written this month.",
             "until": today_of(cast.noor, cast.at) + timedelta(days=9), "actor": cast.noor, "at": cast.at}  # fmt: skip
    give_override(initiative=owed, **given)
    show_to(initiative=owed, audience=Audience.GROUP, actor=cast.noor, at=cast.at)
    meeting = soon(cast, ahead=timedelta(days=2))
    (one,) = proposed(cast, meeting, cast.noor).items
    assert (one.candidate.title, one.candidate.lead) == ("Household graph", cast.noor.pk)
    assert one.reason.startswith("Its why is to be complete by ")
    held = soon(cast)
    for title, lead in (("Heliotrope", cast.noor), ("Peony", cast.sam)):
        line(cast, held, initiative=initiative(cast, title), actor=cast.noor, lead=lead)
    publish_meeting(meeting=held, actor=cast.femi, at=cast.at)
    hold_meeting(meeting=held, actor=cast.femi, at=cast.at)
    for carried in AgendaItem.objects.exclude(carried_from=None):
        drop_item(item=carried, actor=cast.femi, at=cast.at)
    assert titles(proposed(cast, meeting)) == ["Household graph"], "who arranges it may not see the others"
    assert set(titles(proposed(cast, meeting, cast.ines))) == {"Household graph", "Heliotrope"}, "Sam leads one unseen"


def test_each_sitting_gets_what_concerns_its_regions_and_both_what_concerns_everybody(cast: Cast):
    second = SeriesHour(2, 0, time(9), "Asia/Tokyo", 1)
    series = weekly(cast, rule=after_tomorrow(cast), hours=[second], second_regions=[cast.apac.pk])
    one, two = meetings_of(series)[:2]
    assert (one.occurrence, one.sitting, two.sitting) == (two.occurrence, 1, 2)
    topic(cast, "Consent in Japan", regions=[cast.apac])
    topic(cast, "Prices in Europe", regions=[cast.emea])
    everybody = topic(cast, "Names of plans")
    assert set(titles(proposed(cast, one))) == {"Prices in Europe", "Names of plans"}
    line(cast, one, topic=everybody)
    assert set(titles(proposed(cast, one))) == {"Prices in Europe"}
    assert set(titles(proposed(cast, two))) == {"Consent in Japan", "Names of plans"}
    offered = [each.title for each in waiting_for_agenda(cast.viewer(cast.femi), two, cast.at)]
    assert "Names of plans" in offered, "what is on the agenda of the other sitting can be on this one's too"
    assert set(titles(proposed(cast, meetings_of(series)[2]))) == {"Prices in Europe"}


def test_a_proposal_costs_the_same_however_much_waits(cast: Cast):
    meeting = soon(cast, ahead=timedelta(days=2))
    topic(cast, regions=[cast.emea], functions=[cast.functions["legal"]])
    decision(cast)
    browser, there = cast.browser(cast.femi), reverse("meeting_proposal", args=[meeting.pk])
    browser.get(there)

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(there).status_code == 200
        return len(queries)

    few = cost()
    for number in range(29):
        topic(cast, f"Topic {number}", regions=[cast.emea, cast.apac])
    assert cost() == few <= 15
