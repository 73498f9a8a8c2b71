"""What waits, what changed, what became of what was said."""
