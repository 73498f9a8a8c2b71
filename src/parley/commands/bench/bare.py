"""The same rows into the same tables with nothing checked: what an import is measured against."""

import time
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from parley.commands.bench.made import CLIENTS, Row, name_of
from parley.kernel.bunches import bunches
from parley.kernel.copying import copied
from parley.kernel.words import folded
from parley.search.rules import tsvector_of, words_in

AT_ONCE = 5_000
NOW = "2026-11-29 00:00:00.000000"
CLIENT = ("parley_client", "id, source, key, name, folded, segment, currency, version")
INSIGHT = ("parley_insight", "id, client_id, text, said_on, noted_at, source, key")
LINK = ("parley_insightlink", "initiative_id, insight_id, client_id, stance, linked_at")
INDEXED = ("parley_indexed", "id, kind, key, page, title, body")
WORDS = ("parley_indexed_words", "rowid, title, body")
INDEXED_WORDS = ("parley_indexed", "id, kind, key, page, title, body, words")


class Bare:
    """Loads rows that are made ready before the clock runs; `seconds` is what the database took."""

    def __init__(self, initiatives: dict[str, int]) -> None:
        self.initiatives = initiatives
        self.seconds = 0.0
        self.postgresql = connection.vendor == "postgresql"

    def load(self, rows: Iterable[Row]) -> None:
        """Load all of them in one transaction."""
        began = time.perf_counter()
        idle = 0.0
        with transaction.atomic(), connection.cursor() as cursor:
            clients = [(n + 1, "bench", f"c{n}", name_of(n), folded(name_of(n)), "", "", 1) for n in range(CLIENTS)]
            self._put(cursor, CLIENT, clients)
            first = 1
            for bunch in bunches(rows, AT_ONCE):
                waited = time.perf_counter()
                ready = self._ready(bunch, first)
                first += len(bunch)
                idle += time.perf_counter() - waited
                for table, values in ready:
                    self._put(cursor, table, values)
            last = time.perf_counter()
        self.seconds = time.perf_counter() - began - idle
        self.commit = time.perf_counter() - last

    def _ready(self, bunch: list[Row], first: int) -> list[tuple[tuple[str, str], Any]]:
        numbered = list(enumerate(bunch, start=first))
        insights: list[Any] = [
            (n, int(client[1:]) + 1, text, day, NOW, "bench", key)
            for n, (key, client, _name, day, text, _i) in numbered
        ]
        links = [(self.initiatives[row[5]], n, int(row[1][1:]) + 1, "supports", NOW) for n, row in numbered if row[5]]
        base = 1_000_000  # clients and initiatives are indexed before
        if self.postgresql:
            words: list[Any] = [
                (base + n, "insight", n, n, "", row[4], tsvector_of((), words_in(row[4]))) for n, row in numbered
            ]
            return [(INSIGHT, copied(insights)), (LINK, copied(links)), (INDEXED_WORDS, copied(words))]
        indexed = [(base + n, "insight", n, n, "", row[4]) for n, row in numbered]
        words = [(base + n, "", " ".join(words_in(row[4]))) for n, row in numbered]
        return [(INSIGHT, insights), (LINK, links), (INDEXED, indexed), (WORDS, words)]

    def _put(self, cursor: Any, table: tuple[str, str], values: "Sequence[Any] | str") -> None:
        name, columns = table
        if self.postgresql:
            with cursor.copy(f"COPY {name} ({columns}) FROM STDIN") as copy:
                copy.write(values if isinstance(values, str) else copied(values))
            return
        signs = ", ".join("%s" for _ in columns.split(","))
        cursor.executemany(f"INSERT INTO {name} ({columns}) VALUES ({signs})", values)  # noqa: S608 - names from above
