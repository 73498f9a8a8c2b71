"""Who runs which meeting, and how a group is doing, in a browser without JavaScript."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parley.groups.terms import area_ref
from parley.meetings.actions import ask_to_run, call_in, hold_meeting, mark_item, note_attendance, publish_meeting
from parley.meetings.actions.talk import count_talk
from parley.meetings.models import Meeting, RotaAsk
from parley.meetings.queries.talk import could_speak_in
from parley.meetings.rules.talk import Heard
from parley.meetings.terms import MeetingState, Presence
from parley.meetings.terms.rota import RunAs
from parley.topics.actions import answer_topic
from tests.cast import Cast, history
from tests.meetings.made import line, published, soon, topic, weekly
from tests.meetings.turns import drawn, facilitators

pytestmark = [pytest.mark.django_db]


def text(answer) -> str:
    """The words of a page, as somebody reads them."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def cost(browser, href) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(href).status_code == 200
    return len(queries)


def test_whose_turn_it_is_shows_on_today_the_group_and_the_meeting(cast: Cast) -> None:
    meeting = published(cast)
    drawn(cast)
    femi, sam = cast.browser(cast.femi), cast.browser(cast.sam)
    assert f'href="/meetings/{meeting.pk}/"' in femi.get("/").text
    assert "You run An extra meeting" in text(femi.get("/"))
    assert "You run" not in text(sam.get("/"))
    assert "Femi Adeyemi runs it" in text(sam.get("/groups/identity/meetings/"))
    assert "Femi Adeyemi runs it." in text(sam.get(f"/meetings/{meeting.pk}/"))
    assert "You run it." in text(femi.get(f"/meetings/{meeting.pk}/"))
    rota = text(sam.get("/groups/identity/rota/"))
    assert "Femi Adeyemi runs it" in rota
    assert cast.browser(cast.omar).get("/groups/identity/rota/").status_code == 404
    assert "Femi" not in text(cast.browser(cast.omar).get("/groups/identity/meetings/"))


def test_asking_and_saying_yes_take_one_tap_each(cast: Cast) -> None:
    meeting = published(cast)
    drawn(cast)
    femi, sam = cast.browser(cast.femi), cast.browser(cast.sam)
    page = f"/meetings/{meeting.pk}/running/"
    assert "Ask somebody" in text(femi.get(page))
    assert sam.get(page).status_code == 422
    assert cast.browser(cast.omar).get(page).status_code == 404
    refused = femi.post(page, {"person": "999999"})
    assert refused.status_code == 422
    assert femi.post(page, {"person": cast.sam.pk}).status_code == 302
    ask = RotaAsk.objects.get()
    today = text(sam.get("/"))
    assert "Can you run it?" in today
    assert "Yes, I run it" in today
    answer = f"/rota-asks/{ask.pk}/answer/"
    assert femi.post(answer, {"answer": "yes"}).status_code == 404
    assert sam.post(answer, {"answer": "maybe"}).status_code == 422
    assert sam.get(f"/rota-asks/{ask.pk}/").url == f"/meetings/{meeting.pk}/"
    assert sam.post(answer, {"answer": "yes"}).url == f"/meetings/{meeting.pk}/"
    assert Meeting.objects.get().run_as is RunAs.SUBSTITUTE
    shown = text(sam.get(f"/meetings/{meeting.pk}/"))
    assert "You run it. As a substitute" in shown
    assert "Cancel the meeting" in shown  # what facilitators see of it
    assert sam.post(answer, {"answer": "yes"}).status_code == 404


def test_a_substitute_sees_a_facilitators_buttons_on_that_meeting_alone(cast: Cast) -> None:
    theirs, other = published(cast), published(cast, ahead=timedelta(hours=3))
    ask = ask_to_run(meeting=theirs, person=cast.sam, actor=cast.femi, at=cast.at)
    sam = cast.browser(cast.sam)
    sam.post(f"/rota-asks/{ask.pk}/answer/", {"answer": "yes"})
    assert "Cancel the meeting" in text(sam.get(f"/meetings/{theirs.pk}/"))
    assert "Cancel the meeting" not in text(sam.get(f"/meetings/{other.pk}/"))
    for path, given in (
        ("cancellation", {"cancel-reason": "Nobody has time for it this week."}),
        ("moment", {"day": "2030-01-01", "hour": "10:00"}),
        ("running", {"person": cast.aiko.pk}),
        ("running/taking", {}),
        ("running/passing", {}),
    ):
        assert sam.post(f"/meetings/{other.pk}/{path}/", given).status_code == 422, path
    assert sam.get("/groups/identity/presenters/").status_code == 404
    assert "Change when it meets" not in text(sam.get("/groups/identity/meetings/"))


def test_passing_on_and_taking_over(cast: Cast) -> None:
    facilitators(cast, cast.noor)
    meeting = published(cast)
    drawn(cast)
    femi, noor = cast.browser(cast.femi), cast.browser(cast.noor)
    assert "It is Noor Haddad’s turn now" in text(femi.post(f"/meetings/{meeting.pk}/running/passing/", follow=True))
    assert "You run this meeting" in text(femi.post(f"/meetings/{meeting.pk}/running/taking/", follow=True))
    noor.post(f"/meetings/{meeting.pk}/running/taking/")
    ask = ask_to_run(meeting=meeting, person=cast.femi, actor=cast.noor, at=cast.at)
    said = femi.post(f"/rota-asks/{ask.pk}/answer/", {"answer": "no"}, follow=True)
    assert "Noor Haddad is told that you cannot" in text(said)
    assert Meeting.objects.get().run_by == cast.noor


