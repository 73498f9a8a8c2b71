"""Minutes in a browser and as files: read, published, added to, taken away; nobody finds in any what is not theirs."""

import io
import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from markdown_it import MarkdownIt
from pypdf import PdfReader

from parley.ledger.terms import MACHINE
from parley.meetings.actions import (
    add_to_minutes,
    call_in,
    hold_meeting,
    note_attendance,
    promise,
    publish_meeting,
    publish_minutes,
    write_notes,
)
from parley.meetings.models import Meeting, MinutesLine
from parley.meetings.terms import Presence
from parley.people.models import Person
from parley.reactions.minutes import mail_minutes, send_minutes
from parley.reactions.worker import Worker
from parley.screens.documents import As, Line
from parley.screens.markdown import escaped, markdown_of
from parley.screens.paper import in_words, unprintable
from parley.voices.models import Contribution
from tests.cast import Cast
from tests.meetings.made import initiative, line, published, soon, topic
from tests.screens.meeting_pages import cost, page_of, sent_by, text

pytestmark = [pytest.mark.django_db]
MARKDOWN = MarkdownIt("commonmark").enable("table")


def whole(cast: Cast) -> Meeting:
    """A held meeting with a hidden item, one for legal, one about Sam’s topic, and a line for all; Sam missed it."""
    meeting = soon(cast, ahead=timedelta(minutes=10))
    hidden = line(cast, meeting, initiative=initiative(cast, "SECRETGRAPH"), actor=cast.noor, lead=cast.elena)
    legal = line(cast, meeting, "LEGALCASE")
    call_in(item=legal, person=cast.lena, actor=cast.femi, at=cast.at)
    open_ = line(cast, meeting, "OPENLINE")
    about = line(cast, meeting, topic=topic(cast, "SAMTOPIC"))
    publish_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    now = {"actor": MACHINE, "at": cast.at}
    for item, word in ((hidden, "SECRETNOTES"), (legal, "LEGALNOTES"), (open_, "OPENNOTES"), (about, "SAMNOTES")):
        write_notes(item=item, notes=f"{word} & more", **now)
    promise(meeting=meeting, text="SECRETPROMISE", owner=cast.elena, due_on=cast.at.date(), item=hidden, **now)
    came = {cast.sam.pk: Presence.ABSENT} | dict.fromkeys((cast.femi.pk, cast.aiko.pk), Presence.PRESENT)
    note_attendance(meeting=meeting, presences=came, **now)
    return hold_meeting(meeting=meeting, **now)


def public(cast: Cast) -> Meeting:
    """The same, published, with something added to the hidden item."""
    meeting = publish_minutes(meeting=whole(cast), actor=cast.femi, at=cast.at)
    hidden = meeting.items.get(initiative__isnull=False)
    add_to_minutes(meeting=meeting, text="SECRETADDED", why="SECRETWHY was missing.", item=hidden, actor=cast.ines,
                   at=cast.at)  # fmt: skip
    return meeting


def mailed(cast: Cast, person: Person, meeting: Meeting) -> tuple[str, str]:
    """The mail somebody gets: as text, and as HTML."""
    mail.outbox.clear()
    mail_minutes({"person": person.pk, "meetings": [meeting.pk]}, cast.at)
    if not mail.outbox:
        return "", ""
    read = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    bodies = [read.get_body((kind,)) for kind in ("plain", "html")]
    return tuple(str(each.get_content()) for each in bodies)  # type: ignore[union-attr,return-value]


def file_of(cast: Cast, person: Person, meeting: Meeting, name: str) -> bytes:
    answer = cast.browser(person).get(reverse(f"minutes_{name}", args=[meeting.pk]))
    return answer.content if answer.status_code == 200 else b""


def formats(cast: Cast, person: Person, meeting: Meeting) -> dict[str, str]:
    """Everything in which somebody may read the minutes."""
    page = cast.browser(person).get(page_of(meeting))
    pdf = file_of(cast, person, meeting, "pdf")
    plain, html = mailed(cast, person, meeting)
    return {
        "page": page.content.decode() if page.status_code == 200 else "",
        "markdown": file_of(cast, person, meeting, "markdown").decode(),
        "pdf": "".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf)).pages) if pdf else "",
        "mail as text": plain,
        "mail as HTML": html,
    }


def test_each_finds_in_every_format_what_is_theirs_and_nothing_else(cast: Cast) -> None:
    meeting = public(cast)
    marks = ("SECRETGRAPH", "SECRETNOTES", "SECRETPROMISE", "SECRETADDED", "SECRETWHY", "LEGALCASE", "LEGALNOTES",
             "OPENLINE", "OPENNOTES", "SAMTOPIC", "SAMNOTES", "Aiko Tanaka")  # fmt: skip
    secret, legal = set(marks[:5]), set(marks[5:7])
    reads = {
        cast.noor: set(marks), cast.ines: set(marks), cast.aiko: set(marks) - secret, cast.sam: set(marks) - secret,
        cast.lena: legal, cast.omar: set(), cast.petra: set(),
    }  # fmt: skip
    for person, expected in reads.items():
        for name, said in formats(cast, person, meeting).items():
            unsaid = {"Aiko Tanaka"} if name.startswith("mail") else set()  # who came is not mailed
            assert {mark for mark in marks if mark in said} - unsaid == expected - unsaid, (person.name, name)


