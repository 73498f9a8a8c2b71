"""Statements for an import that comes again, and for an export."""

from collections.abc import Iterator
from typing import Any

from parley.disclosure.models import Statement


def statements_written_out() -> Iterator[Statement]:
    """Every statement that has a key, with what it is about and who told it, in the order in which they came."""
    rows = Statement.objects.exclude(key=None).select_related("client", "initiative", "by").order_by("pk")
    return rows.iterator(chunk_size=1000)


def statements_known() -> Iterator[tuple[Any, ...]]:
    """Source and key of every statement that has a key, of its client and of its initiative, and what was told."""
    rows = Statement.objects.exclude(key=None).values_list(
        "source", "key", "client__source", "client__key", "initiative__source", "initiative__key", "told_on", "text",
        "window_first", "window_last", "confidence",
    )  # fmt: skip
    yield from rows.iterator(chunk_size=1000)
