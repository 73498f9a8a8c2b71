"""A first look at a file: its columns, and its first rows with what is wrong beside each cell."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from parley.exchange.queries.intake import first_rows, intake_for
from parley.exchange.queries.uploads import source_of
from parley.exchange.rules.filemapping import must_be_readable
from parley.exchange.rules.reading import Cells
from parley.exchange.terms.intake import Fact, FileMapping
from parley.kernel.refusals import Refusals
from parley.kernel.words import shortened
from parley.screens.asking import Asked

if TYPE_CHECKING:
    from parley.exchange.models import Upload

LOOKED_AT = 50
LONGEST_SHOWN = 160


@dataclass(slots=True)
class Cell:
    """One cell as it is shown, and what is wrong with it."""

    text: str
    wrong: list[str] = field(default_factory=list)
    used: bool = False


@dataclass(slots=True)
class Line:
    """One row as it is shown, and what is wrong with it as a whole."""

    number: int
    cells: list[Cell]
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Look:
    """The columns as they stand in the file, and its first rows."""

    headers: tuple[str, ...]
    lines: list[Line]
    open: list[str]  # what has to be said of the columns before the rows can be looked through

    @property
    def heads(self) -> list[tuple[str, str]]:
        """The heads of the table that shows them, and how its cells are set."""
        return [(_("Line"), "number"), *((header or "–", "text") for header in self.headers)]

    @property
    def wrong(self) -> int:
        """How many of the rows have something wrong with them."""
        return sum(bool(line.wrong) or any(cell.wrong for cell in line.cells) for line in self.lines)


def look_at(request: Asked, upload: "Upload", mapping: FileMapping) -> Look:
    """Read the first rows of a file as a mapping says. Reads the clients of these rows alone."""
    headers, rows = first_rows(source_of(upload), LOOKED_AT)
    used = {place for places in mapping.columns.values() for place in places}
    lines = {row.line: Line(row.line, [_cell(text, place in used) for place, text in enumerate(row.cells)])
             for row in rows}  # fmt: skip
    if mapping.columns.get(Fact.CLIENT) or mapping.columns.get(Fact.CLIENT_KEY):
        _find_wrong(request, upload, mapping, rows, lines)
    return Look(headers, list(lines.values()), _still_open(mapping, headers))


def _still_open(mapping: FileMapping, headers: tuple[str, ...]) -> list[str]:
    try:
        must_be_readable(mapping, headers)
    except Refusals as refusals:
        return [each.sentence for each in refusals.each]
    return []


def _cell(text: str, used: bool) -> Cell:  # noqa: FBT001 - shown as it is
    return Cell(shortened(text, LONGEST_SHOWN), used=used)


def _find_wrong(
    request: Asked, upload: "Upload", mapping: FileMapping, rows: list[Cells], lines: dict[int, Line]
) -> None:
    places = [place for fact in (Fact.CLIENT, Fact.CLIENT_KEY, Fact.PARENT) for place in mapping.columns.get(fact, ())]
    names = {row.cells[place].strip() for row in rows for place in places if place < len(row.cells)}
    intake = intake_for(request.viewer, upload.name, mapping, on=request.now.date(), names=names - {""})
    width = len(rows[0].cells) if rows else 0
    intake.together = False
    intake.names = tuple(str(place) for place in range(width))  # so that a problem names its column's place
    if mapping.brings_insights and mapping.columns.get(Fact.SAID_ON):
        list(intake.said(iter(rows)))
    elif not mapping.brings_insights:
        intake.clients(iter(rows))
    for problem in intake.found.problems:
        line = lines.get(problem.line)
        if line is None:
            continue
        place = int(problem.column) if problem.column.isdigit() else None
        held = line.cells[place].wrong if place is not None and place < len(line.cells) else line.wrong
        held.append(problem.sentence)
