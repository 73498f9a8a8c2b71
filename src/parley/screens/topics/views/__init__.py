"""What the addresses of topics answer."""
