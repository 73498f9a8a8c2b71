"""Scenes of web hooks with real processes, which write to a receiver of the test: HOOK_ADDRESS says where.

`python -m tests.reactions.scenes_of_hooks SCENE` with DATABASE_URL naming an empty database, as `scenes.py`.
"""

import json
import os
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from tests.reactions.scenes import begin

if TYPE_CHECKING:
    from tests.cast import Cast

MESSAGES = 20


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


def slow(cast: "Cast") -> dict[str, Any]:
    """Let couriers write to a receiver that hangs and to one that does not, until the other has all."""
    from parley.notifications.models.hooks import Delivery  # noqa: PLC0415
    from parley.reactions.hooks import Couriers  # noqa: PLC0415
    from parley.reactions.worker import Worker  # noqa: PLC0415

    make("/slow", "/fast")
    for round_ in range(MESSAGES):
        moved(cast, round_)
    Worker().work_off()
    couriers, began = Couriers(clock=_now, stopping=threading.Event()), time.monotonic()
    couriers.thread.start()
    fast = Delivery.objects.filter(hook__address__endswith="/fast")
    while fast.filter(state="waiting").exists() and time.monotonic() < began + 60:
        time.sleep(0.1)
    couriers.stopping.set()
    couriers.thread.join()
    return {"began": began, "states": [each.value for each in fast.values_list("state", flat=True)]}


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"slow": slow}[sys.argv[1]](begin())))
