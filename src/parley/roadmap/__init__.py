"""Initiatives with their whys, stages, windows and audiences."""
