"""Documents as slides (PPTX): a title, then a slide for each part, more where it does not fit on one."""

import copy
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt
from reportlab.pdfbase.pdfmetrics import stringWidth

from parley.languages.joining import headed
from parley.screens.documents import As, Line
from parley.screens.paper import face_of, wrapped
from parley.screens.slide_look import BODY, FIRST_BODY, FIRST_TITLE, SERIF, TITLE, A, Box, empty_deck, points

if TYPE_CHECKING:
    from pptx.slide import Slide
    from pptx.text.text import TextFrame

LEADING = 1.25  # of the size, from baseline to baseline, whatever typeface a computer puts in the place of ours
WIDER = 1.07  # than Inter, by which text is measured, no typeface is that stands in for ours
GREY, INK = MSO_THEME_COLOR.TEXT_2, MSO_THEME_COLOR.TEXT_1
TAGS = {"de": "de-DE", "ja": "ja-JP"}
SILENT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # what a file of XML cannot hold
TITLES = (40, 34, 30, 26, 22, 20, 18)  # sizes in points, the largest that fits
SMALL_TITLES = (28, 24, 20, 18, 16, 14)
SCALES, LONG = (1.5, 1.25, 1), 20


@dataclass(frozen=True, slots=True)
class Said:
    """One paragraph of a slide: its words, those before the colon, its size in points, and how it is set."""

    text: str
    lead: str = ""
    size: int = 18
    space: int = 8  # points before it
    quiet: bool = False
    bold: bool = False
    serif: bool = False

    @property
    def whole(self) -> str:
        """All it says."""
        return headed(self.lead, self.text) if self.lead else self.text


def slides_of(document: Iterable[Line], *, author: str, foot: str, at: datetime) -> bytes:
    """Draw a document as slides. `foot` stands below each of them; there are no notes, and nothing is hidden."""
    head, parts = _parts(document)
    deck = empty_deck()
    _first(deck.slides.add_slide(deck.slide_layouts[0]), head, foot)
    for name, body in parts:
        for number, page in enumerate(_paged(body)):
            title = _("%(name)s, continued") % {"name": name} if number else name
            _content(deck.slides.add_slide(deck.slide_layouts[1]), title, page, foot, len(deck.slides))
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = _clean(head[0].text), author, author
    about.subject = about.keywords = about.comments = about.category = ""
    about.created = about.modified = at.replace(tzinfo=None)
    about.revision = 1
    out = BytesIO()
    deck.save(out)
    return out.getvalue()


def _parts(document: Iterable[Line]) -> tuple[list[Line], list[tuple[str, list[Said]]]]:
    """Give the lines of the first slide, and each part with what it says; what has no name stands under the title."""
    head: list[Line] = []
    parts: list[tuple[str, list[Said]]] = []
    for line in document:
        if line.as_ in {As.TITLE, As.ABOUT} and not parts:
            head.append(line)
        elif line.as_ is As.NAME:
            parts.append((_clean(line.text), []))
        else:
            if not parts:
                parts.append((_clean(head[0].text), []))
            parts[-1][1].extend(_said(line))
    return head, parts


def _said(line: Line) -> Iterator[Said]:
    """Set a line as paragraphs; empty ones part nothing on a slide."""
    said = {
        As.RESULT: Said("", size=20, bold=True, space=12),
        As.BELOW: Said("", size=14, quiet=True, space=2),
        As.WHY: Said("", size=24, serif=True, space=10),
    }.get(line.as_, Said(""))
    lead = _clean(line.lead)
    for text in _clean(line.text).split("\n"):
        if text.strip() or lead:
            yield replace(said, text=text.strip(), lead=lead)
            lead = ""


def _clean(text: str) -> str:
    return SILENT.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    "))


def _paged(body: Sequence[Said]) -> list[list[Said]]:
    """Lay paragraphs on slides: on one as large as they fit, else on as many as it takes."""
    most = points(BODY[3])
    for scale in SCALES:
        large = [replace(each, size=round(each.size * scale)) for each in body]
        if _height(large) <= most:
            return [large]
    body = [replace(each, size=min(each.size, LONG)) for each in body]
    pages: list[list[Said]] = [[]]
    for group in _together(body):
        if pages[-1] and _height([*pages[-1], *group]) > most >= _height(group):
            pages.append([])
        for each in group:
            rest = each
            while rest.text and _height([*pages[-1], rest]) > most:
                here, rest = _torn(rest, most - _height(pages[-1]))
                pages[-1] += [here] if here.text else []
                pages.append([])
            pages[-1] += [rest] if rest.whole else []
    return [page for page in pages if page]


