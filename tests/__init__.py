"""The tests, in the order of the package they test."""
