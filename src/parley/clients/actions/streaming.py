"""Insights by the hundred thousand: written as the database takes them fastest, behind the door all the same.

What a row means was settled before: here are keys of rows, texts and days.
"""

import json
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import connection

from parley.clients.events import ClientsTakenIn
from parley.clients.models import Insight
from parley.kernel.bunches import bunches
from parley.kernel.copying import copied
from parley.ledger.door import action, record
from parley.ledger.pen import wrote
from parley.ledger.terms import Actor

AT_ONCE = 5_000
MOST_NAMED = 200  # insights that read differently and are named
COLUMNS = "id, client_id, text, said_on, author_id, on_behalf_of_id, noted_at, source, key"
INSERT = f"INSERT INTO parley_insight ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"  # noqa: S608 - constants
COPY = f"COPY parley_insight ({COLUMNS}) FROM STDIN"
RESERVE = "SELECT nextval(pg_get_serial_sequence('parley_insight', 'id')) FROM generate_series(1, %s)"
LAST = "SELECT seq FROM sqlite_sequence WHERE name = 'parley_insight'"
# Each key is looked up by itself: PostgreSQL, which has not yet counted rows of this transaction, would read them all.
THERE = (
    "SELECT wanted.key, found.id, found.client_id, found.text FROM unnest(%s::text[]) AS wanted (key) CROSS JOIN "
    "LATERAL (SELECT id, client_id, text FROM parley_insight WHERE source = %s AND key = wanted.key LIMIT 1) AS found"
)
THERE_AMONG = (
    "SELECT key, id, client_id, text FROM parley_insight WHERE key IN (SELECT value FROM json_each(%s)) AND source = %s"
)
# line, client, day, text, author, colleague, key, and a number of the caller's that belongs to the row, or 0
Said = tuple[int, int, str, str, int | None, int | None, str, int]


@dataclass(slots=True)
class Streamed:
    """What came in: keys of new insights as spans, lines that say otherwise what is here, and the caller's numbers."""

    added: int = 0
    same: int = 0
    differing: int = 0
    differ: list[int] = field(default_factory=list)  # their lines, as far as they are named
    spans: list[list[int]] = field(default_factory=list)
    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    insights: "array[int]" = field(default_factory=lambda: array("q"))
    clients: "array[int]" = field(default_factory=lambda: array("q"))

    def marked(self) -> Iterator[tuple[int, int, int]]:
        """Yield the caller's number, the insight and its client, for rows that have one."""
        return zip(self.numbers, self.insights, self.clients, strict=True)


@action
def stream_insights(
    *,
    rows: Iterable[Said],
    source: str,
    batch: int,
    progress: Callable[[int], None] = lambda count: None,
    actor: Actor,
    at: datetime,
) -> Streamed:
    """Note insights of one source; what is here already by its key stays as it is.

    Memory does not grow with the rows, but for twelve bytes and more of each that has a number of the caller's.
    """
    found = Streamed()
    noted_at = at.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
    for bunch in bunches(rows, AT_ONCE):
        new = _new_of(bunch, source, found)
        if new:
            _write(new, noted_at, source)
        progress(found.added + found.same + found.differing)
    if found.added:
        wrote(Insight)
        record(ClientsTakenIn(batch=batch, added=0, changed=0, insights=found.added))
    return found


def _new_of(bunch: list[Said], source: str, found: Streamed) -> list[tuple[int, Said]]:
    """Leave out what is here already or stands twice among some rows, and give the others keys of their own."""
    there = _there(source, [row[6] for row in bunch])
    keys = iter(_reserved(sum(row[6] not in there for row in bunch)))
    new: list[tuple[int, Said]] = []
    for row in bunch:
        known = there.get(row[6])
        if known is None:
            insight = next(keys)
            there[row[6]] = (insight, row[1], row[3])
            new.append((insight, row))
            _keep(insight, found.spans)
            found.added += 1
        elif known[1] == row[1] and known[2] == row[3]:
            insight = known[0]
            found.same += 1
        else:
            found.differing += 1
            if len(found.differ) < MOST_NAMED:
                found.differ.append(row[0])
            continue
        if row[7]:
            found.numbers.append(row[7])
            found.insights.append(insight)
            found.clients.append(row[1])
    return new


def _keep(key: int, spans: list[list[int]]) -> None:
    if spans and spans[-1][1] == key - 1:
        spans[-1][1] = key
    else:
        spans.append([key, key])


def _there(source: str, keys: list[str]) -> dict[str, tuple[int, int, str]]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(THERE, [keys, source])
        else:
            cursor.execute(THERE_AMONG, [json.dumps(keys), source])
        return {key: (pk, client, text) for key, pk, client, text in cursor.fetchall()}


def _reserved(count: int) -> list[int]:
    """Give keys that nobody else gets. On SQLite nobody else writes meanwhile."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(RESERVE, [count])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute(LAST)
        last = cursor.fetchone()
        begin = (last[0] if last else 0) + 1
        return list(range(begin, begin + count))


def _write(new: list[tuple[int, Said]], noted_at: str, source: str) -> None:
    rows = [
        (insight, client, text, said_on, author, colleague, noted_at, source, key)
        for insight, (_line, client, said_on, text, author, colleague, key, _number) in new
    ]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(COPY) as copy:
                copy.write(copied((*row[:6], noted_at + "+00", *row[7:]) for row in rows))
        else:
            cursor.executemany(INSERT, rows)
