"""Web hooks: what an event means for them, what a message says, and those who carry messages out.

A message is made anew at every try, from what everybody in the company may see at that moment, and bears one name.
Each web hook is served by one thread at a time, under a lease, outside any transaction; there are as many threads as a
company may have web hooks, so that a slow one keeps nobody waiting but itself.
"""

import json
import logging
import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from django.urls import reverse
from django.utils.translation import gettext as _

from parley.ledger.queries import Told, entry_told
from parley.ledger.terms import MACHINE, MARK, Ref, refs_in
from parley.notifications.actions.delivering import (
    claim_hook,
    drop_delivery,
    let_go,
    note_try,
    plan_deliveries,
)
from parley.notifications.queries.hooks import hook_seen, hooks_due, next_to_post, where_to
from parley.notifications.queries.whom import ref_told_of
from parley.notifications.rules.hooks import LARGEST_BODY, signatures
from parley.notifications.terms.hooks import MOST_HOOKS, TEST, Answer, Claim, OffBecause, Sent, ToPost
from parley.people.queries import administrators, person_signed_in
from parley.people.terms import ANYBODY
from parley.reactions.mail import absolute, as_read_by, send
from parley.reactions.posting import post
from parley.search.queries import titles_seen_by

if TYPE_CHECKING:
    from parley.people.models import Person

log = logging.getLogger(__name__)

LOOK = 0.5  # seconds between two looks at what is due
TROUBLED = 5.0  # seconds to wait when the database does not answer
LEASE = timedelta(minutes=2)  # longer than a turn with its last message
TURN = timedelta(seconds=30)  # after which a web hook begins again at the end of the queue
SENT = frozenset(Sent)
MAY_LEAVE = frozenset({"initiative", "decision", "area", "region"})  # names that a sentence may carry elsewhere


def see_to_hooks(told: Told, at: datetime) -> None:
    """Let web hooks send an event of their kinds."""
    if told.event.kind in SENT:
        plan_deliveries(told=told, actor=MACHINE, at=at)


def body_of(due: ToPost) -> str | None:
    """Write a message, thin and with a link; None when it is about what not everybody may see at this moment.

    Its sentence is left out where it names what everybody here may know and nobody elsewhere: a client, or a person.
    """
    if due.kind == TEST:
        what = {"what": "Parley can write to this address.", "thing": None}
        return _written(due.kind, due.made_at, what)
    told = entry_told(due.entry or 0)
    if told is None:
        return None
    ref, named = ref_told_of(told), refs_in(told.sentence)
    titles = titles_seen_by(ANYBODY, {ref, *named})
    if ref not in titles:
        return None
    thing = {"kind": ref.kind, "key": ref.key, "title": titles[ref]}
    data: dict[str, Any] = {"thing": thing | {"link": absolute(reverse(ref.kind, args=[ref.key]))}}
    if all(each in titles and each.kind in MAY_LEAVE for each in named):
        data["what"] = MARK.sub(lambda found: titles[Ref(found[1], int(found[2]))], told.sentence)
    return _written(due.kind, told.at.isoformat(), data)


def _written(kind: str, at: str, data: dict[str, Any]) -> str:
    text = json.dumps({"type": kind, "timestamp": at, "data": data}, ensure_ascii=False)
    if len(text.encode()) >= LARGEST_BODY:
        text = json.dumps({"type": kind, "timestamp": at, "data": {"thing": data["thing"]}}, ensure_ascii=False)
    return text


def carry(claim: Claim, *, clock: Callable[[], datetime], stopping: threading.Event | None = None) -> int:
    """Send what one web hook owes now, one message after another, for half a minute at most; how many tries it took."""
    end, tries = clock() + TURN, 0
    while not (stopping and stopping.is_set()) and (now := clock()) < end:
        due = next_to_post(claim, now)
        if due is None or not _try(claim, due, clock):
            break
        tries += 1
    let_go(claim=claim, actor=MACHINE, at=clock())
    return tries


