"""What the addresses of decisions answer."""
