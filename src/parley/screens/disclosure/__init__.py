"""What may be told to clients, what was told and whether it held, and what has to be corrected."""
