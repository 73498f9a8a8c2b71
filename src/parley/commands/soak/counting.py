"""What a mail server and a receiver of web hooks took, beside what was owed to them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

MARKS = r"Case\d+[a-z]"  # what is owed is known by a word in its title or link


@dataclass(frozen=True, slots=True)
class Came:
    """One mail or post: under which id, to whom, and what it says. A post is to nobody."""

    id: str
    to: str
    text: str


def kept(lines: Iterable[str]) -> Iterator[Came]:
    """Read what `bench/sink.py` kept."""
    for line in lines:
        name, to, text = line.rstrip("\n").split("\t")
        yield Came(name, to, text)


def figures(found: dict[str, Any], came: Iterable[Came]) -> dict[str, Any]:
    """Say what was lost of what `delivering.play` found to be owed, and what came more than once, and how."""
    owed = {(mark, to) for mark, to in found["mails"].items()} | {(mark, "") for mark in found["posts"]}
    times: Counter[tuple[str, str]] = Counter()
    under: dict[tuple[str, str], set[str]] = {each: set() for each in owed}
    for each in came:
        times[each.to, each.id] += 1
        for mark in re.findall(MARKS, each.text):
            under.setdefault((mark, each.to), set()).add(each.id)
    mails, posts = (sum(n for (to, _id), n in times.items() if bool(to) is mail) for mail in (True, False))
    return {
        "kills": found["kills"],
        "in the midst of work": found["in the midst"],
        "mails": mails,
        "posts": posts,
        "owed": len(owed),
        "lost": sum(not under[each] for each in owed),
        "doubled under the same id": sum(times.values()) - len(times),
        "doubled under another id": sum(max(len(under[each]) - 1, 0) for each in owed),
        "left": found["left"],
        "broken links": found["broken links"],
        "parked": found["parked"],
    }
