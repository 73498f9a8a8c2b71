"""Settings, root URLs and the server."""
