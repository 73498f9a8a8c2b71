"""The words of voices: what a contribution was, and what became of it."""

from enum import StrEnum

from parley.ledger.terms import Ref


class Given(StrEnum):
    """What somebody contributed."""

    INSIGHT = "insight"
    TOPIC = "topic"
    NOTE = "note"
    COMMENT = "comment"


def thread_ref(key: int) -> Ref:
    """Name a thread for the ledger."""
    return Ref("thread", key)


def comment_ref(key: int) -> Ref:
    """Name a comment for the ledger."""
    return Ref("comment", key)
