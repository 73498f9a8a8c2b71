"""What a wave found: its page, its files, what follows from it, and the reading of what was written."""
