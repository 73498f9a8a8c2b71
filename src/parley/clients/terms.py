"""The words of clients."""

from parley.ledger.terms import Ref


def client_ref(key: int) -> Ref:
    """Name a client for the ledger."""
    return Ref("client", key)


def insight_ref(key: int) -> Ref:
    """Name an insight for the ledger."""
    return Ref("insight", key)
