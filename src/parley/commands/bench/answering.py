"""`parley bench answering`: many people answer a survey at once, on the real server; answers a minute, and errors."""

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from parley.commands.bench.live import SERVE, TOKEN, free_port, session_of
from parley.commands.bench.opened import use_own_database
from parley.groups.actions import add_member, open_area
from parley.ledger.terms import MACHINE
from parley.people.actions import add_person
from parley.surveys.actions.opening import open_wave
from parley.surveys.actions.planning import plan_wave
from parley.surveys.queries.waves import rate_of

if TYPE_CHECKING:
    import argparse

    from parley.surveys.models import Wave

LEAST = 500  # answers a minute
AT_ONCE = 8  # browsers that send at the same moment, each with a connection of its own
SELDOM = 5  # of so many people one asks for a bare answer too
ITEMS = ("roadmap", "vision", "testing")
BLANK = "/healthz"


@dataclass(slots=True)
class Answering:
    """What came of it: how long each request took, by kind, in milliseconds; and what was answered wrongly."""

    asked: dict[str, list[float]] = field(default_factory=lambda: {"bare answer": [], "a question": [], "sending": []})
    wrong: list[str] = field(default_factory=list)
    took: float = 0.0
    worked: float = 0.0  # seconds of a processor that the server took


class Browser:
    """One signed-in browser that keeps what the server gives it to keep."""

    def __init__(self, connection: http.client.HTTPConnection, session: str, found: Answering) -> None:
        self.connection, self.found = connection, found
        self.cookies = {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: TOKEN}

    def ask(self, method: str, path: str, body: str, kind: str) -> None:
        """Ask once; anything but a page or a way on is wrong."""
        head = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "X-CSRFToken": TOKEN,
                "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
        began = time.perf_counter()
        try:
            self.connection.request(method, path, body, head)
            answer = self.connection.getresponse()
            answer.read()
        except OSError as trouble:
            self.found.wrong.append(f"{path}: {type(trouble).__name__}")
            self.connection.close()
            return
        self.found.asked[kind].append(1000 * (time.perf_counter() - began))
        if answer.status not in (200, 302):
            self.found.wrong.append(f"{path}: {answer.status}")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, kept = value.partition(";")[0].partition("=")
                self.cookies[key] = kept


def run(options: "argparse.Namespace") -> int:
    """Measure in a database of its own; 1 when it is not as aimed at."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"sqlite:///{folder}/bench.sqlite3"
        use_own_database(address)
        call_command("migrate", verbosity=0)
        wave, sessions = company(options.streams)
        connections.close_all()
        found = answered_by(sessions, wave, address)
        kept = rate_of(wave).answered
        connections.close_all()
    return _told(found, len(sessions), kept)


def company(many: int) -> "tuple[Wave, list[str]]":
    """Make a company of so many people who are all asked, and sign them in."""
    now: dict[str, Any] = {"actor": MACHINE, "at": timezone.now() - timedelta(minutes=1)}
    area = open_area(name="Everything", charter="What we all do.", decider=None, key="everything", **now)
    sessions = []
    for n in range(many):
        person = add_person(name=f"Person {n}", email=f"p{n}@bench.example", function=None, region=None, **now)
        add_member(area=area, person=person, **now)
        sessions.append(session_of(person))
    wave = plan_wave(name="Autumn", opens_at=now["at"], closes_at=now["at"] + timedelta(days=10), **now)
    open_wave(wave=wave, **now)
    wave.refresh_from_db()
    return wave, sessions


def answered_by(sessions: Iterable[str], wave: "Wave", database: str) -> Answering:
    """Serve, and let everybody answer, a few at the same moment; some ask for a bare answer as well."""
    call_command("collectstatic", verbosity=0, interactive=False)
    port, found = free_port(), Answering()
    environment = os.environ | {
        "DATABASE_URL": database, "WORKER": "off", "DATA_DIR": str(Path(settings.STATIC_ROOT).parent),
        "SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "parley.project.settings", "PUBLIC_URL": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(port)], env=environment)  # noqa: S603 - our own program
    try:
        _wait_for(port, server)
        waiting: SimpleQueue[str] = SimpleQueue()
        for session in sessions:
            waiting.put(session)
        threads = [threading.Thread(target=_work, args=(port, waiting, wave.pk, found)) for _ in range(AT_ONCE)]
        began, before = time.perf_counter(), _worked(server.pid)
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        found.took, found.worked = time.perf_counter() - began, _worked(server.pid) - before
    finally:
        server.kill()  # it serves nobody else
        server.wait(20)
    return found


def _work(port: int, waiting: "SimpleQueue[str]", wave: int, found: Answering) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while True:
        try:
            browser = Browser(connection, waiting.get_nowait(), found)
        except Empty:
            connection.close()
            return
        if waiting.qsize() % SELDOM == 0:
            browser.ask("GET", BLANK, "", "bare answer")
        page = f"/surveys/{wave}/"
        browser.ask("POST", f"{page}draft/", "", "a question")
        for number in (1, 2, 3):
            browser.ask("POST", f"{page}questions/{number}/", f"answer={number + 1}", "a question")
        for item in ITEMS:
            browser.ask("POST", f"{page}questions/4/", f"item={item}", "a question")
        browser.ask("POST", f"{page}questions/5/", "words=Tell+us+earlier", "a question")
        browser.ask("POST", f"{page}answers/", "", "sending")


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise SystemExit("The server did not start.")


def _worked(process: int) -> float:
    """Give how many seconds of a processor a process has taken."""
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _told(found: Answering, many: int, kept: int) -> int:
    """Print what was found; 0 when all of it is as aimed at."""
    base = _p95(found.asked["bare answer"])
    print(f"{'milliseconds':14}{'p50':>8}{'p95':>8}{'p95 to the bare one':>24}")
    for kind, times in found.asked.items():
        print(f"{kind:14}{statistics.median(times):8.1f}{_p95(times):8.1f}{_p95(times) / base:24.2f}")
    each = 60 * many / found.took
    print(f"\n{kept} of {many} answered, {each:.0f} a minute, {AT_ONCE} at the same moment; {len(found.wrong)} errors.")
    alone = 60 * many / found.worked
    print(
        f"The server took {1000 * found.worked / many:.0f} ms of a processor for each: {alone:.0f} a minute with one."
    )
    for line in found.wrong[:5]:
        print(line)
    print(f"Aimed at: {LEAST} a minute, all kept, no error.")
    return int(each < LEAST or kept != many or bool(found.wrong))


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[18] if len(times) > 1 else 0.0
