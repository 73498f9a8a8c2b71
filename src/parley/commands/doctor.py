"""`parley doctor`: says what runs, and whether the record of what happened is whole."""

import argparse
import platform
import sqlite3

import django
from django.db import DatabaseError, connection

from parley.ledger.outbox import parked
from parley.ledger.queries import broken_links

WORD = "doctor"
HELP = "Say which versions run, and check that the ledger is whole and no work is stuck."
SAFE_SQLITE = (3, 51, 3)  # earlier ones may corrupt a WAL file with several connections (3.44.6 and 3.50.7 are mended)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take none."""
    del parser


def run(options: argparse.Namespace) -> int:
    """Print what was found; 1 when something is wrong."""
    del options
    print(f"Python {platform.python_version()}, Django {django.get_version()}, {connection.vendor}")
    if connection.vendor == "sqlite":
        safe = sqlite3.sqlite_version_info >= SAFE_SQLITE or sqlite3.sqlite_version_info in {(3, 44, 6), (3, 50, 7)}
        print(f"SQLite {sqlite3.sqlite_version}" + ("" if safe else ": has the WAL-reset fault; install pysqlite3."))
    try:
        broken = list(broken_links())
        stuck = parked()
    except DatabaseError as trouble:
        print(f"The database cannot be read: {trouble}. Start it with `./parley run` once.")
        return 1
    print(
        "The ledger is whole." if not broken else f"The ledger was changed before entry {broken[0]}. Restore a backup."
    )
    print("No work is stuck." if not stuck else f"{len(stuck)} pieces of work kept failing: see Settings, Delivery.")
    return 1 if broken else 0
