"""Choosing one's mails on a page, and turning them off by the link of a mail: as RFC 8058 has mail programs do it."""

import pytest
from django.test import Client
from django.urls import reverse

from parley.ledger.models import Entry
from parley.ledger.terms import MACHINE
from parley.notifications.actions.digests import choose_mails, make_stop_link
from parley.notifications.models.digests import MailChoice
from parley.notifications.terms.digests import Rhythm, Stops, Times
from parley.people.actions import note_leaving
from tests.cast import Cast

pytestmark = [pytest.mark.django_db]
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def address(cast: Cast, stops: Stops = Stops.DIGEST) -> str:
    return reverse(
        "stop_mails", args=[make_stop_link(person=cast.aiko, stops=stops, mail="one", actor=MACHINE, at=cast.at)]
    )


def daily(cast: Cast) -> None:
    choose_mails(person=cast.aiko, times=Times(Rhythm.WORKING_DAYS), news=True, minutes=True, actor=cast.aiko,
                 at=cast.at)  # fmt: skip


def test_choosing_is_kept_and_shown(cast: Cast) -> None:
    browser = cast.browser(cast.aiko)
    sent = {"rhythm": "days", "weekdays": ["1", "3"], "hour": "17", "news": "on"}
    assert browser.post(reverse("my_mails"), sent).status_code == 302
    row = MailChoice.objects.get(person=cast.aiko)
    assert (row.times, row.news, row.minutes) == (Times(Rhythm.DAYS, (1, 3), 17), True, False)
    page = browser.get(reverse("my_mails")).content.decode()
    assert "17:00 Tokyo" in page
    assert "written in English, and hours are those of Tokyo" in page
    assert f'href="{reverse("my_settings")}#id_time_zone"' in page
    assert 'id="id_time_zone"' in browser.get(reverse("my_settings")).content.decode()
    assert 'value="days" checked' in page.replace('" id="id_rhythm_1" required', '"') or "checked" in page


def test_a_refusal_keeps_what_was_chosen_and_says_what_to_do(cast: Cast) -> None:
    answer = cast.browser(cast.aiko).post(
        reverse("my_mails"), {"rhythm": "weekly", "weekdays": ["1", "3"], "hour": "8"}
    )
    assert answer.status_code == 422
    assert "Choose the one weekday" in answer.content.decode()
    assert not MailChoice.objects.exists()


def test_a_stranger_is_asked_to_sign_in_before_choosing(cast: Cast) -> None:
    answer = Client().get(reverse("my_mails"))
    assert answer.status_code == 302
    assert "/sign-in/" in answer["Location"]


def test_opening_a_link_changes_nothing_and_shows_a_button(cast: Cast) -> None:
    daily(cast)
    where, entries = address(cast), Entry.objects.count()
    for ask in (Client().get, Client().head):
        answer = ask(where)
        assert answer.status_code == 200
    page = Client().get(where).content.decode()
    assert "<button" in page
    assert "<b>The digest of what is new</b>" in page
    assert MailChoice.objects.get(person=cast.aiko).rhythm is Rhythm.WORKING_DAYS
    assert Entry.objects.count() == entries


@pytest.mark.parametrize("stops", list(Stops))
def test_a_mail_program_turns_it_off_without_cookies_once_and_again(cast: Cast, stops: Stops) -> None:
    daily(cast)
    where = address(cast, stops)
    for _ in range(2):
        answer = Client(enforce_csrf_checks=True).post(where, ONE_CLICK)
        assert answer.status_code == 200, "no redirect: mail programs follow none"
        assert "Turned off" in answer.content.decode()
        assert "Turn it on again" in answer.content.decode()
    assert MailChoice.objects.get(person=cast.aiko).is_off(stops)
    assert answer["Cache-Control"] == "no-store, private"
    assert "sessionid" not in answer.cookies


def test_a_used_link_says_so_when_it_was_turned_on_again(cast: Cast) -> None:
    where = address(cast)
    Client().post(where, ONE_CLICK)
    daily(cast)
    page = Client().post(where, ONE_CLICK).content.decode()
    assert "This link was used before" in page
    assert MailChoice.objects.get(person=cast.aiko).rhythm is Rhythm.WORKING_DAYS


def test_unknown_and_ended_links_answer_alike(cast: Cast) -> None:
    where = address(cast)
    note_leaving(person=cast.aiko, on=cast.at.date(), actor=MACHINE, at=cast.at)
    answers = [Client().post(each, ONE_CLICK) for each in (where, reverse("stop_mails", args=["x" * 43]))]
    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].content == answers[1].content
