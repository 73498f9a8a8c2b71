"""`parley bench mails`: a wave invites a whole company, while somebody reads pages of the same process."""

import argparse
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from parley.commands.bench.importing import new_database
from parley.commands.bench.opened import use_own_database
from parley.commands.bench.sink import taking
from parley.ledger import outbox
from parley.ledger.terms import MACHINE
from parley.people.actions import give_operations
from parley.people.actions.taking_in import PersonRow, take_in_people
from parley.people.queries import person_by_key
from parley.surveys.actions.opening import open_wave
from parley.surveys.actions.planning import plan_wave

if TYPE_CHECKING:
    from parley.surveys.models import Wave

PAGE, EVERY = "/", 0.2  # seconds between two looks at it
QUIET = 15.0  # seconds of them before anything is sent
LONGEST = 3_600.0
SERVE = "import sys; from parley.commands.main import main; sys.argv[1:] = ['run']; sys.exit(main())"


def run(options: argparse.Namespace) -> int:
    """Print how long it took, what pages took beside it, and what came; 1 when one was lost or came twice."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = f"sqlite:///{folder}/mails.sqlite3"
        if options.postgresql:
            address = new_database(options.postgresql, "mails")
        use_own_database(address)
        call_command("migrate", verbosity=0)
        wave = _company(options.people)
        session = _session()
        came, port = folder / "came", _free_port()
        environment = os.environ | {
            "DATABASE_URL": address, "DATA_DIR": name, "SECRET_KEY": settings.SECRET_KEY, "PORT": str(port),
            "DJANGO_SETTINGS_MODULE": "parley.project.settings",
        }  # fmt: skip
        with taking(folder) as (sink, _posts):
            environment["EMAIL_URL"] = f"smtp://127.0.0.1:{sink}"
            with subprocess.Popen([sys.executable, "-c", SERVE], env=environment) as at:  # noqa: S603 - this program
                try:
                    return _measure(wave, came, at.pid, lambda: _page(port, session))
                finally:
                    at.kill()
                    connections.close_all()


def _company(many: int) -> "Wave":
    """Take in so many people, and plan a wave of all of them."""
    now = timezone.now()
    zones, languages = ("Europe/London", "Asia/Tokyo", "America/New_York"), ("en", "de", "ja")
    rows = (
        PersonRow(key=f"p{n}", name=f"Person {n}", email=f"p{n}@bench.example", time_zone=zones[n % 3],
                  language=languages[n % 3], stated=frozenset())
        for n in range(many)
    )  # fmt: skip
    take_in_people(rows=rows, batch=0, actor=MACHINE, at=now)
    first = person_by_key("p0")
    if first is None:
        raise SystemExit("Nobody was taken in.")
    give_operations(person=first, given=True, actor=MACHINE, at=now)
    outbox.forget_reactions()
    return plan_wave(name="Everybody", opens_at=now, closes_at=now + timedelta(days=14), everybody=True, actor=MACHINE,
                     at=now)  # fmt: skip


def _session() -> str:
    """Sign somebody in without a page."""
    person, session = person_by_key("p0"), SessionStore()
    if person is None:
        raise SystemExit("Nobody was taken in.")
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "parley.screens.sign_in.backend.People"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key or ""


def _measure(wave: "Wave", came: Path, server: int, page: Callable[[], float]) -> int:
    _until_it_answers(page)
    for _first in range(5):
        page()
    quiet = list(_asked(page, lambda began: time.perf_counter() - began > QUIET))
    open_wave(wave=wave, actor=MACHINE, at=timezone.now())
    wave.refresh_from_db()
    began = time.perf_counter()
    last = [began]

    def is_over(began: float) -> bool:
        last[0] = time.perf_counter()
        return came.read_bytes().count(b"\n") >= wave.invited or time.perf_counter() - began > LONGEST

    beside = list(_asked(page, is_over))
    time.sleep(2)
    got = [line.partition("\t")[0] for line in came.read_text().splitlines()]
    took, memory = last[0] - began, _memory(server)
    print(f"{wave.invited} asked: {len(got)} mails, {len(set(got))} different, in {took:.0f} s "
          f"({len(got) / took:.0f} a second); the process holds {memory:.0f} MB.")  # fmt: skip
    for name, times in (("before", quiet), ("beside it", beside)):
        ordered = sorted(times)
        print(f"A page {name}: median {statistics.median(ordered):.0f} ms, "
              f"95% within {ordered[int(len(ordered) * 0.95)]:.0f} ms, longest {ordered[-1]:.0f} ms "
              f"({len(ordered)} asked).")  # fmt: skip
    return int(len(got) != wave.invited or len(set(got)) != wave.invited)


def _asked(page: Callable[[], float], is_over: Callable[[float], bool]) -> Iterator[float]:
    """Ask a page again and again; how long each took, in milliseconds."""
    began = time.perf_counter()
    while not is_over(began):
        yield page()
        time.sleep(EVERY)


def _page(port: int, session: str) -> float:
    began = time.perf_counter()
    browser = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    browser.request("GET", PAGE, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"})
    answer = browser.getresponse()
    answer.read()
    browser.close()
    if answer.status != 200:
        raise SystemExit(f"The page answered {answer.status}.")
    return (time.perf_counter() - began) * 1000


def _until_it_answers(page: Callable[[], float]) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            page()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The server did not answer within two minutes.")


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _memory(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
