"""Files of the hostile are refused with a sentence, or made harmless; with little memory and time, whatever they say.

What is made is read back by other programs than those that made it: PDFs by pypdf, PNGs and JPEGs piece by piece.
"""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageOps
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from parley.kernel.refusals import Refused
from parley.voices.rules.apart import attachable
from parley.voices.terms import Attachable, FileKind, Limits
from tests.voices import hostile
from tests.voices.hostile import MARK, SCRIPT, SIZE

LIMITS = Limits()
CUT = 200  # bytes

REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "an SVG with a script": ("a.svg", lambda: b"<svg>" + SCRIPT, "SVG can hold a script"),
    "an SVG called PNG": ("a.png", lambda: b"<svg>" + SCRIPT, "holds no picture"),
    "a web page": ("a.html", lambda: SCRIPT, "web page can hold a script"),
    "a web page called JPEG": ("a.jpg", lambda: SCRIPT, "holds no picture"),
    "a web page called PDF": ("a.pdf", lambda: SCRIPT, "holds no picture"),
    "a GIF": ("a.gif", lambda: hostile.saved(hostile.picture("P"), "GIF"), "picture that moves"),
    "a GIFAR": ("a.png", lambda: hostile.saved(hostile.picture("P"), "GIF") + hostile.zipped(), "holds no picture"),
    "a JPEG called PNG": ("a.png", hostile.jpeg, "holds a JPEG"),
    "a PDF called PNG": ("a.png", hostile.paper, "holds a PDF"),
    "a PNG called PDF": ("a.pdf", hostile.png, "holds a PNG"),
    "a program called PNG": ("a.png", lambda: b"MZ" + bytes(5000), "holds no picture"),
    "a program": ("a.exe", lambda: b"MZ" + bytes(5000), "Parley takes pictures"),
    "two extensions": ("sketch.png.exe", hostile.png, "Parley takes pictures"),
    "no extension": ("sketch", hostile.png, "Parley takes pictures"),
    "an archive": ("a.zip", hostile.zipped, "archive"),
    "slides": ("a.pptx", hostile.zipped, "Save it as PDF"),
    "nothing": ("a.png", lambda: b"", "empty"),
    "a head alone": ("a.png", lambda: hostile.png()[:8], "cannot be read to its end"),
    "a PNG cut off": ("a.png", lambda: hostile.png()[:-CUT], "cannot be read to its end"),
    "a JPEG cut off": ("a.jpg", lambda: hostile.jpeg(quality=95)[:-CUT], "cannot be read to its end"),
    "a PDF cut off": ("a.pdf", lambda: hostile.paper()[:-CUT], "cannot be read to its end"),
    "a WebP cut off": ("a.webp", lambda: hostile.saved(hostile.picture(), "WEBP")[:-CUT], "cannot be read to its end"),
    "noise called PDF": ("a.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "cannot be read to its end"),
    "a PDF behind a script": ("a.pdf", lambda: b"alert(1)//" + hostile.paper(), "holds no picture"),
    "2,500,000,000 pixels": ("a.png", lambda: hostile.png_that_says(50_000, 50_000), "it has 50,000 x 50,000"),
    "an edge without end": ("a.png", lambda: hostile.png_that_says(2**31 - 1, 1), "says that it has"),
    "a bomb of pixels": ("a.png", lambda: hostile.bomb(6_000, 6_000), "6,000 x 6,000"),
    "a WebP too large": ("a.webp", lambda: hostile.saved(Image.new("L", (4000, 4000)), "WEBP"), "4,000 x 4,000"),
    "a bomb of words": ("a.png", hostile.text_bomb, "cannot be read|more than it should"),
    "a PDF with a password": ("a.pdf", lambda: hostile.changed(lambda _: None, encryption=hostile.pikepdf.Encryption(
        owner="x", user="y")), "protected"),
    "a PDF with restrictions": ("a.pdf", lambda: hostile.changed(lambda _: None, encryption=hostile.pikepdf.Encryption(
        owner="x", user="")), "protected"),
    "a stream of 300 MB": ("a.pdf", lambda: hostile.changed(hostile.deep), "far more than its size"),
    "a bomb in a bomb": ("a.pdf", lambda: hostile.changed(hostile.deeper), "far more than its size"),
    "objects of 300 MB": ("a.pdf", hostile.of_objects_that_unpack, "more than it should|cannot be read"),
    "a picture of a terapixel": ("a.pdf", lambda: hostile.changed(hostile.of_huge_pictures), "far more than its size"),
    "1,000 pages": ("a.pdf", lambda: hostile.paper(1000), "1,000 pages"),
    "11 MB": ("a.png", lambda: hostile.png() + bytes(11_000_000), "one may have 10 MB"),
}  # fmt: skip
HARMLESS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a PNG that is an archive": ("a.png", lambda: hostile.png() + hostile.zipped()),
    "a JPEG that is a web page": ("a.jpg", lambda: hostile.jpeg(comment=SCRIPT) + SCRIPT),
    "a PNG that is a web page": ("a.png", hostile.with_notes_in_png),
    "a JPEG that says where it was taken": ("a.jpeg", lambda: hostile.jpeg(exif=hostile.exif(), comment=MARK)),
    "a JPEG with a profile": ("a.jpg", hostile.with_profile),
    "a WebP that says where it was taken": ("a.webp", lambda: hostile.saved(
        hostile.picture(), "WEBP", exif=hostile.exif().tobytes(), xmp=MARK)),
    "a PNG that moves": ("a.png", lambda: hostile.png(save_all=True, append_images=[Image.new("RGB", SIZE)])),
    "a palette with a hole": ("a.png", lambda: hostile.saved(hostile.picture("P"), "PNG", transparency=3)),
    "16 bits of grey": ("a.png", lambda: hostile.saved(hostile.picture("L").convert("I;16"), "PNG")),
    "inks of a press": ("a.jpg", lambda: hostile.saved(hostile.picture("CMYK"), "JPEG")),
    "an upper-case extension": ("A.PNG", hostile.png),
    "a PDF that is an archive": ("a.pdf", lambda: hostile.paper() + hostile.zipped()),
    "a PDF that runs": ("a.pdf", lambda: hostile.changed(hostile.that_runs)),
    "a PDF that hides files": ("a.pdf", lambda: hostile.changed(hostile.that_hides_files)),
    "a PDF that tells of its maker": ("a.pdf", lambda: hostile.changed(hostile.that_tells)),
}  # fmt: skip
LARGE: dict[str, tuple[str, Callable[[], bytes]]] = {  # the largest that are let in: they are to pass as well
    "a photo of 48 million pixels": ("a.jpg", lambda: hostile.saved(hostile.picture(size=(8000, 6000)), "JPEG")),
    "a photo in passes": ("a.jpg", lambda: hostile.saved(hostile.picture(size=(4000, 2990)), "JPEG", progressive=True)),
    "a screen one sees through": ("a.png", lambda: hostile.saved(hostile.picture("RGBA", (4000, 2990)), "PNG")),
    "a WebP of 6 million pixels": ("a.webp", lambda: hostile.saved(hostile.picture("RGBA", (2800, 2100)), "WEBP")),
    "300 pages": ("a.pdf", lambda: hostile.paper(300)),
}  # fmt: skip
ACTING = {"/OpenAction", "/AA", "/JS", "/JavaScript", "/Launch", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/AcroForm",
          "/Names", "/Metadata", "/PieceInfo", "/LastModified", "/SubmitForm"}  # fmt: skip


