"""Who is in the company: people, functions, regions, signing in."""
