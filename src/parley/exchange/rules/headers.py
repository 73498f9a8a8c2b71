"""Whether the columns of a folder's file are those that are needed, and none that nobody knows."""

from dataclasses import dataclass

from parley.exchange.rules.columns import Sheet
from parley.exchange.rules.nearness import suggestion
from parley.exchange.rules.reading import Bad, Cells, header_of
from parley.exchange.rules.saying import Sayer
from parley.exchange.terms import SheetMapping
from parley.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Headers:
    """Reads the first row of one file."""

    sheet: Sheet
    mapping: SheetMapping

    def read(self, row: Cells | Bad | None, say: Sayer) -> tuple[str, ...]:
        """Give the names of the columns, folded; none when something is wrong with them, which is said."""
        if row is None:
            say.file_(f"The file is empty. Its first line names the columns: {self._some_columns()}.")
            return ()
        if isinstance(row, Bad):
            say.file_(row.sentence, line=row.line)
            return ()
        try:
            header = header_of(row, separator=self.mapping.separator)
        except Refused as trouble:
            say.file_(trouble.sentence, line=row.line)
            return ()
        return header if self._knows(header, row.line, say) else ()

    def given(self, name: str, header: tuple[str, ...]) -> bool:
        """Whether the file or its mapping says anything of one of Parley's columns."""
        mapping = self.mapping
        return name in header or name in mapping.columns or name in mapping.constants or name in mapping.defaults

    def _knows(self, header: tuple[str, ...], line: int, say: Sayer) -> bool:
        """Whether every column of the file is used or ignored on purpose, and every needed one is there."""
        before = say.said
        own = {column.name for column in self.sheet.columns}
        used = {name for take in self.mapping.columns.values() for name in take.columns} | set(self.mapping.leave_out)
        for name in sorted(used - set(header)):
            say.file_(f"The mapping file takes this column, and the file has none.{suggestion(name, header)}",
                      line=line, column=name)  # fmt: skip
        given = {name for name in own if self.given(name, header)}
        for column in self.sheet.columns:
            if column.required and column.name not in given:
                say.file_(
                    "This column is missing. Add it, or say in the mapping file which one it is: under "
                    f'[{self.sheet.kind}.columns] {column.name} = "...".{suggestion(column.name, header)}',
                    line=line,
                    column=column.name,
                )
        ignored = set(self.mapping.ignore)
        for name in header:
            if name not in used | own | ignored and "*" not in ignored:
                near = suggestion(name, own, few=0)
                ignored_by = f'ignore = ["{name}"] under [{self.sheet.kind}]'
                sentence = f"Parley has no such column.{near} Rename it, or name it in the mapping file: {ignored_by}."
                say.file_(sentence, line=line, column=name)
        return say.said == before

    def _some_columns(self) -> str:
        return ", ".join(column.name for column in self.sheet.columns if column.required)
