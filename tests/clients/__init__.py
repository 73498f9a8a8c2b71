"""Tests of clients and what they said."""
