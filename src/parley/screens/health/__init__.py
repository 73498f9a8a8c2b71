"""Whether Parley can serve."""
