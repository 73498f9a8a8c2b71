"""Reading totals of waves that were asked elsewhere: a file with one line for each wave, question and part."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from parley.exchange.rules.days import day_of, order_of
from parley.exchange.rules.nearness import suggestion
from parley.exchange.rules.opening import headers_of, rows_in
from parley.exchange.rules.reading import Bad, Cells
from parley.exchange.terms import Source
from parley.exchange.terms.intake import DayOrder
from parley.kernel.refusals import Refusals, Refused
from parley.kernel.words import folded
from parley.surveys.rules.past_parts import Parts, cut_of, past_question
from parley.surveys.terms.past import Names, PastTotals, Total
from parley.surveys.terms.release import Cell
from parley.surveys.terms.waves import Asked

MOST_LINES, MOST_TROUBLES, MOST_STRANGE = 20_000, 100, 5
LARGEST_NUMBER = 10_000_000
WHOLES = ("all", "whole", "total", "everybody", "company")
NEEDED = ("wave", "closed", "question", "agree", "answered")
COLUMNS = {
    "wave": ("wave", "survey", "round", "name", "survey_name", "wave_name"),
    "opened": ("opened", "opened_on", "opens", "start", "start_date", "begun"),
    "closed": ("closed", "closed_on", "closes", "end", "end_date", "date", "day"),
    "question": ("question", "item", "statement", "question_text"),
    "cut": ("cut", "by", "breakdown", "dimension", "cut_by"),
    "value": ("value", "part", "segment", "unit"),
    "agree": ("agree", "agreed", "agreeing", "favourable", "favorable", "positive"),
    "answered": ("answered", "answers", "n", "responses", "respondents", "responded"),
    "invited": ("invited", "asked", "sent", "sent_to", "population"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, understood."""

    number: int
    wave: str
    opened: date | None
    closed: date
    question: Asked
    cell: Cell
    agree: int
    answered: int
    invited: int | None


def past_totals_in(source: Source, known: Names, side_of: Mapping[str, str]) -> list[PastTotals]:
    """Read the waves of a file. `known` are the parts of the company. Raises Refusals, each with its place."""
    rows = iter(rows_in(source))
    places = _places(headers_of(next(rows, None)))
    parts = Parts(known)
    trouble: list[Refused] = []
    lines = list(_lines(list(rows), places, parts, trouble))
    if not lines and not trouble:
        trouble.append(Refused("The file has no line below its header. Write one for each wave, question and part."))
    waves = _waves(lines, parts, side_of, trouble)
    if trouble:
        raise Refusals([Refused(each.sentence, field="file") for each in trouble[:MOST_TROUBLES]])
    return waves


def _places(headers: tuple[str, ...]) -> dict[str, int]:
    """Say where each column stands. Raises Refusals for columns that are wrong, missing or there twice."""
    meant = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
    places: dict[str, int] = {}
    trouble, strange = [], []
    for place, header in enumerate(headers):
        name = meant.get(header)
        if name is None:
            strange.append(header)
        elif name in places:
            trouble.append(f"Line 1, column {place + 1}: “{header}” means {name}, as column {places[name] + 1} does. "
                           "Take one of them out.")  # fmt: skip
        else:
            places[name] = place
    trouble += [f"Line 1: there is no column {name}. Add one; it may also be called {', '.join(COLUMNS[name][1:4])}."
                for name in NEEDED if name not in places]  # fmt: skip
    if ("cut" in places) != ("value" in places):
        trouble.append("Line 1: cut and value belong together. Add the one that is missing, or leave both out.")
    if len(strange) > MOST_STRANGE:
        trouble.append(f"Line 1: {len(strange)} columns, from “{strange[0]}” to “{strange[-1]}”, are none of totals. "
                       "If the file has a line for each respondent, take it in as survey-answers.")  # fmt: skip
    else:
        trouble += [f"Line 1: “{header}” is no column of totals.{suggestion(header, COLUMNS)} Rename it, or take it "
                    "out." for header in strange]  # fmt: skip
    if trouble:
        raise Refusals([Refused(each, field="file") for each in trouble])
    return places


def _lines(rows: list[Cells | Bad], places: Mapping[str, int], parts: Parts, trouble: list[Refused]) -> Iterator[Line]:
    if len(rows) > MOST_LINES:
        raise Refused(f"The file has more than {MOST_LINES:,} lines. Bring fewer waves at once.", field="file")
    order = _order(rows, places)
    for row in rows:
        if isinstance(row, Bad):
            trouble.append(Refused(f"Line {row.line}: {row.sentence}"))
            continue
        cells = {name: row.cells[place].strip() if place < len(row.cells) else "" for name, place in places.items()}
        reader = _Reader(row.line, cells, trouble)
        line = reader.line(parts, order)
        if line:
            yield line


