"""The tables as the migrations leave them, before any row: made once, kept beside pytest's cache, and copied.

It takes half a minute to make them, and they stay the same until a migration, Django or SQLite is another.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import django
import psycopg
from django.db.backends.sqlite3.base import Database

from parley import migrations
from tests.postgresql import programs

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache" / "tables"
KEPT_FOR = 3 * 24 * 3_600  # seconds, though another migration was written since
MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # what Django calls the database of its tests


def kept_tables() -> Path:
    """Give the file with the tables, and make it if it is not there; who comes meanwhile waits."""
    with _alone():
        file = KEPT / f"{_digest()}.sqlite3"
        if not file.exists():
            with tempfile.TemporaryDirectory(dir=KEPT) as folder:
                whole = Path(folder, "whole.sqlite3")
                migrate(DATA_DIR=folder)
                with closing(Database.connect(Path(folder, "parley.sqlite3"))) as made:
                    made.execute("VACUUM INTO ?", [str(whole)])
                _keep(whole, file)
    return file


def tables_on(server: dict[str, Any]) -> str:
    """Give the name of the database with the tables on a PostgreSQL, and make it if it is not there."""
    host, user = server["HOST"], server["USER"]
    with _alone(), psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True) as admin:
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = 'tables'").fetchone():
            admin.execute("DROP DATABASE IF EXISTS unfinished")
            admin.execute("CREATE DATABASE unfinished TEMPLATE template0")
            _fill(host, user, KEPT / f"{_digest()}-{admin.info.server_version}.sql")
            admin.execute("ALTER DATABASE unfinished RENAME TO tables")
    return "tables"


def _fill(host: str, user: str, file: Path) -> None:
    """Make the tables as they were written down by another run, or by the migrations."""
    where = ["-q", "-h", host, "-U", user, "-d", "unfinished"]
    if file.exists():
        subprocess.run([programs() / "psql", *where, "-v", "ON_ERROR_STOP=1", "-o", os.devnull, "-f", file], check=True)
        return
    with tempfile.TemporaryDirectory(dir=KEPT) as folder:
        whole = Path(folder, "whole.sql")
        migrate(DATA_DIR=folder, DATABASE_URL=f"postgres://{user}@/{host}/unfinished")
        subprocess.run([programs() / "pg_dump", *where[1:], "-f", whole], check=True)
        _keep(whole, file)


@contextmanager
def _alone() -> Iterator[None]:
    """Let nobody else make tables meanwhile."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrate(**settings: str) -> None:
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "PUBLIC_URL"}}
    settings["DJANGO_SETTINGS_MODULE"] = "parley.project.settings"
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--skip-checks", "-v", "0"],
        cwd=ROOT,
        env=kept | settings,
        check=True,
    )


def _keep(whole: Path, file: Path) -> None:
    """Put what is whole in its place, and take out what is old."""
    whole.replace(file)
    long_ago = time.time() - KEPT_FOR
    for old in (*KEPT.glob("*.sqlite3"), *KEPT.glob("*.sql")):
        if old != file and old.stat().st_mtime < long_ago:  # what another run holds stays
            old.unlink()


def _digest() -> str:
    """Name what the tables follow from."""
    found = hashlib.sha256(f"{django.VERSION} {Database.sqlite_version}".encode())
    for path in sorted(Path(migrations.__file__).parent.glob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def fill_memory() -> Database.Connection:
    """Put the tables where Django's tests will look for theirs, as long as the connection is held."""
    held = Database.connect(MEMORY, uri=True)
    with closing(Database.connect(f"{kept_tables().as_uri()}?mode=ro", uri=True)) as tables:
        tables.backup(held)
    return held
