"""The sample company, told through actions only."""
