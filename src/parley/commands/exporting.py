"""`parley export FOLDER`: writes what `parley import` reads, so that nobody is locked in."""

import argparse
import os
import sys
from pathlib import Path

from parley.exchange.queries import as_of_one_moment, written_out
from parley.exchange.rules import line
from parley.exchange.terms import Kind

WORD = "export"
HELP = (
    "Write the whole company into CSV files: people, roadmaps, clients, words for them, what they said and were told."
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say where to."""
    parser.add_argument(
        "folder", metavar="FOLDER", help="is made when it is not there; has to hold none of these files"
    )
    parser.add_argument("--replace", action="store_true", help="write over files of an earlier export")


def run(options: argparse.Namespace) -> int:
    """Write the files; each appears whole or not at all, readable by whoever runs this alone."""
    folder = Path(options.folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        there = [kind.file for kind in Kind if (folder / kind.file).exists()]
        if there and not options.replace:
            print(f"{folder} holds {', '.join(there)} already. Name another folder, or add --replace.", file=sys.stderr)
            return 1
        with as_of_one_moment():
            counts = {kind: _write(kind, folder / f".{kind.file}.partial") for kind in Kind}
        for kind, count in counts.items():
            (folder / f".{kind.file}.partial").replace(folder / kind.file)
            print(f"{kind.file:22} {count:,} rows")
    except OSError as trouble:
        print(f"{folder} cannot be written to: {trouble.strerror}. Name a folder of your own.", file=sys.stderr)
        return 1
    finally:
        for kind in Kind:
            if folder.is_dir():
                (folder / f".{kind.file}.partial").unlink(missing_ok=True)
    return 0


def _write(kind: Kind, path: Path) -> int:
    """Write one file and give its rows, the header not counted."""
    count = -1
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8", newline=""
    ) as file:
        for cells in written_out(kind):
            file.write(line(cells))
            count += 1
    return count
