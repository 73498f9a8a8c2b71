"""The roadmap and its initiatives."""
