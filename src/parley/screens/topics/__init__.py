"""Topics and their answers."""
