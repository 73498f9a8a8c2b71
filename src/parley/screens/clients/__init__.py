"""Clients and what they said."""
