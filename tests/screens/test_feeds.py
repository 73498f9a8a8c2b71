"""Somebody's meetings at an address of their own: theirs alone, as they are now, and nothing once it is ended."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parley.groups.actions import remove_member
from parley.ledger.terms import MACHINE
from parley.meetings.actions import call_in, cancel_meeting, hold_meeting, mark_item, publish_meeting
from parley.meetings.queries import feed_of
from parley.people.actions import note_leaving
from tests.cast import Cast
from tests.meetings.made import initiative, line, published, soon

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def address(cast: Cast, person, name: str = "my_calendar", *keys: str) -> str:
    """Let somebody ask for an address, and give it."""
    assert cast.browser(person).post(reverse(name, args=keys)).status_code == 302
    token = feed_of(person.pk, cast.identity.pk if keys else None)
    assert token
    return reverse("feed", args=[token])


def read(href: str) -> str:
    answer = Client().get(href)
    assert answer.status_code == 200, answer
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return answer.content.decode().replace("\r\n ", "")


def test_a_feed_has_what_is_theirs_as_it_is_now(cast: Cast) -> None:
    meeting = published(cast, ahead=timedelta(days=4))
    soon(cast, ahead=timedelta(days=9), title="Only planned")
    aiko, omar = address(cast, cast.aiko), address(cast, cast.omar)
    text = read(aiko)
    assert "SUMMARY:Identity & privacy: An extra meeting" in text
    assert "STATUS:TENTATIVE" in text
    assert "What clients ask" not in text, "the agenda is read in Parley"
    assert "BEGIN:VEVENT" not in read(omar)
    cancel_meeting(meeting=meeting, reason="Femi is ill, and nobody can stand in.", actor=cast.femi, at=cast.at)
    assert "SUMMARY:Cancelled: Identity & privacy: An extra meeting" in read(aiko)


def test_who_is_called_in_reads_their_slot_and_nothing_else(cast: Cast) -> None:
    meeting = soon(cast, ahead=timedelta(days=4), title="Secret hour")
    line(cast, meeting, "Heliotrope", minutes=20)
    item = line(cast, meeting, initiative=initiative(cast, "Household graph"), actor=cast.noor, minutes=15)
    call_in(item=item, person=cast.lena, actor=MACHINE, at=cast.at)
    lena = address(cast, cast.lena)
    assert "BEGIN:VEVENT" not in read(lena), "nobody was told yet"
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    text = read(lena)
    assert text.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Identity & privacy: Household graph" in text
    assert "Heliotrope" not in text


def test_what_has_not_changed_is_not_sent_again(cast: Cast) -> None:
    published(cast, ahead=timedelta(days=4))
    href = address(cast, cast.aiko)
    tag = Client().get(href)["ETag"]
    assert Client().get(href, headers={"If-None-Match": tag}).status_code == 304
    published(cast, ahead=timedelta(days=5))
    assert Client().get(href, headers={"If-None-Match": tag}).status_code == 200


def test_an_address_is_changed_and_ended_and_goes_with_its_person_and_group(cast: Cast) -> None:
    first, group = address(cast, cast.sam), address(cast, cast.sam, "group_calendar", "identity")
    assert cast.browser(cast.omar).post(reverse("group_calendar", args=["identity"])).status_code == 422
    second = address(cast, cast.sam)
    assert [Client().get(href).status_code for href in (first, second, group)] == [404, 200, 200]
    page = cast.browser(cast.sam).get(reverse("my_settings")).content.decode()
    assert second in page
    assert f'href="webcal://{page.partition("webcal://")[2].partition(chr(34))[0]}"' in page
    remove_member(area=cast.identity, person=cast.sam, actor=MACHINE, at=cast.at)
    assert [Client().get(href).status_code for href in (second, group)] == [200, 404]
    note_leaving(person=cast.sam, on=cast.at.date(), actor=MACHINE, at=cast.at)
    assert Client().get(second).status_code == 404
    aiko = address(cast, cast.aiko)
    cast.browser(cast.aiko).post(reverse("my_calendar"), {"do": "end"})
    assert Client().get(aiko).status_code == 404


def test_a_feed_costs_the_same_with_1_and_30_meetings(cast: Cast) -> None:
    href, costs = address(cast, cast.aiko), []
    for count in (1, 29):
        for number in range(count):
            soon(cast, ahead=timedelta(days=1 + number))
        with CaptureQueriesContext(connection) as queries:
            read(href)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 5


def test_the_groups_page_says_how_many_hours_were_not_spent(cast: Cast) -> None:
    meeting = soon(cast, ahead=timedelta(minutes=10))
    item = line(cast, meeting, "Heliotrope", minutes=15)
    call_in(item=item, person=cast.lena, actor=MACHINE, at=cast.at)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    page = reverse("group_meetings", args=["identity"])
    assert "hours were not spent" not in cast.browser(cast.sam).get(page).content.decode()
    mark_item(item=item, reached=True, actor=cast.femi, at=cast.at)
    hold_meeting(meeting=meeting, actor=MACHINE, at=meeting.starts_at)
    assert "0.8 hours were not spent here within a year" in cast.browser(cast.sam).get(page).content.decode()
    assert "hours were not spent" not in cast.browser(cast.omar).get(page).content.decode()
