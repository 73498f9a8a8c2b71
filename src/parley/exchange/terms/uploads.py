"""The words of files that are taken in from the browser: how far one is, and what its page says."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

LARGEST_UPLOAD = 20 * 1024 * 1024  # bytes
MOST_UPLOADED = 200_000  # rows; more are taken in from the command line
PART = 1024 * 1024  # bytes of a piece in which it is kept
KEPT_FOR = timedelta(days=1)  # a file that nobody takes in
UNDONE_WITHIN = timedelta(days=1)


class Step(StrEnum):
    """How far a file is."""

    COLUMNS = "columns"  # somebody says what its columns hold
    CHECKING = "checking"  # the worker reads it
    CHECKED = "checked"  # somebody says what becomes of what is wrong
    TAKING = "taking"  # the worker takes it in
    DONE = "done"
    FAILED = "failed"  # it cannot be read at all


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that stays when an import is undone, and why: somebody relies on it."""

    kind: str
    key: int
    why: str
