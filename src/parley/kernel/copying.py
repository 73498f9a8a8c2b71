"""Rows as PostgreSQL's COPY takes them: one line each, in its text format."""

from collections.abc import Iterable

NULL = "\\N"
ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copied(rows: Iterable[Iterable[str | int | None]]) -> str:
    """Write rows of texts, numbers and nothing; a text must hold no NUL."""
    return "".join("\t".join(_cell(each) for each in row) + "\n" for row in rows)


def _cell(value: str | int | None) -> str:
    if value is None:
        return NULL
    if isinstance(value, int):
        return str(value)
    if "\\" in value or "\n" in value or "\t" in value or "\r" in value:
        return value.translate(ESCAPED)
    return value
