"""Single files for tests of the exchange, and ways to take them in."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest

from parley.exchange.actions import import_file
from parley.exchange.queries.intake import headers_in
from parley.exchange.rules.filemapping import as_recognised, file_mapping_of, must_stand_once
from parley.exchange.terms import Source
from parley.exchange.terms.intake import NothingTaken, Outcome
from parley.ledger.terms import MACHINE, Actor

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def source_of(content: str | bytes, name: str = "notes.csv") -> Source:
    held = content.encode() if isinstance(content, str) else content
    return Source(name, lambda: BytesIO(held))


def taken(
    content: str | bytes, *, mapping: str = "", actor: Actor = MACHINE, at: datetime = AT, **options: Any
) -> Outcome:
    """Take a file in."""
    source = source_of(content, options.pop("name", "notes.csv"))
    headers = headers_in(source)
    read = file_mapping_of(mapping, headers) if mapping else as_recognised(headers)[0]
    must_stand_once(read, headers)
    return import_file(source=source, mapping=read, actor=actor, at=at, **options)


def not_taken(content: str | bytes, **options: Any) -> Outcome:
    """Take a file in of which nothing is kept, and give the outcome."""
    with pytest.raises(NothingTaken) as nothing:
        taken(content, **options)
    return nothing.value.outcome


def said(outcome: Outcome) -> list[str]:
    """Give what was said about a file."""
    return [str(problem) for problem in outcome.found.problems]
