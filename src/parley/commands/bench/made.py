"""A file of insights of any size, the same in every run: clients of uneven size, words of uneven frequency."""

import csv
import random
from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

CLIENTS = 10_000
INITIATIVES = 60
WORDS = 8_000
FIRST_DAY, DAYS = date(2024, 1, 1), 1_000
HEADER = ("Id", "Client id", "Client", "Said on", "Text", "Initiative")
LINKED = 0.3  # of the rows say which initiative they speak for
PARTS = ("ka", "lo", "mi", "ter", "sun", "vel", "or", "pra", "den", "qui", "fa", "ro", "nes", "tal", "u", "bri")

Row = tuple[str, str, str, str, str, str]


def rows_made(count: int) -> Iterator[Row]:
    """Yield so many rows."""
    dice = random.Random(20261129)  # noqa: S311 - the same rows in every run
    words = ["".join(dice.choices(PARTS, k=dice.randint(2, 4))) for _ in range(WORDS)]
    weights = list(accumulate(1 / (n + 3) for n in range(WORDS)))
    sizes = list(accumulate(1 / (n + 20) for n in range(CLIENTS)))
    days = [(FIRST_DAY + timedelta(days=n)).isoformat() for n in range(DAYS)]
    for n in range(count):
        text = " ".join(words[bisect(weights, dice.random() * weights[-1])] for _ in range(dice.randint(8, 24)))
        client = bisect(sizes, dice.random() * sizes[-1]) if n >= CLIENTS else n
        initiative = f"bench-{dice.randrange(INITIATIVES)}" if dice.random() < LINKED else ""
        yield f"n{n}", f"c{client}", name_of(client), days[dice.randrange(DAYS)], f"{text}.", initiative


def name_of(client: int) -> str:
    """Give a client's name: none is near another's."""
    return f"Client {client:05}"


def write(path: Path, count: int) -> None:
    """Write the file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows_made(count))


def company(folder: Path) -> None:
    """Write the company that it is about: one group with its product person, and the initiatives."""
    folder.mkdir()
    (folder / "people.csv").write_text(
        "key,name,email,function,side,operations\nbench,Bench,bench@parley.example,Product,product,no\n"
    )
    (folder / "groups.csv").write_text("key,name\nbench,Bench\n")
    (folder / "members.csv").write_text("group,person,role\nbench,bench,core; product_person; facilitator\n")
    horizons = ("now", "next", "later")
    lines = [f"bench,bench-{n},Initiative number {n},bench,explore,{horizons[n % 3]}" for n in range(INITIATIVES)]
    (folder / "initiatives.csv").write_text("\n".join(["source,key,title,group,stage,horizon", *lines]) + "\n")
