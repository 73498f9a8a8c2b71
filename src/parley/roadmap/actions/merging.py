"""Insights that say the same are merged, and taken apart again: see docs/decisions/0013-merging.md."""

from collections.abc import Collection
from datetime import datetime

from parley.clients.actions.merging import merge_insight, unmerge_insight
from parley.clients.models import Insight
from parley.ledger.door import action
from parley.ledger.terms import Actor
from parley.roadmap.actions.counting import _count
from parley.roadmap.actions.duties import _hear
from parley.roadmap.actions.spreading import _keep_inbox, _spread


@action
def merge_insights(*, insights: Collection[Insight], into: Insight, actor: Actor, at: datetime) -> None:
    """Note that insights say the same as one, which is kept: each client, day and author still counts.

    What any of them is linked to, all of them ask for. Raises Refused when one of them was merged already.
    """
    for each in insights:
        merge_insight(insight=each, into=into, actor=actor, at=at)
    touched = _spread([into.pk])
    _count(touched)
    _keep_inbox([into.pk, *(each.pk for each in insights)])
    _hear(touched, at)


@action
def take_apart(*, insight: Insight, actor: Actor, at: datetime) -> None:
    """Undo a merge: both are linked to what each was linked to itself, and what came along goes with it.

    Raises Refused unless the actor merged it, or is one of the product people or product operations.
    """
    before = unmerge_insight(insight=insight, actor=actor, at=at)
    if before is None:
        return
    touched = _spread([before, insight.pk])
    _count(touched)
    _keep_inbox([before, insight.pk])
    _hear(touched, at)
