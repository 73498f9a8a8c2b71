"""`parley import survey-totals FILE` and `parley import survey-answers FILE`: waves that were asked elsewhere."""

import argparse
from collections import Counter
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from parley.commands.importing.mapping_files import mapping_in
from parley.exchange.actions.past_waves import import_past_answers, import_past_totals
from parley.exchange.terms import Source
from parley.kernel.refusals import Refused
from parley.ledger.terms import Actor
from parley.surveys.terms.past import OnlyTried, PastAnswers, TakenIn
from parley.surveys.terms.waves import Kind

TOTALS, ANSWERS = "survey-totals", "survey-answers"


def import_past_waves(options: argparse.Namespace, what: str, name: str, actor: Actor) -> int:
    """Take a file in, and print what became of it; 0 when it went well. Raises Refused when something is wrong."""
    path = Path(name)
    if not path.is_file():
        raise Refused(f"{path} is no file. Name the CSV or XLSX file that holds them.")
    source = Source(path.name, lambda: path.open("rb"))
    call_command("migrate", verbosity=0, interactive=False)
    given = {"source": source, "dry_run": options.dry_run, "actor": actor, "at": timezone.now()}
    try:
        if what == TOTALS:
            waves = import_past_totals(**given)
        else:
            waves = [import_past_answers(mapping=_mapping(options.mapping), looked_at=_tell_questions, **given)]
    except OnlyTried as tried:
        for each in tried.waves:
            _tell(each)
        print("Nothing was written: this was a dry run. Leave --dry-run out to take it in.")
        return 0
    for each in waves:
        _tell(each)
    print(f"Done: {len(waves)} {'wave' if len(waves) == 1 else 'waves'} taken in.")
    return 0


def _mapping(path: str | None) -> str:
    if path is None:
        raise Refused("Say with --mapping FILE which column of the answers is what. docs/import.md has an example.")
    return mapping_in(path)


def _tell_questions(wave: PastAnswers) -> None:
    """Print how many answered each question, and how many left it blank."""
    answered = Counter(key for sheet in wave.sheets for key in sheet.answers)
    for each in wave.questions:
        what = {Kind.AGREE: "agreement", Kind.RANK: "ranking", Kind.OPEN: "own words"}[each.kind]
        blank = len(wave.sheets) - answered[each.key]
        print(f"  {answered[each.key]:6,} answered, {blank:6,} blank  {what:9}  {each.text}")


def _tell(wave: TakenIn) -> None:
    print(f"{wave.name}: {wave.answered:,} answered; {wave.shown:,} results are shown, {wave.hidden:,} are not")
    for each in wave.left_out:
        print(f"  Line {each.line}: {each.sentence}")
