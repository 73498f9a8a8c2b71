"""Each reads mails and files in their language and on their clock; whoever speaks another language reads English."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from pypdf import PdfReader

from parley.languages.joining import headed, listed
from parley.languages.moments import moment_words
from parley.languages.reading import read_by, spoken
from parley.ledger.terms import MACHINE
from parley.meetings import rules
from parley.meetings.actions import publish_meeting, revise_invitations
from parley.meetings.models import Invitation
from parley.reactions.invitations import mail_invitation
from parley.reactions.minutes import mail_minutes
from tests.cast import Cast
from tests.languages.test_everything_is_marked import parts, speaks
from tests.meetings.made import line, soon
from tests.screens.test_minutes import public

ZONES = ("Europe/London", "Europe/Berlin", "Asia/Tokyo", "America/New_York", "Pacific/Auckland", "UTC")
AT = datetime(2026, 11, 24, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "language"),
    [("en", "en"), ("de", "de"), ("de-AT", "de"), ("ja-JP", "ja"), ("DE", "de"), ("fr", "en"), ("pt-BR", "en"),
     ("jam", "en"), ("", "en")],
)  # fmt: skip
def test_a_code_is_read_as_the_nearest_language_there_is(code, language):
    assert spoken(code) == language


@pytest.mark.parametrize("reader", ZONES)
def test_english_says_a_moment_as_the_rules_do(reader):
    with read_by(reader, "fr"):
        for zone in ZONES:
            for hours in range(0, 96, 5):
                when = AT + timedelta(hours=hours)
                said = rules.moment_words(when, zone, reader_zone=reader, at=AT)
                assert moment_words(when, zone, reader_zone=reader, at=AT) == said


@pytest.mark.parametrize(
    ("language", "zone", "said"),
    [
        ("de", "Europe/Berlin", "Di, 24. Nov., 14:00 Uhr (London), in Berlin 15:00 Uhr"),
        ("de", "Europe/London", "Di, 24. Nov., 14:00 Uhr (London)"),
        ("de", "Pacific/Auckland", "Di, 24. Nov., 14:00 Uhr (London), in Auckland am Tag danach 03:00 Uhr"),
        ("ja", "Asia/Tokyo", "11月24日（火） 14:00（ロンドン）、東京では23:00"),  # noqa: RUF001 - signs of Japanese
        ("ja", "UTC", "11月24日（火） 14:00（ロンドン）"),  # noqa: RUF001
    ],
)
def test_moments_in_other_languages(language, zone, said):
    with read_by(zone, language):
        assert moment_words(AT, "Europe/London", reader_zone=zone, at=AT) == said


def test_a_year_is_said_when_it_is_not_the_readers():
    for zone, said in (("UTC", "2026年1月2日（金）"), ("Asia/Tokyo", "1月2日（金）")):  # noqa: RUF001
        with read_by(zone, "ja"):
            late = datetime(2026, 1, 2, 3, tzinfo=UTC)
            turn = datetime(2025, 12, 31, 20, tzinfo=UTC)
            assert moment_words(late, "UTC", reader_zone="UTC", at=turn).startswith(said)


def test_several_words_are_joined_as_the_language_does():
    told = {"en": "a, b and c", "de": "a, b und c", "ja": "a、bとc"}
    for language, said in told.items():
        with read_by("UTC", language):
            assert (listed(["a", "b", "c"]), listed(["a"]), listed([])) == (said, "a", "")
            assert headed("a", "") == ("a。" if language == "ja" else "a.")


def by_kind() -> dict[str, str]:
    return dict(reversed(parts()))


@pytest.mark.django_db
def test_a_german_and_a_japanese_person_are_invited_in_their_language_and_zone(cast: Cast) -> None:
    at, start = datetime(2026, 11, 24, 12, tzinfo=UTC), datetime(2027, 1, 12, 9, tzinfo=UTC)
    speaks(cast.elena, "de-AT", cast.at)
    speaks(cast.aiko, "ja", cast.at)
    speaks(cast.sam, "fr", cast.at)
    meeting = soon(cast, ahead=start - cast.at, at=at)
    line(cast, meeting, at=at)
    publish_meeting(meeting=meeting, actor=cast.femi, at=at)
    told = {}
    revise_invitations(meeting=meeting, actor=MACHINE, at=at)
    for person in (cast.elena, cast.aiko, cast.sam):
        row = Invitation.objects.get(person=person)
        mail_invitation({"invitation": row.pk, "sequence": 0}, at)
        told[person.pk] = by_kind()
    german, japanese, other = told.values()
    assert german["subject"] == "Einladung: Identity & privacy: An extra meeting (Di, 12. Jan. 2027)"
    assert german["from"].startswith('"Identity & privacy, über Parley"')
    assert "Guten Tag Elena Brandt," in german["text"]
    assert "Di, 12. Jan. 2027, 09:00 Uhr (London), in Berlin 10:00 Uhr, 60 Minuten" in german["HTML"]
    assert "Die Tagesordnung steht in Parley." in german["entry"]
    assert japanese["subject"] == "ご招待：Identity & privacy：An extra meeting（2027年1月12日（火））"  # noqa: RUF001 - signs of Japanese
    assert "2027年1月12日（火） 09:00（ロンドン）、東京では18:00、60分間" in japanese["text"]  # noqa: RUF001
    assert "出席します" in japanese["HTML"]
    assert "Tue 12 Jan 2027, 09:00 London, 60 minutes" in other["text"]


@pytest.mark.django_db
def test_minutes_come_in_the_readers_language_as_mail_and_as_files(cast: Cast) -> None:
    meeting = public(cast)
    told = {}
    for person, language in ((cast.elena, "de"), (cast.aiko, "ja")):
        speaks(person, language, cast.at)
        mail_minutes({"person": person.pk, "meetings": [meeting.pk]}, cast.at)
        assert f'<html lang="{language}">' in str(mail.outbox[0].alternatives)  # type: ignore[union-attr]
        browser = cast.browser(person)
        pdf = PdfReader(io.BytesIO(browser.get(reverse("minutes_pdf", args=[meeting.pk])).content))
        files = {
            "PDF": "".join(page.extract_text() for page in pdf.pages),
            "Markdown": browser.get(reverse("minutes_markdown", args=[meeting.pk])).content.decode(),
            "language": str(pdf.root_object["/Lang"]),
        }
        told[language] = by_kind() | files
    german, japanese = told["de"], told["ja"]
    assert german["subject"] == "Protokoll: Identity & privacy: An extra meeting"
    assert "Uhr (London), in Berlin" in german["text"]
    assert "Zugesagt: SECRETPROMISE (Elena Brandt, bis " in german["HTML"]
    assert "Veröffentlicht am" in german["PDF"]
    assert "**Anwesend**: " in german["Markdown"]
    assert japanese["subject"] == "会議1件の議事録：Identity & privacy：An extra meeting"  # noqa: RUF001
    assert "東京では" in japanese["HTML"]
    for kind in ("PDF", "Markdown"):
        assert "さんが公開" in japanese[kind]
    assert (german["language"], japanese["language"]) == ("de", "ja")


@pytest.mark.django_db
def test_pages_are_english_for_now_whoever_reads_them(cast: Cast) -> None:
    speaks(cast.sam, "de", cast.at)
    page = cast.browser(cast.sam).get("/settings/").text
    assert '<html lang="en"' in page
    assert "Mails come in this language; pages are in English for now." in page


@pytest.mark.django_db
def test_one_chooses_ones_language_and_keeps_one_that_parley_does_not_speak(cast: Cast) -> None:
    speaks(cast.sam, "fr", cast.at)
    sam, typed = cast.browser(cast.sam), {"name": "Sam Okafor", "time_zone": "Europe/London"}
    page = sam.get("/settings/").text
    assert '<option value="fr" selected>fr (English)</option>' in page
    assert all(f">{each}</option>" in page for each in ("English", "Deutsch", "日本語"))
    for language, status in (("fr", 302), ("ja", 302), ("fr", 422), ("de", 302), ("xx", 422)):
        assert sam.post("/settings/", typed | {"language": language}).status_code == status, language
    cast.sam.refresh_from_db()
    assert cast.sam.language == "de"
    change = f"/company/people/{cast.aiko.pk}/"
    speaks(cast.aiko, "de-AT", cast.at)
    assert '<option value="de-AT" selected>de-AT (Deutsch)</option>' in cast.browser(cast.ines).get(change).text
