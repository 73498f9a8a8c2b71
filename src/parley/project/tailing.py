"""What the ledger says of meetings, as it is written: by this process, by others, on SQLite and on PostgreSQL."""

import time
from collections.abc import Callable, Collection

from django.db import close_old_connections, connection

from parley.ledger.queries import happened_after, newest_entry
from parley.meetings.rules.live import parts_changed
from parley.meetings.terms.live import Part

Happening = tuple[int, int, tuple[Part, ...]]  # the entry, the meeting, what of its page changed
MEETING = "meeting"
REST = 1.0  # seconds, when the database does not answer


class Tail:
    """Reads what was written since it looked last. For one thread, whose connection it uses."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._newest: int | None = None

    def news(self, meetings: Callable[[], Collection[int]]) -> list[Happening]:
        """Give what happened to some meetings since the last look.

        Entries are written one transaction after another, so that none comes before one that was seen. Which meetings
        are asked for is asked last: a stream that joins later than that reads for itself what it missed.
        """
        if not self._changed():
            return []
        newest = newest_entry()
        if self._newest is None or newest == self._newest:
            self._newest = newest
            return []
        before, self._newest = self._newest, newest
        return _shown(happened_after(before, MEETING, meetings(), until=newest))

    def _changed(self) -> bool:
        """Ask SQLite whether anybody else wrote anything, which costs next to nothing; PostgreSQL is asked itself."""
        if connection.vendor != "sqlite":
            return True
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            version = cursor.fetchone()[0]
        before, self._version = self._version, version
        return bool(before != version)

    def rest(self) -> None:
        """Wait for a database that does not answer, and begin with a new connection to it."""
        connection.close()
        self._version = None
        time.sleep(REST)

    def close(self) -> None:
        """Let the connection go."""
        connection.close()


def resumed(entry: int, meeting: int) -> list[Happening]:
    """Give what a stream that resumes has missed; for a thread of the pool, whose connection may have died."""
    close_old_connections()
    return since(entry, meeting)


def since(entry: int, meeting: int) -> list[Happening]:
    """Give what happened to a meeting after an entry."""
    return _shown(happened_after(entry, MEETING, [meeting]))


def _shown(rows: list[tuple[int, int, str]]) -> list[Happening]:
    return [(entry, meeting, parts) for entry, meeting, kind in rows if (parts := parts_changed(kind))]
