"""Reading a CSV file row by row in bounded memory, with a sentence for everything that can be wrong with its form."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from parley.kernel.refusals import Refused

LONGEST_LINE = 8 * 1024 * 1024  # bytes
LONGEST_CELL = 1024 * 1024  # characters
MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16", b"PK": "a spreadsheet file", b"\x1f\x8b": "a packed file"}
ZIPPED = "Save it as CSV in UTF-8 and import that."


@dataclass(frozen=True, slots=True)
class Bad:
    """A row that cannot be read, and why."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Cells:
    """A row as it stands in the file; `line` is where it begins."""

    line: int
    cells: tuple[str, ...]


class Lines:
    """Gives a file's lines as text, and remembers what was wrong with which."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.number = 0
        self.bad: dict[int, str] = {}

    def __iter__(self) -> Iterator[str]:
        while raw := self.file.readline(LONGEST_LINE + 1):
            self.number += 1
            if self.number == 1:
                raw = self._begun(raw)
            if len(raw) > LONGEST_LINE:
                self.bad[self.number] = "This line is longer than 8 MB. A quote may be missing before it; mend it."
                while len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
                    raw = self.file.readline(LONGEST_LINE + 1)
                yield "\n"
                continue
            yield self._text(raw)

    def _begun(self, raw: bytes) -> bytes:
        for mark, what in MARKS.items():
            if raw.startswith(mark):
                raise Refused(f"This is {what}, not CSV in UTF-8. {ZIPPED}")
        raw = raw.removeprefix(b"\xef\xbb\xbf")
        if raw.count(b"\0") > len(raw) // 4:
            raise Refused(f"This looks like UTF-16, not CSV in UTF-8. {ZIPPED}")
        return raw

    def _text(self, raw: bytes) -> str:
        if b"\0" in raw:
            self.bad[self.number] = "This line holds a NUL byte, which no text has. Take it out."
            raw = raw.replace(b"\0", b"")
        try:
            return raw.decode()
        except UnicodeDecodeError as trouble:
            seen = raw[trouble.start : trouble.start + 1]
            self.bad[self.number] = (
                f"Byte {trouble.start + 1} of this line (0x{seen.hex()}, “{seen.decode('latin-1')}” in Latin-1) "
                "is not UTF-8. Save the file as CSV in UTF-8."
            )
            return raw.decode(errors="replace")


def rows_of(file: IO[bytes], *, separator: str = ",") -> Iterator[Cells | Bad]:
    """Yield the rows of a file, the header first, empty rows left out.

    Raises Refused when the file is not CSV in UTF-8 at all.
    """
    csv.field_size_limit(LONGEST_CELL)
    lines = Lines(file)
    reader = csv.reader(iter(lines), delimiter=separator, strict=True)
    while True:
        first = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as trouble:
            sentence = lines.bad.pop(first, "") or _said(str(trouble))
            lines.bad.clear()
            yield Bad(first, sentence)
            continue
        if lines.bad:
            yield from (Bad(number, sentence) for number, sentence in lines.bad.items())
            lines.bad.clear()
        elif any(cell.strip() for cell in cells):
            yield Cells(first, tuple(cells))


def _said(trouble: str) -> str:
    if "field larger" in trouble:
        return "A cell is longer than 1 MB. A closing quote may be missing before it; mend it."
    if "unexpected end" in trouble:
        return "A quote is opened here and never closed. Close it, or double it when it belongs to the text."
    if "expected after" in trouble:
        return "After a closing quote comes something else than a separator. Double quotes that belong to the text."
    return f"This line is not CSV ({trouble}). Write each cell with quotes around it, quotes inside doubled."


def folded_header(name: str) -> str:
    """Give a column's name in lower case with underscores: “Time-Zone” and “time zone” are time_zone."""
    return "_".join(name.casefold().replace("-", " ").replace("_", " ").split())


def header_of(row: Cells, *, separator: str) -> tuple[str, ...]:
    """Give the column names of a header, folded: lower case, with underscores.

    Raises Refused when it is none, when a name stands twice, or when another character parts the columns.
    """
    names = tuple(folded_header(cell) for cell in row.cells)
    if len(names) == 1:
        other = next((each for each in (";", "\t", "|", ",") if each != separator and each in row.cells[0]), "")
        if other:
            raise Refused(
                f'The columns are parted by “{other}”. Say so in the mapping file: separator = "{other}"'
                .replace("\t", "\\t")
            )  # fmt: skip
    seen: dict[str, int] = {}
    for number, name in enumerate(names, start=1):
        if not name:
            raise Refused(f"Column {number} of the header has no name. Write one, or take the column out.")
        if name in seen:
            raise Refused(f"“{name}” is the name of columns {seen[name]} and {number}. Give each its own name.")
        seen[name] = number
    return names
