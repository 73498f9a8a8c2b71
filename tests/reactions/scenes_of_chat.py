"""A scene of channels with real processes, which write to the Slack of the test: SLACK_API_URL says where.

`python -m tests.reactions.scenes_of_chat killed` with DATABASE_URL naming an empty database, as `scenes.py`.
"""

import json
import os
import random
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

from tests.reactions.scenes import LEASE, begin, forked, work_off

if TYPE_CHECKING:
    from tests.cast import Cast

ROUNDS = int(os.environ.get("ROUNDS", "20"))
PATIENCE = 4.0  # seconds
STATEMENTS = 12  # a worker makes about so many from when it writes down that it begins to post


def work_until_killed(at_statement: int) -> None:
    """Work; die by one's own hand before the n-th statement from the first about a message on."""
    from django.db import connection  # noqa: PLC0415 - settings first, here and below

    from parley.reactions.worker import Worker  # noqa: PLC0415

    count = 0

    def die(execute: Any, sql: str, *call: Any) -> Any:
        nonlocal count
        count += bool(count) or sql.startswith('INSERT INTO "parley_channelpost"')
        if count == at_statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, *call)

    with connection.execute_wrapper(die):
        Worker(lease=LEASE).run()


def killed(cast: "Cast") -> None:
    """Kill a worker again and again, before a random statement of its posting."""
    from django.utils import timezone  # noqa: PLC0415

    from parley.reactions.chat import see_to_owed  # noqa: PLC0415
    from parley.reactions.periodic import ensure_all  # noqa: PLC0415
    from parley.reactions.worker import Worker  # noqa: PLC0415
    from tests.notifications.chatted import linked, tied  # noqa: PLC0415
    from tests.topics.made import topic  # noqa: PLC0415

    linked(cast, cast.sam, cast.noor)
    tied(cast)
    ensure_all(at=timezone.now())  # which is done before, so that what dies is the posting
    Worker(lease=LEASE).work_off()
    dice = random.Random(20261130)  # noqa: S311 - the same deaths in every run
    for round_ in range(ROUNDS):
        topic(cast, cast.sam, f"What of country number {round_}?", at=timezone.now())
        statement = dice.randint(1, STATEMENTS)
        child = forked(lambda: work_until_killed(statement))  # noqa: B023 - run before the next round
        end = time.monotonic() + PATIENCE
        while not os.waitpid(child, os.WNOHANG)[0]:
            if time.monotonic() > end:
                os.kill(child, signal.SIGKILL)  # where it made fewer statements
                end += PATIENCE
            time.sleep(0.02)
        time.sleep(LEASE.total_seconds())
        see_to_owed(timezone.now())  # as every five minutes: so many deaths in a row park what all channels wait for
    work_off()


def found() -> dict[str, Any]:
    """Say how far each message is, and what is left."""
    from parley.ledger import outbox  # noqa: PLC0415
    from parley.ledger.queries import broken_links  # noqa: PLC0415
    from parley.notifications.models.chat import ChannelPost, PostedNews  # noqa: PLC0415

    return {
        "posts": [[name, state.value] for name, state in ChannelPost.objects.values_list("name", "state")],
        "waiting": PostedNews.objects.filter(post=None).count(),
        "parked": [each.trouble for each in outbox.parked()],
        "broken links": len(list(broken_links())),
    }


if __name__ == "__main__":
    {"killed": killed}[sys.argv[1]](begin())
    sys.stdout.write(json.dumps(found()))
