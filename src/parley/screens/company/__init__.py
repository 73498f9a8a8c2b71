"""Settings of the company."""
