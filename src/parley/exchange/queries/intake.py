"""What a foreign file is read against: the clients there are, who works here, and initiatives the reader may see."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from parley.clients.queries import aliases_known, clients_called, clients_known
from parley.exchange.queries.changing import foretell
from parley.exchange.rules.days import order_of
from parley.exchange.rules.filemapping import must_be_readable
from parley.exchange.rules.intake import Intake
from parley.exchange.rules.matching import Names
from parley.exchange.rules.opening import headers_of, rows_in, spelled_headers_of
from parley.exchange.rules.placing import settle_regions
from parley.exchange.rules.reading import Bad, Cells
from parley.exchange.rules.referring import Known
from parley.exchange.rules.sums import decimals_of
from parley.exchange.terms import Source
from parley.exchange.terms.intake import MOST_ROWS, Fact, FileMapping, Said
from parley.kernel.refusals import Refused
from parley.kernel.words import folded
from parley.people.queries import people_known, regions
from parley.people.terms import Viewer
from parley.roadmap.queries.writing_out import initiatives_known

OWN = "parley"  # the source of what was first written down here
TOLD_EVERY = 1_000  # rows between two words of progress
TOMORROW = timedelta(days=1)  # it may be tomorrow already where it was said


def intake_for(
    viewer: Viewer, file: str, mapping: FileMapping, *, on: date, names: Collection[str] | None = None
) -> Intake:
    """Make what reads a file for somebody. With `names` it knows the clients of these names alone, for a glance."""
    return Intake(file, mapping, _names(names), _known(viewer, mapping.source), latest=on + TOMORROW,
                    may_keep_clients=viewer.operations)  # fmt: skip


def _names(wanted: Collection[str] | None) -> Names:
    found = Names()
    rows = clients_known() if wanted is None else clients_called(wanted)
    others: dict[int, list[str]] = defaultdict(list)
    for client, name in aliases_known() if wanted is None else ():
        others[client].append(name)
    for client, source, key, name in rows:
        found.add(client, (source, key), [name, *others.get(client, ())])
    return found


def _known(viewer: Viewer, source: str) -> Known:
    people: dict[str, int] = {}
    for person, key, email, name in people_known():
        for word in {folded(each) for each in (key, email or "", name) if each}:
            people[word] = 0 if word in people else person
    initiatives: dict[str, int] = {}
    foreign: dict[str, tuple[str, str]] = {}
    titles: dict[int, str] = {}
    for initiative, system, key, title in initiatives_known(viewer):
        titles[initiative] = title
        initiatives[folded(f"{system}:{key}")] = initiative
        for word in {folded(title), *([folded(key)] if system in (OWN, source) else [])}:
            initiatives[word] = 0 if initiatives.get(word, initiative) != initiative else initiative
        if system not in (OWN, source):
            foreign[folded(key)] = (f"{system}:{key}", title)
    return Known(people=people, initiatives=initiatives, foreign=foreign, titles=titles)


def checked(
    viewer: Viewer,
    source: Source,
    mapping: FileMapping,
    *,
    on: date,
    progress: Callable[[int], None],
    most: int = MOST_ROWS,
) -> Intake:
    """Read a whole file, so that all that is wrong with it is known; writes nothing. Gives what can read it again.

    Raises Refused when it cannot be read at all, or is too long.
    """
    must_be_readable(mapping, spelled_headers_in(source))
    intake = intake_for(viewer, source.name, with_orders(source, mapping), on=on)
    if intake.mapping.brings_insights:
        for _each in read(intake, source, progress, most):
            pass
    else:
        rows = rows_in(source)
        intake.names = spelled_headers_of(next(rows, None))
        intake.clients(_counted(rows, progress, most))
    intake.settle()
    if intake.about:
        settle_regions(intake, [(region.name, region.key) for region in regions()])
        foretell(intake)
    return intake


def read(intake: Intake, source: Source, progress: Callable[[int], None], most: int = MOST_ROWS) -> Iterator[Said]:
    """Yield the good rows of a file of insights."""
    rows = rows_in(source)
    intake.names = spelled_headers_of(next(rows, None))
    return intake.said(_counted(rows, progress, most))


def _counted(rows: Iterator[Cells | Bad], progress: Callable[[int], None], most: int) -> Iterator[Cells | Bad]:
    for count, row in enumerate(rows, start=1):
        if count % TOLD_EVERY == 0:
            progress(count)
            if count > most:
                raise Refused(f"This file has more than {most:,} rows. Split it, or import it from the command line.")
        yield row


def headers_in(source: Source) -> tuple[str, ...]:
    """Give the columns of a file, folded. Raises Refused when it cannot be read."""
    return headers_of(next(rows_in(source), None))


def spelled_headers_in(source: Source) -> tuple[str, ...]:
    """Give the columns of a file as it spells them. Raises Refused when it cannot be read."""
    return spelled_headers_of(next(rows_in(source), None))


def first_rows(source: Source, count: int) -> tuple[tuple[str, ...], list[Cells]]:
    """Give the header of a file as it stands, and its first rows as far as they can be read."""
    rows = rows_in(source)
    header = next(rows, None)
    headers_of(header)
    found: list[Cells] = []
    for row in rows:
        if isinstance(row, Cells):
            found.append(row)
        if len(found) == count:
            break
    assert isinstance(header, Cells)  # noqa: S101 - headers_of refused it otherwise
    return header.cells, found


def with_orders(source: Source, mapping: FileMapping) -> FileMapping:
    """Find out how days and sums are written that could be read in two ways, from the whole column.

    Raises Refused when a column holds both ways.
    """
    if mapping.day_order is None and (places := mapping.columns.get(Fact.SAID_ON)):
        mapping = replace(mapping, day_order=order_of(_column(source, places)))
    if mapping.decimals is None and (places := mapping.columns.get(Fact.REVENUE)):
        mapping = replace(mapping, decimals=decimals_of(_column(source, places)))
    return mapping


def _column(source: Source, places: tuple[int, ...]) -> Iterable[str]:
    rows = rows_in(source)
    next(rows, None)
    cells = (row.cells for row in rows if isinstance(row, Cells))
    return chain.from_iterable((row[place] for place in places if place < len(row)) for row in cells)
