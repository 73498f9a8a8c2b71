"""Seeing trials: which are in sight, who could be asked, what waits, and what a link shows."""
