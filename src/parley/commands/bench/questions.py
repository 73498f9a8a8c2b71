"""How often the question coach is right when it speaks, on questions its rules were not written after."""

import argparse
import csv
import gzip
import hashlib
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from parley.kernel.intervals import wilson
from parley.meetings.rules.questions import hint_of, is_closed_by_form
from parley.meetings.terms.questions import Flag

HOME = Path(__file__).parents[4]
LABELLED = HOME.parent / "shared" / "data" / "questions"
OWN = HOME / "tests" / "meetings" / "questions"
CLOSED = {"closed", "yes_no", "or", "or_clause"}  # what the two corpora call a question a word can answer
OPEN = {"open", "wh", "open_ended"}  # a rhetorical question is neither
SETS = (
    ("product_meeting", "written before the rules"),
    ("written_after", "written after them"),
    (
        "unseen",
        "by others, where it spoke at first sight, as a reader judged it who knew neither the rules nor the coach",
    ),
)
MANY = 10_000


def is_for_development(source: str, talk: str) -> bool:
    """Whether a conversation was there to be read while rules were written; the other half was never looked at."""
    return int(hashlib.sha256(f"{source}:{talk}".encode()).hexdigest(), 16) % 2 == 0


def run(_options: argparse.Namespace) -> int:
    """Print precision with Wilson's interval for each flag, beside what a plain rule does; 1 when data is missing."""
    if not LABELLED.exists() or not OWN.exists():
        print("The labelled questions are not there: shared/data/questions beside the repository, and its tests.")
        return 1
    for name, words in SETS:
        print(f"Questions of product meetings, {words}, {name}.tsv: right when it speaks")
        _flags(_own(name))
    print("Conversations by others, the half that was not read: is what the coach calls closed closed?")
    for name, held_out in (("counselling (AnnoMI)", list(_annomi())), ("meetings (MRDA)", list(_mrda()))):
        print(f"  {name}")
        said = [label in CLOSED for text, label in held_out if (hint := hint_of(text)) and hint.flag is Flag.CLOSED]
        _line("  closed, says the coach", said)
        _line("  starts with an auxiliary", [label in CLOSED for text, label in held_out if is_closed_by_form(text)])
    _speed([text for text, _ in held_out])
    return 0


def _flags(rows: Iterable[tuple[str, str]]) -> None:
    """Print a line for each flag, one for all, and how many questions without fault were left alone."""
    rows = list(rows)
    said = [(hint.flag.value if (hint := hint_of(text)) else "-", label) for text, label in rows]
    for flag in Flag:
        _line(f"  {flag}", [flag == label for spoken, label in said if spoken == flag])
    _line("  all flags", [spoken == label for spoken, label in said if spoken != "-"])
    good = [(text, spoken) for (text, label), (spoken, _) in zip(rows, said, strict=True) if label == "-"]
    alarms = sum(spoken != "-" for _, spoken in good)
    plain = sum(is_closed_by_form(text) for text, _ in good)
    print(f"  of {len(good)} without fault, spoken of: {alarms}; start with an auxiliary: {plain}")
    faults = Counter(spoken == label for spoken, label in said if label != "-")
    print(f"  of {sum(faults.values())} with a fault, found: {faults[True]}\n")


def _line(name: str, right: list[bool]) -> None:
    bounds = wilson(sum(right), len(right))
    if bounds is None:
        print(f"{name:28} never")
        return
    low, high = bounds
    print(f"{name:28} {sum(right):4} of {len(right):4}  {sum(right) / len(right):.3f}  ({low:.3f} to {high:.3f})")


def _own(name: str) -> Iterator[tuple[str, str]]:
    for line in (OWN / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        label, _, text = line.partition("\t")
        yield text, label


def _annomi() -> Iterator[tuple[str, str]]:
    seen = set()
    for row in _rows("annomi_therapist"):
        pair = row["utterance_text"], row["question_subtype"]
        if row["question_exists"] == "True" and pair not in seen and not is_for_development(
            "annomi", row["transcript_id"]
        ):  # fmt: skip
            seen.add(pair)
            yield pair


def _mrda() -> Iterator[tuple[str, str]]:
    for row in _rows("mrda_questions"):
        if row["type"] in CLOSED | OPEN and not is_for_development("mrda", row["meeting"]):
            yield row["text"], row["type"]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with gzip.open(LABELLED / f"{name}.csv.gz", "rt", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _speed(texts: list[str]) -> None:
    began = time.process_time()
    for n in range(MANY):
        hint_of(texts[n % len(texts)])
    print(f"\n{MANY:,} questions take {time.process_time() - began:.1f} s of CPU.")
