"""Strategy groups."""
