"""Every row of a company as an export writes it, as things stand at one moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from parley.exchange.queries.cells import Cells
from parley.exchange.queries.client_cells import client_rows, insight_rows, statement_rows
from parley.exchange.queries.company_cells import (
    group_rows,
    holiday_rows,
    hour_cost_rows,
    meeting_rows,
    member_rows,
    people_rows,
)
from parley.exchange.queries.initiative_cells import initiative_rows
from parley.exchange.queries.recorded import WRITE_RECORDED
from parley.exchange.rules import SHEETS
from parley.exchange.terms import Kind

WRITE: dict[Kind, Callable[[], Iterator[Cells]]] = {
    Kind.PEOPLE: people_rows,
    Kind.GROUPS: group_rows,
    Kind.MEMBERS: member_rows,
    Kind.MEETINGS: meeting_rows,
    Kind.HOLIDAYS: holiday_rows,
    Kind.HOUR_COSTS: hour_cost_rows,
    Kind.CLIENTS: client_rows,
    Kind.INITIATIVES: initiative_rows,
    Kind.INSIGHTS: insight_rows,
    Kind.STATEMENTS: statement_rows,
    **WRITE_RECORDED,
}


@contextmanager
def as_of_one_moment() -> Iterator[None]:
    """Read everything inside as it stands now, whatever is changed meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":  # SQLite reads so by itself
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def written_out(kind: Kind) -> Iterator[list[str]]:
    """Yield the rows of one file, the header first, in the order in which they came into Parley."""
    columns = [column.name for column in SHEETS[kind].columns if column.written]
    yield columns
    for cells in WRITE[kind]():
        yield [cells.get(name, "") for name in columns]
