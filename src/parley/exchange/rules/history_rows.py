"""Reading a file of history row by row: what changed of which initiative, when; and what is wrong with which row."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import datetime

from parley.exchange.rules import cells
from parley.exchange.rules.applying import worded
from parley.exchange.rules.known import Known
from parley.exchange.rules.nearness import suggestion
from parley.exchange.rules.reading import Bad, Cells, header_of, rows_of
from parley.exchange.rules.writing import plain
from parley.exchange.terms import Problem, Source, Weight
from parley.exchange.terms.history import COLUMNS, MOST_CHANGES, Change, HistoryMapping
from parley.kernel.refusals import Refused

KNOWN = Known("")
CHECKED_EVERY = 50_000  # rows between two words of progress
MOST_TOLD = 5_000  # different things that are wrong; the rest is counted
MORE = "More is wrong than is listed one by one."


class HistoryRows:
    """The rows of one file that could be read, by initiative; and what was wrong, alike problems told once."""

    def __init__(self, source: Source, mapping: HistoryMapping, at: datetime) -> None:
        self.source = source
        self.mapping = mapping
        self.at = at
        self.count = 0
        self.changes: dict[str, list[Change]] = defaultdict(list)
        self.told: dict[tuple[Weight, str, str, str], Problem] = {}
        self.names: dict[str, str] = {}  # each text of the file once

    def read(self, progress: Callable[[str], None]) -> None:
        """Read all of it. Raises Refused when it cannot be read at all, or has too many rows."""
        with self.source.open() as file:
            rows = rows_of(file, separator=self.mapping.separator)
            first = next(rows, None)
            if first is None or isinstance(first, Bad):
                raise Refused(first.sentence if first else f"The file is empty. Its first line names the columns: "
                              f"{', '.join(COLUMNS)}.")  # fmt: skip
            places = self._places(header_of(first, separator=self.mapping.separator))
            for row in rows:
                self.count += 1
                if self.count > MOST_CHANGES:
                    raise Refused(f"This has more than {MOST_CHANGES:,} rows. Split it by initiative.")
                if self.count % CHECKED_EVERY == 0:
                    progress(f"{self.source.name}: {self.count:,} rows read")
                self._one(row, places, len(first.cells))

    def stops(self, line: int, column: str, value: str, sentence: str) -> None:
        """Note what makes a row unusable; it stops everything unless the mapping says to leave bad rows out."""
        self._tell(Weight.ROW if self.mapping.skip_bad_rows else Weight.STOPS, line, column, value, sentence)

    def notes(self, line: int, column: str, value: str, sentence: str) -> None:
        """Note what is worth knowing."""
        self._tell(Weight.NOTE, line, column, value, sentence)

    def _tell(self, weight: Weight, line: int, column: str, value: str, sentence: str) -> None:
        key = (weight, column, value[:200], sentence)
        if len(self.told) >= MOST_TOLD and key not in self.told:
            column, value, sentence = "", "", MORE
            key = (weight, column, value, sentence)
        now = self.told.get(key)
        self.told[key] = (
            replace(now, times=now.times + 1, line=min(now.line, line)) if now
            else Problem(weight, self.source.name, line, column, value[:200], sentence)
        )  # fmt: skip

    def _places(self, header: tuple[str, ...]) -> tuple[int, ...]:
        places = []
        for name in COLUMNS:
            column = self.mapping.columns[name]
            if column not in header:
                raise Refused(f"There is no column “{column}”. Say in the mapping file which one it is: under "
                              f'[history.columns] {name} = "...".{suggestion(column, header)}')  # fmt: skip
            places.append(header.index(column))
        return tuple(places)

    def _one(self, row: Cells | Bad, places: Collection[int], width: int) -> None:
        if isinstance(row, Bad):
            self.stops(row.line, "", "", row.sentence)
            return
        if len(row.cells) != width:
            self.stops(row.line, "", "", f"This row has {len(row.cells)} cells, the header {width}. Mend it.")
            return
        initiative, moment, field, before, after = (plain(row.cells[place]) for place in places)
        name = worded(initiative.strip(), self.mapping.initiative_words, read_typos=False)[0]
        try:
            at = cells.moment(moment, KNOWN)
            self._must_have_come(at)
            change = Change(at, row.line, self._once(field.strip()), self._once(before), self._once(after),
                            self._all_at_once(field.strip(), after))  # fmt: skip
        except Refused as trouble:
            column = trouble.field or "at"
            self.stops(row.line, column, moment if column == "at" else "", trouble.sentence)
            return
        if change.all_at_once is not None or self._is_wanted(change):
            self.changes[self._once(name)].append(change)

    def _must_have_come(self, at: datetime) -> None:
        if at > self.at:
            raise Refused("This has not happened yet. Mend the moment.")

    def _is_wanted(self, change: Change) -> bool:
        used = {*self.mapping.stage, *self.mapping.targets}
        if change.field in used:
            return True
        if change.field not in self.mapping.ignore and "*" not in self.mapping.ignore:
            near = suggestion(change.field, used)
            self.stops(change.line, "field", change.field, "Nothing is known of such a field. Name it under [history] "
                       f"ignore, or as a part of the stage or a target.{near}")  # fmt: skip
        return False

    def _all_at_once(self, field: str, after: str) -> dict[str, str] | None:
        if not self.mapping.begins or field != self.mapping.begins:
            return None
        try:
            held = json.loads(after)
        except ValueError:
            held = None
        if not isinstance(held, dict) or not all(isinstance(each, str) for each in held.values()):
            raise Refused('Where a history begins, all fields are said at once: {"stage": "beta"}. Mend it.',
                          field="after")  # fmt: skip
        return {self._once(name): self._once(value) for name, value in held.items()}

    def _once(self, text: str) -> str:
        return self.names.setdefault(text, text)

    def problems(self) -> Iterator[Problem]:
        """Give what was wrong, what stops first, then by line."""
        yield from sorted(self.told.values(), key=lambda each: (list(Weight).index(each.weight), each.line))
