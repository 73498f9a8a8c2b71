"""What anyone brings to a group, and the answer it got."""
