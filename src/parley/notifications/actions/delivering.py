"""Doing what web hooks owe: planning messages, serving one web hook at a time, noting what came of a try."""

import secrets
from datetime import datetime, timedelta

from parley.ledger.door import action
from parley.ledger.queries import Told
from parley.ledger.terms import Actor
from parley.notifications.actions.hooks import turn_off
from parley.notifications.models.hooks import Delivery, DeliveryTry, Hook, HookHealth
from parley.notifications.queries.hooks import hooks_for
from parley.notifications.rules.hooks import next_try, off_because, pause_after
from parley.notifications.terms.hooks import BODY_DAYS, KEPT_DAYS, TEST, Answer, Claim, DeliveryState

LETTERS = 500  # of what was answered, and of a trouble


@action
def plan_deliveries(*, told: Told, actor: Actor, at: datetime) -> None:
    """Write down what is to be sent of an entry, once for each web hook; for one that is off, as failed."""
    rows = [
        Delivery(
            hook_id=hook,
            entry_id=told.entry,
            kind=told.event.kind,
            message=f"msg_{secrets.token_hex(16)}",
            state=DeliveryState.WAITING if on else DeliveryState.FAILED,
            due_at=at,
            made_at=at,
        )
        for hook, on in hooks_for(told.event.kind)
    ]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)


@action
def claim_hook(*, hook: int, lease: timedelta, actor: Actor, at: datetime) -> Claim | None:
    """Let one worker serve a web hook for a while; None when another does."""
    row = HookHealth.objects.select_for_update().get(hook=hook)
    if row.leased_until and row.leased_until > at:
        return None
    row.leased_until, row.lease = at + lease, row.lease + 1
    row.save(update_fields=["leased_until", "lease"])
    return Claim(hook, row.lease)


@action
def let_go(*, claim: Claim, actor: Actor, at: datetime) -> None:
    """Let others serve a web hook again."""
    HookHealth.objects.filter(hook=claim.hook, lease=claim.lease).update(leased_until=None)


@action
def drop_delivery(*, delivery: int, actor: Actor, at: datetime) -> None:
    """Note that what a message is about is not for everybody in the company any more."""
    rows = Delivery.objects.filter(pk=delivery, state=DeliveryState.WAITING)
    rows.update(state=DeliveryState.DROPPED, body="")


@action
def note_try(
    *, claim: Claim, delivery: int, answer: Answer, body: str, dice: float, actor: Actor, at: datetime
) -> bool:
    """Note what came of a try and what follows. False, and nothing noted, when the lease has passed to another."""
    health = HookHealth.objects.select_for_update().filter(hook=claim.hook, lease=claim.lease).first()
    row = Delivery.objects.select_for_update().filter(pk=delivery, state=DeliveryState.WAITING).first()
    if health is None or row is None:
        return False
    facts = {"status": answer.status, "trouble": answer.trouble[:LETTERS]}
    DeliveryTry.objects.create(delivery=row, at=at, answer=answer.text[:LETTERS], took=answer.took, **facts)
    row.tries += 1
    row.status, row.trouble, row.body = answer.status, answer.trouble[:LETTERS], body
    again = None if row.kind == TEST else next_try(row.tries, at=at, dice=dice, asked=answer.retry_after)
    if answer.taken:
        row.state = DeliveryState.DONE
    elif again is None:
        row.state = DeliveryState.FAILED
    else:
        row.due_at = again
    row.save(update_fields=["tries", "status", "trouble", "body", "state", "due_at"])
    _note_health(health, answer, actor=actor, at=at)
    return True


def _note_health(health: HookHealth, answer: Answer, *, actor: Actor, at: datetime) -> None:
    if answer.taken:
        health.failures, health.failing_since, health.paused_until, health.done_at = 0, None, None, at
    else:
        health.failures += 1
        health.failing_since = health.failing_since or at
        pause = pause_after(health.failures)
        health.paused_until = at + pause if pause else None
    health.save(update_fields=["failures", "failing_since", "paused_until", "done_at"])
    because = health.failing_since and off_because(answer.status, health.failures, health.failing_since, at)
    if because:
        hook = Hook.objects.select_for_update().get(pk=health.hook_id)
        if hook.off_at is None:
            turn_off(hook=hook, because=because, actor=actor, at=at)


@action
def forget_deliveries(*, actor: Actor, at: datetime) -> int:
    """Forget what was sent and answered after BODY_DAYS, and messages that are done with after KEPT_DAYS; how many."""
    past = Delivery.objects.exclude(state=DeliveryState.WAITING)
    gone: int = past.filter(made_at__lt=at - timedelta(days=KEPT_DAYS)).delete()[0]
    old = at - timedelta(days=BODY_DAYS)
    past.filter(made_at__lt=old).exclude(body="").update(body="")
    DeliveryTry.objects.filter(at__lt=old).exclude(answer="").update(answer="")
    return gone
