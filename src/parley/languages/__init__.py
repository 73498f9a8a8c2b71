"""How Parley says something to somebody: in their language, and in their clock."""
