"""The results of a wave as a workbook (XLSX): a sheet for each table, shares as percent, texts never as formulas."""

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

from parley.screens.results.tables import Table, Tables

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

SHARES = frozenset({"share", "low", "high", "lowest", "highest", "response_rate", "first"})
CHANGES = frozenset({"change", "change_low", "change_high"})
HEADS = {
    "question": "Question", "group": "Group", "side": "Side", "region": "Region", "function": "Function",
    "answers": "Answers", "share": "Share", "masked": "That, or", "low": "95% from", "high": "95% to",
    "lowest": "If the silent disagree", "highest": "If the silent agree", "response_rate": "Response rate",
    "change": "Change", "change_low": "Change, 95% from", "change_high": "Change, 95% to",
    "change_words": "Since last time", "leads": "It leads", "why_not_shown": "Why not", "step": "Step",
    "item": "What", "place_low": "Place from", "place_high": "Place to", "score": "Score", "first": "First for",
    "parts": "How many parts", "words": "Words", "name": "Survey", "opened": "Opened", "closed": "Closed",
    "invited": "Asked", "answered": "Answered", "floor": "Fewest people shown", "before": "Wave before",
}  # fmt: skip
SHEETS = {"wave": "Survey", "agree": "Agree", "weighted": "Weighted", "steps": "Steps", "valued": "Valued",
          "not shown": "Not shown", "words": "Words"}  # fmt: skip
WIDE = {"question": 44, "item": 24, "step": 22, "change_words": 60, "words": 90, "why_not_shown": 44, "name": 24,
        "group": 24}  # fmt: skip


def workbook_of(tables: Tables, *, title: str, author: str, at: datetime) -> bytes:
    """Draw tables as sheets; those without rows are left out. Every text is a string, whatever it begins with."""
    paper = BytesIO()
    book = Workbook(paper, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "author": author, "created": at.replace(tzinfo=None)})
    looks = {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "share": book.add_format({"num_format": "0.0%"}),
        "change": book.add_format({"num_format": "+0.0%;-0.0%;0.0%"}),
    }
    for table in tables:
        if table.rows:
            _sheet(book.add_worksheet(SHEETS[table.name]), table, looks)
    book.close()
    return paper.getvalue()


def _sheet(sheet: "Worksheet", table: Table, looks: dict[str, Any]) -> None:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, WIDE.get(column, 13))
        sheet.write_string(0, place, HEADS[column], looks["head"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    for line, row in enumerate(table.rows, start=1):
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            if isinstance(value, str):
                sheet.write_string(line, place, value)
            elif value is not None:
                look = looks["share"] if column in SHARES else looks["change"] if column in CHANGES else None
                sheet.write_number(line, place, value, look)
