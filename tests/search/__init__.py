"""Tests of the search index and of asking it."""
