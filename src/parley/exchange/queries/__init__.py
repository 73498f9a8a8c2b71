"""Seeing the company as files: what references may point to, and every row as an export writes it."""

from parley.exchange.queries.known import known_now
from parley.exchange.queries.writing_out import as_of_one_moment, written_out

__all__ = ["as_of_one_moment", "known_now", "written_out"]
