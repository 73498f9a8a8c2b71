"""Changing clients: one by one, and many at once."""

from parley.clients.actions.domains import drop_domain, keep_domain
from parley.clients.actions.handing_over import hand_over_clients
from parley.clients.actions.keeping import add_client, change_client, name_account_manager, note_insight
from parley.clients.actions.rates import keep_rate, take_back_rate
from parley.clients.actions.sparing import end_sensitive_time, set_sensitive_time

__all__ = [
    "add_client",
    "change_client",
    "drop_domain",
    "end_sensitive_time",
    "hand_over_clients",
    "keep_domain",
    "keep_rate",
    "name_account_manager",
    "note_insight",
    "set_sensitive_time",
    "take_back_rate",
]
