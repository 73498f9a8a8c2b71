"""Going through a folder's files: every row is read, what is wrong is said, and good rows are given one by one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parley.exchange.rules import cells, taking
from parley.exchange.rules.applying import cell_of, unwanted
from parley.exchange.rules.cells import Read
from parley.exchange.rules.columns import must_have
from parley.exchange.rules.finishing import fingerprint, told
from parley.exchange.rules.headers import Headers
from parley.exchange.rules.known import Known, identity_words
from parley.exchange.rules.nearness import suggestion
from parley.exchange.rules.reading import Bad, Cells, rows_of
from parley.exchange.rules.saying import Sayer
from parley.exchange.rules.sheets import SHEETS
from parley.exchange.rules.writing import plain
from parley.exchange.terms import Column, Identity, Kind, Report, SheetMapping, Source, Weight
from parley.kernel.refusals import Refused

Values = dict[str, Any]
PAST = {
    "said_on": "They cannot have said it on a day that has not come. Mend it.",
    "told_on": "They cannot have been told on a day that has not come. Mend it.",
    "holds_from": "A rate holds from a day that has come. Take it in on that day.",
}
LATER: dict[str, Callable[[Any, Known], Any]] = {  # columns that may refer to rows further down
    "parent": cells.client,
    "merged_into": cells.insight,
    "needs_first": taking.initiatives,
    "excludes": taking.initiatives,
}
CHECKED_EVERY = 1000  # rows between two words of progress


@dataclass(slots=True)
class Row:
    """One row that could be read: its line, its values under Parley's names, and which of them the file states."""

    line: int
    values: Values
    stated: frozenset[str]


