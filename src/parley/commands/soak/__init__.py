"""`parley soak`: kills processes at random points, very often; says whether anything was half done, lost or doubled."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from parley.commands.soak.counting import MARKS, figures, kept

WORD = "soak"
HELP = (
    "Kill the process at random points of publishing a decision, and the worker at random points of mailing and "
    "posting, a thousand times each; prints what was found."
)
SOUND = {"half done": 0, "refused": 0, "doubled mails": 0, "lost mails": 0, "broken links": 0, "parked": []}
DELIVERED = {"lost": 0, "doubled under another id": 0, "left": 0, "broken links": 0, "parked": []}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take what dies, how often, and where besides the embedded database."""
    parser.add_argument("what", nargs="?", choices=("all", *PLAYS), default="all", help="What dies: both, or one.")
    parser.add_argument("--times", type=int, default=1_000, help="How many decisions and workers are killed (1000).")
    parser.add_argument("--postgresql", metavar="URL", help="A server to make databases on, besides SQLite.")


def run(options: argparse.Namespace) -> int:
    """Do it in a new database of each kind; 0 when everything was found to be sound."""
    chosen = PLAYS if options.what == "all" else {options.what: PLAYS[options.what]}
    return max([_is_unsound(options, what, *each) for what, each in chosen.items()])


def _is_unsound(options: argparse.Namespace, what: str, play: "Play", wanted: dict[str, Any], sentence: str) -> int:
    from parley.commands.bench.importing import new_database  # noqa: PLC0415 - the scene below sets Django up itself

    sound = True
    with tempfile.TemporaryDirectory() as name:
        places = {"SQLite": f"sqlite:///{name}/soak.sqlite3"}
        if options.postgresql:
            places["PostgreSQL"] = new_database(options.postgresql, "soak")
        for where, address in places.items():
            folder = Path(name) / where
            folder.mkdir()
            found = play(what, options.times, folder, {"DATABASE_URL": address, "DATA_DIR": name})
            sound &= all(found[each] == value for each, value in wanted.items())
            print(f"{where}: " + ", ".join(f"{each} {value}" for each, value in found.items()), flush=True)
    print(sentence if sound else "Something was not: see above.", flush=True)
    return int(not sound)


def _publishing(what: str, times: int, folder: Path, facts: dict[str, str]) -> dict[str, Any]:
    return _played(what, times, facts | {"MAIL_FOLDER": str(folder)})


def _delivering(what: str, times: int, folder: Path, facts: dict[str, str]) -> dict[str, Any]:
    from parley.commands.bench.sink import taking  # noqa: PLC0415 - as above

    with taking(folder, MARKS) as (mails, posts, _pid):
        facts |= {"EMAIL_URL": f"smtp://127.0.0.1:{mails}", "HOOK_ADDRESS": f"http://127.0.0.1:{posts}/",
                  "HOOK_HOSTS": "127.0.0.1"}  # fmt: skip
        found = _played(what, times, facts)
    with (folder / "came").open() as came:
        return figures(found, kept(came))


def _played(what: str, times: int, facts: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 - this program itself
        [sys.executable, "-m", f"parley.commands.soak.{what}", str(times)],
        stdout=subprocess.PIPE, text=True, check=True, env=os.environ | facts,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


Play = Callable[[str, int, Path, dict[str, str]], dict[str, Any]]
PLAYS: dict[str, tuple[Play, dict[str, Any], str]] = {
    "publishing": (_publishing, SOUND, "Each was published whole or not at all."),
    "delivering": (_delivering, DELIVERED, "Nothing was lost, and nothing came twice but under the same id."),
}
"""What dies, what must be found of it, and what is said when it is."""
