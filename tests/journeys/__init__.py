"""Journeys: a person's way through several pages of the real program, in a real browser."""
