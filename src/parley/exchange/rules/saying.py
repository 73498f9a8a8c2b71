"""Writing down what is wrong with one file of a folder."""

from dataclasses import dataclass

from parley.exchange.terms import Problem, Report, SheetMapping, Weight


@dataclass(slots=True)
class Sayer:
    """Writes down what is wrong with one file."""

    file: str
    mapping: SheetMapping
    report: Report
    said: int = 0

    def row(self, line: int, column: str, value: str, sentence: str) -> None:
        """Note what makes a row unusable; it stops everything unless the mapping says to leave bad rows out."""
        weight = Weight.ROW if self.mapping.skip_bad_rows else Weight.STOPS
        self._say(weight, line, column, value, sentence)

    def file_(self, sentence: str, *, line: int = 0, column: str = "", value: str = "") -> None:
        """Note what makes the whole file unusable."""
        self._say(Weight.STOPS, line, column, value, sentence)

    def cell(self, line: int, column: str, value: str, sentence: str, *, weight: Weight) -> None:
        """Note what is left empty, or only worth knowing."""
        self._say(weight, line, column, value, sentence)

    def _say(self, weight: Weight, line: int, column: str, value: str, sentence: str) -> None:
        self.said += 1
        self.report.problems.append(Problem(weight, self.file, line, column, value[:200], sentence))
