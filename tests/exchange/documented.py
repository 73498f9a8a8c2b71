"""The tables of docs/import.md, made from the code: `python -m tests.exchange.documented` writes them anew."""

import re
from pathlib import Path

from parley.exchange.rules import SHEETS, Sheet

DOCUMENT = Path(__file__).parents[2] / "docs" / "import.md"
BEGIN, END = "<!-- columns: made from the code -->", "<!-- end of columns -->"


def table_of(sheet: Sheet) -> str:
    """Write one file's columns as a table."""
    lines = [f"### {sheet.kind.file}", "", sheet.about, "", "| column | what belongs into it |", "|---|---|"]
    for column in sheet.columns:
        needed = "**needed.** " if column.required else ""
        lines.append(f"| `{column.name}` | {needed}{column.what} |")
    return "\n".join(lines)


def columns() -> str:
    """Write the tables of all files."""
    return "\n\n".join(table_of(sheet) for sheet in SHEETS.values())


def with_columns(text: str) -> str:
    """Put the tables into the document, between their marks."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n\n{columns()}\n\n{END}{rest.split(END)[1]}"


def examples(text: str) -> list[str]:
    """Give the mapping files that the document shows."""
    return re.findall(r"```toml\n(.*?)```", text, re.DOTALL)


if __name__ == "__main__":
    DOCUMENT.write_text(with_columns(DOCUMENT.read_text()))
