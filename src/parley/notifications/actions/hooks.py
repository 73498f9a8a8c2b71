"""Changing web hooks: what they send and where, their secrets, on and off, and what is sent again by hand."""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings

from parley.groups.queries import acting
from parley.kernel.refusals import Refused
from parley.ledger.door import action, enqueue, record
from parley.ledger.terms import Actor
from parley.notifications.events.hooks import (
    HookEnded,
    HookKept,
    HookReplayed,
    HookTried,
    HookTurnedOff,
    HookTurnedOn,
    SecretRotated,
)
from parley.notifications.models.hooks import Delivery, Hook, HookHealth
from parley.notifications.queries.hooks import hooks_there, secret_of
from parley.notifications.rules.hooks import BOTH_LAST, must_be_an_address, must_have_room, secret_words
from parley.notifications.terms.hooks import TEST, DeliveryState, OffBecause, Sent
from parley.people.models import Person
from parley.people.rules import must_administer

if TYPE_CHECKING:
    from django.db.models import QuerySet


@action
def make_hook(*, address: str, kinds: Collection[Sent], owner: Person, actor: Actor, at: datetime) -> tuple[Hook, str]:
    """Make a web hook; give it with its secret, which is shown this once. Raises Refused for who may not."""
    must_administer(acting(actor))
    must_have_room(hooks_there())
    address = must_be_an_address(address, inside=settings.HOOK_HOSTS)
    salt = secrets.token_hex(32)
    row = Hook.objects.create(address=address, kinds=_words(kinds), owner=owner, salt=salt, made_at=at)
    HookHealth.objects.create(hook=row)
    record(HookKept(hook=row.pk, kinds=tuple(row.kinds), owner=owner.pk, new=True))
    return row, secret_words(secret_of(salt))


@action
def change_hook(
    *, hook: Hook, address: str, kinds: Collection[Sent], owner: Person, actor: Actor, at: datetime
) -> None:
    """Change where a web hook sends, what, and whose it is. What waits goes to the new address. Raises Refused."""
    must_administer(acting(actor))
    row = _there(hook.pk)
    row.address = must_be_an_address(address, inside=settings.HOOK_HOSTS)
    row.kinds, row.owner = _words(kinds), owner
    row.save(update_fields=["address", "kinds", "owner"])
    _begin_anew(row)
    record(HookKept(hook=row.pk, kinds=tuple(row.kinds), owner=owner.pk, new=False))


@action
def rotate_secret(*, hook: Hook, actor: Actor, at: datetime) -> str:
    """Give a web hook another secret, shown this once; for a day messages are signed with the one before as well.

    Raises Refused within that day: the receiver may still know nothing but the one before.
    """
    must_administer(acting(actor))
    row = _there(hook.pk)
    if row.both_until is not None and row.both_until > at:
        raise Refused("Its secret was changed less than a day ago, and the one before still counts. Change it again "
                      "tomorrow; if it is known to strangers, end this web hook and make a new one.")  # fmt: skip
    row.salt_before, row.salt, row.both_until = row.salt, secrets.token_hex(32), at + BOTH_LAST
    row.save(update_fields=["salt_before", "salt", "both_until"])
    record(SecretRotated(hook=row.pk))
    return secret_words(secret_of(row.salt))


@action
def try_hook(*, hook: Hook, actor: Actor, at: datetime) -> Delivery:
    """Send a test message: one try, at once, also while the web hook pauses. Raises Refused while it is off."""
    must_administer(acting(actor))
    row = _there(hook.pk)
    _must_be_on(row)
    _begin_anew(row)
    made = Delivery.objects.create(hook=row, kind=TEST, message=_message(), due_at=at, made_at=at)
    record(HookTried(hook=row.pk))
    return made


@action
def replay(*, delivery: Delivery, actor: Actor, at: datetime) -> None:
    """Send one message again under its name. Raises Refused while it still waits, or its web hook is off."""
    must_administer(acting(actor))
    row = _there(delivery.hook_id)
    _must_be_on(row)
    if not _again(Delivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.WAITING), at):
        raise Refused("This message waits for its next try already. Look at the list again.")
    _begin_anew(row)
    record(HookReplayed(hook=row.pk, deliveries=1))


