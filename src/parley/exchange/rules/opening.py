"""Opening a file somebody else made, CSV or XLSX, whatever parts its columns."""

from collections.abc import Iterator

from parley.exchange.rules.reading import Bad, Cells, folded_header, rows_of
from parley.exchange.rules.workbooks import rows_of_workbook
from parley.exchange.terms import Source
from parley.kernel.refusals import Refused

SEPARATORS = (",", ";", "\t", "|")
LOOKED_AT = 64 * 1024  # bytes in which the header ends


def rows_in(source: Source) -> Iterator[Cells | Bad]:
    """Yield the rows of a file, the header first. Raises Refused when it is neither CSV in UTF-8 nor XLSX."""
    with source.open() as file:
        begun = file.read(LOOKED_AT)
        file.seek(0)
        if begun.startswith(b"PK\x03\x04"):
            yield from rows_of_workbook(file)
            return
        if begun.startswith(b"\xd0\xcf\x11\xe0"):
            raise Refused("This is a spreadsheet of the old kind (XLS). Save it as XLSX, or as CSV in UTF-8.")
        yield from rows_of(file, separator=_separator(begun))


def _separator(begun: bytes) -> str:
    """Give what parts the columns of the first line most often, outside of quotes."""
    line = begun.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].decode(errors="replace")
    outside = "".join(line.split('"')[::2])
    counts = {each: outside.count(each) for each in SEPARATORS}
    most = max(SEPARATORS, key=lambda each: counts[each])
    return most if counts[most] else ","


def headers_of(row: Cells | Bad | None) -> tuple[str, ...]:
    """Give the names of the columns, folded: “Time Zone” is time_zone. Raises Refused when there are none."""
    return tuple(folded_header(cell) for cell in spelled_headers_of(row))


def spelled_headers_of(row: Cells | Bad | None) -> tuple[str, ...]:
    """Give the names of the columns as the file spells them. Raises Refused when there are none."""
    if row is None:
        raise Refused("The file is empty. Its first line names the columns.")
    if isinstance(row, Bad):
        raise Refused(row.sentence)
    return tuple(" ".join(cell.split()) for cell in row.cells)
