"""`parley bench live`: so many browsers listen to one live room; how soon each hears, beside a bare broadcast."""

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.utils import timezone

from parley.commands.bench.live_server import AT, BARE
from parley.groups.actions import add_member, name_facilitator, open_area
from parley.ledger.queries import newest_entry
from parley.ledger.terms import MACHINE
from parley.meetings.actions import add_item, open_room, plan_meeting, publish_meeting, raise_hand
from parley.meetings.terms import Purpose
from parley.people.actions import add_person

if TYPE_CHECKING:
    from parley.meetings.models import Meeting
    from parley.people.models import Person

EVENTS, APART = 100, 0.05  # how many of each kind, and seconds between two
MOST_TIMES, MOST_MB = 3.0, 400
TOKEN = "t" * 32  # what a form sends back; the server only compares it with the cookie
CONNECT_AT_ONCE = 20
SERVE = (
    "import sys, django; django.setup(); from parley.commands.bench.live_server import serve; serve(int(sys.argv[1]))"
)


@dataclass(slots=True)
class Arrivals:
    """When each browser heard each event, by the event's place in the run; in seconds of the run's clock."""

    times: list[list[float]] = field(default_factory=list)

    def lags(self, sent: list[float]) -> list[float]:
        """Give how long each delivery took, in milliseconds."""
        return sorted(1000 * (heard - began) for one in self.times for heard, began in zip(one, sent, strict=False))


@dataclass(frozen=True, slots=True)
class Full:
    """A room with everybody in it, and what each of them is signed in by."""

    meeting: "Meeting"
    people: "list[Person]"
    sessions: list[str]


def run(database: str, folder: Path, streams: int) -> int:
    """Measure on the database this process has, which is empty and has that address; 1 when it is not as aimed."""
    people, meeting = _company(streams)
    room = Full(meeting, people, [session_of(person) for person in people])
    after = newest_entry()
    connections.close_all()
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": database, "WORKER": "off", "DATA_DIR": str(folder),
        "SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "parley.project.settings", "PUBLIC_URL": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    server = subprocess.Popen([sys.executable, "-c", SERVE, str(port)], env=environment)  # noqa: S603 - our own program
    try:
        return asyncio.run(_measure(port, server, room, after))
    finally:
        server.kill()  # it serves nobody else
        server.wait(20)


def _company(streams: int) -> "tuple[list[Person], Meeting]":
    """Make a group of so many people whose meeting is on."""
    now: dict[str, Any] = {"actor": MACHINE, "at": timezone.now()}
    area = open_area(name="Everything", charter="What we all do.", decider=None, key="everything", **now)
    people = []
    for n in range(streams):
        person = add_person(name=f"Person {n}", email=f"p{n}@bench.example", function=None, region=None, **now)
        add_member(area=area, person=person, **now)
        people.append(person)
    name_facilitator(area=area, person=people[0], named=True, **now)
    starts_at = now["at"] + timedelta(minutes=1)
    meeting = plan_meeting(area=area, title="All of us", starts_at=starts_at, time_zone="Europe/London", **now)
    add_item(meeting=meeting, title="What clients ask", purpose=Purpose.HEAR, minutes=30, **now)
    publish_meeting(meeting=meeting, **now)
    open_room(meeting=meeting, **now)
    return people, meeting


