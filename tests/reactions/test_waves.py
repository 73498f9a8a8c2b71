"""The mails of waves: to whom, when, in which words; and what nobody learns from them."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from time import monotonic
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from parley.ledger import outbox
from parley.ledger.models import Entry, Pending
from parley.ledger.terms import MACHINE
from parley.notifications.models import Notice
from parley.people.actions import change_person, choose_quiet_hours, note_away, note_leaving
from parley.people.models import Person
from parley.reactions.surveys import LANES, MAILS
from parley.reactions.worker import Worker
from parley.surveys.actions.opening import open_wave
from parley.surveys.models import Invited, Wave
from tests.cast import Cast
from tests.mailserver import MailServer, sent_to
from tests.surveys.made import answer, answers, crew, keep_awake, planned, sealed

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MONDAY = datetime(2027, 3, 22, 8, tzinfo=UTC)
FRIDAY = datetime(2027, 4, 2, 16, tzinfo=UTC)
FIRST = datetime(2027, 3, 29, 8, tzinfo=UTC)  # nine in London, where the clocks have changed
LAST = datetime(2027, 4, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def opened(cast: Cast, people: int = 12, **given: Any) -> Wave:
    """A wave of a crew and the cast that is open from a Monday to the Friday of the week after; no work but its own."""
    crew(cast, people)
    wave = planned(cast, opens_at=MONDAY, closes_at=FRIDAY, at=MONDAY, **given)
    open_wave(wave=wave, actor=MACHINE, at=MONDAY)
    Pending.objects.exclude(task__in=MAILS).delete()
    wave.refresh_from_db()
    return wave


def work_at(moment: datetime) -> list[mail.EmailMessage]:
    """Do what is due at a moment, while the clock goes on; the mails that went out."""
    before, began = len(mail.outbox), monotonic()
    Worker(clock=lambda: moment + timedelta(seconds=monotonic() - began)).work_off()
    assert not outbox.parked()
    return mail.outbox[before:]


def hours_until(first: datetime, last: datetime) -> dict[datetime, list[mail.EmailMessage]]:
    """Let the worker do what is due in each hour, reminders as well; what went out in which."""
    found, at = {}, first
    while at <= last:
        outbox.ensure("remind_waves", unique_key="periodic:remind_waves", run_after=at)
        for minutes in (0, 30, 45):
            if sent := work_at(at + timedelta(minutes=minutes)):
                found[at + timedelta(minutes=minutes)] = sent
        at += HOUR
    return found


def addresses(mails: Sequence[mail.EmailMessage]) -> set[str]:
    return {each.to[0] for each in mails}


def asked(wave: Wave) -> set[str]:
    return set(Invited.objects.filter(wave=wave).values_list("person__email", flat=True))


def test_everybody_who_is_asked_and_here_is_invited_once(cast: Cast) -> None:
    wave = opened(cast)
    gone, away = Person.objects.get(name="Crew Number0"), Person.objects.get(name="Crew Number1")
    note_leaving(person=gone, on=MONDAY.date(), actor=MACHINE, at=MONDAY)
    note_away(person=away, first=MONDAY.date(), last=FRIDAY.date(), deputy=None, actor=away, at=MONDAY)
    sent = work_at(MONDAY)
    assert addresses(sent) == asked(wave) - {gone.email}
    assert len(sent) == len(addresses(sent)) == 17
    key = Person.objects.get(email=sent[0].to[0]).pk
    assert sent[0].extra_headers["Message-ID"].startswith(f"<wave-{wave.pk}-1-{key}@")
    assert work_at(MONDAY + HOUR) == []


def test_who_has_quiet_hours_is_invited_once_they_end_and_who_is_away_in_the_morning_they_are_back(cast: Cast) -> None:
    wave = opened(cast)
    night, away = Person.objects.get(name="Crew Number0"), Person.objects.get(name="Crew Number2")  # London, Tokyo
    choose_quiet_hours(person=night, first=time(7), until=time(13, 30), actor=night, at=MONDAY)
    note_away(person=away, first=MONDAY.date(), last=MONDAY.date() + timedelta(days=2), deputy=None, actor=away,
              at=MONDAY)  # fmt: skip
    found = hours_until(MONDAY, MONDAY + timedelta(days=6))
    per = {each.to[0]: at for at, some in found.items() for each in some}
    assert set(per) == asked(wave)
    assert sum(map(len, found.values())) == len(per), "nobody was invited twice"
    waited = per.pop("crew0@parley.example") - (MONDAY + timedelta(hours=5, minutes=30))  # half past one
    assert timedelta(0) <= waited <= timedelta(minutes=75), "it comes back each hour, and this looks twice an hour"
    assert per.pop("crew2@parley.example") == datetime(2027, 3, 25, 0, tzinfo=UTC)  # nine in Tokyo, on Thursday
    assert set(per.values()) == {MONDAY}
    [late] = [each for some in found.values() for each in some if each.to == ["crew2@parley.example"]]
    assert late.subject.startswith("What do you think?")
    assert "reminded twice at most" in late.body


def test_a_reminder_waits_for_the_end_of_quiet_hours_on_its_day(cast: Cast) -> None:
    opened(cast)
    work_at(MONDAY)
    late = Person.objects.get(name="Crew Number0")
    choose_quiet_hours(person=late, first=time(20), until=time(14), actor=late, at=MONDAY)
    found = hours_until(FIRST - HOUR, FIRST + 12 * HOUR)
    assert [at for at, some in found.items() if "crew0@parley.example" in addresses(some)] == [FIRST + 5 * HOUR]


def test_what_waits_and_what_is_logged_is_the_same_whoever_is_left_in_peace(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    found = []
    wave = opened(cast)
    with caplog.at_level(logging.DEBUG, "parley"):
        for left_in_peace in (True, False):
            Pending.objects.all().delete()
            caplog.clear()
            if left_in_peace:
                for person in Person.objects.filter(name__startswith="Crew"):
                    choose_quiet_hours(person=person, first=time(0), until=time(23), actor=person, at=MONDAY)
            else:
                keep_awake(actor=MACHINE, at=MONDAY)
            entries = Entry.objects.count()
            outbox.ensure("mail_wave", unique_key="anew", run_after=MONDAY, payload={"wave": wave.pk})
            Worker(clock=lambda: MONDAY).work_off()
            lanes = Pending.objects.filter(task="mail_wave_part").order_by("payload__first")
            found.append([
                (each.payload["first"], each.payload["after"], each.payload["tries"], each.payload["refused"],
                 sorted(each.payload), each.run_after.replace(second=0, microsecond=0), each.trouble)
                for each in lanes
            ])  # fmt: skip
            assert Entry.objects.count() == entries
            assert not [each for each in caplog.records if each.name.startswith("parley.reactions")]
    assert found[0] == found[1]
    assert len(found[0]) == LANES


def test_it_says_what_it_is_in_the_words_and_the_zone_of_its_reader(cast: Cast) -> None:
    for person, zone, language in ((cast.sam, "Europe/Berlin", "de"), (cast.aiko, "Asia/Tokyo", "ja")):
        change_person(person=person, name=person.name, function=person.function, region=person.region, time_zone=zone,
                      language=language, actor=cast.ines, at=cast.at)  # fmt: skip
    wave = opened(cast)
    found = {each.to[0]: each for each in work_at(MONDAY)}
    english, german, japanese = (found[f"{name}@parley.example"] for name in ("femi", "sam", "aiko"))
    for sentence in ("It takes about 2 minutes. Open until Fri 2 Apr, 17:00 London.", "anonymous in fact",
                     "fewer than 5 people", "before the first question", "reminded twice at most",
                     f"/surveys/{wave.pk}/"):  # fmt: skip
        assert sentence in english.body
    assert "Offen bis Fr., 2. Apr., 18:00 Uhr" in german.body or "18:00" in german.body
    assert "anonym" in german.body
    assert "01:00" in japanese.body
    assert "匿名" in japanese.body
    assert "4月3日" in japanese.body


def test_reminders_go_at_nine_where_one_is_only_to_who_has_not_answered_and_twice_at_most(cast: Cast) -> None:
    wave = opened(cast)
    work_at(MONDAY)
    answer(wave, cast.sam, answers(1))
    away = Person.objects.get(name="Crew Number0")
    note_away(person=away, first=FIRST.date(), last=FIRST.date(), deputy=None, actor=away, at=MONDAY)
    found = hours_until(MONDAY + HOUR, FRIDAY + timedelta(days=2))
    per: dict[str, list[datetime]] = {}
    for at, some in found.items():
        for each in some:
            per.setdefault(each.to[0], []).append(at)
    assert "sam@parley.example" not in per
    assert set(per) == asked(wave) - {"sam@parley.example"}
    assert per["femi@parley.example"] == [FIRST, LAST]
    assert per["crew0@parley.example"] == [FIRST + timedelta(days=1), LAST]
    assert per["aiko@parley.example"] == [datetime(2027, 3, 29, tzinfo=UTC), datetime(2027, 4, 2, tzinfo=UTC)]
    assert per["omar@parley.example"] == [FIRST + 5 * HOUR, LAST + 5 * HOUR]
    first, last = (next(each for each in found[at] if each.to[0].startswith("femi")) for at in (FIRST, LAST))
    for each in (first, last):
        assert "only to those who have not answered. Nobody sees who that is." in each.body
    assert "There is one more at most." in first.body
    assert "There will be no other." in last.body


def test_nobody_learns_who_was_reminded(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    wave = opened(cast)
    work_at(MONDAY)
    answer(wave, cast.sam, answers(1))
    entries, notices = Entry.objects.count(), Notice.objects.count()
    waiting = []
    with caplog.at_level(logging.DEBUG):
        outbox.ensure("remind_waves", unique_key="periodic:remind_waves", run_after=FIRST - HOUR)
        work_at(FIRST - HOUR)
        waiting = [each.payload for each in Pending.objects.filter(task="remind_wave")]
        sent = work_at(FIRST)
    assert sent
    assert "Europe/London" in {each["zone"] for each in waiting}
    assert all(set(each) == {"wave", "mail", "zone", "after"} for each in waiting)
    assert (Entry.objects.count(), Notice.objects.count()) == (entries, notices)
    said = " ".join(each.getMessage() for each in caplog.records if each.name.startswith(("parley", "django.core")))
    assert not any(each in said for each in asked(wave))
    sealed(wave)
    assert set(Invited.objects.values_list("mailed", flat=True)) == {0}


def test_work_waits_for_every_zone_whether_anybody_there_has_answered_or_not(cast: Cast) -> None:
    wave = opened(cast)
    work_at(MONDAY)
    for person in Person.objects.filter(email__in=asked(wave), time_zone="Europe/London"):
        answer(wave, person, answers(1))
    outbox.ensure("remind_waves", unique_key="periodic:remind_waves", run_after=FIRST - HOUR)
    work_at(FIRST - HOUR)
    assert "Europe/London" in {each.payload["zone"] for each in Pending.objects.filter(task="remind_wave")}
    assert work_at(FIRST) == []


class WhileSending(EmailBackend):
    """While the first mail goes, everybody else answers."""

    to_do: Any = None

    def send_messages(self, messages: Sequence[mail.EmailMessage]) -> int:
        """Take the mails."""
        if type(self).to_do:
            do, type(self).to_do = type(self).to_do, None
            do(messages[0].to[0])
        return super().send_messages(messages)


def test_who_answers_between_the_asking_and_the_sending_is_not_reminded(cast: Cast, settings: Any) -> None:
    wave = opened(cast)
    work_at(MONDAY)
    settings.EMAIL_BACKEND = f"{__name__}.WhileSending"

    def answer_all(first: str) -> None:
        for person in Person.objects.filter(email__in=asked(wave) - {first}):
            answer(wave, person, answers(1))

    WhileSending.to_do = answer_all
    sent = [each for some in hours_until(FIRST - 9 * HOUR, FIRST + 6 * HOUR).values() for each in some]
    assert len(sent) == 1


def test_a_refused_address_stops_nobody_else_is_tried_again_and_given_up(
    cast: Cast, mail_server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    mail_server.refuses = {"sam@parley.example": "550 No such sam@parley.example here"}
    wave = opened(cast)
    work_at(MONDAY)
    assert {to for to, _mail in mail_server.taken} == asked(wave) - {"sam@parley.example"}
    assert mail_server.connections <= LANES
    for hours in range(1, 10):
        work_at(MONDAY + hours * HOUR)
    assert mail_server.asked["sam@parley.example"] == 4
    assert set(mail_server.ids().values()) == {1}
    assert "given up" in caplog.text
    assert "sam@" not in caplog.text


def test_a_server_that_was_down_gets_everything_once_when_it_is_back(cast: Cast, settings: Any) -> None:
    server = MailServer()
    sent_to(settings, server)
    wave = opened(cast)
    for minutes in range(0, 60, 3):
        work_at(MONDAY + timedelta(minutes=minutes))
    with server.running():
        work_at(MONDAY + timedelta(minutes=65))
    assert {to for to, _mail in server.taken} == asked(wave)
    assert set(server.ids().values()) == {1}


def test_a_server_that_refuses_everybody_is_asked_seldom(cast: Cast, mail_server: MailServer) -> None:
    wave = opened(cast, people=90)
    mail_server.refuses = dict.fromkeys(asked(wave), "452 Too many today")
    for minutes in range(0, 60, 3):
        work_at(MONDAY + timedelta(minutes=minutes))
    assert sum(mail_server.asked.values()) <= 20 * LANES
    mail_server.refuses = {}
    for hours in range(1, 8):
        work_at(MONDAY + hours * HOUR)
    assert {to for to, _mail in mail_server.taken} == asked(wave)
    assert set(mail_server.ids().values()) == {1}


def test_no_reminder_within_a_day_of_an_invitation_that_came_late(cast: Cast, settings: Any) -> None:
    server = MailServer()
    sent_to(settings, server)
    wave = opened(cast)
    work_at(MONDAY)
    with server.running():
        hours_until(FIRST - 12 * HOUR, FIRST + 10 * HOUR)
        assert {str(each["Message-ID"]).split("-")[2] for _to, each in server.taken} == {"1"}
        hours_until(FIRST + 11 * HOUR, FIRST + 36 * HOUR)
    assert {str(each["Message-ID"]).split("-")[2] for _to, each in server.taken} == {"1", "2"}
    assert {to for to, _mail in server.taken} == asked(wave)


def test_nothing_goes_once_it_is_closed_withdrawn_or_sealed(cast: Cast) -> None:
    wave = opened(cast)
    assert work_at(FRIDAY) == []
    assert not Pending.objects.filter(task__in=MAILS).exists()
    sealed(wave)
    outbox.ensure("remind_waves", unique_key="periodic:remind_waves", run_after=LAST)
    outbox.ensure("mail_wave", unique_key="again", run_after=LAST, payload={"wave": wave.pk, "mail": 1})
    Pending.objects.filter(task="sweep_wave").delete()
    assert work_at(LAST) == []


@pytest.mark.once
def test_two_thousand_are_invited_once_over_a_few_connections(cast: Cast, mail_server: MailServer) -> None:
    from tests.reactions.scenes_of_waves import add_people  # noqa: PLC0415 - a program, which settings come first in

    add_people(many=2_000, actor=MACHINE, at=MONDAY)
    wave = planned(cast, opens_at=MONDAY, closes_at=FRIDAY, at=MONDAY, everybody=True)
    open_wave(wave=wave, actor=MACHINE, at=MONDAY)
    Pending.objects.exclude(task__in=MAILS).delete()
    work_at(MONDAY)
    assert {to for to, _mail in mail_server.taken} == asked(wave)
    assert len(mail_server.ids()) == len(mail_server.taken) == Invited.objects.count() > 2_000
    assert mail_server.connections < 60
