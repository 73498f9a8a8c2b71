"""What may be attached, under which name, and how much of it: the first look at a file, before anything reads it.

Extension and first bytes must agree here, and with the parser that then makes the file anew (`pictures`, `papers`).
"""

import unicodedata

from parley.kernel.refusals import Refused
from parley.people.terms import Viewer
from parley.voices.terms import FileKind, Limits

MB = 1_000_000
LONGEST_NAME = 100
EXTENSIONS = {
    "png": FileKind.PNG,
    "jpg": FileKind.JPEG,
    "jpeg": FileKind.JPEG,
    "jpe": FileKind.JPEG,
    "webp": FileKind.WEBP,
    "pdf": FileKind.PDF,
}
ENDINGS = {FileKind.PNG: "png", FileKind.JPEG: "jpg", FileKind.WEBP: "webp", FileKind.PDF: "pdf"}
SCRIPT = "can hold a script, which would run for whoever opens it"
INSTEAD = {  # of what people would attach most often, and how they come to something that can be
    **dict.fromkeys(("svg", "svgz"), f"An SVG {SCRIPT}. Export the sketch as PNG or PDF and attach that."),
    **dict.fromkeys(("html", "htm", "xhtml", "xml", "mht", "mhtml"),
                    f"A web page {SCRIPT}. Take a picture of it, or print it to a PDF, and attach that."),
    **dict.fromkeys(("gif", "apng"), "A picture that moves is not attached. Save the moment that matters as PNG and "
                    "attach that."),
    **dict.fromkeys(("heic", "heif", "avif", "tif", "tiff", "bmp", "ico", "psd"),
                    "Not every browser shows this kind of picture. Save it as JPEG or PNG and attach that."),
    **dict.fromkeys(("doc", "docx", "ppt", "pptx", "xls", "xlsx", "odt", "odp", "ods", "key", "pages", "vsdx", "fig",
                     "sketch", "drawio"),
                    "A document of this kind can hold more than it shows. Save it as PDF and attach that."),
    **dict.fromkeys(("zip", "7z", "rar", "gz", "tar", "jar"),
                    "Nobody sees what is in an archive. Attach the pictures or PDFs that are in it, one by one."),
}  # fmt: skip
KINDS = "Parley takes pictures (PNG, JPEG, WebP) and PDFs"


def kind_of(name: str, begin: bytes, *, field: str = "file") -> FileKind:
    """Say what a file is. Raises Refused unless its extension and its first bytes say the same, and it is allowed."""
    ending = name.rpartition(".")[2].lower().strip() if "." in name else ""
    known = EXTENSIONS.get(ending)
    if not begin:
        raise Refused("This file is empty. Save it again where you drew it, and attach that.", field=field)
    if known is None:
        raise Refused(INSTEAD.get(ending) or f"{KINDS}. Save it as one of them and attach that.", field=field)
    held = _held(begin)
    if held is not known:
        holds = f"a {_called(held)}" if held else "no picture or PDF"
        raise Refused(f"This file is called {ending} and holds {holds}. Save it again as what it is, and attach that.",
                      field=field)  # fmt: skip
    return known


def _held(begin: bytes) -> FileKind | None:
    if begin.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if begin.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if begin[:4] == b"RIFF" and begin[8:12] == b"WEBP":
        return FileKind.WEBP
    return FileKind.PDF if begin.startswith(b"%PDF-") else None


def _called(kind: FileKind | None) -> str:
    return (
        {FileKind.PNG: "PNG", FileKind.JPEG: "JPEG", FileKind.WEBP: "WebP", FileKind.PDF: "PDF"}.get(kind, "")
        if kind
        else ""
    )


def name_of(given: str, kind: FileKind) -> str:
    """Give the name under which a file is kept: one line of what can be read, without a path, ending as its kind does.

    Marks that turn the direction of writing are gone, since they make “gnp.exe” of “exe.png”.
    """
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    stem = last.rpartition(".")[0] if "." in last else last
    seen = "".join(each if each.isprintable() and each not in '<>:"|?*;%' else " " for each in stem)
    short = " ".join(seen.split()).strip(". ")[: LONGEST_NAME - 5].strip(". ")
    return f"{short or 'sketch'}.{ENDINGS[kind]}"


def must_be_small_enough(size: int, *, most: int, field: str = "file") -> None:
    """Raise Refused for a file of more bytes than one may have."""
    if size > most:
        raise Refused(f"This file has {megabytes(size)}, and one may have {megabytes(most)}. Save it smaller, or "
                      "attach the part that matters.", field=field)  # fmt: skip


def must_have_room(size: int, limits: Limits, *, of_thread: int, of_all: int) -> None:
    """Raise Refused when a conversation, or Parley as a whole, would hold more bytes of attachments than it may."""
    if of_thread + size > limits.of_thread:
        raise Refused(f"This conversation holds {megabytes(of_thread)} of attachments, of at most "
                      f"{megabytes(limits.of_thread)}. Remove one that no longer matters, then attach yours.",
                      field="file")  # fmt: skip
    if of_all + size > limits.of_all:
        raise Refused("Parley holds as many attachments as its settings allow, so this one is not kept. Ask whoever "
                      "runs it for more room (ATTACHMENTS_MB), and say where the file lies meanwhile.",
                      field="file")  # fmt: skip


def megabytes(size: int) -> str:
    """Say a number of bytes in MB, or in kB below one: “1.2 MB”."""
    if size < MB:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / MB:.1f}".removesuffix(".0") + " MB"


def may_remove(viewer: Viewer, added_by: int | None) -> bool:
    """Whether somebody may remove an attachment: whoever attached it, and product operations."""
    return viewer.operations or viewer.person == added_by


def must_be_removable(viewer: Viewer, added_by: int | None) -> None:
    """Raise Refused unless the viewer may remove the attachment."""
    if not may_remove(viewer, added_by):
        whose = "Only whoever attached this can" if added_by else "A client sent this, and only product operations can"
        raise Refused(f"{whose} remove it. Ask them to.")
