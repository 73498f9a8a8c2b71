"""How slides look: 16 to 9, our colours as the theme of the deck, two layouts that stay when somebody edits it."""

from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.enum.text import MSO_AUTO_SIZE, MSO_VERTICAL_ANCHOR
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck
    from pptx.text.text import TextFrame

WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.75)
INNER = WIDTH - 2 * MARGIN
Box = tuple[int, int, int, int]  # left, top, width, height
FIRST_TITLE: Box = (MARGIN, Inches(0.9), INNER, Inches(2.7))
FIRST_BODY: Box = (MARGIN, Inches(3.8), INNER, Inches(2.75))
TITLE: Box = (MARGIN, Inches(0.45), INNER, Inches(1.15))
BODY: Box = (MARGIN, Inches(1.85), INNER, Inches(4.8))
FOOTER: Box = (MARGIN, Inches(6.85), Inches(9), Inches(0.35))
NUMBER: Box = (WIDTH - MARGIN - Inches(1.5), Inches(6.85), Inches(1.5), Inches(0.35))
COLOURS = {  # as in css/tokens.css
    "dk1": "1C2130", "lt1": "FFFFFF", "dk2": "535A6C", "lt2": "FAF8F4",
    "accent1": "3B4DB3", "accent2": "A94823", "accent3": "22694D", "accent4": "7D5506", "accent5": "A32D36",
    "accent6": "808593", "hlink": "3B4DB3", "folHlink": "535A6C",
}  # fmt: skip
SERIF, SANS, JAPANESE = "Georgia", "Arial", "Yu Gothic"  # each computer that shows slides has these, or their like
THEME = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
PRINTER = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/printerSettings"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RULE = (  # between a title and what stands below it
    '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr id="99" name="Rule"/>'
    '<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
    '<a:ext cx="{width}" cy="12700"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    '<a:solidFill><a:srgbClr val="E5E1D8"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
)
GROUND = (
    '<p:bg xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<p:bgPr><a:solidFill><a:schemeClr val="bg2"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
)


def empty_deck() -> "Deck":
    """Make a deck without slides: the library’s own, in our size, colours and typefaces, without what it brings."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    for layout in list(deck.slide_layouts)[2:]:
        deck.slide_layouts.remove(layout)
    _drop(deck.part.package, THUMBNAIL)
    _drop(deck.part, PRINTER)
    _colour(deck)
    first, content = deck.slide_layouts
    for part, boxes in (
        (deck.slide_master, {0: TITLE, 1: BODY, 3: FOOTER, 4: NUMBER}),
        (first, {0: FIRST_TITLE, 1: FIRST_BODY, 11: FOOTER, 12: NUMBER}),
        (content, {0: TITLE, 1: BODY, 11: FOOTER, 12: NUMBER}),
    ):
        _arrange(part, boxes)
    for layout, box in ((first, FIRST_TITLE), (content, TITLE)):
        under = box[1] + box[3] + Inches(0.1)
        layout.shapes._spTree.append(parse_xml(RULE.format(left=MARGIN, top=under, width=INNER)))  # noqa: SLF001 - as below
    return deck


def _drop(part: Any, kind: str) -> None:
    """Leave out a part of the template: a picture of its first page, and how somebody printed it."""
    for key, relation in list(part._rels.items()):  # noqa: SLF001 - there is no other way
        if relation.reltype == kind:
            part.drop_rel(key)


def _colour(deck: "Deck") -> None:
    """Put our colours and typefaces into the theme, and paper under every slide."""
    master = deck.slide_master
    part = master.part.part_related_by(THEME)
    theme = parse_xml(part.blob)
    for name, value in COLOURS.items():
        place = next(theme.iter(f"{A}{name}"))
        for old in list(place):
            place.remove(old)
        place.append(place.makeelement(f"{A}srgbClr", {"val": value}))
    for fonts, latin in (("majorFont", SERIF), ("minorFont", SANS)):
        place = next(theme.iter(f"{A}{fonts}"))
        for each in list(place):
            if each.tag == f"{A}font":
                place.remove(each)
        place.find(f"{A}latin").set("typeface", latin)
        place.find(f"{A}ea").set("typeface", JAPANESE)
    part._blob = serialize_part_xml(theme)  # noqa: SLF001 - as above
    slide = master._element.find(qn("p:cSld"))  # noqa: SLF001 - as above
    for old in slide.findall(qn("p:bg")):
        slide.remove(old)
    slide.insert(0, parse_xml(GROUND))


def _arrange(part: Any, boxes: dict[int, Box]) -> None:
    """Put the placeholders of a master or layout into their places; those that have none are left out."""
    for each in list(part.placeholders):
        key = each.placeholder_format.idx if part.part.partname.startswith("/ppt/slideLayouts") else _of_master(each)
        if key not in boxes:
            each._element.getparent().remove(each._element)  # noqa: SLF001 - as above
            continue
        each.left, each.top, each.width, each.height = boxes[key]
        set_frame(each.text_frame, bottom=key == 0)


def _of_master(shape: Any) -> int:
    kinds = {"title": 0, "body": 1, "dt": 2, "ftr": 3, "sldNum": 4}
    return kinds.get(shape._element.ph.get("type", "body"), 2)  # noqa: SLF001 - as above


def set_frame(frame: "TextFrame", *, bottom: bool) -> None:
    """Let text fill its box to the edges, from the top or to the bottom, and shrink when somebody adds to it."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    frame.vertical_anchor = MSO_VERTICAL_ANCHOR.BOTTOM if bottom else MSO_VERTICAL_ANCHOR.TOP
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE


def points(length: int) -> float:
    """Give a length in points."""
    return length / 12_700  # EMU
