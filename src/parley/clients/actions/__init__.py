"""Changing clients: one by one, and many at once."""

from parley.clients.actions.keeping import add_client, change_client, name_account_manager, note_insight

__all__ = ["add_client", "change_client", "name_account_manager", "note_insight"]
