"""`parley soak`: kills the process while it publishes decisions, very often; says whether anything was half done."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

WORD = "soak"
HELP = "Kill the process at random points of publishing a decision, a thousand times; prints what was found."
SOUND = {"half done": 0, "refused": 0, "doubled mails": 0, "lost mails": 0, "broken links": 0, "parked": []}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take how often, and where besides the embedded database."""
    parser.add_argument("--times", type=int, default=1_000, help="How many decisions are published and killed (1000).")
    parser.add_argument("--postgresql", metavar="URL", help="A server to make a database on, besides SQLite.")


def run(options: argparse.Namespace) -> int:
    """Do it in a new database of each kind; 0 when each decision was published whole or not at all."""
    from parley.commands.bench.importing import new_database  # noqa: PLC0415 - the scene below sets Django up itself

    sound = True
    with tempfile.TemporaryDirectory() as name:
        places = {"SQLite": f"sqlite:///{name}/soak.sqlite3"}
        if options.postgresql:
            places["PostgreSQL"] = new_database(options.postgresql, "soak")
        for where, address in places.items():
            mails = Path(name) / where
            mails.mkdir()
            done = subprocess.run(  # noqa: S603 - this program itself
                [sys.executable, "-m", "parley.commands.soak.publishing", str(options.times)],
                stdout=subprocess.PIPE, text=True, check=True,
                env=os.environ | {"DATABASE_URL": address, "DATA_DIR": name, "MAIL_FOLDER": str(mails)},
            )  # fmt: skip
            found = json.loads(done.stdout)
            sound &= all(found[what] == value for what, value in SOUND.items())
            print(f"{where}: " + ", ".join(f"{what} {value}" for what, value in found.items()), flush=True)
    print("Each was published whole or not at all." if sound else "Something was half done: see above.")
    return 0 if sound else 1
