"""Taking whole companies in, and single files: one batch, all of it or nothing."""

from parley.exchange.actions.importing import import_company
from parley.exchange.actions.intake import import_file

__all__ = ["import_company", "import_file"]
