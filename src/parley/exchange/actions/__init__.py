"""Taking whole companies in: one batch, all of it or nothing."""

from parley.exchange.actions.importing import import_company

__all__ = ["import_company"]
