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
from contextlib import closing
from pathlib import Path

import django
from django.db.backends.sqlite3.base import Database

from parley import migrations

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".pytest_cache" / "tables"
KEPT_FOR = 3 * 24 * 3_600  # seconds, though another migration was written since
MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # what Django calls the database of its tests


def kept_tables() -> Path:
    """Give the file with the tables, and make it if it is not there; who comes meanwhile waits."""
    KEPT.mkdir(parents=True, exist_ok=True)
    file = KEPT / f"{_digest()}.sqlite3"
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            with tempfile.TemporaryDirectory(dir=KEPT) as folder:
                _migrate(Path(folder), file)
    return file


def _migrate(folder: Path, file: Path) -> None:
    kept = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "PUBLIC_URL"}}
    settings = {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "parley.project.settings"}
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v", "0"], cwd=ROOT, env=kept | settings, check=True)
    whole = folder / "whole.sqlite3"
    with closing(Database.connect(folder / "parley.sqlite3")) as made:
        made.execute("VACUUM INTO ?", [str(whole)])
    whole.replace(file)
    long_ago = time.time() - KEPT_FOR
    for old in KEPT.glob("*.sqlite3"):
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
