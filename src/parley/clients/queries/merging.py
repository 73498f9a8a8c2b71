"""Insights that were merged: the one that is kept, and all the voices behind it."""

from collections.abc import Collection

from django.db.models import QuerySet

from parley.clients.models import Insight
from parley.clients.queries.seeing import voices_visible_to
from parley.people.terms import Viewer
from parley.prepared import prepared_one, prepared_pages

Group = dict[int, int]  # each voice's client


@prepared_one
def kept_of(viewer: Viewer, key: int) -> QuerySet[Insight, int | None]:
    """Which insight is kept of one that was merged; None for one that stands for itself, or is not there."""
    return voices_visible_to(viewer).filter(pk=key).select_related(None).values_list("kept", flat=True)


@prepared_one
def voice_seen(viewer: Viewer, key: int) -> QuerySet[Insight]:
    """One insight, whether it was merged or not."""
    return voices_visible_to(viewer).filter(pk=key)


@prepared_pages
def voices_behind(viewer: Viewer, kept: int) -> QuerySet[Insight]:
    """What was merged into an insight, however long the chain, in the order in which it was said."""
    rows = voices_visible_to(viewer).filter(kept=kept).select_related(None).order_by("said_on", "pk")
    return rows.select_related("client", "author", "on_behalf_of", "merged_by")


def group_to_change(key: int) -> tuple[int, Group]:
    """The insight that is kept of one, and its voices with their clients; the two stay so until the transaction ends.

    Locked before any initiative is, so that two who link and merge at once do not wait for each other.
    """
    row = Insight.objects.select_for_update().get(pk=key)
    head = row.kept_id or row.pk
    if head != key:
        row = Insight.objects.select_for_update().get(pk=head)
    voices = Insight.objects.filter(kept=head).values_list("pk", "client")
    return head, {head: row.client_id, **dict(voices)}


def groups_of(heads: Collection[int]) -> dict[int, Group]:
    """The voices of some insights that are kept, themselves among them. Two queries."""
    found: dict[int, Group] = {pk: {pk: client} for pk, client in
                               Insight.objects.filter(pk__in=heads).values_list("pk", "client")}  # fmt: skip
    for pk, kept, client in Insight.objects.filter(kept__in=heads).order_by("pk").values_list("pk", "kept", "client"):
        if kept is not None:
            found[kept][pk] = client
    return found


def heads_of_merged() -> QuerySet[Insight, int | None]:
    """Keys of the insights into which others were merged."""
    return Insight.objects.exclude(kept=None).order_by().values_list("kept", flat=True).distinct()
