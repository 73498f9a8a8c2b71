"""What may be told to clients, what was told, and what has to be corrected."""
