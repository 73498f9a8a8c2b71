"""Mail that comes in, posted by a mail server."""
