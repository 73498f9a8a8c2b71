"""Every kind of mail, calendar entry and file of minutes, read in a language without letters: only data has some."""

import html
import io
import re
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import product

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from parley.decisions.actions import publish_decision
from parley.disclosure.actions import move_stage
from parley.disclosure.terms import Words
from parley.languages.moments import day_words, moment_words
from parley.languages.reading import read_by
from parley.ledger.terms import MACHINE
from parley.meetings.actions import (
    call_in,
    cancel_meeting,
    drop_item,
    move_meeting,
    publish_meeting,
    revise_invitations,
)
from parley.meetings.models import Invitation, Meeting
from parley.meetings.queries import feed_of
from parley.meetings.terms.minutes import LineFacts, LineKind
from parley.notifications.queries import waiting_feed_of
from parley.notifications.queries.said import Heard
from parley.notifications.terms import WaitingThing, Waits
from parley.notifications.terms.digests import Rhythm, Times
from parley.people.actions import change_person
from parley.people.models import Person
from parley.reactions import mail as mails
from parley.reactions.digests import mail_digest, times_said
from parley.reactions.invitations import mail_invitation
from parley.reactions.minutes import _added, _said, mail_minutes
from parley.reactions.news_words import SENTENCES, comments_said
from parley.reactions.noticed import NEWS
from parley.reactions.waiting_words import waiting_said
from parley.roadmap.terms import Stage
from parley.screens.company.trying import message_to_try
from parley.screens.decisions.given import gave
from parley.screens.meetings.documents import added_words, result_words
from parley.topics.actions import answer_topic
from parley.voices.actions import follow
from parley.voices.terms import Given
from tests.cast import Cast
from tests.decisions.made import QUESTION, REASON
from tests.disclosure.made import approved, fresh, in_build, told
from tests.languages.conftest import blank, unsaid, visible
from tests.meetings.made import line, meetings_of, published, soon, weekly
from tests.notifications.made import much
from tests.reactions.digested import BECAUSE, chosen, followed
from tests.reactions.digested import moved as replanned
from tests.reactions.digested import told as let_people_be_told
from tests.reactions.later import do, work_off
from tests.reactions.test_decided import asked_for, publish, settled
from tests.roadmap.made import TITLE
from tests.screens.test_minutes import public
from tests.topics.made import topic

NAMES = ("Aiko Tanaka", "Sam Okafor", "Femi Adeyemi", "Lena Fischer", "Elena Brandt", "Noor Haddad", "Ines Costa",
         "Identity & privacy", "An extra meeting", "Strategy group", "Nordbank", "Consent signals", "AGENDALINE",
         settings.COMPANY)  # fmt: skip
MARKS = ("SECRETGRAPH", "SECRETNOTES", "SECRETPROMISE", "SECRETADDED", "SECRETWHY was missing", "LEGALCASE",
         "LEGALNOTES", "OPENLINE", "OPENNOTES", "SAMTOPIC", "SAMNOTES", " & more")  # fmt: skip


def speaks(person: Person, language: str, at: datetime) -> Person:
    return change_person(
        person=person, name=person.name, function=person.function, region=person.region, time_zone=person.time_zone,
        language=language, actor=MACHINE, at=at,
    )  # fmt: skip


def parts() -> list[tuple[str, str]]:
    """All that was mailed, by what it is, as a reader sees it; nothing waits afterwards."""
    found = []
    for sent in mail.outbox:
        read = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
        found += [("subject", str(read["subject"]).strip()), ("from", str(read["from"]))]
        for part in read.walk():
            assert isinstance(part, EmailMessage)
            match part.get_content_type():
                case "text/html":
                    found.append(("HTML", visible(part.get_content())))
                case "text/calendar":
                    found.append(("entry", entry(part.get_content())))
                case "text/plain":
                    found.append(("text", part.get_content()))
    assert mail.outbox
    mail.outbox.clear()
    return found


def entry(calendar: str) -> str:
    """What a calendar shows of its entries."""
    lines = calendar.replace("\r\n", "\n").replace("\n ", "").replace("\\n", " ").split("\n")
    return "\n".join(each.partition(":")[2] for each in lines if each.startswith(("SUMMARY", "DESCRIPTION", "NAME")))


def all_dots(*data: str) -> None:
    for what, text in parts():
        assert unsaid(text, *NAMES, *data) == [], f"{what}: {text}"
        assert "•" in text or what == "from", what


def test_a_word_that_nobody_marked_is_found() -> None:
    assert unsaid("• •: Aiko Tanaka, by Friday", "Aiko Tanaka") == ["by", "Friday"]
    assert unsaid(visible('<style>b {}</style><p title="Read">•</p>')) == ["Read"]
    assert blank("Hello %(name)s, <b>you</b>") == "• %(name)s, <b>•</b>"


