"""Questions settled by a named person, with a reason and effects."""
