"""Making a picture anew: what a reader sees of it is decoded and written again, so that nothing else of the file stays.

Gone are places and cameras (EXIF), notes, colour profiles after they were applied, what follows the picture in the
file, and all frames but the first. How large a picture says that it is, is looked at before any of it is decoded.
"""

import io
import math
import struct
from contextlib import suppress

from PIL import Image, ImageCms

from parley.kernel.refusals import Refused
from parley.voices.terms import PREVIEW, FileKind, Made

MPX = 1_000_000
KEPT = 6 * MPX  # pixels of a picture as it is kept: a page of print; larger ones are made smaller
LONGEST_EDGE = 16_000  # pixels
PREVIEWED = 640  # pixels of the longer edge of a preview
MOST = {FileKind.JPEG: 50 * MPX, FileKind.PNG: 12 * MPX, FileKind.WEBP: 6 * MPX}  # what decoding them takes is bounded
MOST_PROGRESSIVE = 12 * MPX  # of a JPEG that comes in passes: all of them are held at once
FORMATS = {FileKind.PNG: "PNG", FileKind.JPEG: "JPEG", FileKind.WEBP: "WEBP"}
SAVED = {
    FileKind.PNG: {"compress_level": 4},
    FileKind.JPEG: {"quality": 88},
    FileKind.WEBP: {"quality": 88, "method": 1},
}
ORIENTATION = 0x0112  # how the camera was held, of EXIF
TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
Image.MAX_IMAGE_PIXELS = None  # of the library, which warns first; ours are looked at before anything is decoded
BROKEN = "This picture cannot be read to its end. Save it again where you drew it, and attach that."


def picture_of(content: bytes, kind: FileKind) -> Made:
    """Make a picture anew. Raises Refused for one that is broken, or would take too much to decode."""
    try:
        seen = _seen(io.BytesIO(content), kind)
    except Refused:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, OverflowError, struct.error) as trouble:
        raise Refused(BROKEN, field="file") from trouble
    return made_from(seen, kind)


def made_from(seen: Image.Image, kind: FileKind) -> Made:
    """Write a picture, of which nothing is known but what is seen, and a small one of it."""
    written, size = _written(seen, kind), seen.size
    seen = seen.convert("RGB") if seen.mode == "P" else seen
    seen.thumbnail((PREVIEWED, PREVIEWED), reducing_gap=2.0)
    return Made(kind, written, _written(seen, PREVIEW), *size)


def _seen(content: io.BytesIO, kind: FileKind) -> Image.Image:
    """Give what is seen of a picture, as it is held, in the colours of the web, without what the file said beside it.

    What is seen through is laid on white paper, so that a sketch in black can be read on a dark page too.
    """
    if kind is FileKind.WEBP:
        _must_be_decodable(_size_of_webp(content.getvalue()[:30]), MOST[kind])  # opening one takes room for all of it
    with Image.open(content, formats=(FORMATS[kind],)) as found:
        _must_be_decodable(found.size, MOST_PROGRESSIVE if found.info.get("progressive") else MOST[kind])
        if kind is FileKind.JPEG:
            found.draft("RGB", _within(found.size, KEPT))  # decoded at a half, a quarter, an eighth where it can
        found.load()
        profile, turn = found.info.get("icc_profile"), TURNED.get(found.getexif().get(ORIENTATION, 1))
        few_colours, seen = found.mode == "P", _on_paper(found)
        its_own = seen is found
    del found  # two of them at once are too much
    if (to := _within(seen.size, KEPT)) != seen.size:
        seen = seen.resize(to, Image.Resampling.LANCZOS, reducing_gap=2.0)
    elif its_own:
        seen = seen.copy()
    seen.info.clear()
    if profile and seen.mode == "RGB":
        with suppress(ImageCms.PyCMSError, OSError, ValueError):  # a profile that makes no sense says nothing
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ImageCms.profileToProfile(seen, given, ImageCms.createProfile("sRGB"), inPlace=True)
    if turn is not None:
        seen = seen.transpose(turn)
    return seen.quantize(256, Image.Quantize.FASTOCTREE) if few_colours else seen


def _must_be_decodable(size: tuple[int, int], most: int) -> None:
    """Raise Refused for a picture that says it has more pixels than are decoded of its kind."""
    width, height = size
    if max(width, height) > LONGEST_EDGE or width * height > most:
        raise Refused(f"This picture says that it has {width:,} x {height:,} pixels, and is read up to "
                      f"{most // MPX} million, {LONGEST_EDGE:,} on one side. Save it smaller and attach that.",
                      field="file")  # fmt: skip


def _size_of_webp(head: bytes) -> tuple[int, int]:
    """Give the width and height that a WebP says it has, as its format puts them for each of its three ways."""
    if head[12:16] == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if head[12:16] == b"VP8L":
        both = int.from_bytes(head[21:25], "little")
        return 1 + (both & 0x3FFF), 1 + (both >> 14 & 0x3FFF)
    return int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF


def _within(size: tuple[int, int], most: int) -> tuple[int, int]:
    """Give the largest size of the same shape that has at most so many pixels."""
    width, height = size
    by = min(1.0, math.sqrt(most / (width * height)))
    return max(1, int(width * by)), max(1, int(height * by))


def _on_paper(found: Image.Image) -> Image.Image:
    """Give the pixels in grey or in colours of 8 bits."""
    if found.mode in {"I;16", "I;16B", "I;16L", "I"}:
        return found.convert("I").point(lambda each: each * (1 / 256)).convert("L")
    if "transparency" in found.info or found.mode in {"RGBA", "LA", "PA", "RGBa", "La"}:
        through = found if found.mode == "RGBA" else found.convert("RGBA")
        paper = Image.new("RGB", found.size, "white")
        paper.paste(through, mask=through.getchannel("A"))
        return paper
    mode = "L" if found.mode in {"1", "L", "F"} else "RGB"
    return found if found.mode == mode else found.convert(mode)


def _written(seen: Image.Image, kind: FileKind) -> bytes:
    out = io.BytesIO()
    seen.save(out, FORMATS[kind], **SAVED[kind])
    return out.getvalue()
