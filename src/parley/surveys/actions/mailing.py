"""Counting the mails of a wave. No entry says who was mailed: it would tell who had not answered."""

from collections.abc import Collection
from datetime import datetime

from parley.ledger.door import unsigned
from parley.ledger.terms import Actor
from parley.surveys.models import Invited


@unsigned
def mark_mailed(*, invited: Collection[int], mail: int, actor: Actor, at: datetime) -> None:
    """Note which mail of a wave some people got last, by the keys of their invitations; forgotten at the sealing."""
    Invited.objects.filter(pk__in=invited, mailed__lt=mail).update(mailed=mail)