def made_of(name: str, content: bytes) -> Attachable:
    return attachable(name, content, limits=LIMITS)


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_with_a_sentence_that_says_what_to_do(what: str) -> None:
    name, content, sentence = REFUSED[what]
    with pytest.raises(Refused, match=sentence) as refusal:
        made_of(name, content())
    assert refusal.value.field == "file"
    assert refusal.value.sentence.endswith(".")


@pytest.mark.parametrize("what", HARMLESS)
def test_what_is_made_of_it_holds_what_is_seen_and_nothing_else(what: str) -> None:
    name, content = HARMLESS[what]
    before = content()
    made = made_of(name, before).made
    for served in (made.content, made.preview):
        for trace in (MARK, MARK.decode().encode("utf-16-be"), b"<script", b"PK\x03\x04", b"Exif", b"ICC_PROFILE"):
            assert trace not in served
    if made.kind is FileKind.PDF:
        _is_bare_paper(made.content)
        return
    _is_bare_picture(made.kind, made.content)
    with Image.open(io.BytesIO(before)) as given, Image.open(io.BytesIO(made.content)) as seen:
        assert seen.size == (made.width, made.height) == SIZE
        if given.mode not in {"I;16", "CMYK", "P"}:  # which are seen in other colours than they are read
            off = ImageChops.difference(given.convert("RGB"), seen.convert("RGB")).getextrema()
            assert max(most for _least, most in off) < 16


