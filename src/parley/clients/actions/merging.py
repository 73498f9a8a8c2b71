"""Merging insights that say the same: the one that is kept stands for all, and every voice stays as it was noted.

The roadmap calls these, because links of either count for both: see `roadmap.actions.merging`.
"""

from collections.abc import Collection
from datetime import datetime

from parley.clients import rules
from parley.clients.events import InsightMerged, InsightUnmerged
from parley.clients.models import Insight
from parley.groups.queries import acting
from parley.kernel.bunches import bunches
from parley.ledger.door import action, record
from parley.ledger.terms import Actor


@action
def merge_insight(*, insight: Insight, into: Insight, actor: Actor, at: datetime) -> None:
    """Note that an insight says the same as another, which is kept; what was merged into it comes along.

    Raises Refused when either of them was merged into another already.
    """
    rows = _locked({insight.pk, into.pk})
    row, target = rows[insight.pk], rows[into.pk]
    merged, into_merged = row.kept_id is not None, target.kept_id is not None
    rules.must_be_mergeable(insight=row.pk, into=target.pk, merged=merged, into_merged=into_merged)
    row.merged_into, row.kept, row.merged_by_id, row.merged_at = target, target, actor.pk, at
    row.save(update_fields=["merged_into", "kept", "merged_by", "merged_at"])
    Insight.objects.filter(kept=row).update(kept=target)
    record(InsightMerged(insight=row.pk, into=target.pk))


@action
def unmerge_insight(*, insight: Insight, actor: Actor, at: datetime) -> int | None:
    """Let an insight stand for itself again, with what had been merged into it; from which one it was taken apart.

    None when it stands for itself already. Raises Refused unless the actor merged it or is one of the product people.
    """
    kept = Insight.objects.values_list("kept", flat=True).get(pk=insight.pk)
    row = _locked({insight.pk, kept or insight.pk})[insight.pk]
    if row.kept_id is None:
        return None
    rules.must_unmerge(acting(actor), row.merged_by_id)
    before = row.kept_id
    row.merged_into = row.kept = row.merged_by = row.merged_at = None
    row.save(update_fields=["merged_into", "kept", "merged_by", "merged_at"])
    Insight.objects.filter(pk__in=_below(row.pk)).update(kept=row)
    record(InsightUnmerged(insight=row.pk, into=before))
    return before


def _locked(keys: Collection[int]) -> dict[int, Insight]:
    """Give insights that stay as they are until the transaction ends, always locked in one order."""
    rows = Insight.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows}


def _below(key: int) -> set[int]:
    """Give everything that was merged into an insight, and into that. One query for each step of the longest chain."""
    found: set[int] = set()
    layer = {key}
    while layer:
        layer = set(Insight.objects.filter(merged_into__in=layer).values_list("pk", flat=True)) - found - {key}
        found |= layer
    return found


def _keep_kept() -> None:
    """Write down which insight is kept of each that an import merged, however long the chain; of a ring, the first."""
    rows = Insight.objects.exclude(merged_into=None, kept=None).values_list("pk", "merged_into", "kept")
    now = {pk: (into, kept) for pk, into, kept in rows}
    heads = rules.heads_of({pk: into for pk, (into, _kept) in now.items() if into is not None})
    moved = {pk: heads.get(pk) for pk, (_into, kept) in now.items() if heads.get(pk) != kept}
    for bunch in bunches(moved.items()):
        Insight.objects.bulk_update([Insight(pk=pk, kept_id=kept) for pk, kept in bunch], ["kept"], 100)
        Insight.objects.filter(pk__in=[pk for pk, kept in bunch if kept]).update(waits=False)


def _let_wait(insights: Collection[int], linked_or_answered: Collection[int]) -> None:
    """Keep which of some insights wait in the inbox: those that are kept, and neither linked nor answered.

    Part of whichever action of a higher room changed that, which records it.
    """
    for bunch in bunches(insights):
        rows = Insight.objects.filter(pk__in=bunch)
        settled = set(linked_or_answered) | set(rows.exclude(kept=None).values_list("pk", flat=True))
        for waits in (True, False):
            wrong = [key for key in bunch if (key not in settled) is waits]
            rows.filter(pk__in=wrong).exclude(waits=waits).update(waits=waits)
