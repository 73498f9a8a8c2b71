"""A decision and a docket as PDF, slides and Markdown: for one audience, and nothing that it does not see."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from markdown_it import MarkdownIt
from pptx import Presentation
from pypdf import PdfReader

from parley.decisions.actions import dissent, review_decision, settle_decision
from parley.decisions.queries import options_of
from parley.decisions.terms import Outcome
from parley.kernel.spans import today_of
from parley.ledger.door import action, record
from parley.ledger.terms import MACHINE
from parley.people.events import CaughtUp
from parley.roadmap.terms import Audience
from parley.screens.documents import As, Line
from parley.screens.markdown import markdown_of
from parley.screens.slide_look import points
from parley.screens.slides import LEADING, slides_of
from tests.decisions.made import QUESTION, REASON, decision, moved, settle_and_publish
from tests.roadmap.made import initiative

pytestmark = pytest.mark.django_db
FORMS = ("pdf", "pptx", "md")
AT = datetime(2026, 11, 29, 9, tzinfo=UTC)
HOSTILE = "# A | title <script>alert(1)</script> `code` **bold** [link](https://x.example) \\ ~~gone~~ &amp; _it_"


def given(cast, person, what="decision_file", *args, status=200, **asked):
    answer = cast.browser(person).get(reverse(what, args=args), asked)
    assert answer.status_code == status, (answer.status_code, asked)
    return answer


def text_of(content, form):
    """All that a file holds, as a reader or a curious program finds it."""
    if form == "md":
        return content.decode()
    if form == "pdf":
        read = PdfReader(io.BytesIO(content))
        return " ".join(" ".join(page.extract_text() for page in read.pages).split()) + str(dict(read.metadata or {}))
    parts = zipfile.ZipFile(io.BytesIO(content))
    return " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def texts(cast, person, key, **asked):
    return {form: text_of(given(cast, person, "decision_file", key, **{"as": form}, **asked).content, form)
            for form in FORMS}  # fmt: skip


def published(cast, *effects, **facts):
    row = decision(cast, *effects, **facts)
    dissent(decision=row, text="Two clients will leave before Q3.", actor=cast.femi, at=cast.at)
    settle_and_publish(decision=row, option=options_of(row)[0], reason=REASON, actor=cast.elena, at=cast.at,
                       review_on=today_of(cast.elena, cast.at) + timedelta(days=90))  # fmt: skip
    row.refresh_from_db()
    return row


def test_a_file_holds_the_decision_whole_in_each_form(cast):
    old = published(cast, question="Who went first last year?")
    row = published(
        cast,
        moved(initiative(cast)),
        context="Audits begin in May.",
        supersedes=old,
        what_changed="Two auditors are here now.",
    )
    review_decision(decision=row, outcome=Outcome.PARTLY, reason="The audits went as we said.",
                    seen_version=row.version, actor=cast.elena, at=cast.at + timedelta(days=91),
                    review_on=today_of(cast.elena, cast.at) + timedelta(days=400))  # fmt: skip
    for form, text in texts(cast, cast.sam, row.pk, **{"for": "group"}).items():
        for words in (QUESTION, "Identity", "Elena Brandt", REASON, "Audits begin in May.", "Audited clients first",
                      "Leave it as it is", "Nobody who was promised", "window: none", "Q3 2087", "Femi Adeyemi",
                      "Two clients will leave", "Who went first", "The audits went as we said.", "came true in part",
                      "Two auditors are here now."):  # fmt: skip
            assert words in text.replace("\\", "").replace("&amp;", "&"), (form, words)
    assert QUESTION in texts(cast, cast.sam, old.pk)["md"]
    answer = given(cast, cast.sam, "decision_file", row.pk, **{"as": "pptx", "for": "group"})
    assert answer["Content-Disposition"] == f'attachment; filename="decision-{row.pk}-group.pptx"'
    assert answer["Cache-Control"] == "private, no-store"
    page = cast.browser(cast.sam).get(reverse("decision", args=[row.pk])).content.decode()
    assert "Take it with you" in page
    assert '<option value="group" selected>' in page
    assert '<option value="company"' not in page


def test_each_audience_gets_what_it_sees_whoever_makes_the_file(cast):
    shared = initiative(cast, "Consent ledger")
    secret = initiative(cast, "SECRETGRAPH", audience=Audience.PRODUCT_TEAM)
    row = published(cast, moved(shared), moved(secret))
    for form, text in texts(cast, cast.noor, row.pk, **{"for": "product_team"}).items():
        assert "SECRETGRAPH" in text, form
    for person in (cast.noor, cast.elena, cast.ines, cast.femi, cast.sam):
        for form, text in texts(cast, person, row.pk, **{"for": "group"}).items():
            assert "Consent ledger" in text, form
            assert "SECRETGRAPH" not in text, (form, person)
            assert person is cast.elena or person is cast.femi or person.name not in text, (form, person)
    assert "SECRETGRAPH" in texts(cast, cast.noor, row.pk)["md"]  # as she sees it
    for person, word, status in (
        (cast.sam, "product_team", 422), (cast.noor, "company", 404), (cast.omar, "me", 404), (cast.omar, "group", 404),
        (cast.sam, "everybody", 404),
    ):  # fmt: skip
        given(cast, person, "decision_file", row.pk, status=status, **{"for": word, "as": "md"})
    given(cast, cast.sam, "decision_file", row.pk, status=404, **{"as": "docx"})


def test_a_draft_is_in_no_file_of_anybody(cast):
    row = decision(cast)
    settle_decision(decision=row, option=options_of(row)[1], reason="Zanzibar has the auditors.", review_on=None,
                    seen_version=None, actor=cast.elena, at=cast.at)  # fmt: skip
    for person in (cast.elena, cast.femi, cast.ines, cast.noor):
        assert "Zanzibar" not in "".join(texts(cast, person, row.pk).values())
        for form in FORMS:
            docket = given(cast, person, "docket_file", **{"as": form, "group": "identity"})
            assert "Zanzibar" not in text_of(docket.content, form)
    assert "chosen" not in texts(cast, cast.elena, row.pk)["md"]


def test_a_docket_without_and_with_a_hundred_decisions(cast):
    empty = given(cast, cast.sam, "docket_file", **{"as": "md", "for": "company"}).content.decode()
    assert "There is nothing here that those it is made for may see." in empty
    assert len(Presentation(io.BytesIO(
        given(cast, cast.sam, "docket_file", **{"as": "pptx"}).content)).slides) == 2  # fmt: skip
    browser = cast.browser(cast.sam)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("docket_file"), {"as": "md", "group": "identity", "for": "group"})
        return len(asked)

    open_many(cast, 1)
    queries()
    few = queries()
    open_many(cast, 99)
    assert queries() == few <= 8
    for form in FORMS:
        text = text_of(given(cast, cast.sam, "docket_file", **{"as": form, "group": "identity"}).content, form)
        assert all(f"Question {n} of many?" in text.replace("\\", "") for n in range(99)), form
    text = given(cast, cast.sam, "docket_file", **{"as": "md", "group": "identity"}).content.decode()
    assert "100 are not published yet, 44 of them late" in text
    assert text.index("## Late") < text.index("Late by 4 days") < text.index("Late by 1 day") < text.index("## Open")
    assert "Question" not in given(cast, cast.omar, "docket_file", **{"as": "md"}).content.decode()
    given(cast, cast.omar, "docket_file", status=422, **{"as": "md", "group": "identity", "for": "group"})
    given(cast, cast.sam, "docket_file", status=404, **{"as": "md", "for": "group"})
    given(cast, cast.sam, "docket_file", status=404, **{"as": "md", "group": "nowhere"})
    only = given(cast, cast.sam, "docket_file", **{"as": "md", "group": "identity", "state": "published"})
    assert "Question" not in only.content.decode()


def open_many(cast, count):
    """Open decisions whose days lie around today, some of them late, as only time makes them."""
    today = today_of(cast.sam, timezone.now())
    ahead = today + timedelta(days=9)
    rows = [decision(cast, question=f"Question {n} of many?", decide_by=ahead) for n in range(count)]

    @action
    def grow_older(*, actor, at):
        for n, row in enumerate(rows):
            row.decide_by = today - timedelta(days=n % 9 - 4)
            row.save(update_fields=["decide_by"])
        record(CaughtUp(person=cast.sam.pk))

    grow_older(actor=MACHINE, at=cast.at)


WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
JAPANESE = "監査を受ける顧客を先にするのか、それとも家族単位の計測を先に進めるのかを今期のうちに決めます。"


def long_lines():
    yield Line(As.TITLE, (f"{WORD} " * 4)[:240])
    for n in range(6):
        yield Line(As.ABOUT, JAPANESE, f"{n}")
    yield Line(As.NAME, (JAPANESE * 5)[:200])
    yield Line(As.RESULT, f"{WORD} " * 3)
    yield Line(As.WHY, JAPANESE * 90)
    yield Line(As.NAME, "Paragraphs")
    yield Line(As.WORDS, "\n\n".join(f"{WORD} {JAPANESE}" for _ in range(40)), "Elena Brandt")
    yield Line(As.NAME, "One word")
    yield Line(As.WORDS, "W" * 5_000)


def lines_needed(paragraph, width):
    """Lines that a paragraph takes when each sign is as wide as in the wider of two typefaces; torn anywhere."""
    size = paragraph.runs[0].font.size.pt
    used, lines = 0.0, 1
    for word in paragraph.text.split(" "):
        long = sum(size * (1.0 if sign >= "\u2e80" else 0.95 if sign in "MWmw" else 0.53) for sign in word)
        if used and used + long > width and long <= width and word.isascii():
            used, lines = 0.0, lines + 1
        used += long + size * 0.28
        while used > width:
            used, lines = used - width, lines + 1
    return lines


def test_nothing_on_a_slide_runs_out_of_its_box():
    deck = Presentation(io.BytesIO(slides_of(long_lines(), author="Northlight", foot="For: all", at=AT)))
    assert (deck.slide_width, deck.slide_height) == (12191695, 6858000)
    whole = ""
    for number, slide in enumerate(deck.slides, start=1):
        assert not slide.has_notes_slide
        names = {shape.placeholder_format.type for shape in slide.placeholders}
        assert len(names) == 4, "a title, a body, for whom it is, a number"
        assert slide.shapes.title.text_frame.text
        assert str(number) in [shape.text_frame.text for shape in slide.placeholders]
        for shape in list(slide.placeholders)[:2]:
            frame = shape.text_frame
            needed = 0.0
            for paragraph in frame.paragraphs:
                size = paragraph.runs[0].font.size.pt
                assert size >= 14, paragraph.text
                assert paragraph.line_spacing.pt == pytest.approx(size * LEADING)
                space = paragraph.space_before.pt if paragraph.space_before else 0
                needed += space + size * LEADING * lines_needed(paragraph, points(shape.width))
            assert needed <= points(shape.height) * 1.02, frame.text
            assert shape.left >= 0
            assert shape.top + shape.height <= deck.slide_height
            whole += "".join(frame.text.split()) if shape.placeholder_format.idx else ""
    assert JAPANESE * 90 in whole
    assert whole.count("W") == 5_000
    assert whole.count(WORD) >= 40


def test_a_deck_says_nothing_but_its_document():
    content = slides_of([Line(As.TITLE, "A\x01B\ud800"), Line(As.WORDS, HOSTILE)], author="Northlight", foot="For: all",
                        at=AT)  # fmt: skip
    deck = Presentation(io.BytesIO(content))
    about = deck.core_properties
    assert (about.title, about.author, about.last_modified_by) == ("AB", "Northlight", "Northlight")
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == ["AB", "AB"]
    assert deck.slides[1].placeholders[1].text_frame.text == HOSTILE
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not [each for each in names if "notes" in each or "thumbnail" in each or "printer" in each]
    assert "Steve" not in text_of(content, "pptx")
    assert len(deck.slide_layouts) == 2


def test_a_title_with_every_sign_is_text_in_markdown():
    for line in (HOSTILE, "1. one\n2. two", "> quoted", "---", "#", "a\n# b", "| a | b |\n|---|---|", "trailing #"):
        read = MarkdownIt("commonmark").enable("table").enable("strikethrough").parse(
            markdown_of([Line(As.TITLE, line), Line(As.RESULT, line), Line(As.WHY, line)]))  # fmt: skip
        kinds = {each.type for each in read}
        assert kinds <= {"heading_open", "heading_close", "inline", "paragraph_open", "paragraph_close"}, line
        parts = {"text", "softbreak", "hardbreak"}
        said = ["".join(part.content or "\n" for part in each.children or [] if part.type in parts)
                for each in read if each.type == "inline"]  # fmt: skip
        assert said[0] == " ".join(line.split()), line
