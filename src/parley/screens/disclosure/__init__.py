"""What clients may be told, what they were told, and whether it held."""
