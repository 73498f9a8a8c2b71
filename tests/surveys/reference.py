"""Reference values that were computed or published elsewhere, read where they lie."""

import json
from pathlib import Path
from typing import Any

METHODS = Path(__file__).parents[2].parent / "shared" / "methods"


def reference(name: str) -> dict[str, Any]:
    """Give the values of one file."""
    path = METHODS / f"{name}.json"
    assert path.is_file(), f"The reference values are read from {path}, which is not there."
    values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return values