def test_a_draft_is_in_no_file_and_no_mail(cast: Cast) -> None:
    meeting = whole(cast)
    for name in ("pdf", "markdown"):
        assert cast.browser(cast.femi).get(reverse(f"minutes_{name}", args=[meeting.pk])).status_code == 404
    assert mailed(cast, cast.femi, meeting) == ("", "")
    assert "OPENNOTES" in text(cast.browser(cast.aiko).get(page_of(meeting)))


def test_the_minutes_are_read_once_more_credited_and_published(cast: Cast) -> None:
    meeting = whole(cast)
    femi, there = cast.browser(cast.femi), reverse("minutes_publication", args=[meeting.pk])
    page = femi.get(page_of(meeting))
    assert "A draft that wrote itself from what was captured." in text(page)
    assert there in page.content.decode()
    asked = femi.get(there)
    words = text(asked)
    assert "Sam Okafor: a topic" in words
    assert "6 people get them by mail" in words
    assert "SECRET" not in asked.content.decode()
    assert there not in cast.browser(cast.aiko).get(page_of(meeting)).content.decode()
    for stranger, status in ((cast.omar, 404), (cast.lena, 404), (cast.aiko, 422)):
        assert cast.browser(stranger).post(there).status_code == status
    assert femi.post(there, {"credits": [cast.aiko.pk]}).status_code == 422
    assert femi.post(there, {"credits": [cast.sam.pk]}).status_code == 302
    assert femi.post(there).status_code == 422
    assert femi.get(there).status_code == 302
    assert Contribution.objects.get().person == cast.sam
    words = text(femi.get(page_of(meeting)))
    assert re.search(r"They go by mail by \d\d:\d[05]\.", words)
    assert "by Femi Adeyemi. They stay as they are" in words
    assert "Credited: Sam Okafor (a topic)" in words
    assert "Change what is written here" not in words
    assert femi.post(reverse("meeting_minutes", args=[meeting.pk]), {"text": "x"}).status_code == 422


def test_a_draft_is_changed_on_the_meetings_page(cast: Cast) -> None:
    meeting = published(cast, "One", ahead=timedelta(minutes=10))
    hold_meeting(meeting=meeting, actor=cast.femi, at=cast.at)
    item, femi = meeting.items.get(), cast.browser(cast.femi)
    sent = sent_by(femi.get(page_of(meeting))) | {f"item-{item.pk}-notes": "Two weeks.", "do": "attendance"}
    sent |= {"text": "Ask them", "owner": str(cast.aiko.pk)}
    assert femi.post(reverse("meeting_minutes", args=[meeting.pk]), sent).status_code == 302
    item.refresh_from_db()
    assert item.notes == "Two weeks."
    words = text(femi.get(page_of(meeting)))
    assert "Ask them" in words
    assert "Sam Okafor" in words.split("Who came")[1]


def test_something_is_added_with_its_reason(cast: Cast) -> None:
    meeting = public(cast)
    item = meeting.items.get(title="OPENLINE")
    femi, there = cast.browser(cast.femi), reverse("minutes_additions", args=[meeting.pk])
    assert "SECRET" not in femi.get(there).content.decode()
    added = {"item": item.pk, "text": "Nobody <b>objected</b>.", "why": "It was missing."}
    for wrong in ({"text": ""}, {"why": "x"}, {"item": meeting.items.get(initiative__isnull=False).pk}):
        assert femi.post(there, added | wrong).status_code == 422
    assert cast.browser(cast.aiko).post(there, added).status_code == 422
    assert cast.browser(cast.lena).post(there, added).status_code == 404
    assert femi.post(there, added).status_code == 302
    page = cast.browser(cast.aiko).get(page_of(meeting))
    assert "by Femi Adeyemi, because: It was missing." in text(page)
    assert "Nobody &lt;b&gt;objected&lt;/b&gt;." in page.content.decode()
    assert MinutesLine.objects.filter(item=item, person=cast.femi).count() == 1


def test_whoever_missed_it_reads_their_topics_first(cast: Cast) -> None:
    meeting = public(cast)
    seen = formats(cast, cast.sam, meeting)
    for name in ("page", "mail as text", "mail as HTML"):
        assert (
            seen[name].lower().index("your topics first") < seen[name].index("SAMNOTES") < seen[name].index("OPENNOTES")
        )
    assert seen["markdown"].index("OPENNOTES") < seen["markdown"].index("SAMNOTES"), "a file keeps the meeting’s order"
    assert "your topics first" not in formats(cast, cast.aiko, meeting)["page"]


