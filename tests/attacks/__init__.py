"""Attacks on what opens without signing in: each with how it ends."""
