"""What may be told to clients, and what they were told."""
