"""`parley bench decided`: how often a question finds the old decisions like it, on real data, beside plainer ways."""

import argparse
import csv
import gzip
import json
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from parley.commands.bench.opened import use_own_database
from parley.decisions.actions import open_decision
from parley.decisions.terms import OptionDraft
from parley.groups.actions import open_area
from parley.groups.queries import acting
from parley.ledger.terms import MACHINE
from parley.people.actions import add_person, keep_function
from parley.people.terms import Side
from parley.search.actions import rebuild
from parley.search.queries.decided import decided_before
from parley.search.rules import words_in
from parley.topics.rules import alike

DATA = Path(__file__).parents[4].parent / "shared" / "data"
ENHANCEMENTS, REPORTS = DATA / "kubernetes" / "initiatives.csv", DATA / "duplicates" / "eclipse_pairs.jsonl.gz"
NAMED = re.compile(r"/(\d{2,5})-")
BEST = 5
CLOSE = 0.02  # of all questions: no less than that is a difference
LONGEST = 240  # characters of a question
OPTIONS = (
    OptionDraft("Do it", "They lose time every month that they have to wait for it."),
    OptionDraft("Leave it as it is", "Nobody who was promised something has to wait."),
)


@dataclass(frozen=True, slots=True)
class Case:
    """Something that was asked, what was said of it, and which others belong to it."""

    question: str
    said: str
    like: frozenset[str]


def run(options: argparse.Namespace) -> int:
    """Print for each set how many questions find one that belongs to them; 1 when a plainer way finds clearly more."""
    status = 0
    for name, path, read in (
        ("enhancements that name each other", ENHANCEMENTS, _enhancements),
        ("reports of the same fault", REPORTS, _reports),
    ):
        if not path.exists():
            print(f"{name}: the data to find is not there: {path.name}, in shared/data beside the repository.")
            continue
        with tempfile.TemporaryDirectory() as folder:
            use_own_database(f"sqlite:///{folder}/bench.sqlite3")
            call_command("migrate", verbosity=0)
            status |= _measure(name, read(path))
            connections.close_all()
    return status


def _measure(name: str, cases: Mapping[str, Case]) -> int:
    keys = _open(cases)
    names = {key: each for each, key in keys.items()}
    asked = {each: case for each, case in cases.items() if case.like}
    viewer = acting(MACHINE)
    titles = [(keys[each], case.question) for each, case in cases.items()]

    def ours(each: str) -> list[int]:
        found = decided_before(viewer, cases[each].question, but=[keys[each]], most=BEST)
        return [one.decision.pk for one in found]

    def by_titles(each: str) -> list[int]:
        return [key for key in alike(cases[each].question, titles, limit=BEST + 1) if key != keys[each]][:BEST]

    print(f"\n{name}: {len(asked):,} questions among {len(cases):,} decisions")
    scores = {}
    ways: dict[str, Callable[[str], list[int]]] = {
        "as decided": ours,
        "titles alone": by_titles,
        "plain BM25": lambda each: _bm25(cases[each], keys[each]),
    }
    for way, find in ways.items():
        scores[way] = _scored(way, asked, names, find)
    return int(scores["as decided"] < max(scores.values()) - CLOSE)


def _scored(
    way: str, asked: Mapping[str, Case], names: Mapping[int, str], find: Callable[[str], Iterable[int]]
) -> float:
    began = time.process_time()
    found = {each: [names[key] for key in find(each)] for each in asked}
    spent = (time.process_time() - began) * 1000 / len(asked)
    first = statistics.mean(bool(found[each][:1]) and found[each][0] in case.like for each, case in asked.items())
    five = statistics.mean(bool(case.like & set(found[each])) for each, case in asked.items())
    print(f"  {way:14} first {first:.3f}, among {BEST} {five:.3f}; {spent:.1f} ms of CPU a question")
    return five


def _bm25(case: Case, itself: int) -> list[int]:
    words = " OR ".join(f'"{word}"' for word in dict.fromkeys(words_in(case.question)))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.key FROM parley_indexed_words w JOIN parley_indexed i ON i.id = w.rowid WHERE"
            " parley_indexed_words MATCH %s AND i.kind = 'decision' AND i.key != %s"
            " ORDER BY bm25(parley_indexed_words, 2.0, 1.0) LIMIT %s",
            [words, itself, BEST],
        )
        return [key for (key,) in cursor.fetchall()]


def _open(cases: Mapping[str, Case]) -> dict[str, int]:
    """Ask each question as a decision, and index all of them; their keys."""
    at = timezone.now()
    executive = keep_function(name="Executive", side=Side.NEITHER, actor=MACHINE, at=at)
    decider = add_person(
        name="Decider", email="d@parley.example", function=executive, region=None, actor=MACHINE, at=at
    )
    area = open_area(name="Bench", charter="Measures.", decider=decider, actor=MACHINE, at=at)
    by = at.date() + timedelta(days=30)
    keys = {
        name: open_decision(area=area, question=case.question, context=case.said, decide_by=by, decider=decider,
                            options=OPTIONS, actor=decider, at=at).pk
        for name, case in cases.items()
    }  # fmt: skip
    rebuild()
    return keys


def _enhancements(path: Path) -> dict[str, Case]:
    """Read enhancements of an organisation; two belong together when one names the other."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row["key"]: row for row in csv.DictReader(file) if row["key"] and row["title"].strip()}
    pairs = [(key, other) for key, row in rows.items() for other in _named(row, rows)]
    return {
        key: Case(row["title"].strip()[:LONGEST], f"{row['summary']}\n{row['motivation']}"[:9_000],
                  frozenset({b for a, b in pairs if a == key} | {a for a, b in pairs if b == key}))
        for key, row in rows.items()
    }  # fmt: skip


def _named(row: Mapping[str, str], rows: Mapping[str, Any]) -> set[str]:
    said = f"{row['replaces']};{row['see_also']}"
    return {key for key in NAMED.findall(said) if key in rows and key != row["key"]}


def _reports(path: Path) -> dict[str, Case]:
    """Read reports of faults; two belong together when somebody said that they are of one fault."""
    texts: dict[str, tuple[str, str]] = {}
    same: dict[str, set[str]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            one, other = pair["a_id"], pair["b_id"]
            for side, name in (("a", one), ("b", other)):
                texts[name] = pair[f"{side}_title"].strip()[:LONGEST], pair[f"{side}_text"][:5_000]
            together = same.setdefault(one, {one}) | same.setdefault(other, {other})
            for each in together:
                same[each] = together
    return {name: Case(*texts[name], frozenset(same[name] - {name})) for name in texts if texts[name][0]}
