"""Changing surveys: waves are planned, open, take answers of nobody, close, are sealed and released."""