def _together(body: Sequence[Said]) -> list[list[Said]]:
    """Keep what is quiet with what stands above it, and that with it, where both fit on a slide."""
    groups: list[list[Said]] = []
    for each in body:
        if each.quiet and groups:
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _torn(said: Said, room: float) -> tuple[Said, Said]:
    """Tear a paragraph where a line ends, so that its beginning fits into the room there is, of two lines or more."""
    fits = int((room - said.space) / (said.size * LEADING))
    if fits < 2:
        return replace(said, text=""), said
    kept = sum(not sign.isspace() for line in _lines(said, points(BODY[2]))[:fits] for sign in line)
    head = len(said.whole) - len(said.text)
    at = next(islice((n for n, sign in enumerate(said.whole, start=1) if not sign.isspace()), kept - 1, None))
    here, rest = said.text[: max(at - head, 0)].rstrip(), said.text[max(at - head, 0) :].lstrip()
    return replace(said, text=here), replace(said, text=rest, lead="" if here else said.lead)


def _height(body: Iterable[Said], width: float = points(BODY[2])) -> float:
    return sum(each.space + len(_lines(each, width)) * each.size * LEADING for each in body)


@lru_cache(maxsize=512)
def _lines(said: Said, width: float) -> list[str]:
    bold = said.bold or bool(said.lead)
    return wrapped(said.whole, width, lambda line: _width(line, said.size, bold=bold))


def _width(line: str, size: float, *, bold: bool) -> float:
    return WIDER * size * sum(_em("name" if bold else "text", sign) for sign in line)


@lru_cache(maxsize=16_384)
def _em(face: str, sign: str) -> float:
    """Say how wide a sign is, of its size; what no font here has is taken for as wide as it is high."""
    found = face_of(sign, face)
    return stringWidth(sign, found, 1) if found else 1.0


def _sized(text: str, box: Box, sizes: Sequence[int]) -> int:
    """Give the largest size at which a title fits into its box."""
    width, height = points(box[2]), points(box[3])
    return next(
        (each for each in sizes if _height([Said(text, size=each, space=0, bold=True)], width) <= height), sizes[-1]
    )


def _first(slide: "Slide", head: Sequence[Line], foot: str) -> None:
    title = " ".join(_clean(head[0].text).split())
    _titled(slide, title, _sized(title, FIRST_TITLE, TITLES))
    about = [Said(_clean(each.text), _clean(each.lead), size=18, space=4, quiet=True) for each in head[1:]]
    if _height(about) > points(FIRST_BODY[3]):
        about = [replace(each, size=14, space=2) for each in about]
    _fill(slide.placeholders[1].text_frame, about)
    _foot(slide, foot, 1)


def _content(slide: "Slide", title: str, body: Sequence[Said], foot: str, number: int) -> None:
    title = " ".join(title.split())
    _titled(slide, title, _sized(title, TITLE, SMALL_TITLES))
    _fill(slide.placeholders[1].text_frame, body)
    _foot(slide, foot, number)


def _titled(slide: "Slide", title: str, size: int) -> None:
    paragraph = slide.placeholders[0].text_frame.paragraphs[0]
    paragraph.alignment, paragraph.line_spacing = PP_ALIGN.LEFT, Pt(size * LEADING)
    _run(paragraph, title, size, bold=False, colour=INK)


def _fill(frame: "TextFrame", body: Sequence[Said]) -> None:
    for number, said in enumerate(body):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.line_spacing, paragraph.space_before = Pt(said.size * LEADING), Pt(said.space)
        _unlisted(paragraph)
        colour = GREY if said.quiet else INK
        words = said.text or said.whole
        if said.lead and said.text:
            _run(paragraph, said.whole[: len(said.whole) - len(words)], said.size, bold=True, colour=colour)
        bold, face = (said.bold and not said.lead) or not said.text, SERIF if said.serif else ""
        _run(paragraph, words, said.size, bold=bold, colour=colour, face=face)


def _unlisted(paragraph: Any) -> None:
    """Take the bullet away that the layout would give."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - the library has no word for it
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(properties.makeelement(f"{A}buNone", {}))


def _run(paragraph: Any, text: str, size: int, *, bold: bool, colour: Any, face: str = "") -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.theme_color = colour
    if face:
        run.font.name = face
    run._r.get_or_add_rPr().set("lang", TAGS.get((get_language() or "en")[:2], "en-GB"))  # noqa: SLF001 - as above


def _foot(slide: "Slide", foot: str, number: int) -> None:
    """Put for whom it is below a slide, and its number, as placeholders of the layout."""
    for shape in slide.slide_layout.placeholders:
        kind = shape.placeholder_format.idx
        if kind not in {11, 12}:
            continue
        made = copy.deepcopy(shape._element)  # noqa: SLF001 - the library leaves these two out
        slide.shapes._spTree.append(made)  # noqa: SLF001 - as above
        if kind == 11:
            frame = slide.shapes[-1].text_frame
            frame.paragraphs[0].alignment = PP_ALIGN.LEFT
            _run(frame.paragraphs[0], _clean(foot), 11, bold=False, colour=GREY)
        else:
            next(made.iter(f"{A}fld")).find(f"{A}t").text = str(number)
