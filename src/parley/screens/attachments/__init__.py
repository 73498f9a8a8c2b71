"""Attachments as they are served: to whoever sees what they are attached to, and as nothing but what they are."""