def test_mail_is_in_the_readers_zone_once_and_as_text_too(cast: Cast) -> None:
    meeting = public(cast)
    mail.outbox.clear()
    later = timezone.now() + timedelta(minutes=10)
    for _again in (1, 2):
        send_minutes(later)
        Worker(clock=lambda: later).work_off()
    assert "Mailed " in text(cast.browser(cast.aiko).get(page_of(meeting)))
    about = [each for each in mail.outbox if each.subject.startswith("Minutes: Identity & privacy: An extra meeting")]
    assert sorted(each.to[0].partition("@")[0] for each in about) == ["aiko", "elena", "femi", "lena", "noor", "sam"]
    plain, html = mailed(cast, cast.aiko, meeting)
    for body in (plain, html):
        assert "for Tokyo)" in body
    assert "OPENNOTES & more" in plain
    assert "OPENNOTES &amp; more" in html
    assert "<b>" not in plain


def test_files_are_named_by_group_and_day_and_kept_by_nobody(cast: Cast) -> None:
    meeting = public(cast)
    for name, ending, kind in (("pdf", "pdf", "application/pdf"), ("markdown", "md", "text/markdown; charset=utf-8")):
        answer = cast.browser(cast.aiko).get(reverse(f"minutes_{name}", args=[meeting.pk]))
        assert (answer["Content-Type"], answer["Cache-Control"]) == (kind, "private, no-store")
        assert re.search(
            rf'attachment; filename="minutes-identity-\d{{4}}-\d\d-\d\d\.{ending}"', answer["Content-Disposition"]
        )
    info = PdfReader(io.BytesIO(file_of(cast, cast.aiko, meeting, "pdf"))).metadata
    assert info
    assert info.title == "Identity & privacy: An extra meeting"
    item = meeting.items.get(title="OPENLINE")
    add_to_minutes(meeting=meeting, text="שלום", why="It was missing.", item=item, actor=cast.femi, at=cast.at)
    pages = PdfReader(io.BytesIO(file_of(cast, cast.aiko, meeting, "pdf"))).pages
    said = " ".join(each.extract_text() for each in pages)
    assert "[…]" in said
    assert reverse("minutes_markdown", args=[meeting.pk]) in said
    assert "שלום".encode() in file_of(cast, cast.aiko, meeting, "markdown")


def test_minutes_cost_the_same_however_long(cast: Cast) -> None:
    meeting = public(cast)
    browser = cast.browser(cast.sam)
    hrefs = [page_of(meeting), *(reverse(f"minutes_{name}", args=[meeting.pk]) for name in ("pdf", "markdown"))]
    few = [cost(browser, each) for each in hrefs]
    item = meeting.items.get(title="OPENLINE")
    for number in range(15):
        add_to_minutes(meeting=meeting, text=f"More {number}", why="It was missing.", item=item, actor=cast.femi,
                       at=cast.at)  # fmt: skip
    assert [cost(browser, each) for each in hrefs] == few
    assert max(few) <= 12


TYPED = [
    "# no heading", "## none", "no\n===\nheading", "none\n---", "- no list", "+ none", "* none", "1. none", "12) none",
    "a | b\n--|--\n1 | 2", "> no quotation", "    no code", "`no code`", "```\nno code", "~~~", "<b>no tag</b>",
    "<script>x</script>", "[no link](javascript:x)", "![no picture](x)", "[a]: /x", "*not* _slanted_ **not bold**",
    "&amp; &copy; &#35;", "\\* \\", "***", "_ _ _", "a  \nb", "<javascript:x>", "C#", "# x #", "$a$", "a\tb",
    "\n\n\n- a\n\n- b",
]  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_what_people_typed_is_text_in_markdown(typed: str) -> None:
    first = typed.split("\n", maxsplit=1)[0]
    made = markdown_of([Line(As.TITLE, first), Line(As.WORDS, typed), Line(As.BELOW, typed), Line(As.NAME, "End")])
    html = MARKDOWN.render(made)
    assert len(re.findall(r"<h\d>", html)) == 2, made
    assert not set(re.findall(r"<(\w+)", html)) - {"h1", "h2", "p", "br", "em"}, html
    shown = re.sub(r"<[^>]+>", " ", MARKDOWN.render(escaped(typed))).replace("&lt;", "<").replace("&gt;", ">")
    assert "".join(shown.replace("&quot;", '"').replace("&amp;", "&").split()) == "".join(typed.split())


def test_addresses_stay_links_in_markdown() -> None:
    html = MARKDOWN.render(escaped("See https://a.example/x_y_(z)?q=1|2, or (http://b.example/)."))
    assert re.findall(r'href="([^"]+)"', html) == ["https://a.example/x_y_(z)?q=1%7C2", "http://b.example/"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Shipped 🎉 at last", "Shipped [party popper] at last"),
        ("👍🏽 from 🇩🇪", "[thumbs up sign] from [DE]"),
        ("said שלום עולם twice", "said […] twice"),
        ("é – „Übung“ 日本語", "é – „Übung“ 日本語"),
        ("two\nlines 👩‍💻", "two\nlines [woman, personal computer]"),
    ],
)
def test_a_sign_that_cannot_be_printed_stands_in_words(typed: str, printed: str) -> None:
    assert in_words(typed) == printed
    assert not unprintable(printed)
