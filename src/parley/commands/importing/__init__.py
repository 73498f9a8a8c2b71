"""`parley import FOLDER` takes a company in, `parley import insights FILE` one foreign file: all of it, or nothing."""

import argparse
import sys
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from parley.commands.importing.files import import_one
from parley.commands.importing.history import HISTORY, import_past
from parley.commands.importing.mapping_files import mapping_in
from parley.commands.importing.past_waves import ANSWERS, TOTALS, import_past_waves
from parley.exchange.actions import import_company
from parley.exchange.rules import mapping_of
from parley.exchange.terms import CompanyMapping, Kind, NothingKept, Report, Source, Weight
from parley.kernel.refusals import Refusals, Refused
from parley.ledger.terms import MACHINE, Actor
from parley.people.queries import person_by_email

WORD = "import"
HELP = "Take a folder of CSV files in, or one file: insights or clients from another tool, or statements of the past."
FILES = ("insights", "clients")  # which another tool may have written
MOST_SHOWN = 500  # problems printed for one file; the rest is counted


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say where the files are, and how they are to be read."""
    parser.add_argument(
        "folder", metavar="FOLDER", nargs="+",
        help="holds people.csv, groups.csv ..., whichever there are; or write before one file what it holds: "
        "insights FILE, clients FILE, statements FILE, history FILE, survey-totals FILE, survey-answers FILE",
    )  # fmt: skip
    parser.add_argument(
        "--preset", metavar="NAME", help="of one file: the tool it comes from, when it is not recognised"
    )
    parser.add_argument(
        "--near-file", metavar="FILE", help="of one file: where lines for names that look alike are put"
    )
    parser.add_argument("--mapping", metavar="FILE", help="a TOML file that says what other headers and words mean")
    parser.add_argument("--dry-run", action="store_true", help="only show what would change")
    parser.add_argument(
        "--source", metavar="NAME", help="the system the keys are from; else what the mapping file says"
    )
    parser.add_argument("--as", dest="email", metavar="EMAIL", help="who does it, by e-mail; else Parley itself")


def run(options: argparse.Namespace) -> int:
    """Import, and print what happened; 0 when it went well, 1 when nothing was kept because something is wrong."""
    try:
        return _import(options)
    except Refusals as refusals:
        for each in refusals.each:
            _complain(each.sentence)
    except Refused as refused:
        _complain(refused.sentence)
    return 1


def _import(options: argparse.Namespace) -> int:
    if len(options.folder) == 2 and options.folder[0] in FILES:
        _must_be_a_source(options.source)
        what, file = options.folder
        return import_one(options, what, file, _actor(options.email))
    if len(options.folder) == 2 and options.folder[0] in (TOTALS, ANSWERS):
        what, file = options.folder
        return import_past_waves(options, what, file, _actor(options.email))
    if len(options.folder) == 2 and options.folder[0] == HISTORY:
        _must_be_a_source(options.source)
        return import_past(options, options.folder[1], _actor(options.email))
    if len(options.folder) > 2:
        raise Refused(
            "Name one folder, or write: insights FILE, or: clients FILE, or: statements FILE, or: history FILE."
        )
    mapping = _mapping(options.mapping)
    *what, path = options.folder
    sources = _one(what[0], Path(path)) if what else _sources(Path(path), mapping)
    source = options.source or mapping.source or "import"
    _must_be_a_source(source)
    call_command("migrate", verbosity=0, interactive=False)
    actor = _actor(options.email)
    try:
        report = import_company(sources=sources, mapping=mapping, source=source, dry_run=options.dry_run,
                                progress=_progress, actor=actor, at=timezone.now())  # fmt: skip
    except NothingKept as kept:
        return _nothing_kept(kept.report, dry_run=options.dry_run)
    _tell(report)
    print(f"Done. This is import {report.batch}.")
    return 0


def _must_be_a_source(source: str | None) -> None:
    if source and (not source.replace("-", "").replace("_", "").replace(".", "").isalnum() or len(source) > 40):
        raise Refused("--source is a word of at most 40 letters, digits, dots and dashes.")


def _nothing_kept(report: Report, *, dry_run: bool) -> int:
    _tell(report)
    if report.stops:
        count = sum(problem.weight is Weight.STOPS for problem in report.problems)
        _complain(f"Nothing was imported: {count} {'thing stops' if count == 1 else 'things stop'} it. Mend what is "
                  'listed above, or say on_error = "skip" in the mapping file to leave bad rows out.')  # fmt: skip
        return 1
    if not report.moved:
        print("Nothing changed: all of this is in Parley already.")
    elif dry_run:
        print("Nothing was written: this was a dry run. Leave --dry-run out to import.")
    return 0


def _tell(report: Report) -> None:
    """Print every problem, then what was added and changed of each kind."""
    shown: dict[str, int] = {}
    for problem in report.problems:
        shown[problem.file] = shown.get(problem.file, 0) + 1
        if shown[problem.file] <= MOST_SHOWN or problem.weight is Weight.STOPS:
            print(problem, file=sys.stderr if problem.weight is Weight.STOPS else sys.stdout)
    for file, count in shown.items():
        if count > MOST_SHOWN:
            print(f"{file}: {count:,} remarks altogether")
    for kind, tally in report.tallies.items():
        bad = {
            problem.line for problem in report.problems if problem.file == kind.file and problem.weight is Weight.ROW
        }
        left = [f"{len(bad):,} left out because of what is wrong with them"] if bad else []
        left += [f"{report.left_out[kind]:,} left out as the mapping says"] if report.left_out.get(kind) else []
        counts = [f"{tally.added:,} added", f"{tally.changed:,} changed", f"{tally.unchanged:,} unchanged", *left]
        print(f"{kind.value:18} {', '.join(counts)}")


def _mapping(path: str | None) -> CompanyMapping:
    return CompanyMapping() if path is None else mapping_of(mapping_in(path))


def _one(word: str, path: Path) -> dict[Kind, Source]:
    """Give the one file that is named, as what it is said to hold."""
    if word not in set(Kind):
        raise Refused(f"“{word}” is nothing a file can hold. Write one of {', '.join(Kind)} before the file.")
    if not path.is_file():
        raise Refused(f"{path} is no file. Name the one that holds the {word}.")
    return {Kind(word): Source(path.name, lambda: path.open("rb"))}


def _sources(folder: Path, mapping: CompanyMapping) -> dict[Kind, Source]:
    """Find which files are there."""
    if not folder.is_dir():
        raise Refused(f"{folder} is no folder. Name the one that holds people.csv, groups.csv and so on.")
    found = {}
    for kind in Kind:
        named = mapping.of(kind).file
        name = named or kind.file
        path = folder / name
        if path.is_file():
            found[kind] = Source(name, lambda path=path: path.open("rb"))  # type: ignore[misc]  # a lambda's default
        elif named:
            raise Refused(f"The mapping file names {named}, which is not in {folder}. Mend the name.")
    if not found:
        raise Refused(f"{folder} holds none of {', '.join(kind.file for kind in Kind)}. Name the folder that does.")
    return found


def _actor(email: str | None) -> Actor:
    if not email:
        return MACHINE
    person = person_by_email(email)
    if person is None:
        raise Refused(f"Nobody in the company has the e-mail {email}. Name somebody who is here, or leave --as out.")
    return person


def _progress(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)