class Check:
    """What checking one file found: which lines are good, and how to read those rows again."""

    def __init__(self, kind: Kind, source: Source, mapping: SheetMapping, known: Known) -> None:
        self.sheet = SHEETS[kind]
        self.source = source
        self.mapping = mapping
        self.known = known
        self.bad: set[int] = set()
        self.header: tuple[str, ...] = ()
        self.used: list[tuple[Column, Read]] = []
        if kind is Kind.CLIENTS:
            known.vetted_names = set(mapping.words.get("name", {}).values())

    def check(self, report: Report, today: date, progress: Callable[[str], None]) -> None:
        """Read every row once, keeping only who is who; what is wrong goes into the report."""
        say = Sayer(self.source.name, self.mapping, report)
        seen: dict[Identity, int] = {}
        emails: dict[str, int] = {}
        later: list[tuple[int, str, Identity]] = []
        count = 0
        for row in self._read(say):
            count += 1
            if count % CHECKED_EVERY == 0:
                progress(f"{self.source.name}: {count:,} rows read")
            identity = self.sheet.identity(row.values)
            if identity in seen:
                self.bad.add(row.line)
                first = seen[identity]
                sentence = (
                    f"This row is on line {first} already: lines {first} and {row.line} are of one and the same. "
                )
                say.row(row.line, "", identity_words(identity), sentence + "Keep one, or give each its own key.")
                continue
            if column := next((each for each in PAST if (row.values.get(each) or today) > today), None):
                self.bad.add(row.line)
                say.row(row.line, column, str(row.values[column]), PAST[column])
                continue
            if (mail := row.values.get("email")) and (mailed := emails.setdefault(mail, row.line)) != row.line:
                self.bad.add(row.line)
                say.row(row.line, "email", mail, f"Lines {mailed} and {row.line} have this e-mail. One address is one "
                        "person’s.")  # fmt: skip
                continue
            seen[identity] = row.line
            later += [(row.line, name, row.values[name]) for name in LATER if row.values.get(name)]
            self._learn(row)
        self._check_later(later, say)

    def rows(self) -> Iterator[Row]:
        """Read the good rows again; references to rows further down are now known."""
        quiet = Sayer(self.source.name, self.mapping, Report())
        for row in self._read(quiet, again=True):
            if row.line not in self.bad:
                for column, find in LATER.items():
                    if row.values.get(column):
                        row.values[column] = find(row.values[column], self.known)
                yield row

    def _check_later(self, later: list[tuple[int, str, Any]], say: Sayer) -> None:
        for line, column, text in later:
            try:
                LATER[column](text, self.known)
            except Refused as trouble:
                self.bad.add(line)
                shown = text if isinstance(text, str) else "; ".join(text)
                say.row(line, column, shown, trouble.sentence)

    def _learn(self, row: Row) -> None:
        """Let later rows and files refer to this one."""
        values = row.values
        match self.sheet.kind:
            case Kind.PEOPLE:
                left = values.get("left_on") is not None
                self.known.add_person(values["key"], values.get("email") or "", values["name"], left=left)
            case Kind.GROUPS:
                self.known.add_area(values["key"], values["name"])
            case Kind.CLIENTS:
                names = [values["name"], *(values.get("aliases") or ())]
                self.known.add_client((values["source"], values["key"]), names)
            case Kind.INITIATIVES:
                self.known.initiatives.add((values["source"], values["key"]))
            case Kind.INSIGHTS:
                self.known.insights[values["source"], values["key"]] = fingerprint(values["text"])
            case Kind.STATEMENTS:
                self.known.statements[values["source"], values["key"]] = told(values)

    def _read(self, say: Sayer, *, again: bool = False) -> Iterator[Row]:
        self.known.reading = self.sheet.kind
        with self.source.open() as file:
            try:
                rows = rows_of(file, separator=self.mapping.separator)
                headers = Headers(self.sheet, self.mapping)
                self.header = headers.read(next(rows, None), say)
                if not self.header:
                    return
                self.used = [each for each in self.sheet.read if headers.given(each[0].name, self.header)]
                for row in rows:
                    if again and row.line in self.bad:
                        continue
                    yield from self._one(row, say)
            except Refused as trouble:
                say.file_(trouble.sentence)

    def _one(self, row: Cells | Bad, say: Sayer) -> Iterator[Row]:
        """Give one row, or say what is wrong with it."""
        if isinstance(row, Bad):
            self.bad.add(row.line)
            say.row(row.line, "", "", row.sentence)
            return
        if len(row.cells) != len(self.header):
            self.bad.add(row.line)
            sentence = f"This row has {len(row.cells)} cells, the header {len(self.header)}. "
            say.row(row.line, "", "", sentence + "A comma or a quote may be missing or too many.")
            return
        raw = {name: plain(cell) for name, cell in zip(self.header, row.cells, strict=True)}
        if unwanted(raw, self.mapping):
            if row.line not in self.bad:
                kind = self.sheet.kind
                say.report.left_out[kind] = say.report.left_out.get(kind, 0) + 1
            self.bad.add(row.line)
            return
        values, stated, good = self._cells(row.line, raw, say)
        if good and self._finished(row.line, values, raw, say):
            yield Row(row.line, values, frozenset(stated))
        else:
            self.bad.add(row.line)

    def _cells(self, line: int, raw: Mapping[str, str], say: Sayer) -> tuple[Values, set[str], bool]:
        values: Values = {}
        stated: set[str] = set()
        good = True
        for column, read in self.used:
            try:
                text, note = cell_of(column.name, raw, self.mapping)
                if note:
                    say.cell(line, column.name, self._shown(column, raw), note, weight=Weight.NOTE)
                stated.add(column.name)
                if text.strip():
                    values[column.name] = read(text, self.known)
            except Refused as trouble:
                shown = self._shown(column, raw)
                stated.discard(column.name)
                if column.name in self.mapping.leave_empty:
                    say.cell(line, column.name, shown, trouble.sentence, weight=Weight.CELL)
                else:
                    good = False
                    say.row(line, column.name, shown, self._with_words(column.name, shown, trouble.sentence))
        return values, stated, good

    def _with_words(self, name: str, shown: str, sentence: str) -> str:
        """Add the nearest word of the mapping file to what a cell's own sentence says."""
        words = self.mapping.words.get(name)
        return f"{sentence}{suggestion(shown, set(words), few=0)}" if words else sentence

    def _shown(self, column: Column, raw: Mapping[str, str]) -> str:
        """Give the cell as the reader of the file knows it."""
        take = self.mapping.columns.get(column.name)
        return take.join.join(raw.get(name, "").strip() for name in take.columns) if take else raw.get(column.name, "")

    def _finished(self, line: int, values: Values, raw: Mapping[str, str], say: Sayer) -> bool:
        try:
            must_have(values, self.sheet)
            self.sheet.finish(values, self.known)
        except Refused as trouble:
            column = next((each for each in self.sheet.columns if each.name == trouble.field), None)
            shown = self._shown(column, raw) if column else ""
            say.row(line, trouble.field, shown, trouble.sentence)
            return False
        if note := values.pop("note", None):
            say.cell(line, note[0], "", note[1], weight=Weight.NOTE)
        return True
