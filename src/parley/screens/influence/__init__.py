"""Measured influence: what became of what people gave, beside what they say of it."""
