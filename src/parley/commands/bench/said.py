"""What looking for what was said before finds, beside plain BM25, and what it costs as more and more was said."""

import gzip
import json
import random
import statistics
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from parley.clients.actions import add_client
from parley.groups.queries import acting
from parley.kernel.bunches import bunches
from parley.ledger.terms import MACHINE
from parley.search.actions import learn_meanings
from parley.search.queries.meaning import is_there
from parley.search.queries.said import said_before
from parley.search.rules import words_in

PAIRS = Path(__file__).parents[4].parent / "shared" / "data" / "duplicates" / "eclipse_pairs.jsonl.gz"
FEWER, MOST_DEARER = 10_000, 4  # how much dearer an answer may be among `--insights` than among so many
BEST = 5
ASKED, ROUNDS = 100, 3
VOCABULARY, WORDS_EACH = 200_000, (6, 40)
LETTERS = "etaoinshrdlucmwfgypbvkjxqz"


def measure(insights: int) -> int:
    """Print what is found and what it costs; 1 when it finds less than plain BM25 or grows too dear."""
    client = add_client(name="Bench", region=None, actor=MACHINE, at=timezone.now()).pk
    fell_short = _finding(client)
    grew = _growing(client, insights)
    return int(fell_short or grew)


def _finding(client: int) -> bool:
    if not PAIRS.exists():
        print(f"\nSaid before: the pairs to find are not there: {PAIRS.name}, in shared/data beside the repository.")
        return False
    texts, same = _pairs()
    keys = dict(zip(texts, _load(client, list(texts.values())), strict=True))
    found, spent = _recall(texts, same, keys)
    beside = statistics.mean(
        _any({keys[other] for other in same[name]}, _plain_bm25(text, keys[name])) for name, text in texts.items()
    )
    print(f"\nSaid before: {len(texts):,} reports, each sought among all others. "
          f"recall@{BEST} {found:.3f}, plain BM25 {beside:.3f}; {spent:.1f} ms of CPU each.")  # fmt: skip
    if not is_there():
        print("By meaning too: the encoder is not installed (the extra `meaning`), so nothing was sought by it.")
        return found < beside
    began = time.process_time()
    learnt = learn_meanings()
    each = (time.process_time() - began) * 1000 / max(learnt, 1)
    found_too, spent_too = _recall(texts, same, keys)
    print(f"By meaning too: recall@{BEST} {found_too:.3f}; {spent_too:.1f} ms of CPU each, among {learnt:,} meanings, "
          f"and {each:.1f} ms to learn one.")  # fmt: skip
    return min(found, found_too) < beside


def _recall(texts: dict[str, str], same: dict[str, set[str]], keys: dict[str, int]) -> tuple[float, float]:
    """Seek each report among all others: how many find one that says the same, and what that cost in ms of CPU each."""
    began = time.process_time()
    found = [
        _any(
            {keys[other] for other in same[name]},
            (each.kept for each in said_before(_viewer(), text, but=[keys[name]], most=BEST)),
        )
        for name, text in texts.items()
    ]
    return statistics.mean(found), (time.process_time() - began) * 1000 / len(texts)


def _any(wanted: Collection[int], found: Iterator[int] | Sequence[int]) -> bool:
    return any(key in wanted for key in found)


def _pairs() -> tuple[dict[str, str], dict[str, set[str]]]:
    """Read the reports, and which others say the same as each."""
    texts: dict[str, str] = {}
    same: dict[str, set[str]] = {}
    with gzip.open(PAIRS, "rt", encoding="utf-8") as lines:
        for line in lines:
            pair = json.loads(line)
            one, other = pair["a_id"], pair["b_id"]
            for side, name in (("a", one), ("b", other)):
                texts[name] = f"{pair[f'{side}_title']}\n{pair[f'{side}_text']}"[:5000]
            together = same.setdefault(one, {one}) | same.setdefault(other, {other})
            for each in together:
                same[each] = together
    return texts, {name: group - {name} for name, group in same.items()}


def _plain_bm25(text: str, itself: int) -> list[int]:
    """Give what FTS5's own BM25 puts first for all words of a text."""
    asked = " OR ".join(f'"{word}"' for word in dict.fromkeys(words_in(text)))
    rows = _asked(
        "SELECT i.key FROM parley_indexed_words w JOIN parley_indexed i ON i.id = w.rowid WHERE"
        " parley_indexed_words MATCH %s AND i.kind = 'insight' AND i.key != %s"
        " ORDER BY bm25(parley_indexed_words) LIMIT %s",
        [asked, itself, BEST],
    )
    return [key for (key,) in rows]


def _growing(client: int, insights: int) -> bool:
    """Ask the same questions among few and among many."""
    made = _sentences(random.Random(1))  # noqa: S311 - a bench is to be the same each time
    questions = list(islice(made, ASKED))
    costs: dict[int, float] = {}
    there = 0
    for many in (FEWER, insights):
        for bunch in bunches(islice(made, many - there), 20_000):
            _load(client, bunch)
        there = many
        costs[many] = min(_spent(lambda: [said_before(_viewer(), each) for each in questions]) for _ in range(ROUNDS))
        print(f"Said before, among {many:,} insights: {costs[many] / ASKED:.2f} ms of CPU an answer.")
    dearer = costs[insights] / costs[FEWER]
    print(f"That is {dearer:.2f} times as dear. Aimed at: below {MOST_DEARER} times, and not below plain BM25.")
    return dearer >= MOST_DEARER


def _spent(do: Callable[[], object]) -> float:
    began = time.process_time()
    do()
    return (time.process_time() - began) * 1000


def _viewer() -> Any:
    return acting(MACHINE)


def _sentences(chance: random.Random) -> Iterator[str]:
    """Make texts whose words are as unequally frequent as in any language, rare ones longer than frequent ones."""
    words = [_word(rank) for rank in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))
    while True:
        for _ in range(1000):
            yield " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(*WORDS_EACH)))


def _word(rank: int) -> str:
    letters = ""
    rank += 26
    while rank:
        rank, letter = divmod(rank, 26)
        letters += LETTERS[letter]
    return letters + "aeiou"[len(letters) % 5] + letters[:1]


def _load(client: int, texts: list[str]) -> list[int]:
    """Write insights and their words bare, a thousand times as fast as one by one; gives their keys."""
    (first,) = _asked("SELECT coalesce(max(id), 0) + 1 FROM parley_insight", [])[0]
    (row,) = _asked("SELECT coalesce(max(id), 0) + 1 FROM parley_indexed", [])[0]
    keys = range(first, first + len(texts))
    said = [(key, client, text, f"bench-{key}") for key, text in zip(keys, texts, strict=True)]
    indexed = [(row + n, key, key, text) for n, (key, text) in enumerate(zip(keys, texts, strict=True))]
    words = [(row + n, " ".join(words_in(text))) for n, text in enumerate(texts)]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO parley_insight (id, client_id, text, said_on, noted_at, source, key)"
            " VALUES (%s, %s, %s, '2026-01-02', '2026-01-02 09:00:00', 'bench', %s)", said)  # fmt: skip
        cursor.executemany(
            "INSERT INTO parley_indexed (id, kind, key, page, title, body) VALUES (%s, 'insight', %s, %s, '', %s)",
            indexed)  # fmt: skip
        cursor.executemany("INSERT INTO parley_indexed_words (rowid, title, body) VALUES (%s, '', %s)", words)
    return list(keys)


def _asked(sql: str, given: Sequence[object]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)  # type: ignore[arg-type]  # keys, numbers and words
        return list(cursor.fetchall())
