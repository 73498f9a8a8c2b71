"""A throw-away PostgreSQL for the tests, from Debian's own programs: `pytest -p tests.postgresql` starts it when asked.

It is loaded with `-p` because Django's settings read DATABASE_URL before any conftest is imported.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

PROGRAMS = Path("/usr/lib/postgresql")
PATIENCE = 60.0  # seconds, for a slow disk
QUICK = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off"}


def programs() -> Path:
    """Give the folder with the newest server's programs."""
    found = shutil.which("initdb")
    if versions := sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3])):
        return versions[-1].parent
    if found:
        return Path(found).parent
    message = "PostgreSQL's server programs are missing; please type: apt-get install postgresql"
    raise pytest.UsageError(message)


def as_its_user() -> list[str]:
    """Give the words before a command: not as root, which PostgreSQL refuses, and ending when the tests end."""
    words = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() == 0:
        words += ["--reuid", "postgres", "--regid", "postgres", "--init-groups"]
    return words


class Server:
    """One server in a folder of its own, reached only through the socket in that folder."""

    def __init__(self) -> None:
        """Make the folder."""
        self.programs = programs()
        self.process: subprocess.Popen[bytes] | None = None
        self.folder = Path(tempfile.mkdtemp(prefix="parley-postgresql-", dir="/tmp"))
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")

    def start(self) -> None:
        """Make the cluster, start the server, and wait until it answers."""
        data = self.folder / "data"
        self.run(
            "initdb",
            "--no-sync",
            "--auth=trust",
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--pgdata",
            str(data),
        )
        options = {**QUICK, "listen_addresses": "", "unix_socket_directories": str(self.folder)}
        words = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [*as_its_user(), str(self.programs / "postgres"), "-D", str(data), *words],
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        self.wait(self.process)

    def run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs; what it says is shown when it fails."""
        command = [*as_its_user(), str(self.programs / program), *words]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            message = f"{program} failed: {done.stderr or done.stdout}"
            raise pytest.UsageError(message)

    def wait(self, process: subprocess.Popen[bytes]) -> None:
        """Wait until the server answers, or end with what it wrote."""
        ready = [str(self.programs / "pg_isready"), "-q", "-h", str(self.folder)]
        end = time.monotonic() + PATIENCE
        while subprocess.run(ready, check=False).returncode:
            if process.poll() is not None or time.monotonic() > end:
                message = f"PostgreSQL did not start: {(self.folder / 'log').read_text()}"
                raise pytest.UsageError(message)
            time.sleep(0.05)

    @property
    def url(self) -> str:
        """Give the address for DATABASE_URL."""
        return f"postgres://postgres@/{self.folder}/parley"

    def stop(self) -> None:
        """Stop at once and leave nothing behind."""
        if self.process:
            self.process.send_signal(signal.SIGINT)  # "fast": does not wait for its clients
            self.process.wait(timeout=PATIENCE)
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    if os.environ.get("PARLEY_TEST_DATABASE") != "postgresql" or "PYTEST_XDIST_WORKER" in os.environ:
        return  # a worker uses the server of the process that started it
    server = Server()
    early_config.add_cleanup(server.stop)
    server.start()
    os.environ["DATABASE_URL"] = server.url
