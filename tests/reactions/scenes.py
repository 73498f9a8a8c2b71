"""Scenes with real processes: workers that are killed or stopped at any point. Run as a program; prints what it found.

`python -m tests.reactions.scenes SCENE` with DATABASE_URL naming an empty database, in which nothing else happens.
"""

import json
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from tests.cast import Cast

LEASE = timedelta(seconds=0.4)
ROUNDS = 20


def begin() -> "Cast":
    """Make the cast, and what tables there are not yet."""
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - settings first, here and below
    from django.core.management import call_command  # noqa: PLC0415

    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = os.environ["MAIL_FOLDER"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    call_command("migrate", verbosity=0)
    from tests.cast import assemble  # noqa: PLC0415

    return assemble()


def some_work(cast: "Cast", round_: int) -> None:
    """Let things happen: two people join a group, and one asks for a link to sign in."""
    from django.utils import timezone  # noqa: PLC0415

    from parley.groups.actions import add_member  # noqa: PLC0415
    from parley.ledger.terms import MACHINE  # noqa: PLC0415
    from parley.people.actions import add_person, ask_for_link  # noqa: PLC0415

    now: dict[str, Any] = {"actor": MACHINE, "at": timezone.now()}
    for n in range(2):
        person = add_person(
            name=f"Person {round_} {n}", email=f"p{round_}.{n}@parley.example", function=None, region=cast.emea, **now
        )
        add_member(area=cast.identity, person=person, **now)
    ask_for_link(email=f"p{round_}.0@parley.example", **now)


def forked(do: Callable[[], object]) -> int:
    """Run something in a process of its own, with its own connection; give its number."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        do()
        code = 0
    except Exception:  # noqa: BLE001 - a process of its own tells its trouble and ends
        traceback.print_exc()
    finally:
        os._exit(code)


def work_until_killed(at_statement: int | None = None) -> None:
    """Work; die by one's own hand before the n-th statement when told so."""
    from django.db import connection  # noqa: PLC0415

    from parley.reactions.worker import Worker  # noqa: PLC0415

    count = 0

    def die(execute: Any, *call: Any) -> Any:
        nonlocal count
        count += 1
        if count == at_statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*call)

    with connection.execute_wrapper(die):
        Worker(lease=LEASE).run()


def work_off() -> None:
    """Work until everything is done that was not meant for later days."""
    from django.utils import timezone  # noqa: PLC0415

    from parley.ledger import outbox  # noqa: PLC0415
    from parley.reactions.worker import Worker  # noqa: PLC0415

    worker, end = Worker(lease=LEASE), time.monotonic() + 60
    while time.monotonic() < end:
        worker.work_off()
        due = outbox.next_due()
        if due is None or due > timezone.now() + timedelta(minutes=1):
            return
        time.sleep(0.05)


def killed(cast: "Cast") -> None:
    """Kill a worker twenty times, at a random moment or before a random statement."""
    dice = random.Random(20261124)  # noqa: S311 - the same deaths in every run
    for round_ in range(ROUNDS):
        some_work(cast, round_)
        if round_ % 2:
            child = forked(work_until_killed)
            time.sleep(dice.uniform(0.005, 0.25))
            os.kill(child, signal.SIGKILL)
        else:
            statement = dice.randint(3, 90)
            child = forked(lambda: work_until_killed(statement))  # noqa: B023 - run before the next round
            _end_within(child, 1.0)
        os.waitpid(child, 0)
    work_off()


def _end_within(child: int, seconds: float) -> None:
    """Kill a worker that found too little work to come to its statement."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        state = Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()[0]
        if state == "Z":
            return
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)


def together(cast: "Cast") -> None:
    """Let four workers loose on the same work."""
    for round_ in range(10):
        some_work(cast, round_)
    children = [forked(work_off) for _ in range(4)]
    for child in children:
        assert os.waitpid(child, 0)[1] == 0, "a worker failed"


def stopped(cast: "Cast") -> None:
    """Stop a worker that holds a lease until the lease has passed and another did the work; then let it go on."""
    from parley.ledger.outbox import Leased  # noqa: PLC0415
    from parley.reactions.tasks import Task  # noqa: PLC0415
    from parley.reactions.worker import Worker  # noqa: PLC0415

    class Slow(Worker):
        def _try(self, task: Task, work: Leased) -> None:
            os.kill(os.getpid(), signal.SIGSTOP)
            self.stopping.set()
            super()._try(task, work)

    work_off()
    some_work(cast, 0)
    sleepers = [forked(lambda: Slow(lease=LEASE).work_off()) for _ in range(3)]
    for child in sleepers:
        os.waitpid(child, os.WUNTRACED)
    time.sleep(LEASE.total_seconds())
    work_off()
    before = _told_per_entry()
    for child in sleepers:
        os.kill(child, signal.SIGCONT)
        assert os.waitpid(child, 0)[1] == 0, "the late worker failed instead of giving up"
    assert _told_per_entry() == before, "the late worker did something"


def _told_per_entry() -> Counter[int]:
    from parley.ledger.models import Entry  # noqa: PLC0415

    return Counter(data["entry"] for data in Entry.objects.filter(kind="notice.told").values_list("data", flat=True))


def found() -> dict[str, Any]:
    """Compare what should have happened with what did."""
    from parley.ledger import outbox  # noqa: PLC0415
    from parley.ledger.models import Entry  # noqa: PLC0415
    from parley.ledger.queries import broken_links, entry_told  # noqa: PLC0415
    from parley.notifications.models import Notice  # noqa: PLC0415
    from parley.reactions.table import TELLS  # noqa: PLC0415

    expected = set()
    for key in Entry.objects.filter(kind__in=TELLS).values_list("pk", flat=True):
        told = entry_told(key)
        assert told
        expected |= {(each.person, key) for each in TELLS[told.event.kind](told)}
    notices = Counter(Notice.objects.values_list("person", "entry"))
    mails = [message_from_bytes(part) for part in _mails()]
    return {
        "expected": len(expected),
        "lost": len(expected - set(notices)),
        "never meant": len(set(notices) - expected),
        "told twice": [entry for entry, times in _told_per_entry().items() if times > 1],
        "left": outbox.waiting("react") + outbox.waiting("mail_sign_in_link"),
        "parked": [each.trouble for each in outbox.parked()],
        "broken links": len(list(broken_links())),
        "mails": len(mails),
        "mailed": len({(mail["To"], mail["Message-ID"]) for mail in mails}),
    }


def _mails() -> list[bytes]:
    parts = []
    for path in Path(os.environ["MAIL_FOLDER"]).glob("*.log"):
        parts += [part.lstrip(b"\n") for part in path.read_bytes().split(b"-" * 79 + b"\n") if b"Message-ID" in part]
    return parts


if __name__ == "__main__":
    scene = {"killed": killed, "together": together, "stopped": stopped}[sys.argv[1]]
    scene(begin())
    sys.stdout.write(json.dumps(found()))
