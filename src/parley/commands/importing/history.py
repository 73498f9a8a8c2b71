"""`parley import history FILE`: where initiatives were before they came here, from another system's dated changes."""

import argparse
import gzip
import sys
import zlib
from pathlib import Path
from typing import IO, cast

from django.core.management import call_command
from django.utils import timezone

from parley.commands.importing.mapping_files import mapping_in
from parley.exchange.actions.history import import_history
from parley.exchange.rules.history_mapping import history_mapping_of
from parley.exchange.terms import Source, Weight
from parley.exchange.terms.history import HistoryFound, HistoryMapping, HistoryNotTaken
from parley.kernel.refusals import Refused
from parley.ledger.terms import Actor

HISTORY = "history"
MOST_SHOWN = 500


def import_past(options: argparse.Namespace, name: str, actor: Actor) -> int:
    """Take a file in, and print what became of it; 0 when it went well, 1 when something wrong stopped it."""
    path = Path(name)
    if not path.is_file():
        raise Refused(f"{path} is no file. Name the CSV file that holds the history, packed with gzip or not.")
    mapping = _mapping(options.mapping)
    call_command("migrate", verbosity=0, interactive=False)
    try:
        found = import_history(source=Source(path.name, lambda: _opened(path)), mapping=mapping,
                               system=options.source or mapping.source or "import", dry_run=options.dry_run,
                               progress=lambda sentence: print(sentence, file=sys.stderr, flush=True),
                               actor=actor, at=timezone.now())  # fmt: skip
    except HistoryNotTaken as nothing:
        return _not_taken(nothing.found, dry_run=options.dry_run)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise Refused(f"{path} cannot be unpacked: it ends too early or is broken. Fetch it anew.") from None
    _tell(found)
    print(f"Done. This is import {found.batch}.")
    return 0


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _mapping(path: str | None) -> HistoryMapping:
    return history_mapping_of("" if path is None else mapping_in(path))


def _not_taken(found: HistoryFound, *, dry_run: bool) -> int:
    _tell(found)
    if any(each.weight is Weight.STOPS for each in found.problems):
        print('Nothing was imported. Mend what is listed above, or say in the mapping file under [history] '
              'on_error = "skip" to leave such rows out.', file=sys.stderr)  # fmt: skip
        return 1
    if dry_run and found.taken:
        print("Nothing was written: this was a dry run. Leave --dry-run out to import.")
    else:
        print("Nothing changed: all of this is in Parley already, or none of it is of initiatives that are here.")
    return 0


def _tell(found: HistoryFound) -> None:
    for problem in found.problems[:MOST_SHOWN]:
        print(problem, file=sys.stderr)
    if len(found.problems) > MOST_SHOWN:
        print(f"... and {len(found.problems) - MOST_SHOWN:,} remarks more", file=sys.stderr)
    wrong = sum(each.times for each in found.problems if each.weight is Weight.ROW)
    print(f"{found.rows:,} changes of {found.initiatives:,} initiatives, of which {found.elsewhere:,} are not here; "
          f"{wrong:,} changes or initiatives left out because of what is wrong with them")  # fmt: skip
    print(f"targets moved: {found.later:,} later, {found.earlier:,} earlier; of initiatives that are here "
          f"{found.later - found.later_elsewhere:,} and {found.earlier - found.earlier_elsewhere:,}")  # fmt: skip
    print(f"taken in: {found.taken:,} initiatives with {found.stays:,} stays in a stage and {found.moves:,} moves of "
          f"targets; {found.same:,} were here already")  # fmt: skip