@pytest.mark.django_db
def test_links_notices_and_corrections(cast: Cast, dots: str) -> None:
    aiko = speaks(cast.aiko, dots, cast.at)
    mails.mail_sign_in_link({"person": aiko.pk, "work": 1}, cast.at)
    message_to_try(aiko).send()
    all_dots()
    for news in NEWS.values():
        with mails.as_read_by(aiko):
            subject, opening = news("AGENDALINE")
            said = {"name": aiko.name, "opening": opening, "title": "AGENDALINE", "reason": "12", "by": "Parley"}
            said |= {"prose": "", "link": "https://parley.example", "cut": "", "files": ""}
            mails.send(aiko, subject, "notice", said, about="notice-1-1")
    all_dots()
    told = [("Nordbank", "Consent signals", date(2025, 3, 4))]
    for more in (0, 1, 2):
        with mails.as_read_by(aiko):
            waits = {"name": aiko.name, "lines": told, "more": more, "link": "https://parley.example"}
            mails.send(aiko, "•", "corrections", waits, about="corrections-1-1")
    all_dots()


def invite(meeting: Meeting, at: datetime) -> None:
    """Mail the invitations to a meeting that have to be, to whoever reads dots."""
    before = dict(Invitation.objects.values_list("pk", "sequence"))
    revise_invitations(meeting=meeting, actor=MACHINE, at=at)
    for row in Invitation.objects.filter(person__language="qz"):
        if before.get(row.pk) != row.sequence:
            mail_invitation({"invitation": row.pk, "sequence": row.sequence}, at)


@pytest.mark.django_db
def test_invitations_changes_and_what_is_taken_back(cast: Cast, dots: str) -> None:
    for person in (cast.aiko, cast.lena):
        speaks(person, dots, cast.at)
    meeting = soon(cast, ahead=timedelta(days=4))
    item = line(cast, meeting, "AGENDALINE")
    call_in(item=item, person=cast.lena, actor=cast.femi, at=cast.at)
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    now = {"actor": MACHINE, "at": cast.at}
    changes = (
        lambda: None,
        lambda: move_meeting(meeting=meeting, starts_at=meeting.starts_at + timedelta(hours=1), **now),
        lambda: drop_item(item=item, **now),
        lambda: cancel_meeting(meeting=meeting, reason="REASONABLE words of a person", **now),
    )
    for change in changes:
        change()
        meeting.refresh_from_db()
        invite(meeting, cast.at)
        all_dots("REASONABLE words of a person")


@pytest.mark.django_db
def test_an_invitation_after_clocks_have_changed(cast: Cast, dots: str) -> None:
    speaks(cast.aiko, dots, cast.at)
    now = datetime(2026, 10, 19, 9, 0, tzinfo=UTC)
    before, after = meetings_of(weekly(cast, starts_on=date(2026, 10, 20), at=now))[:2]
    for meeting in (before, after):
        line(cast, meeting, "AGENDALINE", at=now)
        publish_meeting(meeting=meeting, actor=cast.femi, at=now)
        invite(meeting, now)
    assert "23:00" in mail.outbox[-1].body
    all_dots()


@pytest.mark.django_db
def test_minutes_by_mail_as_pdf_and_as_markdown_and_feeds(cast: Cast, dots: str) -> None:
    meeting = public(cast)
    for person in (cast.sam, cast.ines):
        speaks(person, dots, cast.at)
        for meetings in ([meeting.pk], [meeting.pk, meeting.pk]):
            mail_minutes({"person": person.pk, "meetings": meetings}, cast.at)
        all_dots(*MARKS)
        browser = cast.browser(person)
        text = browser.get(reverse("minutes_markdown", args=[meeting.pk])).content.decode()
        assert unsaid(text.replace("\\", ""), *NAMES, *MARKS) == []
        pdf = PdfReader(io.BytesIO(browser.get(reverse("minutes_pdf", args=[meeting.pk])).content))
        assert unsaid(" ".join(" ".join(page.extract_text() for page in pdf.pages).split()), *NAMES, *MARKS) == []
    browser.post(reverse("my_calendar"))
    soon(cast, ahead=timedelta(days=9))
    cancelled = published(cast, ahead=timedelta(days=8))
    cancel_meeting(meeting=cancelled, reason="Femi is ill, and nobody can stand in.", actor=cast.femi, at=cast.at)
    cast.browser(cast.sam).post(reverse("my_calendar"))
    shown = entry(Client().get(reverse("feed", args=[feed_of(cast.sam.pk, None)])).content.decode())
    assert shown.count("•") > 3
    assert unsaid(shown, *NAMES) == []


