"""Scenes with real servers and streams: two processes on one database, one that is killed, somebody who signs out.

`python -m tests.project.scenes_of_live all` with DATABASE_URL naming an empty database; prints what it found.
"""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
from datetime import timedelta
from typing import Any

import django

SERVE = (
    "import django, sys, uvicorn; django.setup(); from parley.commands.running import Serving; "
    "Serving(uvicorn.Config('parley.project.asgi:application', port=int(sys.argv[1]), lifespan='on', "
    "log_level='warning', timeout_graceful_shutdown=10)).run()"
)
TOKEN = "t" * 32
WITHIN = 15.0  # seconds, on a busy machine


class Server:
    """A server in a process of its own."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        environment = os.environ | {"WORKER": "off"}
        self.process = subprocess.Popen([sys.executable, "-c", SERVE, str(self.port)], env=environment)
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if self.ask("GET", "/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise SystemExit("The server did not start.")

    def kill(self) -> None:
        """Kill it without a word."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self) -> float:
        """Ask it to stop; how many seconds that took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        return time.monotonic() - began

    def ask(self, method: str, path: str, session: str = "", **typed: str) -> tuple[int, bytes]:
        """Send a request as the page's script does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WITHIN)
        headers = {"Cookie": f"parley={session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN, "X-Live": "yes",
                   "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
        connection.request(method, path, urllib.parse.urlencode(typed) if typed else None, headers)
        answer = connection.getresponse()
        try:
            return answer.status, answer.read()
        finally:
            connection.close()


class Listener:
    """A browser that listens: the ids it heard, in order, and whether its stream ended."""

    def __init__(self, server: Server, meeting: int, session: str, after: int = 0, **headers: str) -> None:
        self.heard: list[int] = []
        self.parts: list[list[str]] = []
        self.ended = threading.Event()
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        more = {"Last-Event-ID": str(after)} if after else {}
        self.connection.request(
            "GET", f"/meetings/{meeting}/live/events/", headers={"Cookie": f"parley={session}"} | more | headers
        )
        self.answer = self.connection.getresponse()
        self.status = self.answer.status
        if self.status == 200:
            threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        try:
            for line in self.answer:
                if line.startswith(b"data: {"):
                    event = json.loads(line[6:])
                    self.heard.append(event["id"])
                    self.parts.append(event["parts"])
        except (OSError, http.client.HTTPException):
            pass  # the server was killed
        self.ended.set()

    def hears(self, count: int) -> bool:
        """Wait until so many events were heard."""
        until = time.monotonic() + WITHIN
        while time.monotonic() < until and len(self.heard) < count:
            time.sleep(0.01)
        return len(self.heard) >= count


class Company:
    """A meeting whose room is open, with people who are signed in."""

    def __init__(self) -> None:
        django.setup()
        from django.test import Client  # noqa: PLC0415 - settings first, here and below
        from django.utils import timezone  # noqa: PLC0415

        from parley.meetings.actions import open_room  # noqa: PLC0415
        from tests.cast import assemble  # noqa: PLC0415
        from tests.meetings.made import published  # noqa: PLC0415

        cast = assemble()
        meeting = published(cast, ahead=timedelta(minutes=1))
        open_room(meeting=meeting, actor=cast.femi, at=timezone.now())
        self.meeting, self.sessions = meeting.pk, {}
        for name in ("femi", "sam", "aiko", "noor", "omar"):
            browser = Client()
            browser.force_login(getattr(cast, name))
            self.sessions[name] = browser.cookies["parley"].value
        self.hand = f"/meetings/{self.meeting}/live/hand/"

    def entries(self) -> list[int]:
        """Every entry of the ledger about hands."""
        from parley.ledger.models import Entry  # noqa: PLC0415

        return list(Entry.objects.filter(kind="live.hands").order_by("pk").values_list("pk", flat=True))


def told(company: Company, one: Server, other: Server) -> dict[str, Any]:
    """Two servers on one database: what happens on one is heard on both, by whoever may, until they may no more."""
    sam, aiko = company.sessions["sam"], company.sessions["aiko"]
    near, far = Listener(one, company.meeting, sam), Listener(other, company.meeting, aiko)
    refused = {
        "stranger": Listener(one, company.meeting, company.sessions["omar"]).status,
        "nobody": Listener(one, company.meeting, "none").status,
        "elsewhere": Listener(one, company.meeting, sam, Origin="https://elsewhere.example").status,
        "not there": Listener(one, 999_999, sam).status,
        "to write": one.ask("POST", f"/meetings/{company.meeting}/live/events/", sam)[0],
    }
    answers = [one.ask("POST", company.hand, sam, up=up)[0] for up in ("yes", "no", "yes")]
    heard = near.hears(3) and far.hears(3)
    late = Listener(other, company.meeting, aiko, after=company.entries()[0])
    late.hears(2)
    restored = Listener(other, company.meeting, aiko, after=10**9)
    one.ask("POST", company.hand, company.sessions["femi"], up="yes")
    began = time.monotonic()
    other.ask("POST", "/sign-out/", sam)
    signed_out = near.ended.wait(WITHIN)
    cut_off = time.monotonic() - began
    stopped = other.end()
    return {
        "refused": refused, "answers": answers, "heard": heard, "same": near.heard == far.heard == company.entries(),
        "parts": near.parts[0], "resumed": late.heard[:2] == company.entries()[1:3],
        "from the future": restored.hears(1), "signed out": signed_out,
        "cut off": cut_off, "others go on": not far.ended.is_set() or stopped > 0, "stopped within": stopped,
        "ended": far.ended.wait(2),
    }  # fmt: skip


def killed(company: Company, server: Server) -> dict[str, Any]:
    """A server dies while hands go up and down; whoever resumes hears each change that was acknowledged, once."""
    aiko, noor = company.sessions["aiko"], company.sessions["noor"]
    told_before = len(company.entries())
    listener = Listener(server, company.meeting, aiko)
    acknowledged = 0

    def wave() -> None:
        nonlocal acknowledged
        try:
            for n in range(1_000):
                if server.ask("POST", company.hand, noor, up="no" if n % 2 else "yes")[0] == 204:
                    acknowledged += 1
        except (OSError, http.client.HTTPException):
            return

    waving = threading.Thread(target=wave)
    waving.start()
    listener.hears(5)
    server.kill()
    waving.join()
    listener.ended.wait(5)
    before = list(listener.heard)
    server.start()
    after = Listener(server, company.meeting, aiko, after=before[-1])
    server.ask("POST", company.hand, company.sessions["femi"], up="yes")
    entries = company.entries()[told_before:]
    after.hears(len(entries) - len(before))
    found = {"acknowledged": acknowledged, "written": len(entries), "heard": before + after.heard == entries,
             "doubled": len(before + after.heard) - len(set(before + after.heard))}  # fmt: skip
    server.end()
    return found


if __name__ == "__main__":
    from tests.journeys.conftest import free_port

    company, servers = Company(), [Server(free_port()) for _ in range(2)]
    print(json.dumps({"told": told(company, *servers), "killed": killed(company, servers[0])}))  # noqa: T201 - its answer
