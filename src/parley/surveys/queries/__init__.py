"""Seeing surveys: waves, one’s own invitation, and what is released."""
