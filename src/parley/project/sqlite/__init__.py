"""SQLite as Django knows it, but that a statement asked for again is not written anew."""
