"""What may be told to clients, and every change that can break a promise."""
