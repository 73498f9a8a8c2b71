"""Invitations by mail: after publishing, once for what changes together, to whom is asked; and what comes back."""

from datetime import time, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parley.groups.actions import remove_member
from parley.kernel.refusals import Refused
from parley.ledger import outbox
from parley.ledger.models import Pending
from parley.ledger.terms import MACHINE
from parley.meetings.actions import (
    call_in,
    cancel_meeting,
    change_item,
    drop_item,
    move_meeting,
    publish_meeting,
    reply_to_meeting,
    revise_invitations,
)
from parley.meetings.models import Attendance, Invitation, Meeting, Reply
from parley.meetings.queries import uid_of
from parley.meetings.terms import Presence, meeting_ref
from parley.meetings.terms.hours import SeriesHour
from parley.meetings.terms.invitations import Coming
from parley.reactions.replies import take_mail
from parley.reactions.worker import Worker
from tests.cast import Cast, history
from tests.meetings.made import initiative, line, meetings_of, published, soon, weekly

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def in_days(cast: Cast) -> Meeting:
    return published(cast, ahead=timedelta(days=4))


def sent(*, minutes: int = 6) -> dict[str, list[EmailMessage]]:
    """Let that many minutes pass, and give the mails of meanwhile, by reader."""
    mail.outbox.clear()
    now = timezone.now()
    for then in (now, now + timedelta(minutes=minutes)):  # what follows from what happened, and what is mailed then
        Worker(clock=lambda then=then: then).work_off()
    assert not outbox.parked()
    found: dict[str, list[EmailMessage]] = {}
    for message in mail.outbox:
        read = message_from_bytes(message.message().as_bytes(), policy=policy.default)
        assert isinstance(read, EmailMessage)
        found.setdefault(message.to[0].partition("@")[0], []).append(read)
    return found


def calendar(message: EmailMessage) -> str:
    (part,) = [each for each in message.walk() if each.get_content_type() == "text/calendar"]
    assert isinstance(part, EmailMessage)
    text = str(part.get_content()).replace("\r\n", "\n").replace("\n ", "")
    assert f"METHOD:{part['content-type'].params['method']}" in text
    return text


def link(message: EmailMessage, answer: str) -> str:
    body = message.get_body(("plain",))
    assert body
    words: list[str] = body.get_content().split()
    return next(word for word in words if word.endswith(f"coming={answer}"))


def test_nobody_is_invited_before_the_agenda_is_published(cast: Cast) -> None:
    meeting = soon(cast, ahead=timedelta(days=4))
    line(cast, meeting)
    assert sent() == {}
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    assert sent(minutes=0) == {}, "what changes within some minutes is one mail"
    mails = sent()
    assert set(mails) == {"aiko", "sam", "femi", "noor", "elena"}
    (message,) = mails["aiko"]
    text = calendar(message)
    for words in (f"UID:{uid_of(meeting.pk)}", "SEQUENCE:0", "METHOD:REQUEST", "DTSTART;TZID=Europe/London:",
                  "BEGIN:DAYLIGHT", "RSVP=TRUE", "mailto:aiko@parley.example"):  # fmt: skip
        assert words in text
    assert str(message["from"]).partition("<")[2].strip(">") in text, "the organizer is who sends it"
    assert "What clients ask" in text.partition("DESCRIPTION")[2]
    assert [part.get_filename() for part in message.iter_attachments()] == ["invitation.ics"]
    body = message.get_body(("plain",))
    assert body
    assert "Tokyo" in body.get_content()
    assert "What clients ask" in body.get_content()
    day = meeting.starts_at.astimezone(ZoneInfo("Asia/Tokyo"))
    assert f"({day:%a} {day.day} {day:%b})" in message["subject"]
    assert sent() == {}, "nothing has changed"