def session_of(person: "Person") -> str:
    """Sign somebody in without a page."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "parley.screens.sign_in.backend.People"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key or ""


async def _measure(port: int, server: "subprocess.Popen[bytes]", room: "Full", after: int) -> int:
    meeting, people, sessions = room.meeting, room.people, room.sessions
    await until_it_answers(port, server)
    address = f"/meetings/{meeting.pk}/live/events/?after={after}"
    real, bare = Arrivals(), Arrivals()
    began = time.perf_counter()
    tasks = await _connect(port, [(address, each) for each in sessions], real)
    connected = time.perf_counter() - began
    tasks += await _connect(port, [(BARE, "")] * len(sessions), bare)
    print(f"{len(sessions)} browsers were admitted in {connected:.1f} s; as many listen to the bare broadcast.")
    said: dict[str, list[float]] = {"bare": [], "elsewhere": [], "here": []}
    body = b'id: 1000\ndata: {"id":1000,"parts":["floor"]}\n\n'
    for n in range(EVENTS):
        said["bare"].append(await _post(port, BARE, "", body))
        await asyncio.sleep(APART)
        said["elsewhere"].append(await asyncio.to_thread(_hand, meeting, people[1], up=n % 2 == 0))
        await asyncio.sleep(APART)
        typed = f"up={'no' if n % 2 else 'yes'}".encode()
        said["here"].append(await _post(port, f"/meetings/{meeting.pk}/live/hand/", sessions[2], typed))
        await asyncio.sleep(APART)
    await asyncio.sleep(3)
    for task in tasks:
        task.cancel()
    return _told(real, bare, said, len(sessions), _memory(server.pid))


def _told(real: Arrivals, bare: Arrivals, said: dict[str, list[float]], streams: int, memory: float) -> int:
    """Print what was found; 0 when all of it is as aimed at."""
    elsewhere, here = (Arrivals([one[part::2] for one in real.times]) for part in (0, 1))
    missing = sum(2 * EVENTS - len(one) for one in real.times) + sum(EVENTS - len(one) for one in bare.times)
    lags = {"bare broadcast": bare.lags(said["bare"]), "change by another process": elsewhere.lags(said["elsewhere"]),
            "change by this server": here.lags(said["here"])}  # fmt: skip
    print(f"\n{'milliseconds until heard':28}{'p50':>8}{'p90':>8}{'p99':>8}{'most':>8}{'p99 to bare':>13}")
    base = _at(lags["bare broadcast"], 99)
    for name, found in lags.items():
        figures = "".join(f"{_at(found, part):8.1f}" for part in (50, 90, 99))
        print(f"{name:28}{figures}{found[-1]:8.1f}{_at(found, 99) / base:13.2f}")
    worst = max(_at(found, 99) for found in lags.values()) / base
    print(f"\n{3 * EVENTS * streams - missing:,} of {3 * EVENTS * streams:,} deliveries arrived.")
    print(f"The server with all {2 * streams} streams takes {memory:.0f} MB.")
    print("Counted from when the server had the broadcast, another process had committed, this one had answered.")
    print(f"Aimed at: all arrive, p99 below {MOST_TIMES:g} times the bare broadcast, memory below {MOST_MB} MB.")
    return int(bool(missing) or worst >= MOST_TIMES or memory >= MOST_MB)


def _hand(meeting: "Meeting", person: "Person", *, up: bool) -> float:
    """Raise a hand in this process; when that was committed."""
    raise_hand(meeting=meeting, up=up, actor=person, at=timezone.now())
    return time.perf_counter()


def _at(lags: list[float], part: int) -> float:
    return statistics.quantiles(lags, n=100)[part - 1]


async def _connect(port: int, wanted: list[tuple[str, str]], heard: Arrivals) -> list[asyncio.Task[None]]:
    gate, tasks = asyncio.Semaphore(CONNECT_AT_ONCE), []

    async def one(address: str, session: str) -> None:
        async with gate:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            cookie = f"Cookie: parley={session}\r\n" if session else ""
            writer.write(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{cookie}\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 200 " not in head:
                raise SystemExit(f"A stream was refused: {head.decode()}")
            await reader.readuntil(b"retry: ")
        times: list[float] = []
        heard.times.append(times)
        tasks.append(asyncio.create_task(_listen(reader, writer, times)))

    await asyncio.gather(*(one(*each) for each in wanted))
    return tasks


async def _listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, times: list[float]) -> None:
    """Note when each event arrives; `writer` is kept, since the connection lives as long as it does."""
    try:
        while line := await reader.readline():
            if line.startswith(b"data: {"):
                json.loads(line[6:])
                times.append(time.perf_counter())
    finally:
        writer.close()


async def _post(port: int, address: str, session: str, body: bytes) -> float:
    """Send something; give when the server had it, or had done it, by the clock of this machine."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"POST {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: parley={session}; csrftoken={TOKEN}\r\n"
        f"X-CSRFToken: {TOKEN}\r\nX-Live: yes\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode()
        + body
    )
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 204 " not in head:
        raise SystemExit(f"{address} answered {head.decode()}")
    writer.close()
    return float(head.partition(AT + b": ")[2].split()[0])


async def until_it_answers(port: int, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            if server.poll() is not None:
                break
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    raise SystemExit("The server did not start.")


def _memory(process: int) -> float:
    """Give the most memory a process has taken, in MB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM"))


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
