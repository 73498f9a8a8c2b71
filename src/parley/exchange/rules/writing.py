"""How a cell is written so that no spreadsheet runs it, how lists stand in one cell, and how both are read back."""

from collections.abc import Iterable, Sequence

RUNS = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes a cell that begins so for a formula


def safe(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run, and before what `plain` would otherwise shorten."""
    return "'" + text if text.startswith(RUNS) or (text[:1] == "'" and text[1:].startswith((*RUNS, "'"))) else text


def plain(cell: str) -> str:
    """Take that apostrophe away again."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith((*RUNS, "'")) else cell


def line(cells: Iterable[str]) -> str:
    """Write one row; the same texts give the same bytes under every version of Python."""
    return ",".join(_quoted(safe(cell)) for cell in cells) + "\n"


def _quoted(cell: str) -> str:
    if any(each in cell for each in ',"\n\r;') or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell


def listed(parts: Iterable[str]) -> str:
    """Write several texts into one cell, parted by semicolons; a semicolon inside one gets a backslash."""
    return "; ".join(part.replace("\\", "\\\\").replace(";", "\\;") for part in parts)


def parts_of(cell: str) -> Sequence[str]:
    """Read such a list back; empty parts are left out."""
    parts, part, escaped = [], "", False
    for each in cell:
        if escaped:
            part += each if each in "\\;" else "\\" + each
            escaped = False
        elif each == "\\":
            escaped = True
        elif each == ";":
            parts.append(part.strip())
            part = ""
        else:
            part += each
    parts.append((part + ("\\" if escaped else "")).strip())
    return [each for each in parts if each]
