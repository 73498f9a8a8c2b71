"""What the addresses of the roadmap answer."""
