"""Seeing web hooks: how they fare, what was sent, and what is due. Who may look is asked by the screens."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac

from parley.notifications.models.hooks import Delivery, DeliveryTry, Hook
from parley.notifications.terms.hooks import Claim, DeliveryState, OffBecause, ToPost

FAILED_FOR = (OffBecause.GONE, OffBecause.DAYS, OffBecause.TRIES)
WAITING = Q(state=DeliveryState.WAITING)


def secret_of(salt: str) -> bytes:
    """Give the secret of a salt, 32 bytes: the database alone does not hold it, SECRET_KEY is needed too."""
    return salted_hmac("parley.notifications.hooks", salt, algorithm="sha256").digest()


def hooks_listed() -> QuerySet[Hook]:
    """List all web hooks with their owners and how they fare, by address; how much waits and failed is with each."""
    rows = Hook.objects.filter(ended_at=None).select_related("owner", "health").order_by("address", "pk")
    counted: QuerySet[Hook] = rows.annotate(
        waiting=_how_many(DeliveryState.WAITING), failed=_how_many(DeliveryState.FAILED)
    )
    return counted


def _how_many(state: DeliveryState) -> Coalesce:
    mine = Delivery.objects.filter(hook=OuterRef("pk"), state=state).order_by().values("hook")
    return Coalesce(Subquery(mine.annotate(many=Count("pk")).values("many")), 0)


def hook_seen(key: int) -> Hook | None:
    """Give one web hook that has not ended, as `hooks_listed` does."""
    return hooks_listed().filter(pk=key).first()


def hooks_there() -> int:
    """Count those that have not ended."""
    return Hook.objects.filter(ended_at=None).count()


def deliveries_of(hook: int, state: DeliveryState | None = None) -> QuerySet[Delivery]:
    """List what a web hook was to send, newest first, perhaps only what is so far; bodies are left in the database."""
    rows = Delivery.objects.filter(hook=hook).order_by("-pk").defer("body")
    return rows.filter(state=state) if state else rows


def delivery_seen(hook: int, key: int) -> Delivery | None:
    """Give one delivery of a web hook that has not ended."""
    return Delivery.objects.filter(hook=hook, hook__ended_at=None, pk=key).first()


def tries_of(delivery: int) -> QuerySet[DeliveryTry]:
    """List the tries of a delivery, the newest first: 50 at most."""
    return DeliveryTry.objects.filter(delivery=delivery).order_by("-pk")[:50]


def hooks_for(kind: str) -> list[tuple[int, bool]]:
    """Give the web hooks that send a kind of event, and whether each is on. One query; the kinds are read here."""
    rows = Hook.objects.filter(ended_at=None).values_list("pk", "kinds", "off_at")
    return [(key, off_at is None) for key, kinds, off_at in rows if kind in kinds]


def hooks_due(at: datetime, *, limit: int) -> list[int]:
    """Give the web hooks that are on, not paused, served by nobody, and have something due. One query."""
    due = Delivery.objects.filter(WAITING, hook=OuterRef("pk"), due_at__lte=at)
    rows = Hook.objects.filter(Exists(due), off_at=None, ended_at=None)
    for column in ("health__leased_until", "health__paused_until"):
        rows = rows.filter(Q(**{column: None}) | Q(**{f"{column}__lte": at}))
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])


def next_to_post(claim: Claim, at: datetime) -> ToPost | None:
    """Give what a web hook has to send now, the one that is due longest; None when it pauses, is off, or has none."""
    rows = Delivery.objects.filter(WAITING, hook=claim.hook, due_at__lte=at, hook__off_at=None, hook__ended_at=None)
    rows = rows.filter(Q(hook__health__paused_until=None) | Q(hook__health__paused_until__lte=at))
    row = rows.filter(hook__health__lease=claim.lease).order_by("due_at", "pk").defer("body").first()
    return ToPost(row.pk, row.kind, row.entry_id, row.message, row.made_at.isoformat()) if row else None


def where_to(hook: int, at: datetime) -> tuple[str, Sequence[bytes]]:
    """Give the address of a web hook and the secrets that sign its messages now, the newest first."""
    row = Hook.objects.get(pk=hook)
    both = row.salt_before and row.both_until and row.both_until > at
    return row.address, [secret_of(row.salt), *([secret_of(row.salt_before)] if both else [])]


def hooks_in_trouble() -> QuerySet[Hook]:
    """List web hooks that failed the last time they were tried, or were turned off for it."""
    return hooks_listed().filter(Q(health__failures__gt=0) | Q(off_because__in=FAILED_FOR))


def oldest_waiting() -> datetime | None:
    """Say since when the oldest message waits whose turn has come; of web hooks that are off, none does."""
    rows = Delivery.objects.filter(WAITING, hook__off_at=None, hook__ended_at=None).order_by("made_at")
    return rows.values_list("made_at", flat=True).first()


def deliveries_waiting() -> int:
    """Count the messages that wait."""
    return Delivery.objects.filter(WAITING, hook__off_at=None, hook__ended_at=None).count()


def pauses_until(hook: Hook, at: datetime) -> datetime | None:
    """Say until when a web hook is left alone because it failed; None when it is not."""
    until = hook.health.paused_until
    return until if until and until > at and hook.off_at is None else None
