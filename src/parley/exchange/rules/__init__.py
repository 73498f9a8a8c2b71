"""How foreign files are read, checked and written: pure, so that what is wrong can be said before anything is done."""

from parley.exchange.rules.checking import Check, Row
from parley.exchange.rules.columns import Sheet
from parley.exchange.rules.finishing import Role, fingerprint, told
from parley.exchange.rules.known import Known
from parley.exchange.rules.mapping import mapping_of
from parley.exchange.rules.sheets import SHEETS
from parley.exchange.rules.writing import line, listed, safe

__all__ = [
    "SHEETS",
    "Check",
    "Known",
    "Role",
    "Row",
    "Sheet",
    "fingerprint",
    "line",
    "listed",
    "mapping_of",
    "safe",
    "told",
]
