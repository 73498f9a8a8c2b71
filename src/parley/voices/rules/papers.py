"""Making a PDF anew: its pages are written again, without anything that runs, calls, hides a file or says who made it.

Of the document only what is listed stays; of everything on its pages, what could do something is taken away.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from parley.kernel.refusals import Refused
from parley.voices.rules.streams import must_unpack_small, of_its_own, without_notes
from parley.voices.terms import FileKind, Made

MOST_PAGES = 300
MOST_INSIDE = 200_000  # dictionaries, lists and streams
HOLDING = (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)
OF_DOCUMENT = {
    "/Type", "/Pages", "/PageLabels", "/PageLayout", "/Lang", "/OCProperties", "/StructTreeRoot", "/MarkInfo", "/Dests",
}  # fmt: skip
ACTING = (  # what acts by itself or when something is touched, and what calls for a file or brings one
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/PA", "/Next", "/EF", "/AF", "/RF", "/XFA", "/RichMediaContent",
    "/RichMediaSettings", "/Movie", "/Sound", "/OPI", "/Ref", "/Measure", "/PtData", "/GoTo3D", "/3DD", "/Alternates",
)  # fmt: skip
TELLING = (  # who made it, with what, when and where
    "/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/DSS", "/SpiderInfo", "/IDS", "/URLS", "/PTEX.FileName",
    "/PTEX.InfoDict", "/StructParentTreeNextKey",
)  # fmt: skip
OF_NOTE = ("/T", "/M", "/CreationDate", "/NM", "/RC", "/Subj", "/IRT", "/ExData")  # who wrote it on the page, and when
SHOWN_ON_PAGE = {
    "/Link", "/Text", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline",
    "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup", "/Widget", "/Watermark",
}  # fmt: skip
LEADS_TO = ("http://", "https://", "mailto:")
BROKEN = "This PDF cannot be read to its end. Print it to a PDF once more and attach that."
LOCKED = "This PDF is protected. Save it without a password and without restrictions, and attach that."


def paper_of(content: bytes) -> Made:
    """Make a PDF anew. Raises Refused for one that is broken, protected, or larger inside than it should be."""
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True) as paper:
            if paper.is_encrypted:
                raise Refused(LOCKED, field="file")
            pages = _bare(paper)
            out = io.BytesIO()
            paper.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate,
                       fix_metadata_version=False)  # fmt: skip
    except pikepdf.PasswordError as trouble:
        raise Refused(LOCKED, field="file") from trouble
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError, AttributeError, IndexError,
            RuntimeError, OverflowError, NotImplementedError) as trouble:  # fmt: skip
        raise Refused(BROKEN, field="file") from trouble
    return Made(FileKind.PDF, out.getvalue(), pages=pages)


def _bare(paper: pikepdf.Pdf) -> int:
    """Take away all that is not seen; how many pages stay. Raises Refused for too many pages or things in it."""
    root = paper.Root
    for key in set(root.keys()) - OF_DOCUMENT:
        del root[key]
    for key in set(paper.trailer.keys()) & {"/Info", "/Prev", "/XRefStm"}:
        del paper.trailer[key]
    unpacked = 0
    for each in _all_in(paper):
        if isinstance(each, pikepdf.Stream):
            of_its_own(each)
            unpacked += must_unpack_small(each, so_far=unpacked)
            without_notes(each)
        _harmless(each)
    pages = len(paper.pages)
    if not 0 < pages <= MOST_PAGES:
        raise Refused(f"This PDF has {pages:,} pages, and 1 to {MOST_PAGES} are attached. Keep those that matter and "
                      "attach them.", field="file")  # fmt: skip
    return pages


def _all_in(paper: pikepdf.Pdf) -> Iterator[Any]:
    """Give every dictionary and stream that is written, however deep it lies; what is taken from one is not followed.

    Raises Refused for more than are looked through.
    """
    waiting: list[Any] = [paper.trailer]
    known: set[tuple[int, int]] = set()
    looked = 0
    while waiting:
        each = waiting.pop()
        if each.is_indirect:
            if each.objgen in known:
                continue
            known.add(each.objgen)
        looked += 1
        if looked > MOST_INSIDE:
            raise Refused("This PDF is made of more parts than are looked through. Print its pages to a PDF and attach "
                          "that.", field="file")  # fmt: skip
        if isinstance(each, pikepdf.Array):
            waiting += [one for one in each if isinstance(one, HOLDING)]
        else:
            yield each
            waiting += [one for one in each.values() if isinstance(one, HOLDING)]


def _harmless(each: Any) -> None:
    """Take from a dictionary, or from that of a stream, what does something, and what tells of whoever made it."""
    there = set(each.keys())
    for key in there.intersection(ACTING + TELLING):
        del each[key]
    if "/A" in there and _acts(each["/A"]):
        del each["/A"]
    if "/Annots" in there:
        each["/Annots"] = pikepdf.Array([one for one in each["/Annots"] if _is_shown(one)])
    if "/Subtype" in there and "/Rect" in there:
        for key in there.intersection(OF_NOTE):
            del each[key]
    if each.get("/Type") == "/Filespec":
        for key in set(each.keys()):
            del each[key]


def _acts(action: Any) -> bool:
    """Whether an action does more than lead to another page, or to an address that is read before it is followed."""
    if not isinstance(action, pikepdf.Dictionary) or "/S" not in action:
        return isinstance(action, pikepdf.Dictionary) and "/O" not in action  # /O: how a part of a text is laid out
    if action["/S"] == "/URI":
        return not str(action.get("/URI", "")).strip().lower().startswith(LEADS_TO)
    return bool(action["/S"] != "/GoTo")


def _is_shown(note: Any) -> bool:
    return isinstance(note, pikepdf.Dictionary) and str(note.get("/Subtype", "")) in SHOWN_ON_PAGE
