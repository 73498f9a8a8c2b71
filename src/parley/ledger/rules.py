"""How the ledger's entries are chained, so that a changed past can be found, and what work comes first."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from parley.ledger.terms import Rank

START = "0" * 64
# Known here rather than where the tasks are: the rank is written with the work, so that an index finds what comes next.
RANKS: Mapping[str, Rank] = {"mail_sign_in_link": Rank.FIRST} | dict.fromkeys(
    (
        "mail_digest",
        "gather_minutes",
        "mail_minutes",
        "mail_announcements",
        "mail_silence",
        "count_influence",
        "learn_meanings",
        "reindex",
    ),
    Rank.BULK,
)


def link(before: str, content: dict[str, Any]) -> str:
    """Give the SHA-256 over the hash before and an entry's content, as 64 hex digits."""
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{before}\n{written}".encode()).hexdigest()


def rank_of(task: str) -> Rank:
    """Say when work of a task comes, of all that is due."""
    return RANKS.get(task, Rank.USUAL)
