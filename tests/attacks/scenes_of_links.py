"""A really running server, asked by the link of a mail in every way; then its log, its database and an export are read.

`python -m tests.attacks.scenes_of_links all` with DATABASE_URL naming an empty database; prints what it found.
"""

import contextlib
import http.client
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from argparse import Namespace
from pathlib import Path
from typing import Any

from tests.reactions.scenes import begin

WITHIN = 90  # seconds, on a busy machine
SEEN = re.compile(r'name="seen" value="(\w{64})"')
FORM = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Running:
    """`parley run` on that database, and all that it writes."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as trial:
            trial.bind(("127.0.0.1", 0))
            self.port = int(trial.getsockname()[1])
        self.log = folder / "log"
        environment = os.environ | {"PORT": str(self.port), "WORKER": "off", "SAMPLE": "off"}
        program = Path(sys.executable).parent / "parley"
        with self.log.open("w") as log:
            self.process = subprocess.Popen([program, "run"], env=environment, stdout=log, stderr=subprocess.STDOUT)
        until = time.monotonic() + WITHIN
        while time.monotonic() < until and self.process.poll() is None:
            with contextlib.suppress(OSError):
                if self.ask("GET", "/healthz")[0] == 200:
                    return
            time.sleep(0.1)
        raise SystemExit(f"The server did not start.\n{self.log.read_text()[-2000:]}")

    def ask(self, method: str, path: str, **given: Any) -> tuple[int, dict[str, str], str]:
        """Ask once, on a connection of its own; give status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, **given)
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        found = answer.status, headers, answer.read().decode(errors="replace")
        connection.close()
        return found

    def post(self, path: str, **fields: object) -> int:
        """Send a form as a browser does that was on the page; give the status."""
        here = f"http://127.0.0.1:{self.port}"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": here, "Cookie": self.cookie}
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": self.form})
        return self.ask("POST", path, body=body, headers=headers)[0]

    def open(self, path: str) -> str:
        """Open the page as a browser does, which keeps its cookie for the form; give the sign of what it shows."""
        _status, headers, page = self.ask("GET", path)
        self.cookie = headers["set-cookie"].partition(";")[0]
        self.form = "".join(FORM.findall(page)[:1])
        return "".join(SEEN.findall(page))

    def raw(self, line: str) -> None:
        """Send what is no request."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(line.encode())
            connection.recv(4096)

    def end(self) -> str:
        """Stop it; give its log."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)
        return self.log.read_text(errors="replace")


def ways(server: Running, token: str, option: int) -> list[int]:
    """Ask in every way that might be logged; the last settles it, and is sent twice at the same moment."""
    path = f"/decide/{token}/"
    sign = server.open(path)
    stale = {"option": option, "reason": "Losing audited clients costs more than a quarter.", "seen": "0" * 64}
    found = [
        server.ask("GET", path)[0],
        server.ask("HEAD", path)[0],
        server.ask("GET", f"{path}prices/")[0],
        server.ask("PUT", path)[0],
        server.ask("GET", f"/decide/{token}x/")[0],
        server.ask("GET", f"/decide/{token}/nothing/")[0],
        server.ask("GET", path, headers={"Host": "evil.example"})[0],
        server.ask("POST", path, body="a=b", headers={"Origin": "http://evil.example"})[0],
        server.post(path, **stale | {"seen": sign, "option": "x" * 5000}),
        server.post(path, **stale),
    ]
    server.raw(f"GET {path} HTTP/9.9\r\nHost: x\r\n\r\n")
    server.raw(f"GET {path} HTTP/1.1\r\nContent-Length: no\r\n\r\n")
    given = stale | {"seen": sign}
    both: list[int] = []
    threads = [threading.Thread(target=lambda: both.append(server.post(path, **given))) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return [*found, *sorted(both), server.post(path, **given), server.ask("GET", path)[0]]


def rows_with(word: str) -> list[str]:
    """Name the tables in which a word stands, whatever kind of rows they hold."""
    from django.db import connection  # noqa: PLC0415 - settings first, here and below

    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the tables there are
            if any(word in str(row) for row in cursor.fetchall()):
                found.append(table)
    return found


def exported(folder: Path) -> str:
    """Give all that an export writes."""
    from parley.commands import exporting  # noqa: PLC0415

    with contextlib.redirect_stdout(io.StringIO()):
        exporting.run(Namespace(folder=str(folder), replace=False))
    return "\n".join(each.read_text() for each in folder.iterdir())


def all_of_it(folder: Path) -> dict[str, Any]:
    """Mail it, ask, and look everywhere for the key."""
    cast = begin()
    from django.conf import settings  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from parley.decisions.actions import escalate_decision  # noqa: PLC0415
    from parley.decisions.models import DecidingLink  # noqa: PLC0415
    from parley.decisions.queries import options_of  # noqa: PLC0415
    from parley.reactions.worker import Worker  # noqa: PLC0415
    from tests.decisions.made import decision  # noqa: PLC0415

    row = decision(cast)
    escalate_decision(decision=row, reason="They cannot agree on who waits.", actor=cast.femi, at=cast.at)
    Worker(clock=timezone.now).work_off()
    mails = "".join(each.read_text() for each in Path(settings.EMAIL_FILE_PATH).iterdir())
    token = re.findall(r"/decide/([\w-]{43})/", mails.replace("=\n", ""))[0]
    server = Running(folder)
    try:
        answers = ways(server, token, options_of(row)[0].pk)
    finally:
        log = server.end()
    Worker(clock=timezone.now).work_off()
    kept = DecidingLink.objects.get().token_hash
    told = exported(folder / "out")
    return {
        "answers": answers, "in the log": [line for line in log.splitlines() if token in line],
        "left out of the log": log.count("/decide/…"),
        "tables": rows_with(token), "tables with its hash": rows_with(kept),
        "exported": token in told or kept in told, "cast exported": "Elena Brandt" in told,
        "settled": row.settlements.count(),
    }  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(all_of_it(Path(os.environ["DATA_DIR"]))))
