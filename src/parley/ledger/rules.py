"""How the ledger's entries are chained, so that a changed past can be found."""

import hashlib
import json
from typing import Any

START = "0" * 64


def link(before: str, content: dict[str, Any]) -> str:
    """Give the SHA-256 over the hash before and an entry's content, as 64 hex digits."""
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{before}\n{written}".encode()).hexdigest()
