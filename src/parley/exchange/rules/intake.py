"""Going through one foreign file of insights or clients: rows are read, matched and given, or what is wrong is said.

Rows are plain tuples and what cells mean is remembered, since a file may have a million rows and few clients.
"""

import re
from collections.abc import Callable, Iterator
from copy import copy
from datetime import date
from typing import Any

from parley.clients.rules import insight_key
from parley.exchange.rules.days import Days
from parley.exchange.rules.matching import LONGEST_KEY, AskedFor, LeftOut, Matching, Names, NewClient
from parley.exchange.rules.reading import Bad, Cells
from parley.exchange.rules.referring import Known, References
from parley.exchange.rules.stating import CANNOT_BE_KEPT, facts_of, text_of
from parley.exchange.rules.writing import plain
from parley.exchange.terms import Problem, Weight
from parley.exchange.terms.intake import ABOUT_CLIENTS, MOST_REMEMBERED, Fact, FileMapping, Found, Said
from parley.kernel.refusals import Refused
from parley.kernel.words import folded

F = Fact
FIRST_FACTS = "Line {line} says something else about this client. What that line says is taken."
Places = tuple[int, ...]


class Intake:
    """Reads the rows of one file. `found` holds what it came to, `matching` the clients that are new."""

    def __init__(
        self, file: str, mapping: FileMapping, names: Names, known: Known, *, latest: date, may_keep_clients: bool
    ) -> None:
        self.file, self.mapping = file, mapping
        self.together = True  # whether equal problems are told as one
        self.matching = Matching(mapping, names, may_add=may_keep_clients)
        self.about: dict[int, NewClient] = {}  # what the file says about each client
        self.found = Found()
        self.names: tuple[str, ...] = ()
        self.new_regions: tuple[str, ...] = ()
        self._patterns = {fact: re.compile(each) for fact, each in mapping.patterns.items()}
        self._empty = {folded(each) for each in mapping.empty}
        self._client_places = tuple(
            place for fact in (F.CLIENT_KEY, F.CLIENT, *ABOUT_CLIENTS) for place in mapping.columns.get(fact, ())
        )
        self._clients: dict[Places | tuple[str, ...], int | Exception] = {}
        self._days = Days(mapping.day_order, latest)
        self._references = References(mapping, known)

    def said(self, rows: Iterator[Cells | Bad]) -> Iterator[Said]:
        """Yield the good rows of a file of insights; the header has been read and is `names`."""
        for row, cells in self._each(rows):
            try:
                yield self._said(row.line, cells)
            except LeftOut:
                self.found.left_out += 1
                continue
            except (AskedFor, Refused):
                self._wrong(row.line, cells, self._client, self._said_on, self._text, self._key)
                continue
            self.found.good += 1

    def clients(self, rows: Iterator[Cells | Bad]) -> None:
        """Go through a file of clients; what it says stands in `about` afterwards."""
        for row, cells in self._each(rows):
            try:
                self._client(row.line, cells)
            except LeftOut:
                self.found.left_out += 1
                continue
            except (AskedFor, Refused):
                self._wrong(row.line, cells, self._client)
                continue
            self.found.good += 1

    def _wrong(
        self, line: int, cells: tuple[str, ...], *parts: Callable[[int, tuple[str, ...]], object]
    ) -> None:  # fmt: skip
        """Tell everything that is wrong with a row, not only what was met first."""
        self.found.bad += 1
        for part in parts:
            try:
                part(line, cells)
            except Refused as trouble:
                self._fault(line, trouble.field, cells, trouble.sentence)
            except (LeftOut, AskedFor):
                continue

    def _each(self, rows: Iterator[Cells | Bad]) -> Iterator[tuple[Cells, tuple[str, ...]]]:
        width = len(self.names)
        for row in rows:
            self.found.rows += 1
            if isinstance(row, Bad):
                self.found.bad += 1
                self._fault(row.line, "", (), row.sentence)
                continue
            cells = row.cells
            if len(cells) != width:
                if self._is_footer(cells):
                    self.found.left_out += 1
                    continue
                sentence = f"This row has {len(cells)} cells, the header {width}. "
                self.found.bad += 1
                self._fault(row.line, "", (), sentence + "A comma or a quote may be missing or too many.")
                continue
            yield row, cells

    @staticmethod
    def _is_footer(cells: tuple[str, ...]) -> bool:
        """Whether a row is what a report prints below its rows: one cell, and no more."""
        return len(cells) == 1

    def _said(self, line: int, cells: tuple[str, ...]) -> Said:
        client = self._client(line, cells)
        said_on = self._said_on(line, cells)
        text = self._text(line, cells)
        key = self._key(line, cells)
        if not key:
            identity = self.matching.names.identities.get(client) or self.matching.new[-client - 1].identity
            key = insight_key(f"{identity[0]}:{identity[1]}", date.fromisoformat(said_on), text)
        columns = self.mapping.columns
        return Said(
            line, client, said_on, text,
            self._person(F.AUTHOR, cells, line) if F.AUTHOR in columns else None,
            self._person(F.ON_BEHALF_OF, cells, line) if F.ON_BEHALF_OF in columns else None,
            key,
            self._references.initiative(self._cell(F.INITIATIVE, cells), text, line, self.found, self._tell)
            if F.INITIATIVE in columns or self.mapping.links else 0,
        )  # fmt: skip

    def _key(self, _line: int, cells: tuple[str, ...]) -> str:
        key = self._cell(F.KEY, cells)
        if len(key) > LONGEST_KEY:
            raise Refused(f"A key has at most {LONGEST_KEY} characters. Choose a shorter column.", field=F.KEY)
        return key

    def _cell(self, fact: Fact, cells: tuple[str, ...]) -> str:
        """Give what a row says about a fact: of several columns, the first that is filled."""
        text = ""
        for place in self.mapping.columns.get(fact, ()):
            text = plain(cells[place]).strip()
            if self._empty and folded(text) in self._empty:
                text = ""
            if text and fact in self._patterns and (found := self._patterns[fact].match(text)):
                text = found[1].strip()
            if text:
                return text
        return text or self.mapping.constants.get(fact, "")

    def _text(self, _line: int, cells: tuple[str, ...]) -> str:
        return text_of(cells, self.mapping.columns[F.TEXT], self._empty)

    def _said_on(self, _line: int, cells: tuple[str, ...]) -> str:
        return self._days.read(self._cell(F.SAID_ON, cells))

    def _client(self, line: int, cells: tuple[str, ...]) -> int:
        held = tuple([cells[place] for place in self._client_places])
        found = self._clients.get(held)
        if found is None:
            try:
                found = self._new_client(line, cells)
            except (Refused, LeftOut, AskedFor) as trouble:
                found = trouble
            if len(self._clients) > MOST_REMEMBERED:
                self._clients.clear()
            self._clients[held] = found
        if isinstance(found, Exception):
            raise found
        return found

    def _new_client(self, line: int, cells: tuple[str, ...]) -> int:
        key, name = self._cell(F.CLIENT_KEY, cells), self._cell(F.CLIENT, cells)
        if not key and not name:
            raise Refused("Every row needs a client: a name, or the key of the system the file comes from.",
                          field=F.CLIENT)  # fmt: skip
        if len(key) > LONGEST_KEY:
            raise Refused(f"A key has at most {LONGEST_KEY} characters.", field=F.CLIENT_KEY)
        if CANNOT_BE_KEPT.search(name + key):
            raise Refused("This name holds characters that cannot be kept. Take them out.", field=F.CLIENT)
        facts = facts_of(lambda fact: self._cell(fact, cells), self.mapping.decimals)
        try:
            client = self.matching.client_of(key, " ".join(name.split()), line)
        except Refused as trouble:
            raise Refused(trouble.sentence, field=F.CLIENT) from None
        self._learn(client, facts, name, line)
        return client

    def again(self) -> "Intake":
        """Read the file once more: what was learnt is kept, what was found stays as it is."""
        other = copy(self)
        other.found = Found()
        return other

    def settle(self) -> None:
        """Find the parents that were named, once every client of the file is known; what is near is a question."""
        self.found.near = self.matching.near
        for row in self.about.values():
            if not row.parent:
                continue
            found = self.matching.identity_called(row.parent)
            if found is None or found == row.identity:
                what = "It is the client itself." if found else "No client is known by this, here or in the file."
                self._tell(Weight.CELL, row.line, F.PARENT, row.parent, what)
                row.stated.discard("parent")
            row.parent_identity = found if found != row.identity else None

    def _learn(self, client: int, facts: dict[str, Any], name: str, line: int) -> None:
        """Keep what the file says about a client; of two rows that differ, what the first says."""
        row = self.about.get(client)
        if row is None:
            if client < 0:
                row = self.matching.new[-client - 1]
            elif facts:
                row = NewClient(self.matching.names.identities[client], name, line=line)
            else:
                return
            self.about[client] = row
        for fact, value in facts.items():
            if fact not in row.stated:
                setattr(row, fact, value)
                row.stated.add(fact)
            elif getattr(row, fact) != value:
                self._tell(Weight.NOTE, line, fact, str(value), FIRST_FACTS.format(line=row.line))

    def _person(self, fact: Fact, cells: tuple[str, ...], line: int) -> int | None:
        return self._references.person(fact, self._cell(fact, cells), line, self._tell)

    def _fault(self, line: int, fact: str, cells: tuple[str, ...], sentence: str) -> None:
        weight = Weight.ROW if self.mapping.skip_bad_rows else Weight.STOPS
        value = self._cell(Fact(fact), cells) if fact and cells else ""
        self._tell(weight, line, fact, value, sentence)

    def _tell(self, weight: Weight, line: int, fact: str, value: str, sentence: str) -> None:
        places = self.mapping.columns.get(Fact(fact), ()) if fact else ()
        column = self.names[places[0]] if places and self.names else fact
        problem = Problem(weight, self.file, line, column, value[:200], sentence)
        self.found.tell(problem, together=self.together)
