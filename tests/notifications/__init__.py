"""Who is told what, and what waits for whom."""