def test_what_changes_together_is_one_mail_with_a_higher_number(cast: Cast) -> None:
    meeting = in_days(cast)
    first = sent()
    for hours in (1, 2):
        move_meeting(meeting=meeting, starts_at=meeting.starts_at + timedelta(hours=hours), actor=cast.femi, at=cast.at)
    (message,) = sent()["aiko"]
    assert "SEQUENCE:1\n" in calendar(message)
    assert message["from"] == first["aiko"][0]["from"]
    assert "Changed: " in message["subject"]
    cancel_meeting(meeting=meeting, reason="Femi is ill, and nobody can stand in.", actor=cast.femi, at=cast.at)
    (message,) = sent()["aiko"]
    for words in ("METHOD:CANCEL", "SEQUENCE:2\n", "STATUS:CANCELLED"):
        assert words in calendar(message)
    body = message.get_body(("plain",))
    assert body
    assert "Femi is ill, and nobody can stand in." in body.get_content()
    assert "saw to the invitations to" in history(meeting_ref(meeting.pk))[0]


def test_whoever_leaves_the_group_is_told_that_they_are_not_needed(cast: Cast) -> None:
    in_days(cast)
    sent()
    remove_member(area=cast.identity, person=cast.sam, actor=MACHINE, at=cast.at)
    mails = sent()
    assert set(mails) == {"sam"}
    assert "METHOD:CANCEL" in calendar(mails["sam"][0])


def test_who_is_called_in_is_asked_to_their_slot_until_they_are_called_off(cast: Cast) -> None:
    meeting = soon(cast, ahead=timedelta(days=4))
    first = line(cast, meeting, "Heliotrope", minutes=20)
    item = line(cast, meeting, initiative=initiative(cast, "Household graph"), actor=cast.noor, minutes=15)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    sent()
    call_in(item=item, person=cast.lena, actor=MACHINE, at=cast.at)
    mails = sent()
    assert set(mails) == {"lena"}
    text = calendar(mails["lena"][0])
    begins = meeting.starts_at + timedelta(minutes=20)
    row = Invitation.objects.get(person=cast.lena)
    assert (row.starts_at, row.minutes) == (begins, 15)
    assert f"UID:{uid_of(meeting.pk, item.pk)}" in text
    assert "Household graph" in text
    assert "Heliotrope" not in mails["lena"][0].as_string()
    change_item(item=first, purpose=first.purpose, minutes=25, why="", lead=None, title="Heliotrope", actor=MACHINE,
                at=cast.at)  # fmt: skip
    assert "SEQUENCE:1\n" in calendar(sent()["lena"][0])
    drop_item(item=item, actor=MACHINE, at=cast.at)
    mails = sent()
    assert set(mails) == {"lena"}
    assert "METHOD:CANCEL" in calendar(mails["lena"][0])


def reply(message: EmailMessage, partstat: str, *, sender: str = "aiko@parley.example") -> bytes:
    """Write what a calendar program writes back."""
    text = calendar(message).replace("METHOD:REQUEST", "METHOD:REPLY").replace("NEEDS-ACTION", partstat)
    answer = EmailMessage()
    answer["From"], answer["To"], answer["Subject"] = sender, str(message["from"]), "Accepted"
    answer.set_content("Yes.")
    answer.add_alternative(text, subtype="calendar", params={"method": "REPLY"})
    return answer.as_bytes()


def test_a_calendars_reply_is_noted(cast: Cast) -> None:
    meeting = in_days(cast)
    (message,) = sent()["aiko"]
    assert take_mail(reply(message, "ACCEPTED"), at=cast.at).endswith("reply.")
    assert Reply.objects.get().coming is Coming.YES
    take_mail(reply(message, "DECLINED"), at=cast.at)
    assert Attendance.objects.get(meeting=meeting, person=cast.aiko).presence is Presence.APOLOGIES
    take_mail(reply(message, "TENTATIVE"), at=cast.at)
    assert not Attendance.objects.exists()


