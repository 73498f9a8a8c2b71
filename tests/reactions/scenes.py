"""Scenes with real processes: workers that are killed or stopped at any point. Run as a program; prints what it found.

`python -m tests.reactions.scenes SCENE` with DATABASE_URL naming an empty database, in which nothing else happens.
"""

import json
import os
import signal
import socket
import sys
import threading
import time
from collections import Counter
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from parley.commands.soak.dying import forked

if TYPE_CHECKING:
    from tests.cast import Cast

LEASE = timedelta(seconds=0.4)


def begin() -> "Cast":
    """Make the cast, and what tables there are not yet."""
    django.setup()
    from django.conf import settings  # noqa: PLC0415 - settings first, here and below
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = os.environ["MAIL_FOLDER"]
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if not connection.introspection.table_names():
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


def killed() -> dict[str, Any]:
    """Kill a worker KILLS times while it tells, mails and posts; see what became of it."""
    django.setup()
    from parley.commands.soak.delivering import play  # noqa: PLC0415 - settings first

    played = play(int(os.environ["KILLS"]))
    return found() | played


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
    work_off()  # a link that a late worker mailed again, under the same name, is a thing that happened


def dead(cast: "Cast") -> dict[str, Any]:
    """Read and write pages while the worker waits for a mail server that takes the call and says nothing."""
    from django.conf import settings  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from parley.ledger import outbox  # noqa: PLC0415
    from parley.reactions.worker import Worker  # noqa: PLC0415

    settings.ALLOWED_HOSTS, settings.EMAIL_TIMEOUT = ["testserver"], 3_600
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    browser, asked = cast.browser(cast.sam), reverse("sign_in_links")
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.getsockname()
        some_work(cast, 0)
        Worker().start()
        call, _whose = server.accept()  # from now on it waits for an hour
        answers = [browser.get("/").status_code, browser.post(asked, {"email": "aiko@parley.example"}).status_code]
        call.settimeout(0)
        try:
            hung_up = call.recv(1) == b""
        except BlockingIOError:
            hung_up = False
        server.settimeout(0)
        try:
            calls = 1 + bool(server.accept())
        except BlockingIOError:
            calls = 1
    return {"answers": answers, "hung up": hung_up, "calls": calls, "wait": outbox.waiting("mail_sign_in_link")}


def busy(cast: "Cast") -> dict[str, Any]:
    """Ask for a link to sign in while the worker does something that lasts until the link was mailed, or too long."""
    from django.utils import timezone  # noqa: PLC0415 - settings first

    from parley.ledger import outbox  # noqa: PLC0415
    from parley.ledger.terms import MACHINE  # noqa: PLC0415
    from parley.people.actions import ask_for_link  # noqa: PLC0415
    from parley.reactions.tasks import TASKS, How, Task  # noqa: PLC0415
    from parley.reactions.worker import Worker  # noqa: PLC0415

    work_off()
    began, over = threading.Event(), threading.Event()

    def last(_payload: dict[str, Any], _at: datetime) -> None:
        began.set()
        over.wait(60)

    TASKS["reindex"] = Task(last, How.OUTSIDE)
    outbox.ensure("reindex", unique_key="lasts", run_after=timezone.now())
    worker, before = Worker(), len(_mails())
    worker.start()
    began.wait(60)
    ask_for_link(email=str(cast.sam.email), actor=MACHINE, at=timezone.now())
    end = time.monotonic() + 30
    while len(_mails()) == before and time.monotonic() < end:
        time.sleep(0.05)
    mailed = len(_mails()) - before
    over.set()
    worker.stop()
    return {"began": began.is_set(), "mailed": mailed, "left": outbox.waiting("reindex")}


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
    if sys.argv[1] == "killed":
        seen = killed()
    elif sys.argv[1] in {"dead", "busy"}:
        seen = {"dead": dead, "busy": busy}[sys.argv[1]](begin())
    else:
        {"together": together, "stopped": stopped}[sys.argv[1]](begin())
        seen = found()
    sys.stdout.write(json.dumps(seen))
