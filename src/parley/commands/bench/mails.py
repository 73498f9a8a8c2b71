"""`parley bench mails`: a wave invites a whole company, while somebody reads pages of the same process.

First the mail server is dead for a while: it takes calls and says nothing, and some ask for links to sign in, so that
there is always somebody who waits for it.
"""

import argparse
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

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
from parley.people.actions import ask_for_link, give_operations
from parley.people.actions.taking_in import PersonRow, take_in_people
from parley.people.queries import person_by_key
from parley.surveys.actions.opening import open_wave
from parley.surveys.actions.planning import plan_wave

if TYPE_CHECKING:
    from parley.surveys.models import Wave

WAVES = b"<wave-"
PAGE, EVERY = "/", 0.2  # seconds between two looks at it
QUIET = 15.0  # seconds of them before anything is sent
LONGEST = 3_600.0
LINKS = 20  # so many ask for one while the server is dead
ZONES = ("Pacific/Auckland", "Asia/Tokyo", "Asia/Kolkata", "Europe/London", "America/New_York", "Pacific/Honolulu")
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
        with taking(folder) as (sink, _posts, sink_pid):
            environment["EMAIL_URL"] = f"smtp://127.0.0.1:{sink}"
            with subprocess.Popen([sys.executable, "-c", SERVE], env=environment) as at:  # noqa: S603 - this program
                try:
                    return _measure(wave, came, _Two(at.pid, sink_pid), lambda: _page(port, session), options.dead)
                finally:
                    at.kill()
                    connections.close_all()


def _company(many: int) -> "Wave":
    """Take in so many people, and plan a wave of all of them."""
    now = timezone.now()
    zones, languages = [zone for zone in ZONES if 8 <= now.astimezone(ZoneInfo(zone)).hour < 17], ("en", "de", "ja")
    rows = (
        PersonRow(key=f"p{n}", name=f"Person {n}", email=f"p{n}@bench.example", time_zone=zones[n % len(zones)],
                  language=languages[n % 3], stated=frozenset())
        for n in range(many)
    )  # fmt: skip
    take_in_people(rows=rows, batch=0, actor=MACHINE, at=now)
    first = person_by_key("p0")
    if first is None:
        raise SystemExit("Nobody was taken in.")
    give_operations(person=first, given=True, actor=MACHINE, at=now)
    outbox.forget_reactions()
    opens = now + timedelta(days=1)  # after the measurement, which opens it by hand
    return plan_wave(name="Everybody", opens_at=opens, closes_at=opens + timedelta(days=14), everybody=True,
                     actor=MACHINE, at=now)  # fmt: skip


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


@dataclass(frozen=True, slots=True)
class _Two:
    """Processes by their number: the server of pages, and that of mails."""

    pages: int
    mails: int


def _measure(wave: "Wave", came: Path, servers: _Two, page: Callable[[], float], dead: float) -> int:
    _until_it_answers(page)
    for _first in range(5):
        page()
    quiet = list(_asked(page, lambda began: time.perf_counter() - began > QUIET))
    idle = _memory(servers.pages)
    os.kill(servers.mails, signal.SIGSTOP)  # it takes calls, and says nothing
    open_wave(wave=wave, actor=MACHINE, at=timezone.now())
    wave.refresh_from_db()
    for number in range(LINKS):
        ask_for_link(email=f"p{number}@bench.example", actor=MACHINE, at=timezone.now())
    without = list(_asked(page, lambda began: time.perf_counter() - began > dead))
    held = _memory(servers.pages)
    os.kill(servers.mails, signal.SIGCONT)
    times = [time.perf_counter()] * 2  # of the first mail, and of the last

    def is_over(began: float) -> bool:
        times[1] = time.perf_counter()
        some = came.read_bytes().count(WAVES)
        times[0] = times[0] if some else times[1]
        return some >= wave.invited or times[1] - began > LONGEST

    beside = list(_asked(page, is_over))
    time.sleep(2)
    names = [line.partition("\t")[0] for line in came.read_text().splitlines()]
    got, links = ([each for each in names if each.startswith(kind)] for kind in ("<wave-", "<link-"))
    took = times[1] - times[0]
    print(f"{wave.invited} asked: {len(got)} mails, {len(set(got))} different, in {took:.0f} s after the first "
          f"({len(got) / max(took, 1):.0f} a second); {len(set(links))} of {LINKS} links.")  # fmt: skip
    _say("before", quiet, idle, quiet, idle)
    _say(f"while the mail server is dead for {dead:.0f} s", without, held, quiet, idle)
    _say("beside the mails", beside, _memory(servers.pages), quiet, idle)
    return int(not len(got) == len(set(got)) == wave.invited or len(set(links)) != LINKS)


def _say(when: str, times: list[float], memory: float, quiet: list[float], idle: float) -> None:
    """Print what pages took and the process held at some time, and as multiples of what was before."""
    late, before = (sorted(each)[int(len(each) * 0.95)] for each in (times, quiet))
    print(f"A page {when}: median {statistics.median(times):.0f} ms, 95% within {late:.0f} ms ({late / before:.2f} "
          f"times), longest {max(times):.0f} ms ({len(times)} asked); {memory:.0f} MB held at most "
          f"({memory / idle:.2f} times).")  # fmt: skip


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
