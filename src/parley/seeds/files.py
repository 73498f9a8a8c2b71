"""The sample's rows as files in memory, so that they come in as anybody's files do."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from parley.exchange.actions import import_company
from parley.exchange.terms import CompanyMapping, Kind, Source
from parley.ledger.terms import MACHINE


def take_in(files: dict[str, Iterable[dict[str, Any]]], *, at: datetime) -> None:
    """Import files given as rows by their kind: people, groups, members, clients, insights."""
    sources: dict[Kind, Source] = {}
    for kind, rows in files.items():
        written = _written(list(rows))
        sources[Kind(kind)] = Source(f"{kind}.csv", partial(io.BytesIO, written))
    import_company(sources=sources, mapping=CompanyMapping(), source="parley", actor=MACHINE, at=at)


def _written(rows: list[dict[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
