"""The streams of a PDF: how much they hold once they are unpacked, and what their pictures say beside themselves."""

import zlib
from typing import Any

import pikepdf

from parley.kernel.refusals import Refused

MOST_UNPACKED = 200_000_000  # bytes of all streams of a PDF
MOST_OF_ONE = 80_000_000  # a page of A4 at 600 points an inch, in grey; in colours at 400
MOST_PIXELS = 100_000_000  # of a picture
STEP = 1_000_000
FLATE = {"/FlateDecode", "/Fl"}
PACKING = FLATE | {"/LZWDecode", "/LZW", "/RunLengthDecode", "/RL"}
BY_LIBRARY = PACKING - FLATE | {"/ASCII85Decode", "/A85", "/ASCIIHexDecode", "/AHx"}
MOST_FILTERS = 2
JPEG = "/DCTDecode"
BOMB = "This PDF holds far more than its size says. Print it to a PDF once more and attach that."
NOTES = {0xE1, 0xED, 0xFE}  # of a JPEG: where and with what it was taken, captions, comments
START_OF_SCAN = 0xDA


def of_its_own(stream: Any) -> None:
    """Let a stream hold what it holds: not what lies in another file, and no program for a printer."""
    for key in set(stream.keys()) & {"/F", "/FFilter", "/FDecodeParms"}:
        del stream[key]
    if stream.get("/Subtype") == "/PS":
        stream.write(b"")


def must_unpack_small(stream: Any, *, so_far: int) -> int:
    """Say how many bytes a stream unpacks to. Raises Refused above what one, or all of a PDF, may hold.

    Nothing is unpacked further than that. What another library would unpack must have one filter, so that a bomb in a
    bomb is none; the process that reads this has little memory for the rest.
    """
    if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) > MOST_PIXELS:
        raise Refused(BOMB, field="file")
    filters = filters_of(stream)
    if len(filters) > MOST_FILTERS or len([each for each in filters if each in PACKING]) > 1:
        raise Refused(BOMB, field="file")
    most = min(MOST_OF_ONE, MOST_UNPACKED - so_far)
    if filters and filters[0] in FLATE:
        size = _inflated(stream.read_raw_bytes(), most)
    elif set(filters) & BY_LIBRARY and set(filters) <= BY_LIBRARY | FLATE:
        size = len(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))
    else:
        size = int(stream.get("/Length", 0))
    if size > most:
        raise Refused(BOMB, field="file")
    return size


def filters_of(stream: Any) -> list[str]:
    """Name the filters of a stream, in the order in which they are undone."""
    given = stream.get("/Filter")
    if given is None:
        return []
    return [str(each) for each in given] if isinstance(given, pikepdf.Array) else [str(given)]


def _inflated(packed: bytes, most: int) -> int:
    """Count what is unpacked, piece by piece, until it is more than `most`."""
    unpack, size, rest = zlib.decompressobj(), 0, packed
    try:
        while rest and not unpack.eof and size <= most:
            size += len(unpack.decompress(rest, STEP))
            rest = unpack.unconsumed_tail
    except zlib.error:
        return size  # a reader shows what it could read so far
    return size


def without_notes(stream: Any) -> None:
    """Take from a picture in a PDF what it says of the camera, its place and its maker. It unpacks small already."""
    filters = filters_of(stream)
    if filters[-1:] != [JPEG] or set(filters[:-1]) - FLATE:
        return
    raw = stream.read_raw_bytes()
    whole = zlib.decompress(raw) if len(filters) > 1 else raw
    if (bare := bare_jpeg(whole)) != raw:
        parameters = stream.get("/DecodeParms")
        own = parameters[-1] if isinstance(parameters, pikepdf.Array) else parameters if whole is raw else None
        stream.write(bare, filter=pikepdf.Name(JPEG), decode_parms=own)


def bare_jpeg(content: bytes) -> bytes:
    """Give a JPEG without the segments that tell of it; what shows it, its colours among that, stays as it is."""
    kept, place = [content[:2]], 2
    while place + 4 <= len(content) and content[place] == 0xFF and content[place + 1] != START_OF_SCAN:
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        if content[place + 1] not in NOTES:
            kept.append(content[place:end])
        place = end
    return b"".join([*kept, content[place:]])