@pytest.mark.django_db
def test_what_waits_in_a_feed_and_a_calendar(cast: Cast, dots: str) -> None:
    speaks(cast.femi, dots, cast.at)
    much(cast, 1)
    cast.browser(cast.femi).post(reverse("waiting_feed"))
    token = waiting_feed_of(cast.femi.pk)
    assert token
    shown = entry(Client().get(reverse("waiting_calendar", args=[token])).content.decode())
    known = ("Identity & privacy", "Does consent cover country", "Ask legal about country", "Extra meeting",
             "Fortnightly", settings.COMPANY)  # fmt: skip
    assert shown.count("•") > 3
    assert unsaid(shown, *known) == []
    feed = Client().get(reverse("waiting_news", args=[token])).content.decode()
    texts = " ".join(html.unescape(each) for each in re.findall(r"<(?:title|summary)[^>]*>([^<]*)<", feed))
    assert unsaid(texts, *known) == []


def test_whatever_minutes_may_hold(dots: str) -> None:
    at = datetime(2026, 11, 24, 12, tzinfo=UTC)
    with read_by("UTC", dots):
        for kind in LineKind:
            of = LineFacts(kind=kind, words="insight topic", why="NORDBANK", name="AIKO", day=at.date(), at=at)
            for text in (_said(of, at), _added(of, at), *result_words(of), added_words(of)):
                assert unsaid(text, "insight topic", "NORDBANK", "AIKO") == [], kind
        for given in ([each] * n for each in Given for n in (1, 2)):
            assert unsaid(gave(given)) == []
        assert unsaid(gave(list(Given))) == []


def test_every_day_and_every_way_to_say_an_hour(dots: str) -> None:
    at = datetime(2026, 1, 24, 23, 30, tzinfo=UTC)
    zones = ("Asia/Tokyo", "UTC", "America/New_York", "Europe/London", "Pacific/Auckland")
    for reader in zones:
        with read_by(reader, dots):
            for n in range(14):
                for zone in zones:
                    starts_at = at + timedelta(days=30 * n, hours=n)
                    said = moment_words(starts_at, zone, reader_zone=reader, at=at)
                    assert unsaid(said) == [], said
            assert unsaid(day_words(at.date(), with_year=True)) == []


@pytest.mark.django_db
def test_a_published_decision(cast: Cast, dots: str) -> None:
    found = in_build(cast)
    client = asked_for(cast, found, "Nordbank", speaks(cast.sam, dots, cast.at))
    asked_for(cast, found, "Elbkredit", cast.sam)
    follow(thread=found.thread, following=True, actor=cast.sam, at=cast.at)
    approved(cast, found, Words(None, "OPENLINE"))
    told(cast, found, client)
    publish(cast, settled(cast, found, later=True))
    work_off()
    mail.outbox[:] = [each for each in mail.outbox if each.to == [cast.sam.email]]
    all_dots(QUESTION, REASON, TITLE, "Audited clients first", "Elbkredit", "Q3 2087", "Q2 2087", "OPENLINE")


@pytest.mark.django_db
def test_a_digest_whatever_it_holds(cast: Cast, dots: str) -> None:
    noor = speaks(cast.noor, dots, cast.at)
    chosen(cast, noor, news=False)
    answer_topic(topic=topic(cast, noor, "SAMTOPIC"), answer="SAMNOTES were about this.", actor=cast.femi, at=cast.at)
    topic(cast, cast.aiko, "AGENDALINE")
    row = followed(cast, noor, title="OPENLINE")
    replanned(cast, row, by=cast.ines)
    why = "REASONABLE words of somebody"
    move_stage(initiative=fresh(row), stage=Stage.BUILD, reason=why, without=why, actor=cast.ines, at=cast.at)
    made = settled(cast, followed(cast, noor, title="OPENNOTES"))
    publish_decision(decision=made, credits=[], actor=cast.femi, at=cast.at)
    let_people_be_told()
    do(mail_digest, {"person": noor.pk, "planned": timezone.now().isoformat()}, timezone.now())
    all_dots("SAMTOPIC", "SAMNOTES were about this.", "AGENDALINE", "OPENLINE", "OPENNOTES", why, BECAUSE, "Build",
             QUESTION, REASON, "Audited clients first")  # fmt: skip


def test_all_that_a_digest_may_say(dots: str) -> None:
    with read_by("UTC", dots):
        for words in SENTENCES.values():
            assert unsaid(words()) == []
        for named, many in product((None, "", "3"), (1, 4)):
            heard = [Heard(1, "2", named)] * many
            assert unsaid(comments_said([str(n) for n in range(many)], heard)) == []
        for each in Waits:
            thing = WaitingThing(each, 1, "2", None, None, "2", "identity", whom="2")
            assert unsaid(waiting_said(thing, "UTC", timezone.now())["verb"]) == []
        for times in (Times(Rhythm.WORKING_DAYS), Times(Rhythm.DAYS, (0, 3, 6), 7)):
            assert unsaid(times_said(times, "Europe/London")) == []