def _order(rows: Iterable[Cells | Bad], places: Mapping[str, int]) -> DayOrder | None:
    days = [places[name] for name in ("opened", "closed") if name in places]
    texts = [row.cells[place] for row in rows if isinstance(row, Cells) for place in days if place < len(row.cells)]
    return order_of(texts)


class _Reader:
    """Reads one line; what is wrong with it is put into `trouble`, with its place."""

    def __init__(self, number: int, cells: Mapping[str, str], trouble: list[Refused]) -> None:
        self.number, self.cells, self.trouble = number, cells, trouble

    def line(self, parts: Parts, order: DayOrder | None) -> Line | None:
        """Give the line; None when anything of it is wrong."""
        before = len(self.trouble)
        closed, opened = self._day("closed", order), self._day("opened", order)
        agree, answered = self._number("agree"), self._number("answered")
        invited = self._number("invited")
        question, cell = self._question(), self._cell(parts)
        wave = " ".join(self.cells["wave"].split())
        if not wave:
            self._wrong("wave", "this is empty. Write the name of the wave in each line.")
        if question is None or closed is None or agree is None or answered is None or len(self.trouble) > before:
            return None
        return Line(self.number, wave, opened, closed, question, cell, agree, answered, invited)

    def _day(self, name: str, order: DayOrder | None) -> date | None:
        text = self.cells.get(name, "")
        if not text:
            if name in NEEDED:
                self._wrong(name, "this is empty. Write the day on which the wave closed, like 2024-10-31.")
            return None
        try:
            return day_of(text, order)
        except Refused as refusal:
            self._wrong(name, f"“{text}”: {refusal.sentence}")
            return None

    def _number(self, name: str) -> int | None:
        text = self.cells.get(name, "").replace("\u00a0", "").replace(" ", "").replace(",", "")
        if not text:
            if name in NEEDED:
                self._wrong(name, "this is empty. Write how many they were.")
            return None
        if "%" in text or (text.startswith("0.") and name == "agree"):
            self._wrong(name, f"“{text}” is a share. Write how many people they were, for instance 41.")
            return None
        whole = text.removesuffix(".0")
        if not (whole.isascii() and whole.isdigit() and int(whole) <= LARGEST_NUMBER):
            self._wrong(name, f"“{text[:40]}” is no number of people. Write one like 41.")
            return None
        return int(whole)

    def _question(self) -> Asked | None:
        text = self.cells["question"]
        if not text:
            self._wrong("question", "this is empty. Write its key, like influence, or its words.")
            return None
        try:
            return past_question(text)
        except Refused as refusal:
            self._wrong("question", refusal.sentence)
            return None

    def _cell(self, parts: Parts) -> Cell:
        value, name = self.cells.get("value", ""), "cut"
        try:
            cut = cut_of(self.cells.get("cut", ""))
            name = "value"
            _must_belong(cut, value)
            return ((cut, parts.key_of(cut, value)),) if cut else ()
        except Refused as refusal:
            self._wrong(name, refusal.sentence)
            return ()

    def _wrong(self, name: str, sentence: str) -> None:
        self.trouble.append(Refused(f"Line {self.number}, column {name}: {sentence}"))


def _must_belong(cut: str, value: str) -> None:
    if cut and not value:
        raise Refused(f"this is empty. Write which {cut} it is, or leave the cut empty for the whole.")
    if value and not cut and folded(value) not in WHOLES:
        raise Refused(f"“{value}” has no cut. Write group, side, region or function beside it.")


def _waves(lines: Iterable[Line], parts: Parts, side_of: Mapping[str, str], trouble: list[Refused]) -> list[PastTotals]:
    """Put the lines of each wave together; one wave closes on one day."""
    grouped: dict[str, list[Line]] = {}
    for line in lines:
        first = grouped.setdefault(folded(line.wave), [line])[0]
        if line is first:
            continue
        if line.closed != first.closed:
            trouble.append(Refused(f"Line {line.number}, column closed: {line.wave} closed on {line.closed}, and "
                                   f"on {first.closed} in line {first.number}. Write one."))  # fmt: skip
        grouped[folded(line.wave)].append(line)
    return [
        PastTotals(
            name=rows[0].wave,
            opened=min((each.opened for each in rows if each.opened), default=rows[0].closed),
            closed=rows[0].closed,
            questions=tuple({each.question.key: each.question for each in rows}.values()),
            names=parts.names,
            side_of=side_of,
            totals=[Total(line=each.number, question=each.question.key, cell=each.cell, agree=each.agree,
                          answered=each.answered, invited=each.invited) for each in rows],
        )
        for rows in grouped.values()
    ]  # fmt: skip