def _try(claim: Claim, due: ToPost, clock: Callable[[], datetime]) -> bool:
    """Send one message. False when the lease has passed to another. A message that breaks us is a try that failed."""
    body: str | None = ""
    try:
        body = body_of(due)
        if body is None:
            drop_delivery(delivery=due.delivery, actor=MACHINE, at=clock())
            return True
        answer = _posted(claim.hook, due, body.encode(), clock())
    except DatabaseError:
        raise
    except Exception as trouble:  # whatever it is, the next message must not wait for it
        log.exception("Message %s could not be sent", due.message)
        answer = Answer(None, f"{type(trouble).__name__}: {trouble}")
    dice = random.random()  # noqa: S311 - it spreads tries over time, and guards nothing
    return note_try(claim=claim, delivery=due.delivery, answer=answer, body=body or "", dice=dice, actor=MACHINE,
                    at=clock())  # fmt: skip


def _posted(hook: int, due: ToPost, body: bytes, at: datetime) -> Answer:
    address, secrets = where_to(hook, at)
    headers = {
        "webhook-id": due.message,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signatures(secrets, due.message, at, body),
    }
    return post(address, body, headers, inside=settings.HOOK_HOSTS, at=at)


def carry_all(clock: Callable[[], datetime]) -> int:
    """Send what is due now, one web hook after another, in this thread; how many tries it took."""
    tries = 0
    for hook in hooks_due(clock(), limit=MOST_HOOKS):
        claim = claim_hook(hook=hook, lease=LEASE, actor=MACHINE, at=clock())
        tries += carry(claim, clock=clock) if claim else 0
    return tries


class Couriers:
    """Carry messages out until they are stopped: a thread that looks, and one for each web hook that is served."""

    def __init__(self, *, clock: Callable[[], datetime], stopping: threading.Event, lease: timedelta = LEASE) -> None:
        """Take the clock, what says stop, and how long one may serve a web hook before another takes it over."""
        self.clock, self.stopping, self.lease = clock, stopping, lease
        self.thread = threading.Thread(target=self.run, name="couriers", daemon=True)

    def run(self) -> None:
        """Look for what is due; trouble with the database, or any other, is waited out."""
        with ThreadPoolExecutor(MOST_HOOKS, thread_name_prefix="hook") as pool:
            while not self.stopping.is_set():
                pause = LOOK
                try:
                    for hook in hooks_due(self.clock(), limit=MOST_HOOKS):
                        claim = claim_hook(hook=hook, lease=self.lease, actor=MACHINE, at=self.clock())
                        if claim:
                            pool.submit(self._carry, claim)
                except DatabaseError as trouble:
                    log.warning("The database does not answer; web hooks wait %s s: %s", TROUBLED, trouble)
                    pause = TROUBLED
                except Exception:  # whatever it is, nobody would start this thread again
                    log.exception("The couriers met trouble outside any message; going on in %s s", TROUBLED)
                    pause = TROUBLED
                close_old_connections()
                self.stopping.wait(pause)
        connections.close_all()

    def _carry(self, claim: Claim) -> None:
        try:
            carry(claim, clock=self.clock, stopping=self.stopping)
        except Exception:
            log.exception("Web hook %s waits for the end of its lease", claim.hook)
        finally:
            connections.close_all()


def mail_hook_off(payload: dict[str, Any], at: datetime) -> None:
    """Tell the owner of a web hook, or product operations when they have left, that it was turned off, and why."""
    del at
    hook = hook_seen(payload["hook"])
    if hook is None or hook.off_at is None or hook.off_because in {None, OffBecause.ASKED}:
        return
    owner = person_signed_in(hook.owner_id)
    for person in [owner] if owner and owner.email else administrators().exclude(email=None):
        _mail_off(person, hook, f"hook-off-{hook.pk}-{payload['work']}-{person.pk}")


def _mail_off(person: "Person", hook: Any, about: str) -> None:
    with as_read_by(person):
        why = {
            OffBecause.GONE: _("Its receiver answered that it wants no more messages."),
            OffBecause.DAYS: _("Every try of the last days failed."),
            OffBecause.TRIES: _("It failed too often in a row."),
        }[hook.off_because]
        link = absolute(reverse("company_hook", args=[hook.pk])) if person.operations else ""
        context = {"name": person.name, "address": hook.address, "why": why, "link": link}
        send(person, _("A web hook was turned off"), "hook_off", context, about=about)