@action
def replay_failed(*, hook: Hook, since: datetime, actor: Actor, at: datetime) -> int:
    """Send again all that failed since a moment, under their names; how many that was. Raises Refused for none."""
    must_administer(acting(actor))
    row = _there(hook.pk)
    _must_be_on(row)
    if since > at:
        raise Refused("That is still to come. Choose a moment that has been.", field="since")
    failed = Delivery.objects.filter(hook=row, state=DeliveryState.FAILED, made_at__gte=since).exclude(kind=TEST)
    count = _again(failed, at)
    if not count:
        raise Refused("Of what is still listed, nothing but tests failed since then. If something did before, choose "
                      "an earlier moment.", field="since")  # fmt: skip
    _begin_anew(row)
    record(HookReplayed(hook=row.pk, deliveries=count))
    return count


@action
def turn_hook(*, hook: Hook, on: bool, actor: Actor, at: datetime) -> None:
    """Turn a web hook on or off by hand. What would be sent while it is off can be sent again afterwards."""
    must_administer(acting(actor))
    row = _there(hook.pk)
    if on == (row.off_at is None):
        raise Refused("It is so already. Look at the list again.")
    if not on:
        turn_off(hook=row, because=OffBecause.ASKED, actor=actor, at=at)
        return
    row.off_at, row.off_because = None, None
    row.save(update_fields=["off_at", "off_because"])
    _begin_anew(row)
    record(HookTurnedOn(hook=row.pk))


@action
def end_hook(*, hook: Hook, actor: Actor, at: datetime) -> None:
    """End a web hook for good: its secret is forgotten, and so is all it has sent or was to send."""
    must_administer(acting(actor))
    row = _there(hook.pk)
    row.ended_at, row.salt, row.salt_before = at, "", ""
    row.save(update_fields=["ended_at", "salt", "salt_before"])
    Delivery.objects.filter(hook=row).delete()
    record(HookEnded(hook=row.pk))


@action
def turn_off(*, hook: Hook, because: OffBecause, actor: Actor, at: datetime) -> None:
    """Turn a web hook off; what waits has failed. Its owner hears of it by mail unless somebody asked for it."""
    hook.off_at, hook.off_because = at, because
    hook.save(update_fields=["off_at", "off_because"])
    Delivery.objects.filter(hook=hook, state=DeliveryState.WAITING).update(state=DeliveryState.FAILED)
    record(HookTurnedOff(hook=hook.pk, because=because))
    if because is not OffBecause.ASKED:
        enqueue("mail_hook_off", payload={"hook": hook.pk}, unique_key=f"mail_hook_off:{hook.pk}")


def _message() -> str:
    """Make the name of a message: 128 random bits, so that no two are ever the same."""
    return f"msg_{secrets.token_hex(16)}"


def _words(kinds: Collection[Sent]) -> list[str]:
    """Write the kinds down in one order. Raises Refused for none."""
    if not kinds:
        raise Refused("Choose at least one kind of news.", field="kinds")
    return [each.value for each in Sent if each in kinds]


def _there(key: int) -> Hook:
    row: Hook | None = Hook.objects.select_for_update().filter(pk=key, ended_at=None).first()
    if row is None:
        raise Refused("This web hook has ended. Make another one.")
    return row


def _must_be_on(hook: Hook) -> None:
    if hook.off_at is not None:
        raise Refused("This web hook is off. Turn it on first.")


def _begin_anew(hook: Hook) -> None:
    """Let what waits be tried now, whatever failed before."""
    facts = {"failures": 0, "failing_since": None, "paused_until": None}
    HookHealth.objects.filter(hook=hook).update(**facts)


def _again(rows: "QuerySet[Delivery]", at: datetime) -> int:
    return rows.update(state=DeliveryState.WAITING, tries=0, due_at=at, trouble="")
