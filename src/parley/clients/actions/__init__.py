"""Changing clients: one by one, and many at once."""

from parley.clients.actions.handing_over import hand_over_clients
from parley.clients.actions.keeping import add_client, change_client, name_account_manager, note_insight
from parley.clients.actions.rates import keep_rate, take_back_rate

__all__ = [
    "add_client",
    "change_client",
    "hand_over_clients",
    "keep_rate",
    "name_account_manager",
    "note_insight",
    "take_back_rate",
]
