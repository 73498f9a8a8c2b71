"""Reading the answers of a survey that was asked elsewhere: one line for each respondent, nothing of whom is kept."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import Any

from parley.exchange.rules.nearness import suggestion
from parley.exchange.rules.opening import rows_in
from parley.exchange.rules.past_cells import MOST_ITEMS, item_of, items_of, plain_of, rank_of, step_of
from parley.exchange.rules.reading import Bad, Cells, folded_header
from parley.exchange.terms import Source
from parley.exchange.terms.past import AnswersMapping, PastQuestion, Ranks
from parley.kernel.refusals import Refusals, Refused
from parley.surveys.rules.past_parts import Parts, past_question
from parley.surveys.terms.past import Names, PastAnswers
from parley.surveys.terms.release import Answered
from parley.surveys.terms.waves import OPEN, Asked, Counted, Kind

LARGEST = 100 * 1024 * 1024  # bytes
MOST_TROUBLES, MOST_PARTS = 100, 200


def past_answers_in(source: Source, mapping: AnswersMapping, known: Names, side_of: Mapping[str, str]) -> PastAnswers:
    """Read a wave. Raises Refusals with a sentence, with line and column, for everything that cannot be understood."""
    rows = rows_in(_as_utf8(source, mapping.encoding))
    headers = _headers(rows, mapping)
    reading = _Reading(mapping, headers, Parts(known), side_of)
    sheets = [sheet for row in rows if (sheet := reading.sheet(row)) is not None]
    if not sheets and not reading.trouble:
        reading.trouble["No line holds answers. See whether header_rows and [only] are right."] += 1
    for cut, given in mapping.cuts.items():
        if len({getattr(each.where, cut) for each in sheets}) > MOST_PARTS:
            reading.trouble[
                f"Column {given.column} has more than {MOST_PARTS} values, so it tells no parts of the "
                f"company. Name another under [{cut}], or say under values which belong together."
            ] += 1
    reading.must_be_right()
    return PastAnswers(
        name=mapping.name,
        opened=mapping.opened,
        closed=mapping.closed,
        asked=mapping.asked,
        questions=tuple(reading.asked(each) for each in mapping.questions),
        names=reading.parts.names,
        sheets=sheets,
        floor=mapping.floor,
        unstepped=frozenset(asked.key for each, asked in zip(mapping.questions, reading.keys, strict=True)
                            if each.kind is Kind.AGREE and not each.stepped),
    )  # fmt: skip


def _as_utf8(source: Source, encoding: str) -> Source:
    """Give the file in UTF-8, whatever it was written in. Raises Refused when it cannot be read so."""
    with source.open() as file:
        raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise Refused(f"{source.name} has more than {LARGEST // 1024**2} MB. Bring it in several files.")
    if raw.startswith(b"PK\x03\x04") or encoding == "utf-8":
        return Source(source.name, lambda: BytesIO(raw))
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as trouble:
        line = raw[: trouble.start].count(b"\n") + 1
        raise Refused(f"{source.name}, line {line}, cannot be read as {encoding}. Write the right encoding into the "
                      "mapping file.") from None  # fmt: skip
    return Source(source.name, lambda: BytesIO(text.removeprefix("\ufeff").encode()))


def _headers(rows: Iterator[Cells | Bad], mapping: AnswersMapping) -> tuple[str, ...]:
    """Give the names of the columns. Of two rows of headers the upper one holds on to the right, as in merged cells."""
    first = list(islice(rows, mapping.skip, mapping.skip + mapping.header_rows))
    if len(first) < mapping.header_rows:
        raise Refused("The file ends before its header does. See whether skip and header_rows are right.")
    if bad := next((row for row in first if isinstance(row, Bad)), None):
        raise Refused(f"Line {bad.line}: {bad.sentence}")
    levels = [[" ".join(cell.split()) for cell in row.cells] for row in first if isinstance(row, Cells)]
    width = max(map(len, levels))
    levels = [level + [""] * (width - len(level)) for level in levels]
    for level in levels[:-1]:
        for place in range(1, width):
            level[place] = level[place] or level[place - 1]
    return tuple(" / ".join(filter(None, (level[place] for level in levels))) for place in range(width))


class _Reading:
    """Reads line after line, and counts each trouble once with how often it happened."""

    def __init__(
        self, mapping: AnswersMapping, headers: tuple[str, ...], parts: Parts, side_of: Mapping[str, str]
    ) -> None:
        self.mapping, self.headers, self.parts, self.side_of = mapping, headers, parts, side_of
        self.trouble: Counter[str] = Counter()
        self.firsts: dict[str, str] = {}
        self.keys = tuple(_asked(each) for each in mapping.questions)
        self.items = [items_of(key, _labels(each)) for key, each in zip(self.keys, mapping.questions, strict=True)]
        self.places = {name: self._place(name) for name in self._named()}
        self.sides: dict[str, str] = {}
        for key, times in Counter(each.key for each in self.keys).items():
            if times > 1:
                words = next(each.text for each in self.keys if each.key == key)
                self.trouble[f"The mapping file has the question “{words}” twice. Take one of them out."] += 1
        self.must_be_right()

    def must_be_right(self) -> None:
        """Raise Refusals for what was wrong so far."""
        if self.trouble:
            sentences = [f"{said} {_more(times)}".rstrip() for said, times in self.trouble.items()]
            raise Refusals([Refused(each) for each in sentences[:MOST_TROUBLES]])

    def asked(self, question: PastQuestion) -> Asked:
        """Give a question as it is kept, with the things that were ranked. Raises Refused for too few or many."""
        number = self.mapping.questions.index(question)
        if question.kind is not Kind.RANK:
            return self.keys[number]
        items = tuple(self.items[number].values())
        if not 3 <= len(items) <= MOST_ITEMS:
            raise Refused(f"“{question.text or question.said}” ranks {len(items)} things. Bring 3 to {MOST_ITEMS}: "
                          "name them in the mapping file under items.")  # fmt: skip
        return replace(self.keys[number], items=items)

    def sheet(self, row: Cells | Bad) -> Answered | None:
        """Give what one line answers; None for one that does not count, or is wrong."""
        if isinstance(row, Bad):
            self.trouble[f"Line {row.line}: {row.sentence}"] += 1
            return None
        cells = {
            name: row.cells[place].strip() if place < len(row.cells) else "" for name, place in self.places.items()
        }
        if any(plain_of(cells[name]) not in values for name, values in self.mapping.only.items()):
            return None
        answers: dict[str, Any] = {}
        for number, question in enumerate(self.mapping.questions):
            try:
                said = self._answer(number, question, cells)
            except Refused as wrong:
                if not self.mapping.blank_where_wrong:
                    self._say(row.line, question, wrong.sentence)
                continue
            if said is not None:
                answers[self.keys[number].key] = said
        return Answered(self._where(row.line, cells), answers)

    def _say(self, line: int, question: PastQuestion, sentence: str) -> None:
        said = f"column {question.columns[0][0]}: {sentence}"
        self.trouble[self.firsts.setdefault(said, f"Line {line}, {said}")] += 1
        if len(self.trouble) >= MOST_TROUBLES:
            self.must_be_right()

    def _answer(self, number: int, question: PastQuestion, cells: Mapping[str, str]) -> Any:
        """Give what is answered; None where nothing is."""
        if question.kind is Kind.RANK:
            return self._ranking(number, question, cells)
        cell = cells[question.columns[0][0]]
        plain = plain_of(cell)
        if not plain or plain in question.blank:
            return None
        return cell if question.kind is Kind.OPEN else step_of(question, cell)

    def _ranking(self, number: int, question: PastQuestion, cells: Mapping[str, str]) -> list[str] | None:
        filled = [(item, cells[name]) for name, item in question.columns
                  if plain_of(cells[name]) and plain_of(cells[name]) not in question.blank]  # fmt: skip
        if question.ranks is Ranks.CHOSEN:
            return [self.items[number][plain_of(filled[0][0])].key] if len(filled) == 1 else None
        if question.ranks is Ranks.RANKS:
            filled = [(str(rank_of(cell)).zfill(3), item) for item, cell in filled]
            if len({rank for rank, _item in filled}) < len(filled):
                raise Refused('two things have the same rank. Mend the line, or write on_error = "blank".')
            filled.sort()
        return self._keys(number, question, [item for _place, item in filled]) or None

    def _keys(self, number: int, question: PastQuestion, labels: Iterable[str]) -> list[str]:
        items, keys = self.items[number], []
        for label in labels:
            found = items.get(plain_of(label))
            if found is None and question.items:
                raise Refused(f"“{label[:60]}” is none of the things that were ranked."
                              f"{suggestion(label, question.items)}")  # fmt: skip
            found = found or items.setdefault(plain_of(label), item_of(self.keys[number], label))
            keys.append(found.key)
        if len(set(keys)) < len(keys):
            raise Refused('one thing is ranked twice. Mend the line, or write on_error = "blank".')
        return keys

    def _where(self, line: int, cells: Mapping[str, str]) -> Counted:
        found: dict[str, str] = {}
        for cut, given in self.mapping.cuts.items():
            said = given.values.get(plain_of(cells[given.column]), cells[given.column])
            try:
                found[cut] = self.parts.key_of(cut, said)
            except Refused as wrong:
                self.trouble[f"Column {given.column}: {wrong.sentence}"] += 1
        function, side = found.get("function", ""), found.get("side", "")
        if function and "side" not in self.mapping.cuts:
            found["side"] = self.side_of.get(function, "")
        elif function and side and self.sides.setdefault(function, side) != side:
            self.trouble[f"Line {line}: {self.parts.names['function'][function]} is on two sides. Each function is "
                         "on one: rename one of them in the mapping file."] += 1  # fmt: skip
        elif function and not side:
            found["side"] = self.sides.get(function, "")
        return Counted(**found)

    def _named(self) -> Iterator[str]:
        yield from (each.column for each in self.mapping.cuts.values())
        yield from self.mapping.only
        yield from (name for each in self.mapping.questions for name, _item in each.columns)

    def _place(self, name: str) -> int:
        """Say where a column stands, by its name or by its number like #12."""
        if name.startswith("#") and name[1:].isdigit() and 0 < int(name[1:]) <= len(self.headers):
            return int(name[1:]) - 1
        wanted = folded_header(name)
        there = [place for place, header in enumerate(self.headers) if folded_header(header) == wanted]
        if not there:  # a question above an empty word like “Response”
            above = [folded_header(header.split(" / ")[0]) for header in self.headers]
            there = [place for place, header in enumerate(above) if header == wanted]
        if len(there) != 1:
            what = "several columns" if there else "no column"
            hint = " Name one by its number, like “#12”." if there else suggestion(name, set(self.headers))
            self.trouble[f"The file has {what} “{name}”.{hint}"] += 1
            return 0
        return there[0]


def _asked(question: PastQuestion) -> Asked:
    if question.kind is Kind.OPEN:
        found = past_question(question.said or OPEN, Kind.OPEN, question.text)
        return replace(found, key=OPEN)
    return past_question(question.said, question.kind, question.text)


def _labels(question: PastQuestion) -> Iterable[str]:
    return [item for _column, item in question.columns if item] or question.items


def _more(times: int) -> str:
    return f"(And {times - 1:,} times more.)" if times > 1 else ""
