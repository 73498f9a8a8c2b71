"""Scenes of web hooks with real processes, which write to a receiver of the test: HOOK_ADDRESS says where.

`python -m tests.reactions.scenes_of_hooks SCENE` with DATABASE_URL naming an empty database, as `scenes.py`.
"""

import json
import os
import random
import signal
import sys
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.reactions.scenes import LEASE, begin, forked

if TYPE_CHECKING:
    from tests.cast import Cast

ROUNDS = int(os.environ.get("ROUNDS", "20"))
STATEMENTS = 60  # a courier makes about so many for two messages


def make(*paths: str) -> None:
    """Make a web hook for each path of the receiver."""
    from parley.ledger.terms import MACHINE  # noqa: PLC0415 - settings first, here and below
    from parley.notifications.actions.hooks import make_hook  # noqa: PLC0415
    from parley.notifications.terms.hooks import Sent  # noqa: PLC0415
    from parley.people.queries import administrators  # noqa: PLC0415

    for path in paths:
        make_hook(address=os.environ["HOOK_ADDRESS"] + path, kinds=tuple(Sent), owner=administrators()[0],
                  actor=MACHINE, at=_now())  # fmt: skip


def _now() -> Any:
    from django.utils import timezone  # noqa: PLC0415

    return timezone.now()


def moved(cast: "Cast", round_: int) -> None:
    """Let an initiative that everybody sees move on."""
    from parley.disclosure.actions import move_stage  # noqa: PLC0415
    from parley.roadmap.terms import Audience, Stage  # noqa: PLC0415
    from tests.roadmap.made import initiative  # noqa: PLC0415

    row = initiative(cast, f"Thing {round_}", audience=Audience.COMPANY, stage=Stage.BUILD)
    move_stage(
        initiative=row,
        stage=Stage.LAUNCH,
        reason="Four clients ran it for a month without a fault.",
        actor=cast.noor,
        at=_now(),
    )


def work_until_killed(at_statement: int | None = None) -> None:
    """Work with couriers in this very thread; die by one's own hand before the n-th statement when told so."""
    from django.db import connection  # noqa: PLC0415

    from parley.reactions.hooks import carry, hooks_due  # noqa: PLC0415
    from parley.reactions.worker import Worker  # noqa: PLC0415

    if at_statement is None:
        Worker(lease=LEASE, carrying=LEASE).run()
        return
    count = 0

    def die(execute: Any, *call: Any) -> Any:
        nonlocal count
        count += 1
        if count == at_statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*call)

    from parley.ledger.terms import MACHINE  # noqa: PLC0415
    from parley.notifications.actions.delivering import claim_hook  # noqa: PLC0415

    Worker(lease=LEASE).work_off()
    with connection.execute_wrapper(die):
        for hook in hooks_due(_now(), limit=20):
            claim = claim_hook(hook=hook, lease=LEASE, actor=MACHINE, at=_now())
            if claim:
                carry(claim, clock=_now)


def work_off() -> None:
    """Work until no message waits."""
    from parley.notifications.queries.hooks import deliveries_waiting  # noqa: PLC0415
    from parley.reactions.hooks import carry_all  # noqa: PLC0415
    from parley.reactions.worker import Worker  # noqa: PLC0415

    end = time.monotonic() + 90
    Worker(lease=LEASE).work_off()
    while deliveries_waiting() and time.monotonic() < end:
        time.sleep(0.1)
        Worker(lease=LEASE).work_off()
        carry_all(_now)


def killed(cast: "Cast") -> None:
    """Kill a worker again and again, at a random moment or before a random statement of a courier."""
    make("/killed")
    dice = random.Random(20261130)  # noqa: S311 - the same deaths in every run
    for round_ in range(ROUNDS):
        moved(cast, round_)
        if round_ % 2:
            child = forked(work_until_killed)
            time.sleep(dice.uniform(0.1, 0.9))
            os.kill(child, signal.SIGKILL)
        else:
            statement = dice.randint(1, STATEMENTS)
            child = forked(lambda: work_until_killed(statement))  # noqa: B023 - run before the next round
        os.waitpid(child, 0)
    work_off()


def slow(cast: "Cast") -> None:
    """Let couriers write to a receiver that takes its time and to one that does not, until the other has all."""
    from parley.notifications.models.hooks import Delivery  # noqa: PLC0415
    from parley.reactions.hooks import Couriers  # noqa: PLC0415
    from parley.reactions.worker import Worker  # noqa: PLC0415

    make("/slow", "/fast")
    for round_ in range(8):
        moved(cast, round_)
    Worker().work_off()
    couriers, end = Couriers(clock=_now, stopping=threading.Event()), time.monotonic() + 60
    couriers.thread.start()
    while Delivery.objects.filter(hook__address__endswith="/fast", state="waiting").exists() and time.monotonic() < end:
        time.sleep(0.1)
    couriers.stopping.set()
    couriers.thread.join()


def found() -> dict[str, Any]:
    """Say what was to be sent, by the path it goes to, and how far each message is."""
    from parley.ledger import outbox  # noqa: PLC0415
    from parley.ledger.queries import broken_links  # noqa: PLC0415
    from parley.notifications.models.hooks import Delivery  # noqa: PLC0415

    rows = Delivery.objects.values_list("hook__address", "message", "state")
    return {
        "messages": [[address.rpartition("/")[2], message, state.value] for address, message, state in rows],
        "parked": [each.trouble for each in outbox.parked()],
        "broken links": len(list(broken_links())),
        "lease": LEASE / timedelta(seconds=1),
    }


if __name__ == "__main__":
    {"killed": killed, "slow": slow}[sys.argv[1]](begin())
    sys.stdout.write(json.dumps(found()))
