"""PDFs drawn from fonts that travel with Parley, line by line and without markup: nothing in them can ask for more."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path

from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import getFont, registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONTS = Path(__file__).resolve().parents[1] / "fonts"
FACES = {"text": "inter-regular", "name": "inter-semibold", "japanese": "noto-sans-jp"}
MARGIN = 64  # points
WIDTH = A4[0] - 2 * MARGIN
INK, GREY, LINE = (0.11, 0.13, 0.19), (0.33, 0.35, 0.42), (0.82, 0.8, 0.76)
# One sign of Chinese or Japanese, or one word, with the brackets that open before it and all that may not begin a line.
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
OPENING, CLOSING = "「『（【〔《〈［｛", "、。，．・：；？！」』）】〕》〉］｝ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々"  # noqa: RUF001 - signs of Japanese
FLAG = "\U0001f1e6", "\U0001f1ff"  # the letters of which flags are made
UNREAD = re.compile(r"\[…\](?: \[…\])+")
PIECES = re.compile(rf"[{OPENING}]*(?:[^\s{WIDE}]+|[{WIDE}])[{CLOSING}]*[^\S\n]*|[^\S\n]+")


@dataclass(frozen=True, slots=True)
class Style:
    """How a line is set: in which typeface first, how large, from baseline to baseline, and in which colour."""

    face: str
    size: float
    leading: float
    colour: tuple[float, float, float] = INK
    ruled: bool = False  # with a line below


HEADING = Style("text", 9.5, 24, GREY, ruled=True)
NAME = Style("name", 15, 24)
WORDS = Style("text", 11, 17)
BELOW = Style("text", 9.5, 15, GREY)
GAP = Style("text", 11, 20)
BREATH = Style("text", 11, 4)

Block = list[tuple[str, Style]]


def drawn(blocks: list[Block], *, title: str, author: str, language: str = "en") -> bytes:
    """Draw blocks of lines, each on one page where it fits; pages are numbered when there are several."""
    paper = BytesIO()
    canvas = Canvas(paper, pagesize=A4, lang=language)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject("")
    canvas.setCreator("")
    pages = _paged(blocks)
    for number, page in enumerate(pages, start=1):
        _draw(canvas, page)
        if len(pages) > 1:
            _write(canvas, _("Page %(number)d of %(all)d") % {"number": number, "all": len(pages)}, BELOW, MARGIN - 24)
        canvas.showPage()
    canvas.save()
    return paper.getvalue()


def unprintable(text: str) -> str:
    """Give the letters of a text that no font here has, each once: empty boxes are never printed."""
    return "".join(dict.fromkeys(each for each in printable(text) if each != "\n" and not face_of(each)))


def in_words(text: str) -> str:
    """Give a text in which signs that no font here has stand in brackets: pictures by name, letters as […]."""
    runs = groupby(printable(text), key=lambda each: each == "\n" or bool(face_of(each)))
    said = "".join("".join(run) if has else f"[{_named(''.join(run))}]" for has, run in runs)
    return UNREAD.sub("[…]", said)


def _named(signs: str) -> str:
    """Name pictures, flags by their letters; nothing can be said of letters that are not there."""
    if any(unicodedata.category(each)[0] not in "SM" for each in signs):
        return "…"
    flag = [each for each in signs if FLAG[0] <= each <= FLAG[1]]
    if flag and len(flag) == len(signs):
        return "".join(unicodedata.name(each)[-1] for each in flag)
    names = [unicodedata.name(each, "…").lower() for each in signs if unicodedata.category(each) == "So"]
    return ", ".join(names) or "…"


def printable(text: str) -> str:
    """Give a text with its letters composed, and without signs that are not drawn."""
    composed = unicodedata.normalize("NFC", text).replace("\t", "    ").replace("\u00a0", " ")
    return "".join(each for each in composed if each == "\n" or not _is_silent(each))


def _is_silent(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cf", "Cc"} or "\ufe00" <= sign <= "\ufe0f"


def wrapped(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Break a text into lines no wider than `width`: between words, in Japanese between signs, else within a word."""
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in PIECES.findall(paragraph):
            if measure((line + piece).rstrip()) <= width:
                line += piece
                continue
            if line.strip():
                lines.append(line.rstrip())
            line = piece.lstrip()
            while measure(line.rstrip()) > width:
                most = _fits(line, width, measure)
                lines.append(line[:most])
                line = line[most:]
        lines.append(line.rstrip())
    return lines


def _fits(line: str, width: float, measure: Callable[[str], float]) -> int:
    """Say how many signs of a long word fit on a line, one at least."""
    return max(bisect_right(range(1, len(line)), width, key=lambda signs: measure(line[:signs])), 1)


def lines(text: str, style: Style) -> Block:
    """Break a text into lines of a style that fit on a page."""
    return [(line, style) for line in wrapped(printable(text), WIDTH, lambda line: _width(line, style))]


def _paged(blocks: list[Block]) -> list[Block]:
    """Lay blocks on pages; a block that is longer than a page goes on on the next."""
    most, used = A4[1] - 2 * MARGIN, 0.0
    pages: list[Block] = [[]]
    for block in blocks:
        height = sum(style.leading for line, style in block if line)
        if used and used + height > most and height <= most:
            pages.append([])
            used = 0.0
        for line, style in block:
            if used + style.leading > most and line:
                pages.append([])
                used = 0.0
            pages[-1].append((line, style))
            used += style.leading
    return pages


def _draw(canvas: Canvas, page: Block) -> None:
    top = A4[1] - MARGIN
    for line, style in page:
        top -= style.leading
        _write(canvas, line, style, top)
        if style.ruled:
            canvas.setStrokeColorRGB(*LINE)
            canvas.line(MARGIN, top - 8, A4[0] - MARGIN, top - 8)
            top -= 8


def _write(canvas: Canvas, line: str, style: Style, top: float) -> None:
    text = canvas.beginText(MARGIN, top)
    text.setFillColorRGB(*style.colour)
    for face, run in _runs(line, style):
        text.setFont(face, style.size)
        text.textOut(run)
    canvas.drawText(text)


def _width(line: str, style: Style) -> float:
    widths: float = sum(getFont(face).stringWidth(run, style.size) for face, run in _runs(line, style))
    return widths


def _runs(line: str, style: Style) -> Iterator[tuple[str, str]]:
    """Split a line where the typeface changes."""
    run, now = "", ""
    for sign in line:
        face = face_of(sign, style.face) or now
        if face != now and run:
            yield now, run
            run = ""
        run, now = run + sign, face
    if run:
        yield now, run


@lru_cache(maxsize=8192)
def face_of(sign: str, first: str = "text") -> str:
    """Give the typeface that has a letter; none when it is missing, or is a mark that would stand beside its letter."""
    if unicodedata.combining(sign) or unicodedata.category(sign) in {"Mn", "Mc", "Me"}:
        return ""
    return next((face for face in (first, "japanese") if ord(sign) in _typeface(face).face.charToGlyph), "")


@lru_cache(maxsize=8)
def _typeface(face: str) -> TTFont:
    """Read a typeface once and make it known to the library."""
    font = TTFont(face, FONTS / f"{FACES[face]}.ttf")
    registerFont(font)
    return font
