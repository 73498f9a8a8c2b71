"""Mails that ask for something: they keep to quiet hours and days away too, unless it would be late by then."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse

from parley.decisions.actions import escalate_decision, mail_to_decide, name_deputy
from parley.decisions.models import DecidingLink
from parley.decisions.terms import LINK_LASTS
from parley.kernel.spans import today_of
from parley.ledger import outbox
from parley.ledger.terms import MACHINE
from parley.notifications.rules import when_to_ask
from parley.people.actions import ask_for_link, change_person, choose_quiet_hours, end_sessions, note_away
from parley.people.models import Person
from parley.people.terms import Quiet
from parley.reactions import launches, minutes, trials
from parley.reactions.peace import LOOK_AGAIN
from parley.reactions.worker import Worker
from tests.cast import Cast
from tests.decisions.made import decision
from tests.notifications.test_peace import NIGHT

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def quiet(cast: Cast, person: Person, *, hours: tuple[int, int]) -> None:
    """Leave somebody in peace between so many hours from now and so many: whole ones, in UTC."""
    change_person(person=person, name=person.name, function=person.function, region=person.region, time_zone="UTC",
                  language=person.language, actor=cast.ines, at=cast.at)  # fmt: skip
    first, until = ((cast.at + each * HOUR).replace(minute=0).time().replace(second=0, microsecond=0)
                    for each in hours)  # fmt: skip
    choose_quiet_hours(person=person, first=first, until=until, actor=person, at=cast.at)
    person.refresh_from_db()


def work_at(at: datetime) -> list[str]:
    """Do what is due; who was mailed."""
    before = len(mail.outbox)
    Worker(clock=lambda: at).work_off()
    return [each.to[0].partition("@")[0] for each in mail.outbox[before:]]


@pytest.mark.parametrize(
    ("by", "goes"),
    [
        ("2026-12-02T00:00", "2026-12-01T08:00"),
        ("2026-12-01T09:00", "2026-12-01T08:00"),
        ("2026-12-01T08:00", "2026-11-30T22:00"),  # too late by then
        ("2026-11-30T23:00", "2026-11-30T22:00"),
        ("2026-11-30T00:00", "2026-12-01T08:00"),  # late anyway
    ],
)
def test_what_would_be_late_by_the_end_of_the_night_goes_at_once(by: str, goes: str) -> None:
    at, until, then = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in ("2026-11-30T22:00", by, goes))
    assert when_to_ask(at, Quiet("Europe/London", *NIGHT), until) == then


@pytest.mark.parametrize(
    ("by", "goes"),
    [
        ("2026-12-12T00:00", "2026-12-11T08:00"),
        ("2026-12-05T00:00", "2026-12-01T08:00"),  # late by the end of the absence, and not by that of the night
        ("2026-12-01T00:00", "2026-11-30T22:00"),
        ("2026-11-01T00:00", "2026-12-01T08:00"),
    ],
)
def test_days_away_give_way_before_the_night_does(by: str, goes: str) -> None:
    at, until, then = (datetime.fromisoformat(each).replace(tzinfo=UTC) for each in ("2026-11-30T22:00", by, goes))
    away = Quiet("Europe/London", *NIGHT, away_from=date(2026, 11, 30), away_until=date(2026, 12, 10))
    assert when_to_ask(at, away, until) == then


@pytest.mark.database
def test_who_decides_is_mailed_once_when_their_quiet_hours_end_and_the_link_lasts_from_then_on(cast: Cast) -> None:
    row = decision(cast, decide_by=cast.at.date() + 40 * DAY)
    quiet(cast, cast.elena, hours=(-1, 5))
    escalate_decision(decision=row, reason="Two want audits, two the graph.", actor=cast.femi, at=cast.at)
    assert work_at(cast.at + HOUR) == []
    mail_to_decide(decision=row, actor=cast.femi, at=cast.at + HOUR)
    for hours in (1, 2, 3, 4):
        assert work_at(cast.at + hours * HOUR) == []
    assert not DecidingLink.objects.exists(), "its days would begin to run out"
    later = cast.at + 5 * HOUR
    assert work_at(later) == ["elena"], "asked twice, mailed once"
    assert DecidingLink.objects.get().expires_at == later + LINK_LASTS


def test_who_asks_for_the_mail_themselves_has_it_at_once(cast: Cast) -> None:
    row = decision(cast, decide_by=cast.at.date() + 40 * DAY)
    quiet(cast, cast.elena, hours=(-1, 5))
    mail_to_decide(decision=row, actor=cast.elena, at=cast.at)
    assert work_at(cast.at + timedelta(minutes=1)) == ["elena"]


def test_who_asks_for_a_mail_that_waits_has_it_at_once_and_once(cast: Cast) -> None:
    row = decision(cast, decide_by=cast.at.date() + 40 * DAY)
    quiet(cast, cast.elena, hours=(-1, 5))
    escalate_decision(decision=row, reason="Two want audits, two the graph.", actor=cast.femi, at=cast.at)
    assert work_at(cast.at + HOUR) == []
    mail_to_decide(decision=row, actor=cast.elena, at=cast.at + HOUR)
    assert work_at(cast.at + HOUR + MINUTE) == ["elena"]
    assert work_at(cast.at + 6 * HOUR) == [], "the one that waited would be a second mail, with a second link"
    assert DecidingLink.objects.count() == 1


@pytest.mark.parametrize("asks_later", ["femi", "elena"])
def test_what_one_asked_for_oneself_gives_way_to_nothing_that_waits(cast: Cast, asks_later: str) -> None:
    row = decision(cast, decide_by=cast.at.date() + 40 * DAY)
    quiet(cast, cast.elena, hours=(-1, 5))
    mail_to_decide(decision=row, actor=cast.elena, at=cast.at)
    mail_to_decide(decision=row, actor=getattr(cast, asks_later), at=cast.at + MINUTE)
    assert work_at(cast.at + 2 * MINUTE) == ["elena"]
    assert work_at(cast.at + 6 * HOUR) == []


def test_a_link_that_ended_stands_for_no_mail(cast: Cast) -> None:
    row, person = decision(cast, decide_by=cast.at.date() + 40 * DAY), cast.elena
    quiet(cast, person, hours=(-1, 5))
    escalate_decision(decision=row, reason="Two want audits, two the graph.", actor=cast.femi, at=cast.at)
    assert work_at(cast.at + HOUR) == []
    mail_to_decide(decision=row, actor=person, at=cast.at + HOUR)
    assert work_at(cast.at + HOUR + MINUTE) == ["elena"]
    facts = {each: getattr(person, each) for each in ("name", "function", "region", "time_zone", "language")}
    change_person(person=person, email="elena.new@parley.example", **facts, actor=cast.ines, at=cast.at + HOUR)
    assert work_at(cast.at + 6 * HOUR) == ["elena.new"]


def test_who_signs_out_everywhere_is_mailed_what_waits_with_a_link_that_works(cast: Cast) -> None:
    row = decision(cast, decide_by=cast.at.date() + 40 * DAY)
    quiet(cast, cast.elena, hours=(-1, 5))
    escalate_decision(decision=row, reason="Two want audits, two the graph.", actor=cast.femi, at=cast.at)
    assert work_at(cast.at + HOUR) == []
    end_sessions(person=cast.elena, actor=cast.elena, at=cast.at + HOUR)
    assert work_at(cast.at + 6 * HOUR) == ["elena"]
    assert [each.revoked_at for each in DecidingLink.objects.all()] == [None]


def test_a_decision_that_would_be_late_after_days_away_is_mailed(cast: Cast) -> None:
    today = cast.at.date()
    soon = decision(cast, question="Who goes first?", decide_by=today + 3 * DAY)
    late = decision(cast, question="Who goes last?", decide_by=today + 60 * DAY)
    note_away(person=cast.elena, first=today - DAY, last=today + 30 * DAY, deputy=None, actor=cast.elena, at=cast.at)
    for row in (soon, late):
        mail_to_decide(decision=row, actor=cast.femi, at=cast.at)
    assert work_at(cast.at + timedelta(minutes=1)) == ["elena"]
    assert "Who goes first?" in mail.outbox[-1].subject
    note_away(person=cast.elena, first=None, last=None, deputy=None, actor=cast.elena, at=cast.at)
    assert work_at(cast.at + LOOK_AGAIN + HOUR) == ["elena"], "whoever is back earlier is not left alone until then"


def test_a_mail_that_waited_is_none_once_it_is_settled_or_taken_back(cast: Cast) -> None:
    row = decision(cast, decide_by=cast.at.date() + 40 * DAY)
    quiet(cast, cast.elena, hours=(-1, 5))
    mail_to_decide(decision=row, actor=cast.femi, at=cast.at)
    work_at(cast.at + HOUR)
    assert cast.browser(cast.femi).post(reverse("deciding_links_end", args=[row.pk])).status_code == 302
    assert work_at(cast.at + 6 * HOUR) == []
    assert not outbox.waiting("mail_decision")


WAITS, BACK = "A mail to you waits to be sent.", "Take back what is not sent yet"


def test_what_waits_is_taken_back_by_a_page_that_says_to_nobody_else_that_it_waits(cast: Cast) -> None:
    row = decision(cast, decide_by=cast.at.date() + 40 * DAY)
    pages = [(cast.browser(each), reverse("deciding_mail", args=[row.pk])) for each in (cast.femi, cast.elena)]
    before = [browser.get(page).content.decode() for browser, page in pages]
    quiet(cast, cast.elena, hours=(-1, 5))
    mail_to_decide(decision=row, actor=cast.femi, at=cast.at)
    work_at(cast.at + HOUR)
    waiting = [browser.get(page).content.decode() for browser, page in pages]
    assert [WAITS in each for each in before + waiting] == [False, False, False, True]
    assert [BACK in each for each in before + waiting] == [True] * 4, (
        "it stands there in any case, and so tells nothing"
    )
    cast.browser(cast.femi).post(reverse("deciding_links_end", args=[row.pk]))
    assert WAITS not in pages[1][0].get(pages[1][1]).content.decode()
    assert not outbox.waiting("mail_decision")
    assert work_at(cast.at + 6 * HOUR) == []


@pytest.mark.parametrize(("sender", "says", "too"), [
    ("femi", "The mail is on its way. In quiet hours it comes when these end, unless", "2 mails are on their way. In"),
    ("elena", "The mail is on its way to you.", "Yours is on its way. In quiet hours any other comes when these end"),
])  # fmt: skip
def test_the_page_says_when_it_comes(cast: Cast, sender: str, says: str, too: str) -> None:
    row, browser = decision(cast), cast.browser(getattr(cast, sender))
    page = reverse("deciding_mail", args=[row.pk])
    answer = browser.post(page, follow=True).content.decode()
    assert says in answer
    assert WAITS not in answer
    today = today_of(cast.elena, cast.at)
    name_deputy(person=cast.petra, first=today, last=today + DAY, actor=cast.elena, at=cast.at)
    assert too in browser.post(page, follow=True).content.decode()


def test_a_link_to_sign_in_goes_at_once(cast: Cast) -> None:
    quiet(cast, cast.aiko, hours=(-1, 5))
    ask_for_link(email=str(cast.aiko.email), actor=MACHINE, at=cast.at)
    assert work_at(cast.at + timedelta(minutes=1)) == ["aiko"]


@pytest.mark.parametrize("task", [minutes.mail_minutes, launches.mail_announcements, trials.mail_silence])
def test_minutes_launches_and_reminders_of_silence_wait_for_the_end_of_quiet_hours(cast: Cast, task: Any) -> None:
    quiet(cast, cast.aiko, hours=(-1, 5))
    payload = {"person": cast.aiko.pk, "meetings": [], "opened": 1, "work": 1}
    rest = task(payload, cast.at)
    assert (rest.run_after, rest.payload) == (cast.at + LOOK_AGAIN, payload)
    assert task(payload, cast.at + 5 * HOUR) is None
    today = cast.at.date()
    note_away(person=cast.aiko, first=today, last=today + 9 * DAY, deputy=None, actor=cast.aiko, at=cast.at)
    assert task(payload, cast.at + 5 * HOUR)