def test_a_reply_of_another_or_to_an_older_hour_is_not(cast: Cast) -> None:
    meeting = in_days(cast)
    (message,) = sent()["aiko"]
    passed_on = reply(message, "ACCEPTED", sender="sam@parley.example")
    forged = reply(message, "ACCEPTED").replace(b"+", b"+a")
    for bad in (passed_on, forged, b"", b"\xff\x00", b"To: parley@localhost\n\nHello"):
        with pytest.raises(Refused):
            take_mail(bad, at=cast.at)
    move_meeting(meeting=meeting, starts_at=meeting.starts_at + timedelta(hours=1), actor=cast.femi, at=cast.at)
    sent()
    with pytest.raises(Refused, match="an earlier time"):
        take_mail(reply(message, "ACCEPTED"), at=cast.at)
    assert not Reply.objects.exists()


def test_a_link_replies_when_it_is_confirmed_and_not_when_it_is_opened(cast: Cast) -> None:
    meeting = in_days(cast)
    (message,) = sent()["aiko"]
    address = urlsplit(link(message, "maybe"))
    assert "/invitations/" not in calendar(message), "who passes an entry on passes no reply on"
    browser = Client()
    page = browser.get(f"{address.path}?{address.query}")
    assert "You reply as Aiko Tanaka" in page.content.decode()
    assert not Reply.objects.exists()
    assert "Noted: perhaps you come." in browser.post(address.path, {"coming": "maybe"}).content.decode()
    assert Reply.objects.get().person == cast.aiko
    assert browser.post(address.path, {"coming": "never"}).status_code == 422
    assert browser.get(reverse("invitation", args=["a" * 32])).status_code == 404
    cancel_meeting(meeting=meeting, reason="Femi is ill, and nobody can stand in.", actor=cast.femi, at=cast.at)
    assert browser.post(address.path, {"coming": "yes"}).status_code == 422


def test_everybody_replies_for_themselves_and_the_page_counts(cast: Cast) -> None:
    meeting = in_days(cast)
    with pytest.raises(Refused):
        reply_to_meeting(meeting=meeting, person=cast.aiko, coming=Coming.YES, actor=cast.sam, at=cast.at)
    with pytest.raises(Refused):
        reply_to_meeting(meeting=meeting, person=cast.omar, coming=Coming.YES, actor=cast.omar, at=cast.at)
    sam, page = cast.browser(cast.sam), reverse("meeting", args=[meeting.pk])
    assert sam.post(reverse("meeting_reply", args=[meeting.pk]), {"coming": "yes"}).status_code == 302
    shown = sam.get(page).content.decode()
    assert "1 coming, 4 no reply yet" in shown
    assert "Coming: Sam Okafor" not in shown
    assert "Coming: Sam Okafor" in cast.browser(cast.femi).get(page).content.decode()


def test_an_invitation_changed_again_meanwhile_is_not_mailed_twice(cast: Cast) -> None:
    meeting = in_days(cast)
    Pending.objects.filter(task="mail_invitation").delete()
    revise_invitations(meeting=meeting, actor=MACHINE, at=cast.at)
    move_meeting(meeting=meeting, starts_at=meeting.starts_at + timedelta(hours=1), actor=cast.femi, at=cast.at)
    revise_invitations(meeting=meeting, actor=MACHINE, at=cast.at)
    assert len(sent()["aiko"]) == 1


def test_whoever_comes_to_a_published_meeting_by_a_change_of_its_series_is_invited_soon(cast: Cast) -> None:
    sydney = SeriesHour(2, 0, time(9), "Australia/Sydney", 1)
    series = weekly(cast, hours=[sydney], second_regions=[cast.apac.pk])
    first = [each for each in meetings_of(series) if each.sitting == 1][1]
    line(cast, first)
    publish_meeting(meeting=first, actor=cast.femi, at=cast.at)
    assert "aiko" not in sent()
    weekly(cast, series=series, hours=[])
    assert [*sent()] == ["aiko"]
