"""What can happen to surveys."""
