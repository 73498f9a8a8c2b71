"""What is said of a thing, wherever it is said: shown as one part, and changed at the same addresses."""
