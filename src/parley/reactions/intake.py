"""What follows when a file was taken in: it is made findable, thousands at once."""

from parley.clients.terms import client_ref
from parley.exchange.queries.batches import brought_by
from parley.search.actions import index_insights, refresh


def index_batch(batch: int) -> None:
    """Index what an import brought. Doing it again changes nothing."""
    brought = brought_by(batch)
    for first, last in brought.insights:
        index_insights(first, last)
    refresh(client_ref(key) for key in brought.clients)
