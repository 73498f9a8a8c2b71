"""`parley bench import`: an import of insights beside the bare load of the same rows, in time and memory.

Each is done by a process of its own, into a database of its own, so that neither finds what the other left.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from environ import Env

from parley.commands.bench import made
from parley.commands.bench.bare import Bare
from parley.commands.bench.growing import costs_of_pages
from parley.exchange.actions import import_company, import_file
from parley.exchange.queries.intake import headers_in
from parley.exchange.rules.filemapping import as_recognised
from parley.exchange.terms import CompanyMapping, Kind, Source
from parley.kernel.refusals import Refused
from parley.ledger.terms import MACHINE
from parley.reactions.evidence import count_what_changed
from parley.roadmap.queries.writing_out import initiative_pks
from parley.search.actions import index_insights, rebuild

MOST_TIMES, MOST_MB, MOST_GROWTH, MOST_TIMES_EMPTY = 3.0, 500, 0.2, 3.0
SMALL = 10_000  # rows, beside which pages grow
STEPS = ("bare", "import", "pages")


def run(options: argparse.Namespace) -> int:
    """Measure, or do one step of it in a process of its own."""
    if options.step:
        print(json.dumps(_step(options)))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for rows in dict.fromkeys((SMALL, options.rows)):
            made.write(folder / f"{rows}.csv", rows)
        over = _measure("SQLite", lambda what: f"sqlite:///{folder}/{what}.sqlite3", folder, options.rows)
        if options.postgresql:
            over += _measure("PostgreSQL", lambda what: new_database(options.postgresql, what), folder, options.rows)
    print("Over it: " + (", ".join(over) or "none") + ".")
    return 0


def _measure(where: str, address: Any, folder: Path, rows: int) -> list[str]:
    print(f"\n{where}: {rows:,} insights of {made.CLIENTS:,} clients", flush=True)
    bare = _do("bare", address("bare"), folder, rows)
    whole_at = address("whole")
    whole = _do("import", whole_at, folder, rows)
    times = whole["seconds"] / bare["seconds"]
    print(f"  bare load               {bare['seconds']:8.1f} s")
    parts = ", ".join(f"{name} {seconds:.1f}" for name, seconds in whole["parts"].items())
    print(f"  import                  {whole['seconds']:8.1f} s   ({parts})")
    print(f"  times bare              {times:8.2f}     aimed at: at most {MOST_TIMES:g}")
    print(f"  most memory             {whole['memory']:8.0f} MB  aimed at: below {MOST_MB}", flush=True)
    over = [f"{where}: time"] if times > MOST_TIMES else []
    over += [f"{where}: memory"] if whole["memory"] >= MOST_MB else []
    small_at = address("small")
    _do("import", small_at, folder, SMALL)
    small, large = (_do("pages", each, folder, n) for each, n in ((small_at, SMALL), (whole_at, rows)))
    print(f"  {'page':32}{SMALL:>10,} rows{rows:>12,} rows   growth")
    for page, (cpu, empty) in large["pages"].items():
        before, _ = small["pages"][page]
        growth = empty / small["pages"][page][1] - 1
        print(f"  {page:32}{before:9.2f} ms{' ':5}{cpu:9.2f} ms {growth:+9.0%}   {empty:.2f} times empty")
        if page != "the empty page" and (growth >= MOST_GROWTH or empty >= MOST_TIMES_EMPTY):
            over.append(f"{where}: {page}")
    return over


def _do(step: str, address: str, folder: Path, rows: int) -> Any:
    words = ["bench", "import", "--step", step, "--rows", str(rows), "--folder", str(folder)]
    done = subprocess.run(  # noqa: S603 - this program itself
        [sys.executable, "-m", "parley.commands.main", *words], stdout=subprocess.PIPE, text=True, check=False,
        env=os.environ | {"DATABASE_URL": address, "PARLEY_DATABASE_URL": address},
    )  # fmt: skip
    if done.returncode:
        raise Refused(f"The step {step} failed: its error stands above.")
    return json.loads(done.stdout.splitlines()[-1])


def new_database(server: str, what: str) -> str:
    """Make an empty database on a server, instead of the one an earlier run left."""
    import psycopg  # noqa: PLC0415 - only where it is asked for

    name = f"parley_bench_{what}"
    at = Env.db_url_config(server)
    known = {"host": at["HOST"], "port": at["PORT"], "user": at["USER"], "password": at["PASSWORD"]}
    with psycopg.connect(**known, dbname="postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server.rpartition('/')[0]}/{name}"


def _step(options: argparse.Namespace) -> dict[str, Any]:
    folder = Path(options.folder)
    if options.step == "pages":
        call_command("collectstatic", verbosity=0, interactive=False)
        return {"pages": costs_of_pages()}
    call_command("migrate", verbosity=0)
    _found(folder / f"company-{os.getpid()}")
    if options.step == "bare":
        bare = Bare({key: pk for (_source, key), pk in initiative_pks().items()})
        bare.load(made.rows_made(options.rows))
        return {"seconds": bare.seconds}
    return _import(folder / f"{options.rows}.csv")


def _found(folder: Path) -> None:
    made.company(folder)
    kinds = (Kind.PEOPLE, Kind.GROUPS, Kind.MEMBERS, Kind.INITIATIVES)
    sources = {kind: Source(kind.file, lambda kind=kind: (folder / kind.file).open("rb")) for kind in kinds}  # type: ignore[misc]
    import_company(sources=sources, mapping=CompanyMapping(), source="bench", actor=MACHINE, at=datetime.now(UTC))
    rebuild()


def _import(path: Path) -> dict[str, Any]:
    source = Source(path.name, lambda: path.open("rb"))
    at = datetime.now(UTC)
    parts: dict[str, float] = {}
    began = time.perf_counter()
    mapping, _preset = as_recognised(headers_in(source))
    outcome = import_file(source=source, mapping=mapping, actor=MACHINE, at=at)
    parts["written"] = time.perf_counter() - began
    for first, last in outcome.spans:
        index_insights(first, last)
    parts["search"] = time.perf_counter() - began - parts["written"]
    count_what_changed(at)
    parts["evidence"] = time.perf_counter() - began - parts["written"] - parts["search"]
    return {
        "seconds": time.perf_counter() - began,
        "parts": parts,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "rows": outcome.insights,
        "links": outcome.links,
    }
