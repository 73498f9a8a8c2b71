"""Reading the first sheet of an XLSX file row by row in bounded memory, with a sentence for what is wrong with it."""

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import IO, Any
from xml.etree.ElementTree import ParseError, iterparse

from parley.exchange.rules.reading import LONGEST_CELL, Bad, Cells
from parley.kernel.refusals import Refused

LARGEST_SHEET = 2 * 1024**3  # bytes, unpacked
LARGEST_WORDS = 200 * 1024**2  # bytes of texts that cells share, unpacked
MOST_WORDS = 1_500_000
LARGEST_PART = 8 * 1024**2  # bytes of any other part
MOST_PACKED = 250  # times smaller than unpacked; a sheet of a million equal rows comes to about 100
MOST_SHEET_ROWS = 1_048_576
MOST_COLUMNS = 16_384
AS_CSV = "Save the sheet as CSV in UTF-8 and import that."
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
OF_DAYS = frozenset(
    (*range(14, 23), *range(45, 48), *range(27, 37), *range(50, 59))
)  # formats that every program knows
OF_HOURS = frozenset((18, 19, 20, 21, 45, 46, 47))
BESIDE_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
AT = re.compile(r"([A-Z]{1,3})(\d{1,7})$")


def rows_of_workbook(file: IO[bytes]) -> Iterator[Cells | Bad]:
    """Yield the rows of the first sheet that is shown, the header first, empty rows left out.

    Days are given as 2027-03-15, a formula as what it came to. Raises Refused when the file is no XLSX, or too much.
    """
    try:
        with zipfile.ZipFile(file) as parts:
            _must_be_bounded(parts)
            yield from _rows(parts)
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError, OSError):
        raise Refused(f"This is no XLSX file that can be read, or it is damaged or locked. {AS_CSV}") from None
    except ParseError:
        raise Refused(f"The inside of this XLSX file is damaged. Open it, save it anew, or: {AS_CSV}") from None


def _must_be_bounded(parts: zipfile.ZipFile) -> None:
    for part in parts.infolist():
        if part.file_size > LARGEST_SHEET or part.file_size > max(part.compress_size, 4096) * MOST_PACKED:
            raise Refused("A part of this file unpacks to far more than it holds, as in a file made to fill a "
                          f"disk. It was not opened. {AS_CSV}")  # fmt: skip


def _rows(parts: zipfile.ZipFile) -> Iterator[Cells | Bad]:
    name, since_1904 = _first_sheet(parts)
    shared = _shared(parts)
    styles = _styles(parts)
    merged = _merged(parts, name)
    begin = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no zone
    width = 0
    for number, cells, bad in _raw_rows(parts, name, shared, styles, begin):
        if number > MOST_SHEET_ROWS:
            raise Refused(
                f"This sheet says that it has more than {MOST_SHEET_ROWS:,} rows, which no sheet has. {AS_CSV}"
            )
        if number in merged:
            yield Bad(number, merged[number])
            continue
        if bad:
            yield Bad(number, bad)
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if not width:
            while not cells[-1].strip():
                cells.pop()
            width = len(cells)
        cells.extend([""] * (width - len(cells)))
        while len(cells) > width and not cells[-1].strip():
            cells.pop()
        yield Cells(number, tuple(cells))


def _raw_rows(
    parts: zipfile.ZipFile, name: str, shared: list[str], styles: list[str], begin: datetime
) -> Iterator[tuple[int, list[str], str]]:
    number = 0
    with parts.open(name) as stream:
        root: Any = None
        for event, element in iterparse(_Checked(stream), events=("start", "end")):  # noqa: S314 - see _Checked
            if root is None:
                root = element
            if event == "end" and element.tag == f"{MAIN}row":
                number = int(element.get("r") or number + 1)
                cells: list[str] = []
                bad = ""
                for cell in element:
                    place = _place(cell.get("r", ""), len(cells))
                    if place >= MOST_COLUMNS:
                        bad = "A cell of this row lies beyond the last column that a sheet has. Take it out."
                        break
                    cells += [""] * (place - len(cells))
                    text, wrong = _cell(cell, shared, styles, begin)
                    bad = bad or wrong
                    cells.append(text)
                yield number, cells, bad
                element.clear()
                _forget(root)


def _forget(root: Any) -> None:
    """Let go of rows that were read: they are the children of the sheet's data."""
    data = root.find(f"{MAIN}sheetData")
    if data is not None:
        data.clear()


class _Checked:
    """A part as it is read: XML that declares entities of its own is refused, and no more is read than a sheet has."""

    def __init__(self, stream: IO[bytes], most: int = LARGEST_SHEET) -> None:
        self.stream, self.left = stream, most

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        found = self.stream.read(size if size > 0 else 65536)
        self.left -= len(found)
        if b"<!DOCTYPE" in found or b"<!ENTITY" in found or self.left < 0:
            raise Refused(f"This XLSX file holds what no spreadsheet writes. It was not read. {AS_CSV}")
        return found


def _part(parts: zipfile.ZipFile, name: str) -> Any:
    with parts.open(name) as stream:
        for _event, element in iterparse(_Checked(stream, LARGEST_PART), events=("end",)):  # noqa: S314 - see _Checked
            last = element
    return last