def _is_bare_picture(kind: FileKind, content: bytes) -> None:
    """Read what a picture consists of: nothing but what shows it."""
    if kind is FileKind.PNG:
        place, parts = 8, []
        while place < len(content):
            parts.append(content[place + 4 : place + 8])
            place += 12 + int.from_bytes(content[place : place + 4], "big")
        assert set(parts) <= {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
        assert parts[-1] == b"IEND"
    elif kind is FileKind.JPEG:
        assert content.endswith(b"\xff\xd9")
        place = 2
        while content[place + 1] != 0xDA:
            assert content[place + 1] not in {*range(0xE1, 0xEE), 0xEF, 0xFE}
            place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    else:
        assert int.from_bytes(content[4:8], "little") + 8 == len(content)
        assert content[12:16] == b"VP8 "


def _is_bare_paper(content: bytes) -> None:
    """Read all that a PDF holds, in and below its streams: nothing runs, hides or tells, and its pages are there."""
    reader = PdfReader(io.BytesIO(content))
    assert not reader.metadata
    assert not reader.attachments
    assert [page.extract_text().strip() for page in reader.pages] == ["Sketch of page 1", "Sketch of page 2"]
    seen: set[int] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        each = waiting.pop()
        if isinstance(each, IndirectObject):
            if each.idnum in seen:
                continue
            seen.add(each.idnum)
            each = each.get_object()
        if isinstance(each, DictionaryObject):
            assert not ACTING & each.keys()
            assert str(each.get("/S", "")) not in ACTING | {"/ImportData", "/GoToR"}
            assert not str(each.get("/URI", "https:")).startswith("javascript")
            waiting += list(each.values())
        if isinstance(each, StreamObject):
            assert MARK not in (each._data if each.get("/Filter") == "/DCTDecode" else each.get_data())
        elif isinstance(each, ArrayObject):
            waiting += list(each)
        assert MARK.decode() not in str(each)
    assert len(seen) > 5


def test_links_of_a_pdf_lead_on_and_notes_are_read_without_who_wrote_them() -> None:
    pages = PdfReader(io.BytesIO(made_of("a.pdf", hostile.changed(hostile.that_tells)).made.content)).pages
    notes = [each.get_object() for each in pages[0]["/Annots"]]
    assert notes[0]["/A"]["/URI"] == "https://example.org/plan"
    assert notes[1]["/Contents"] == "Seen by the group"
    assert "/T" not in notes[1]


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_photo_is_kept_as_it_was_held(orientation: int) -> None:
    made = made_of("a.jpg", hostile.jpeg(exif=hostile.exif(orientation), quality=95)).made
    with Image.open(io.BytesIO(hostile.jpeg(exif=hostile.exif(orientation), quality=95))) as given:
        upright = Image.open(io.BytesIO(made.content))
        expected = ImageOps.exif_transpose(given)
    assert upright.size == expected.size
    off = ImageChops.difference(expected.convert("RGB"), upright.convert("RGB")).getextrema()
    assert max(most for _least, most in off) < 16


def test_what_one_sees_through_lies_on_white_paper() -> None:
    clear = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    made = made_of("a.png", hostile.saved(clear, "PNG")).made
    with Image.open(io.BytesIO(made.content)) as seen:
        assert seen.convert("RGB").getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\temp\\plan.final.PNG", "plan.final.png"),
        ("two\r\nlines\0.png", "two lines.png"),
        ("\u202egnp.exe\u2066.png", "gnp.exe.png"),
        ('a";filename="b.png', "a filename= b.png"),
        (".png", "sketch.png"),
        ("x" * 300 + ".png", "x" * 95 + ".png"),
        ("Skizze für 東京.png", "Skizze für 東京.png"),
    ],
)
def test_a_name_is_one_line_that_says_what_it_is(given: str, kept: str) -> None:
    assert made_of(given, hostile.png()).name == kept


MEASURE = """
import json, resource, sys, time
from pathlib import Path
from parley.kernel.refusals import Refused
from parley.voices.rules.apart import attachable
from parley.voices.terms import Limits
content = Path(sys.argv[2]).read_bytes()
before, said = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, ""
try:
    attachable(sys.argv[1], content, limits=Limits())
except Refused as refusal:
    said = refusal.sentence
child = resource.getrusage(resource.RUSAGE_CHILDREN)
here = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"said": said, "mb": (child.ru_maxrss + here.ru_maxrss - before) / 1000,
                  "seconds": child.ru_utime + child.ru_stime}))
"""


def measured(tmp_path: Path, name: str, content: bytes) -> dict[str, Any]:
    """Say what a file costs, in a process that has not read anything else: memory of both, and time of computing."""
    (tmp_path / "file").write_bytes(content)
    command = [sys.executable, "-c", MEASURE, name, str(tmp_path / "file")]
    told: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return told


BOMBS = ["2,500,000,000 pixels", "a bomb of pixels", "a bomb of words", "a stream of 300 MB", "a bomb in a bomb",
         "objects of 300 MB", "a picture of a terapixel", "a WebP too large", "1,000 pages"]  # fmt: skip


@pytest.mark.parametrize("what", BOMBS)
def test_a_bomb_is_refused_with_little_memory_and_time(tmp_path: Path, what: str) -> None:
    name, content, _sentence = REFUSED[what]
    cost = measured(tmp_path, name, content())
    assert cost["said"]
    assert cost["mb"] < 150
    assert cost["seconds"] < 2


@pytest.mark.parametrize("what", LARGE)
def test_the_largest_that_is_let_in_takes_little_memory_and_time_too(tmp_path: Path, what: str) -> None:
    name, content = LARGE[what]
    cost = measured(tmp_path, name, content())
    assert cost["said"] == ""
    assert cost["mb"] < 150
    assert cost["seconds"] < 2