def test_the_rota_and_today_cost_the_same_for_one_meeting_and_many(cast: Cast) -> None:
    facilitators(cast, cast.noor)
    soon(cast)
    drawn(cast)
    femi = cast.browser(cast.femi)
    pages = ("/", "/groups/identity/rota/", "/groups/identity/doing/")
    before = [cost(femi, page) for page in pages]
    for hours in range(3, 15):
        soon(cast, ahead=timedelta(hours=hours))
    drawn(cast)
    assert [cost(femi, page) for page in pages] == before
    assert max(before) <= 15


def held_yesterday(cast: Cast) -> None:
    """A meeting to which somebody was called in for an item, with the report of its transcript."""
    before: dict[str, Any] = {"actor": cast.femi, "at": cast.at - timedelta(days=2)}
    meeting = soon(cast, ahead=-timedelta(days=1), **before)
    item = line(cast, meeting, **before)
    call_in(item=item, person=cast.lena, **before)
    publish_meeting(meeting=meeting, **before)
    during: dict[str, Any] = {"actor": cast.femi, "at": meeting.starts_at}
    there = dict.fromkeys(could_speak_in(meeting), Presence.PRESENT)
    note_attendance(meeting=meeting, presences=there, **during)
    mark_item(item=item, reached=True, **during)
    hold_meeting(meeting=meeting, **during)
    heard = Heard(order=(0, 1) * 25, seconds=(60.0, 60.0))
    count_talk(meeting=meeting, heard=heard, people={0: cast.sam.pk, 1: cast.aiko.pk}, **during)


def test_how_a_group_is_doing_says_of_how_many(cast: Cast) -> None:
    held_yesterday(cast)
    answer_topic(topic=topic(cast), answer="Yes: deletion is proven by the audit log.", actor=cast.femi, at=cast.at)
    shown = text(cast.browser(cast.sam).get("/groups/identity/doing/"))
    for words in ("1 extra meeting was held", "Answered in time 1 of 1", "1 time somebody came for their item alone",
                  "No figure yet: it takes a week and five answers"):  # fmt: skip
        assert words in shown
    assert re.search(r"2 of \d in the one meeting that was counted", shown)
    assert "How we are doing" in shown


def test_meetings_without_an_agenda_are_counted_as_held_by_who_runs_the_group(cast: Cast) -> None:
    series = weekly(cast, at=cast.at - timedelta(days=40))
    over = Meeting.objects.filter(series=series, starts_at__lt=cast.at - timedelta(hours=8))
    many, with_agenda = over.count(), over.latest("starts_at")
    line(cast, with_agenda)
    femi, sam = cast.browser(cast.femi), cast.browser(cast.sam)
    page = "/groups/identity/doing/"
    assert f"Held 0 of {many}" in text(femi.get(page))
    assert "They were held" not in text(sam.get(page))
    assert sam.post(f"{page}held/").status_code == 422
    assert f"{many - 1} meetings count as held" in text(femi.post(f"{page}held/", follow=True))
    assert f"Held {many - 1} of {many}" in text(sam.get(page))
    assert Meeting.objects.get(pk=with_agenda.pk).state is MeetingState.PLANNED
    assert history(area_ref(cast.identity.pk))[0].endswith("without an agenda were held")
    again = femi.post(f"{page}held/")
    assert again.status_code == 422
    assert "Close those with one on their own pages" in text(again)


def test_how_a_group_is_doing_is_for_its_people(cast: Cast) -> None:
    omar = cast.browser(cast.omar)
    assert omar.get("/groups/identity/doing/").status_code == 404
    assert "How we are doing" not in text(omar.get("/groups/identity/people/"))
    empty = text(cast.browser(cast.ines).get("/groups/reporting/doing/"))
    for words in ("No meeting was due in the year", "Nobody brought a topic in the year", "Nobody was called in"):
        assert words in empty


def test_who_ran_it_is_asked_of_who_prepares_the_minutes_with_one_tap(cast: Cast) -> None:
    facilitators(cast, cast.noor)
    meeting = published(cast)
    drawn(cast)
    hold_meeting(meeting=meeting, actor=cast.femi, at=meeting.starts_at)
    page, writing = f"/meetings/{meeting.pk}/", f"/meetings/{meeting.pk}/minutes/"
    femi, sam = cast.browser(cast.femi), cast.browser(cast.sam)
    shown = text(femi.get(page))
    assert "Did Femi Adeyemi run it? Yes, Femi Adeyemi did" in shown
    assert "Somebody else ran it" in shown
    assert "Did Femi" not in text(sam.get(page))
    assert femi.post(writing, {"do": f"ran:{cast.femi.pk}"}).status_code == 302
    assert "You ran it." in (shown := text(femi.get(page)))
    assert "Did Femi" not in shown
    assert femi.post(writing, {"do": "ran", "ran-person": cast.noor.pk}).status_code == 302
    assert "Noor Haddad ran it." in text(sam.get(page))
    assert femi.post(writing, {"do": "ran", "ran-person": "x"}).status_code == 422
    assert sam.post(writing, {"do": f"ran:{cast.sam.pk}"}).status_code == 422
