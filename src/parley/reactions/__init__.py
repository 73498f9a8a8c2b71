"""When this event happened, do that; and the worker that does it."""
