"""Decisions: options, reasons, dissent."""
