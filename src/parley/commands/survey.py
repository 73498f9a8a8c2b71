"""`parley survey WAVE`: what a wave found, in sentences, or its frozen text byte for byte."""

import argparse
import os
import sys

from parley.groups.queries import acting
from parley.ledger.terms import MACHINE
from parley.screens.documents import As, said
from parley.screens.rendering import absolute
from parley.screens.results.written import document
from parley.surveys.queries.finding import wave_called
from parley.surveys.queries.released import found_in, release_of
from parley.surveys.queries.waves import state_of
from parley.surveys.rules.finding import found_of, said_in
from parley.surveys.terms.waves import Part, WaveState

WORD = "survey"
HELP = "Say what a wave of the survey found; with --json its frozen text, byte for byte."
NOT_YET = {
    WaveState.PLANNED: "It has not opened yet.",
    WaveState.OPEN: "It is open, and nothing of it is shown before it closes.",
    WaveState.COUNTING: "It is closed, and is being counted by the worker. Try again in a few minutes.",
    WaveState.WITHDRAWN: "It was withdrawn, so nothing of it was counted.",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take which wave, and in what form."""
    parser.add_argument("wave", metavar="WAVE", help="the number in its address, or its name")
    parser.add_argument("--json", action="store_true", help="print the frozen text as it is kept, for other programs")
    parser.add_argument("--words", action="store_true", help="with --json: what was written, instead of the figures")


def run(options: argparse.Namespace) -> int:
    """Print it; 1 when there is no such wave, or nothing of it is released."""
    wave = wave_called(acting(MACHINE), options.wave)
    if wave is None:
        print(f"There is no survey “{options.wave}”. Its number stands in its address.", file=sys.stderr)
        return 1
    state = state_of(wave)
    if state in NOT_YET:
        print(f"“{wave.name}” has no results. {NOT_YET[state]}", file=sys.stderr)
        return 1
    if options.json:
        kept = release_of(wave.pk, Part.WORDS if options.words else Part.FIGURES)
        if kept is None:
            print(f"The words of “{wave.name}” are not released: two people read all of them first.", file=sys.stderr)
            return 1
        return _put(kept.content)
    found, words = found_of(found_in(wave.pk)), said_in(found_in(wave.pk, Part.WORDS))
    lines = document(found, words, address=absolute("survey_results", wave.pk))
    return _put("".join(f"\n{said(line)}\n" if line.as_ is As.NAME else f"{said(line)}\n" for line in lines))


def _put(text: str) -> int:
    """Print it; 141 when whoever reads along, as `head` does, has had enough."""
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return 0
