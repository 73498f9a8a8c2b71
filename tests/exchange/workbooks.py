"""XLSX files for tests, as other programs write them: only the parts that are needed."""

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOOK = f'<workbook {MAIN} xmlns:r="{LINKS}"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>'
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="x" Target="worksheets/sheet1.xml"/></Relationships>'
)
STYLES = (
    f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="22"/></cellXfs></styleSheet>'
)


def name_of(column: int) -> str:
    return chr(65 + column)


def cell(value: object, column: int, row: int, shared: list[str]) -> str:
    at = f'r="{name_of(column)}{row}"'
    match value:
        case None:
            return ""
        case (number, style):
            return f'<c {at} s="{style}"><v>{number}</v></c>'
        case int() | float():
            return f"<c {at}><v>{value}</v></c>"
        case str() if value.startswith("<"):
            return value.replace("<c", f"<c {at}", 1)
    shared.append(str(value))
    return f'<c {at} t="s"><v>{len(shared) - 1}</v></c>'


def workbook(rows: Iterable[Sequence[object]], *, merged: Sequence[str] = (), sheet: str = "", **parts: str) -> bytes:
    """Make a file of rows: texts, numbers, (number, style), nothing, or a cell as it is written."""
    shared: list[str] = []
    lines = [
        f'<row r="{n}">' + "".join(cell(value, column, n, shared) for column, value in enumerate(row)) + "</row>"
        for n, row in enumerate(rows, start=1)
    ]
    ends = f'<mergeCells count="{len(merged)}">' + "".join(f'<mergeCell ref="{each}"/>' for each in merged)
    ends = ends + "</mergeCells>" if merged else ""
    texts = "".join(f"<si><t>{escape(each)}</t></si>" for each in shared)
    data = f"<sheetData>{''.join(lines)}</sheetData>"
    held = {
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELS,
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f"<sst {MAIN}>{texts}</sst>",
        "xl/worksheets/sheet1.xml": sheet or f"<worksheet {MAIN}>{data}{ends}</worksheet>",
    } | {f"xl/{name}.xml": text for name, text in parts.items()}
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in held.items():
            file.writestr(name, text)
    return made.getvalue()
