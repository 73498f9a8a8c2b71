"""Product areas with their teams and deciders, and the strategy group of each."""
