"""`parley questions FILE`: what the coach says about questions, one a line: at most one hint each, and no score."""

import argparse
import csv
import json
import sys
from io import StringIO
from pathlib import Path
from typing import Any

from django.db import DatabaseError

from parley.kernel.refusals import Refused
from parley.meetings.queries import glossary
from parley.meetings.rules.questions import hint_of
from parley.meetings.terms.questions import Hint

WORD = "questions"
HELP = "Look at questions for a meeting, one a line: at most one hint each, with its phrase and a rewrite."
MOST_BYTES = 20_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, the company's acronyms, and in what form the answer is wanted."""
    parser.add_argument("file", metavar="FILE", help="a text in UTF-8, one question a line; - reads what is piped in")
    parser.add_argument("--json", action="store_true", help="print JSON, for other programs")
    parser.add_argument(
        "--glossary", metavar="FILE", help="acronyms instead of the company's own: lines of acronym,meaning"
    )


def run(options: argparse.Namespace) -> int:
    """Print it; 1 when a file cannot be read. Blank lines ask nothing, and nothing is printed for them."""
    try:
        lines = [line.strip() for line in _text(options.file).splitlines()]
        known = _glossary(_text(options.glossary)) if options.glossary else _companys()
    except Refused as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 1
    found = [(line, hint_of(line, known)) for line in lines if line]
    if options.json:
        print(json.dumps([_facts(question, hint) for question, hint in found], ensure_ascii=False, indent=2))
        return 0
    for question, hint in found:
        print("\n".join(_words(question, hint)))
    hints = sum(hint is not None for _, hint in found)
    print(f"\n{hints} of {len(found)} questions have a hint." if found else "There is no question in it.")
    return 0


def _text(path: str) -> str:
    """Read a text. Raises Refused."""
    try:
        if path == "-":
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                data = file.read(MOST_BYTES + 1)
    except OSError as trouble:
        raise Refused(f"{path} cannot be read: {trouble.strerror}. Name a text with one question a line.") from trouble
    if len(data) > MOST_BYTES:
        raise Refused(f"{path} is larger than {MOST_BYTES // 1_000_000} MB. Give it in several files.")
    if b"\0" in data:
        raise Refused(f"{path} is no text in UTF-8. Save it as plain text in UTF-8, with one question a line.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = data[: trouble.start].count(b"\n") + 1
        raise Refused(f"{path} is not written in UTF-8: line {line} has a letter that cannot be read. Save it as "
                      "plain text in UTF-8.") from trouble  # fmt: skip


def _companys() -> dict[str, str]:
    """The glossary of this installation; an empty one where there is none yet."""
    try:
        return glossary()
    except DatabaseError:
        return {}


def _glossary(text: str) -> dict[str, str]:
    rows = [[cell.strip() for cell in row] for row in csv.reader(StringIO(text))]
    return {row[0]: row[1] for row in rows if len(row) > 1 and row[0] and row[1]}


def _facts(question: str, hint: Hint | None) -> dict[str, Any]:
    return {
        "question": question,
        "flag": hint.flag.value if hint else None,
        "phrase": hint.phrase if hint else None,
        "rewrite": hint.rewrite if hint else None,
    }


def _words(question: str, hint: Hint | None) -> list[str]:
    if hint is None:
        return [question]
    return [question, f"    {hint.flag}: “{hint.phrase}”. Perhaps: {hint.rewrite}"]