def _first_sheet(parts: zipfile.ZipFile) -> tuple[str, bool]:
    book = _part(parts, "xl/workbook.xml")
    facts = book.find(f"{MAIN}workbookPr")
    links = {each.get("Id"): each.get("Target", "") for each in _part(parts, "xl/_rels/workbook.xml.rels")}
    for sheet in book.iter(f"{MAIN}sheet"):
        target = links.get(sheet.get(LINKED), "")
        if sheet.get("state", "visible") == "visible" and "worksheets" in target:
            name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return name, facts is not None and facts.get("date1904") in {"1", "true"}
    raise Refused(f"This XLSX file shows no sheet. {AS_CSV}")


def _shared(parts: zipfile.ZipFile) -> list[str]:
    name = "xl/sharedStrings.xml"
    if name not in parts.namelist():
        return []
    if parts.getinfo(name).file_size > LARGEST_WORDS:
        raise Refused(f"The texts of this sheet are too many to be read from XLSX. {AS_CSV}")
    found: list[str] = []
    with parts.open(name) as stream:
        root: Any = None
        for event, element in iterparse(_Checked(stream, LARGEST_WORDS), events=("start", "end")):  # noqa: S314 - see _Checked
            if root is None:
                root = element
            if event == "end" and element.tag == f"{MAIN}si":
                found.append(_text(element))
                root.clear()
                if len(found) > MOST_WORDS:
                    raise Refused(f"The texts of this sheet are too many to be read from XLSX. {AS_CSV}")
    return found


def _text(element: Any) -> str:
    """Give a text without how it is to be pronounced."""
    return "".join(each.text or "" for run in element for each in ([run] if run.tag == f"{MAIN}t" else run)
                   if run.tag != f"{MAIN}rPh" and each.tag == f"{MAIN}t")  # fmt: skip


def _styles(parts: zipfile.ZipFile) -> list[str]:
    """Give for each style whether its numbers are days ("day"), moments ("moment") or neither."""
    if "xl/styles.xml" not in parts.namelist():
        return []
    sheet = _part(parts, "xl/styles.xml")
    own = {int(each.get("numFmtId", 0)): each.get("formatCode", "") for each in sheet.iter(f"{MAIN}numFmt")}
    found = []
    cells = sheet.find(f"{MAIN}cellXfs")
    for style in cells if cells is not None else ():
        number = int(style.get("numFmtId", 0))
        letters = BESIDE_FORMAT.sub("", own.get(number, "")).casefold()
        if number in OF_HOURS or ("h" in letters and letters != "general"):
            found.append("moment" if number not in (18, 19, 20, 21, 45, 46, 47) and set("dy") & set(letters) else "")
        elif number in OF_DAYS or set("dy") & set(letters):
            found.append("day")
        else:
            found.append("")
    return found


def _merged(parts: zipfile.ZipFile, name: str) -> dict[int, str]:
    """Give for each row that merged cells reach into, but for the one they begin in, what to do about it."""
    found: dict[int, str] = {}
    rest = b""
    with parts.open(name) as stream:
        while some := stream.read(1024**2):
            text = rest + some
            for first, top, last, bottom in MERGED.findall(text):
                lines = range(int(top) + 1, min(int(bottom), int(top) + 10_000) + 1)
                area = f"{first.decode()}{top.decode()}:{last.decode()}{bottom.decode()}"
                for line in lines:
                    found[line] = (f"Cells {area} are merged, so this row has no value of its own there. Unmerge them, "
                                   "and write the value into each row.")  # fmt: skip
                if len(found) > 100_000:
                    raise Refused(f"Too many cells of this sheet are merged. Unmerge them. {AS_CSV}")
            rest = text[-200:].rpartition(b">")[2]
    return found


def _place(where: str, following: int) -> int:
    found = AT.match(where)
    if not found:
        return following
    place = 0
    for letter in found[1]:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _cell(cell: Any, shared: list[str], styles: list[str], begin: datetime) -> tuple[str, str]:
    """Give what a cell shows, and what is wrong with it."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        held = cell.find(f"{MAIN}is")
        text = _text(held) if held is not None else ""
    else:
        value = cell.find(f"{MAIN}v")
        text = (value.text or "") if value is not None else ""
        if kind == "s" and text:
            place = int(text)
            text = shared[place] if 0 <= place < len(shared) else ""
        elif kind == "e":
            return "", f"Cell {cell.get('r', '')} shows an error of its formula ({text}). Mend it, or empty the cell."
        elif kind == "b":
            text = "yes" if text == "1" else "no"
        elif kind == "n" and text:
            text = _number(text, cell.get("s"), styles, begin)
    if len(text) > LONGEST_CELL:
        return "", "A cell of this row is longer than 1 MB. Shorten it."
    return text, ""


def _number(text: str, style: str | None, styles: list[str], begin: datetime) -> str:
    shape = styles[int(style)] if style and int(style) < len(styles) else ""
    try:
        value = float(text)
        if shape:
            moment = begin + timedelta(seconds=round(value * 86_400))
            return f"{moment:%Y-%m-%d %H:%M:%S}" if shape == "moment" else f"{moment:%Y-%m-%d}"
    except (ValueError, OverflowError):
        return text
    return f"{int(value)}" if value == int(value) and abs(value) < 1e15 else repr(value)
